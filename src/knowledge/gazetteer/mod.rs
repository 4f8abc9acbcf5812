//! Names of the world: countries, demonyms, seats of power, people in office, organisations, media, cities, first names,
//! titles of office, and the common nouns that say what kind of thing a phrase names.
//!
//! A form may have several senses (`Kiev`: the city, or the state that it is the capital of). The gazetteer lists them;
//! choosing one by context is the business of [`crate::extract::mentions`].

mod index;
mod load;
mod nouns;
mod roles;
mod types;

pub use index::{Case, FormIndex, Reading, Sense, join_key};
pub use nouns::{Concept, ConceptId, NounClass, Nouns};
pub use roles::{RoleId, RoleTitle, Roles};
pub use types::KnownTypes;

use super::Ontology;
use super::ontology::EntityTypeId;
use super::{Error, Files};
use crate::doc::{Language, tagset::Gender};
use rustc_hash::FxHashMap;

/// An entry: its position in the gazetteer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub u32);

/// Which list an entry comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EntryKind {
    /// A country, a territory, a region or a grouping of `countries.tsv`.
    Place,
    /// The armed forces of a country.
    ArmedForces,
    /// A seat of power or the name of an industry (`Kremlin`, `Wall Street`).
    Seat,
    /// A person who holds or held an office.
    Leader,
    /// An organisation.
    Organisation,
    /// A newspaper, agency, broadcaster or site.
    Media,
    /// A city, town or village.
    City,
}

/// One thing that the gazetteer knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Which list it is of.
    pub kind: EntryKind,
    /// `country:UA`, `leader:Q3874799`, `city:745044`, `organisation:UN`, …
    pub id: Box<str>,
    /// Its type.
    pub entity_type: EntityTypeId,
    /// English name; the French one where no other is known.
    pub label_en: Box<str>,
    /// French name; the English one where no other is known.
    pub label_fr: Box<str>,
    /// Wikidata id, only where it was verified.
    pub wikidata: Option<Box<str>>,
    /// The country that it is in or belongs to; a country's own entry for a country.
    pub country: Option<EntryId>,
    /// Inhabitants of a city, else 0.
    pub population: u32,
    /// Gender of a person.
    pub gender: Gender,
}

/// An office that a person holds or held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// Of which country; none for international bodies.
    pub country: Option<EntryId>,
    /// Which office.
    pub role: RoleId,
    /// First year; 0 where unknown.
    pub from: u16,
    /// Last year; `u16::MAX` where the person is in office as far as known.
    pub until: u16,
}

/// Words for what belongs to a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Demonym {
    /// English adjective (`North Korean`).
    pub adjective_en: Box<str>,
    /// English name of the people (`North Koreans`).
    pub people_en: Box<str>,
    /// French adjective, feminine plural (`nord-coréennes`).
    pub adjective_fr: Box<str>,
    /// French name of the people (`Nord-Coréens`).
    pub people_fr: Box<str>,
}

/// What a word beside a name tells, from `name_cues.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cue {
    /// A preposition after which a capital is the place, not the state.
    PlacePreposition,
    /// A verb whose subject or object is then the place.
    PlaceVerb,
    /// A noun whose complement is then the place.
    PlaceNoun,
    /// A mark of complements that belong to the noun.
    Genitive,
    /// A mark of complements that say where a happening is or against whom.
    Scene,
    /// A preposition between somebody and the body that they belong to.
    Affiliation,
    /// A preposition that ties a person directly to a body (`X from the University of Y`).
    Membership,
    /// A participle behind a place and a hyphen (`Leeds-based`).
    Seat,
    /// What stands for a country in lists of results.
    CountryCode,
    /// An adjective for offices that have ended.
    Past,
    /// A small word inside names (`van`, `del`).
    Particle,
    /// A word that begins or ends names of firms (`Grupo`, `Holding`).
    CompanyWord,
    /// What a minister or ministry is for (`Intérieur`): no thing by itself.
    Portfolio,
    /// An adjective that with a demonstrative stands for the thing named last (`ce dernier`).
    Latter,
}

impl Cue {
    fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "place_preposition" => Cue::PlacePreposition,
            "place_verb" => Cue::PlaceVerb,
            "place_noun" => Cue::PlaceNoun,
            "genitive" => Cue::Genitive,
            "scene" => Cue::Scene,
            "affiliation" => Cue::Affiliation,
            "membership" => Cue::Membership,
            "seat" => Cue::Seat,
            "country_code" => Cue::CountryCode,
            "past" => Cue::Past,
            "particle" => Cue::Particle,
            "company_word" => Cue::CompanyWord,
            "portfolio" => Cue::Portfolio,
            "latter" => Cue::Latter,
            _ => return None,
        })
    }
}

/// What a pronoun or possessive says about what it stands for, from `pronouns.tsv`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PronounForm {
    /// Stands for several.
    pub plural: bool,
    /// Gender of what it stands for.
    pub gender: Gender,
    /// `Some(true)` for persons only, `Some(false)` for anything but persons.
    pub person: Option<bool>,
}

/// The gazetteer.
#[derive(Clone, Debug)]
pub struct Gazetteer {
    /// The types that it uses.
    pub types: KnownTypes,
    /// Common nouns that name a kind of thing.
    pub nouns: Nouns,
    /// Titles of office.
    pub roles: Roles,
    entries: Vec<Entry>,
    forms: FormIndex,
    first_names: FxHashMap<Box<str>, Gender>,
    courtesy: FxHashMap<(Language, Box<str>), Gender>,
    demonyms: FxHashMap<EntryId, Demonym>,
    armed_forces: FxHashMap<EntryId, EntryId>,
    terms: FxHashMap<EntryId, Vec<Term>>,
    cues: FxHashMap<(Language, Cue), Vec<Box<str>>>,
    pronouns: FxHashMap<(Language, Box<str>), PronounForm>,
    rewrites: Vec<(Box<str>, Box<str>)>,
}

