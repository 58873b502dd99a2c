//! An open story with what stands around it: the way back, its neighbours in the list, and stories like it.

use std::rc::Rc;

use dateline_search::{Results, StoryId, related, search};
use dateline_story::Slug;
use gloo_timers::callback::Timeout;
use yew::prelude::*;

use super::{
    front::{CardStyle, lines},
    story::StoryScreen,
};
use crate::{
    hooks::{use_entries::Entry, use_feed::is_reading, use_listening::Listening, use_results::Shown},
    library::Library,
    marking::Marking,
    parts::{
        notice::{NoticeKind, notice},
        skeleton::skeleton,
    },
    stacks::{Fetched, Known, merged},
    state::{ReaderAction, ReaderState},
};

/// How many related stories stand under a story.
const RELATED: usize = 3;
/// They come when the story itself is painted, in milliseconds: nobody waits for them.
const RELATED_AFTER_MS: u32 = 40;

/// What stands around an open story.
pub struct Surroundings<'a> {
    /// "9 stories, newest first": where the way back leads.
    pub summary: &'a AttrValue,
    /// The stories before and after it in the list.
    pub neighbours: (Option<Slug>, Option<Slug>),
    /// Stories like it, the most alike first.
    pub related: &'a [Entry],
    /// Called to go back there.
    pub close: &'a Callback<()>,
    /// What is known of archives.
    pub archives: &'a Known,
    /// What went wrong with them, in words.
    pub failures: &'a Html,
    /// Reads it aloud; `None` where that is not offered.
    pub listening: Option<&'a Listening>,
}

/// The stories most like the open one, a moment after it; looked for again when all have arrived, and when archives have more.
#[hook]
pub fn use_related(state: &ReaderState, archives: &Known) -> Rc<Vec<Entry>> {
    let related = use_state(|| (None::<Slug>, Rc::<Vec<Entry>>::default()));
    let found = related.setter();
    let wanted = (state.view.open.clone(), state.library.clone(), is_reading(state), archives.related.clone());
    use_effect_with(wanted, move |(open, library, _, archived)| {
        let timer = open.clone().map(|open| {
            let (library, archived) = (library.clone(), archived.clone());
            Timeout::new(RELATED_AFTER_MS, move || {
                let alike = Rc::new(alike(&open, &library.0.borrow(), archived.as_ref()));
                found.set((Some(open), alike));
            })
        });
        move || drop(timer)
    });
    let is_current = related.0 == state.view.open;
    if is_current { related.1.clone() } else { Rc::default() }
}

/// Stories like one: first those that are like a story of a feed in feeds, then those that archives, and feeds, have for its words.
fn alike(open: &Slug, library: &Library, archived: Option<&(StoryId, Rc<Fetched>)>) -> Vec<Entry> {
    let Some(id) = library.find(open) else { return Vec::new() };
    let index = library.index();
    let mut alike = index.map_or_else(Vec::new, |index| related(index, id, RELATED));
    if let Some((_, fetched)) = archived.filter(|(story, _)| *story == id) {
        let in_feeds = index.map_or_else(Results::default, |index| search(index, &fetched.request));
        let others = merged(in_feeds, fetched, library).results.hits.into_iter().map(|hit| hit.story);
        let others: Vec<StoryId> = others.filter(|other| *other != id && !alike.contains(other)).collect();
        alike.extend(others);
    }
    let stories = alike.into_iter().filter_map(|id| library.story(id).cloned());
    stories.take(RELATED).map(Entry::plain).collect()
}

/// The stories before and after the open one in the list.
pub fn neighbours(open: &Slug, entries: &[Entry]) -> (Option<Slug>, Option<Slug>) {
    let at = entries.iter().position(|entry| entry.story.slug == *open);
    let slug = |place: Option<usize>| place.and_then(|place| entries.get(place)).map(|entry| entry.story.slug.clone());
    (slug(at.and_then(|at| at.checked_sub(1))), slug(at.map(|at| at + 1)))
}

