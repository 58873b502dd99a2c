//! One reader: its state, its effects, and which screen it shows.

use std::{cell::RefCell, rc::Rc};

use dateline_formats::Problem;
use dateline_search::{Results, StoryId};
use dateline_story::{Slug, Story};
use yew::prelude::*;

use super::{
    front::{CardStyle, Entry},
    list::{Listing, list_screen, summarise},
    story::story_screen,
};
use crate::{
    config::Config,
    failure::Failure,
    hooks::{
        use_address::{Address, use_address},
        use_announcement::use_announcement,
        use_feed::{FeedTold, Origin, is_reading, use_feed},
        use_gradual::use_gradual,
        use_place::use_place,
        use_results::use_results,
        use_words::use_words,
    },
    marking::{Marking, Passage},
    parts::{
        blocks::BlockStyle,
        notice::{NoticeKind, notice},
        skeleton::skeleton,
    },
    state::{ReaderAction, ReaderState},
    view::View,
    words::Words,
};

/// How long a passage may be, in characters: about three lines of a result.
const PASSAGE_WIDTH: usize = 180;

/// What happens in a reader that the page around may want to know.
#[derive(Clone, Debug)]
pub enum ReaderEvent {
    /// The first stories are there.
    Ready(usize),
    /// The list changed: how many stories match, and what was typed.
    Results(u32, AttrValue),
    /// A story is about to open; the page may keep it from opening.
    Open(Rc<Story>),
    /// The open story was closed.
    Close,
    /// A story or a field could not be read.
    Problem(Rc<Problem>),
    /// A feed failed, with the sentence that the reader sees.
    Error(Failure, String),
}

/// What the page around may ask of a reader.
#[derive(Clone, Debug)]
pub enum ReaderCommand {
    /// One step, as if the reader had taken it.
    Act(ReaderAction),
    /// Open a story by its slug or identifier.
    Open(String),
    /// Close the open story.
    Close,
    /// Read the feeds again.
    Refresh,
}

/// Where the page's commands go in, and where it can see what the reader shows.
#[derive(Clone, Default)]
pub struct CommandPort {
    /// Set by the reader while it is there.
    pub sink: Rc<RefCell<Option<Callback<ReaderCommand>>>>,
    /// The view as it is.
    pub view: Rc<RefCell<View>>,
}

/// One element's time with a reader: it begins when an element takes the reader and ends when it leaves.
#[derive(Clone)]
pub struct Session {
    /// Tells sessions apart.
    pub number: u32,
    /// What the page asks for.
    pub config: Rc<Config>,
    /// Where stories come from.
    pub origin: Origin,
    /// The folder with the words of other languages.
    pub words_folder: AttrValue,
    /// Called with each event; false if the page does not want what would follow.
    pub outlet: Callback<ReaderEvent, bool>,
    /// Where commands come in.
    pub port: CommandPort,
}

impl PartialEq for Session {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
            && self.config == other.config
            && self.origin == other.origin
            && self.words_folder == other.words_folder
    }
}

/// What the outermost component is given.
#[derive(Properties, PartialEq)]
pub struct ReaderProps {
    /// The element that shows it; `None` while it is parked.
    pub session: Option<Session>,
}

/// The outermost component: a reader, or nothing while it is parked.
#[component]
pub fn Reader(props: &ReaderProps) -> Html {
    match &props.session {
        Some(session) => html! { <OneReader key={session.number} session={session.clone()} /> },
        None => Html::default(),
    }
}

#[derive(Properties, PartialEq)]
struct OneReaderProps {
    session: Session,
}

