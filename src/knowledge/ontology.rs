//! Entity types, roles and relation types, from `data/ontology.toml`.

mod load;

use super::table::Error;
use crate::doc::{Factuality, Role};
use load::{Builder, RawOntology};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// An entity type: its position in the ontology. 0 is the root, `Entity`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntityTypeId(pub u16);

/// A relation type: its position in the ontology.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RelationId(pub u16);

/// The name of the root of the entity types.
const ROOT: &str = "Entity";

/// A set of entity types, one bit for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TypeSet(u64);

impl TypeSet {
    /// True where the type is in the set.
    pub fn contains(self, entity_type: EntityTypeId) -> bool {
        self.0 & bit(entity_type) != 0
    }

    /// True where the sets share a type.
    pub fn meets(self, other: TypeSet) -> bool {
        self.0 & other.0 != 0
    }

    /// The types of both.
    pub fn union(self, other: TypeSet) -> TypeSet {
        TypeSet(self.0 | other.0)
    }

    /// True for the set without types.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// The bit of a type; ids are below 64 by [`Ontology::parse`], others are in no set.
fn bit(entity_type: EntityTypeId) -> u64 {
    1u64.checked_shl(u32::from(entity_type.0)).unwrap_or_default()
}

/// A kind of thing.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntityType {
    /// The identifier, in upper camel case.
    #[serde(skip)]
    pub name: String,
    /// The next broader type; none for `Entity`.
    pub parent: Option<String>,
    /// French label, lower case.
    pub label_fr: String,
    /// English label, lower case.
    pub label_en: String,
    /// What belongs to it.
    pub definition: String,
    /// Wikidata class.
    pub wikidata: Option<String>,
    /// schema.org class with prefix.
    pub schema_org: Option<String>,
    /// Class of the Simple Event Model with prefix.
    pub sem: Option<String>,
    /// Name tag of the four-class scheme (`PER`, `LOC`, `ORG`, `MISC`).
    pub ner: Option<String>,
}

/// How specific a relation is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// Broad types that keep everyday verbs typed.
    General,
    /// States: roles, membership, containment.
    Static,
    /// Events and speech acts.
    Core,
}

/// The tone between the two ends of a relation, for display.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tone {
    /// Cooperation, approval.
    Positive,
    /// Neither.
    Neutral,
    /// Conflict, disapproval.
    Negative,
}

/// An edge that follows from a relation: who deploys troops to a place makes them be deployed there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Derivation {
    /// Role that it starts from.
    pub from: Role,
    /// Types of fillers of that role from which it follows; all types where none are told.
    pub of: Option<TypeSet>,
    /// The relation that follows.
    pub relation: RelationId,
    /// Roles that it may lead to, in the order of preference of [`Relation::edge_to`].
    pub to: Vec<Role>,
    /// True where it is told only of things that both have a name.
    pub named: bool,
}

