//! Why a model could not be loaded.

use std::error::Error;
use std::fmt;

/// A model file that cannot be used. Never a reason to panic: model files may come from users.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ModelError {
    /// The bytes do not start as a model file does.
    NotAModel,
    /// The file is cut short, fails a checksum, or contradicts itself.
    Damaged(String),
    /// The file is whole but made for something else: another task, language or version of the feature code.
    Mismatch(String),
}

impl ModelError {
    /// A [`ModelError::Damaged`] with its reason.
    pub fn damaged(reason: impl Into<String>) -> Self {
        ModelError::Damaged(reason.into())
    }
}

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ModelError::NotAModel => f.write_str("not a model file"),
            ModelError::Damaged(reason) => write!(f, "damaged model file: {reason}"),
            ModelError::Mismatch(reason) => write!(f, "model file does not fit this program: {reason}"),
        }
    }
}

impl Error for ModelError {}
