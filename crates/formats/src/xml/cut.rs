//! Cuts the items of a feed in XML out of its bytes as they arrive.
//!
//! It knows just enough of XML to tell where an item ends: tags, comments, CDATA and instructions. What is inside is left
//! to [`read`](super::read), item by item.

/// Where the cutter stands.
#[derive(Clone, Copy, Debug)]
enum State {
    /// In text.
    Text,
    /// In a tag that begins there; the quote that an attribute's value ends with, or 0 outside of one.
    Tag(usize, u8),
    /// In a comment, CDATA or an instruction, which ends with this.
    Until(&'static [u8]),
}

/// What begins how, and ends how.
const SPANS: [(&[u8], &[u8]); 3] = [(b"<!--", b"-->"), (b"<![CDATA[", b"]]>"), (b"<?", b"?>")];
/// The root elements of feeds.
const ROOTS: [&[u8]; 4] = [b"rss", b"feed", b"rdf:RDF", b"channel"];
/// Bytes of the channel's own fields that are kept.
const MAX_HEAD_BYTES: usize = 64 << 10;
/// A tag longer than this is none; pictures are at times written into an address.
const MAX_TAG_BYTES: usize = 1 << 20;
/// Bytes of an oversized item that are kept.
const KEPT_OF_OVERSIZED: usize = 400;

/// Something cut out.
#[derive(Debug)]
pub(crate) enum XmlCut {
    /// The root element has begun, and is not that of a feed.
    NoFeed,
    /// The first item has begun; all that stood before it.
    Head(Vec<u8>),
    /// An item, from its first angle bracket to its last; `true` if it is longer than it may be, and not all there.
    Item(Vec<u8>, bool),
}

/// Cuts items out of bytes.
#[derive(Debug)]
pub(crate) struct Cutter {
    max_item_bytes: usize,
    /// What came since the last cut.
    text: Vec<u8>,
    /// Up to where it has been looked at.
    at: usize,
    state: State,
    /// What stood outside of items.
    head: Vec<u8>,
    /// The root's name, empty before it.
    pub(crate) root: Vec<u8>,
    in_item: bool,
    has_items: bool,
    /// True for an item whose middle had to be thrown away.
    is_oversized: bool,
    /// True after the end of the root element.
    pub(crate) is_whole: bool,
}

impl Cutter {
    pub(crate) fn new(max_item_bytes: usize) -> Self {
        Self {
            max_item_bytes,
            text: Vec::new(),
            at: 0,
            state: State::Text,
            head: Vec::new(),
            root: Vec::new(),
            in_item: false,
            has_items: false,
            is_oversized: false,
            is_whole: false,
        }
    }

    /// Takes some kilobytes: the cost of a cut hangs on what came after it.
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        self.text.extend_from_slice(bytes);
    }

    pub(crate) fn is_atom(&self) -> bool {
        self.root == b"feed"
    }

    /// What stood outside of items, after the last bytes.
    pub(crate) fn head(&mut self) -> Vec<u8> {
        if !self.in_item {
            self.add_to_head(self.text.len());
        }
        std::mem::take(&mut self.head)
    }

    /// The next thing that is complete.
    pub(crate) fn next_cut(&mut self) -> Option<XmlCut> {
        loop {
            let went_on = match self.state {
                State::Text => self.text(),
                State::Until(mark) => self.until(mark),
                State::Tag(start, quote) => {
                    let end = self.tag_end(start, quote);
                    if let Some(end) = end {
                        self.at = end;
                        self.state = State::Text;
                        if let Some(cut) = self.tag(start, end) {
                            return Some(cut);
                        }
                    }
                    end.is_some()
                }
            };
            if !went_on {
                self.throw_away();
                return None;
            }
        }
    }

    /// Goes to the next markup; false if more bytes are needed to tell what it is.
    fn text(&mut self) -> bool {
        let Some(found) = self.text[self.at..].iter().position(|&byte| byte == b'<') else {
            self.at = self.text.len();
            return false;
        };
        self.at += found;
        let here = &self.text[self.at..];
        if let Some((start, end)) = SPANS.iter().find(|(start, _)| here.starts_with(start)) {
            self.state = State::Until(end);
            self.at += start.len();
        } else if SPANS.iter().any(|(start, _)| start.starts_with(here)) {
            return false;
        } else {
            self.state = State::Tag(self.at, 0);
            self.at += 1;
        }
        true
    }