/// A kind of relation. The alignments cite other vocabularies' codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// The identifier, in snake case.
    pub name: String,
    /// How specific it is.
    pub tier: Tier,
    /// Field of life (`communication`, `conflict`, …).
    pub group: String,
    /// French label: a verb in the third person.
    pub label_fr: String,
    /// English label: a verb in the third person.
    pub label_en: String,
    /// What it states.
    pub definition: String,
    /// Types that may stand at [`Relation::edge_from`], with their subtypes.
    pub domain: TypeSet,
    /// Types that may stand at the other end, with their subtypes.
    pub range: TypeSet,
    /// Role that an edge starts from.
    pub edge_from: Role,
    /// Roles that an edge may lead to: the first with a named filler, else the first with any.
    pub edge_to: Vec<Role>,
    /// Roles that get an edge of their own beside the one to [`Relation::edge_to`] (`deploys` troops *and* to a place).
    pub edge_also: Vec<Role>,
    /// Edges of other relations that follow from it.
    pub derives: Vec<Derivation>,
    /// Its roles, without the universal ones.
    pub roles: Vec<Role>,
    /// Roles whose filler is the subject of an infinitive that the trigger governs (`demande à X de partir`), in order;
    /// empty where that is the trigger's own subject (`promet à X de partir`).
    pub control: Vec<Role>,
    /// The role whose filler's owner acts where no agent is expressed: whose troops are sent, sends them.
    pub owner_acts: Option<Role>,
    /// True where the subject of a clause takes part in what happens during it (`lors d'une visite à Y`).
    pub subject_attends: bool,
    /// True where the relation, although general, is worth an edge for a happening without a name: what it strikes.
    pub of_happenings: bool,
    /// True where both ends play the same part.
    pub symmetric: bool,
    /// Name for the other direction.
    pub inverse: Option<String>,
    /// Status of the relation when asserted in the indicative.
    pub assertion: Factuality,
    /// Status that it gives to a content clause.
    pub content_factuality: Factuality,
    /// Tone, for display.
    pub polarity: Tone,
    /// PLOVER event type.
    pub plover: Option<String>,
    /// PLOVER mode.
    pub plover_mode: Option<String>,
    /// CAMEO root code.
    pub cameo_root: Option<String>,
    /// PLOVER quad class.
    pub quad: Option<String>,
    /// ACE 2005 event or relation subtype.
    pub ace: Option<String>,
    /// Wikidata property.
    pub wikidata: Option<String>,
    /// schema.org action or property with prefix.
    pub schema_org: Option<String>,
}

/// The types that everything else is expressed in.
#[derive(Clone, Debug)]
pub struct Ontology {
    entity_types: Vec<EntityType>,
    relations: Vec<Relation>,
    /// For each type itself and all broader ones.
    ancestors: Vec<TypeSet>,
    /// For each type itself and all narrower ones.
    descendants: Vec<TypeSet>,
    types_by_name: FxHashMap<String, EntityTypeId>,
    unions: FxHashMap<String, TypeSet>,
    relations_by_name: FxHashMap<String, RelationId>,
    universal_roles: Vec<Role>,
    precedence: Vec<Factuality>,
}

impl Ontology {
    /// Reads and checks the text of an ontology file; `file` is its name for error messages.
    pub fn parse(file: &str, text: &str) -> Result<Ontology, Error> {
        let raw: RawOntology = toml::from_str(text).map_err(|error| {
            let line = error.span().map(|span| text[..span.start.min(text.len())].lines().count().max(1));
            Error { file: file.to_owned(), line, message: error.message().to_owned() }
        })?;
        Builder { file, text }.build(raw)
    }

    /// All entity types, by id.
    pub fn entity_types(&self) -> &[EntityType] {
        &self.entity_types
    }

    /// All relations, by id.
    pub fn relations(&self) -> &[Relation] {
        &self.relations
    }

    /// A type of this ontology. An id of another ontology gives the root.
    pub fn entity_type(&self, id: EntityTypeId) -> &EntityType {
        self.entity_types.get(usize::from(id.0)).unwrap_or(&self.entity_types[0])
    }

    /// A relation of this ontology. An id of another ontology gives the first relation.
    pub fn relation(&self, id: RelationId) -> &Relation {
        self.relations.get(usize::from(id.0)).unwrap_or(&self.relations[0])
    }

    /// The type of a name such as `Person`.
    pub fn entity_type_named(&self, name: &str) -> Option<EntityTypeId> {
        self.types_by_name.get(name).copied()
    }

    /// The relation of a name such as `thanks`.
    pub fn relation_named(&self, name: &str) -> Option<RelationId> {
        self.relations_by_name.get(name).copied()
    }

    /// The type or union of a name, with all narrower types.
    pub fn type_set(&self, name: &str) -> Option<TypeSet> {
        if let Some(&set) = self.unions.get(name) {
            return Some(set);
        }
        let ancestor = self.entity_type_named(name)?;
        Some(self.narrower(ancestor))
    }

