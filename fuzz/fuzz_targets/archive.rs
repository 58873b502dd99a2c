//! Files of an archive: whatever they are, they are read or refused.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| dateline_archive::check_decoders(bytes));
