//! The list with all that stands around it: search field, chips, notices, and the state it is in when it is empty.

use dateline_search::{Sort, parse_query};
use dateline_story::Slug;
use yew::prelude::*;

use super::{
    empty::{nothing_found, without_stories},
    failures::failures,
    filters::filters,
    front::{CardStyle, list},
    headway::reading,
    remarks::{findings, news, remarks},
};
use crate::{
    config::{Config, Layout},
    hooks::{use_chips::Tags, use_entries::Entry, use_feed::is_reading, use_hints::Hinting, use_results::Shown},
    parts::{
        find_bar::FindBar,
        load_more::{Way, load_more},
        progress::progress,
        sort_menu::{Order, SortMenu},
    },
    stacks::{Known, Sureness},
    state::{ReaderAction, ReaderState},
    view::{parse_sort, print_sort, usual_order},
    words::Words,
};

/// How many of the stories found are hinted at, among how many: those that are drawn with the key.
const TITLES: usize = 2;
const TITLES_AMONG: usize = 3;

/// What the list shows.
pub struct Listing<'a> {
    /// The reader's state.
    pub state: &'a ReaderState,
    /// What the page asks for.
    pub config: &'a Config,
    /// The stories to show and what was found.
    pub shown: &'a Shown,
    /// What is known of archives.
    pub archives: &'a Known,
    /// The same stories, looked up.
    pub entries: &'a [Entry],
    /// What all cards share.
    pub style: &'a CardStyle,
    /// "9 stories, newest first".
    pub summary: &'a AttrValue,
    /// The tags to filter by.
    pub tags: &'a Tags,
    /// Called with each step.
    pub act: &'a Callback<ReaderAction>,
    /// Called when all of it is to be read aloud.
    pub on_listen: &'a Callback<MouseEvent>,
}

/// True while there is nothing to see of the list yet: no story has come, or the first are still being drawn.
pub fn is_waiting(state: &ReaderState, shown: &Shown, entries: &[Entry]) -> bool {
    let is_first = shown.hits.is_empty() && shown.is_awaited && shown.asked == state.request(0);
    (shown.stories == 0 && is_reading(state)) || is_first || (entries.is_empty() && !shown.hits.is_empty())
}

/// The list of stories and the means to narrow it. While nothing is to be seen yet it is drawn all the same, out of sight, so
/// that the first stories find it there.
pub fn list_screen(listing: &Listing<'_>) -> Html {
    let Listing { state, config, shown, archives, entries, style, summary, act, .. } = listing;
    let words = &style.words;
    let stories = shown.stories;
    if stories == 0 && !is_reading(state) && !shown.is_awaited {
        return without_stories(listing);
    }
    // What a refresh found does not count: the button for news brings it.
    let listed = if state.job.is_quiet { shown.results.hits.len() } else { shown.before + shown.hits.len() };
    let more = (shown.results.total as usize).saturating_sub(listed).min(config.page_size);
    // Only the list's beginning has a lead.
    let layout = if shown.before > 0 && config.layout == Layout::Front { Layout::Grid } else { config.layout };
    // What is read so far stands where the count will, so that nothing moves when the feed ends.
    let reading = reading(state, words).filter(|_| state.view.is_whole());
    let count = match &reading {
        Some((label, _)) => AttrValue::from(label.clone()),
        None if config.controls.sort => counted(shown.results.total as usize, shown.sureness, words).into(),
        None => (*summary).clone(),
    };
    let bar = match reading {
        Some((label, percent)) => progress(&label.into(), percent),
        None if shown.is_awaited => progress(&words.get("loading"), None),
        None => Html::default(),
    };
    let being_drawn = if state.pages > 1 { config.page_size } else { 0 };
    let searched = !shown.results.marker.is_empty() || !state.view.text.trim().is_empty();

    html! {
        <>
            { find_bar(listing, stories, count) }
            { bar }
            { filters(listing) }
            { failures(listing, stories) }
            { remarks(listing) }
            { findings(listing) }
            { news(listing) }
            if !entries.is_empty() {
                { earlier_button(listing) }
                { list(entries, layout, searched, style) }
            } else if !is_waiting(state, shown, entries) && archives.problems.is_empty() {
                // With a file of an archive missing nobody knows. What the publisher puts here stands instead.
                <slot name="empty">{ nothing_found(listing) }</slot>
            }
            // Below a list that is only begun it would be pushed down; below a further page that is being drawn it may have the focus.
            if style.drawn + being_drawn >= shown.hits.len() {
                { more_button(more, state, words, act) }
            }
        </>
    }
}

