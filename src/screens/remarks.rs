//! What there is to know about a list: how the query was understood, what was corrected or left out, and what is new.

use dateline_search::{DateRange, Query, Within, parse_query};
use yew::prelude::*;

use super::{filters::in_words, list::Listing, preview::Preview};
use crate::{
    hooks::{use_feed::is_reading, use_results::Shown},
    parts::notice::{NoticeKind, notice},
    state::ReaderAction,
    words::Words,
};

/// What there is to know about the list: skipped stories, corrections, partial matches, newer stories.
pub fn remarks(listing: &Listing<'_>) -> Html {
    let Listing { state, shown, style, .. } = listing;
    let words = &style.words;
    let results = &shown.results;
    let mut messages: Vec<String> = asked_for(&parse_query(&state.view.text), words).into_iter().collect();
    for correction in &results.corrections {
        // An unsure correction only adds stories behind those that have what was typed.
        let key = if correction.is_sure { "corrected" } else { "also_shown" };
        messages.push(words.fill(key, &[("used", &correction.used), ("typed", &correction.typed)]));
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
    messages.iter().map(|message| notice(NoticeKind::Remark, message, &[])).collect()
}

/// A query of more than plain words, as it was understood: "2 words · in captions: harbour · since 1 Jan 2012".
fn asked_for(query: &Query, words: &Words) -> Option<String> {
    let said = query.describe();
    let range = in_words(DateRange { from: said.from, to: said.to }, words);
    if said.phrases.is_empty() && said.narrowed.is_empty() && said.excluded.is_empty() && range.is_none() {
        return None;
    }
    let plain = (!said.words.is_empty()).then(|| words.count("words_asked", said.words.len()));
    let phrases = said.phrases.iter().map(|phrase| ["“", phrase, "”"].concat());
    let narrowed = said.narrowed.iter().map(|(within, text)| words.fill(within_key(*within), &[("text", text)]));
    let excluded = said.excluded.iter().map(|text| words.fill("without_tag", &[("name", text)]));
    let pieces: Vec<String> = plain.into_iter().chain(phrases).chain(narrowed).chain(excluded).chain(range).collect();
    Some(pieces.join(" · "))
}

/// The phrase that names a part of the story.
fn within_key(within: Within) -> &'static str {
    match within {
        Within::Headline => "in_headlines",
        Within::Tag => "in_tags",
        Within::Byline => "in_bylines",
        Within::Place => "in_places",
        Within::Caption => "in_captions",
        Within::Credit => "in_credits",
        Within::Body => "in_text",
    }
}

/// What a list that is held still does not show yet: "3 new stories". It takes no room, so that nothing moves when it comes.
pub fn news(listing: &Listing<'_>) -> Html {
    let Listing { state, shown, style, act, .. } = listing;
    if !shown.is_behind || is_reading(state) {
        return Html::default();
    }
    html! {
        <div class="news">
            <button class="news__button" part="news" type="button" onclick={act.reform(|_: MouseEvent| ReaderAction::NewestWanted)}>
                { news_label(shown, &style.words) }
            </button>
        </div>
    }
}

/// "3 new stories"; if some only changed or went, that the newest can be shown.
pub fn news_label(shown: &Shown, words: &Words) -> String {
    if shown.new > 0 { words.count("new_stories", shown.new) } else { words.get("show_newest").to_string() }
}

/// For the publisher alone: what is wrong with the feed, once all of it has been read.
pub fn findings(listing: &Listing<'_>) -> Html {
    let Listing { state, config, style, .. } = listing;
    html! {
        if config.is_preview && !is_reading(state) {
            <Preview library={state.library.clone()} revision={state.revision} words={style.words.clone()} />
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_said_as_it_was_understood() {
        let said = |typed: &str| asked_for(&parse_query(typed), &crate::testing::english());
        assert_eq!(None, said("night ferry"));
        assert_eq!(
            Some("2 words · in captions: harbour · without sport · since 1 Jan 2012".to_owned()),
            said("night ferry caption:harbour -sport from:2012")
        );
        assert_eq!(Some("“foreign minister” · in tags: UN".to_owned()), said("\"foreign minister\" tag:UN"));
    }
}
