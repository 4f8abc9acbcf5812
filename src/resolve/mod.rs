//! Fragments → which local entities are one real thing, across documents.
//!
//! Only this module decides that; it never reads raw text. The outcome is a function of the set of fragments: their order
//! changes nothing but the indices of members.

mod clusters;
mod surnames;

use crate::doc::Fragment;
use crate::knowledge::Ontology;
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

/// Merges local entities with equal merge keys and compatible types, and surnames into the one person who bears them.
pub fn resolve(fragments: &[Fragment], ontology: &Ontology) -> Resolution {
    let mut buckets = clusters::buckets(fragments, ontology);
    surnames::adopt(fragments, ontology, &mut buckets);
    let mut all: Vec<Cluster> =
        buckets.into_iter().map(|bucket| clusters::cluster(fragments, ontology, bucket)).collect();
    all.sort_by(|one, other| one.id.cmp(&other.id).then_with(|| one.members.cmp(&other.members)));
    let mut cluster_of: Vec<Vec<usize>> =
        fragments.iter().map(|fragment| vec![usize::MAX; fragment.entities.len()]).collect();
    for (index, cluster) in all.iter().enumerate() {
        for &(fragment, entity) in &cluster.members {
            cluster_of[fragment][entity] = index;
        }
    }
    Resolution { clusters: all, cluster_of }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::LocalEntity;
    use crate::knowledge::Knowledge;
    use std::sync::LazyLock;

    static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::embedded().unwrap());

    fn entity(type_name: &str, label: &str, key: Option<&str>) -> LocalEntity {
        LocalEntity {
            entity_type: KNOWLEDGE.ontology.entity_type_named(type_name).unwrap(),
            label_en: label.to_owned(),
            label_fr: label.to_owned(),
            aliases: vec![label.to_owned()],
            merge_key: key.map(str::to_owned),
            mentions: vec![0],
            ..LocalEntity::default()
        }
    }

    fn fragment(id: &str, entities: Vec<LocalEntity>) -> Fragment {
        Fragment { id: id.to_owned(), entities, ..Fragment::default() }
    }

    fn resolved(fragments: &[Fragment]) -> Resolution {
        resolve(fragments, &KNOWLEDGE.ontology)
    }

    #[test]
    fn equal_keys_with_compatible_types_are_one_thing() {
        let found = resolved(&[
            fragment("a", vec![entity("Organization", "Acme", Some("Organization:acme"))]),
            fragment("b", vec![entity("Company", "Acme", Some("Organization:acme"))]),
        ]);
        assert_eq!(found.clusters.len(), 1);
        assert_eq!(found.clusters[0].entity_type, KNOWLEDGE.ontology.entity_type_named("Company").unwrap());
        assert_eq!(found.clusters[0].members, [(0, 0), (1, 0)]);
    }

    #[test]
    fn homonyms_of_other_types_and_things_without_key_stay_apart() {
        let found = resolved(&[
            fragment("a", vec![entity("Person", "Lorient", Some("x:lorient")), entity("Group", "six officers", None)]),
            fragment(
                "b",
                vec![entity("Settlement", "Lorient", Some("x:lorient")), entity("Group", "six officers", None)],
            ),
        ]);
        assert_eq!(found.clusters.len(), 4);
    }

    #[test]
    fn an_unknown_type_joins_only_where_one_type_is_left() {
        let unknown = || entity("Entity", "Lorient", Some("x:lorient"));
        let person = || entity("Person", "Lorient", Some("x:lorient"));
        let town = || entity("Settlement", "Lorient", Some("x:lorient"));
        assert_eq!(resolved(&[fragment("a", vec![unknown()]), fragment("b", vec![person()])]).clusters.len(), 1);
        let three = [fragment("a", vec![unknown()]), fragment("b", vec![person()]), fragment("c", vec![town()])];
        assert_eq!(resolved(&three).clusters.len(), 3);
    }

    #[test]
    fn a_surname_joins_its_only_bearer() {
        let full = |name: &str, key: &str| entity("Person", name, Some(key));
        let surname = || entity("Person", "Durand", Some("surname:durand"));
        let one = [fragment("a", vec![full("Marie Durand", "Person:marie durand")]), fragment("b", vec![surname()])];
        assert_eq!(resolved(&one).clusters.len(), 1);
        let two = [
            fragment("a", vec![full("Marie Durand", "Person:marie durand")]),
            fragment("b", vec![surname()]),
            fragment("c", vec![full("Paul Durand", "Person:paul durand")]),
        ];
        assert_eq!(resolved(&two).clusters.len(), 3);
    }

    #[test]
    fn the_order_of_documents_changes_nothing() {
        let a = fragment(
            "a",
            vec![entity("Person", "Marie Durand", Some("Person:marie durand")), entity("Group", "men", None)],
        );
        let b = fragment("b", vec![entity("Person", "Marie DURAND", Some("Person:marie durand"))]);
        let c = fragment("c", vec![entity("Person", "Durand", Some("surname:durand"))]);
        let summary = |fragments: &[Fragment]| {
            let clusters = resolved(fragments).clusters.into_iter();
            clusters.map(|c| (c.id, c.label_en, c.label_fr, c.aliases, c.entity_type)).collect::<Vec<_>>()
        };
        let first = summary(&[a.clone(), b.clone(), c.clone()]);
        assert_eq!(first, summary(&[c.clone(), b.clone(), a.clone()]));
        assert_eq!(first, summary(&[b, a, c]));
        assert_eq!(first.len(), 2);
    }
}
