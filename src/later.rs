//! What the first screen does without: a table of functions that is fetched while the first stories are drawn.
//!
//! Built with the feature `split`, whatever is reached only through this table becomes a WebAssembly module of its own, which
//! `cargo xtask dist` cuts off. Built without it, the table is there at once.

use std::{cell::Cell, pin::Pin, rc::Rc};

use dateline_search::{Index, StoryId};
use dateline_story::Story;
use yew::prelude::*;

use crate::{
    address::text_of,
    config::Config,
    desk::{self, Desk},
    hooks::use_rehearsal::search,
    library::Catalogue,
    screens::{Reader, ReaderProps},
    start::Start,
    styles,
    view::View,
};

/// Functions of the second module.
pub struct Later {
    /// The reader as a whole.
    pub reader: fn(ReaderProps) -> Html,
    /// An empty catalogue.
    pub catalogue: fn() -> Box<dyn Catalogue>,
    /// Goes once through what the search will need.
    pub rehearsal: fn() -> Pin<Box<dyn Future<Output = ()>>>,
    /// A view as the text after a question mark.
    pub text_of: fn(&View) -> String,
    /// The whole style sheet.
    pub styles: fn() -> String,
}

/// The second module could not be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotThere;

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for NotThere {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

thread_local! {
    static TABLE: Cell<Option<&'static Later>> = const { Cell::new(None) };
}

/// The table, if it is there.
#[cfg(feature = "split")]
pub fn at_once() -> Option<&'static Later> {
    TABLE.get()
}

/// The table.
#[cfg(not(feature = "split"))]
pub fn at_once() -> Option<&'static Later> {
    Some(&LATER)
}

/// Fetches the second module. Who asks again after a failure has it fetched again.
pub async fn fetched() -> Result<&'static Later, NotThere> {
    let later = table().await?;
    TABLE.set(Some(later));
    Ok(later)
}

#[cfg(feature = "split")]
#[wasm_split_helpers::wasm_split(later, fallible)]
fn table() -> Result<&'static Later, NotThere> {
    crate::words::learn(crate::words::REST);
    Ok(&LATER)
}

#[cfg(not(feature = "split"))]
async fn table() -> Result<&'static Later, NotThere> {
    Ok(&LATER)
}

/// Gives a reader's desk, for which what reads archives is fetched, a third module.
pub async fn desk(start: Start, config: Rc<Config>) -> Result<Rc<dyn Desk>, NotThere> {
    opened(start, config).await
}

#[cfg(feature = "split")]
#[wasm_split_helpers::wasm_split(archive, fallible)]
fn opened(start: Start, config: Rc<Config>) -> Result<Rc<dyn Desk>, NotThere> {
    Ok(desk::open(&start, &config))
}

#[cfg(not(feature = "split"))]
async fn opened(start: Start, config: Rc<Config>) -> Result<Rc<dyn Desk>, NotThere> {
    Ok(desk::open(&start, &config))
}

static LATER: Later = Later {
    reader: |props| html! { <Reader ..props /> },
    catalogue: || Box::new(Index::default()),
    rehearsal: || Box::pin(search()),
    text_of,
    styles: styles::whole,
};

impl Catalogue for Index {
    fn add(&mut self, story: &Story) {
        Index::add(self, story);
    }

    fn remove(&mut self, id: StoryId) {
        Index::remove(self, id);
    }

    fn index(&self) -> &Index {
        self
    }
}
