//! Fetches out of the stacks what the reader wishes for: all files of a round at once, and no longer than they are wanted. What
//! has come is unpacked in slices, while the rest is on its way.

use std::{cell::RefCell, rc::Rc};

use dateline_archive::{Given, Left};
use dateline_story::Timestamp;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

use crate::{
    failure::Failure,
    fetch::{self, CallOff, FetchError},
    later,
    library::SharedLibrary,
    pace::{Slice, breathe},
    stacks::{Call, Known, Stacks, Wish},
};

/// One reader's way to its archives; equal only to itself.
#[derive(Clone)]
pub struct Desk(Rc<RefCell<Inner>>);

impl PartialEq for Desk {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

struct Inner {
    library: SharedLibrary,
    stacks: Access,
    wish: Option<Wish>,
    on_the_way: Vec<(Call, CallOff)>,
    /// True if what is here and packed is to say first what else is wanted: what is on its way may be among it.
    is_undecided: bool,
    /// True while there are slices of unpacking.
    is_unpacking: bool,
    /// Called with what is known when that has changed.
    tell: Callback<Known>,
    told: Known,
}

/// The stacks, whose code is fetched when there are archives.
enum Access {
    Unasked,
    Awaited,
    There(Box<dyn Stacks>),
    Missing,
}

impl Access {
    fn stacks(&self) -> Option<&dyn Stacks> {
        if let Self::There(stacks) = self { Some(stacks.as_ref()) } else { None }
    }

    fn stacks_mut(&mut self) -> Option<&mut Box<dyn Stacks>> {
        if let Self::There(stacks) = self { Some(stacks) } else { None }
    }

    fn left(&self) -> Left {
        self.stacks().map_or(Left::Nothing, Stacks::left)
    }
}

impl Desk {
    /// A desk that nothing was asked at.
    pub fn new(library: SharedLibrary, tell: Callback<Known>) -> Self {
        Self(Rc::new(RefCell::new(Inner {
            library,
            stacks: Access::Unasked,
            wish: None,
            on_the_way: Vec::new(),
            is_undecided: false,
            is_unpacking: false,
            tell,
            told: Known::default(),
        })))
    }

    /// Takes in the archives that the library has.
    pub fn take_in(&self) {
        let is_awaited = match &mut self.0.borrow_mut().stacks {
            Access::There(stacks) => {
                stacks.take_in();
                false
            }
            Access::Awaited => return,
            Access::Unasked | Access::Missing => true,
        };
        if is_awaited { self.fetch_stacks() } else { self.go_on() }
    }

    fn fetch_stacks(&self) {
        self.0.borrow_mut().stacks = Access::Awaited;
        self.tell();
        let desk = self.clone();
        spawn_local(async move {
            let open = later::archives().await;
            let is_there = open.is_ok();
            {
                let mut inner = desk.0.borrow_mut();
                let library = inner.library.clone();
                inner.stacks = open.map_or(Access::Missing, |open| Access::There(open(library)));
            }
            if is_there { desk.take_in() } else { desk.tell() }
        });
    }

    /// Wishes for something else than before. What is on its way and not wanted for it is called off.
    pub fn wish(&self, wish: Wish) {
        self.0.borrow_mut().wish = Some(wish);
        self.go_on();
    }

    /// Tries again what failed.
    pub fn retry(&self) {
        self.0.borrow_mut().stacks.stacks_mut().into_iter().for_each(|stacks| stacks.retry());
        self.take_in();
    }

    /// Calls everything off: there is nobody to tell any more.
    pub fn close(&self) {
        let mut inner = self.0.borrow_mut();
        inner.wish = None;
        inner.on_the_way.clear();
        inner.tell = Callback::noop();
    }

    fn go_on(&self) {
        let calls = self.0.borrow_mut().next_calls();
        for (call, signal) in calls {
            let desk = self.clone();
            spawn_local(async move {
                let fetched = fetch::file(&call.url, call.fetch.range, signal.as_ref()).await;
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
            if let Some(stacks) = inner.stacks.stacks_mut() {
                stacks.give(call, fetched.map(given).map_err(|error| error.to_string()));
            }
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
            let known = inner.known();
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
        (self.is_undecided || self.on_the_way.is_empty()) && self.stacks.left() != Left::Needed
    }

    /// Unpacks as long as the page may be held, or until nothing waits for it any more; what was left before and is left now.
    fn unpack_slice(&mut self) -> (Left, Left) {
        let (slice, before) = (Slice::begin(), self.stacks.left());
        let mut left = before;
        while let Some(stacks) = self.stacks.stacks_mut()
            && left != Left::Nothing
            && left == before
            && !slice.is_over()
        {
            left = stacks.unpack();
        }
        (before, left)
    }

    /// Calls off what is no longer wanted, and gives what is to be fetched besides.
    fn next_calls(&mut self) -> Vec<(Call, Option<web_sys::AbortSignal>)> {
        let Some((wish, stacks)) = self.wish.as_ref().zip(self.stacks.stacks_mut()) else { return Vec::new() };
        let wanted = stacks.turn(wish, now());
        self.is_undecided = wanted.is_empty() && stacks.left() == Left::Needed;
        if !self.is_undecided {
            self.on_the_way.retain(|(call, _)| wanted.contains(call));
        }
        let mut begun = Vec::new();
        for call in wanted {
            if self.on_the_way.iter().all(|(known, _)| *known != call) {
                let call_off = CallOff::new();
                begun.push((call.clone(), call_off.signal()));
                self.on_the_way.push((call, call_off));
            }
        }
        begun
    }

    fn known(&self) -> Known {
        match &self.stacks {
            Access::There(stacks) => stacks.known(),
            Access::Unasked => Known::default(),
            Access::Awaited => Known { is_fetching: true, ..Known::default() },
            Access::Missing => Known { problems: vec![Failure::of_the_rest()], ..Known::default() },
        }
    }
}

fn given(fetched: fetch::Fetched) -> Given {
    if fetched.is_part { Given::Part(fetched.bytes) } else { Given::Whole(fetched.bytes) }
}

fn now() -> Timestamp {
    Timestamp::from_seconds((js_sys::Date::now() / 1000.0) as i64)
}
