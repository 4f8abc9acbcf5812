//! News texts in, a typed and sourced knowledge graph out.

#![warn(missing_docs)]

pub mod clean;
pub mod doc;
pub mod error;
pub mod export;
pub mod extract;
pub mod graph;
pub mod knowledge;
pub mod nlp;
pub mod pipeline;
pub mod read;
pub mod resolve;
pub mod text;
#[cfg(feature = "train")]
pub mod train;

pub use pipeline::Pipeline;
