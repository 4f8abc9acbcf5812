//! Training of the language models. Compiled only with the feature `train`; nothing here runs for users of the tool.
//!
//! Everything is integer arithmetic in a fixed order, so that the same data give the same bytes on every machine.

pub mod clusters;
pub mod data;
pub mod error;
pub mod names;
pub mod perceptron;
pub mod phrases;
pub mod random;
pub mod segment;
pub mod syntax;

pub use data::DataFolder;
pub use error::TrainError;
pub use perceptron::Perceptron;
pub use random::Random;

use crate::nlp::model::Header;

/// The header of a model made from what `data` has read since the last header.
pub fn model_header(data: &mut DataFolder, task: &str, language: &str, feature_version: u32) -> Header {
    Header {
        language: language.to_owned(),
        task: task.to_owned(),
        feature_version,
        command: format!("train {language} --task {task}"),
        data: data.take_sources(),
        ..Header::default()
    }
}
