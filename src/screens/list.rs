//! The list with all that stands around it: search field, chips, notices, and the state it is in when it is empty.

use std::rc::Rc;

use dateline_search::{Dropped, Relaxation, Results, Sort, TagMode, relax};
use dateline_story::Timestamp;
use yew::prelude::*;

use super::front::{CardStyle, Entry, list};
use crate::{
    config::Config,
    failure::Failure,
    hooks::{use_feed::is_reading, use_results::Shown},
    parts::{
        chips::{Chip, Chips},
        find_bar::FindBar,
        load_more::LoadMore,
        notice::{Notice, NoticeKind, Remedy},
        progress::Progress,
        skeleton::Skeleton,
        tokens::{Token, Tokens},
    },
    state::{Phase, ReaderAction, ReaderState},
    words::{DayStyle, Words},
};

/// What the list needs.
#[derive(Properties, PartialEq)]
pub struct ListScreenProps {
    /// The reader's state.
    pub state: Rc<ReaderState>,
    /// What the page asks for.
    pub config: Rc<Config>,
    /// The stories to show and what was found.
    pub shown: Shown,
    /// The same stories, looked up.
    pub entries: Rc<Vec<Entry>>,
    /// What all cards share.
    pub style: CardStyle,
    /// "9 stories, newest first".
    pub summary: AttrValue,
    /// Called with each step.
    pub act: Callback<ReaderAction>,
}

/// The list of stories and the means to narrow it.
#[component]
pub fn ListScreen(props: &ListScreenProps) -> Html {
    let ListScreenProps { state, config, shown, entries, style, summary, act } = props;
    let words = &style.words;
    let stories = state.library.0.borrow().len();
    if stories == 0 {
        return without_stories(props);
    }
    let more = (shown.results.total as usize).saturating_sub(entries.len()).min(config.page_size);
    let searched = !shown.results.marker.is_empty() || !state.view.text.trim().is_empty();

    html! {
        <>
            <FindBar typed={state.view.text.clone()} {stories} summary={summary.clone()} words={words.clone()}
                on_typed={act.reform(ReaderAction::Typed)} />
            <Tokens tokens={tokens(state, words, act)} words={words.clone()} />
            <Chips chips={chips(&shown.results)} all={state.view.tags.mode == TagMode::All} words={words.clone()}
                on_toggle={act.reform(ReaderAction::TagToggled)} on_all={act.reform(ReaderAction::AllTags)}
                on_clear={act.reform(|()| ReaderAction::TagsCleared)} />
            { reading(state, words) }
            { failures(&state.feed.failures, stories, words, act) }
            { remarks(props) }
            if entries.is_empty() {
                { nothing_found(props) }
            } else {
                { list(entries, config.layout, searched, style) }
            }
            <LoadMore {more} words={words.clone()} on_more={act.reform(|()| ReaderAction::MoreWanted)} />
        </>
    }
}

/// Nothing has arrived: the page that is coming, what went wrong, or that there is nothing.
fn without_stories(props: &ListScreenProps) -> Html {
    let ListScreenProps { state, config, style, act, .. } = props;
    if !state.feed.failures.is_empty() && !is_reading(state) {
        return failures(&state.feed.failures, 0, &style.words, act);
    }
    match state.feed.phase {
        Phase::Done => html! {
            <>
                { remarks(props) }
                <Notice kind={NoticeKind::Remark} message={style.words.get("empty_feed")} />
            </>
        },
        _ => html! { <Skeleton label={style.words.get("loading")} cards={config.page_size.min(7)} /> },
    }
}

fn chips(results: &Results) -> Vec<Chip> {
    let one = |facet: &dateline_search::TagCount| Chip {
        name: AttrValue::from(facet.name.clone()),
        count: facet.count,
        chosen: facet.chosen,
    };
    results.facets.iter().filter(|facet| facet.count > 0 || facet.chosen).map(one).collect()
}

/// Filters that have no chip: days and excluded tags.
fn tokens(state: &ReaderState, words: &Words, act: &Callback<ReaderAction>) -> Vec<Token> {
    let token = |label: String, dropped: Dropped| Token {
        label: label.into(),
        on_remove: act.reform(move |()| ReaderAction::Dropped(dropped.clone())),
    };
    let day = |key: &str, at: Timestamp| words.fill(key, &[("day", &words.day(at, DayStyle::Short))]);
    let range = state.view.range;
    let days = [range.from.map(|at| day("since", at)), range.to.map(|at| day("until", at))];
    let days = days.into_iter().flatten().map(|label| token(label, Dropped::Range));
    let excluded = state.view.tags.excluded.iter().map(|name| {
        token(words.fill("without_tag", &[("name", name)]), Dropped::Excluded(name.clone()))
    });
    days.chain(excluded).collect()
}

