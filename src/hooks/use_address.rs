//! Keeps the view in the page's address, if the page wants that, and takes it from there again.

use gloo_timers::callback::Timeout;
use wasm_bindgen::{JsCast, closure::Closure};
use yew::prelude::*;

use crate::{
    address::{Address, Entry},
    config::UrlSync,
    view::View,
};

/// How long typing, or moving a slider, must pause before it is in the address, in milliseconds.
const PAUSE_MS: u32 = 300;

/// How a change that may be one of many is written: typing changes the entry, and days that were moved make a new one, which
/// Back undoes as one step. `None` for a change that stands alone.
fn gradual_entry(before: &View, after: &View) -> Option<Entry> {
    if (View { text: after.text.clone(), ..before.clone() }) == *after {
        return Some(Entry::Same);
    }
    let moved_days = View { range: after.range, ..before.clone() } == *after;
    moved_days.then_some(Entry::New)
}

/// Writes the view into the address as it changes, and calls `on_restore` when the browser goes back or forward. Gives
/// back a callback that closes the open story: by going back where opening it went forward, so that Back never finds the
/// same story again.
#[hook]
pub fn use_address(
    address: &Address,
    view: &View,
    on_restore: &Callback<View>,
    on_close: &Callback<()>,
) -> Callback<()> {
    let last = use_mut_ref(|| view.clone());
    let waiting = use_mut_ref(|| None::<(Entry, Timeout)>);
    let steps = use_mut_ref(|| 0_usize);
    {
        let (address, steps) = (address.clone(), steps.clone());
        use_effect_with(view.clone(), move |view| {
            let before = last.replace(view.clone());
            if address.sync == UrlSync::None {
                return;
            }
            // Browsers slow down or refuse what comes at each key: it is written once it pauses.
            let gradual = gradual_entry(&before, view);
            let pending = waiting.take();
            if let Some((entry, _)) = pending.filter(|(entry, _)| gradual != Some(*entry)) {
                address.write(&before, entry);
            }
            if let Some(entry) = gradual {
                let view = view.clone();
                waiting.replace(Some((entry, Timeout::new(PAUSE_MS, move || address.write(&view, entry)))));
                return;
            }
            // Going from story to story changes the entry too; what Back should undo makes a new one.
            let next_story = before.open.is_some() && view.open.is_some();
            *steps.borrow_mut() += usize::from(before.open.is_none() && view.open.is_some());
            address.write(view, if next_story { Entry::Same } else { Entry::New });
        });
    }
    {
        let (address, steps, on_restore) = (address.clone(), steps.clone(), on_restore.clone());
        use_effect_with(address.sync, move |sync| {
            let listener = (*sync != UrlSync::None).then(|| {
                Closure::<dyn FnMut()>::new(move || {
                    *steps.borrow_mut() = 0;
                    on_restore.emit(address.view());
                })
            });
            listen(listener)
        });
    }
    let (sync, on_close) = (address.sync, on_close.clone());
    Callback::from(move |()| {
        let opened_here = sync != UrlSync::None && std::mem::take(&mut *steps.borrow_mut()) > 0;
        let went_back =
            opened_here && web_sys::window().and_then(|window| window.history().ok()?.back().ok()).is_some();
        if !went_back {
            on_close.emit(());
        }
    })
}

/// Listens for Back and Forward; the result stops it.
fn listen(listener: Option<Closure<dyn FnMut()>>) -> impl FnOnce() {
    let window = web_sys::window();
    if let (Some(window), Some(listener)) = (&window, &listener) {
        let _ = window.add_event_listener_with_callback("popstate", listener.as_ref().unchecked_ref());
    }
    move || {
        if let (Some(window), Some(listener)) = (window, listener) {
            let _ = window.remove_event_listener_with_callback("popstate", listener.as_ref().unchecked_ref());
        }
    }
}
