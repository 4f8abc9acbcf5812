//! Packs the gazetteer into the table that the name tagger looks phrases up in.

use super::TrainError;
use crate::doc::Language;
use crate::nlp::model::LookupTable;
use crate::nlp::names::phrases::{LONGEST, flag};
use crate::nlp::segment::contraction::expansion;
use crate::nlp::segment::form;
use crate::nlp::segment::scan::scan;
use crate::nlp::segment::table::TokenTable;
use crate::text::Span;
use std::collections::BTreeMap;

const CITIES: &str = include_str!("../../data/gazetteer/cities.tsv");
const COUNTRIES: &str = include_str!("../../data/gazetteer/countries.tsv");
const DEMONYMS: &str = include_str!("../../data/gazetteer/demonyms.tsv");
const FIRST_NAMES: &str = include_str!("../../data/gazetteer/first_names.tsv");
const LEADERS: &str = include_str!("../../data/gazetteer/leaders.tsv");
const MEDIA: &str = include_str!("../../data/gazetteer/media.tsv");
const ORGANISATIONS: &str = include_str!("../../data/gazetteer/organisations.tsv");
const ROLES: &str = include_str!("../../data/gazetteer/roles.tsv");

/// Towns with more people than this are cities.
const CITY: u64 = 200_000;

/// Phrase (words apart by one space, lower case, contractions written out) → flags.
#[derive(Debug, Default)]
pub struct PhraseList {
    flags: BTreeMap<String, u32>,
}

impl PhraseList {
    /// The phrases of the gazetteer in a language.
    pub fn of(language: Language) -> Self {
        let own = if language == Language::English { "en" } else { "fr" };
        let mut list = PhraseList::default();
        let mut add = |names: &str, flags: u32| names.split(';').for_each(|name| list.add(name, flags, language));
        let both = |name: &str| [format!("{name}_{own}"), format!("alt_{own}")];
        for row in rows(COUNTRIES) {
            both("name").iter().for_each(|column| add(row.get(column), flag::COUNTRY));
            add(row.get(&format!("capital_{own}")), flag::CITY);
        }
        for row in rows(CITIES) {
            let size =
                if row.get("population").parse::<u64>().is_ok_and(|people| people > CITY) { flag::CITY } else { 0 };
            ["name", "name_fr", "aliases"].iter().for_each(|column| add(row.get(column), size | flag::TOWN));
        }
        rows(FIRST_NAMES).for_each(|row| add(row.get("name"), flag::FIRST_NAME));
        for row in rows(LEADERS) {
            let (name, aliases) = (row.get(&format!("name_{own}")), row.get("aliases"));
            for name in name.split(';').chain(aliases.split(';')) {
                let (surname, flags) = match name.rsplit_once(' ') {
                    Some((_, surname)) => (surname, flag::PERSON),
                    None => (name, flag::SURNAME),
                };
                add(name, flags);
                add(surname, flag::SURNAME);
            }
        }
        for row in rows(MEDIA) {
            ["name", "aliases"].iter().for_each(|column| add(row.get(column), flag::MEDIA));
        }
        for row in rows(ORGANISATIONS) {
            both("name").iter().for_each(|column| add(row.get(column), flag::ORGANIZATION));
        }
        rows(DEMONYMS).filter(|row| row.get("lang") == own).for_each(|row| add(row.get("form"), flag::DEMONYM));
        rows(ROLES).filter(|row| row.get("lang") == own).for_each(|row| add(row.get("form"), flag::ROLE));
        for title in &TokenTable::of(language).titles {
            add(title, flag::ROLE);
        }
        list
    }

    fn add(&mut self, name: &str, flags: u32, language: Language) {
        let words = words(name.trim(), language);
        if words.is_empty() || words.len() > LONGEST || name.len() < 2 {
            return;
        }
        for end in 1..words.len() {
            *self.flags.entry(words[..end].join(" ")).or_default() |= flag::CONTINUES;
        }
        *self.flags.entry(words.join(" ")).or_default() |= flags;
    }

    /// The file form.
    ///
    /// # Errors
    ///
    /// See [`LookupTable::encode`].
    pub fn encode(&self) -> Result<Vec<u8>, TrainError> {
        Ok(LookupTable::encode(self.flags.iter().map(|(phrase, &flags)| (phrase.as_str(), flags)))?)
    }
}

/// The words of a name in lower case, as the segmenter cuts them.
fn words(name: &str, language: Language) -> Vec<String> {
    let table = TokenTable::of(language);
    let mut words = Vec::new();
    for piece in scan(name, Span::new(0, name.len()), table) {
        let form = form(piece.span.of(name));
        match expansion(table, &form) {
            Some(expansion) => words.extend(expansion.words.iter().map(|word| (*word).to_owned())),
            None => words.push(form.to_lowercase()),
        }
    }
    words
}

struct Row<'t> {
    header: &'t str,
    line: &'t str,
}

impl Row<'_> {
    /// The cell of a column; empty where there is no such column.
    fn get(&self, column: &str) -> &str {
        let place = self.header.split('\t').position(|name| name == column);
        place.and_then(|place| self.line.split('\t').nth(place)).filter(|cell| *cell != "-").unwrap_or_default()
    }
}

fn rows(table: &'static str) -> impl Iterator<Item = Row<'static>> {
    let mut lines = table.lines();
    let header = lines.next().unwrap_or_default();
    lines.map(move |line| Row { header, line })
}
