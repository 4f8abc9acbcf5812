//! What can go wrong, in words for the person at the terminal.

use std::fmt;
use std::io;

/// An error of this crate. Its `Display` is one line that names the place: file and byte, or file and line.
#[derive(Debug)]
pub enum Error {
    /// The operating system refused to read or write.
    Io {
        /// The file, folder or stream, as the user gave it.
        path: String,
        /// What the system said.
        source: io::Error,
    },
    /// An input that is no text, or none that can be used.
    Input {
        /// The file, as the user gave it.
        path: String,
        /// Offset of the first offending byte of the raw file, where there is one.
        byte: Option<u64>,
        /// What is wrong with it.
        reason: String,
    },
    /// A knowledge file (ontology, lexicon, gazetteer …) with a mistake in it.
    Data {
        /// The file.
        file: String,
        /// Line, counted from 1; 0 where the file as a whole is wrong.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// A language model that cannot be used.
    Model {
        /// The model's name.
        name: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Arguments that make no sense together.
    Usage(String),
    /// Not one of the inputs could be used; why was said of each.
    NoInput,
}

/// The result of anything that can fail with [`Error`].
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// An [`Error::Io`].
    pub fn io(path: impl Into<String>, source: io::Error) -> Self {
        Error::Io { path: path.into(), source }
    }

    /// An [`Error::Input`].
    pub fn input(path: impl Into<String>, byte: Option<u64>, reason: impl Into<String>) -> Self {
        Error::Input { path: path.into(), byte, reason: reason.into() }
    }

    /// An [`Error::Data`].
    pub fn data(file: impl Into<String>, line: usize, reason: impl Into<String>) -> Self {
        Error::Data { file: file.into(), line, reason: reason.into() }
    }

    /// An [`Error::Model`].
    pub fn model(name: impl Into<String>, reason: impl Into<String>) -> Self {
        Error::Model { name: name.into(), reason: reason.into() }
    }

    /// True where writing stopped because the reader of a pipe went away, which is no fault.
    pub fn is_broken_pipe(&self) -> bool {
        matches!(self, Error::Io { source, .. } if source.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl From<crate::knowledge::Error> for Error {
    fn from(error: crate::knowledge::Error) -> Self {
        Error::data(error.file, error.line.unwrap_or_default(), error.message)
    }
}

impl From<crate::nlp::model::ModelError> for Error {
    fn from(error: crate::nlp::model::ModelError) -> Self {
        Error::model("built in", error.to_string())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Io { path, source } => write!(f, "{path}: {source}"),
            Error::Input { path, byte: Some(byte), reason } => write!(f, "{path}: byte {byte}: {reason}"),
            Error::Input { path, byte: None, reason } => write!(f, "{path}: {reason}"),
            Error::Data { file, line: 0, reason } => write!(f, "{file}: {reason}"),
            Error::Data { file, line, reason } => write!(f, "{file}:{line}: {reason}"),
            Error::Model { name, reason } => write!(f, "model {name}: {reason}"),
            Error::Usage(reason) => f.write_str(reason),
            Error::NoInput => f.write_str("no input could be used"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_name_the_place() {
        assert_eq!(Error::input("a.txt", Some(12), "a NUL byte").to_string(), "a.txt: byte 12: a NUL byte");
        assert_eq!(Error::data("roles.tsv", 3, "no type").to_string(), "roles.tsv:3: no type");
        let gone = io::Error::new(io::ErrorKind::NotFound, "not found");
        assert_eq!(Error::io("b.txt", gone).to_string(), "b.txt: not found");
    }
}
