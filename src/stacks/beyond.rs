//! What stands around a list and an open story, and comes once these are there: how the word being typed may go on, ways out of a list
//! that is empty, passages out of the texts of what was found, and stories like the open one.

use std::rc::Rc;

use dateline_search::{Picked, Request, Sort, StoryId, Suggestion, like, related};
use dateline_story::Timestamp;

use super::{Call, Fetched, Wish, archive::Asked, holdings::Holdings};
use crate::library::Library;

/// Results for which passages are looked for in texts: about as many as are looked through. Each takes some kilobytes.
pub const PASSAGES: usize = 10;
/// Related stories that are asked for; some of them may be in feeds, too.
const RELATED: usize = 6;
/// If a feed has so many stories like the open one, archives are not asked.
const ENOUGH_RELATED: usize = 3;

/// How what is typed may go on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Suggested {
    /// What is typed.
    pub typed: String,
    /// Tags, and then words, each by how many stories have it.
    pub suggestions: Rc<Vec<Suggestion>>,
}

impl Holdings {
    /// What archives have that is like the story which lingers open.
    pub(super) fn related(&self) -> Option<(StoryId, Rc<Fetched>)> {
        let (story, request) = self.related_to.as_ref()?;
        self.related.fetched().filter(|fetched| fetched.request == *request).map(|fetched| (*story, fetched.clone()))
    }

    /// Goes on with all that; what else it takes.
    pub(super) fn go_beyond(&mut self, wish: &Wish, now: Timestamp) -> Result<(), Vec<Call>> {
        self.suggest(&wish.typed)?;
        if wish.is_patient && !wish.spares_data {
            self.find_ways(wish, now)?;
        }
        if self.brings_passages && wish.is_patient {
            self.read_passages(now)?;
        }
        wish.lingers.filter(|_| !wish.spares_data).map_or(Ok(()), |story| self.relate(story, now))
    }

    fn suggest(&mut self, typed: &str) -> Result<(), Vec<Call>> {
        if self.suggested.typed == typed {
            return Ok(());
        }
        let mut all: Vec<Suggestion> = Vec::new();
        for archive in &mut self.archives {
            for suggestion in archive.suggest(typed)? {
                match all.iter_mut().find(|known| known.typed == suggestion.typed) {
                    // A story may be in several.
                    Some(known) => known.count = None,
                    None => all.push(suggestion),
                }
            }
        }
        self.suggested = Suggested { typed: typed.to_owned(), suggestions: Rc::new(all) };
        Ok(())
    }

    /// Completes the first results, so that what matched in their texts can be shown.
    fn read_passages(&mut self, now: Timestamp) -> Result<(), Vec<Call>> {
        let Some(fetched) = self.list.fetched().cloned() else { return Ok(()) };
        let mut missing = None::<Vec<Call>>;
        for (at, source) in
            (0..self.archives.len()).zip(&fetched.sources).filter(|(_, source)| !source.marker.is_empty())
        {
            for story in source.ranked.iter().take(PASSAGES).map(|ranked| ranked.hit.story) {
                if !self.library.0.borrow().is_partial(story) {
                    continue;
                }
                match self.archives[at].whole(story, now, &self.library) {
                    Err(calls) => missing.get_or_insert_default().extend(calls),
                    Ok(whole) => whole.into_iter().for_each(|whole| self.put(story, whole)),
                }
            }
        }
        missing.map_or(Ok(()), Err)
    }

    /// Finds stories like one that is here whole.
    fn relate(&mut self, story: StoryId, now: Timestamp) -> Result<(), Vec<Call>> {
        if self.related_to.as_ref().is_none_or(|(known, _)| *known != story) {
            self.related_to = like_one(&self.library.0.borrow(), story).map(|request| (story, request));
        }
        let Some((_, request)) = &self.related_to else { return Ok(()) };
        let asked = Asked { request, is_patient: false, insists: false };
        self.related.turn(&asked, &mut self.archives, now, &self.library)
    }
}

/// The request for stories like one, unless feeds have enough of them.
fn like_one(library: &Library, story: StoryId) -> Option<Request> {
    let in_feeds = library.index().map_or(0, |index| related(index, story, ENOUGH_RELATED).len());
    let whole = library.story(story).filter(|_| in_feeds < ENOUGH_RELATED)?;
    let picked = Picked { stories: [story].into(), only: false };
    Some(Request { query: like(whole), picked, sort: Sort::Relevance, limit: RELATED, ..Request::default() })
}
