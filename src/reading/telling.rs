//! When the view is told of the stories that have arrived.

use dateline_formats::FeedReader;
use gloo_timers::callback::Timeout;

use super::Reading;
use crate::{fetch::ByteStream, pace::now_ms, state::ReaderAction};

/// How often the page is told of new stories, in milliseconds: telling costs a query and a drawing.
const TELL_EVERY_MS: f64 = 500.0;
/// The page is told for the first time when this many stories are there: a lead, its rail and a row.
const FIRST_SCREEN: usize = 8;
/// Or when fewer have been there for this long, in milliseconds, and no more came.
const FIRST_PATIENCE_MS: f64 = 100.0;

impl Reading {
    pub(super) fn is_due(&self) -> bool {
        match self.next_tell_ms.get() {
            Some(next_ms) => now_ms() >= next_ms,
            None => self.library.0.borrow().len() >= FIRST_SCREEN,
        }
    }

    /// Tells the view of what has arrived.
    pub(super) fn tell(&mut self, expected: Option<usize>) {
        self.untold = None;
        self.teller(expected)();
    }

    /// Tells now if it is time, else when it will be, even if the network sends nothing more until then.
    pub(super) fn tell_soon(&mut self, expected: Option<usize>) {
        if self.is_due() {
            self.tell(expected);
        } else {
            let wait_ms = self.next_tell_ms.get().map_or(0.0, |next_ms| next_ms - now_ms()).max(FIRST_PATIENCE_MS);
            self.untold = Some(Timeout::new(wait_ms as u32, self.teller(expected)));
        }
    }

    fn teller(&self, expected: Option<usize>) -> impl FnOnce() + 'static {
        let (act, next_tell_ms, library) = (self.act.clone(), self.next_tell_ms.clone(), self.library.clone());
        let skipped = self.skipped;
        move || {
            if !library.0.borrow().is_empty() {
                next_tell_ms.set(Some(now_ms() + TELL_EVERY_MS));
                act.emit(ReaderAction::Arrived { expected, skipped });
            }
        }
    }

    /// About how many stories there will be, judged by the bytes read of those to come.
    pub(super) fn expected(&self, reader: &FeedReader, stream: &ByteStream) -> Option<usize> {
        let read = reader.bytes_read();
        let length = stream.length.filter(|length| *length > read && read > 0)?;
        let arrived = self.library.0.borrow().len() - self.begun_with;
        Some(self.begun_with + (arrived as f64 * length as f64 / read as f64) as usize)
    }
}
