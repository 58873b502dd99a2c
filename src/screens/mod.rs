//! What fills the reader: the list in its layouts, a story, and the states in which there is neither.

mod empty;
pub mod failures;
pub mod filters;
mod first;
mod frame;
pub mod front;
pub mod gallery;
pub mod headway;
pub mod help;
pub mod left_off;
pub mod list;
pub mod opened;
mod page;
mod preview;
mod reader;
pub mod remarks;
pub mod story;

pub use first::{Widget, WidgetProps};
pub use reader::{Reader, ReaderProps};
