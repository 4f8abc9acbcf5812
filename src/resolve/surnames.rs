//! A surname alone, in a document that never gives the whole name.

use super::clusters::{Bucket, local};
use crate::doc::Fragment;
use crate::knowledge::Ontology;
use crate::text::normalize;
use std::collections::BTreeMap;

/// What the merge key of a surname begins with; see [`crate::doc::LocalEntity::merge_key`].
const SURNAME: &str = "surname:";

/// Moves surnames into the one person with a whole name that ends so; where there are several, or none, they stay.
pub(super) fn adopt(fragments: &[Fragment], ontology: &Ontology, buckets: &mut Vec<Bucket>) {
    let Some(person) = ontology.entity_type_named("Person") else { return };
    let is_surname = |bucket: &Bucket| bucket.key.as_deref().is_some_and(|key| key.starts_with(SURNAME));
    let mut bearers: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, bucket) in buckets.iter().enumerate() {
        let Some(key) = bucket.key.as_deref().filter(|_| bucket.entity_type == person && !is_surname(bucket)) else {
            continue;
        };
        for surname in surnames(fragments, bucket, key) {
            let found = bearers.entry(surname).or_default();
            if found.last() != Some(&index) {
                found.push(index);
            }
        }
    }
    for index in 0..buckets.len() {
        let Some(key) = buckets[index].key.as_deref().and_then(|key| key.strip_prefix(SURNAME)) else { continue };
        let mut candidates: Vec<usize> = surnames(fragments, &buckets[index], key)
            .iter()
            .filter_map(|name| bearers.get(name))
            .flatten()
            .copied()
            .collect();
        candidates.sort_unstable();
        candidates.dedup();
        if let &[only] = candidates.as_slice() {
            let members = std::mem::take(&mut buckets[index].members);
            buckets[only].members.extend(members);
        }
    }
    buckets.retain(|bucket| !bucket.members.is_empty());
}

/// The last words of a key and of the labels.
fn surnames(fragments: &[Fragment], bucket: &Bucket, key: &str) -> Vec<String> {
    let mut found = vec![last_word(key)];
    for local in bucket.members.iter().map(|&place| local(fragments, place)) {
        found.push(last_word(&local.label_en));
        found.push(last_word(&local.label_fr));
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn last_word(name: &str) -> String {
    let word = name.rsplit([' ', ':']).next().unwrap_or_default();
    normalize::key(word)
}
