//! Figures: a picture with its caption and credit, or several that belong together.

use dateline_story::{Block, Picture, Text};

use super::elements::Kind;
use super::flow::Flow;
use crate::credit;

impl Flow<'_, '_, '_> {
    pub(super) fn figure(&mut self, at: usize) {
        self.flush();
        let images = self.images(at);
        let nested = self.tree.find(at, Kind::Figure);
        match images[..] {
            [] => self.figure_of_text(at),
            [image] if nested.is_empty() => self.figure_of_one(at, image),
            _ => self.gallery(at, &nested),
        }
    }

    /// All images under a node, those in nested figures too.
    fn images(&self, at: usize) -> Vec<usize> {
        self.tree.find(at, Kind::Image)
    }

    /// A table, a quote, a video: what is in it, then its caption.
    fn figure_of_text(&mut self, at: usize) {
        let blocks = self.inner().blocks(at);
        for block in blocks {
            self.put(Some(block));
        }
    }

    fn figure_of_one(&mut self, at: usize, image: usize) {
        let (caption, rest) = self.words_of(at);
        if let Some(mut picture) = self.picture(image) {
            (picture.caption, picture.credit) = caption;
            self.put(Some(Block::Figure(picture)));
        } else {
            // The picture cannot be shown, but its words are still the publisher's.
            let (text, credit) = caption;
            self.put(text.map(Block::Paragraph));
            self.put(credit.map(|credit| Block::Paragraph(Text::plain(credit))));
        }
        for block in rest {
            self.put(Some(block));
        }
    }

    /// A figure's caption and credit, and blocks of it that are neither these nor the picture.
    #[allow(clippy::type_complexity, reason = "caption and credit, then the rest; used once")]
    fn words_of(&mut self, at: usize) -> ((Option<Text>, Option<String>), Vec<Block>) {
        let captions = self.tree.find(at, Kind::Caption);
        let [first, others @ ..] = &captions[..] else {
            // Without a caption of its own, whatever words there are are the caption.
            let (text, credit) = self.inner().caption(at);
            return (settle(text, credit), Vec::new());
        };
        let (text, credit) = self.inner().caption(*first);
        let mut rest: Vec<Block> = Vec::new();
        for &other in others {
            let text = self.inner().line(other);
            rest.extend((!text.is_empty()).then_some(Block::Paragraph(text)));
        }
        (settle(text, credit), rest)
    }

    fn gallery(&mut self, at: usize, nested: &[usize]) {
        let mut pictures: Vec<Picture> = Vec::new();
        let mut rest = Vec::new();
        for &figure in nested {
            let inside = self.images(figure);
            let (caption, after) = self.words_of(figure);
            for (place, &image) in inside.iter().enumerate() {
                if let Some(mut picture) = self.picture(image) {
                    // Several pictures over one caption: it stands under the last.
                    if place + 1 == inside.len() {
                        (picture.caption, picture.credit) = caption.clone();
                    }
                    pictures.push(picture);
                }
            }
            rest.extend(after);
        }
        for image in self.tree.find_outside(at, Kind::Image, Kind::Figure) {
            pictures.extend(self.picture(image));
        }
        self.put((!pictures.is_empty()).then_some(Block::Gallery(pictures)));
        for block in rest {
            self.put(Some(block));
        }
        let own = self.tree.node(at).children.iter().copied().find(|&child| self.tree.kind(child) == Kind::Caption);
        if let Some(caption) = own {
            let text = self.inner().line(caption);
            self.put((!text.is_empty()).then_some(Block::Paragraph(text)));
        }
    }
}

/// Caption and credit as they will be shown: a credit that is not marked is looked for in the caption's tail.
fn settle(text: Text, credit: Option<String>) -> (Option<Text>, Option<String>) {
    let (caption, credit) = match credit {
        Some(credit) => (text, Some(credit)),
        None => credit::split(text),
    };
    ((!caption.is_empty()).then_some(caption), credit)
}
