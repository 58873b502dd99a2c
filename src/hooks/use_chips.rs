//! The tags to filter by, in an order that stands still while the reader chooses among them.
//!
//! Choosing a tag changes the counts of all others. If the chips changed places with them, the one under the pointer would
//! be another, and a browser takes the focus from an element that is moved.

use std::rc::Rc;

use dateline_search::{DateRange, Results};
use yew::prelude::*;

use crate::{parts::chips::Chip, state::ReaderState};

/// More tags than anybody reads through; a large archive has tens of thousands.
const MOST_CHIPS: usize = 300;

/// What the order is worked out for; while it stays, so does the order.
#[derive(Clone, PartialEq)]
struct Occasion {
    text: AttrValue,
    range: DateRange,
    revision: u32,
}

/// The chips for the results, those with most stories first as of when the reader last did something else than choosing.
#[hook]
pub fn use_chips(state: &ReaderState, results: &Rc<Results>) -> Vec<Chip> {
    let held = use_mut_ref(|| None::<(Occasion, Vec<AttrValue>)>);
    let occasion = Occasion { text: state.view.text.clone(), range: state.view.range, revision: state.revision };
    let mut held = held.borrow_mut();
    let before = match held.take() {
        Some((for_what, order)) if for_what == occasion => order,
        _ => Vec::new(),
    };
    let chips = steady(&before, chips(results));
    *held = Some((occasion, chips.iter().map(|chip| chip.name.clone()).collect()));
    chips
}

/// The commonest tags, and those that are chosen.
fn chips(results: &Results) -> Vec<Chip> {
    let facets = results.facets.iter().enumerate();
    let shown = facets.filter(|(place, facet)| facet.chosen || (facet.count > 0 && *place < MOST_CHIPS));
    let chip = |facet: &dateline_search::TagCount| Chip {
        name: AttrValue::from(facet.name.clone()),
        count: facet.count,
        chosen: facet.chosen,
    };
    shown.map(|(_, facet)| chip(facet)).collect()
}

/// The chips in the order that they stood in, new ones behind.
fn steady(before: &[AttrValue], mut chips: Vec<Chip>) -> Vec<Chip> {
    let mut ordered: Vec<Chip> = Vec::with_capacity(chips.len());
    for name in before {
        if let Some(place) = chips.iter().position(|chip| chip.name == *name) {
            ordered.push(chips.remove(place));
        }
    }
    ordered.append(&mut chips);
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(before: &str, now: &str, expected: &str) {
        let names = |list: &str| list.split(' ').map(|name| AttrValue::from(name.to_owned())).collect::<Vec<_>>();
        let chips = names(now).into_iter().map(|name| Chip { name, count: 1, chosen: false }).collect();
        let ordered: Vec<String> = steady(&names(before), chips).iter().map(|chip| chip.name.to_string()).collect();
        assert_eq!(expected, ordered.join(" "));
    }

    #[test]
    fn chips_keep_their_places_and_new_ones_come_last() {
        check("a b c", "c b a", "a b c");
        check("a b c", "d c a", "a c d");
        check("", "b a", "b a");
    }
}
