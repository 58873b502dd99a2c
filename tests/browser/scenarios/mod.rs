//! What is shown in each engine, one theme a file. A scenario not listed in `main.rs` is dead code, and the compiler says so.

pub(crate) mod accessibility;
pub(crate) mod archives;
pub(crate) mod broken_feeds;
pub(crate) mod copies;
pub(crate) mod examples;
pub(crate) mod faults;
pub(crate) mod finding;
pub(crate) mod formats;
pub(crate) mod hostile;
pub(crate) mod isolation;
pub(crate) mod keyboard;
pub(crate) mod links;
pub(crate) mod listening;
pub(crate) mod long_lists;
pub(crate) mod machine;
pub(crate) mod markup;
pub(crate) mod pseudo;
pub(crate) mod publishing;
pub(crate) mod reading;
pub(crate) mod returning;
pub(crate) mod standalone;
pub(crate) mod starting;
pub(crate) mod story;
pub(crate) mod strangers;
pub(crate) mod trees;
