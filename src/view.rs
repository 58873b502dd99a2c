//! What the reader has chosen to see: all of it can be linked to.

use dateline_search::{DateRange, Dropped, Query, Request, Sort, TagFilter, TagMode, parse_query};
use dateline_story::{Slug, Timestamp, fold_tag};
use yew::AttrValue;

/// Text, filters, order and open story.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct View {
    /// What is typed into the search field.
    pub text: AttrValue,
    /// Which tags stories must have, or must not.
    pub tags: TagFilter,
    /// The days that stories must be of.
    pub range: DateRange,
    /// The order asked for; `None` is relevance for a search and newest first for all else.
    pub sort: Option<Sort>,
    /// The story that is open.
    pub open: Option<Slug>,
}

impl View {
    /// True if nothing narrows the list.
    pub fn is_whole(&self) -> bool {
        self.text.trim().is_empty()
            && self.tags.chosen.is_empty()
            && self.tags.excluded.is_empty()
            && self.range == DateRange::default()
    }

    /// The order that stories stand in.
    pub fn order(&self, query: &Query) -> Sort {
        self.sort.unwrap_or(if query.is_empty() { Sort::Newest } else { Sort::Relevance })
    }

    /// What the search is asked for, with room for `limit` stories.
    pub fn request(&self, limit: usize) -> Request {
        let query = parse_query(&self.text);
        let sort = self.order(&query);
        Request { query, tags: self.tags.clone(), range: self.range, sort, limit }
    }

    /// Chooses a tag, or gives it up if it is chosen.
    pub fn toggle_tag(&mut self, name: &str) {
        let folded = fold_tag(name);
        let before = self.tags.chosen.len();
        self.tags.chosen.retain(|chosen| fold_tag(chosen) != folded);
        if self.tags.chosen.len() == before {
            self.tags.excluded.retain(|excluded| fold_tag(excluded) != folded);
            self.tags.chosen.push(name.to_owned());
        }
    }

    /// Takes one filter off.
    pub fn drop_filter(&mut self, dropped: &Dropped) {
        match dropped {
            Dropped::Text => self.text = AttrValue::default(),
            Dropped::Tag(name) => self.tags.chosen.retain(|chosen| fold_tag(chosen) != fold_tag(name)),
            Dropped::Excluded(name) => self.tags.excluded.retain(|excluded| fold_tag(excluded) != fold_tag(name)),
            Dropped::Range => self.range = DateRange::default(),
        }
    }

    /// Takes all filters off.
    pub fn clear(&mut self) {
        *self = Self { sort: self.sort, open: self.open.take(), ..Self::default() };
    }

    /// The view as keys and values, what is usual left out; `from_pairs` gives it back.
    pub fn to_pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        if !self.text.is_empty() {
            pairs.push(("q", self.text.to_string()));
        }
        pairs.extend(self.tags.chosen.iter().map(|tag| ("tag", tag.clone())));
        pairs.extend(self.tags.excluded.iter().map(|tag| ("not", tag.clone())));
        if self.tags.mode == TagMode::All {
            pairs.push(("match", "all".to_owned()));
        }
        pairs.extend(self.range.from.map(|from| ("from", print_day(from))));
        pairs.extend(self.range.to.map(|to| ("to", print_day(to))));
        pairs.extend(self.sort.map(|sort| ("sort", print_sort(sort).to_owned())));
        pairs.extend(self.open.iter().map(|slug| ("story", slug.to_string())));
        pairs
    }

    /// A view from keys and values; what is not understood is left out.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut view = Self::default();
        for (key, value) in pairs {
            match key {
                "q" => view.text = AttrValue::from(value.chars().take(LONGEST_TEXT).collect::<String>()),
                "tag" if view.tags.chosen.len() < MOST_TAGS => view.tags.chosen.push(value.to_owned()),
                "not" if view.tags.excluded.len() < MOST_TAGS => view.tags.excluded.push(value.to_owned()),
                "match" if value == "all" => view.tags.mode = TagMode::All,
                "from" => view.range.from = parse_day(value),
                "to" => view.range.to = parse_day(value),
                "sort" => view.sort = parse_sort(value),
                "story" => view.open = Slug::parse(value),
                _ => {}
            }
        }
        view
    }
}

/// Addresses come from anywhere; a search field takes no more either.
const LONGEST_TEXT: usize = 200;
/// More chosen tags than anybody clicks together.
const MOST_TAGS: usize = 50;

/// A day as `2012-02-08`.
pub fn print_day(at: Timestamp) -> String {
    let (year, month, day) = at.day();
    format!("{year:04}-{month:02}-{day:02}")
}

/// A day, month or year (`2012-02-08`, `2012-02`, `2012`) as its first instant; `None` for all else.
pub fn parse_day(text: &str) -> Option<Timestamp> {
    let mut parts = text.trim().split('-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next().map_or(Some(1), |month| month.parse().ok())?;
    let day = parts.next().map_or(Some(1), |day| day.parse().ok())?;
    if parts.next().is_some() {
        return None;
    }
    Timestamp::from_day(year, month, day)
}

/// The name of an order in attributes and addresses.
pub fn print_sort(sort: Sort) -> &'static str {
    match sort {
        Sort::Newest => "newest",
        Sort::Oldest => "oldest",
        Sort::Relevance => "relevance",
    }
}

/// The order with a name; `None` for all else.
pub fn parse_sort(name: &str) -> Option<Sort> {
    [Sort::Newest, Sort::Oldest, Sort::Relevance].into_iter().find(|sort| print_sort(*sort) == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_view_survives_its_address() {
        let view = View {
            text: "\"foreign minister\" -UN & co".into(),
            tags: TagFilter {
                chosen: vec!["a&b=c".into(), "ü".into()],
                excluded: vec!["x".into()],
                mode: TagMode::All,
            },
            range: DateRange { from: Timestamp::from_day(2009, 1, 1), to: Timestamp::from_day(2012, 2, 29) },
            sort: Some(Sort::Oldest),
            open: Some(Slug::from_id("mail-boat")),
        };
        let pairs = view.to_pairs();
        let again = View::from_pairs(pairs.iter().map(|(key, value)| (*key, value.as_str())));
        assert_eq!(view, again);
        assert!(View::default().to_pairs().is_empty());
    }

    #[test]
    fn what_an_address_says_wrong_is_left_out() {
        let nonsense = [("from", "2012-02-30"), ("sort", "sideways"), ("match", "x"), ("q2", "x"), ("to", "1-2-3-4")];
        assert_eq!(View::default(), View::from_pairs(nonsense));
    }

    #[test]
    fn a_tag_is_toggled_by_its_folded_name() {
        let mut view = View::default();
        view.toggle_tag("UN");
        view.toggle_tag("protest");
        view.toggle_tag("un");
        assert_eq!(vec!["protest"], view.tags.chosen);
    }

    #[test]
    fn days_may_be_months_or_years() {
        assert_eq!(Timestamp::from_day(2012, 1, 1), parse_day("2012"));
        assert_eq!(Timestamp::from_day(2012, 2, 1), parse_day("2012-02"));
        assert_eq!(None, parse_day("yesterday"));
    }
}
