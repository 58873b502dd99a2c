//! The reader, as it runs in a browser: a Yew app that a custom element mounts into its shadow root.
//!
//! The modules, in the order a newcomer should read them: what a page asks for and what a reader has chosen; the state and
//! its steps; the screens and the parts they are made of; the effects; and the two ends that touch the world.

pub mod config;
pub mod failure;
pub mod marks;
pub mod preferences;
pub mod view;
pub mod visit;

pub mod library;
pub mod manifest;
pub mod state;

pub mod citation;
pub mod marking;
pub mod parts;
pub mod reading_time;
pub mod screens;
pub mod words;

pub mod hooks;

pub mod session;

pub mod address;
pub mod aloud;
pub mod copies;
pub mod desk;
pub mod element;
pub mod fetch;
pub mod later;
pub mod optional;
pub mod pace;
pub mod reading;
pub mod speech;
pub mod stacks;
pub mod start;
pub mod storage;
pub mod styles;

#[cfg(test)]
mod testing;
