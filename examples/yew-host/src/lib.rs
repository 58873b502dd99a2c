//! A page made with Yew that draws a reader inside its own tree: attributes go in, events come out, and what is pressed inside
//! the reader is nobody's business but the reader's.

use js_sys::{JsString, Reflect};
use wasm_bindgen::{JsCast, closure::Closure, prelude::wasm_bindgen};
use web_sys::{CustomEvent, Element};
use yew::prelude::*;

/// The parts of the paper, each a button of the page's own.
const SECTIONS: [&str; 12] = [
    "harbour", "council", "courts", "schools", "health", "sport", "letters", "weather", "tides", "births", "deaths",
    "ships",
];

#[derive(Properties, PartialEq)]
struct AppProps {
    /// The feed's address.
    feed: AttrValue,
}

/// The page.
#[component]
fn App(props: &AppProps) -> Html {
    let reader = use_node_ref();
    let opened = use_state(|| "nothing yet".to_owned());
    let size = use_state(|| 12);
    let presses = use_state(|| 0);
    use_opened(&reader, {
        let opened = opened.setter();
        Callback::from(move |headline| opened.set(headline))
    });
    let press = {
        let presses = presses.clone();
        Callback::from(move |_: MouseEvent| presses.set(*presses + 1))
    };
    let longer = {
        let size = size.clone();
        move |_: MouseEvent| size.set(*size + 12)
    };
    html! {
        <main>
            <h1>{ "The Harbour Gazette" }</h1>
            <nav>
                for section in SECTIONS {
                    <button id={section} onclick={press.clone()}>{ section }</button>
                }
            </nav>
            <button id="longer" onclick={longer}>{ "Longer pages" }</button>
            <dateline-reader ref={reader} id="main" src={props.feed.clone()} page-size={size.to_string()}>
                <a href="https://paper.example/">{ "All our stories" }</a>
            </dateline-reader>
            <output id="opened">{ &*opened }</output>
            <output id="presses">{ *presses }</output>
        </main>
    }
}

/// Calls `on_open` with the headline of each story that is opened. Yew listens to the events that HTML has; those of an element of
/// its own are listened to by hand.
#[hook]
fn use_opened(reader: &NodeRef, on_open: Callback<String>) {
    let reader = reader.clone();
    use_effect_with((), move |()| {
        let element: Option<Element> = reader.cast();
        let heard = Closure::<dyn Fn(CustomEvent)>::new(move |event: CustomEvent| {
            let headline = Reflect::get(&event.detail(), &JsString::from("headline")).ok();
            on_open.emit(headline.and_then(|headline| headline.as_string()).unwrap_or_default());
        });
        let listener: &js_sys::Function = heard.as_ref().unchecked_ref();
        if let Some(element) = &element {
            // An element takes any listener.
            let _ = element.add_event_listener_with_callback("dateline-open", listener);
        }
        move || {
            if let Some(element) = element {
                let _ = element.remove_event_listener_with_callback("dateline-open", heard.as_ref().unchecked_ref());
            }
        }
    });
}

/// Draws the page into its `#app`, which says where the stories are.
#[wasm_bindgen(start)]
pub fn start() {
    let document = web_sys::window().and_then(|window| window.document()).expect("it runs in a page");
    let place = document.get_element_by_id("app").expect("the page has a place for it");
    let feed = place.get_attribute("data-feed").unwrap_or_default().into();
    yew::Renderer::<App>::with_root_and_props(place, AppProps { feed }).render();
}
