//! RSS and Atom: whatever follows the first angle bracket.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut feed = b"<?xml version=\"1.0\"?>".to_vec();
    feed.extend_from_slice(bytes);
    dateline_fuzz::check_feed(&feed);
});
