//! The tags to filter by, in an order that stands still while the reader chooses among them.
//!
//! Choosing a tag changes the counts of all others. If the chips changed places with them, the one under the pointer would
//! be another.

use std::rc::Rc;

use dateline_search::{DateRange, Results, TagCount};
use dateline_story::fold_tag;
use yew::prelude::*;

use crate::{
    hooks::use_feed::is_reading,
    parts::chips::{Chip, steady},
    state::ReaderState,
};

/// More tags than a row has room for, so that some are left when others are chosen.
const MOST_CHIPS: usize = 30;

/// The tags to filter by.
pub struct Tags {
    /// Those that are chosen, and the commonest.
    pub row: Vec<Chip>,
    /// Gives the tags whose folded names hold a text, at most so many, and how many there are.
    pub find: Callback<(String, usize), (Vec<Chip>, usize)>,
}

/// What the order is worked out for; while it stays, so does the order.
#[derive(Clone, PartialEq)]
struct Occasion {
    text: AttrValue,
    range: DateRange,
    /// Zero until the feed is read: tags come with each piece of it.
    revision: u32,
}

/// The tags of the results, those with most stories first as of when the reader last did something else than choosing.
#[hook]
pub fn use_chips(state: &ReaderState, results: &Rc<Results>) -> Tags {
    let held = use_mut_ref(|| None::<(Occasion, Vec<AttrValue>)>);
    let revision = if is_reading(state) { 0 } else { state.revision };
    let occasion = Occasion { text: state.view.text.clone(), range: state.view.range, revision };
    let mut held = held.borrow_mut();
    let before = match held.take() {
        Some((for_what, order)) if for_what == occasion => order,
        _ => Vec::new(),
    };
    let excluded: Vec<String> = state.view.tags.excluded.iter().map(|name| fold_tag(name)).collect();
    let row = steady(&before, commonest(results, &excluded));
    *held = Some((occasion, row.iter().map(|chip| chip.name.clone()).collect()));
    let results = results.clone();
    let find = Callback::from(move |(folded, most): (String, usize)| find(&results, &excluded, &folded, most));
    Tags { row, find }
}

fn commonest(results: &Results, excluded: &[String]) -> Vec<Chip> {
    let chosen = results.facets.iter().filter(|facet| facet.chosen);
    let others = results.facets.iter().filter(|facet| !facet.chosen && facet.count > 0).take(MOST_CHIPS);
    chosen.chain(others).map(|facet| chip(facet, excluded)).collect()
}

fn find(results: &Results, excluded: &[String], folded: &str, most: usize) -> (Vec<Chip>, usize) {
    let mut found = Vec::new();
    let mut all = 0;
    for facet in results.facets.iter().filter(|facet| folded.is_empty() || fold_tag(&facet.name).contains(folded)) {
        all += 1;
        if found.len() < most {
            found.push(chip(facet, excluded));
        }
    }
    (found, all)
}

fn chip(facet: &TagCount, excluded: &[String]) -> Chip {
    Chip {
        name: AttrValue::from(facet.name.clone()),
        count: facet.count,
        chosen: facet.chosen,
        excluded: !excluded.is_empty() && excluded.contains(&fold_tag(&facet.name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn results(facets: &[(&str, u32)]) -> Results {
        let facet = |(name, count): &(&str, u32)| TagCount {
            name: (*name).into(),
            kind: Default::default(),
            count: *count,
            chosen: false,
        };
        Results { facets: facets.iter().map(facet).collect(), ..Results::default() }
    }

    #[test]
    fn a_tag_is_found_by_any_letters_of_its_name() {
        let results = results(&[("Ferries", 9), ("İstanbul", 3), ("strike", 2)]);
        let names = |typed: &str, most| {
            let (found, all) = find(&results, &["strike".to_owned()], &fold_tag(typed), most);
            let names: Vec<String> = found.iter().map(|chip| format!("{} {}", chip.name, chip.excluded)).collect();
            (names.join(", "), all)
        };
        assert_eq!(("İstanbul false".to_owned(), 1), names("istan", 9));
        assert_eq!(("Ferries false".to_owned(), 2), names("RI", 1));
        assert_eq!(("Ferries false, İstanbul false, strike true".to_owned(), 3), names("", 9));
    }
}
