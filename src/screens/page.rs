//! What is seen of a reader: which screen it shows, what stands around it, and the effects that go with it.

use dateline_story::Slug;
use yew::prelude::*;

use super::{
    failures::archive_failures,
    first::SKELETON,
    frame::{Frame, Hands},
    front::{CardStyle, LEAD_AMONG},
    help::Help,
    left_off::{left_off, newest},
    list::{Listing, is_waiting, list_screen, summarise},
    opened::{Surroundings, neighbours, opened, use_list_around, use_related},
    reader::ReaderProps,
    remarks::news_label,
};
use crate::{
    address::Address,
    hooks::{
        use_act::Act,
        use_address::use_address,
        use_announcement::use_announcement,
        use_chips::use_chips,
        use_endless::use_endless,
        use_entries::use_entries,
        use_first_stories::STORIES,
        use_gradual::{FIRST, use_gradual},
        use_held_room::use_held_room,
        use_listening::{Listening, use_listening},
        use_memory::use_memory,
        use_older::use_older,
        use_page::{told, use_commands, use_events},
        use_place::{Drawn, go_to_left_off, use_place},
        use_results::{Shown, use_results},
        use_shortcuts::{Keys, on_key, use_kept_focus},
        use_stacks::use_stacks,
    },
    parts::{comfort::comfort, player::player, skeleton::skeleton},
    state::{Only, ReaderAction, ReaderState},
    words::Words,
};

/// What the page is given.
#[derive(Properties, PartialEq)]
pub(super) struct PageProps {
    /// What the reader is given.
    pub given: ReaderProps,
    /// The reader's state.
    pub state: UseReducerHandle<ReaderState>,
    /// What takes its steps.
    pub act: Act,
}

/// All that is seen of a reader.
#[component]
pub(super) fn Page(props: &PageProps) -> Html {
    let PageProps { given, state, act: Act { at_once, by_hand: act } } = props;
    let ReaderProps { session, start, words, open, is_shown, on_shown } = given;
    let config = &session.config;
    let wanted = state.request(state.pages * config.page_size);
    let archives = use_stacks(start, config, state, &wanted, &told(session, start, words), at_once);
    let shown = use_results(start, state, config.page_size, &archives);
    use_older(state, &shown.results, config.page_size, act);
    let drawn = use_gradual(&shown.asked, shown.edition, shown.hits.len());
    let (has_begun, count) = (drawn.is_some(), drawn.unwrap_or_default());
    let looked_up = if count == 0 { 0 } else { count.max(LEAD_AMONG) };
    let (entries, marking) = use_entries(&state.library, &shown, &archives, looked_up);
    use_memory(config, state, newest(state, &shown, &entries));
    let list_node = use_node_ref();
    let is_drawn = count == shown.hits.len();
    use_held_room(&list_node, shown.turn, is_drawn);
    let close = use_address(
        &Address::of(config),
        &state.view,
        &act.reform(|view| ReaderAction::Restored(Box::new(view))),
        &act.reform(|()| ReaderAction::Closed),
    );
    let root = use_node_ref();
    let places = shown.before..shown.before + count;
    let drawn = Drawn { places, pages: state.pages, wishes: state.wishes };
    use_place(&root, &state.view.open, &drawn, config.scrolls);
    use_endless(&root, config.scrolls && is_drawn && state.view.open.is_none(), &drawn.places);
    let summary = use_summary(state, &shown, words);
    let is_waiting = is_waiting(state, &shown, &entries);
    // As many stories as the first screen shows, if it shows any.
    let enough = if start.hits.borrow().is_empty() { FIRST } else { STORIES };
    let stands = state.view.open.is_some() || (!is_waiting && count >= shown.hits.len().min(enough));
    let on_shown = on_shown.clone();
    use_effect_with(stands, move |stands| {
        if *stands {
            on_shown.emit(());
        }
    });
    use_events(session, start, state, &shown, is_waiting);
    use_commands(session, state, at_once, &close);

    let try_open = open;
    let open = use_callback(try_open.clone(), |slug, try_open| {
        try_open.emit(slug);
    });
    // The same at each drawing, so that cards which have not changed are not drawn again.
    let choose_tag = use_callback(act.clone(), |name, act| act.emit(ReaderAction::TagToggled(name)));
    let save = use_callback(act.clone(), |slug, act| act.emit(ReaderAction::SaveToggled(slug)));
    let listening = use_listening(&root, &state.view.open, try_open);
    let style = CardStyle {
        heading_level: config.heading_level,
        words: words.clone(),
        marking,
        on_open: (!config.opens_elsewhere).then(|| open.clone()),
        fill: session.fill.clone(),
        on_tag: choose_tag,
        left_off: left_off(state, &shown, &entries, config.layout),
        marks: state.marks.clone(),
        on_save: save,
        pictures_on_request: state.preferences.word("pictures") == "asked",
        total: shown.hits.len(),
        drawn: count,
        turn: shown.turn,
    };
    let news = if shown.is_behind { [" · ", &news_label(&shown, words)].concat() } else { String::new() };
    let announced = use_announcement(&[summary.as_str(), &news].concat().into());
    let tags = use_chips(state, &shown.results);
    let related = use_related(state, &archives);
    use_list_around(state, &shown, &entries, act);
    let failed = archive_failures(&archives, words, act);
    let around = |open: &Slug| Surroundings {
        summary: &summary,
        neighbours: neighbours(open, &entries),
        related: &related,
        close: &close,
        archives: &archives,
        failures: &failed,
        listening: config.controls.listen.then_some(&listening),
    };
    let keep_focus = use_kept_focus(&root);
    let keys = Keys {
        root: &root,
        state,
        are_on: config.shortcuts,
        neighbours: state.view.open.as_ref().map(|open| neighbours(open, &entries)).unwrap_or_default(),
        on_open: &style.on_open,
        act,
        close: &close,
    };
    let is_open = state.view.open.is_some();
    let on_listen = {
        let (listening, state) = (listening.clone(), state.clone());
        Callback::from(move |_: MouseEvent| listening.read_list(&state))
    };
    let listing = Listing {
        state,
        config,
        shown: &shown,
        archives: &archives,
        entries: &entries,
        style: &style,
        summary: &summary,
        tags: &tags,
        act,
        on_listen: &on_listen,
    };
    let page = html! {
        <>
            if (has_begun || *is_shown) && config.controls.display {
                <div class="page__tools">
                    { display(state, words, act) }
                </div>
            }
            if *is_shown && is_waiting && !is_open {
                { skeleton(words.get("loading"), config.page_size.min(SKELETON)) }
            }
            if !is_open && config.controls.display {
                { mark_filter(state, words, act, style.left_off.as_ref().map(|_| &root)) }
            }
            // Kept, only hidden, while a story is open: coming back finds the list as it was left.
            <div class="page__list" ref={list_node} hidden={is_open || is_waiting}>
                if has_begun || (*is_shown && !is_waiting) {
                    { list_screen(&listing) }
                }
            </div>
            <div class="page__story" key="story">
                if let Some(slug) = &state.view.open {
                    { opened(slug, state, &style, &around(slug)) }
                }
            </div>
            { read_aloud(&listening, words) }
            <Help is_open={state.help_open} words={words.clone()} on_close={act.reform(|()| ReaderAction::HelpTurned(false))} />
            <p class="visually-hidden" role="status" aria-atomic="true">{ announced }</p>
        </>
    };
    let hands = Hands {
        on_key: Some(on_key(keys)),
        on_focus: Some(keep_focus),
        on_pointer: Some(act.reform(|_: PointerEvent| ReaderAction::Touched)),
        on_wheel: Some(act.reform(|_: WheelEvent| ReaderAction::Touched)),
    };
    let preferences = &state.preferences;
    Frame { root: &root, config, preferences, words, is_hidden: !is_shown, hands }.around(page)
}

