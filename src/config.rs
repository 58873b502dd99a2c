//! Attributes -> `Config`, checked once, with a reason for each refusal.

mod attributes;
mod choices;

use dateline_search::TagMode;
use dateline_story::{Lang, WebUrl};

use attributes::Attributes;
pub use attributes::Refusal;
pub use choices::{Controls, Layout, Remember, Theme, UrlSync};

use crate::{
    failure::{Failure, FailureKind},
    view::{View, parse_day, parse_sort},
};

/// Cards on a page, unless the page says otherwise: a lead, a rail of three and five rows of four.
const PAGE_SIZE: usize = 24;
const PAGE_SIZES: std::ops::RangeInclusive<usize> = 1..=200;
const HEADING_LEVELS: std::ops::RangeInclusive<u8> = 1..=5;

/// What a page asks of one reader.
#[derive(Clone, Debug, PartialEq)]
pub struct Config {
    /// The feeds, in order, or why there is none.
    pub feeds: Vec<Result<WebUrl, Failure>>,
    /// How the list is laid out.
    pub layout: Layout,
    /// What is preset.
    pub view: View,
    /// Cards on a page, 1 to 200.
    pub page_size: usize,
    /// The level of a card's headline, 1 to 5.
    pub heading_level: u8,
    /// The language of the interface.
    pub lang: Lang,
    /// Light, dark or other colours.
    pub theme: Theme,
    /// Whether the view is kept in the page's address.
    pub url_sync: UrlSync,
    /// Whether marks and preferences are kept.
    pub remember: Remember,
    /// Which means of finding and reading are shown.
    pub controls: Controls,
    /// True if single keys do something while the focus is inside.
    pub shortcuts: bool,
    /// True if more of the list comes by scrolling, rather than by a button.
    pub scrolls: bool,
    /// True if headlines lead to the publisher's page.
    pub opens_elsewhere: bool,
    /// What stands before this reader's keys in the address.
    pub name: String,
    /// True if what is wrong with the feed, and what its stories lack, is shown.
    pub is_preview: bool,
}

impl Config {
    /// Reads the attributes of an element.
    ///
    /// `get` gives an attribute's value, `base` is what relative addresses in them are seen from, and `page_lang` is the
    /// language of the page around.
    pub fn from_attributes(
        get: &dyn Fn(&str) -> Option<String>,
        base: Option<&WebUrl>,
        page_lang: Option<Lang>,
    ) -> (Self, Vec<Refusal>) {
        let mut attributes = Attributes { get, refusals: Vec::new() };
        let english = || Lang::new("en").expect("`en` is a language tag");
        let fallback = page_lang.unwrap_or_else(english);
        let in_range = |range: &str| ["a whole number, ", range].concat();
        let config = Self {
            feeds: feeds(attributes.text("src").as_deref(), base),
            layout: attributes.one_of("layout", Layout::WORDS, Layout::parse),
            view: preset_view(&mut attributes),
            page_size: attributes.take("page-size", PAGE_SIZE, "24", &|| in_range("1 to 200"), |value| {
                value.parse().ok().filter(|size| PAGE_SIZES.contains(size))
            }),
            heading_level: attributes.take("heading-level", 2, "2", &|| in_range("1 to 5"), |value| {
                value.parse().ok().filter(|level| HEADING_LEVELS.contains(level))
            }),
            lang: attributes.take("lang", fallback, "the page's language", &|| "a language tag".to_owned(), Lang::new),
            theme: attributes.one_of("theme", Theme::WORDS, Theme::parse),
            url_sync: attributes.one_of("url-sync", UrlSync::WORDS, UrlSync::parse),
            remember: attributes.one_of("remember", Remember::WORDS, Remember::parse),
            controls: attributes.take(
                "controls",
                Controls::default(),
                "all",
                &|| ["none, or some of ", &Controls::WORDS.join(", ")].concat(),
                Controls::parse,
            ),
            shortcuts: !attributes.second_of("shortcuts", &["on", "off"]),
            scrolls: attributes.second_of("paging", &["button", "scroll"]),
            opens_elsewhere: attributes.second_of("open-in", &["reader", "link"]),
            name: attributes.text("id").unwrap_or_else(|| "dateline".to_owned()),
            is_preview: attributes.is_set("preview"),
        };
        (config, attributes.refusals)
    }
}

fn feeds(src: Option<&str>, base: Option<&WebUrl>) -> Vec<Result<WebUrl, Failure>> {
    let Some(src) = src else { return vec![Err(Failure { url: String::new(), kind: FailureKind::NoSrc })] };
    let one = |address: &str| {
        let resolved = base.map_or_else(|| WebUrl::parse(address), |base| base.join(address));
        resolved
            .ok()
            .filter(WebUrl::is_web)
            .ok_or_else(|| Failure { url: address.chars().take(200).collect(), kind: FailureKind::BadSrc })
    };
    src.split_whitespace().map(one).collect()
}

