//! Small, pure pieces of a page: values in, markup out, one callback for each thing the reader can do.

pub mod blocks;
pub mod chips;
pub mod comfort;
pub mod figure;
pub mod find_bar;
pub mod findings;
pub mod load_more;
pub mod meta;
pub mod notice;
pub mod own_card;
pub mod player;
pub mod progress;
pub mod rich_text;
pub mod roving;
pub mod skeleton;
pub mod sort_menu;
pub mod story_card;
pub mod tag_list;
pub mod tag_panel;
pub mod timeline;
pub mod tokens;
