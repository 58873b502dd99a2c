//! Fetches out of the stacks what the reader wishes for: all files of a round at once, and no longer than they are wanted. What
//! has come is unpacked in slices, while the rest is on its way.

use std::{cell::RefCell, rc::Rc};

use dateline_archive::{Given, Left};
use dateline_story::Timestamp;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use crate::{
    address::Address,
    config::Config,
    fetch::{self, CallOff, FetchError},
    library::SharedLibrary,
    pace::{Slice, breathe},
    stacks::{Call, Holdings, Known, Wish},
    start::Start,
};

/// One reader's way to its archives. What stands behind it is in the part of the program that is fetched where there are any.
pub trait Desk {
    /// Takes in the archives that the library has.
    fn take_in(&self);
    /// Wishes for something else than before. What is on its way and not wanted for it is called off.
    fn wish(&self, wish: Wish);
    /// Tries again what failed.
    fn retry(&self);
    /// What is known so far.
    fn known(&self) -> Known;
    /// From now on `tell` is called with what is known when that has changed.
    fn told_by(&self, tell: Callback<Known>);
    /// Calls everything off: there is nobody to tell any more.
    fn close(&self);
}

/// Gives a reader's desk. A new one is asked at once for what the page's address asks for: that needs no screen.
pub fn open(start: &Start, config: &Config) -> Rc<dyn Desk> {
    let mut place = start.desk.borrow_mut();
    let new = || {
        let desk = FetchingDesk::new(start.library.clone());
        let view = Address::of(config).view();
        // What reads archives may have come too late.
        if !start.is_left.get() {
            desk.take_in();
            desk.wish(Wish::of(&view, view.request(config.page_size), &start.library));
        }
        Rc::new(desk) as Rc<dyn Desk>
    };
    place.get_or_insert_with(new).clone()
}

/// The desk in the browser; a clone of it is the same one.
#[derive(Clone)]
struct FetchingDesk(Rc<RefCell<Inner>>);

struct Inner {
    stacks: Holdings,
    wish: Option<Wish>,
    on_the_way: Vec<(Call, CallOff)>,
    /// True if what is here and packed is to say first what else is wanted: what is on its way may be among it.
    is_undecided: bool,
    /// True while there are slices of unpacking.
    is_unpacking: bool,
    tell: Callback<Known>,
    told: Known,
}

impl Desk for FetchingDesk {
    fn take_in(&self) {
        self.0.borrow_mut().stacks.take_in();
        self.go_on();
    }

    fn wish(&self, wish: Wish) {
        self.0.borrow_mut().wish = Some(wish);
        self.go_on();
    }

    fn retry(&self) {
        self.0.borrow_mut().stacks.retry();
        self.take_in();
    }

    fn known(&self) -> Known {
        self.0.borrow().stacks.known()
    }

    fn told_by(&self, tell: Callback<Known>) {
        self.0.borrow_mut().tell = tell;
    }

    fn close(&self) {
        let mut inner = self.0.borrow_mut();
        inner.wish = None;
        inner.on_the_way.clear();
        inner.tell = Callback::noop();
    }
}

impl FetchingDesk {
    fn new(library: SharedLibrary) -> Self {
        Self(Rc::new(RefCell::new(Inner {
            stacks: Holdings::new(library),
            wish: None,
            on_the_way: Vec::new(),
            is_undecided: false,
            is_unpacking: false,
            tell: Callback::noop(),
            told: Known::default(),
        })))
    }

    fn go_on(&self) {
        let calls = self.0.borrow_mut().next_calls();
        for (call, signal, is_alone) in calls {
            let desk = self.clone();
            spawn_local(async move {
                let fetched = fetch::file(&call.url, call.fetch.range, signal.as_ref(), is_alone).await;
                desk.arrived(&call, fetched);
            });
        }
        self.unpack();
        self.tell();
    }

    fn arrived(&self, call: &Call, fetched: Result<fetch::Fetched, FetchError>) {
        {
            let mut inner = self.0.borrow_mut();
            let Some(at) = inner.on_the_way.iter().position(|(other, _)| other == call) else { return };
            inner.on_the_way.swap_remove(at);
            inner.stacks.give(call, fetched.map(given).map_err(|error| error.to_string()));
        }
        if self.0.borrow().is_due() { self.go_on() } else { self.unpack() }
    }

    /// Unpacks in slices what is here, and goes on as soon as nothing is missing for that.
    fn unpack(&self) {
        {
            let mut inner = self.0.borrow_mut();
            if inner.stacks.left() == Left::Nothing || std::mem::replace(&mut inner.is_unpacking, true) {
                return;
            }
        }
        let desk = self.clone();
        spawn_local(async move {
            loop {
                breathe().await;
                let (before, left) = desk.0.borrow_mut().unpack_slice();
                if before == Left::Needed && desk.0.borrow().is_due() {
                    desk.go_on();
                } else if left == Left::Nothing {
                    break;
                }
            }
            desk.0.borrow_mut().is_unpacking = false;
        });
    }

    /// Tells what is known, if that has changed.
    fn tell(&self) {
        let (tell, known) = {
            let mut inner = self.0.borrow_mut();
            let known = inner.stacks.known();
            if known == inner.told {
                return;
            }
            inner.told = known.clone();
            (inner.tell.clone(), known)
        };
        tell.emit(known);
    }
}

impl Inner {
    /// True if nothing that is fetched or unpacked is waited for.
    fn is_due(&self) -> bool {
        let is_waiting = self.on_the_way.iter().any(|(call, _)| self.stacks.waits_for(call));
        (self.is_undecided || !is_waiting) && self.stacks.left() != Left::Needed
    }

    /// Unpacks as long as the page may be held, or until nothing waits for it any more; what was left before and is left now.
    fn unpack_slice(&mut self) -> (Left, Left) {
        let (slice, before) = (Slice::begin(), self.stacks.left());
        let mut left = before;
        while left != Left::Nothing && left == before && !slice.is_over() {
            left = self.stacks.unpack();
        }
        (before, left)
    }

    /// Calls off what is no longer wanted, and gives what is to be fetched besides, each with what calls it off and whether it is
    /// the only part of its file that is on its way.
    fn next_calls(&mut self) -> Vec<(Call, Option<web_sys::AbortSignal>, bool)> {
        let Some(wish) = &self.wish else { return Vec::new() };
        let wanted = self.stacks.turn(wish, now());
        self.is_undecided = wanted.is_empty() && self.stacks.left() == Left::Needed;
        if !self.is_undecided {
            self.on_the_way.retain(|(call, _)| wanted.contains(call));
        }
        let mut begun = Vec::new();
        for call in wanted {
            if self.on_the_way.iter().all(|(known, _)| *known != call) {
                let call_off = CallOff::new();
                let is_alone = self.on_the_way.iter().all(|(known, _)| known.url != call.url);
                begun.push((call.clone(), call_off.signal(), is_alone));
                self.on_the_way.push((call, call_off));
            }
        }
        begun
    }
}

fn given(fetched: fetch::Fetched) -> Given {
    if fetched.is_part { Given::Part(fetched.bytes) } else { Given::Whole(fetched.bytes) }
}

fn now() -> Timestamp {
    Timestamp::from_seconds((js_sys::Date::now() / 1000.0) as i64)
}
