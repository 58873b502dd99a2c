//! What the reader has chosen to see: all of it can be linked to.

use dateline_search::{DateRange, Dropped, Picked, Query, Request, Sort, TagFilter, TagMode, parse_query};
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
    /// Where in the archives that story is, if it is in one: in a link, whoever follows it has not had it in a list.
    pub place: Option<u32>,
}

impl View {
    /// True if nothing narrows the list.
    pub fn is_whole(&self) -> bool {
        self.text.trim().is_empty()
            && self.tags.chosen.is_empty()
            && self.tags.excluded.is_empty()
            && self.range == DateRange::default()
    }

    /// The order that stories stand in. Where no word is looked for, the best match first is the newest first.
    pub fn order(&self, query: &Query) -> Sort {
        match self.sort {
            Some(Sort::Relevance) | None => usual_order(query),
            Some(chosen) => chosen,
        }
    }

    /// Has stories stand in this order; the usual one is left to change with what is typed.
    pub fn sort_by(&mut self, sort: Sort) {
        let usual = usual_order(&parse_query(&self.text));
        self.sort = (sort != usual).then_some(sort);
    }

    /// What the search is asked for, with room for `limit` stories.
    pub fn request(&self, limit: usize) -> Request {
        let query = parse_query(&self.text);
        let sort = self.order(&query);
        Request { query, tags: self.tags.clone(), range: self.range, picked: Picked::default(), sort, limit }
    }

    /// Chooses a tag, or gives it up if it is chosen.
    pub fn toggle_tag(&mut self, name: &str) {
        let folded = fold_tag(name);
        let before = self.tags.chosen.len();
        self.tags.chosen.retain(|chosen| fold_tag(chosen) != folded);
        if self.tags.chosen.len() == before && before < MOST_TAGS {
            self.tags.excluded.retain(|excluded| fold_tag(excluded) != folded);
            self.tags.chosen.push(name.to_owned());
        }
    }

    /// Leaves stories with a tag out, or no longer.
    pub fn exclude_tag(&mut self, name: &str) {
        let folded = fold_tag(name);
        let before = self.tags.excluded.len();
        self.tags.excluded.retain(|excluded| fold_tag(excluded) != folded);
        if self.tags.excluded.len() == before && before < MOST_TAGS {
            self.tags.chosen.retain(|chosen| fold_tag(chosen) != folded);
            self.tags.excluded.push(name.to_owned());
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

    /// Takes all filters off but the words.
    pub fn clear_filters(&mut self) {
        self.tags = TagFilter::default();
        self.range = DateRange::default();
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
        pairs.extend(self.place.filter(|_| self.open.is_some()).map(|place| ("at", place.to_string())));
        pairs
    }

    /// What an address holds of the view, for a reader that shows `preset` where the address says nothing.
    pub fn to_address(&self, preset: &Self) -> Vec<(&'static str, String)> {
        if self == preset {
            return Vec::new();
        }
        let pairs = self.to_pairs();
        // That nothing is asked for has to be said where something is preset.
        if pairs.is_empty() { vec![("q", String::new())] } else { pairs }
    }

    /// The view that an address asks for; `preset` if it says nothing.
    pub fn from_address(pairs: &[(String, String)], preset: &Self) -> Self {
        if pairs.is_empty() {
            return preset.clone();
        }
        Self::from_pairs(pairs.iter().map(|(key, value)| (key.as_str(), value.as_str())))
    }

    /// Looks for a text; what is too long for an address is cut.
    pub fn look_for(&mut self, text: &str) {
        self.text = cut(text);
    }

    /// A view from keys and values; what is not understood is left out.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut view = Self::default();
        for (key, value) in pairs {
            match key {
                "q" => view.text = cut(value),
                "tag" if view.tags.chosen.len() < MOST_TAGS => view.tags.chosen.push(value.to_owned()),
                "not" if view.tags.excluded.len() < MOST_TAGS => view.tags.excluded.push(value.to_owned()),
                "match" if value == "all" => view.tags.mode = TagMode::All,
                "from" => view.range.from = parse_day(value),
                "to" => view.range.to = parse_day(value),
                "sort" => view.sort = parse_sort(value),
                "story" => view.open = Slug::parse(value),
                "at" => view.place = value.parse().ok(),
                _ => {}
            }
        }
        view
    }
}

/// The best match first if words are looked for, else the newest.
pub fn usual_order(query: &Query) -> Sort {
    if query.clauses.iter().all(|clause| clause.excluded) { Sort::Newest } else { Sort::Relevance }
}

/// Addresses come from anywhere; a search field takes no more either.
const LONGEST_TEXT: usize = 200;
/// More chosen tags than anybody clicks together.
const MOST_TAGS: usize = 50;

fn cut(text: &str) -> AttrValue {
    AttrValue::from(text.chars().take(LONGEST_TEXT).collect::<String>())
}

/// A day as `2012-02-08`.
pub fn print_day(at: Timestamp) -> String {
    let (year, month, day) = at.day();
    format!("{year:04}-{month:02}-{day:02}")
}

/// A day, month or year (`2012-02-08`, `2012-02`, `2012`) as its first instant; `None` for all else.
pub fn parse_day(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    // Before the year 0 the first sign is not one between parts.
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
    let mut parts = text.split('-');
    let year = sign * parts.next()?.parse::<i32>().ok()?;
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
    fn the_best_match_comes_first_only_where_words_can_match() {
        let order = |text: &'static str, sort| {
            let view = View { text: text.into(), sort, ..View::default() };
            print_sort(view.order(&parse_query(text)))
        };
        assert_eq!("newest", order("", None));
        assert_eq!("newest", order("", Some(Sort::Relevance)));
        assert_eq!("newest", order("from:2012 -ferry", None));
        assert_eq!("relevance", order("ferry", None));
        assert_eq!("oldest", order("ferry", Some(Sort::Oldest)));
    }

    #[test]
    fn the_usual_order_changes_with_what_is_typed() {
        let mut view = View::default();
        view.sort_by(Sort::Oldest);
        assert_eq!(Some(Sort::Oldest), view.sort);
        view.sort_by(Sort::Newest);
        assert_eq!(None, view.sort);
        view.text = "ferry".into();
        view.sort_by(Sort::Newest);
        assert_eq!(Some(Sort::Newest), view.sort);
    }

    #[test]
    fn a_tag_is_either_chosen_or_excluded() {
        let mut view = View::default();
        view.toggle_tag("UN");
        view.exclude_tag("un");
        assert_eq!((0, vec!["un".to_owned()]), (view.tags.chosen.len(), view.tags.excluded.clone()));
        view.toggle_tag("UN");
        assert_eq!((vec!["UN".to_owned()], 0), (view.tags.chosen.clone(), view.tags.excluded.len()));
        view.exclude_tag("UN");
        view.exclude_tag("UN");
        assert!(view.is_whole());
    }

    #[test]
    fn days_may_be_months_or_years() {
        assert_eq!(Timestamp::from_day(2012, 1, 1), parse_day("2012"));
        assert_eq!(Timestamp::from_day(2012, 2, 1), parse_day("2012-02"));
        assert_eq!(None, parse_day("yesterday"));
    }
}
