//! Fragments + resolution → one typed, sourced graph.
//!
//! | file | holds |
//! | --- | --- |
//! | [`model`] | what nodes and edges carry |
//! | [`id`] | ids as hashes of content |
//! | [`assemble`](mod@assemble) | frames and claims become nodes and edges |
//! | [`links`] | which claims contradict or corroborate each other |
//! | [`store`] | [`KnowledgeGraph`]: the records as a `petgraph` graph, found by id |

pub mod assemble;
pub mod id;
pub mod links;
pub mod model;
pub mod store;

#[cfg(test)]
pub(crate) mod sample;

pub use assemble::{AssembleOptions, assemble};
pub use id::Id;
pub use model::{
    Amount, Attestation, Claim, Document, Edge, Entity, EntityMention, EntityType, Event, Node, Participant,
    ParticipantFiller, Quantity, Quotation, Relation, RelationType, Status,
};
pub use store::{BrokenReference, KnowledgeGraph, Records};