    /// True where `entity_type` is `ancestor` or narrower.
    pub fn is_a(&self, entity_type: EntityTypeId, ancestor: EntityTypeId) -> bool {
        self.ancestors.get(usize::from(entity_type.0)).is_some_and(|set| set.contains(ancestor))
    }

    /// True where something known to be of `entity_type` may turn out to be of a type in `set`: the type itself is in it,
    /// or a narrower one.
    pub fn may_be(&self, entity_type: EntityTypeId, set: TypeSet) -> bool {
        self.narrower(entity_type).meets(set)
    }

    /// The narrowest type that both are or are narrower than.
    pub fn common_ancestor(&self, one: EntityTypeId, other: EntityTypeId) -> EntityTypeId {
        let mut candidate = one;
        while !self.is_a(other, candidate) {
            match self.parent(candidate) {
                Some(parent) => candidate = parent,
                None => return EntityTypeId::default(),
            }
        }
        candidate
    }

    /// The next broader type.
    pub fn parent(&self, entity_type: EntityTypeId) -> Option<EntityTypeId> {
        self.entity_type_named(self.entity_type(entity_type).parent.as_deref()?)
    }

    /// Roles that every relation may have.
    pub fn universal_roles(&self) -> &[Role] {
        &self.universal_roles
    }

    /// True where the relation may have the role.
    pub fn allows(&self, relation: RelationId, role: Role) -> bool {
        self.relation(relation).roles.contains(&role) || self.universal_roles.contains(&role)
    }

    /// Which factuality wins where several apply: the first of them in this list.
    pub fn precedence(&self) -> &[Factuality] {
        &self.precedence
    }

    fn narrower(&self, ancestor: EntityTypeId) -> TypeSet {
        self.descendants.get(usize::from(ancestor.0)).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = include_str!("../../data/ontology.toml");

    fn ontology() -> Ontology {
        Ontology::parse("ontology.toml", TEXT).unwrap()
    }

    #[test]
    fn types_know_their_ancestors() {
        let ontology = ontology();
        let named = |name| ontology.entity_type_named(name).unwrap();
        assert_eq!(named("Entity"), EntityTypeId(0));
        assert!(ontology.is_a(named("Settlement"), named("Place")));
        assert!(ontology.is_a(named("Settlement"), named("Entity")));
        assert!(!ontology.is_a(named("Place"), named("Settlement")));
        assert_eq!(ontology.common_ancestor(named("Settlement"), named("Country")), named("Place"));
        assert_eq!(ontology.common_ancestor(named("Settlement"), named("Person")), named("Entity"));
        assert!(ontology.type_set("Actor").unwrap().contains(named("MilitaryForce")));
        assert!(!ontology.type_set("Actor").unwrap().contains(named("Money")));
    }

    #[test]
    fn relations_are_found_by_name() {
        let ontology = ontology();
        let meets = ontology.relation_named("meets").unwrap();
        assert!(ontology.relation(meets).symmetric);
        assert!(ontology.allows(meets, Role::Location), "universal roles are always allowed");
        assert!(ontology.relation_named("nonsense").is_none());
    }

    #[test]
    fn faults_are_named_with_their_line() {
        let broken = TEXT.replacen("parent = \"Entity\"", "parent = \"Nothing\"", 1);
        let error = Ontology::parse("ontology.toml", &broken).unwrap_err();
        assert!(error.line.is_some() && error.message.contains("unknown parent Nothing"), "{error}");
        let error = Ontology::parse("ontology.toml", "[meta]\nx = = 1\n").unwrap_err();
        assert_eq!(error.line, Some(2));
        let circle = TEXT.replacen("[entity.Group]\nparent = \"Entity\"", "[entity.Group]\nparent = \"Community\"", 1);
        assert!(Ontology::parse("ontology.toml", &circle).unwrap_err().message.contains("broader than itself"));
    }
}