/// How far a long feed has been read.
fn reading(state: &ReaderState, words: &Words) -> Html {
    if state.feed.phase != Phase::Reading {
        return Html::default();
    }
    let arrived = state.library.0.borrow().len();
    let (label, percent) = match state.feed.expected.filter(|expected| *expected > arrived) {
        Some(all) => {
            let about = round_to_two_digits(all);
            let label = words.fill("reading_of", &[("n", &words.number(arrived)), ("all", &words.number(about))]);
            (label, Some((arrived * 100 / all) as u32))
        }
        None => (words.count("reading", arrived), None),
    };
    html! { <Progress label={label} {percent} /> }
}

/// An estimate should not look like a count: 21,573 becomes 22,000.
fn round_to_two_digits(n: usize) -> usize {
    let mut unit = 1;
    while n / unit >= 100 {
        unit *= 10;
    }
    (n + unit / 2) / unit * unit
}

fn failures(failures: &[Failure], shown: usize, words: &Words, act: &Callback<ReaderAction>) -> Html {
    let one = |failure: &Failure| {
        let retry = Remedy { label: words.get("retry"), on_press: act.reform(|()| ReaderAction::Retried) };
        let remedies = if failure.may_pass() { vec![retry] } else { Vec::new() };
        html! { <Notice kind={NoticeKind::Failure} message={failure.message(words, shown)} {remedies} /> }
    };
    failures.iter().map(one).collect()
}

/// What there is to know about the list: skipped stories, corrections, partial matches, newer stories.
fn remarks(props: &ListScreenProps) -> Html {
    let ListScreenProps { state, shown, style, act, .. } = props;
    let words = &style.words;
    let results = &shown.results;
    let mut messages = Vec::new();
    for correction in &results.corrections {
        messages.push(words.fill("corrected", &[("used", &correction.used), ("typed", &correction.typed)]));
    }
    if results.full_matches < results.total && !state.view.text.is_empty() {
        messages.push(match results.full_matches {
            0 => words.get("partial.none").to_string(),
            some => words.count("partial", some as usize),
        });
    }
    if state.feed.skipped > 0 && !is_reading(state) {
        messages.push(words.count("skipped", state.feed.skipped));
    }
    let show = Remedy { label: words.get("show_newest"), on_press: act.reform(|()| ReaderAction::NewestWanted) };
    html! {
        <>
            for message in messages {
                <Notice kind={NoticeKind::Remark} message={message} />
            }
            if shown.is_behind && !is_reading(state) {
                <Notice kind={NoticeKind::Remark} message={words.get("newer_arrived")} remedies={vec![show]} />
            }
        </>
    }
}

/// No story matches: which filter to drop, and how many stories that would give.
fn nothing_found(props: &ListScreenProps) -> Html {
    let ListScreenProps { state, style, act, .. } = props;
    let words = &style.words;
    let library = state.library.0.borrow();
    let ways = relax(library.index(), &state.view.request(0));
    let remedy = |way: &Relaxation| {
        let dropped = way.dropped.clone();
        Remedy {
            label: describe(way, &state.view.text, words).into(),
            on_press: act.reform(move |()| ReaderAction::Dropped(dropped.clone())),
        }
    };
    let mut remedies: Vec<Remedy> = ways.iter().filter(|way| way.count > 0).map(remedy).collect();
    remedies.push(Remedy { label: words.get("show_all"), on_press: act.reform(|()| ReaderAction::Cleared) });
    html! { <Notice kind={NoticeKind::Remark} message={words.get("empty_results")} {remedies} /> }
}

fn describe(way: &Relaxation, text: &str, words: &Words) -> String {
    let count = way.count as usize;
    match &way.dropped {
        Dropped::Text => words.count_with("drop_text", count, &[("name", text.trim())]),
        Dropped::Tag(name) => words.count_with("drop_tag", count, &[("name", name)]),
        Dropped::Excluded(name) => words.count_with("drop_excluded", count, &[("name", name)]),
        Dropped::Range => words.count("drop_range", count),
    }
}

/// "9 stories, newest first".
pub fn summarise(total: usize, sort: Sort, words: &Words) -> String {
    let order = words.get(match sort {
        Sort::Newest => "newest_first",
        Sort::Oldest => "oldest_first",
        Sort::Relevance => "best_first",
    });
    [&words.count("stories", total), ", ", &order].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_estimate_is_rounded_to_two_digits() {
        for (exact, about) in [(0, 0), (7, 7), (99, 99), (104, 100), (21_573, 22_000), (15_400, 15_000)] {
            assert_eq!(about, round_to_two_digits(exact));
        }
    }
}
