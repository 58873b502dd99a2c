//! Analyse, index, query, rank, facet, snippet: search in memory over a growing feed.
//!
//! A story goes through [`Index::add`] once and can be found at once. What a reader types becomes a [`Query`], the query
//! and the filters a [`Request`], and [`search()`] answers with [`Results`]: hits, honest counts for every tag, a
//! timeline, corrections, and a [`Marker`] that finds the matches again in the original texts.
//!
//! Read on in this order: `analyse` (text to tokens), `index` (tokens to bytes), `query` (what was typed), `plan`
//! (which lists it needs), `gather` (which stories match, and how well), `search` (one pass that counts and ranks).

mod analyse;
mod counter;
mod explain;
mod facet;
mod feedback;
mod fields;
mod gather;
mod index;
mod leads;
mod like;
mod marker;
mod marks;
mod means;
mod nearness;
mod order;
mod plan;
mod query;
mod related;
mod relax;
mod scales;
mod search;
mod snippet;
mod suggest;
mod timeline;
mod top;

pub use explain::{Explanation, WordExplanation, explain};
pub use facet::{TagCount, TagFilter, TagMode};
pub use fields::Field;
pub use index::partial::{Asked, Columns, Posting, Spelling, Stem, Totals, Word, each_posting};
pub use index::postings::{encode as put_posting, place};
pub use index::{Index, StoryId, TermId};
pub use like::like;
pub use marker::Marker;
pub use means::Means;
pub use query::{Atom, Clause, Description, Query, Within, parse_query};
pub use related::related;
pub use relax::{Dropped, Relaxation, relax, ways_out};
pub use search::{Correction, DateRange, Hit, Picked, Request, Results, Sort, search};
pub use snippet::Snippet;
pub use suggest::{Suggestion, SuggestionKind, Typed, suggest};
pub use timeline::{TimeBin, Timeline};
