//! The tags to filter by, in an order that stands still while the reader chooses among them.
//!
//! Choosing a tag changes the counts of all others. If the chips changed places with them, the one under the pointer would
//! be another. While a feed is read they stand still too: a tag that has a place keeps it, and others come behind.

use std::rc::Rc;

use dateline_search::{DateRange, Results, TagCount};
use dateline_story::fold_tag;
use yew::prelude::*;

use crate::{
    hooks::use_feed::is_reading,
    parts::chips::{CHIPS_IN_A_ROW, Chip, steady},
    state::ReaderState,
};

/// More tags than a row has room for, so that some are left when others are chosen.
const MOST_CHIPS: usize = 30;

/// The tags to filter by.
pub struct Tags {
    /// Those that are chosen, and the commonest.
    pub row: Vec<Chip>,
    /// Another number when the row has been put into a new order by itself, as the feed has ended.
    pub edition: u32,
    /// Gives the tags whose folded names hold a text, at most so many, and how many there are.
    pub find: Callback<(String, usize), (Vec<Chip>, usize)>,
}

/// What the order is worked out for; while it stays, so does the order.
#[derive(Clone, PartialEq)]
struct Occasion {
    text: AttrValue,
    range: DateRange,
    /// Which state of the library: tags come with each piece of a feed, but places are given out anew only when it has been
    /// read, and the reader has not begun to use the page.
    revision: u32,
}

/// The row as it is shown.
#[derive(Default)]
struct Held {
    occasion: Option<Occasion>,
    order: Vec<AttrValue>,
    edition: u32,
}

/// The tags of the results, those with most stories first as of when the reader last did something else than choosing.
#[hook]
pub fn use_chips(state: &ReaderState, results: &Rc<Results>) -> Tags {
    let held = use_mut_ref(Held::default);
    let mut held = held.borrow_mut();
    let known = held.occasion.as_ref().map_or(0, |occasion| occasion.revision);
    let revision = if is_reading(state) || state.touched { known } else { state.revision };
    let occasion = Some(Occasion { text: state.view.text.clone(), range: state.view.range, revision });
    let stands = held.occasion == occasion;
    let before: &[AttrValue] = if stands { &held.order } else { &[] };
    let excluded: Vec<String> = state.view.tags.excluded.iter().map(|name| fold_tag(name)).collect();
    let kept = if is_reading(state) { &before[..before.len().min(CHIPS_IN_A_ROW)] } else { &[] };
    let row = steady(before, commonest(results, &excluded, kept));
    let order: Vec<AttrValue> = row.iter().map(|chip| chip.name.clone()).collect();
    let is_new = order.iter().take(CHIPS_IN_A_ROW).ne(held.order.iter().take(CHIPS_IN_A_ROW));
    let edition = held.edition + u32::from(is_new && known != revision);
    *held = Held { occasion, order, edition };
    let results = results.clone();
    let find = Callback::from(move |(folded, most): (String, usize)| find(&results, &excluded, &folded, most));
    Tags { row, edition, find }
}

/// The tags that are chosen, the commonest of the others, and those that are to keep their places.
fn commonest(results: &Results, excluded: &[String], kept: &[AttrValue]) -> Vec<Chip> {
    let chosen = results.facets.iter().filter(|facet| facet.chosen);
    let others = results.facets.iter().filter(|facet| !facet.chosen && facet.count > 0).enumerate();
    let others = others
        .filter(|(place, facet)| *place < MOST_CHIPS || kept.iter().any(|name| **name == *facet.name))
        .map(|(_, facet)| facet);
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
    fn a_tag_that_has_a_place_keeps_it_among_commoner_ones() {
        let names: Vec<String> = (0..MOST_CHIPS + 2).map(|n| n.to_string()).collect();
        let results = results(&names.iter().map(|name| (name.as_str(), 1)).collect::<Vec<_>>());
        let last = |kept: &[AttrValue]| commonest(&results, &[], kept).pop().expect("a chip").name.to_string();
        assert_eq!(["29", "31"], [last(&[]), last(&["31".into()])]);
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