fn preset_view(attributes: &mut Attributes<'_>) -> View {
    let mut view = View { text: attributes.text("query").unwrap_or_default().into(), ..View::default() };
    let tags = attributes.text("tags").unwrap_or_default();
    view.tags.chosen = tags.split(',').map(str::trim).filter(|tag| !tag.is_empty()).map(str::to_owned).collect();
    view.tags.mode = attributes.one_of("match", &["any", "all"], |word| match word {
        "any" => Some(TagMode::Any),
        "all" => Some(TagMode::All),
        _ => None,
    });
    let day = || "a day as 2012-02-08, a month or a year".to_owned();
    view.range.from = attributes.take("from", None, "no limit", &day, |value| parse_day(value).map(Some));
    view.range.to = attributes.take("to", None, "no limit", &day, |value| parse_day(value).map(Some));
    let orders = || "one of newest, relevance, oldest".to_owned();
    view.sort = attributes.take("sort", None, "the usual order", &orders, |word| parse_sort(word).map(Some));
    view
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(attributes: &[(&str, &str)]) -> (Config, Vec<String>) {
        let get = |name: &str| attributes.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        let base = WebUrl::parse("https://host.example/page/").ok();
        let (config, refusals) = Config::from_attributes(&get, base.as_ref(), Lang::new("de"));
        (config, refusals.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn without_attributes_all_is_usual_and_the_feed_is_missing() {
        let (config, refusals) = read(&[]);
        assert_eq!(Vec::<String>::new(), refusals);
        assert_eq!((24, 2, "de"), (config.page_size, config.heading_level, config.lang.as_str()));
        assert_eq!(Some(FailureKind::NoSrc), config.feeds[0].as_ref().err().map(|failure| failure.kind));
    }

    #[test]
    fn feeds_are_seen_from_the_page() {
        let (config, _) = read(&[("src", " a.json  https://b.example/c.json ftp://d.example ")]);
        let feeds: Vec<String> = config
            .feeds
            .iter()
            .map(|feed| feed.as_ref().map_or_else(|failure| failure.code().to_owned(), ToString::to_string))
            .collect();
        assert_eq!(vec!["https://host.example/page/a.json", "https://b.example/c.json", "bad-src"], feeds);
    }

    #[test]
    fn each_refusal_names_what_is_taken_and_what_is_used() {
        let (config, refusals) = read(&[
            ("layout", "Mosaic"),
            ("page-size", "0"),
            ("heading-level", "7"),
            ("from", "soon"),
            ("shortcuts", "no"),
        ]);
        assert_eq!(Layout::Front, config.layout);
        assert_eq!(
            vec![
                "attribute layout=\"Mosaic\" is not taken: it must be one of front, grid, list, headlines; front is used",
                "attribute from=\"soon\" is not taken: it must be a day as 2012-02-08, a month or a year; no limit is used",
                "attribute page-size=\"0\" is not taken: it must be a whole number, 1 to 200; 24 is used",
                "attribute heading-level=\"7\" is not taken: it must be a whole number, 1 to 5; 2 is used",
                "attribute shortcuts=\"no\" is not taken: it must be one of on, off; on is used",
            ],
            refusals
        );
    }

    #[test]
    fn controls_are_all_or_those_named() {
        let controls = |value: &str| read(&[("controls", value)]);
        assert_eq!(Controls::default(), controls("").0.controls);
        let only_search = Controls { search: true, sort: true, ..Controls::parse("none").unwrap_or_default() };
        assert_eq!(only_search, controls("Sort  search").0.controls);
        assert_eq!(Controls { search: false, sort: false, ..only_search }, controls("none").0.controls);
        let (config, refusals) = controls("search ads");
        assert_eq!(Controls::default(), config.controls);
        assert_eq!(
            "attribute controls=\"search ads\" is not taken: it must be none, or some of search, tags, timeline, sort, display, listen; \
             all is used",
            refusals[0]
        );
    }

    #[test]
    fn presets_make_a_view() {
        let (config, _) = read(&[("query", "ferry"), ("tags", "UN, , protest,"), ("match", "all"), ("theme", "SEPIA")]);
        assert_eq!(vec!["UN", "protest"], config.view.tags.chosen);
        assert_eq!(TagMode::All, config.view.tags.mode);
        assert!(config.shortcuts && !config.scrolls && !config.opens_elsewhere);
        let (other, _) = read(&[("shortcuts", "off"), ("paging", "scroll"), ("open-in", "Link")]);
        assert!(!other.shortcuts && other.scrolls && other.opens_elsewhere);
        assert_eq!(("ferry", Theme::Sepia), (config.view.text.as_str(), config.theme));
    }
}
