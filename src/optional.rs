//! What a browser may lack, or a page may keep from us: it is asked for by name, and `None` is an answer.
//!
//! Asking by name costs less than a binding for each: three functions of JavaScript serve them all.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// A property; `None` if there is none, or if looking at it is refused.
pub fn get(of: &JsValue, name: &str) -> Option<JsValue> {
    let value = Reflect::get(of, &JsValue::from_str(name)).ok()?;
    (!value.is_undefined() && !value.is_null()).then_some(value)
}

/// What a method gives back; `None` if there is no such method, or if it throws.
pub fn call(of: &JsValue, name: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let method: Function = get(of, name)?.dyn_into().ok()?;
    method.apply(of, &arguments.iter().cloned().collect::<Array>()).ok()
}

/// A new object of a class; `None` if there is no such class, or if it throws.
pub fn make(of: &JsValue, class: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let class: Function = get(of, class)?.dyn_into().ok()?;
    Reflect::construct(&class, &arguments.iter().cloned().collect::<Array>()).ok()
}

/// A plain object with these properties.
pub fn object(properties: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (key, value) in properties {
        // Setting a property of a fresh plain object cannot fail.
        let _ = Reflect::set(&object, &JsValue::from_str(key), value);
    }
    object
}
