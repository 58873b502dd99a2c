//! The element's life: mount, update, park, dispose; commands in and events out.
//!
//! `static/dateline.js` owns the custom element and its shadow root; it hands over a place to draw in and the host, and
//! calls what is exported here. Mounted apps are parked and used again rather than destroyed: Yew keeps the listeners of
//! a destroyed root, and with them all that it held.

use std::{cell::RefCell, rc::Rc};

use dateline_story::{Lang, WebUrl};
use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::spawn_local;
use web_sys::{CustomEvent, CustomEventInit, Element, HtmlElement};
use yew::prelude::*;

use crate::{
    config::Config,
    fetch, later,
    optional::object,
    pace::breathe,
    parts::own_card::{Fill, Values},
    reading::Origin,
    screens::{Widget, WidgetProps},
    session::{CommandPort, ReaderCommand, ReaderEvent, Session},
    state::ReaderAction,
    styles,
};

thread_local! {
    /// By number; those that were disposed of leave a gap.
    static MOUNTED: RefCell<Vec<Option<Mounted>>> = const { RefCell::new(Vec::new()) };
    /// The loader's function that draws a card with the publisher's own markup.
    static FILL: RefCell<Option<Function>> = const { RefCell::new(None) };
    static WORDS_FOLDER: RefCell<AttrValue> = const { RefCell::new(AttrValue::Static("")) };
}

/// One app in its place.
struct Mounted {
    app: yew::AppHandle<Widget>,
    port: CommandPort,
    session: u32,
    /// What it is to show next.
    next: Option<Session>,
}

/// Prepares the module, once a page: `folder` is where it lies, `on_panic` is called with a message if it breaks, `fill`
/// draws a card with the markup in a host's `<template>`, `get` makes a request, and `dress` fills the style sheet.
#[wasm_bindgen]
pub fn start(folder: &str, on_panic: Function, fill: Function, get: Function, dress: Function) {
    fetch::request_by(get);
    styles::filled_by(dress);
    FILL.with(|kept| kept.replace(Some(fill)));
    WORDS_FOLDER.with(|kept| kept.replace(AttrValue::from([folder, "words/"].concat())));
    yew::set_custom_panic_hook(Box::new(move |panic| {
        // Nobody is left to tell if this fails.
        let _ = on_panic.call1(&JsValue::UNDEFINED, &JsValue::from_str(&panic.to_string()));
    }));
}

/// Draws an empty reader into `place`, which waits for `update` as one that was parked does; gives back the number that the other
/// calls know it by.
#[wasm_bindgen]
pub fn mount(place: Element) -> u32 {
    MOUNTED.with_borrow_mut(|mounted| {
        let app = yew::Renderer::<Widget>::with_root_and_props(place, WidgetProps { session: None }).render();
        mounted.push(Some(Mounted { app, port: CommandPort::default(), session: 0, next: None }));
        mounted.len() as u32 - 1
    })
}

/// Reads the host's attributes, and draws what they ask for in a task of its own: both together held the page for 60 ms on a
/// processor slowed four times. With `anew` the reader begins from the beginning, as for another element. `stories` is a feed's text
/// that the page hands over, instead of an address.
#[wasm_bindgen]
pub fn update(id: u32, host: &HtmlElement, stories: Option<String>, anew: bool) {
    with_mounted(id, |one| {
        one.session += u32::from(anew);
        one.next = Some(session(id, one.session, host, stories, &one.port));
    });
    spawn_local(async move {
        breathe().await;
        with_mounted(id, |one| {
            if let Some(session) = one.next.take() {
                one.app.update(WidgetProps { session: Some(session) });
            }
        });
    });
}

/// Empties a reader and lets its host go; the place and the app wait for another element.
#[wasm_bindgen]
pub fn park(id: u32) {
    with_mounted(id, |one| {
        one.session += 1;
        one.next = None;
        one.app.update(WidgetProps { session: None });
    });
}

/// Destroys a reader for good.
#[wasm_bindgen]
pub fn dispose(id: u32) {
    let mounted = MOUNTED.with_borrow_mut(|mounted| mounted.get_mut(id as usize).and_then(Option::take));
    if let Some(one) = mounted {
        one.app.destroy();
    }
}

/// Does what a method of the element asks: `search`, `open`, `close`, `refresh`, or `state` with a view as the text after
/// a question mark. Unknown names do nothing.
#[wasm_bindgen]
pub fn command(id: u32, name: &str, argument: &str) {
    let Some(inbox) = with_mounted(id, |one| one.port.inbox.clone()) else { return };
    let command = match name {
        "search" => ReaderCommand::Act(ReaderAction::Typed(AttrValue::from(argument.to_owned()))),
        "filter" => ReaderCommand::Act(ReaderAction::TagToggled(AttrValue::from(argument.to_owned()))),
        "open" => ReaderCommand::Open(argument.to_owned()),
        "close" => ReaderCommand::Close,
        "refresh" => ReaderCommand::Refresh,
        "state" => ReaderCommand::Restore(argument.to_owned()),
        _ => return,
    };
    inbox.send(command);
}

