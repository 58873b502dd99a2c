//! The stories of a list, looked up, each with the passage that matched.

use std::rc::Rc;

use dateline_search::{Field, Marker, StoryId};
use dateline_story::Story;
use yew::prelude::*;

use super::{use_gradual::Drawing, use_results::Shown};
use crate::{
    library::SharedLibrary,
    marking::{Marking, Passage},
};

/// How long a passage may be, in characters: about three lines of a result.
const PASSAGE_WIDTH: usize = 180;

/// One story of a list, and the passage that matched if something was searched for.
#[derive(Clone, PartialEq)]
pub struct Entry {
    /// The story.
    pub story: Rc<Story>,
    /// The passage that matched.
    pub passage: Option<Rc<Passage>>,
}

impl Entry {
    /// A story without a passage.
    pub fn plain(story: Rc<Story>) -> Self {
        Self { story, passage: None }
    }
}

/// The stories that are drawn of those to show, and how to mark what was searched for in them.
#[hook]
pub fn use_entries(library: &SharedLibrary, shown: &Shown, drawing: Drawing) -> (Rc<Vec<Entry>>, Marking) {
    let marker = &shown.results.marker;
    let marking = use_memo(marker.clone(), |marker| marking_of(marker.clone()));
    let entries = use_memo(
        (library.clone(), shown.hits.clone(), drawing.count, marker.clone()),
        |(library, hits, count, marker)| entries(hits.iter().take(*count).map(|hit| hit.story), library, marker),
    );
    let before = use_mut_ref(Rc::<Vec<Entry>>::default);
    let mut before = before.borrow_mut();
    let missing = if drawing.keeps_rest { shown.hits.len() - drawing.count } else { 0 };
    *before = if missing == 0 { entries } else { Rc::new(with_rest(&entries, &before, missing)) };
    (before.clone(), (*marking).clone())
}

/// A list of which only the beginning is new, and at most so many others of the old one still stand behind that.
fn with_rest(new: &[Entry], old: &[Entry], most: usize) -> Vec<Entry> {
    let is_new = |old: &&Entry| !new.iter().any(|entry| entry.story.slug == old.story.slug);
    let rest = old.iter().skip(new.len()).filter(is_new).take(most);
    new.iter().chain(rest).cloned().collect()
}

fn marking_of(marker: Marker) -> Marking {
    if marker.is_empty() { Marking::default() } else { Marking::new(move |text| marker.marks(text, None)) }
}

fn entries(ids: impl Iterator<Item = StoryId>, library: &SharedLibrary, marker: &Marker) -> Vec<Entry> {
    let library = library.0.borrow();
    let entry = |story: &Rc<Story>| Entry { story: story.clone(), passage: passage(story, marker).map(Rc::new) };
    ids.filter_map(|id| library.story(id)).map(entry).collect()
}

fn passage(story: &Story, marker: &Marker) -> Option<Passage> {
    if marker.is_empty() {
        return None;
    }
    let snippet = marker.snippet(story, PASSAGE_WIDTH)?;
    let label = match snippet.field {
        // These are on the card already, with their marks.
        Field::Headline | Field::Standfirst | Field::Dateline | Field::Byline | Field::Tag => return None,
        // The index keeps alternative text with the captions, but it is not printed under the picture.
        Field::Caption if !is_caption(story, &snippet.text) => Some("found_in_picture"),
        Field::Caption => Some("found_in_caption"),
        Field::Credit => Some("found_in_credit"),
        _ => None,
    };
    Some(Passage {
        label,
        text: snippet.text,
        marks: snippet.marks,
        cut_before: snippet.cut_before,
        cut_after: snippet.cut_after,
    })
}

fn is_caption(story: &Story, words: &str) -> bool {
    story.pictures().filter_map(|picture| picture.caption.as_ref()).any(|caption| caption.as_str().contains(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_drawn_anew_yet_stays_once_and_only_as_long_as_there_is_room() {
        let list = |names: &str| -> Vec<Entry> {
            names.chars().map(|name| Entry::plain(Rc::new(Story::new(name, name)))).collect()
        };
        let shown = |new, old, most| -> String {
            with_rest(&list(new), &list(old), most).iter().map(|entry| entry.story.headline.clone()).collect()
        };
        assert_eq!("xbcd", shown("xb", "abcd", 2));
        assert_eq!("xcd", shown("xc", "abcd", 3));
        assert_eq!("xyc", shown("xy", "abcd", 1));
        assert_eq!("xy", shown("xy", "", 5));
    }
}
