//! Where the reader left off: when they were here last, and what was newest then.
//!
//! A visit lasts until they have been away for half an hour, so that a page which is loaded again, or left for another and come
//! back to, still says what is new.

use dateline_story::{Story, Timestamp};

/// How long somebody must be away to have left, in minutes.
const AWAY: u32 = 30;

/// What is kept of visits. All times are whole minutes since 1970, as other numbers would need more code to be read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Visit {
    /// When the reader was here last.
    pub at: u32,
    /// The newest story that they were shown.
    pub newest: Option<u32>,
    /// The newest story of the visit before this one.
    pub left_off: Option<u32>,
}

impl Visit {
    /// The visit that goes on or begins at `now`.
    pub fn resumed(self, now: u32) -> Self {
        let left_off = if now.saturating_sub(self.at) < AWAY { self.left_off } else { self.newest };
        Self { at: now, left_off, ..self }
    }

    /// The same once a list was shown whose newest story is this one. A story from the future is no newer than the present.
    pub fn shown(self, newest: Option<u32>, now: u32) -> Self {
        Self { at: now, newest: newest.map(|newest| newest.min(now)).max(self.newest), ..self }
    }

    /// True for a story that has come since the visit before this one; false for all if there was none.
    pub fn is_new(&self, story: &Story) -> bool {
        self.left_off.is_some() && self.left_off < story.date().map(minutes)
    }
}

/// A story's date, as visits are kept.
pub fn minutes(at: Timestamp) -> u32 {
    u32::try_from(at.seconds() / 60).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visit_lasts_until_the_reader_has_been_away_for_half_an_hour() {
        let first = Visit::default().resumed(1_000).shown(Some(900), 1_000);
        assert_eq!(None, first.left_off);
        let reloaded = first.resumed(1_029);
        assert_eq!(None, reloaded.left_off);
        let next_day = reloaded.resumed(2_400);
        assert_eq!(Some(900), next_day.left_off);
        let still = next_day.shown(Some(2_300), 2_401).resumed(2_402);
        assert_eq!((Some(900), Some(2_300)), (still.left_off, still.newest));
        assert_eq!(Some(2_300), still.resumed(9_999).left_off);
    }

    #[test]
    fn what_was_seen_stays_seen() {
        let visit = Visit::default().shown(Some(900), 1_000);
        assert_eq!(Some(900), visit.shown(Some(500), 1_001).newest);
        assert_eq!(Some(900), visit.shown(None, 1_001).newest);
        assert_eq!(Some(1_001), visit.shown(Some(99_999), 1_001).newest);
    }

    #[test]
    fn what_is_new_has_come_since_the_visit_before() {
        let story = |day: Option<u8>| {
            let mut story = Story::new("a", "A");
            story.published = day.and_then(|day| Timestamp::from_day(2012, 2, day));
            story
        };
        let seen = story(Some(8)).date().map(minutes);
        let is_new = |left_off, day| Visit { left_off, ..Visit::default() }.is_new(&story(day));
        assert_eq!([false, true, false], [Some(8), Some(9), None].map(|day| is_new(seen, day)));
        assert!(!is_new(None, Some(9)));
    }
}
