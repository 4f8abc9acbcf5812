//! From text to trees: segmentation, tagging, lemmas, parsing, names.
//!
//! All of it runs on small linear models that are compiled into the program (`models/*.kgm`).

pub mod annotator;
pub mod conllu;
pub mod model;
pub mod names;
pub mod segment;
pub mod syntax;

pub use annotator::Annotator;
