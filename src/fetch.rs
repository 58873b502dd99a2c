//! The only file that touches the network: a feed as a stream of bytes, a file as text, and a file or a part of one whole.
//!
//! The loader makes the requests: it has asked for the first feed already, while the reader was still coming.

use std::cell::RefCell;

use dateline_story::WebUrl;
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal, ReadableStreamDefaultReader, Response};

use crate::copies::CAME_FROM;

thread_local! {
    static GET: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Takes the loader's function that makes a request: of an address, of a signal that calls it off, of a header `Range`, and of how to use
/// the browser's cache.
pub fn request_by(get: Function) {
    GET.replace(Some(get));
}

/// Why bytes are missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FetchError {
    /// No answer, or one that the browser withholds.
    #[error("no answer that this page may read")]
    Network,
    /// An answer other than 2xx.
    #[error("the answer was {0}")]
    Status(u16),
    /// The connection broke off after it had begun.
    #[error("the connection broke off")]
    Interrupted,
}

/// Calls off a request in flight when dropped.
pub struct CallOff(Option<AbortController>);

impl CallOff {
    /// A handle that belongs to no request yet; several requests may share it.
    pub fn new() -> Self {
        Self(AbortController::new().ok())
    }

    /// What requests are begun with.
    pub fn signal(&self) -> Option<AbortSignal> {
        self.0.as_ref().map(AbortController::signal)
    }
}

impl Default for CallOff {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for CallOff {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}

/// An answer whose bytes are still arriving.
pub struct ByteStream {
    reader: ReadableStreamDefaultReader,
    /// The same answer once more, if that was asked for, to be read or called off by whoever did.
    pub copy: Option<Response>,
    /// Where the answer came from in the end, after redirections.
    pub url: Option<WebUrl>,
    /// How many bytes there will be in all, where the server says so and does not compress them on the way.
    pub length: Option<u64>,
    /// The header `Link`, which may name the next page.
    pub link: Option<String>,
    /// WordPress's header `X-WP-TotalPages`.
    pub total_pages: Option<String>,
}

/// Begins to read what is at `url`, with the answer once more if `is_copied`. No cookies go along, and the page's address is
/// told no more of than its policy says.
pub async fn open(url: &WebUrl, is_copied: bool, signal: Option<&AbortSignal>) -> Result<ByteStream, FetchError> {
    let response = get(url.as_str(), signal, None, None).await?;
    let copy = if is_copied { response.clone().ok() } else { None };
    Ok(ByteStream { copy, ..stream(&response)? })
}

/// The bytes of an answer, or of a copy of one.
pub fn stream(response: &Response) -> Result<ByteStream, FetchError> {
    let body = response.body().ok_or(FetchError::Network)?;
    let reader = body.get_reader().unchecked_into::<ReadableStreamDefaultReader>();
    Ok(ByteStream {
        reader,
        url: WebUrl::parse(&header(response, CAME_FROM).unwrap_or_else(|| response.url())).ok(),
        length: length(response),
        link: header(response, "link"),
        total_pages: header(response, "x-wp-totalpages"),
        copy: None,
    })
}

/// Reads a small JSON file of names and texts, by the browser's own reader. What is not a text is left out.
pub async fn texts(url: &str) -> Result<Vec<(String, String)>, FetchError> {
    let response = get(url, None, None, None).await?;
    let json = response.json().map_err(|_| FetchError::Interrupted)?;
    let object = JsFuture::from(json).await.map_err(|_| FetchError::Interrupted)?;
    let entries = object.dyn_ref::<Object>().map(Object::entries).unwrap_or_default();
    let text = |entry: JsValue| {
        let pair = Array::from(&entry);
        Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
    };
    Ok(entries.iter().filter_map(text).collect())
}

/// A file as a whole, or the part of it that was asked for.
pub struct Fetched {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// False if it is the whole file, though a part was asked for: some servers know no parts.
    pub is_part: bool,
}

/// Where the glue leaves the bytes of an answer that it has read already.
const HERE: &str = "here";

/// Fetches a file, or some bytes of it: the first, and how many. Who fetches several parts of a file at once says that all but the
/// first are not alone: Chromium, for the sake of its cache, has one request for an address wait for the other.
pub async fn file(
    url: &str,
    range: Option<(u32, u32)>,
    signal: Option<&AbortSignal>,
    is_alone: bool,
) -> Result<Fetched, FetchError> {
    let range = range.map(|(first, len)| format!("bytes={first}-{}", u64::from(first) + u64::from(len.max(1)) - 1));
    let response = get(url, signal, range.as_deref(), (!is_alone).then_some("no-store")).await?;
    let is_part = response.status() == 206;
    if let Ok(here) = Reflect::get(&response, &HERE.into()).and_then(JsCast::dyn_into::<Uint8Array>) {
        return Ok(Fetched { bytes: here.to_vec(), is_part });
    }
    let bytes = response.array_buffer().map_err(|_| FetchError::Interrupted)?;
    let bytes = JsFuture::from(bytes).await.map_err(|_| FetchError::Interrupted)?;
    Ok(Fetched { bytes: Uint8Array::new(&bytes).to_vec(), is_part })
}

impl ByteStream {
    /// The next bytes, in pieces of whatever size the network gives; `None` at the end.
    pub async fn next_chunk(&self) -> Result<Option<Uint8Array>, FetchError> {
        let read = JsFuture::from(self.reader.read()).await.map_err(|_| FetchError::Interrupted)?;
        let field = |name: &str| Reflect::get(&read, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED);
        if field("done").is_truthy() {
            return Ok(None);
        }
        Ok(field("value").dyn_into().ok())
    }
}

async fn get(
    url: &str,
    signal: Option<&AbortSignal>,
    range: Option<&str>,
    cache: Option<&str>,
) -> Result<Response, FetchError> {
    let get = GET.with_borrow(Clone::clone).ok_or(FetchError::Network)?;
    let begun = get.call4(&JsValue::UNDEFINED, &url.into(), &signal.into(), &range.into(), &cache.into());
    let begun = begun.map_err(|_| FetchError::Network)?;
    let answer = JsFuture::from(Promise::resolve(&begun)).await;
    let response: Response = answer.map_err(|_| FetchError::Network)?.unchecked_into();
    if response.ok() { Ok(response) } else { Err(FetchError::Status(response.status())) }
}

/// A header's value; `None` if it is missing, or kept from pages of other origins.
fn header(response: &Response, name: &str) -> Option<String> {
    response.headers().get(name).ok().flatten()
}

/// `Content-Length` counts compressed bytes, and another origin does not show us whether there is compression; only a
/// server of the page's own is believed, and only if it says that there is none.
fn length(response: &Response) -> Option<u64> {
    let own = response.type_() == web_sys::ResponseType::Basic;
    let compressed = header(response, "content-encoding").is_some_and(|encoding| encoding != "identity");
    if own && !compressed { header(response, "content-length")?.parse().ok() } else { None }
}
