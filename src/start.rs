//! What the first screen hands over to the reader as a whole: the stories so far, the reading that goes on, and what was asked for
//! meanwhile.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use dateline_search::Hit;
use yew::Callback;

use crate::{fetch::CallOff, library::SharedLibrary, state::ReaderAction};

/// Keeps what is sent until somebody takes it.
pub struct Inbox<T> {
    waiting: RefCell<Vec<T>>,
    taker: RefCell<Option<Callback<T>>>,
}

impl<T> Default for Inbox<T> {
    fn default() -> Self {
        Self { waiting: RefCell::default(), taker: RefCell::default() }
    }
}

impl<T: 'static> Inbox<T> {
    /// Hands `one` to whoever takes it, or keeps it.
    pub fn send(&self, one: T) {
        let taker = self.taker.borrow().clone();
        match taker {
            Some(taker) => taker.emit(one),
            None => self.waiting.borrow_mut().push(one),
        }
    }

    /// From now on `taker` gets what is sent; first of all what was kept.
    pub fn attach(&self, taker: &Callback<T>) {
        self.taker.replace(Some(taker.clone()));
        for one in self.waiting.take() {
            taker.emit(one);
        }
    }

    /// Nobody takes what is sent any more, and what was kept is dropped.
    pub fn clear(&self) {
        self.taker.replace(None);
        self.waiting.take();
    }
}

/// One reader from its first screen on; equal only to itself.
#[derive(Clone, Default)]
pub struct Start(Rc<Begun>);

/// What has begun.
#[derive(Default)]
pub struct Begun {
    /// The stories.
    pub library: SharedLibrary,
    /// What the reading of the feeds tells, and what the reader did on the first screen.
    pub inbox: Inbox<ReaderAction>,
    /// The list of the first screen; empty until there is one.
    pub hits: RefCell<Rc<Vec<Hit>>>,
    /// True once the page was told that there are stories.
    pub is_told: Cell<bool>,
    /// True once the first reading has nothing more to tell, or something failed.
    pub is_ended: Cell<bool>,
    /// Set when nobody is interested in the first reading any more.
    pub is_gone: Rc<Cell<bool>>,
    /// Calls off what the first reading fetches.
    pub call_off: RefCell<Option<CallOff>>,
}

impl Begun {
    /// Ends the first reading.
    pub fn end(&self) {
        self.is_gone.set(true);
        self.call_off.take();
    }
}

impl std::ops::Deref for Start {
    type Target = Begun;

    fn deref(&self) -> &Begun {
        &self.0
    }
}

impl PartialEq for Start {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
