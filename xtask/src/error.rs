//! Why a task stops.

use std::path::PathBuf;

/// Why a task stops, in words that say what to do about it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TaskError {
    /// A tool is neither there nor can it be installed from here.
    #[error("{name} is missing, and {reason}; {advice}")]
    Missing { name: &'static str, reason: &'static str, advice: String },
    /// A program could not be started at all.
    #[error("cannot start `{command}`")]
    Start { command: String, source: std::io::Error },
    /// A program ran and says no; its own output stands above.
    #[error("`{command}` failed ({status})")]
    Failed { command: String, status: std::process::ExitStatus },
    /// A step of `test` does not pass.
    #[error("{step} does not pass; run it alone with: cargo xtask test --only {step}")]
    Step { step: &'static str, source: Box<TaskError> },
    /// A file or folder cannot be read or written.
    #[error("{}", path.display())]
    Io { path: PathBuf, source: std::io::Error },
    /// A file is not what it should be.
    #[error("{}: {reason}", path.display())]
    Content { path: PathBuf, reason: String },
    /// A part of the reader weighs more than it may.
    #[error("{0}")]
    TooLarge(String),
}

impl TaskError {
    /// Makes an error of what the system said about this path.
    pub(crate) fn io(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { path, source }
    }

    /// Makes an error of what is wrong inside this file.
    pub(crate) fn content(path: impl Into<PathBuf>, reason: impl Into<String>) -> Self {
        Self::Content { path: path.into(), reason: reason.into() }
    }

    /// The message with every cause behind it, each said once.
    pub(crate) fn with_causes(&self) -> String {
        let first: &dyn std::error::Error = self;
        let chain = std::iter::successors(Some(first), |error| error.source());
        chain.map(ToString::to_string).collect::<Vec<_>>().join(": ")
    }
}
