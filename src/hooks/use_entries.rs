//! The stories of a list, looked up, each with the passage that matched.

use std::rc::Rc;

use dateline_search::{Field, Marker, StoryId};
use dateline_story::Story;
use yew::prelude::*;

use super::use_results::Shown;
use crate::{
    library::{FIRST_ARCHIVED, Library, SharedLibrary},
    marking::{Marking, Passage},
    stacks::{Known, PASSAGES},
};

/// How long a passage may be, in characters: about three lines of a result.
const PASSAGE_WIDTH: usize = 180;
/// The same where it comes late, into a room of two lines, or three on a phone.
const LATE_PASSAGE_WIDTH: usize = 150;

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
/// known, so that each further story costs only itself. Of a story out of an archive the text may come after the rest, and with it
/// the passage that matched.
#[hook]
pub fn use_entries(
    library: &SharedLibrary,
    shown: &Shown,
    archives: &Known,
    count: usize,
) -> (Rc<Vec<Entry>>, Marking) {
    let marker = &shown.results.marker;
    let marking = use_memo(marker.clone(), |marker| marking_of(marker.clone()));
    let known = use_mut_ref(|| (shown.hits.clone(), marker.clone(), Rc::<Vec<Entry>>::default()));
    let mut known = known.borrow_mut();
    if known.0 != shown.hits || known.1 != *marker {
        *known = (shown.hits.clone(), marker.clone(), Rc::default());
    }
    let (hits, _, entries) = &mut *known;
    let most_late = if archives.brings_passages && shown.before == 0 { PASSAGES } else { 0 };
    let find = Finding { library: &library.0.borrow(), marker, most_late };
    find.renew(entries);
    if entries.len() < count {
        let missing = hits.iter().enumerate().take(count).skip(entries.len());
        let missing: Vec<Entry> = missing.filter_map(|(place, hit)| find.entry(place, hit.story)).collect();
        Rc::make_mut(entries).extend(missing);
    }
    (entries.clone(), (*marking).clone())
}

fn marking_of(marker: Marker) -> Marking {
    if marker.is_empty() { Marking::default() } else { Marking::new(move |text| marker.marks(text, None)) }
}

/// Looks up stories, and what matched in them.
struct Finding<'a> {
    library: &'a Library,
    marker: &'a Marker,
    /// So many of the first results have their texts fetched.
    most_late: usize,
}

impl Finding<'_> {
    fn entry(&self, place: usize, id: StoryId) -> Option<Entry> {
        let story = self.library.story(id)?.clone();
        let is_late = id.0 >= FIRST_ARCHIVED && place < self.most_late && !self.marker.is_empty();
        let passage = if is_late {
            late_passage(&story, self.marker, self.library.is_partial(id))
        } else {
            passage(&story, self.marker, PASSAGE_WIDTH)
        };
        Some(Entry { story, passage: passage.map(Rc::new) })
    }

    /// Looks up again what has come whole since.
    fn renew(&self, entries: &mut Rc<Vec<Entry>>) {
        for place in 0..entries.len() {
            let before = &entries[place].story;
            let id = self.library.find(&before.slug).filter(|id| id.0 >= FIRST_ARCHIVED);
            let is_other = |id: &StoryId| self.library.story(*id).is_some_and(|now| !Rc::ptr_eq(now, before));
            if let Some(entry) = id.filter(is_other).and_then(|id| self.entry(place, id)) {
                Rc::make_mut(entries)[place] = entry;
            }
        }
    }
}

/// The passage that matched in a text that comes late, or what stands in its room: the beginning of the standfirst or of the text, or nothing
/// yet. None if there is no text.
fn late_passage(story: &Story, marker: &Marker, is_awaited: bool) -> Option<Passage> {
    let found = passage(story, marker, LATE_PASSAGE_WIDTH).or_else(|| beginning(story));
    let passage = found.or_else(|| is_awaited.then(Passage::default))?;
    Some(Passage { is_late: true, ..passage })
}

fn beginning(story: &Story) -> Option<Passage> {
    let mut begins = story.standfirst.as_ref().map_or("", |standfirst| standfirst.as_str());
    story
        .body
        .iter()
        .for_each(|block| block.each_text(&mut |text| begins = if begins.is_empty() { text } else { begins }));
    let end =
        begins.char_indices().nth(LATE_PASSAGE_WIDTH).and_then(|(end, _)| begins[..end].rfind(char::is_whitespace));
    let text = begins[..end.unwrap_or(begins.len())].to_owned();
    (!text.is_empty()).then(|| Passage { text, cut_after: end.is_some(), ..Passage::default() })
}

