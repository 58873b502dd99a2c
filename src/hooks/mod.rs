//! Effects with a name. Each undoes what it began when its component goes.

pub mod use_act;
pub mod use_address;
pub mod use_announcement;
pub mod use_chips;
pub mod use_desk;
pub mod use_dialog;
pub mod use_endless;
pub mod use_entries;
pub mod use_feed;
pub mod use_first_stories;
pub mod use_giving_way;
pub mod use_gradual;
pub mod use_held_room;
pub mod use_hints;
pub mod use_later;
pub mod use_listening;
pub mod use_memory;
pub mod use_older;
pub mod use_page;
pub mod use_place;
pub mod use_rehearsal;
pub mod use_results;
pub mod use_sharing;
pub mod use_shortcuts;
pub mod use_stacks;
pub mod use_words;
