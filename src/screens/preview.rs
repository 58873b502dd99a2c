//! What `dateline check` says, on the page: problems, and what stories lack. For publishers, who set `preview`.

use dateline_story::Wanted;
use yew::prelude::*;

use crate::{
    library::{Library, SharedLibrary},
    parts::findings::{Finding, findings},
    words::Words,
};

/// Headlines that are named below each thing that stories lack.
const MOST_EXAMPLES: usize = 50;

/// What the stories may lack, each with the phrase that says so.
const LACKS: [(Wanted, &str); 8] = [
    (Wanted::Date, "lacks_date"),
    (Wanted::Address, "lacks_address"),
    (Wanted::Byline, "lacks_byline"),
    (Wanted::Dateline, "lacks_dateline"),
    (Wanted::Body, "lacks_body"),
    (Wanted::Picture, "lacks_picture"),
    (Wanted::Alt, "lacks_alt"),
    (Wanted::Credit, "lacks_credit"),
];

/// What the preview is made of.
#[derive(Properties, PartialEq)]
pub(super) struct PreviewProps {
    /// The stories, and the problems that they came with.
    pub(super) library: SharedLibrary,
    /// Rises when there is more to see.
    pub(super) revision: u32,
    /// The words of the interface.
    pub(super) words: Words,
}

/// The findings. A component, since looking at all stories is nothing to do at every key.
#[component]
pub(super) fn Preview(props: &PreviewProps) -> Html {
    findings(&props.words.get("preview"), &examined(&props.library.0.borrow(), &props.words))
}

fn examined(library: &Library, words: &Words) -> Vec<Finding> {
    let label = |key: &str, n: usize| words.fill(key, &[("n", &words.number(n))]);
    let (problems, count) = library.problems();
    let problems =
        Finding { label: label("problems", count), examples: problems.iter().map(ToString::to_string).collect() };
    let lacking = LACKS.iter().map(|(wanted, key)| {
        let without = || library.stories().iter().filter(|story| !wanted.is_in(story));
        Finding {
            label: label(key, without().count()),
            examples: without().take(MOST_EXAMPLES).map(|story| story.headline.clone()).collect(),
        }
    });
    std::iter::once(problems).chain(lacking).filter(|finding| !finding.examples.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use dateline_formats::read_feed;
    use dateline_story::{Timestamp, WebUrl};

    use super::*;
    use crate::testing::english;

    #[test]
    fn problems_and_what_stories_lack_are_counted_and_named() {
        let base = WebUrl::parse("https://paper.example/feed.json").expect("an address");
        let feed = r#"[{"id":"a","title":"Ferries stay","date":"never","url":"/a","body":"One.","by":"Ada Moss"}]"#;
        let feed = read_feed(feed.as_bytes(), &base);
        let mut library = Library::default();
        feed.problems.into_iter().for_each(|problem| library.note(problem));
        for story in feed.stories {
            library.add(story, Timestamp::from_seconds(0));
        }
        let found = examined(&library, &english());
        let labels: Vec<&str> = found.iter().map(|finding| finding.label.as_str()).collect();
        assert_eq!(vec!["Problems: 1", "No date: 1", "No dateline: 1", "No picture: 1"], labels);
        assert!(found[0].examples[0].starts_with("Item 1 (“Ferries stay”): `date` is “never”"), "{found:?}");
        assert_eq!(vec!["Ferries stay"], found[1].examples);
    }
}