#[component]
fn OneReader(props: &OneReaderProps) -> Html {
    let session = &props.session;
    let config = &session.config;
    let address = Address { sync: config.url_sync, name: config.name.clone() };
    let state = {
        let address = address.clone();
        let preset = config.view.clone();
        use_reducer_eq(move || ReaderState::new(address.view().unwrap_or(preset)))
    };
    let words = use_words(&config.lang, &session.words_folder);
    let attempt = use_state(|| 0_u32);
    let act = use_act(&state, &attempt);

    use_preset(&config.view, &act);
    use_feed(&state, &session.origin, *attempt, &told(session, &state, &words));
    let shown = use_results(&state, config.page_size);
    let marking = use_memo(shown.results.marker.clone(), |marker| marking_of(marker.clone()));
    let drawn = use_gradual(&state.view.request(0), shown.hits.len());
    let entries = use_memo((shown.hits.clone(), drawn, shown.results.marker.clone()), {
        let library = state.library.clone();
        move |(hits, drawn, marker)| entries(hits.iter().take(*drawn).map(|hit| hit.story), &library, marker)
    });
    let close = use_address(
        &address,
        &state.view,
        &act.reform(|view| ReaderAction::Restored(Box::new(view))),
        &act.reform(|()| ReaderAction::Closed),
    );
    let root = use_node_ref();
    use_place(&root, &state.view.open, entries.len(), state.pages);
    let summary = use_summary(&state, &shown.results, &words);
    use_events(session, &state, &shown.results);
    use_commands(session, &state, &act, &close);

    let open = on_open(session, &state, &act);
    let style = CardStyle {
        heading_level: config.heading_level,
        words: words.clone(),
        marking: (*marking).clone(),
        on_open: (!config.opens_elsewhere).then_some(open),
        on_tag: act.reform(ReaderAction::TagToggled),
    };
    let announced = use_announcement(&summary);
    let is_open = state.view.open.is_some();
    let listing = Listing {
        state: &state,
        config,
        shown: &shown,
        entries: &entries,
        style: &style,
        summary: &summary,
        act: &act,
    };
    html! {
        <div
            ref={root}
            class="reader"
            part="reader"
            data-theme={config.theme.as_str()}
            data-layout={config.layout.as_str()}
            lang={words.lang().to_string()}
            dir={words.lang().direction().as_str()}
            onkeydown={on_key(&state, &act, &close)}
            onpointerdown={act.reform(|_: PointerEvent| ReaderAction::Touched)}
            onwheel={act.reform(|_: WheelEvent| ReaderAction::Touched)}
        >
            <div class="page">
                // Kept, only hidden, while a story is open: coming back finds the list as it was left.
                <div class="page__list" hidden={is_open}>
                    { list_screen(&listing) }
                </div>
                <div class="page__story" key="story">
                    if let Some(slug) = &state.view.open {
                        { story(slug, &state, &style, &summary, &close) }
                    }
                </div>
                <p class="visually-hidden" role="status" aria-atomic="true">{ announced }</p>
            </div>
        </div>
    }
}

/// Steps of the state; trying again also begins a new reading.
#[hook]
fn use_act(state: &UseReducerHandle<ReaderState>, attempt: &UseStateHandle<u32>) -> Callback<ReaderAction> {
    let dispatcher = state.dispatcher();
    let attempt = attempt.clone();
    use_callback(attempt, move |action: ReaderAction, attempt| {
        if matches!(action, ReaderAction::Retried) {
            attempt.set(**attempt + 1);
        }
        dispatcher.dispatch(action);
    })
}

/// A view that the page presets by other attributes than before replaces what the reader has chosen.
#[hook]
fn use_preset(preset: &View, act: &Callback<ReaderAction>) {
    let act = act.clone();
    let is_first = use_mut_ref(|| true);
    use_effect_with(preset.clone(), move |preset| {
        if !is_first.replace(false) {
            act.emit(ReaderAction::Restored(Box::new(preset.clone())));
        }
    });
}

fn told(session: &Session, state: &ReaderState, words: &Words) -> FeedTold {
    let outlet = session.outlet.clone();
    let emit = move |event| {
        outlet.emit(event);
    };
    let (words, library) = (words.clone(), state.library.clone());
    FeedTold {
        on_ready: Callback::from({
            let emit = emit.clone();
            move |stories| emit(ReaderEvent::Ready(stories))
        }),
        on_problem: Callback::from({
            let emit = emit.clone();
            move |problem| emit(ReaderEvent::Problem(Rc::new(problem)))
        }),
        on_failure: Callback::from(move |failure: Failure| {
            let message = failure.message(&words, library.0.borrow().len());
            emit(ReaderEvent::Error(failure, message));
        }),
    }
}

fn marking_of(marker: dateline_search::Marker) -> Marking {
    if marker.is_empty() { Marking::default() } else { Marking::new(move |text| marker.marks(text, None)) }
}

fn entries(
    ids: impl Iterator<Item = StoryId>,
    library: &crate::library::SharedLibrary,
    marker: &dateline_search::Marker,
) -> Vec<Entry> {
    let library = library.0.borrow();
    let entry = |story: &Rc<Story>| Entry { story: story.clone(), passage: passage(story, marker).map(Rc::new) };
    ids.filter_map(|id| library.story(id)).map(entry).collect()
}

fn passage(story: &Story, marker: &dateline_search::Marker) -> Option<Passage> {
    use dateline_search::Field;
    if marker.is_empty() {
        return None;
    }
    let snippet = marker.snippet(story, PASSAGE_WIDTH)?;
    let label = match snippet.field {
        // These are on the card already, with their marks.
        Field::Headline | Field::Standfirst | Field::Dateline | Field::Byline | Field::Tag => return None,
        Field::Caption => Some("found_in_caption"),
        Field::Credit => Some("found_in_credit"),
        _ => None,
    };
    Some(Passage {
        label,
        text: snippet.text,
        marks: snippet.marks,
        cut_before: snippet.cut_before,
        cut_after: snippet.cut_after,
    })
}

