//! What can go wrong with a feed as a whole or with the rest of the reader, and how that is told.

use crate::{stacks::ArchiveFault, words::Words};

/// Why stories are missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The feed's address as the page gave it; empty if it gave none.
    pub url: String,
    /// What went wrong.
    pub kind: FailureKind,
}

/// What went wrong with a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// The page names no feed.
    NoSrc,
    /// The page names something that is not a web address.
    BadSrc,
    /// No answer, or one that the browser withholds: offline, CORS, CSP.
    Network,
    /// An answer other than 200.
    Status(u16),
    /// The connection broke off.
    Interrupted,
    /// The answer is not a list of stories.
    NotAFeed,
    /// The list ends in the middle.
    CutOff,
    /// The list is longer than a page can hold.
    TooMany,
    /// Stories are there, but not the part of the reader that searches and opens them.
    RestMissing,
    /// A file of an archive is of no use.
    Archive(ArchiveFault),
}

impl Failure {
    /// The part of the reader that searches and opens stories could not be had.
    pub fn of_the_rest() -> Self {
        Self { url: String::new(), kind: FailureKind::RestMissing }
    }

    /// A short lasting name, for programs.
    pub fn code(&self) -> &'static str {
        match self.kind {
            FailureKind::NoSrc => "no-src",
            FailureKind::BadSrc => "bad-src",
            FailureKind::Network => "network",
            FailureKind::Status(_) => "http-status",
            FailureKind::Interrupted => "interrupted",
            FailureKind::NotAFeed => "not-a-feed",
            FailureKind::CutOff => "feed-cut-off",
            FailureKind::TooMany => "too-many-stories",
            FailureKind::RestMissing => "rest-missing",
            FailureKind::Archive(fault) => fault.code(),
        }
    }

    /// True if trying again may help.
    pub fn may_pass(&self) -> bool {
        !matches!(self.kind, FailureKind::NoSrc | FailureKind::BadSrc | FailureKind::TooMany)
    }

    /// A sentence for the reader; `shown` stories had arrived.
    pub fn message(&self, words: &Words, shown: usize) -> String {
        let gaps = [("host", host(&self.url)), ("url", self.url.as_str())];
        match self.kind {
            FailureKind::NoSrc => words.fill("error_no_src", &[]),
            FailureKind::BadSrc => words.fill("error_bad_src", &gaps),
            FailureKind::Network => words.fill("error_network", &gaps),
            FailureKind::Status(status) => {
                let key = if matches!(status, 404 | 410) { "error_missing" } else { "error_status" };
                words.fill(key, &[gaps[0], gaps[1], ("status", &status.to_string())])
            }
            FailureKind::Interrupted => with_arrived(words.fill("error_interrupted", &gaps), words, shown),
            FailureKind::NotAFeed => words.fill("error_not_a_feed", &gaps),
            FailureKind::CutOff => with_arrived(words.fill("error_cut_off", &gaps), words, shown),
            FailureKind::TooMany => words.fill("too_many", &[("n", &words.number(shown))]),
            FailureKind::RestMissing => words.get("rest_missing").to_string(),
            FailureKind::Archive(fault) => words.fill(fault.phrase(), &gaps),
        }
    }
}

/// The sentence, and that what had arrived is still there.
fn with_arrived(sentence: String, words: &Words, shown: usize) -> String {
    if shown == 0 { sentence } else { [&sentence, " ", &words.count("arrived", shown)].concat() }
}

fn host(url: &str) -> &str {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    after_scheme.split(['/', '?', '#']).next().unwrap_or(url)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::english;

    #[track_caller]
    fn check(kind: FailureKind, shown: usize, expected: &str) {
        let failure = Failure { url: "https://paper.example/news.json".into(), kind };
        assert_eq!(expected, failure.message(&english(), shown));
    }

    #[test]
    fn each_failure_names_what_and_where() {
        check(FailureKind::Status(404), 0, "There is nothing at https://paper.example/news.json (answer 404).");
        check(FailureKind::Status(503), 0, "paper.example answered 503 instead of the stories.");
        check(FailureKind::Interrupted, 0, "The connection to paper.example broke off.");
        check(FailureKind::NotAFeed, 0, "What paper.example sent is not a list of stories.");
        check(
            FailureKind::CutOff,
            1,
            "The list of stories from paper.example ends in the middle. 1 story had arrived and is shown.",
        );
    }
}
