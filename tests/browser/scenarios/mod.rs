//! What is shown in each engine, one theme a file. A scenario not listed in `main.rs` is dead code, and the compiler says so.

pub(crate) mod machine;
