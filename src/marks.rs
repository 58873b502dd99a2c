//! What the reader has marked: stories saved, and stories read. Where the page allows it that is kept, with the other things
//! that are, as lines of text.

use dateline_story::Slug;

use crate::{preferences::Preferences, visit::Visit};

/// More saved stories than anybody comes back to.
const MOST_SAVED: usize = 500;
/// Read stories that are remembered; a year of a paper that prints five a day.
const MOST_READ: usize = 2_000;

/// The marks, the oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Marks {
    /// Stories to come back to.
    pub saved: Vec<Slug>,
    /// Stories that were opened.
    pub read: Vec<Slug>,
}

impl Marks {
    /// Saves a story, or gives it up if it is saved.
    pub fn toggle_saved(&mut self, slug: &Slug) {
        let before = self.saved.len();
        self.saved.retain(|saved| saved != slug);
        if self.saved.len() == before {
            add(&mut self.saved, slug, MOST_SAVED);
        }
    }

    /// Marks a story as read.
    pub fn mark_read(&mut self, slug: &Slug) {
        if !self.read.contains(slug) {
            add(&mut self.read, slug, MOST_READ);
        }
    }
}

/// Adds one; the oldest goes when there are too many.
fn add(list: &mut Vec<Slug>, slug: &Slug, most: usize) {
    list.push(slug.clone());
    let surplus = list.len().saturating_sub(most);
    list.drain(..surplus);
}

/// Marks, preferences and visits as lines of a word and a value; `parse` gives them back.
pub fn print(marks: &Marks, preferences: &Preferences, visit: Visit) -> String {
    let mut lines = String::new();
    let mut line = |word: &str, value: &str| {
        for piece in [word, " ", value, "\n"] {
            lines.push_str(piece);
        }
    };
    marks.saved.iter().for_each(|slug| line("saved", slug.as_str()));
    marks.read.iter().for_each(|slug| line("read", slug.as_str()));
    preferences.chosen().for_each(|(name, word)| line(name, word));
    for (name, minutes) in [("visit", Some(visit.at)), ("newest", visit.newest), ("left-off", visit.left_off)] {
        minutes.iter().for_each(|minutes| line(name, &minutes.to_string()));
    }
    lines
}

/// Marks, preferences and visits from lines; what is not understood is left out.
pub fn parse(lines: &str) -> (Marks, Preferences, Visit) {
    let (mut marks, mut preferences, mut visit) = (Marks::default(), Preferences::default(), Visit::default());
    for (word, value) in lines.lines().filter_map(|line| line.split_once(' ')) {
        let slug = || Slug::parse(value);
        match word {
            "saved" => slug().iter().for_each(|slug| add(&mut marks.saved, slug, MOST_SAVED)),
            "read" => slug().iter().for_each(|slug| add(&mut marks.read, slug, MOST_READ)),
            "visit" => visit.at = value.parse().unwrap_or_default(),
            "newest" => visit.newest = value.parse().ok(),
            "left-off" => visit.left_off = value.parse().ok(),
            _ => preferences.choose(word, value),
        }
    }
    (marks, preferences, visit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back() {
        let (mut marks, mut preferences) = (Marks::default(), Preferences::default());
        marks.toggle_saved(&Slug::from_id("a"));
        marks.mark_read(&Slug::from_id("b"));
        preferences.choose("theme", "dark");
        let visit = Visit { at: 1_000, newest: Some(900), left_off: None };
        let lines = print(&marks, &preferences, visit);
        assert_eq!("saved a\nread b\ntheme dark\nvisit 1000\nnewest 900\n", lines);
        assert_eq!((marks, preferences, visit), parse(&lines));
    }

    #[test]
    fn what_others_have_written_does_no_harm() {
        let lines = "saved <b>\nread\nhat red\ntheme loud\nvisit soon\nnewest -1\n\u{0}\nread ok\n";
        let (marks, preferences, visit) = parse(lines);
        assert_eq!((0, vec![Slug::from_id("ok")]), (marks.saved.len(), marks.read));
        assert_eq!((Preferences::default(), Visit::default()), (preferences, visit));
    }

    #[test]
    fn the_oldest_marks_go_first() {
        let mut marks = Marks::default();
        for number in 0..=MOST_READ {
            marks.mark_read(&Slug::from_id(&format!("s{number}")));
        }
        assert_eq!((MOST_READ, "s1"), (marks.read.len(), marks.read[0].as_str()));
    }

    #[test]
    fn a_story_is_saved_and_given_up() {
        let mut marks = Marks::default();
        marks.toggle_saved(&Slug::from_id("a"));
        marks.toggle_saved(&Slug::from_id("b"));
        marks.toggle_saved(&Slug::from_id("a"));
        assert_eq!(vec![Slug::from_id("b")], marks.saved);
    }
}
