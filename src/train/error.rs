//! Why a model could not be trained.

use crate::nlp::conllu::ConlluError;
use crate::nlp::model::ModelError;
use std::error::Error;
use std::{fmt, io};

/// A failure of the training program.
#[derive(Debug)]
pub enum TrainError {
    /// A file could not be read or written.
    Io(io::Error),
    /// Training data are not as they should be.
    Data(String),
    /// The model cannot be put into a file.
    Model(ModelError),
}

impl TrainError {
    /// Malformed training data.
    pub fn line(path: &str, line: usize, expected: &str) -> Self {
        TrainError::Data(format!("{path}, line {line}: expected {expected}"))
    }

    /// A malformed treebank.
    pub fn treebank(path: &str, error: &ConlluError) -> Self {
        TrainError::Data(format!("{path}, {error}"))
    }
}

impl fmt::Display for TrainError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TrainError::Io(error) => error.fmt(f),
            TrainError::Data(message) => f.write_str(message),
            TrainError::Model(error) => error.fmt(f),
        }
    }
}

impl Error for TrainError {}

impl From<io::Error> for TrainError {
    fn from(error: io::Error) -> Self {
        TrainError::Io(error)
    }
}

impl From<ModelError> for TrainError {
    fn from(error: ModelError) -> Self {
        TrainError::Model(error)
    }
}