/// The search field, and how many stories are shown in which order.
fn find_bar(listing: &Listing<'_>, stories: usize, count: AttrValue) -> Html {
    let Listing { state, config, style, act, .. } = listing;
    let words = &style.words;
    let query = parse_query(&state.view.text);
    // The best match first is no order of its own where no word is looked for.
    let orders: Vec<Order> = [Sort::Relevance, Sort::Newest, Sort::Oldest]
        .into_iter()
        .filter(|sort| *sort != Sort::Relevance || usual_order(&query) == Sort::Relevance)
        .map(|sort| Order { name: print_sort(sort), label: words.get(order_key(sort)) })
        .collect();
    let chosen = print_sort(state.view.order(&query));
    let sort = act.reform(|name: AttrValue| ReaderAction::Sorted(parse_sort(&name).unwrap_or_default()));
    html! {
        <FindBar hinting={hinting(listing)} typed={state.view.text.clone()} {stories}
            has_field={config.controls.search} summary={count} words={words.clone()} on_typed={act.reform(ReaderAction::Typed)}
            on_open={style.on_open.clone().unwrap_or_default()}>
            if config.controls.sort {
                { "\u{a0}· " }
                // A line never begins with what stands between two.
                <span class="find__order">
                    <SortMenu {orders} {chosen} label={words.get("order")} on_choose={sort} />
                    if offers_listening(listing) { { "\u{a0}·" } }
                </span>
            }
            { listen_button(listing) }
        </FindBar>
    }
}

/// Where the hints for the search field come from.
fn hinting(listing: &Listing<'_>) -> Hinting {
    let Listing { state, archives, .. } = listing;
    let archived = (archives.stories > 0).then(|| archives.suggested.clone());
    Hinting { library: state.library.clone(), phase: state.feed.phase, archived, titles: titles(listing) }
}

/// The best stories that have what is typed in their headlines: who looks for one of them can open it from the field. None where
/// stories open elsewhere.
fn titles(listing: &Listing<'_>) -> Vec<(Slug, AttrValue)> {
    let Listing { state, style, entries, .. } = listing;
    if style.on_open.is_none() || state.view.text.trim().is_empty() {
        return Vec::new();
    }
    let stories = entries.iter().take(TITLES_AMONG).map(|entry| &entry.story);
    let titled = stories.filter(|story| !style.marking.of(&story.headline).is_empty()).take(TITLES);
    titled.map(|story| (story.slug.clone(), story.headline.clone().into())).collect()
}

/// Whether the list can be read aloud; where stories open elsewhere there is nothing to read.
fn offers_listening(listing: &Listing<'_>) -> bool {
    let Listing { config, style, entries, .. } = listing;
    config.controls.listen && !entries.is_empty() && style.on_open.is_some()
}

/// The button that has all of the list read aloud.
fn listen_button(listing: &Listing<'_>) -> Html {
    let Listing { config, style, on_listen, .. } = listing;
    if !offers_listening(listing) {
        return Html::default();
    }
    html! {
        <>
            { if config.controls.sort { " " } else { "\u{a0}· " } }
            <button class="find__listen" type="button" aria-label={style.words.get("listen_list")} onclick={*on_listen}>
                { style.words.get("listen") }
            </button>
        </>
    }
}

/// The button for what the list has before the stories that are drawn.
fn earlier_button(listing: &Listing<'_>) -> Html {
    let Listing { shown, style, act, .. } = listing;
    if shown.before == 0 {
        return Html::default();
    }
    load_more(style.words.get("earlier").to_string(), Way::Up, &act.reform(|()| ReaderAction::EarlierWanted))
}

/// The button for more of what is here, else for older stories that the feed has on further pages.
pub(super) fn more_button(more: usize, state: &ReaderState, words: &Words, act: &Callback<ReaderAction>) -> Html {
    if more > 0 {
        return load_more(words.count("load_more", more), Way::Down, &act.reform(|()| ReaderAction::MoreWanted));
    }
    if state.feed.next_pages.is_empty() || is_reading(state) {
        return Html::default();
    }
    let act = act.clone();
    let older = Callback::from(move |()| {
        act.emit(ReaderAction::MoreWanted);
        act.emit(ReaderAction::OlderWanted);
    });
    load_more(words.get("load_older").to_string(), Way::Down, &older)
}

/// "9 stories, newest first".
pub fn summarise(total: usize, sureness: Sureness, sort: Sort, words: &Words) -> String {
    words.fill("summary", &[("n", &counted(total, sureness, words)), ("order", &words.get(order_key(sort)))])
}

/// "9 stories", "at least 9 stories", "about 9 stories".
fn counted(total: usize, sureness: Sureness, words: &Words) -> String {
    let said = words.count("stories", total);
    match sureness {
        Sureness::Exact => said,
        Sureness::AtLeast => words.fill("at_least", &[("n", &said)]),
        Sureness::About => words.fill("about", &[("n", &said)]),
    }
}

/// The phrase that names an order.
fn order_key(sort: Sort) -> &'static str {
    match sort {
        Sort::Newest => "newest_first",
        Sort::Oldest => "oldest_first",
        Sort::Relevance => "best_first",
    }
}