#[hook]
fn use_summary(state: &ReaderState, results: &Rc<Results>, words: &Words) -> AttrValue {
    let sort = state.view.request(0).sort;
    let summary = use_memo((results.total, sort, words.clone()), |(total, sort, words)| {
        AttrValue::from(summarise(*total as usize, *sort, words))
    });
    (*summary).clone()
}

/// Tells the page of changes to the list and of a story that was closed.
#[hook]
fn use_events(session: &Session, state: &ReaderState, results: &Rc<Results>) {
    {
        let outlet = session.outlet.clone();
        let any = !state.library.0.borrow().is_empty();
        use_effect_with((results.total, state.view.text.clone(), any), move |(total, text, any)| {
            if *any {
                outlet.emit(ReaderEvent::Results(*total, text.clone()));
            }
        });
    }
    let outlet = session.outlet.clone();
    let was_open = use_mut_ref(|| false);
    use_effect_with(state.view.open.is_some(), move |is_open| {
        if was_open.replace(*is_open) && !is_open {
            outlet.emit(ReaderEvent::Close);
        }
    });
}

/// Takes the page's commands while the reader is there.
#[hook]
fn use_commands(
    session: &Session,
    state: &UseReducerHandle<ReaderState>,
    act: &Callback<ReaderAction>,
    close: &Callback<()>,
) {
    session.port.view.replace(state.view.clone());
    let library = state.library.clone();
    let (act, close) = (act.clone(), close.clone());
    let run = Callback::from(move |command| match command {
        ReaderCommand::Act(action) => act.emit(action),
        ReaderCommand::Open(name) => {
            let slug = Slug::parse(&name).filter(|slug| library.0.borrow().find(slug).is_some());
            act.emit(ReaderAction::Opened(slug.unwrap_or_else(|| Slug::from_id(&name))));
        }
        ReaderCommand::Close => close.emit(()),
        ReaderCommand::Refresh => act.emit(ReaderAction::Retried),
    });
    session.port.sink.replace(Some(run));
    let sink = session.port.sink.clone();
    use_effect_with((), move |()| {
        move || {
            sink.replace(None);
        }
    });
}

/// Opens a story unless the page has other plans with it.
fn on_open(session: &Session, state: &UseReducerHandle<ReaderState>, act: &Callback<ReaderAction>) -> Callback<Slug> {
    let (outlet, library, act) = (session.outlet.clone(), state.library.clone(), act.clone());
    Callback::from(move |slug: Slug| {
        let story = {
            let library = library.0.borrow();
            library.find(&slug).and_then(|id| library.story(id).cloned())
        };
        let wanted = story.is_none_or(|story| outlet.emit(ReaderEvent::Open(story)));
        if wanted {
            act.emit(ReaderAction::Opened(slug));
        }
    })
}

/// Escape closes the story, else empties the search field.
fn on_key(
    state: &UseReducerHandle<ReaderState>,
    act: &Callback<ReaderAction>,
    close: &Callback<()>,
) -> Callback<KeyboardEvent> {
    let is_open = state.view.open.is_some();
    let typed = !state.view.text.is_empty();
    let (act, close) = (act.clone(), close.clone());
    Callback::from(move |event: KeyboardEvent| {
        act.emit(ReaderAction::Touched);
        if event.key() != "Escape" || event.is_composing() {
            return;
        }
        if is_open {
            event.prevent_default();
            close.emit(());
        } else if typed {
            event.prevent_default();
            act.emit(ReaderAction::Typed(AttrValue::default()));
        }
    })
}

/// The open story with the way back; while it has not arrived, the shape of it or the word that it is gone.
fn story(slug: &Slug, state: &ReaderState, style: &CardStyle, summary: &AttrValue, close: &Callback<()>) -> Html {
    let words = &style.words;
    let library = state.library.0.borrow();
    let found = library.find(slug).and_then(|id| library.story(id));
    let inner = match found {
        Some(story) => {
            let block_style =
                BlockStyle { words: words.clone(), marking: style.marking.clone(), heading_level: style.heading_level };
            story_screen(story, &block_style, &style.on_tag)
        }
        None if is_reading(state) => skeleton(words.get("loading"), 1),
        None => notice(NoticeKind::Failure, &words.get("story_missing"), &[]),
    };
    html! {
        <>
            <nav class="story__bar" aria-label={words.get("back")}>
                <button class="story__back" part="back" type="button" onclick={close.reform(|_: MouseEvent| ())}>
                    <span class="story__arrow" aria-hidden="true">{ "←" }</span>
                    { " " }
                    <span class="visually-hidden">{ words.get("back") }{ ": " }</span>
                    { summary }
                </button>
            </nav>
            { inner }
        </>
    }
}
