//! The HTML elements that mean something in an article. All others lend their content to what they stand in.
//!
//! Source: the HTML standard's list of elements and its rendering section (what is shown, what breaks a line).

use dateline_story::SpanKind;

/// What an element is to us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Breaks the line, means nothing: `div`, `section`.
    Block,
    Paragraph,
    /// 1 to 6.
    Heading(u8),
    Bullets,
    Numbers,
    Item,
    Terms,
    Term,
    Definition,
    Quote,
    Figure,
    Caption,
    Image,
    Table,
    TableCaption,
    RowGroup,
    Row,
    Cell,
    HeaderCell,
    Preformatted,
    Rule,
    Break,
    /// May stand anywhere in a line: `span`, `a`, `em`.
    Inline(Inline),
    /// Somebody else's content, shown as a link.
    Embed,
    /// Not shown, nor what is in it.
    Dropped,
    /// Not shown, and has no content.
    Void,
}

/// What an inline element means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Inline {
    Plain,
    Link,
    Abbreviation,
    Emphasis,
    Strong,
    Code,
    Sub,
    Sup,
    Struck,
    Inserted,
    Small,
    Quote,
    Work,
}

impl Inline {
    /// The span that such an element makes, if it needs no attribute.
    pub(super) fn span(self) -> Option<SpanKind> {
        Some(match self {
            Self::Emphasis => SpanKind::Emphasis,
            Self::Strong => SpanKind::Strong,
            Self::Code => SpanKind::Code,
            Self::Sub => SpanKind::Sub,
            Self::Sup => SpanKind::Sup,
            Self::Struck => SpanKind::Struck,
            Self::Inserted => SpanKind::Inserted,
            Self::Small => SpanKind::Small,
            Self::Quote => SpanKind::Quote,
            Self::Work => SpanKind::Work,
            Self::Plain | Self::Link | Self::Abbreviation => return None,
        })
    }
}

impl Kind {
    /// True for what ends an open paragraph.
    pub(super) fn breaks_line(self) -> bool {
        !matches!(self, Self::Inline(_) | Self::Break | Self::Image | Self::Embed | Self::Dropped | Self::Void)
    }

    /// True for what is only right inside a table.
    pub(super) fn is_table_part(self) -> bool {
        matches!(self, Self::TableCaption | Self::RowGroup | Self::Row | Self::Cell | Self::HeaderCell)
    }

    /// True for what end tags do not reach across.
    pub(super) fn is_wall(self) -> bool {
        matches!(self, Self::Table | Self::Cell | Self::HeaderCell | Self::TableCaption)
    }
}

/// `blockquote`, `figcaption`.
const LONGEST_NAME: usize = 10;

