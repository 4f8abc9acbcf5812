//! Which mentions are the same thing in this document.
//!
//! Decisions go from the surest to the least sure: gazetteer entries and whole names; surnames and acronyms; what stands
//! in apposition; what belongs to a country (armed forces, bodies, peoples); offices; repeated and definite noun
//! phrases; pronouns. A wrong merge costs more than a missed one, so each step merges only where one candidate is left.

mod antecedents;
mod descriptions;
mod entities;
mod names;
mod pronouns;

use super::mentions::Clue;
use super::{Attribution, Mentions};
use crate::doc::{Annotated, LocalEntity, Mention};
use crate::knowledge::gazetteer::{ConceptId, EntryId, Gazetteer, RoleId};
use crate::knowledge::ontology::EntityTypeId;
use crate::knowledge::{Knowledge, Ontology};
use antecedents::Survey;
use rustc_hash::FxHashMap;

/// Sets [`Mention::entity`] and gives the entities in the order of their first mention. Who speaks in `attributions`
/// helps with pronouns: the one who goes on speaking is the one who spoke.
pub fn resolve(
    document: &Annotated,
    knowledge: &Knowledge,
    mentions: &mut Mentions,
    attributions: &[Attribution],
) -> Vec<LocalEntity> {
    let (entities, entity_of) = {
        let mut state = State::new(document, knowledge, mentions);
        names::resolve(&mut state);
        descriptions::resolve(&mut state);
        names::acronyms(&mut state);
        pronouns::resolve(&mut state, knowledge, attributions);
        descriptions::resolve_possessed(&mut state);
        entities::build(&mut state)
    };
    for (mention, entity) in mentions.list.iter_mut().zip(entity_of) {
        mention.entity = entity;
    }
    entities
}

/// A thing in the making.
#[derive(Clone, Debug, Default)]
struct Group {
    /// What the gazetteer knows it as.
    entry: Option<EntryId>,
    /// Its type so far.
    entity_type: EntityTypeId,
    /// The place that it belongs to.
    place: Option<EntryId>,
    /// What its descriptions call it.
    concepts: Vec<ConceptId>,
    /// Offices that the article gives it, with the place.
    roles: Vec<(RoleId, Option<EntryId>)>,
    /// The key on which documents are merged, where something better than its name decides.
    merge_key: Option<String>,
    /// Whether something names it.
    named: bool,
    /// Mentions.
    members: Vec<usize>,
    /// The thing that it turned out to be.
    merged_into: Option<usize>,
}

/// Everything that the steps share.
struct State<'a> {
    document: &'a Annotated,
    ontology: &'a Ontology,
    gazetteer: &'a Gazetteer,
    mentions: &'a Mentions,
    groups: Vec<Group>,
    /// Group of each mention.
    group_of: Vec<Option<usize>>,
    by_entry: FxHashMap<EntryId, usize>,
    by_key: FxHashMap<String, usize>,
    /// Things by the nouns that describe them, in the order in which they were met.
    by_concept: FxHashMap<ConceptId, Vec<usize>>,
    /// What the names say about descriptions; empty before the names are resolved.
    survey: Survey,
}

impl<'a> State<'a> {
    fn new(document: &'a Annotated, knowledge: &'a Knowledge, mentions: &'a Mentions) -> Self {
        State {
            document,
            ontology: &knowledge.ontology,
            gazetteer: &knowledge.gazetteer,
            mentions,
            groups: Vec::new(),
            group_of: vec![None; mentions.list.len()],
            by_entry: FxHashMap::default(),
            by_key: FxHashMap::default(),
            by_concept: FxHashMap::default(),
            survey: Survey::default(),
        }
    }

    fn mention(&self, index: usize) -> &'a Mention {
        &self.mentions.list[index]
    }

    fn clue(&self, index: usize) -> &'a Clue {
        &self.mentions.clues[index]
    }

    /// The thing itself, or what it was merged into.
    fn current(&self, group: usize) -> usize {
        let mut current = group;
        while let Some(next) = self.groups[current].merged_into {
            current = next;
        }
        current
    }

    /// A new thing with this mention.
    fn found(&mut self, mention: usize) -> usize {
        self.groups.push(Group { entity_type: self.mention(mention).entity_type, ..Group::default() });
        let group = self.groups.len() - 1;
        self.join(mention, group);
        group
    }

    /// The thing of a gazetteer entry, with this mention.
    fn join_entry(&mut self, mention: usize, entry: EntryId) -> usize {
        if let Some(&group) = self.by_entry.get(&entry) {
            self.join(mention, group);
            return group;
        }
        let known = self.gazetteer.entry(entry);
        self.groups.push(Group {
            entry: Some(entry),
            entity_type: known.entity_type,
            place: known.country,
            named: true,
            ..Group::default()
        });
        let group = self.groups.len() - 1;
        self.by_entry.insert(entry, group);
        self.join(mention, group);
        group
    }

    /// The thing of a key inside this document, with this mention.
    fn join_key(&mut self, mention: usize, key: String) -> usize {
        match self.by_key.get(&key) {
            Some(&group) => {
                let group = self.current(group);
                self.join(mention, group);
                group
            }
            None => {
                let group = self.found(mention);
                self.by_key.insert(key, group);
                group
            }
        }
    }

    /// Says that a mention refers to a thing.
    fn join(&mut self, mention: usize, group: usize) {
        let clue = self.clue(mention);
        let entity_type = self.mention(mention).entity_type;
        let known = &mut self.groups[group];
        self.group_of[mention] = Some(group);
        known.members.push(mention);
        if known.entry.is_none() && self.ontology.is_a(entity_type, known.entity_type) {
            known.entity_type = entity_type;
        }
        known.place = known.place.or(clue.place);
        known.named |= !clue.core.is_empty();
        if let Some(concept) = clue.concept.filter(|concept| !known.concepts.contains(concept)) {
            known.concepts.push(concept);
            self.by_concept.entry(concept).or_default().push(group);
        }
        if let Some(role) = clue.role.map(|role| (role, clue.place))
            && !known.roles.contains(&role)
        {
            known.roles.push(role);
        }
    }

    /// The type family that decides whether two things may be one.
    fn family(&self, entity_type: EntityTypeId) -> EntityTypeId {
        let types = &self.gazetteer.types;
        [types.person, types.group, types.organization, types.place, types.event, types.product]
            .into_iter()
            .find(|&family| self.ontology.is_a(entity_type, family))
            .unwrap_or(types.entity)
    }

    /// Surface form of a range of words of a mention's sentence.
    fn words_of(&self, mention: usize, words: std::ops::Range<usize>) -> &'a str {
        let sentence = &self.document.sentences[self.mention(mention).sentence];
        sentence.span_of(words).of(self.document.text())
    }
}

#[cfg(test)]
mod tests;
