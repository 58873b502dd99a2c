//! The index against a slow scan that is plainly right: random stories and requests, thousands of them.
//!
//! The scan knows no posting lists: it looks at every story's words, one by one.

#[path = "common/wish.rs"]
mod wish;

use dateline_search::{
    DateRange, Index, Picked, Request, Results, Sort, StoryId, TagFilter, TagMode, explain, parse_query, relax, search,
};
use dateline_story::{Block, Story, Tag, Text, Timestamp, fold_tag};
use wish::{Wish, texts};

/// None is one slip from another: the scan knows no corrections.
const WORDS: [&str; 14] = [
    "ferry", "strike", "mayor", "harbour", "storm", "election", "budget", "dog", "dogfish", "dogma", "storms", "x",
    "dock", "the",
];
/// Tags are searched too; none begins as a word above does.
const TAGS: [&str; 6] = ["Politics", "lake", "Weather", "Nature", "Quakes", "POLITICS"];

/// A generator of random numbers (xorshift), seeded by hand so that a failure comes back.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides
    }

    fn some<'a>(&mut self, of: &[&'a str], most: usize) -> Vec<&'a str> {
        (0..self.below(most + 1)).map(|_| of[self.below(of.len())]).collect()
    }

    fn story(&mut self, number: usize) -> Story {
        let mut headline = self.some(&WORDS, 4);
        headline.push(WORDS[self.below(WORDS.len())]);
        let mut story = Story::new(number.to_string(), headline.join(" "));
        for _ in 0..self.below(3) {
            story.body.push(Block::Paragraph(Text::plain(self.some(&WORDS, 9).join(" "))));
        }
        for tag in self.some(&TAGS, 6).into_iter().filter_map(Tag::new) {
            if story.tags.iter().all(|other| other.folded() != tag.folded()) {
                story.tags.push(tag);
            }
        }
        if self.below(6) > 0 {
            story.published = Timestamp::from_day(2012, 1 + self.below(12) as u8, 1 + self.below(28) as u8);
        }
        story
    }

    fn date(&mut self) -> Option<Timestamp> {
        if self.below(4) > 0 { None } else { Timestamp::from_day(2012, 1 + self.below(12) as u8, 1) }
    }

    fn picked(&mut self) -> Picked {
        match self.below(4) {
            0 => Picked {
                stories: (0..70).filter(|_| self.below(2) == 0).map(StoryId).collect(),
                only: self.below(2) == 0,
            },
            _ => Picked::default(),
        }
    }

    fn wish(&mut self) -> Wish {
        let word = |dice: &mut Self| WORDS[dice.below(WORDS.len())].to_owned();
        match self.below(8) {
            0 => Wish::Phrase(word(self), word(self)),
            1 => Wish::Not(word(self)),
            2 => Wish::Either(word(self), word(self)),
            _ => Wish::Word(word(self)),
        }
    }
}

struct Scan<'a> {
    stories: &'a [(Story, bool)],
    wishes: &'a [Wish],
    picked: &'a Picked,
    /// The dates typed.
    typed: DateRange,
}

