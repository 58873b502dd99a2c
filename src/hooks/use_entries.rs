//! The stories of a list, looked up, each with the passage that matched.

use std::rc::Rc;

use dateline_search::{Field, Marker, StoryId};
use dateline_story::Story;
use yew::prelude::*;

use super::use_results::Shown;
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

/// The first `count` of the stories to show, and how to mark what was searched for in them. What is known of a list stays
/// known, so that each further story costs only itself.
#[hook]
pub fn use_entries(library: &SharedLibrary, shown: &Shown, count: usize) -> (Rc<Vec<Entry>>, Marking) {
    let marker = &shown.results.marker;
    let marking = use_memo(marker.clone(), |marker| marking_of(marker.clone()));
    let known = use_mut_ref(|| (shown.hits.clone(), marker.clone(), Rc::<Vec<Entry>>::default()));
    let mut known = known.borrow_mut();
    if known.0 != shown.hits || known.1 != *marker {
        *known = (shown.hits.clone(), marker.clone(), Rc::default());
    }
    let (hits, _, entries) = &mut *known;
    if entries.len() < count {
        let missing = hits.iter().take(count).skip(entries.len()).map(|hit| hit.story);
        let missing = find(missing, library, marker);
        Rc::make_mut(entries).extend(missing);
    }
    (entries.clone(), (*marking).clone())
}

fn marking_of(marker: Marker) -> Marking {
    if marker.is_empty() { Marking::default() } else { Marking::new(move |text| marker.marks(text, None)) }
}

fn find(ids: impl Iterator<Item = StoryId>, library: &SharedLibrary, marker: &Marker) -> Vec<Entry> {
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
