//! The last good copy of a feed, in the browser's cache storage, and only where the page asks for it (`remember="local"`).
//!
//! The storage may be refused, full or not there (pages without https, private windows). There is then no copy, which is no
//! error.

use dateline_story::WebUrl;
use js_sys::{Array, Promise, global};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Response, ResponseInit};

use crate::optional::{call, get, object};

/// The page has stores of its own under their own names.
const STORE: &str = "dateline";
/// How many feeds have a copy; the one that was kept longest ago goes.
const MOST_FEEDS: u32 = 8;
/// A longer feed has no copy, so that all together are at most 32 MB.
pub const MOST_BYTES: u64 = 4 << 20;
/// The header that tells when a copy was kept, in minutes since 1970: whole numbers, because printing and reading others would
/// add 14 kB.
const KEPT: &str = "dateline-kept";
/// The header with the address that the feed came from in the end.
pub const CAME_FROM: &str = "dateline-url";

/// The copy that was kept of the feed at `url`.
pub async fn find(url: &WebUrl) -> Option<Response> {
    done(call(&store().await?, "match", &[url.as_str().into()])).await?.dyn_into().ok()
}

/// How many minutes ago a copy was kept.
pub fn age_minutes(copy: &Response) -> Option<u32> {
    let kept: u32 = copy.headers().get(KEPT).ok()??.parse().ok()?;
    Some(now_minutes().saturating_sub(kept))
}

/// Keeps an answer that nobody has read, in place of a former copy.
pub async fn keep(url: &WebUrl, answer: &Response) -> Option<()> {
    let header = |name: &str| answer.headers().get(name).ok().flatten().unwrap_or_default();
    let headers = [
        (KEPT, now_minutes().to_string()),
        (CAME_FROM, answer.url()),
        ("link", header("link")),
        ("x-wp-totalpages", header("x-wp-totalpages")),
    ];
    let headers = headers.map(|(name, value)| (name, JsValue::from(value)));
    let options: ResponseInit = object(&[("headers", object(&headers).into())]).unchecked_into();
    let store = store().await?;
    // Read to its end first, so that what breaks on the way is not kept in part.
    let bytes = JsFuture::from(answer.blob().ok()?).await.ok()?;
    let copy = Response::new_with_opt_blob_and_init(bytes.dyn_ref(), &options).ok()?;
    done(call(&store, "put", &[url.as_str().into(), copy.into()])).await;
    let all = Array::from(&done(call(&store, "keys", &[])).await?);
    for old in all.slice(0, all.length().saturating_sub(MOST_FEEDS)).iter() {
        done(call(&store, "delete", &[old])).await;
    }
    Some(())
}

/// Has the browser let go of an answer that is not to be kept.
pub fn give_up(answer: &Response) {
    answer.body().and_then(|body| call(&body, "cancel", &[]));
}

/// The time, in minutes since 1970.
pub fn now_minutes() -> u32 {
    (js_sys::Date::now() / 60_000.0) as u32
}

async fn store() -> Option<JsValue> {
    done(call(&get(&global(), "caches")?, "open", &[STORE.into()])).await
}

/// What a promise comes to; none if it was not made, or fails.
async fn done(promise: Option<JsValue>) -> Option<JsValue> {
    JsFuture::from(Promise::resolve(&promise?)).await.ok().filter(|value| !value.is_undefined())
}
