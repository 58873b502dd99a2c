//! Feeds in XML, once they are cut into items.

use super::FeedReader;
use crate::scan::Cut;
use crate::{Format, ProblemKind, head, xml};

impl FeedReader {
    /// The head of a feed in XML.
    pub(super) fn take_channel(&mut self, bytes: &[u8]) {
        self.is_latin = xml::says_latin(bytes);
        self.fields = xml::read(&xml::decoded(bytes, self.is_latin), self.limits.max_depth).unwrap_or_default();
        let format = if self.scanner.is_atom() { Format::Atom } else { Format::Rss };
        self.head = head::derive(&self.fields, &self.url, self.told.or(Some(format)));
    }

    pub(super) fn take_element(&mut self, cut: &Cut) {
        let text = xml::decoded(&cut.bytes, self.is_latin);
        let item = if cut.flaw.is_none() { xml::read(&text, self.limits.max_depth) } else { None };
        let Some(item) = item else {
            let kind = cut.flaw.clone().unwrap_or(ProblemKind::ItemTooDeep(self.limits.max_depth));
            self.problem(cut.place, xml_title(&text), kind);
            return;
        };
        #[cfg(not(target_arch = "wasm32"))]
        if xml::is_export(&item) {
            self.export.push((cut.place, item));
            return;
        }
        let is_broken = !self.is_latin && std::str::from_utf8(&cut.bytes).is_err();
        let format = self.head.format.unwrap_or(Format::Rss);
        self.take_story(cut.place, &item, format, is_broken.then_some(ProblemKind::BadUtf8));
    }

    /// Reads the posts of an export that has come to its end; false if there is none.
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn take_export(&mut self) -> bool {
        if self.export.is_empty() || !self.scanner.is_finished() {
            return false;
        }
        for (place, item) in xml::posts(std::mem::take(&mut self.export)) {
            self.take_story(place, &item, Format::Rss, None);
        }
        true
    }
}

/// What can be told of an item that cannot be read.
fn xml_title(text: &str) -> &str {
    text.split_once("<title>").and_then(|(_, after)| after.split('<').next()).unwrap_or_default()
}
