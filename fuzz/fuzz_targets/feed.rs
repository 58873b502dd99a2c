//! Bytes to the streaming reader: however they are cut, the same comes out.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| dateline_fuzz::check_feed(bytes));