impl Scan<'_> {
    /// The stories that match the text, each with whether all words match.
    fn matches(&self) -> Vec<(usize, bool)> {
        let required: Vec<&Wish> = self.required();
        let mut found = Vec::new();
        for (number, (story, is_live)) in self.stories.iter().enumerate() {
            let texts = texts(story);
            let barred = self.wishes.iter().any(|wish| matches!(wish, Wish::Not(_)) && wish.matches(&texts));
            if !is_live || barred {
                continue;
            }
            let matching = required.iter().filter(|wish| wish.matches(&texts)).count();
            if matching > 0 || required.is_empty() {
                found.push((number, matching == required.len()));
            }
        }
        if found.iter().filter(|(_, full)| *full).count() >= 20 {
            found.retain(|(_, full)| *full);
        }
        found.retain(|&(number, _)| is_in(&self.stories[number].0, self.typed));
        found
    }

    fn required(&self) -> Vec<&Wish> {
        let wanted: Vec<&Wish> = self.wishes.iter().filter(|wish| !matches!(wish, Wish::Not(_))).collect();
        let is_the = |wish: &Wish| match wish {
            Wish::Word(word) => word == "the",
            Wish::Either(first, second) => first == "the" && second == "the",
            _ => false,
        };
        let telling: Vec<&Wish> = wanted.iter().copied().filter(|wish| !is_the(wish)).collect();
        if telling.is_empty() { wanted } else { telling }
    }

    fn total(&self, tags: &TagFilter, range: DateRange) -> Vec<(usize, bool)> {
        let passes = |number: usize| {
            let story = &self.stories[number].0;
            let is_listed = self.picked.stories.contains(&StoryId(number as u32));
            has_tags(story, tags) && is_in(story, range) && is_listed == self.picked.only
        };
        self.matches().into_iter().filter(|&(number, _)| passes(number)).collect()
    }
}

fn has_tags(story: &Story, tags: &TagFilter) -> bool {
    let carries = |name: &String| story.tags.iter().any(|tag| tag.folded() == fold_tag(name));
    let is_chosen = |name: &String| tags.chosen.iter().any(|other| fold_tag(other) == fold_tag(name));
    let enough = match tags.mode {
        TagMode::Any => tags.chosen.is_empty() || tags.chosen.iter().any(carries),
        TagMode::All => tags.chosen.iter().all(carries),
    };
    enough && !tags.excluded.iter().any(|name| carries(name) && !is_chosen(name))
}

fn is_in(story: &Story, range: DateRange) -> bool {
    match story.date() {
        None => range == DateRange::default(),
        Some(date) => range.from.is_none_or(|from| date >= from) && range.to.is_none_or(|to| date < to),
    }
}

fn random_request(dice: &mut Dice) -> (Vec<Wish>, Request) {
    let mut wishes: Vec<Wish> = (0..dice.below(4)).map(|_| dice.wish()).collect();
    let mut typed: String = wishes.iter().map(|wish| wish.typed() + " ").collect();
    if dice.below(3) == 0 {
        let beginning = ["d", "do", "dog", "stor", "s", "elect", "bu"][dice.below(7)];
        wishes.push(Wish::Beginning(beginning.to_owned()));
        typed.push_str(beginning);
    }
    if dice.below(6) == 0 {
        typed = [["from:2012-0", "to:2012-0"][dice.below(2)], &(1 + dice.below(9)).to_string(), " ", &typed].concat();
    }
    let names = |dice: &mut Dice, most| dice.some(&TAGS, most).into_iter().map(str::to_uppercase).collect::<Vec<_>>();
    let chosen = if dice.below(2) == 0 { Vec::new() } else { names(dice, 3) };
    let excluded = if dice.below(3) == 0 { names(dice, 2) } else { Vec::new() };
    let request = Request {
        query: parse_query(&typed),
        tags: TagFilter { chosen, excluded, mode: if dice.below(2) == 0 { TagMode::Any } else { TagMode::All } },
        range: DateRange { from: dice.date(), to: dice.date() },
        picked: dice.picked(),
        sort: [Sort::Newest, Sort::Oldest, Sort::Relevance][dice.below(3)],
        limit: dice.below(30),
    };
    (wishes, request)
}

