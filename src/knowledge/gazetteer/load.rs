//! Reads the files of the gazetteer.

use super::index::join_key;
use super::roles::gender;
use super::{
    Cue, Entry, EntryId, EntryKind, FormIndex, Gazetteer, KnownTypes, Nouns, PronounForm, Reading, RoleId, Roles, Term,
};
use crate::doc::{Language, tagset::Gender};
use crate::knowledge::ontology::EntityTypeId;
use crate::knowledge::table::{Row, Table};
use crate::knowledge::{Error, Files, Ontology};
use rustc_hash::FxHashMap;

/// Forms in the compiled-in files, roughly; only for allocation.
const FORMS: usize = 70_000;

pub(super) fn load(files: &Files, ontology: &Ontology) -> Result<Gazetteer, Error> {
    let text = |name: &str| files.text(name);
    let types = KnownTypes::find(ontology)?;
    let mut nouns = Nouns::parse("nouns.tsv", &text("nouns.tsv")?, ontology)?;
    nouns.read_broader("broader_nouns.tsv", &text("broader_nouns.tsv")?)?;
    let mut loader = Loader {
        ontology,
        gazetteer: Gazetteer {
            types,
            nouns,
            roles: Roles::parse("gazetteer/roles.tsv", &text("gazetteer/roles.tsv")?)?,
            entries: Vec::with_capacity(FORMS),
            forms: FormIndex::with_capacity(FORMS),
            first_names: FxHashMap::default(),
            courtesy: FxHashMap::default(),
            demonyms: FxHashMap::default(),
            armed_forces: FxHashMap::default(),
            terms: FxHashMap::default(),
            cues: FxHashMap::default(),
            pronouns: FxHashMap::default(),
            rewrites: Vec::new(),
        },
        places: FxHashMap::default(),
        organisations: FxHashMap::default(),
        people: FxHashMap::default(),
    };
    loader.countries(&text("gazetteer/countries.tsv")?)?;
    loader.demonyms(&text("gazetteer/demonyms.tsv")?)?;
    loader.armed_forces(&text("gazetteer/armed_forces.tsv")?)?;
    loader.organisations(&text("gazetteer/organisations.tsv")?)?;
    loader.media(&text("gazetteer/media.tsv")?)?;
    loader.metonyms(&text("gazetteer/metonyms.tsv")?)?;
    loader.leaders(&text("gazetteer/leaders.tsv")?)?;
    loader.cities(&text("gazetteer/cities.tsv")?)?;
    loader.first_names(&text("gazetteer/first_names.tsv")?)?;
    loader.titles(&text("titles.tsv")?)?;
    loader.cues(&text("name_cues.tsv")?)?;
    loader.pronouns(&text("pronouns.tsv")?)?;
    loader.transliteration(&text("transliteration.tsv")?)?;
    Ok(loader.gazetteer)
}

struct Loader<'o> {
    ontology: &'o Ontology,
    gazetteer: Gazetteer,
    places: FxHashMap<Box<str>, EntryId>,
    organisations: FxHashMap<Box<str>, EntryId>,
    people: FxHashMap<Box<str>, EntryId>,
}

/// What every list says of an entry.
struct Draft<'t> {
    kind: EntryKind,
    id: String,
    entity_type: EntityTypeId,
    english: &'t str,
    french: &'t str,
    wikidata: Option<&'t str>,
    country: Option<EntryId>,
}

