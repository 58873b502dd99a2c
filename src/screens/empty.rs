//! What stands in the place of a list that is empty.

use dateline_search::{Dropped, Relaxation, relax};
use yew::prelude::*;

use super::{
    failures::failures,
    list::{Listing, more_button},
    remarks::{findings, remarks},
};
use crate::{
    parts::notice::{NoticeKind, Remedy, notice},
    stacks::Sureness,
    state::{Only, ReaderAction},
    words::Words,
};

/// Nothing has come, and nothing will: what went wrong, or that there is nothing.
pub(super) fn without_stories(listing: &Listing<'_>) -> Html {
    let Listing { state, archives, style, act, .. } = listing;
    if !state.feed.failures.is_empty() || !archives.problems.is_empty() {
        return failures(listing, 0);
    }
    html! {
        <>
            { remarks(listing) }
            { findings(listing) }
            <slot name="empty">{ notice(NoticeKind::Remark, &style.words.get("empty_feed"), &[]) }</slot>
            { more_button(0, state, &style.words, act) }
        </>
    }
}

/// No story matches: which filter to drop, and how many stories that would give.
pub(super) fn nothing_found(listing: &Listing<'_>) -> Html {
    let Listing { state, style, act, .. } = listing;
    let words = &style.words;
    let remedy = |(way, sureness): &(Relaxation, Sureness)| {
        let dropped = way.dropped.clone();
        Remedy {
            label: describe(way, *sureness, &state.view.text, words).into(),
            on_press: act.reform(move |()| ReaderAction::Dropped(dropped.clone())),
        }
    };
    let mut remedies: Vec<Remedy> = ways(listing).iter().map(remedy).collect();
    let all = Remedy { label: words.get("show_all"), on_press: act.reform(|()| ReaderAction::Cleared) };
    // What archives would give comes later, and must not push away what is there.
    let place = if listing.archives.stories > 0 { 0 } else { remedies.len() };
    remedies.insert(place, all);
    let message = match state.only {
        Only::All => "empty_results",
        Only::Saved => "none_saved",
        Only::Unread => "none_unread",
    };
    notice(NoticeKind::Remark, &words.get(message), &remedies)
}

/// What dropping each filter would give of feeds and archives together.
fn ways(listing: &Listing<'_>) -> Vec<(Relaxation, Sureness)> {
    let Listing { state, archives, shown, .. } = listing;
    let library = state.library.0.borrow();
    let in_feeds = library.index().map_or_else(Vec::new, |index| relax(index, &state.request(0)));
    if archives.stories == 0 {
        return in_feeds.into_iter().map(|way| (way, Sureness::Exact)).collect();
    }
    // Not before both are known.
    if archives.ways.request != shown.asked {
        return Vec::new();
    }
    let mut ways = archives.ways.found.to_vec();
    for way in in_feeds {
        match ways.iter_mut().find(|(known, _)| known.dropped == way.dropped) {
            // Some stories may be in both.
            Some((known, sureness)) => (known.count, *sureness) = (known.count.max(way.count), Sureness::AtLeast),
            None => ways.push((way, Sureness::Exact)),
        }
    }
    ways
}

fn describe(way: &Relaxation, sureness: Sureness, text: &str, words: &Words) -> String {
    let count = way.count as usize;
    let said = match &way.dropped {
        Dropped::Text => words.count_with("drop_text", count, &[("name", text.trim())]),
        Dropped::Tag(name) => words.count_with("drop_tag", count, &[("name", name)]),
        Dropped::Excluded(name) => words.count_with("drop_excluded", count, &[("name", name)]),
        Dropped::Range => words.count("drop_range", count),
    };
    if sureness == Sureness::Exact { said } else { words.fill("at_least", &[("n", &said)]) }
}