/// The view as the text after a question mark; the command `state` gives it back.
#[wasm_bindgen]
pub fn state(id: u32) -> String {
    // Before the rest is there, nothing has been chosen.
    let text = |one: &mut Mounted| later::at_once().map(|later| (later.text_of)(&one.port.view.borrow()));
    with_mounted(id, text).flatten().unwrap_or_default()
}

/// Does something with a reader that is mounted; nothing if it is not.
fn with_mounted<T>(id: u32, act: impl FnOnce(&mut Mounted) -> T) -> Option<T> {
    MOUNTED.with_borrow_mut(|mounted| mounted.get_mut(id as usize)?.as_mut().map(act))
}

fn session(id: u32, number: u32, host: &HtmlElement, stories: Option<String>, port: &CommandPort) -> Session {
    let base = host.base_uri().ok().flatten().and_then(|base| WebUrl::parse(&base).ok());
    let page_lang = host.closest("[lang]").ok().flatten().and_then(|around| around.get_attribute("lang"));
    let get = |name: &str| host.get_attribute(name);
    let (config, refusals) = Config::from_attributes(&get, base.as_ref(), page_lang.as_deref().and_then(Lang::new));
    for refusal in &refusals {
        web_sys::console::warn_2(&format!("Dateline: {refusal}").into(), host);
    }
    let origin = match (stories, base) {
        (Some(json), Some(base)) => Origin::Handed(Rc::from(json), base),
        _ => Origin::Feeds(config.feeds.clone()),
    };
    let host = host.clone();
    let is_drawn_by_host = host.query_selector(":scope>template").is_ok_and(|template| template.is_some());
    Session {
        number: id * 1_000_000 + number,
        config: Rc::new(config),
        origin,
        words_folder: WORDS_FOLDER.with_borrow(Clone::clone),
        fill: is_drawn_by_host.then(|| fill_for(&host)),
        outlet: Callback::from(move |event| send(&host, &event)),
        port: port.clone(),
    }
}

/// Draws cards with the markup in this host's `<template>`.
fn fill_for(host: &HtmlElement) -> Fill {
    let host = host.clone();
    Callback::from(move |(place, values): (Element, Values)| {
        let fill = FILL.with_borrow(Clone::clone);
        let values: Vec<_> = values.into_iter().map(|(name, value)| (name, JsValue::from_str(&value))).collect();
        // A template that is gone since leaves the card empty; the loader's error stands in the console.
        let _ = fill.map(|fill| fill.call3(&JsValue::UNDEFINED, &host, &place, &object(&values)));
    })
}

/// Sends an event from the host; false if the page keeps what would follow from happening.
fn send(host: &HtmlElement, event: &ReaderEvent) -> bool {
    let (name, cancelable, detail) = describe(event);
    let options = CustomEventInit::new();
    options.set_bubbles(true);
    options.set_composed(true);
    options.set_cancelable(cancelable);
    options.set_detail(&object(&detail));
    let event = CustomEvent::new_with_event_init_dict(name, &options);
    event.is_ok_and(|event| host.dispatch_event(event.unchecked_ref()).unwrap_or(true))
}

/// An event's name, whether the page may keep what follows from happening, and its detail: plain values only, so that a
/// listener in another realm or framework can use them.
fn describe(event: &ReaderEvent) -> (&'static str, bool, Vec<(&'static str, JsValue)>) {
    let text = |text: &str| JsValue::from_str(text);
    match event {
        ReaderEvent::Ready(stories) => ("dateline-ready", false, vec![("stories", JsValue::from(*stories as u32))]),
        ReaderEvent::Results(total, typed) => {
            ("dateline-results", false, vec![("total", JsValue::from(*total)), ("text", text(typed))])
        }
        ReaderEvent::Open(story) => {
            let url = story.url.as_ref().map_or(JsValue::NULL, |url| text(url.as_str()));
            let detail = vec![
                ("id", text(&story.id)),
                ("slug", text(story.slug.as_str())),
                ("headline", text(&story.headline)),
                ("url", url),
            ];
            ("dateline-open", true, detail)
        }
        ReaderEvent::Close => ("dateline-close", false, Vec::new()),
        ReaderEvent::Problem(problem, message) => {
            let detail = vec![
                ("item", problem.item.map_or(JsValue::NULL, JsValue::from)),
                ("label", text(&problem.label)),
                ("code", text(problem.kind.code())),
                ("message", text(message)),
            ];
            ("dateline-problem", false, detail)
        }
        ReaderEvent::Error(failure, message) => {
            let detail = vec![("code", text(failure.code())), ("url", text(&failure.url)), ("message", text(message))];
            ("dateline-error", false, detail)
        }
    }
}