impl Loader<'_> {
    fn push(&mut self, draft: Draft<'_>) -> EntryId {
        let id = EntryId(self.gazetteer.entries.len() as u32);
        let either = |one: &str, other: &str| -> Box<str> { if one.is_empty() { other } else { one }.into() };
        self.gazetteer.entries.push(Entry {
            kind: draft.kind,
            id: draft.id.into_boxed_str(),
            entity_type: draft.entity_type,
            label_en: either(draft.english, draft.french),
            label_fr: either(draft.french, draft.english),
            wikidata: draft.wikidata.map(Into::into),
            country: draft.country,
            population: 0,
            gender: Gender::None,
        });
        id
    }

    fn name(&mut self, form: &str, entry: EntryId) {
        self.gazetteer.forms.add(without_article(form), entry, Reading::Name);
    }

    fn entity_type<const N: usize>(&self, row: &Row<'_, N>, column: usize) -> Result<EntityTypeId, Error> {
        row.parse(column, "entity type", |name| self.ontology.entity_type_named(name))
    }

    fn place<const N: usize>(&self, row: &Row<'_, N>, column: usize) -> Result<EntryId, Error> {
        row.parse(column, "id of countries.tsv", |id| self.places.get(id).copied())
    }

    fn place_if_known<const N: usize>(&self, row: &Row<'_, N>, column: usize) -> Option<EntryId> {
        self.places.get(row.present(column)?).copied()
    }

    fn countries(&mut self, text: &str) -> Result<(), Error> {
        let header =
            ["id", "iso3", "num", "qid", "kind", "name_fr", "alt_fr", "name_en", "alt_en", "capital_fr", "capital_en"];
        for row in Table::new("gazetteer/countries.tsv", text, header)? {
            let row = row?;
            let types = &self.gazetteer.types;
            let (entity_type, sovereign) = match row.cells[4] {
                "country" | "historic" => (types.country, true),
                "territory" | "region" | "continent" => (types.region, false),
                "group" => (types.international_organization, false),
                other => return Err(row.error(format!("{other:?} is no kind of place"))),
            };
            let entry = self.push(Draft {
                kind: EntryKind::Place,
                id: format!("country:{}", row.cells[0]),
                entity_type,
                english: row.cells[7],
                french: row.cells[5],
                wikidata: row.present(3),
                country: None,
            });
            if sovereign {
                self.gazetteer.entries[entry.0 as usize].country = Some(entry);
            }
            self.places.insert(row.cells[0].into(), entry);
            for form in [5, 6, 7, 8].into_iter().flat_map(|column| row.list(column)) {
                self.name(form, entry);
            }
        }
        Ok(())
    }

    fn demonyms(&mut self, text: &str) -> Result<(), Error> {
        let header = ["lang", "form", "pos", "lemma", "gender", "number", "place"];
        for row in Table::new("gazetteer/demonyms.tsv", text, header)? {
            let row = row?;
            let place = self.place(&row, 6)?;
            let form = row.cells[1];
            let demonym = self.gazetteer.demonyms.entry(place).or_default();
            let slot = match (row.cells[0], row.cells[2], row.cells[4], row.cells[5]) {
                ("en", "ADJ", ..) => Some(&mut demonym.adjective_en),
                ("en", _, _, "P") => Some(&mut demonym.people_en),
                ("fr", "ADJ", "F" | "MF", "P") => Some(&mut demonym.adjective_fr),
                ("fr", "NOUN", "M" | "MF", "P") => Some(&mut demonym.people_fr),
                _ => None,
            };
            if let Some(slot) = slot.filter(|slot| slot.is_empty()) {
                *slot = form.into();
            }
            let reading = match row.cells[2] {
                "ADJ" => Reading::Adjective,
                "NOUN" => Reading::People,
                other => return Err(row.error(format!("{other:?} is neither ADJ nor NOUN"))),
            };
            self.gazetteer.forms.add(form, place, reading);
        }
        Ok(())
    }

    /// One entry for each country: built from its demonym, with the names of its own where it has some.
    fn armed_forces(&mut self, text: &str) -> Result<(), Error> {
        let header = ["country", "name_fr", "alt_fr", "name_en", "alt_en", "qid", "qid_status"];
        let mut codes: Vec<_> = self.places.iter().map(|(code, &place)| (place, code.clone())).collect();
        codes.sort();
        for (place, code) in codes {
            if self.gazetteer.entry(place).country != Some(place) {
                continue;
            }
            let Some(demonym) = self.gazetteer.demonyms.get(&place) else { continue };
            let english = format!("{} armed forces", demonym.adjective_en);
            let french = format!("forces armées {}", demonym.adjective_fr);
            let entry = self.push(Draft {
                kind: EntryKind::ArmedForces,
                id: format!("armed_forces:{code}"),
                entity_type: self.gazetteer.types.military_force,
                english: &english,
                french: &french,
                wikidata: None,
                country: Some(place),
            });
            self.gazetteer.armed_forces.insert(place, entry);
        }
        for row in Table::new("gazetteer/armed_forces.tsv", text, header)? {
            let row = row?;
            let place = self.place(&row, 0)?;
            let found = self.gazetteer.armed_forces.get(&place).copied();
            let entry = found.ok_or_else(|| row.error("not a country with a demonym"))?;
            let known = &mut self.gazetteer.entries[entry.0 as usize];
            if let Some(french) = row.present(1) {
                known.label_fr = french.into();
            }
            if let Some(english) = row.present(3) {
                known.label_en = english.into();
            }
            known.wikidata = verified(&row, 5, 6).map(Into::into);
            for form in [1, 2, 3, 4].into_iter().flat_map(|column| row.list(column)) {
                self.name(form, entry);
            }
        }
        Ok(())
    }

    fn organisations(&mut self, text: &str) -> Result<(), Error> {
        let header = ["id", "type", "name_fr", "alt_fr", "name_en", "alt_en", "country", "qid", "qid_status"];
        for row in Table::new("gazetteer/organisations.tsv", text, header)? {
            let row = row?;
            let entry = self.push(Draft {
                kind: EntryKind::Organisation,
                id: format!("organisation:{}", row.cells[0]),
                entity_type: self.entity_type(&row, 1)?,
                english: row.cells[4],
                french: row.cells[2],
                wikidata: verified(&row, 7, 8),
                country: self.place_if_known(&row, 6),
            });
            self.organisations.insert(row.cells[0].into(), entry);
            for form in [2, 3, 4, 5].into_iter().flat_map(|column| row.list(column)) {
                self.name(form, entry);
            }
        }
        Ok(())
    }

    fn media(&mut self, text: &str) -> Result<(), Error> {
        let header = ["id", "kind", "name", "aliases", "country", "lang", "qid", "qid_status"];
        for row in Table::new("gazetteer/media.tsv", text, header)? {
            let row = row?;
            let entry = self.push(Draft {
                kind: EntryKind::Media,
                id: format!("media:{}", row.cells[0]),
                entity_type: self.gazetteer.types.media,
                english: row.cells[2],
                french: row.cells[2],
                wikidata: verified(&row, 6, 7),
                country: self.place_if_known(&row, 4),
            });
            // The article belongs to the title (`Le Monde`, `The Times`).
            for form in [2, 3].into_iter().flat_map(|column| row.list(column)) {
                self.gazetteer.forms.add(form, entry, Reading::Name);
            }
        }
        Ok(())
    }

    fn metonyms(&mut self, text: &str) -> Result<(), Error> {
        let header = ["lang", "form", "kind", "place", "type", "reading", "id"];
        let mut seats: FxHashMap<Box<str>, EntryId> = FxHashMap::default();
        for row in Table::new("gazetteer/metonyms.tsv", text, header)? {
            let row = row?;
            let form = row.cells[1];
            let Some(seat) = row.present(6) else {
                let place = self.organisations.get(row.cells[3]).copied();
                let place = place.map_or_else(|| self.place(&row, 3), Ok)?;
                self.gazetteer.forms.add(form, place, Reading::Capital);
                continue;
            };
            let label = without_article(form);
            let entry = match seats.get(seat) {
                Some(&entry) => entry,
                None => {
                    let entry = self.push(Draft {
                        kind: EntryKind::Seat,
                        id: format!("seat:{seat}"),
                        entity_type: self.entity_type(&row, 4)?,
                        english: if row.cells[0] == "en" { label } else { "" },
                        french: if row.cells[0] == "fr" { label } else { "" },
                        wikidata: None,
                        country: Some(self.place(&row, 3)?),
                    });
                    seats.insert(seat.into(), entry);
                    entry
                }
            };
            let known = &mut self.gazetteer.entries[entry.0 as usize];
            if row.cells[0] == "en" && known.label_en == known.label_fr {
                known.label_en = label.into();
            }
            self.name(form, entry);
        }
        Ok(())
    }

    fn leaders(&mut self, text: &str) -> Result<(), Error> {
        let header = [
            "qid",
            "qid_status",
            "name_fr",
            "name_en",
            "aliases",
            "country",
            "role",
            "start",
            "end",
            "gender",
            "source",
        ];
        for row in Table::new("gazetteer/leaders.tsv", text, header)? {
            let row = row?;
            let name = if row.cells[3].is_empty() { row.cells[2] } else { row.cells[3] };
            let identity = row.present(0).map_or_else(|| join_key(name), str::to_owned);
            let country = self.place_if_known(&row, 5);
            let entry = match self.people.get(identity.as_str()) {
                Some(&entry) => entry,
                None => {
                    let entry = self.push(Draft {
                        kind: EntryKind::Leader,
                        id: format!("leader:{identity}"),
                        entity_type: self.gazetteer.types.person,
                        english: row.cells[3],
                        french: row.cells[2],
                        wikidata: verified(&row, 0, 1),
                        country,
                    });
                    self.gazetteer.entries[entry.0 as usize].gender = gender(row.cells[9]);
                    self.people.insert(identity.into_boxed_str(), entry);
                    entry
                }
            };
            let role = self.gazetteer.roles.intern(row.cells[6], "politics");
            self.term(&row, entry, country, role)?;
            for form in [2, 3, 4].into_iter().flat_map(|column| row.list(column)) {
                let short = !form.contains([' ', '-']) && form != name;
                let reading = if short { Reading::ShortName } else { Reading::Name };
                self.gazetteer.forms.add(form, entry, reading);
            }
        }
        Ok(())
    }

    fn term(
        &mut self,
        row: &Row<'_, 11>,
        person: EntryId,
        country: Option<EntryId>,
        role: RoleId,
    ) -> Result<(), Error> {
        let year = |column: usize, absent: u16| match row.present(column) {
            None => Ok(absent),
            Some(_) => row.parse(column, "year", |text| text.parse().ok()),
        };
        let term = Term { country, role, from: year(7, 0)?, until: year(8, u16::MAX)? };
        self.gazetteer.terms.entry(person).or_default().push(term);
        Ok(())
    }

    fn cities(&mut self, text: &str) -> Result<(), Error> {
        let header = ["geonameid", "name", "name_fr", "aliases", "country", "admin1", "population", "lat", "lon"];
        for row in Table::new("gazetteer/cities.tsv", text, header)? {
            let row = row?;
            let entry = self.push(Draft {
                kind: EntryKind::City,
                id: format!("city:{}", row.cells[0]),
                entity_type: self.gazetteer.types.settlement,
                english: row.cells[1],
                french: row.cells[2],
                wikidata: None,
                country: self.place_if_known(&row, 4),
            });
            let population = row.parse(6, "number of inhabitants", |text| text.parse().ok())?;
            self.gazetteer.entries[entry.0 as usize].population = population;
            for form in [1, 2, 3].into_iter().flat_map(|column| row.list(column)) {
                self.gazetteer.forms.add(form, entry, Reading::Name);
            }
        }
        Ok(())
    }

    fn first_names(&mut self, text: &str) -> Result<(), Error> {
        let header = ["name", "gender", "count_m", "count_f", "source"];
        for row in Table::new("gazetteer/first_names.tsv", text, header)? {
            let row = row?;
            self.gazetteer.first_names.insert(join_key(row.cells[0]).into_boxed_str(), gender(row.cells[1]));
        }
        Ok(())
    }

    fn titles(&mut self, text: &str) -> Result<(), Error> {
        for row in Table::new("titles.tsv", text, ["lang", "form", "gender"])? {
            let row = row?;
            let language = language(&row, 0)?;
            let key = join_key(row.cells[1]).into_boxed_str();
            self.gazetteer.courtesy.insert((language, key), gender(row.cells[2]));
        }
        Ok(())
    }

    fn cues(&mut self, text: &str) -> Result<(), Error> {
        for row in Table::new("name_cues.tsv", text, ["lang", "kind", "form"])? {
            let row = row?;
            let cue = row.parse(1, "kind of cue", Cue::parse)?;
            self.gazetteer.cues.entry((language(&row, 0)?, cue)).or_default().push(row.cells[2].into());
        }
        for cues in self.gazetteer.cues.values_mut() {
            cues.sort();
        }
        Ok(())
    }

    fn pronouns(&mut self, text: &str) -> Result<(), Error> {
        for row in Table::new("pronouns.tsv", text, ["lang", "form", "number", "gender", "stands_for"])? {
            let row = row?;
            let person = row.parse(4, "kind of antecedent", |kind| match kind {
                "person" => Some(Some(true)),
                "thing" => Some(Some(false)),
                "any" => Some(None),
                _ => None,
            })?;
            let form = PronounForm { plural: row.cells[2] == "P", gender: gender(row.cells[3]), person };
            self.gazetteer.pronouns.insert((language(&row, 0)?, row.cells[1].into()), form);
        }
        Ok(())
    }

    fn transliteration(&mut self, text: &str) -> Result<(), Error> {
        let rewrites = &mut self.gazetteer.rewrites;
        for row in Table::new("transliteration.tsv", text, ["from", "to", "note"])? {
            let row = row?;
            if row.cells[0].is_empty() {
                return Err(row.error("an empty spelling would match everywhere"));
            }
            rewrites.push((row.cells[0].into(), row.cells[1].into()));
        }
        // Longest first, so that the first that fits is the one to take.
        rewrites.sort_by(|(one, _), (other, _)| other.len().cmp(&one.len()).then_with(|| one.cmp(other)));
        Ok(())
    }
}

/// A Wikidata id where the file says that it was verified.
fn verified<'t, const N: usize>(row: &Row<'t, N>, id: usize, status: usize) -> Option<&'t str> {
    row.present(id).filter(|_| row.cells[status] == "verified")
}

fn language<const N: usize>(row: &Row<'_, N>, column: usize) -> Result<Language, Error> {
    row.parse(column, "language", |code| match code {
        "fr" => Some(Language::French),
        "en" => Some(Language::English),
        _ => None,
    })
}

/// A form without the article that a text may leave out.
fn without_article(form: &str) -> &str {
    ["le ", "la ", "les ", "l'", "the "].iter().find_map(|article| form.strip_prefix(article)).unwrap_or(form)
}
