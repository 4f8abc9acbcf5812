//! Entity types, roles and relation types, from `data/ontology.toml`.

use serde::{Deserialize, Serialize};

/// An entity type: its position in the ontology. 0 is the root, `Entity`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntityTypeId(pub u16);

/// A relation type: its position in the ontology.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RelationId(pub u16);