/// Has the list go on while the last of its stories is open, and back while the first is, so that there always is a next one.
#[hook]
pub fn use_list_around(state: &ReaderState, shown: &Shown, entries: &[Entry], act: &Callback<ReaderAction>) {
    let act = act.clone();
    let open = state.view.open.as_ref();
    let is_open = |entry: Option<&Entry>| open.is_some() && entry.map(|entry| &entry.story.slug) == open;
    let is_drawn = entries.len() == shown.hits.len();
    let is_last = is_drawn && is_open(entries.last()) && (shown.results.total as usize) > shown.results.hits.len();
    let is_first = is_open(entries.first()) && shown.before > 0;
    use_effect_with((is_first, is_last), move |(is_first, is_last)| match (is_first, is_last) {
        (_, true) => act.emit(ReaderAction::MoreWanted),
        (true, _) => act.emit(ReaderAction::EarlierWanted),
        _ => {}
    });
}

/// The open story with the way back; while it has not arrived, the shape of it or the word that it is gone. Of a story out of an
/// archive the text comes after the rest.
pub fn opened(slug: &Slug, state: &ReaderState, style: &CardStyle, around: &Surroundings<'_>) -> Html {
    let words = &style.words;
    let library = state.library.0.borrow();
    let id = library.find(slug);
    let is_partial = id.is_some_and(|id| library.is_partial(id));
    let is_textless = is_partial && id == around.archives.textless;
    let is_awaited = is_reading(state) || around.archives.is_fetching;
    let is_missing = is_textless || (id.is_none() && !is_awaited);
    let inner = match id.and_then(|id| library.story(id)) {
        Some(story) => html! {
            <StoryScreen key={story.slug.as_str()} story={story.clone()} words={words.clone()}
                marking={style.marking.clone()} heading_level={style.heading_level}
                is_saved={style.marks.saved.contains(slug)} on_save={style.on_save.clone()}
                pictures_on_request={style.pictures_on_request} on_tag={style.on_tag.clone()}
                is_heard={around.listening.is_some_and(|listening| listening.is_heard(slug))}
                listening={around.listening.cloned()} is_awaited={is_partial && !is_textless} />
        },
        None if is_awaited => skeleton(words.get("loading"), 1),
        None => notice(NoticeKind::Failure, &words.get("story_missing"), &[]),
    };
    html! {
        <>
            <nav class="story__bar" aria-label={words.get("back")}>
                <button class="story__back" part="back" type="button" onclick={around.close.reform(|_: MouseEvent| ())}>
                    <span class="story__arrow" aria-hidden="true">{ "←" }</span>
                    { " " }
                    <span class="visually-hidden">{ words.get("back") }{ ": " }</span>
                    { around.summary }
                </button>
                <span class="story__steps">
                    { step(&around.neighbours.0, "previous_story", style) }
                    { step(&around.neighbours.1, "next_story", style) }
                </span>
            </nav>
            if is_missing {
                { around.failures.clone() }
            }
            { inner }
            { related_list(around.related, style) }
        </>
    }
}

/// A step to a neighbour in the list; nothing at the list's end.
fn step(to: &Option<Slug>, key: &'static str, style: &CardStyle) -> Html {
    let (Some(slug), Some(on_open)) = (to.clone(), &style.on_open) else { return Html::default() };
    let open = on_open.reform(move |_: MouseEvent| slug.clone());
    html! { <button class="story__step" type="button" onclick={open}>{ style.words.get(key) }</button> }
}

fn related_list(entries: &[Entry], style: &CardStyle) -> Html {
    if entries.is_empty() {
        return Html::default();
    }
    let below = CardStyle {
        heading_level: style.heading_level + 1,
        marking: Marking::default(),
        fill: None,
        left_off: None,
        ..style.clone()
    };
    html! {
        <section class="story__related">
            <@{format!("h{}", style.heading_level)} class="story__related-title">{ style.words.get("related") }</@>
            { lines(entries, &below) }
        </section>
    }
}
