//! Text without linguistics: positions, keys, hashes. Knows nothing of documents or models.

pub mod normalize;
pub mod span;

pub use span::{CodePoints, Span};