    fn until(&mut self, mark: &'static [u8]) -> bool {
        if let Some(found) = self.text[self.at..].windows(mark.len()).position(|bytes| bytes == mark) {
            self.at += found + mark.len();
            self.state = State::Text;
            return true;
        }
        self.at = self.at.max((self.text.len() + 1).saturating_sub(mark.len()));
        false
    }

    /// Where the tag ends. One that is never closed ends where the next begins, since XML has no bare `<` in tags.
    fn tag_end(&mut self, start: usize, mut quote: u8) -> Option<usize> {
        while let Some(&byte) = self.text.get(self.at) {
            match byte {
                b'<' => return Some(self.at),
                b'>' if quote == 0 => return Some(self.at + 1),
                b'"' | b'\'' if quote == 0 => quote = byte,
                _ if byte == quote => quote = 0,
                _ if self.at - start > MAX_TAG_BYTES => return Some(self.at),
                _ => {}
            }
            self.at += 1;
        }
        self.state = State::Tag(start, quote);
        None
    }

    /// What a tag means for the feed as a whole.
    fn tag(&mut self, start: usize, end: usize) -> Option<XmlCut> {
        let tag = &self.text[start + 1..end];
        let (is_end, tag) = tag.strip_prefix(b"/").map_or((false, tag), |tag| (true, tag));
        let length = tag.iter().position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'));
        let name = &tag[..length.unwrap_or(tag.len())];
        if self.root.is_empty() {
            return if is_end || name.starts_with(b"!") { None } else { self.begin(name.to_vec()) };
        }
        self.is_whole |= is_end && !self.in_item && name == self.root;
        let is_item = name == if self.is_atom() { &b"entry"[..] } else { b"item" };
        match (self.in_item, is_end) {
            _ if !is_item => None,
            (true, true) => {
                let item = self.item(end);
                self.in_item = false;
                Some(item)
            }
            // An item in an item: somebody forgot the end of the first.
            (true, false) => Some(self.item(start)),
            // `<item/>` is none.
            (false, false) if !tag.ends_with(b"/>") => {
                self.add_to_head(start);
                self.in_item = true;
                let is_first = !std::mem::replace(&mut self.has_items, true);
                is_first.then(|| XmlCut::Head(self.head.clone()))
            }
            _ => None,
        }
    }

    fn begin(&mut self, name: Vec<u8>) -> Option<XmlCut> {
        let is_xml = self.text.trim_ascii_start().starts_with(b"<?xml") && !name.eq_ignore_ascii_case(b"html");
        let is_feed = is_xml || ROOTS.contains(&name.as_slice());
        self.root = name;
        (!is_feed).then_some(XmlCut::NoFeed)
    }

    fn add_to_head(&mut self, end: usize) {
        // The last bytes may be the start of something, and not yet looked at.
        self.at = self.at.max(end);
        let text = self.take(end);
        let room = MAX_HEAD_BYTES.saturating_sub(self.head.len());
        self.head.extend_from_slice(&text[..text.len().min(room)]);
    }

    fn item(&mut self, end: usize) -> XmlCut {
        let item = self.take(end);
        let is_oversized = std::mem::take(&mut self.is_oversized) || item.len() > self.max_item_bytes;
        XmlCut::Item(item, is_oversized)
    }

    /// Takes the text up to a place that has been looked at.
    fn take(&mut self, end: usize) -> Vec<u8> {
        let rest = self.text.split_off(end);
        self.at -= end;
        std::mem::replace(&mut self.text, rest)
    }

    /// Throws away what is too much, so that no feed fills the memory.
    fn throw_away(&mut self) {
        let (most, kept) =
            if self.in_item { (self.max_item_bytes, KEPT_OF_OVERSIZED) } else { (MAX_HEAD_BYTES, MAX_HEAD_BYTES) };
        let end = if let State::Tag(start, _) = self.state { start } else { self.at };
        if self.text.len() > most && end > kept {
            self.is_oversized = self.in_item;
            self.text.drain(kept..end);
            self.at -= end - kept;
            if let State::Tag(start, _) = &mut self.state {
                *start = kept;
            }
        }
    }
}

#[cfg(test)]
mod tests;
