//! What was found in a feed, for people and for machines.

use std::collections::BTreeMap;
use std::fmt::Write;

use dateline_formats::{FeedHead, Format, Problem};
use dateline_story::{Story, Wanted};
use serde_json::{Value, json};

/// A feed's stories and problems.
#[derive(Debug, Default)]
pub(crate) struct Report {
    pub(crate) head: FeedHead,
    pub(crate) bytes: u64,
    stories: Vec<Story>,
    /// Per story, which of its fields came from which of the item's.
    origins: Vec<Origins>,
    problems: Vec<Problem>,
}

/// Names of a story's fields, and of the fields that they came from.
type Origins = Vec<(&'static str, &'static str)>;

/// What something that stories should have is called.
fn name(wanted: Wanted) -> &'static str {
    match wanted {
        Wanted::Date => "date",
        Wanted::Address => "address",
        Wanted::Byline => "byline",
        Wanted::Dateline => "dateline",
        Wanted::Body => "body",
        Wanted::Picture => "picture",
        Wanted::Alt => "alternative text of a picture",
        Wanted::Credit => "credit of a picture",
    }
}

/// The names of what a story lacks.
fn lacking(story: &Story) -> Vec<&'static str> {
    Wanted::ALL.into_iter().filter(|wanted| !wanted.is_in(story)).map(name).collect()
}

impl Report {
    pub(crate) fn add_story(&mut self, story: Story, origins: &[(&'static str, &'static str)]) {
        self.stories.push(story);
        self.origins.push(origins.to_vec());
    }

    pub(crate) fn add_problem(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// True if stories are lost.
    pub(crate) fn is_lossy(&self) -> bool {
        self.problems.iter().any(Problem::is_loss)
    }

    pub(crate) fn to_text(&self, all: bool) -> String {
        let mut out = String::new();
        let format = self.head.format.map_or("unknown format", Format::name);
        let title = self.head.title.as_ref().map(|title| format!(" “{title}”")).unwrap_or_default();
        let _ = writeln!(out, "{format}{title}: {} stories in {} bytes", self.stories.len(), self.bytes);
        if let Some(next) = &self.head.next {
            let _ = writeln!(out, "next page: {next}");
        }
        if all {
            self.stories.iter().zip(&self.origins).for_each(|(story, origins)| story_text(&mut out, story, origins));
        }
        if !self.problems.is_empty() {
            let _ = writeln!(out, "\nProblems");
            for problem in &self.problems {
                let loss = if problem.is_loss() { "LOST" } else { "    " };
                let _ = writeln!(out, "  {loss} {problem} [{}]", problem.code());
            }
        }
        let missing = self.missing();
        if !missing.is_empty() {
            let _ = writeln!(out, "\nMissing");
            for (name, slugs) in missing {
                let of = self.stories.len();
                let some: Vec<&str> = slugs.iter().take(3).copied().collect();
                let more = if slugs.len() > some.len() { ", …" } else { "" };
                let _ = writeln!(out, "  {name}: {} of {of} stories ({}{more})", slugs.len(), some.join(", "));
            }
        }
        if self.problems.is_empty() {
            let _ = writeln!(out, "\nNo problems.");
        }
        out
    }

    pub(crate) fn to_json(&self) -> String {
        let problems: Vec<Value> = self
            .problems
            .iter()
            .map(|problem| {
                json!({
                    "item": problem.item, "label": problem.label, "code": problem.code(), "loss": problem.is_loss(),
                    "message": problem.to_string(),
                })
            })
            .collect();
        let stories: Vec<Value> =
            self.stories.iter().zip(&self.origins).map(|(story, origins)| story_json(story, origins)).collect();
        let report = json!({
            "format": self.head.format.map(Format::name),
            "title": self.head.title,
            "next": self.head.next.as_ref().map(ToString::to_string),
            "bytes": self.bytes,
            "lossy": self.is_lossy(),
            "problems": problems,
            "missing": self.missing().into_iter().map(|(name, slugs)| (name, Value::from(slugs))).collect::<BTreeMap<_, _>>(),
            "stories": stories,
        });
        format!("{report:#}\n")
    }

    /// What stories lack, with the slugs of those that do.
    fn missing(&self) -> Vec<(&'static str, Vec<&str>)> {
        let slugs = |wanted: Wanted| {
            self.stories
                .iter()
                .filter(|story| !wanted.is_in(story))
                .map(|story| story.slug.as_str())
                .collect::<Vec<_>>()
        };
        let all = Wanted::ALL.into_iter().map(|wanted| (name(wanted), slugs(wanted)));
        all.filter(|(_, slugs)| !slugs.is_empty()).collect()
    }
}

fn story_text(out: &mut String, story: &Story, origins: &Origins) {
    let _ = writeln!(out, "\n{} — {}", story.slug, story.headline);
    for (name, value) in summary(story) {
        let from = origins.iter().find(|(slot, _)| *slot == name).map(|(_, path)| format!("  [{path}]"));
        let _ = writeln!(out, "  {name:<11}{value}{}", from.unwrap_or_default());
    }
    let lacking = lacking(story);
    if !lacking.is_empty() {
        let _ = writeln!(out, "  {:<11}{}", "missing", lacking.join(", "));
    }
}

fn story_json(story: &Story, origins: &Origins) -> Value {
    let mut fields: serde_json::Map<String, Value> =
        summary(story).into_iter().map(|(name, value)| (name.to_owned(), Value::from(value))).collect();
    fields.insert("id".to_owned(), Value::from(story.id.as_str()));
    fields.insert("slug".to_owned(), Value::from(story.slug.as_str()));
    fields.insert("missing".to_owned(), Value::from(lacking(story)));
    let from = origins.iter().map(|(slot, path)| ((*slot).to_owned(), Value::from(*path)));
    fields.insert("from".to_owned(), Value::Object(from.collect()));
    Value::Object(fields)
}

/// What a story has, a line each.
fn summary(story: &Story) -> Vec<(&'static str, String)> {
    let people: Vec<&str> = story.byline.people.iter().map(|person| person.name.as_str()).collect();
    let tags: Vec<&str> = story.tags.iter().map(|tag| tag.name.as_str()).collect();
    let dateline = story.dateline.as_ref().map(|dateline| match &dateline.day {
        Some(day) => format!("{}, {day}", dateline.place),
        None => dateline.place.clone(),
    });
    let lines = [
        ("headline", Some(story.headline.clone())),
        ("kicker", story.kicker.clone()),
        ("standfirst", story.standfirst.clone()),
        ("dateline", dateline),
        ("byline", story.byline.printed.clone().or_else(|| (!people.is_empty()).then(|| people.join(", ")))),
        ("published", story.published.map(dateline_story::Timestamp::to_rfc3339)),
        ("updated", story.updated.map(dateline_story::Timestamp::to_rfc3339)),
        ("section", story.section.clone()),
        ("source", story.source.clone()),
        ("tags", (!tags.is_empty()).then(|| tags.join(", "))),
        ("lead", story.lead.as_ref().and_then(|lead| lead.best()).map(|source| source.url.to_string())),
        ("body", Some(format!("{} blocks", story.body.len()))),
        ("language", story.lang.as_ref().map(ToString::to_string)),
        ("pictures", Some(story.pictures().count()).filter(|&count| count > 0).map(|count| count.to_string())),
        ("words", Some(story.word_count().to_string())),
        ("url", story.url.as_ref().map(ToString::to_string)),
    ];
    lines.into_iter().filter_map(|(name, value)| value.map(|value| (name, value))).collect()
}
