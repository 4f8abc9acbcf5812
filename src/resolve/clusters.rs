//! Buckets of local entities with one key, and what becomes of them.

use super::Cluster;
use crate::doc::{Fragment, LocalEntity};
use crate::knowledge::Ontology;
use crate::knowledge::ontology::EntityTypeId;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// Local entities that are one thing.
#[derive(Clone, Debug)]
pub(super) struct Bucket {
    /// What the id is made from.
    pub identity: String,
    /// The key, where there is one.
    pub key: Option<String>,
    /// The type that the members agree on.
    pub entity_type: EntityTypeId,
    /// Indices of fragment and entity, sorted.
    pub members: Vec<(usize, usize)>,
}

/// Puts local entities with equal keys and compatible types together.
pub(super) fn buckets(fragments: &[Fragment], ontology: &Ontology) -> Vec<Bucket> {
    let mut by_key: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    let mut buckets = Vec::new();
    for (fragment, document) in fragments.iter().enumerate() {
        for (entity, local) in document.entities.iter().enumerate() {
            match local.merge_key.as_deref() {
                Some(key) => by_key.entry(key).or_default().push((fragment, entity)),
                None => buckets.push(Bucket {
                    identity: format!("document\n{}\n{entity}", document.id),
                    key: None,
                    entity_type: local.entity_type,
                    members: vec![(fragment, entity)],
                }),
            }
        }
    }
    for (key, members) in by_key {
        let types: BTreeSet<EntityTypeId> = members.iter().map(|&place| local(fragments, place).entity_type).collect();
        let classes = type_classes(&types, ontology);
        let alone = classes.len() == 1;
        for class in classes {
            let agreed = agreed_type(&class, ontology);
            let family = if alone { "" } else { family_name(agreed, ontology) };
            let mut of_class = members.clone();
            of_class.retain(|&place| class.contains(&local(fragments, place).entity_type));
            buckets.push(Bucket {
                identity: format!("key\n{family}\n{key}"),
                key: Some(key.to_owned()),
                entity_type: agreed,
                members: of_class,
            });
        }
    }
    buckets
}

pub(super) fn local(fragments: &[Fragment], (fragment, entity): (usize, usize)) -> &LocalEntity {
    &fragments[fragment].entities[entity]
}

/// Types that may be types of one thing, in classes: linked by being broader or narrower than each other. The root fits
/// everything, so it joins another class only where there is just one.
fn type_classes(types: &BTreeSet<EntityTypeId>, ontology: &Ontology) -> Vec<BTreeSet<EntityTypeId>> {
    let root = EntityTypeId::default();
    let mut classes: Vec<BTreeSet<EntityTypeId>> = Vec::new();
    for &entity_type in types.iter().filter(|&&entity_type| entity_type != root) {
        let related = |class: &BTreeSet<EntityTypeId>| {
            class.iter().any(|&other| ontology.is_a(other, entity_type) || ontology.is_a(entity_type, other))
        };
        let (joined, mut rest): (Vec<_>, Vec<_>) = classes.into_iter().partition(related);
        let mut class: BTreeSet<EntityTypeId> = joined.into_iter().flatten().collect();
        class.insert(entity_type);
        rest.push(class);
        classes = rest;
    }
    if types.contains(&root) {
        match classes.as_mut_slice() {
            [only] => drop(only.insert(root)),
            _ => classes.push(BTreeSet::from([root])),
        }
    }
    classes
}

/// The narrowest type that contradicts none of them.
fn agreed_type(types: &BTreeSet<EntityTypeId>, ontology: &Ontology) -> EntityTypeId {
    let narrower = |broad: EntityTypeId| types.iter().any(|&other| other != broad && ontology.is_a(other, broad));
    let mut leaves = types.iter().copied().filter(|&entity_type| !narrower(entity_type));
    let first = leaves.next().unwrap_or_default();
    leaves.fold(first, |agreed, other| ontology.common_ancestor(agreed, other))
}

/// The broadest type below the root.
fn family_name(entity_type: EntityTypeId, ontology: &Ontology) -> &str {
    let mut family = entity_type;
    while let Some(parent) = ontology.parent(family).filter(|&parent| parent != EntityTypeId::default()) {
        family = parent;
    }
    &ontology.entity_type(family).name
}

/// Makes the cluster of a bucket: labels by number of mentions, then alphabetically.
pub(super) fn cluster(fragments: &[Fragment], ontology: &Ontology, bucket: Bucket) -> Cluster {
    let mut members = bucket.members;
    members.sort_unstable();
    let locals: Vec<&LocalEntity> = members.iter().map(|&place| local(fragments, place)).collect();
    let types: BTreeSet<EntityTypeId> = locals.iter().map(|local| local.entity_type).collect();
    let aliases: BTreeSet<&String> = locals.iter().flat_map(|local| &local.aliases).collect();
    Cluster {
        id: id(&bucket.identity),
        entity_type: agreed_type(&types, ontology),
        label_en: most_frequent(locals.iter().map(|local| (&local.label_en, local.mentions.len()))),
        label_fr: most_frequent(locals.iter().map(|local| (&local.label_fr, local.mentions.len()))),
        aliases: aliases.into_iter().cloned().collect(),
        known_as: locals.iter().filter_map(|local| local.known_as.clone()).min(),
        wikidata: locals.iter().filter_map(|local| local.wikidata.clone()).min(),
        members,
    }
}

fn most_frequent<'f>(labels: impl Iterator<Item = (&'f String, usize)>) -> String {
    let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
    for (label, mentions) in labels {
        *counts.entry(label).or_default() += mentions.max(1);
    }
    let best = counts.into_iter().max_by_key(|&(label, count)| (count, std::cmp::Reverse(label)));
    best.map(|(label, _)| label.clone()).unwrap_or_default()
}

/// The first 16 hexadecimal digits of a SHA-256.
fn id(identity: &str) -> String {
    let digest = Sha256::digest(identity.as_bytes());
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