/// How pages look.
fn display(state: &ReaderState, words: &Words, act: &Callback<ReaderAction>) -> Html {
    let want = act.reform(|_: Event| ReaderAction::DisplayWanted);
    let choose = act.reform(|(name, word)| ReaderAction::Preferred(name, word));
    comfort(state.display_wanted, &state.preferences, words, want, &choose)
}

/// Narrows the list to what is saved or unread, once anything is, and leads to where the reader left off in it: `list` is the
/// element that has such a place.
fn mark_filter(state: &ReaderState, words: &Words, act: &Callback<ReaderAction>, list: Option<&NodeRef>) -> Html {
    let one = |only: Only, key: &'static str, is_offered: bool| {
        let is_on = state.only == only;
        let turn = act.reform(move |_: MouseEvent| ReaderAction::Only(if is_on { Only::All } else { only }));
        html! {
            if is_offered || is_on {
                <button class="page__only" type="button" aria-pressed={is_on.to_string()} onclick={turn}>{ words.get(key) }</button>
            }
        }
    };
    let has_any = !state.marks.saved.is_empty() || !state.marks.read.is_empty();
    html! {
        <div class="page__marks">
            { one(Only::Saved, "only_saved", !state.marks.saved.is_empty()) }
            { one(Only::Unread, "only_unread", !state.marks.read.is_empty()) }
            // It is known last, and alone would push the list down as it comes.
            if let Some(list) = list.cloned().filter(|_| has_any) {
                <button class="page__only page__left-off" type="button"
                    onclick={move |_: MouseEvent| go_to_left_off(&list)}>
                    { words.get("to_left_off") }
                </button>
            }
        </div>
    }
}

/// The means to pause and skip, while something is read aloud.
fn read_aloud(listening: &Listening, words: &Words) -> Html {
    let Some((playing, has_next)) = listening.playing() else { return Html::default() };
    let listening = listening.clone();
    player(&playing, has_next, words, &Callback::from(move |wish| listening.wish(wish)))
}

#[hook]
fn use_summary(state: &ReaderState, shown: &Shown, words: &Words) -> AttrValue {
    let sort = state.view.request(0).sort;
    let used = (shown.results.total, shown.sureness, sort, words.clone());
    let summary = use_memo(used, |(total, sureness, sort, words)| {
        AttrValue::from(summarise(*total as usize, *sureness, *sort, words))
    });
    (*summary).clone()
}