#[test]
fn results_equal_a_slow_scan() {
    for seed in 1..=40_u64 {
        let mut dice = Dice(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let mut stories = Vec::new();
        let mut index = Index::new();
        for number in 0..1 + dice.below(70) {
            let story = dice.story(number);
            index.add(&story);
            stories.push((story, true));
        }
        for _ in 0..dice.below(5) {
            let number = dice.below(stories.len());
            index.remove(StoryId(number as u32));
            stories[number].1 = false;
        }
        assert_eq!(stories.iter().filter(|(_, is_live)| *is_live).count(), index.len());
        for _ in 0..40 {
            let (wishes, request) = random_request(&mut dice);
            let typed = DateRange { from: request.query.from, to: request.query.to };
            check(&index, &Scan { stories: &stories, wishes: &wishes, picked: &request.picked, typed }, &request);
        }
    }
}

#[track_caller]
fn check(index: &Index, scan: &Scan<'_>, request: &Request) {
    let results = search(index, request);
    let expected = scan.total(&request.tags, request.range);
    assert_eq!(expected.len(), results.total as usize, "{request:?}");
    assert_eq!(expected.iter().filter(|(_, full)| *full).count(), results.full_matches as usize, "{request:?}");
    check_order(scan, &expected, request, &results);
    check_facets(scan, request, &results);
    check_timeline(scan, request, &results);
    check_scores(index, request, &results);
    for way in relax(index, request) {
        assert!(way.count > 0);
    }
}

fn check_order(scan: &Scan<'_>, expected: &[(usize, bool)], request: &Request, results: &Results) {
    let ids: Vec<usize> = results.hits.iter().map(|hit| hit.story.0 as usize).collect();
    assert_eq!(expected.len().min(request.limit), ids.len());
    assert!(ids.iter().all(|id| expected.iter().any(|(number, _)| number == id)));
    if request.sort == Sort::Relevance {
        let full: Vec<bool> = results.hits.iter().map(|hit| expected.contains(&(hit.story.0 as usize, true))).collect();
        let ranks: Vec<(bool, f32)> = full.into_iter().zip(results.hits.iter().map(|hit| hit.score)).collect();
        assert!(ranks.windows(2).all(|pair| pair[0] >= pair[1]), "{request:?} {ranks:?}");
        return;
    }
    let mut sorted = expected.to_vec();
    sorted.sort_by_key(|&(number, full)| {
        let seconds = scan.stories[number].0.date().map(Timestamp::seconds);
        let date = seconds.map(|seconds| if request.sort == Sort::Oldest { seconds } else { -seconds });
        (!full, date.is_none(), date, number)
    });
    let sorted: Vec<usize> = sorted.into_iter().map(|(number, _)| number).take(request.limit).collect();
    assert_eq!(sorted, ids, "{request:?}");
}

/// Each count is what the same request with that tag chosen would give.
fn check_facets(scan: &Scan<'_>, request: &Request, results: &Results) {
    for name in &TAGS[..5] {
        let mut tags = request.tags.clone();
        tags.chosen.push((*name).to_owned());
        let expected = scan.total(&tags, request.range).len();
        let facet = results.facets.iter().find(|facet| fold_tag(&facet.name) == fold_tag(name));
        let widens = request.tags.mode == TagMode::Any && !request.tags.chosen.is_empty();
        match facet {
            Some(facet) => assert_eq!(expected, facet.count as usize, "{name} {request:?}"),
            // A tag that would change nothing need not be listed.
            None => assert_eq!(if widens { results.total as usize } else { 0 }, expected, "{name} {request:?}"),
        }
    }
    let order: Vec<_> = results.facets.iter().map(|facet| (u32::MAX - facet.count, fold_tag(&facet.name))).collect();
    assert!(order.is_sorted());
}

fn check_timeline(scan: &Scan<'_>, request: &Request, results: &Results) {
    let all = scan.total(&request.tags, DateRange::default());
    let dates: Vec<Timestamp> = all.iter().filter_map(|&(number, _)| scan.stories[number].0.date()).collect();
    let counted: u32 = results.timeline.bins.iter().map(|bin| bin.count).sum();
    assert_eq!(dates.len(), counted as usize, "{request:?}");
    for bin in &results.timeline.bins {
        assert_eq!(dates.iter().filter(|&&date| bin.start <= date && date < bin.end).count(), bin.count as usize);
    }
}

fn check_scores(index: &Index, request: &Request, results: &Results) {
    for hit in &results.hits {
        let explained = explain(index, request, hit.story).map_or(0.0, |explanation| explanation.score);
        assert!((explained - hit.score).abs() < 1e-3, "{explained} {hit:?} {request:?}");
    }
}
