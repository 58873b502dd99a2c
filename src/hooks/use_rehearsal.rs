//! Goes once through what the first stories will need, while the network is still awaited.
//!
//! A browser compiles a function of WebAssembly when it is first called. Left to the first stories, that alone made a task
//! of 70 ms in Chromium on a processor slowed four times; done before them, step by step, no step takes as long, and the
//! stories find everything ready.

use std::cell::Cell;

use dateline_formats::{FeedReader, Found};
use dateline_search::{Index, suggest};
use dateline_story::{Story, WebUrl};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::{pace::breathe, view::View};

/// A feed of one story with a little of everything.
const FEED: &str = r#"{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"a","url":"https://a.example/a","title":"A story","content_html":"<p>AN <b>EXAMPLE</b>, May 1 - One &amp; one.</p>","date_published":"2012-02-08T10:00:00Z","authors":[{"name":"A. Writer"}],"tags":["a"],"image":"https://a.example/a.jpg"}]}"#;

thread_local! {
    /// A page rehearses once.
    static IS_DONE: Cell<bool> = const { Cell::new(false) };
}

/// Goes through what makes stories of a feed.
#[hook]
pub fn use_rehearsal() {
    use_effect_with((), |()| {
        if !IS_DONE.replace(true) {
            spawn_local(async { drop(story().await) });
        }
    });
}

/// Goes through the search.
pub async fn search() {
    let mut index = Index::default();
    if let Some(story) = story().await {
        breathe().await;
        index.add(&story);
    }
    breathe().await;
    dateline_search::search(&index, &View::default().request(1));
    breathe().await;
    suggest(&index, "a", 1);
}

async fn story() -> Option<Story> {
    breathe().await;
    let base = WebUrl::parse("https://a.example/").ok()?;
    let mut reader = FeedReader::new(base);
    breathe().await;
    reader.push(FEED.as_bytes());
    reader.finish();
    breathe().await;
    match reader.next_found()? {
        Found::Story(story) => Some(*story),
        Found::Problem(_) => None,
    }
}