impl Gazetteer {
    /// Reads and checks the gazetteer's files.
    pub fn load(files: &Files, ontology: &Ontology) -> Result<Gazetteer, Error> {
        load::load(files, ontology)
    }

    /// An entry. Ids come from this gazetteer, so there always is one.
    pub fn entry(&self, id: EntryId) -> &Entry {
        &self.entries[id.0 as usize]
    }

    /// All entries, by id.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// Forms and their senses.
    pub fn forms(&self) -> &FormIndex {
        &self.forms
    }

    /// Gender of the bearers of a first name, given by its key; `Gender::None` where both bear it.
    pub fn first_name(&self, key: &str) -> Option<Gender> {
        self.first_names.get(key).copied()
    }

    /// Gender that a courtesy title tells (`M.`, `Mrs`), by its key.
    pub fn courtesy_title(&self, language: Language, key: &str) -> Option<Gender> {
        if key.is_empty() || key.len() > 12 {
            return None;
        }
        self.courtesy.get(&(language, key.into())).copied()
    }

    /// Words for what belongs to a place.
    pub fn demonym(&self, place: EntryId) -> Option<&Demonym> {
        self.demonyms.get(&place)
    }

    /// The armed forces of a country.
    pub fn armed_forces(&self, country: EntryId) -> Option<EntryId> {
        self.armed_forces.get(&country).copied()
    }

    /// The offices of a person.
    pub fn terms(&self, person: EntryId) -> &[Term] {
        self.terms.get(&person).map_or(&[], Vec::as_slice)
    }

    /// True where the word is a cue of the kind.
    pub fn is_cue(&self, language: Language, cue: Cue, lemma: &str) -> bool {
        let known = self.cues.get(&(language, cue));
        known.is_some_and(|known| known.binary_search_by(|other| other.as_ref().cmp(lemma)).is_ok())
    }

    /// What a pronoun says about what it stands for, by its form in lower case.
    pub fn pronoun(&self, language: Language, form: &str) -> Option<PronounForm> {
        self.pronouns.get(&(language, form.into())).copied()
    }

    /// A name's key after the transliteration table: equal for spellings of one foreign name in French and English
    /// (`Zaporijjia`, `Zaporizhzhia`). The outcome is for comparing, never for reading.
    pub fn transliterated(&self, key: &str) -> String {
        let mut out = String::with_capacity(key.len());
        let mut rest = key;
        while let Some(first) = rest.chars().next() {
            let rewrite = self.rewrites.iter().find(|(from, _)| rest.starts_with(from.as_ref()));
            let (taken, put) = match rewrite {
                Some((from, to)) => (from.len(), to.as_ref()),
                None => (first.len_utf8(), &rest[..first.len_utf8()]),
            };
            for letter in put.chars() {
                if !out.ends_with(letter) {
                    out.push(letter);
                }
            }
            rest = &rest[taken..];
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::Knowledge;

    fn senses(knowledge: &Knowledge, form: &str) -> Vec<(String, Reading)> {
        let gazetteer = &knowledge.gazetteer;
        let found = gazetteer.forms().senses(&join_key(form));
        let mut all: Vec<_> = found.map(|s| (gazetteer.entry(s.entry).id.to_string(), s.reading)).collect();
        all.sort();
        all
    }

    #[test]
    fn forms_lead_to_their_senses() {
        let knowledge = Knowledge::embedded().unwrap();
        assert!(senses(&knowledge, "Côte d’Ivoire").contains(&("country:CI".into(), Reading::Name)));
        let capital = senses(&knowledge, "Lisbonne");
        assert!(capital.contains(&("country:PT".into(), Reading::Capital)));
        assert!(capital.iter().any(|(id, reading)| id.starts_with("city:") && *reading == Reading::Name));
        assert!(senses(&knowledge, "portugaises").contains(&("country:PT".into(), Reading::Adjective)));
        assert!(senses(&knowledge, "Portugais").contains(&("country:PT".into(), Reading::People)));
        assert_eq!(senses(&knowledge, "Élysée"), [("seat:Elysee".to_owned(), Reading::Name)]);
        assert_eq!(senses(&knowledge, "Elysee Palace"), senses(&knowledge, "palais de l'Élysée"));
    }

    #[test]
    fn every_country_has_armed_forces_with_labels() {
        let knowledge = Knowledge::embedded().unwrap();
        let gazetteer = &knowledge.gazetteer;
        let peru = gazetteer.forms().senses("perou").next().unwrap().entry;
        let forces = gazetteer.entry(gazetteer.armed_forces(peru).unwrap());
        assert_eq!(
            (forces.label_en.as_ref(), forces.label_fr.as_ref()),
            ("Peruvian armed forces", "forces armées péruviennes")
        );
        assert_eq!(forces.country, Some(peru));
    }

    #[test]
    fn spellings_of_one_name_meet() {
        let knowledge = Knowledge::embedded().unwrap();
        let same = |one: &str, other: &str| {
            let key = |text| knowledge.gazetteer.transliterated(&join_key(text));
            assert_eq!(key(one), key(other));
        };
        same("Zaporijjia", "Zaporizhzhia");
        same("Chevtchenko", "Shevchenko");
        same("Oleksiï Tchoubaï", "Oleksiy Chubai");
        assert_ne!(knowledge.gazetteer.transliterated("marie"), knowledge.gazetteer.transliterated("maria"));
    }
}