/// Names in ascending order.
const ELEMENTS: [(&str, Kind); 126] = [
    ("a", Kind::Inline(Inline::Link)),
    ("abbr", Kind::Inline(Inline::Abbreviation)),
    ("acronym", Kind::Inline(Inline::Abbreviation)),
    ("address", Kind::Block),
    ("applet", Kind::Dropped),
    ("area", Kind::Void),
    ("article", Kind::Block),
    ("aside", Kind::Block),
    ("audio", Kind::Embed),
    ("b", Kind::Inline(Inline::Strong)),
    ("base", Kind::Void),
    ("basefont", Kind::Void),
    ("bdi", Kind::Inline(Inline::Plain)),
    ("bdo", Kind::Inline(Inline::Plain)),
    ("bgsound", Kind::Void),
    ("big", Kind::Inline(Inline::Plain)),
    ("blockquote", Kind::Quote),
    ("body", Kind::Block),
    ("br", Kind::Break),
    ("button", Kind::Inline(Inline::Plain)),
    ("caption", Kind::TableCaption),
    ("center", Kind::Block),
    ("cite", Kind::Inline(Inline::Work)),
    ("code", Kind::Inline(Inline::Code)),
    ("col", Kind::Void),
    ("colgroup", Kind::Void),
    ("datalist", Kind::Dropped),
    ("dd", Kind::Definition),
    ("del", Kind::Inline(Inline::Struck)),
    ("details", Kind::Block),
    ("dfn", Kind::Inline(Inline::Emphasis)),
    ("dialog", Kind::Block),
    ("dir", Kind::Bullets),
    ("div", Kind::Block),
    ("dl", Kind::Terms),
    ("dt", Kind::Term),
    ("em", Kind::Inline(Inline::Emphasis)),
    ("embed", Kind::Embed),
    ("fieldset", Kind::Block),
    ("figcaption", Kind::Caption),
    ("figure", Kind::Figure),
    ("font", Kind::Inline(Inline::Plain)),
    ("footer", Kind::Block),
    ("form", Kind::Block),
    ("frame", Kind::Void),
    ("frameset", Kind::Dropped),
    ("h1", Kind::Heading(1)),
    ("h2", Kind::Heading(2)),
    ("h3", Kind::Heading(3)),
    ("h4", Kind::Heading(4)),
    ("h5", Kind::Heading(5)),
    ("h6", Kind::Heading(6)),
    ("head", Kind::Block),
    ("header", Kind::Block),
    ("hgroup", Kind::Block),
    ("hr", Kind::Rule),
    ("html", Kind::Block),
    ("i", Kind::Inline(Inline::Emphasis)),
    ("iframe", Kind::Embed),
    ("image", Kind::Image),
    ("img", Kind::Image),
    ("input", Kind::Void),
    ("ins", Kind::Inline(Inline::Inserted)),
    ("kbd", Kind::Inline(Inline::Code)),
    ("keygen", Kind::Void),
    ("label", Kind::Inline(Inline::Plain)),
    ("legend", Kind::Block),
    ("li", Kind::Item),
    ("link", Kind::Void),
    ("listing", Kind::Preformatted),
    ("main", Kind::Block),
    ("mark", Kind::Inline(Inline::Plain)),
    ("math", Kind::Dropped),
    ("menu", Kind::Bullets),
    ("meta", Kind::Void),
    ("nav", Kind::Block),
    ("nobr", Kind::Inline(Inline::Plain)),
    ("noembed", Kind::Dropped),
    ("noframes", Kind::Dropped),
    ("noscript", Kind::Dropped),
    ("object", Kind::Embed),
    ("ol", Kind::Numbers),
    ("optgroup", Kind::Block),
    ("option", Kind::Block),
    ("p", Kind::Paragraph),
    ("param", Kind::Void),
    ("picture", Kind::Inline(Inline::Plain)),
    ("plaintext", Kind::Preformatted),
    ("pre", Kind::Preformatted),
    ("q", Kind::Inline(Inline::Quote)),
    ("rp", Kind::Dropped),
    ("s", Kind::Inline(Inline::Struck)),
    ("samp", Kind::Inline(Inline::Code)),
    ("script", Kind::Dropped),
    ("search", Kind::Block),
    ("section", Kind::Block),
    ("select", Kind::Inline(Inline::Plain)),
    ("small", Kind::Inline(Inline::Small)),
    ("source", Kind::Void),
    ("span", Kind::Inline(Inline::Plain)),
    ("strike", Kind::Inline(Inline::Struck)),
    ("strong", Kind::Inline(Inline::Strong)),
    ("style", Kind::Dropped),
    ("sub", Kind::Inline(Inline::Sub)),
    ("summary", Kind::Block),
    ("sup", Kind::Inline(Inline::Sup)),
    ("svg", Kind::Dropped),
    ("table", Kind::Table),
    ("tbody", Kind::RowGroup),
    ("td", Kind::Cell),
    ("template", Kind::Dropped),
    ("textarea", Kind::Inline(Inline::Plain)),
    ("tfoot", Kind::RowGroup),
    ("th", Kind::HeaderCell),
    ("thead", Kind::RowGroup),
    ("time", Kind::Inline(Inline::Plain)),
    ("title", Kind::Dropped),
    ("tr", Kind::Row),
    ("track", Kind::Void),
    ("tt", Kind::Inline(Inline::Code)),
    ("u", Kind::Inline(Inline::Inserted)),
    ("ul", Kind::Bullets),
    ("var", Kind::Inline(Inline::Emphasis)),
    ("video", Kind::Embed),
    ("wbr", Kind::Void),
    ("xmp", Kind::Preformatted),
];

/// An element's place in the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Element(u8);

impl Element {
    /// The element of that name in any capitals, if it means something.
    pub(super) fn named(name: &str) -> Option<Self> {
        if name.len() > LONGEST_NAME {
            return None;
        }
        let name = name.to_ascii_lowercase();
        let place = ELEMENTS.binary_search_by(|(known, _)| (*known).cmp(&name)).ok()?;
        Some(Self(place as u8))
    }

    pub(super) fn kind(self) -> Kind {
        ELEMENTS[usize::from(self.0)].1
    }

    pub(super) fn name(self) -> &'static str {
        ELEMENTS[usize::from(self.0)].0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        assert!(ELEMENTS.is_sorted_by(|a, b| a.0 < b.0));
        assert_eq!("ul", Element::named("UL").expect("known").name());
        assert_eq!(None, Element::named("x-card"));
    }
}
