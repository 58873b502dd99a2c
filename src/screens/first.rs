//! The first screen: what the reader sees while the rest of the program is being fetched. It begins to read the feeds, draws the
//! first stories as the whole reader will, and gives way to that in one step once it stands ready behind.

use std::rc::Rc;

use dateline_story::Slug;
use gloo_timers::callback::Timeout;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{
    frame::{Frame, Hands},
    front::{CardStyle, list},
    reader::ReaderProps,
};
use crate::{
    address::Address,
    failure::Failure,
    hooks::{
        use_entries::Entry,
        use_feed::use_first_reading,
        use_first_stories::{use_first_stories, use_patience},
        use_giving_way::use_giving_way,
        use_later::{Fetching, use_later, use_missing_told},
        use_memory::remembered,
        use_page::{told, use_opening},
        use_rehearsal::use_rehearsal,
        use_words::use_words,
    },
    later,
    marking::Marking,
    marks::Marks,
    parts::{
        find_bar::magnifier,
        notice::{NoticeKind, Remedy, notice},
        skeleton::skeleton,
    },
    preferences::Preferences,
    session::Session,
    start::Start,
    state::{Phase, ReaderAction},
    view::View,
    words::Words,
};

/// How many cards look like what is coming.
pub(super) const SKELETON: usize = 7;

/// What the outermost component is given.
#[derive(Properties, PartialEq)]
pub struct WidgetProps {
    /// The element that shows it; `None` while it is parked.
    pub session: Option<Session>,
}

/// The outermost component: a reader, or nothing while it is parked.
#[component]
pub fn Widget(props: &WidgetProps) -> Html {
    match &props.session {
        Some(session) => html! { <FirstScreen key={session.number} session={session.clone()} /> },
        None => Html::default(),
    }
}

#[derive(Properties, PartialEq)]
struct FirstScreenProps {
    session: Session,
}

/// A first screen until the whole reader is there, and from then on that.
#[component]
fn FirstScreen(props: &FirstScreenProps) -> Html {
    let session = &props.session;
    let start = (*use_memo((), |()| begin())).clone();
    // A page's second reader finds all of it there.
    let is_over = use_state_eq(|| later::at_once().is_some());
    let words = use_words(&session.config.lang, &session.words_folder);
    use_rehearsal();
    let redraw = use_force_update();
    let is_needed = !*is_over;
    let on_news = use_callback(is_needed, move |(), is_needed| {
        if *is_needed {
            let redraw = redraw.clone();
            // Reading goes on first.
            Timeout::new(0, move || redraw.force_update()).forget();
        }
    });
    use_first_reading(&start, session, &told(session, &start, &words), &on_news);
    let open = use_opening(session, &start);
    let seen = use_memo((), |()| Seen::of(session));
    let is_fetched = start.library.0.borrow().index().is_some();
    let (entries, drawn) = use_first_stories(session, &start, seen.is_plain && !is_fetched);
    let (fetching, again) =
        use_later(&start, !entries.is_empty() || !seen.is_plain || start.phase.get() == Phase::Done);
    let is_missing = matches!(fetching, Fetching::Failed);
    use_missing_told(session, &words, is_missing);
    let is_slow = use_patience(entries.is_empty());
    let root = use_node_ref();
    let on_shown = use_giving_way(&root, &is_over);
    let whole = match fetching {
        Fetching::There(later) => (later.reader)(ReaderProps {
            session: session.clone(),
            start: start.clone(),
            words: words.clone(),
            open: open.clone(),
            is_shown: *is_over,
            on_shown,
        }),
        _ => Html::default(),
    };
    let page = FirstPage {
        session,
        start: &start,
        seen: &seen,
        is_slow,
        entries: &entries,
        drawn: drawn.unwrap_or_default(),
        words: &words,
        open: &open,
    };
    let frame = Frame {
        root: &root,
        config: &session.config,
        preferences: &seen.preferences,
        words: &words,
        is_hidden: false,
        hands: Hands::default(),
    };
    html! {
        <>
            if is_needed && drawn.is_some() {
                { frame.around(page.draw(is_missing.then_some(&again))) }
            }
            { whole }
        </>
    }
}

/// What is known at the start of what the reader will see.
struct Seen {
    marks: Rc<Marks>,
    preferences: Preferences,
    /// True if it is the list of all stories, the newest first; all else waits for the search.
    is_plain: bool,
}

impl Seen {
    fn of(session: &Session) -> Self {
        let config = &session.config;
        let (marks, preferences, _) = remembered(config);
        let address = Address::of(config);
        Self { marks: marks.into(), preferences, is_plain: address.is_silent() && config.view == View::default() }
    }
}

