//! What was searched for, as parts need it to mark it. Parts know this, and not the search.

use std::{ops::Range, rc::Rc};

/// Finds the byte ranges to mark in a text.
type Find = dyn Fn(&str) -> Vec<Range<usize>>;

/// Finds what to mark in a text; equal only to itself, and to nothing at all when there is nothing to mark.
#[derive(Clone, Default)]
pub struct Marking(Option<Rc<Find>>);

impl Marking {
    /// Marks what `find` finds: ascending, disjoint byte ranges on character boundaries.
    pub fn new(find: impl Fn(&str) -> Vec<Range<usize>> + 'static) -> Self {
        Self(Some(Rc::new(find)))
    }

    /// The ranges to mark in `text`.
    pub fn of(&self, text: &str) -> Vec<Range<usize>> {
        self.0.as_ref().map_or_else(Vec::new, |find| find(text))
    }
}

impl PartialEq for Marking {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (None, None) => true,
            (Some(one), Some(two)) => Rc::ptr_eq(one, two),
            _ => false,
        }
    }
}

/// The passage of a story that matched what was searched for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// The phrase that names where it stands (a caption, a credit); `None` for running text.
    pub label: Option<&'static str>,
    /// Its words.
    pub text: String,
    /// What to mark in `text`.
    pub marks: Vec<Range<usize>>,
    /// True if the text goes on before it.
    pub cut_before: bool,
    /// True if the text goes on after it.
    pub cut_after: bool,
    /// True if it comes after the rest of the list, or has done so: then it has a room of its own that is kept from the start.
    pub is_late: bool,
}
