//! Prints a feed of payloads that try to run a script: one story each, in every field. For tests in browsers.
//!
//! `cargo run -p dateline-formats --example hostile_feed > payloads.json`

#[path = "../tests/common/payloads.rs"]
mod payloads;

fn main() {
    println!("{}", payloads::feed(&payloads::payloads()));
}
