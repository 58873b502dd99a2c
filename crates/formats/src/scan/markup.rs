//! What begins with an angle bracket: a feed in XML, or a page that is none.

use super::{Cut, Piece, Scanner};
use crate::ProblemKind;
use crate::xml::XmlCut;

/// Bytes of markup that are looked at in one go: each item that is cut out costs a copy of those after it.
const MARKUP_AT_ONCE: usize = 16 << 10;

impl Scanner {
    /// True for a feed in XML that is Atom.
    pub(crate) fn is_atom(&self) -> bool {
        self.xml.is_atom()
    }

    /// Bytes of markup; the number used.
    pub(super) fn markup(&mut self, bytes: &[u8]) -> usize {
        let bytes = &bytes[..bytes.len().min(MARKUP_AT_ONCE)];
        self.xml.push(bytes);
        while let Some(cut) = self.xml.next_cut() {
            match cut {
                XmlCut::Head(head) => self.pieces.push_back(Piece::Channel(head)),
                XmlCut::Item(bytes, is_oversized) => {
                    self.count_item();
                    if self.items <= self.limits.max_stories {
                        let flaw = is_oversized.then_some(ProblemKind::ItemTooLarge(self.limits.max_item_bytes));
                        self.pieces.push_back(Piece::Element(Cut { place: self.items - 1, bytes, flaw }));
                    }
                }
                XmlCut::NoFeed => {
                    self.lose(ProblemKind::Html);
                    break;
                }
            }
        }
        bytes.len()
    }

    pub(super) fn markup_done(&mut self) {
        if self.xml.root.is_empty() {
            return self.lose(ProblemKind::Html);
        }
        let head = self.xml.head();
        self.pieces.push_back(Piece::Channel(head));
        if !self.xml.is_whole {
            self.lose(ProblemKind::CutOff { at: self.read });
        } else if self.items == 0 {
            self.lose(ProblemKind::NoStories);
        }
    }
}
