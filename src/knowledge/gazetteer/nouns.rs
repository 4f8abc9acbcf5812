//! Common nouns that say what kind of thing a phrase names, from `nouns.tsv`.

use crate::doc::Language;
use crate::knowledge::ontology::EntityTypeId;
use crate::knowledge::table::Table;
use crate::knowledge::{Error, Ontology};
use rustc_hash::FxHashMap;

/// What phrases with such a noun as head are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NounClass {
    /// A state's armed forces or men of them: with a country, one thing (`l'armée russe`, `les troupes russes`).
    Force,
    /// A part of armed forces.
    Unit,
    /// An organ of a state: with a country, one thing (`le parlement grec`).
    Body,
    /// Any other organisation.
    Organization,
    /// A place; takes the name of a place as complement (`la ville de Lens`).
    Place,
    /// People by occupation or situation.
    Person,
    /// A relative.
    Kin,
    /// Many people without number.
    People,
    /// Representatives.
    Group,
    /// People whom a happening struck, where the noun is plural; in the singular it means something else (`la mort`).
    Casualty,
    /// A happening.
    Event,
    /// A made thing.
    Product,
    /// Says what a name names (`Comité des fêtes`), but means too much to be a thing by itself.
    Name,
}

impl NounClass {
    fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "force" => NounClass::Force,
            "unit" => NounClass::Unit,
            "body" => NounClass::Body,
            "organization" => NounClass::Organization,
            "place" => NounClass::Place,
            "person" => NounClass::Person,
            "kin" => NounClass::Kin,
            "people" => NounClass::People,
            "group" => NounClass::Group,
            "casualty" => NounClass::Casualty,
            "event" => NounClass::Event,
            "product" => NounClass::Product,
            "name" => NounClass::Name,
            _ => return None,
        })
    }
}

/// A concept: its line in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConceptId(pub u16);

/// Nouns of one meaning, in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concept {
    /// Its name in keys.
    pub name: Box<str>,
    /// What its phrases are.
    pub class: NounClass,
    /// Type of a singular phrase.
    pub singular: EntityTypeId,
    /// Type of a plural phrase.
    pub plural: EntityTypeId,
    /// The usual French noun.
    pub french: Box<str>,
    /// The usual English noun.
    pub english: Box<str>,
    /// Its plural.
    pub english_plural: Box<str>,
}

/// The table of head nouns.
#[derive(Clone, Debug, Default)]
pub struct Nouns {
    concepts: Vec<Concept>,
    french: FxHashMap<Box<str>, ConceptId>,
    english: FxHashMap<Box<str>, ConceptId>,
    /// For each concept the next broader one.
    broader: FxHashMap<ConceptId, ConceptId>,
}

/// Steps from a concept to the broadest one, so that a circle in the file ends.
const LEVELS: usize = 8;

impl Nouns {
    /// Reads the table.
    pub fn parse(file: &str, text: &str, ontology: &Ontology) -> Result<Nouns, Error> {
        let mut nouns = Nouns::default();
        let header = ["concept", "class", "type", "plural", "fr", "en", "en_plural"];
        for row in Table::new(file, text, header)? {
            let row = row?;
            let id = ConceptId(nouns.concepts.len() as u16);
            let entity_type = |column| row.parse(column, "entity type", |name| ontology.entity_type_named(name));
            let first = |column| row.list(column).next().unwrap_or_default().into();
            nouns.concepts.push(Concept {
                name: row.cells[0].into(),
                class: row.parse(1, "noun class", NounClass::parse)?,
                singular: entity_type(2)?,
                plural: entity_type(3)?,
                french: first(4),
                english: first(5),
                english_plural: row.cells[6].into(),
            });
            for (column, map) in [(4, &mut nouns.french), (5, &mut nouns.english)] {
                for noun in row.list(column) {
                    map.entry(noun.to_lowercase().into()).or_insert(id);
                }
            }
        }
        Ok(nouns)
    }

    /// Reads which concepts are kinds of which, from `broader_nouns.tsv`.
    pub fn read_broader(&mut self, file: &str, text: &str) -> Result<(), Error> {
        for row in Table::new(file, text, ["concept", "broader"])? {
            let row = row?;
            let concept = row.parse(0, "concept of nouns.tsv", |name| self.named(name))?;
            let broader = row.parse(1, "concept of nouns.tsv", |name| self.named(name))?;
            self.broader.insert(concept, broader);
        }
        Ok(())
    }

    /// The concept of a name.
    pub fn named(&self, name: &str) -> Option<ConceptId> {
        self.concepts.iter().position(|concept| *concept.name == *name).map(|index| ConceptId(index as u16))
    }

    /// True where the one concept is a kind of the other, or the same.
    pub fn is_a(&self, concept: ConceptId, broader: ConceptId) -> bool {
        let mut current = concept;
        for _ in 0..LEVELS {
            if current == broader {
                return true;
            }
            match self.broader.get(&current) {
                Some(&next) => current = next,
                None => return false,
            }
        }
        false
    }

    /// The concept of a lemma or of a phrase of lemmas (`service de renseignement`).
    pub fn find(&self, language: Language, lemmas: &str) -> Option<ConceptId> {
        let map = match language {
            Language::French => &self.french,
            Language::English => &self.english,
            Language::Other => return None,
        };
        map.get(lemmas).copied()
    }

    /// A concept of this table.
    pub fn concept(&self, id: ConceptId) -> &Concept {
        &self.concepts[usize::from(id.0)]
    }
}
