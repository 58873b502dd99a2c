//! The program that Trunk builds for the browser. All of it is the library's; the loader calls what that exports.

use dateline as _;

fn main() {}