fn begin() -> Start {
    let start = Start::default();
    if let Some(later) = later::at_once() {
        start.library.0.borrow_mut().put_in((later.catalogue)());
    }
    start
}

/// What the first screen is made of.
struct FirstPage<'a> {
    session: &'a Session,
    start: &'a Start,
    seen: &'a Seen,
    is_slow: bool,
    entries: &'a [Entry],
    /// How many of them have cards so far.
    drawn: usize,
    words: &'a Words,
    open: &'a Callback<Slug, bool>,
}

impl FirstPage<'_> {
    /// Draws the list with what will stand above it, or the shape of what is coming. `again` fetches what could not be had:
    /// then a notice stands in the place of what would not work.
    fn draw(&self, again: Option<&Callback<()>>) -> Html {
        let Self { session, start, entries, words, .. } = self;
        let config = &session.config;
        html! {
            <>
                if let Some(again) = again {
                    { self.missing(again) }
                } else if config.controls.display {
                    <div class="page__tools">
                        <details class="comfort"><summary class="comfort__summary">{ words.get("display") }</summary></details>
                    </div>
                }
                if !start.hits.borrow().is_empty() {
                    <div class="page__list">
                        if again.is_none() {
                            { self.find_bar() }
                            { self.filters() }
                        }
                        if !entries.is_empty() {
                            { list(entries, config.layout, false, &self.style(again.is_none())) }
                        }
                    </div>
                } else if self.is_slow && again.is_none() {
                    { skeleton(words.get("loading"), config.page_size.min(SKELETON)) }
                } else {
                    { faces() }
                }
            </>
        }
    }

    /// Room for the row of tags, with the button at its end.
    fn filters(&self) -> Html {
        html! {
            <div class="filters">
                <button class="filters__turn" type="button" onclick={self.asks(|_: MouseEvent| ReaderAction::FiltersTurned)}>
                    { self.words.get("filters") }
                </button>
            </div>
        }
    }

    fn style(&self, may_open: bool) -> CardStyle {
        let Self { session, start, seen, drawn, words, open, .. } = self;
        CardStyle {
            heading_level: session.config.heading_level,
            words: (*words).clone(),
            marking: Marking::default(),
            // Where the rest cannot be had, headlines lead to the publisher's page.
            on_open: (may_open && !session.config.opens_elsewhere).then(|| {
                let open = (*open).clone();
                Callback::from(move |slug| {
                    open.emit(slug);
                })
            }),
            fill: session.fill.clone(),
            on_tag: self.asks(ReaderAction::TagToggled),
            left_off: None,
            marks: seen.marks.clone(),
            on_save: self.asks(ReaderAction::SaveToggled),
            pictures_on_request: seen.preferences.word("pictures") == "asked",
            total: start.hits.borrow().len(),
            drawn: *drawn,
            turn: 0,
        }
    }

    /// Room for the search field and the count. What is typed waits for the search.
    fn find_bar(&self) -> Html {
        let Self { session, start, words, .. } = self;
        let typed = self.asks(|event: InputEvent| {
            let field: HtmlInputElement = event.target_unchecked_into();
            ReaderAction::Typed(field.value().into())
        });
        let stories = start.library.0.borrow().len();
        html! {
            <search class="find">
                if session.config.controls.search {
                    <form class="find__form" onsubmit={|event: SubmitEvent| event.prevent_default()}>
                        { magnifier() }
                        <input class="find__field" type="search" aria-label={words.get("search_label")}
                            placeholder={words.count("search_hint", stories)} oninput={typed} autocomplete="off" />
                    </form>
                }
                <p class="find__count">{ words.count("reading", stories) }</p>
            </search>
        }
    }

    fn missing(&self, again: &Callback<()>) -> Html {
        let retry = Remedy { label: self.words.get("retry"), on_press: again.clone() };
        notice(NoticeKind::Failure, &Failure::of_the_rest().message(self.words, 0), &[retry])
    }

    /// What the reader does here is done when the rest is there.
    fn asks<Event: 'static>(&self, action: impl Fn(Event) -> ReaderAction + 'static) -> Callback<Event> {
        let start = self.start.clone();
        Callback::from(move |event| start.inbox.send(action(event)))
    }
}

/// A letter in each face of the cards, out of sight: a browser looks for a face when it first lays out a text in it. Left to the first
/// cards, that alone held the page for 25 ms on a processor slowed four times.
fn faces() -> Html {
    html! {
        <p class="visually-hidden" aria-hidden="true">
            for class in ["kicker", "card__headline", "card__standfirst"] {
                <span {class}>{ "A" }</span>
            }
        </p>
    }
}
