//! What the first screen hands over to the reader as a whole: the stories so far, the reading that goes on, and what was asked for
//! meanwhile.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use dateline_formats::Problem;
use dateline_search::Hit;
use yew::Callback;

use crate::{
    desk::Desk,
    fetch::CallOff,
    library::SharedLibrary,
    state::{Phase, ReaderAction},
};

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
    /// What was wrong with the feeds, for whoever can say it in words.
    pub problems: Inbox<Problem>,
    /// Where archives are asked, once their part of the program is there.
    pub desk: RefCell<Option<Rc<dyn Desk>>>,
    /// The list of the first screen; empty until there is one.
    pub hits: RefCell<Rc<Vec<Hit>>>,
    /// True once the page was told that there are stories.
    pub is_told: Cell<bool>,
    /// Where the first reading stands, as far as was told.
    pub phase: Cell<Phase>,
    /// Set when nobody is interested in the first reading any more.
    pub is_gone: Rc<Cell<bool>>,
    /// Set when there is nobody left to show anything to.
    pub is_left: Cell<bool>,
    /// Calls off what the first reading fetches.
    pub call_off: RefCell<Option<CallOff>>,
}

impl Begun {
    /// Takes what the first reading tells.
    pub fn hear(&self, action: ReaderAction) {
        match action {
            ReaderAction::Arrived { .. } => self.phase.set(Phase::Reading),
            ReaderAction::Finished(_) | ReaderAction::Failed(_) => self.phase.set(Phase::Done),
            _ => {}
        }
        self.inbox.send(action);
    }

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sent_before_anybody_takes_it_is_kept_in_order() {
        let (inbox, taken) = (Inbox::default(), Rc::<RefCell<Vec<u8>>>::default());
        let taker = {
            let taken = taken.clone();
            Callback::from(move |one| taken.borrow_mut().push(one))
        };
        inbox.send(1);
        inbox.send(2);
        inbox.attach(&taker);
        inbox.send(3);
        assert_eq!(vec![1, 2, 3], *taken.borrow());
        inbox.clear();
        inbox.send(4);
        assert_eq!(vec![1, 2, 3], *taken.borrow());
    }

    #[test]
    fn a_first_screen_is_due_only_once_the_reading_tells_of_stories() {
        let start = Start::default();
        assert_eq!(Phase::Waiting, start.phase.get());
        start.hear(ReaderAction::Stale(3));
        assert_eq!(Phase::Waiting, start.phase.get());
        start.hear(ReaderAction::Arrived { expected: None, skipped: 0 });
        assert_eq!(Phase::Reading, start.phase.get());
        start.hear(ReaderAction::Finished(Vec::new()));
        assert_eq!(Phase::Done, start.phase.get());
    }
}
