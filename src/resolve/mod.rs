//! Fragments → which local entities are one real thing, across documents.
//!
//! Only this module decides that; it never reads raw text.

use crate::knowledge::ontology::EntityTypeId;

/// One real thing: the local entities that were judged to be the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cluster {
    /// Stable id: a hash of type family and merge key (or of document and first mention), never a counter.
    pub id: String,
    /// Most specific type that its members agree on.
    pub entity_type: EntityTypeId,
    /// English label.
    pub label_en: String,
    /// French label.
    pub label_fr: String,
    /// Surface forms as found, sorted and unique.
    pub aliases: Vec<String>,
    /// Gazetteer id.
    pub known_as: Option<String>,
    /// Verified Wikidata id.
    pub wikidata: Option<String>,
    /// Members as (index of fragment, index of local entity), sorted.
    pub members: Vec<(usize, usize)>,
}

/// The outcome of resolution for a list of fragments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolution {
    /// Clusters sorted by id.
    pub clusters: Vec<Cluster>,
    /// For each fragment and local entity the index of its cluster.
    pub cluster_of: Vec<Vec<usize>>,
}
