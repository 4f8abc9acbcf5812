//! What every language model is made of: a checked container, hashed weights, hashed look-up tables, word attributes.
//!
//! All models are averaged perceptrons (Collins 2002) over hashed features (Weinberger et al. 2009): a feature is a
//! 64-bit number, its row in a dense table of 16-bit weights is found by multiplication and shift, and no key is stored.

pub mod attributes;
pub mod clusters;
pub mod container;
pub mod error;
pub mod hash;
pub mod lookup;
pub mod weights;

pub use attributes::WordAttributes;
pub use clusters::Clusters;
pub use container::{Container, DataSource, Header};
pub use error::ModelError;
pub use hash::{feature, hash_text};
pub use lookup::LookupTable;
pub use weights::{FeatureBuffer, WeightTable, Weights};
