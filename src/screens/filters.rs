//! The means to narrow the list: a row of chips, the filters that are on, and a panel with all tags and the days.

use std::{ops::Range, rc::Rc};

use dateline_search::{DateRange, Dropped, TagFilter, TagMode, TimeBin};
use dateline_story::Timestamp;
use yew::prelude::*;

use super::list::Listing;
use crate::{
    hooks::use_feed::is_reading,
    parts::{
        chips::{Chips, match_mode},
        tag_panel::TagPanel,
        timeline::{Bar, Timeline},
        tokens::{Token, tokens},
    },
    state::ReaderAction,
    words::{DayStyle, Words},
};

/// All that narrows the list, besides the search field.
pub fn filters(listing: &Listing<'_>) -> Html {
    let Listing { state, config, shown, archives, style, tags, act, .. } = listing;
    let words = &style.words;
    let controls = config.controls;
    let bins = &shown.results.timeline.bins;
    let has_tags = controls.tags && !tags.row.is_empty();
    let has_days = controls.timeline && (bins.len() > 1 || state.view.range != DateRange::default());
    let is_open = state.filters_open && (has_tags || has_days);
    // What archives have to choose from comes after the list, which must not be pushed down then.
    let are_coming = archives.fetched.as_ref().is_some_and(|fetched| !fetched.is_final);
    html! {
        <>
            <div class="filters">
                if has_tags {
                    <Chips key={tags.edition} chips={tags.row.clone()} are_growing={is_reading(state)} words={words.clone()} on_toggle={style.on_tag.clone()} />
                }
                if has_tags || has_days || are_coming {
                    <button class="filters__turn" part="filters-button" type="button" aria-expanded={is_open.to_string()}
                        aria-controls="filters" onclick={act.reform(|_: MouseEvent| ReaderAction::FiltersTurned)}>
                        { words.get("filters") }
                    </button>
                }
            </div>
            { in_use(listing) }
            <div class="filters__panel" part="filters" id="filters" hidden={!is_open}>
                if is_open && has_days {
                    <section class="filters__days">
                        { heading(words.get("days")) }
                        { timeline(bins, state.view.range, words, act) }
                    </section>
                }
                if is_open && has_tags {
                    <section class="filters__tags">
                        { heading(words.get("tags")) }
                        <TagPanel find={tags.find.clone()} words={words.clone()}
                            on_toggle={style.on_tag.clone()} on_exclude={act.reform(ReaderAction::TagExcluded)} />
                    </section>
                }
                if is_open && config.shortcuts {
                    <button class="filters__help" type="button" onclick={act.reform(|_: MouseEvent| ReaderAction::HelpTurned(true))}>
                        { words.get("keys") }
                    </button>
                }
            </div>
        </>
    }
}

fn heading(label: AttrValue) -> Html {
    html! { <p class="filters__heading">{ label }</p> }
}

fn timeline(bins: &[TimeBin], range: DateRange, words: &Words, act: &Callback<ReaderAction>) -> Html {
    let bars: Rc<Vec<Bar>> =
        Rc::new(bins.iter().map(|bin| Bar { start: bin.start, end: bin.end, count: bin.count }).collect());
    let choose = {
        let bars = bars.clone();
        act.reform(move |places: Range<usize>| ReaderAction::Ranged(range_of(&bars, &places)))
    };
    html! { <Timeline chosen={places_of(&bars, range)} {bars} words={words.clone()} on_choose={choose} /> }
}

/// The bars that a stretch of time touches; the nearest one if it lies beside them all.
fn places_of(bars: &[Bar], range: DateRange) -> Range<usize> {
    let start = range.from.map_or(0, |from| bars.partition_point(|bar| bar.end <= from));
    let end = range.to.map_or(bars.len(), |to| bars.partition_point(|bar| bar.start < to));
    let start = start.min(bars.len().saturating_sub(1));
    start..end.max(start + 1)
}

/// The stretch of time of some bars; open where they reach the end of all.
fn range_of(bars: &[Bar], places: &Range<usize>) -> DateRange {
    let first = (places.start > 0).then(|| bars.get(places.start)).flatten();
    let last = (places.end < bars.len()).then(|| bars.get(places.end - 1)).flatten();
    DateRange { from: first.map(|bar| bar.start), to: last.map(|bar| bar.end) }
}

/// The filters that are on, with what takes them off.
fn in_use(listing: &Listing<'_>) -> Html {
    let Listing { state, style, act, .. } = listing;
    let words = &style.words;
    let (tags, range) = (&state.view.tags, state.view.range);
    if *tags == TagFilter::default() && range == DateRange::default() {
        return Html::default();
    }
    html! {
        <div class="filters__on">
            { tokens(&without_chips(tags, range, words, act), words) }
            if tags.chosen.len() > 1 {
                { match_mode(tags.mode == TagMode::All, words, &act.reform(ReaderAction::AllTags)) }
            }
            <button class="filters__clear" type="button" onclick={act.reform(|_: MouseEvent| ReaderAction::FiltersCleared)}>
                { words.get("clear") }
            </button>
        </div>
    }
}

/// The filters that no chip shows: days, and tags that are left out.
fn without_chips(tags: &TagFilter, range: DateRange, words: &Words, act: &Callback<ReaderAction>) -> Vec<Token> {
    let token = |label: String, dropped: Dropped| Token {
        label: label.into(),
        on_remove: act.reform(move |()| ReaderAction::Dropped(dropped.clone())),
    };
    let days = in_words(range, words).map(|label| token(label, Dropped::Range));
    let excluded = tags.excluded.iter();
    let excluded =
        excluded.map(|name| token(words.fill("without_tag", &[("name", name)]), Dropped::Excluded(name.clone())));
    days.into_iter().chain(excluded).collect()
}

/// "since 8 Feb 2012"; `None` if there is no limit.
pub fn in_words(range: DateRange, words: &Words) -> Option<String> {
    let day = |at: Timestamp| words.day(at, DayStyle::Short);
    match range {
        DateRange { from: Some(from), to: Some(to) } => {
            let last_day = Timestamp::from_seconds(to.seconds() - 1);
            Some([&day(from), " – ", &day(last_day)].concat())
        }
        DateRange { from: Some(from), to: None } => Some(words.fill("since", &[("day", &day(from))])),
        DateRange { from: None, to: Some(to) } => Some(words.fill("until", &[("day", &day(to))])),
        DateRange { from: None, to: None } => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(count: u8) -> Vec<Bar> {
        let day = |day| Timestamp::from_day(2012, 2, day).expect("a day");
        (1..=count).map(|at| Bar { start: day(at), end: day(at + 1), count: 1 }).collect()
    }

    #[test]
    fn places_become_days_and_places_again() {
        let bars = days(9);
        for start in 0..9 {
            for end in start + 1..=9 {
                assert_eq!(start..end, places_of(&bars, range_of(&bars, &(start..end))));
            }
        }
        assert_eq!(DateRange::default(), range_of(&bars, &(0..9)));
    }

    #[test]
    fn days_beside_all_bars_choose_the_nearest() {
        let year = |year| Timestamp::from_day(year, 1, 1);
        assert_eq!(8..9, places_of(&days(9), DateRange { from: year(2013), to: None }));
        assert_eq!(0..1, places_of(&days(9), DateRange { from: None, to: year(2011) }));
        assert_eq!(0..1, places_of(&[], DateRange { from: year(2013), to: None }));
    }
}
