//! Long work in short slices, so that typing and scrolling never wait for a feed.

use std::cell::{Cell, RefCell};

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::MessageChannel;

/// The longest that reading may hold the page, in milliseconds: half a frame at 60 Hz.
const SLICE_MS: f64 = 8.0;

/// Milliseconds on a clock that never goes back.
pub fn now_ms() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}

/// A stretch of work.
pub struct Slice {
    end_ms: f64,
}

impl Slice {
    /// Begins one now.
    pub fn begin() -> Self {
        Self { end_ms: now_ms() + SLICE_MS }
    }

    /// True once the page should be let go.
    pub fn is_over(&self) -> bool {
        now_ms() >= self.end_ms
    }
}

/// An answer to an input that takes as long as this is slow, in milliseconds: somewhat more than a frame at 60 Hz.
const SLOW_MS: f64 = 20.0;
/// How long a frame is awaited, in milliseconds: where nothing is painted there are none.
const NO_FRAME_MS: i32 = 100;

thread_local! {
    /// How long answers to inputs took of late, in milliseconds. The first, for which functions are still to be compiled, is taken to
    /// be slow.
    static ANSWER_MS: Cell<f64> = const { Cell::new(SLOW_MS) };
    static CHANNEL: RefCell<Option<MessageChannel>> = const { RefCell::new(None) };
}

/// Lets the page do what is waiting (input, layout, paint), and goes on in a task of its own.
///
/// A message to ourselves does it: timers are held back to 4 ms after the fifth, and `scheduler.yield` is not in every
/// browser.
pub async fn breathe() {
    let woken = Promise::new(&mut |resolve, _| post(resolve));
    // The promise is resolved by the message, and cannot be rejected.
    let _ = JsFuture::from(woken).await;
}

/// Leaves the page to itself for this long, in milliseconds.
pub async fn rest(ms: i32) {
    let woken = Promise::new(&mut |resolve, _| {
        let timer = web_sys::window()
            .and_then(|window| window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, ms).ok());
        if timer.is_none() {
            // Without timers the next microtask must do.
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    });
    // The promise is resolved by the timer, and cannot be rejected.
    let _ = JsFuture::from(woken).await;
}

/// Does what a key or a press asks for: at once if such took little more than a frame of late. On a slower machine what the browser
/// shows by itself, the letter in its field or the pressed button, is painted first, so that it never waits for what is ours.
pub fn answer(act: impl FnOnce() + 'static) {
    if ANSWER_MS.get() < SLOW_MS {
        timed(act);
    } else {
        spawn_local(async move {
            painted().await;
            timed(act);
        });
    }
}

/// Does something, and keeps how long that and the drawing that follows from it hold the page.
fn timed(act: impl FnOnce()) {
    let begun = now_ms();
    act();
    spawn_local(async move {
        breathe().await;
        // Half of it is what was before: one that was held up by something else makes no machine slow.
        ANSWER_MS.set(f64::midpoint(ANSWER_MS.get(), now_ms() - begun));
    });
}

/// Lets the page paint its next frame.
async fn painted() {
    let woken = Promise::new(&mut |resolve, _| {
        let frame = web_sys::window().map(|window| {
            let timer = window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, NO_FRAME_MS);
            window.request_animation_frame(&resolve).and(timer)
        });
        if !matches!(frame, Some(Ok(_))) {
            // Without frames the next microtask must do.
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    });
    // The promise is resolved by the frame or the timer, and cannot be rejected.
    let _ = JsFuture::from(woken).await;
    breathe().await;
}

fn post(resolve: Function) {
    let channel = CHANNEL.with(|kept| kept.borrow_mut().take().map_or_else(MessageChannel::new, Ok));
    let Ok(channel) = channel else {
        // Without channels the next microtask must do.
        let _ = resolve.call0(&JsValue::UNDEFINED);
        return;
    };
    let kept = channel.clone();
    let wake = Closure::once_into_js(move || {
        kept.port1().set_onmessage(None);
        CHANNEL.with(|free| free.borrow_mut().replace(kept));
        let _ = resolve.call0(&JsValue::UNDEFINED);
    });
    channel.port1().set_onmessage(Some(wake.unchecked_ref()));
    let _ = channel.port2().post_message(&JsValue::NULL);
}
