//! `cargo xtask docs`: the pages for publishers as a book, in `dist/docs`.

use crate::error::TaskError;
use crate::{setup, shell};

pub(crate) fn run() -> Result<(), TaskError> {
    setup::book_tools()?;
    shell::run(&mut shell::command("mdbook", &["build"]))?;
    println!("dist/docs/index.html is the book's first page");
    Ok(())
}