fn passage(story: &Story, marker: &Marker, width: usize) -> Option<Passage> {
    if marker.is_empty() {
        return None;
    }
    let snippet = marker.snippet(story, width)?;
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
        is_late: false,
    })
}

fn is_caption(story: &Story, words: &str) -> bool {
    story.pictures().filter_map(|picture| picture.caption.as_ref()).any(|caption| caption.as_str().contains(words))
}

#[cfg(test)]
mod tests {
    use dateline_search::{Index, Request, parse_query, search};
    use dateline_story::{Block, Text};

    use super::*;
    use crate::library::Shelf;

    struct One(Rc<Story>, bool);

    impl Shelf for One {
        fn story(&self, _: StoryId) -> Option<&Rc<Story>> {
            Some(&self.0)
        }
        fn find(&self, slug: &dateline_story::Slug) -> Option<StoryId> {
            (self.0.slug == *slug).then_some(StoryId(FIRST_ARCHIVED))
        }
        fn is_whole(&self, _: StoryId) -> bool {
            self.1
        }
        fn put(&mut self, _: StoryId, story: Story, is_whole: bool) {
            *self = Self(Rc::new(story), is_whole);
        }
        fn trim(&mut self, _: &[StoryId]) {}
    }

    fn story(text: &str) -> Story {
        let mut story = Story::new("pier", "Ferries stay");
        story.body = (!text.is_empty()).then(|| Block::Paragraph(Text::plain(text))).into_iter().collect();
        story
    }

    fn marker() -> Marker {
        let mut index = Index::new();
        index.add(&story("The crews of the ferries sleep."));
        search(&index, &Request { query: parse_query("ferries crews "), limit: 1, ..Request::default() }).marker
    }

    /// What is shown of a story, of which so much text is here, at a place in the list.
    #[track_caller]
    fn check(text: &str, is_whole: bool, place: usize, expected: Option<&str>) {
        let mut library = Library::default();
        library.shelf(|| Box::new(One(Rc::new(Story::new("", "")), false))).put(StoryId(0), story(text), is_whole);
        let find = Finding { library: &library, marker: &marker(), most_late: 10 };
        let entry = find.entry(place, StoryId(FIRST_ARCHIVED)).expect("a story");
        assert_eq!(
            expected,
            entry.passage.as_ref().filter(|passage| passage.is_late).map(|passage| passage.text.as_str())
        );
    }

    #[test]
    fn a_passage_that_comes_late_finds_its_room_kept() {
        check("", false, 0, Some(""));
        check("The crews of the ferries sleep.", true, 0, Some("The crews of the ferries sleep."));
        check("Nobody knows why.", true, 9, Some("Nobody knows why."));
    }

    #[test]
    fn no_room_is_kept_where_no_passage_comes() {
        check("", true, 0, None);
        check("", false, 10, None);
        check("Nobody knows why.", true, 10, None);
    }

    #[test]
    fn the_beginning_of_a_text_ends_with_a_word() {
        let text = "word ".repeat(40);
        let beginning = beginning(&story(&text)).expect("a text");
        assert!(beginning.cut_after && beginning.text.ends_with("word"), "{beginning:?}");
    }

    #[test]
    fn an_entry_is_looked_up_again_once_its_text_is_here() {
        let mut library = Library::default();
        let new = || -> Box<dyn Shelf> { Box::new(One(Rc::new(Story::new("", "")), false)) };
        library.shelf(new).put(StoryId(0), story(""), false);
        let marker = marker();
        let entry = Finding { library: &library, marker: &marker, most_late: 10 }.entry(0, StoryId(FIRST_ARCHIVED));
        let mut entries = Rc::new(vec![entry.expect("a story")]);
        let before = entries.clone();
        Finding { library: &library, marker: &marker, most_late: 10 }.renew(&mut entries);
        assert!(Rc::ptr_eq(&before, &entries), "nothing is new");
        drop(before);
        library.shelf(new).put(StoryId(0), story("The crews sleep."), true);
        Finding { library: &library, marker: &marker, most_late: 10 }.renew(&mut entries);
        assert_eq!(Some("The crews sleep."), entries[0].passage.as_ref().map(|passage| passage.text.as_str()));
    }
}
