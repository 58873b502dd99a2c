//! What passes between a reader and the page around it: events out, commands in, and one element's time with a reader.

use std::{cell::RefCell, rc::Rc};

use dateline_formats::Problem;
use dateline_story::Story;
use yew::{AttrValue, Callback};

use crate::{
    config::Config, failure::Failure, parts::own_card::Fill, reading::Origin, start::Inbox, state::ReaderAction,
    view::View,
};

/// What happens in a reader that the page around may want to know.
#[derive(Clone, Debug)]
pub enum ReaderEvent {
    /// The first stories are there.
    Ready(usize),
    /// The list changed: how many stories match, and what was typed.
    Results(u32, AttrValue),
    /// A story is about to open; the page may keep it from opening.
    Open(Rc<Story>),
    /// The open story was closed.
    Close,
    /// A story or a field could not be read, with a sentence for whoever made the feed.
    Problem(Rc<Problem>, String),
    /// A feed failed, with the sentence that the reader sees.
    Error(Failure, String),
}

/// What the page around may ask of a reader.
#[derive(Clone, Debug)]
pub enum ReaderCommand {
    /// One step, as if the reader had taken it.
    Act(ReaderAction),
    /// Show the view that a text says.
    Restore(String),
    /// Open a story by its slug or identifier.
    Open(String),
    /// Close the open story.
    Close,
    /// Read the feeds again.
    Refresh,
}

/// Where the page's commands go in, and where it can see what the reader shows.
#[derive(Clone, Default)]
pub struct CommandPort {
    /// Where commands wait until the reader is there.
    pub inbox: Rc<Inbox<ReaderCommand>>,
    /// The view as it is.
    pub view: Rc<RefCell<View>>,
}

/// One element's time with a reader: it begins when an element takes the reader and ends when it leaves.
#[derive(Clone)]
pub struct Session {
    /// Tells sessions apart.
    pub number: u32,
    /// What the page asks for.
    pub config: Rc<Config>,
    /// Where stories come from.
    pub origin: Origin,
    /// The folder with the words of other languages.
    pub words_folder: AttrValue,
    /// Draws cards with the publisher's own markup, if there is any.
    pub fill: Option<Fill>,
    /// Called with each event; false if the page does not want what would follow.
    pub outlet: Callback<ReaderEvent, bool>,
    /// Where commands come in.
    pub port: CommandPort,
}

impl PartialEq for Session {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
            && self.config == other.config
            && self.origin == other.origin
            && self.words_folder == other.words_folder
    }
}
