//! Reading `ontology.toml`: the file as it is written, and the checks that turn it into an [`Ontology`].

use super::{Derivation, EntityType, EntityTypeId, Ontology, ROOT, Relation, RelationId, Tier, Tone, TypeSet, bit};
use crate::doc::{Factuality, Role};
use crate::knowledge::table::Error;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawOntology {
    #[serde(rename = "meta")]
    _meta: toml::Table,
    factuality: RawFactuality,
    role: BTreeMap<String, RawRole>,
    entity: BTreeMap<String, EntityType>,
    union: BTreeMap<String, Vec<String>>,
    relation: BTreeMap<String, RawRelation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFactuality {
    values: Vec<String>,
    meaning: BTreeMap<String, String>,
    precedence: RawPrecedence,
}

#[derive(Deserialize)]
struct RawPrecedence {
    order: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRole {
    #[serde(rename = "definition")]
    _definition: String,
    universal: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRelation {
    tier: Tier,
    group: String,
    label_fr: String,
    label_en: String,
    definition: String,
    domain: Vec<String>,
    range: Vec<String>,
    edge_from: String,
    edge_to: Vec<String>,
    #[serde(default)]
    edge_also: Vec<String>,
    #[serde(default)]
    derives: Vec<RawDerivation>,
    roles: Vec<String>,
    #[serde(default)]
    control: Vec<String>,
    owner_acts: Option<String>,
    #[serde(default)]
    subject_attends: bool,
    #[serde(default)]
    of_happenings: bool,
    symmetric: bool,
    inverse: Option<String>,
    assertion: String,
    content_factuality: String,
    polarity: Tone,
    plover: Option<String>,
    plover_mode: Option<String>,
    cameo_root: Option<String>,
    quad: Option<String>,
    ace: Option<String>,
    wikidata: Option<String>,
    schema_org: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDerivation {
    from: String,
    #[serde(default)]
    of: Vec<String>,
    relation: String,
    to: Vec<String>,
    #[serde(default)]
    named: bool,
}

/// Turns the raw file into an [`Ontology`], with errors that point at the line of the section at fault.
pub(super) struct Builder<'t> {
    pub file: &'t str,
    pub text: &'t str,
}

impl Builder<'_> {
    pub fn build(&self, raw: RawOntology) -> Result<Ontology, Error> {
        let mut ontology = Ontology {
            entity_types: self.entity_types(raw.entity)?,
            relations: Vec::with_capacity(raw.relation.len()),
            ancestors: Vec::new(),
            descendants: Vec::new(),
            types_by_name: FxHashMap::default(),
            unions: FxHashMap::default(),
            relations_by_name: FxHashMap::default(),
            universal_roles: Vec::new(),
            precedence: Vec::new(),
        };
        for (index, entity_type) in ontology.entity_types.iter().enumerate() {
            ontology.types_by_name.insert(entity_type.name.clone(), EntityTypeId(index as u16));
        }
        ontology.ancestors = self.ancestors(&ontology)?;
        ontology.descendants = descendants(&ontology.ancestors);
        for (name, members) in raw.union {
            let set = self.types(&ontology, "union", &name, &members)?;
            ontology.unions.insert(name, set);
        }
        self.factuality(&mut ontology, &raw.factuality)?;
        self.roles(&mut ontology, &raw.role)?;
        for (index, name) in raw.relation.keys().enumerate() {
            ontology.relations_by_name.insert(name.clone(), RelationId(index as u16));
        }
        for (name, relation) in raw.relation {
            let relation = self.relation(&ontology, name, relation)?;
            ontology.relations.push(relation);
        }
        self.inverses(&ontology)?;
        Ok(ontology)
    }

    /// The types in alphabetical order, the root first.
    fn entity_types(&self, raw: BTreeMap<String, EntityType>) -> Result<Vec<EntityType>, Error> {
        if raw.len() > 64 {
            return Err(Error::of_file(self.file, "more than 64 entity types"));
        }
        if raw.get(ROOT).is_none_or(|root| root.parent.is_some()) {
            return Err(self.error("entity", ROOT, "the root type must be there, without a parent"));
        }
        let mut types: Vec<EntityType> = raw.into_iter().map(|(name, entity)| EntityType { name, ..entity }).collect();
        types.sort_by_key(|entity_type| entity_type.name != ROOT);
        Ok(types)
    }

    fn ancestors(&self, ontology: &Ontology) -> Result<Vec<TypeSet>, Error> {
        let mut all = Vec::with_capacity(ontology.entity_types.len());
        for (index, entity_type) in ontology.entity_types.iter().enumerate() {
            let mut set = TypeSet(1 << index);
            let mut current = entity_type;
            while let Some(name) = &current.parent {
                let fault = |message: String| self.error("entity", &current.name, &message);
                let parent = ontology.entity_type_named(name).ok_or_else(|| fault(format!("unknown parent {name}")))?;
                if set.contains(parent) {
                    return Err(fault("a type is broader than itself".to_owned()));
                }
                set.0 |= bit(parent);
                current = ontology.entity_type(parent);
            }
            if !set.contains(EntityTypeId::default()) {
                return Err(self.error("entity", &entity_type.name, &format!("no parent: it must lead to {ROOT}")));
            }
            all.push(set);
        }
        Ok(all)
    }

    fn factuality(&self, ontology: &mut Ontology, raw: &RawFactuality) -> Result<(), Error> {
        let parse = |name: &String| {
            Factuality::parse(name).ok_or_else(|| Error::of_file(self.file, format!("unknown factuality {name:?}")))
        };
        let values = raw.values.iter().map(parse).collect::<Result<Vec<_>, _>>()?;
        raw.meaning.keys().map(parse).collect::<Result<Vec<_>, _>>()?;
        ontology.precedence = raw.precedence.order.iter().map(parse).collect::<Result<Vec<_>, _>>()?;
        if values.len() != ontology.precedence.len() || values.iter().any(|value| !ontology.precedence.contains(value))
        {
            return Err(Error::of_file(self.file, "[factuality.precedence] must order every value once"));
        }
        Ok(())
    }

    fn roles(&self, ontology: &mut Ontology, raw: &BTreeMap<String, RawRole>) -> Result<(), Error> {
        for (name, role) in raw {
            let parsed = Role::parse(name).ok_or_else(|| self.error("role", name, "the program has no such role"))?;
            if role.universal {
                ontology.universal_roles.push(parsed);
            }
        }
        match Role::ALL.into_iter().find(|role| !raw.contains_key(role.name())) {
            Some(missing) => Err(Error::of_file(self.file, format!("no [role.{}]", missing.name()))),
            None => Ok(()),
        }
    }

    fn relation(&self, ontology: &Ontology, name: String, raw: RawRelation) -> Result<Relation, Error> {
        let fault = |message: String| self.error("relation", &name, &message);
        let role = |text: &String| Role::parse(text).ok_or_else(|| fault(format!("unknown role {text}")));
        let status = |text: &str| Factuality::parse(text).ok_or_else(|| fault(format!("unknown factuality {text}")));
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') {
            return Err(fault("names of relations are lower case, with _ between words".to_owned()));
        }
        if raw.symmetric && raw.inverse.is_some() {
            return Err(fault("a symmetric relation has no inverse".to_owned()));
        }
        let roles = raw.roles.iter().map(role).collect::<Result<Vec<_>, _>>()?;
        let edge_from = role(&raw.edge_from)?;
        let edge_to = raw.edge_to.iter().map(role).collect::<Result<Vec<_>, _>>()?;
        let control = raw.control.iter().map(role).collect::<Result<Vec<_>, _>>()?;
        let edge_also = raw.edge_also.iter().map(role).collect::<Result<Vec<_>, _>>()?;
        let mut derives = Vec::with_capacity(raw.derives.len());
        for derivation in &raw.derives {
            let relation = ontology.relation_named(&derivation.relation);
            derives.push(Derivation {
                from: role(&derivation.from)?,
                of: match derivation.of.as_slice() {
                    [] => None,
                    types => Some(self.types(ontology, "relation", &name, types)?),
                },
                relation: relation.ok_or_else(|| fault(format!("derives the unknown {}", derivation.relation)))?,
                to: derivation.to.iter().map(role).collect::<Result<Vec<_>, _>>()?,
                named: derivation.named,
            });
        }
        let derived = derives.iter().flat_map(|derivation| derivation.to.iter().chain([&derivation.from]));
        let named = edge_to.iter().chain([&edge_from]).chain(&edge_also).chain(&control).chain(derived);
        if let Some(foreign) = named.into_iter().find(|role| !roles.contains(role)) {
            return Err(fault(format!("the role {} is not among its roles", foreign.name())));
        }
        Ok(Relation {
            domain: self.types(ontology, "relation", &name, &raw.domain)?,
            range: self.types(ontology, "relation", &name, &raw.range)?,
            assertion: status(&raw.assertion)?,
            content_factuality: status(&raw.content_factuality)?,
            tier: raw.tier,
            group: raw.group,
            label_fr: raw.label_fr,
            label_en: raw.label_en,
            definition: raw.definition,
            edge_from,
            edge_to,
            edge_also,
            derives,
            roles,
            control,
            owner_acts: raw.owner_acts.as_ref().map(role).transpose()?,
            subject_attends: raw.subject_attends,
            of_happenings: raw.of_happenings,
            symmetric: raw.symmetric,
            inverse: raw.inverse,
            polarity: raw.polarity,
            plover: raw.plover,
            plover_mode: raw.plover_mode,
            cameo_root: raw.cameo_root,
            quad: raw.quad,
            ace: raw.ace,
            wikidata: raw.wikidata,
            schema_org: raw.schema_org,
            name,
        })
    }

    fn types(&self, ontology: &Ontology, section: &str, name: &str, members: &[String]) -> Result<TypeSet, Error> {
        let mut set = TypeSet::default();
        for member in members {
            let narrower = ontology.type_set(member);
            set = set.union(narrower.ok_or_else(|| self.error(section, name, &format!("unknown type {member}")))?);
        }
        Ok(set)
    }

    fn inverses(&self, ontology: &Ontology) -> Result<(), Error> {
        let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
        for relation in &ontology.relations {
            let Some(inverse) = &relation.inverse else { continue };
            if ontology.relation_named(inverse).is_some() {
                return Err(self.error("relation", &relation.name, "its inverse is a relation of its own"));
            }
            if let Some(other) = seen.insert(inverse, &relation.name) {
                return Err(self.error("relation", &relation.name, &format!("{other} has the same inverse")));
            }
        }
        Ok(())
    }

    fn error(&self, section: &str, name: &str, message: &str) -> Error {
        let header = format!("[{section}.{name}]");
        let line = self.text.lines().position(|line| line.trim_end() == header).map(|index| index + 1);
        Error { file: self.file.to_owned(), line, message: format!("{section} {name}: {message}") }
    }
}

/// Turns the sets of broader types round.
fn descendants(ancestors: &[TypeSet]) -> Vec<TypeSet> {
    let mut out = vec![TypeSet::default(); ancestors.len()];
    for (index, set) in ancestors.iter().enumerate() {
        for (ancestor, narrower) in out.iter_mut().enumerate() {
            if set.contains(EntityTypeId(ancestor as u16)) {
                narrower.0 |= 1 << index;
            }
        }
    }
    out
}
