//! Reads stories aloud: the open one, or all of a list, one after another.
//!
//! What is said changes every few seconds and nothing of it is drawn but a mark, so it is kept beside the state, and the
//! reader is drawn again only when there is something to see.

use std::{cell::RefCell, rc::Rc};

use dateline_search::search;
use dateline_story::Slug;
use web_sys::Element;
use yew::prelude::*;

use super::use_place::{find, focus, is_focused};
use crate::{
    aloud::Script,
    parts::player::{Playing, Wish},
    speech::{Spoken, Utterance, speak},
    state::ReaderState,
};

/// What is read aloud in one reader, and what can be done about it.
#[derive(Clone)]
pub struct Listening {
    /// The reader's outermost element.
    root: NodeRef,
    /// Opens a story; false if the page does not want that.
    open: Callback<Slug, bool>,
    redraw: UseForceUpdateHandle,
    course: Rc<RefCell<Course>>,
}

impl PartialEq for Listening {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.course, &other.course)
    }
}

#[derive(Default)]
struct Course {
    /// The stories to be read, the last first; the one behind them is being read.
    queue: Vec<Slug>,
    /// The sentences of that story, once it is open.
    script: Option<Script>,
    playing: Playing,
    utterance: Option<Utterance>,
}

/// Reading aloud in the reader whose outermost element is `root`; `opened` is the open story, and `open` opens one.
#[hook]
pub fn use_listening(root: &NodeRef, opened: &Option<Slug>, open: &Callback<Slug, bool>) -> Listening {
    let course = use_mut_ref(Course::default);
    let listening = Listening { root: root.clone(), open: open.clone(), redraw: use_force_update(), course };
    let heard = listening.clone();
    use_effect_with(opened.clone(), move |opened| {
        // Whoever leaves a story has heard enough.
        match opened {
            Some(story) if heard.is_heard(story) => heard.begin(),
            _ => heard.stop(),
        }
        move || heard.course.borrow_mut().hush()
    });
    listening
}

impl Listening {
    /// True if this story is being read, or will be once it is open.
    pub fn is_heard(&self, story: &Slug) -> bool {
        self.course.borrow().queue.last() == Some(story)
    }

    /// How reading is doing, and whether a story comes behind this one; `None` if nothing is read.
    pub fn playing(&self) -> Option<(Playing, bool)> {
        let course = self.course.borrow();
        // Also between two stories, so that the focus stays where it is.
        (!course.queue.is_empty()).then(|| (course.playing, course.queue.len() > 1))
    }

    /// Reads the open story, or stops reading.
    pub fn turn(&self, story: &Slug) {
        if self.is_heard(story) {
            return self.stop();
        }
        self.course.borrow_mut().queue = vec![story.clone()];
        self.begin();
    }

    /// Reads all stories of the list, also those that are not drawn.
    pub fn read_list(&self, state: &ReaderState) {
        {
            let library = state.library.0.borrow();
            let Some(index) = library.index() else { return };
            let found = search(index, &state.request(library.len()));
            let stories = found.hits.iter().rev().filter_map(|hit| library.story(hit.story));
            self.course.borrow_mut().queue = stories.map(|story| story.slug.clone()).collect();
        }
        self.open_next();
    }

    /// Does what the reader wants.
    pub fn wish(&self, wish: Wish) {
        {
            let mut course = self.course.borrow_mut();
            match wish {
                Wish::Turn => course.playing.is_paused ^= true,
                Wish::Speed(percent) => course.playing.percent = percent,
                // Whoever skips something wants to hear what comes then.
                Wish::Skip => course.skip(),
                Wish::NextStory | Wish::Stop => {}
            }
        }
        match wish {
            Wish::NextStory => self.next_story(),
            Wish::Stop => {
                // The focus goes back to what began it.
                self.focus(".story__listen");
                self.stop();
            }
            _ => self.say(),
        }
        self.redraw.force_update();
    }

    /// Reads the open story from its beginning.
    fn begin(&self) {
        {
            let mut course = self.course.borrow_mut();
            course.script = self.root.cast::<Element>().and_then(|root| Script::of(&root));
            course.playing.is_paused = false;
        }
        self.say();
        self.redraw.force_update();
    }

    /// Says the present sentence, or marks it only.
    fn say(&self) {
        let is_over = {
            let mut course = self.course.borrow_mut();
            course.utterance = None;
            let sentence = course.script.as_mut().and_then(Script::read);
            if let Some((text, lang)) = sentence.as_ref().filter(|_| !course.playing.is_paused) {
                let listening = self.clone();
                course.utterance = speak(text, lang, course.playing.percent, move |spoken| listening.go_on(spoken));
                course.playing.has_failed = course.utterance.is_none();
            }
            sentence.is_none()
        };
        if is_over {
            self.next_story();
        }
    }

    /// Goes on when a sentence has ended.
    fn go_on(&self, spoken: Spoken) {
        {
            let mut course = self.course.borrow_mut();
            match spoken {
                Spoken::Whole => course.skip(),
                // What cut it off is listened to first.
                Spoken::CutOff => course.playing.is_paused = true,
                Spoken::Failed => course.playing.has_failed = true,
            }
        }
        // A sentence after another is nothing to draw anew.
        match spoken {
            Spoken::Whole => self.say(),
            _ => self.redraw.force_update(),
        }
    }

    fn next_story(&self) {
        {
            let mut course = self.course.borrow_mut();
            course.hush();
            course.queue.pop();
        }
        self.open_next();
    }

    /// Opens the story that is to be read. Without one, or if the page opens stories in its own way, reading is over.
    fn open_next(&self) {
        let (story, is_last) = {
            let queue = &self.course.borrow().queue;
            (queue.last().cloned(), queue.len() == 1)
        };
        // The button for a next story goes; whoever is among the buttons stays there.
        if is_last && self.root.cast::<Element>().is_some_and(|root| is_focused(&root, ".player")) {
            self.focus(".player__button");
        }
        match story.map(|story| self.open.emit(story)) {
            Some(true) => {}
            Some(false) => self.stop(),
            None => self.redraw.force_update(),
        }
    }

    fn focus(&self, selector: &str) {
        self.root.cast::<Element>().and_then(|root| find(&root, selector)).iter().for_each(focus);
    }

    fn stop(&self) {
        let mut course = self.course.borrow_mut();
        if !course.queue.is_empty() {
            course.hush();
            course.queue.clear();
            course.playing.has_failed = false;
            self.redraw.force_update();
        }
    }
}

impl Course {
    fn skip(&mut self) {
        self.playing.is_paused = false;
        self.script.iter_mut().for_each(Script::skip);
    }

    fn hush(&mut self) {
        self.utterance = None;
        self.script.take().iter().for_each(Script::unmark);
    }
}
