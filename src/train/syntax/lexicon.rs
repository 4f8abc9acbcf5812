//! Makes the lexicon from word lists and treebanks.

use super::corpus::Gold;
use crate::doc::{Features, Language, Upos};
use crate::nlp::model::{Container, LookupTable};
use crate::nlp::syntax::edit::Edit;
use crate::nlp::syntax::lexicon::{Analysis, Lexicon, UNKNOWN_BUNDLE};
use crate::text::normalize::straighten;
use crate::train::{DataFolder, TrainError};
use indexmap::{IndexMap, IndexSet};
use std::collections::BTreeMap;

/// Path, licence, and whether its function words are to be used.
type WordList = (&'static str, &'static str, bool);

const FRENCH: &[WordList] =
    &[("lexicon/dicollecte-fr.tsv", "MPL-2.0", true), ("lexicon/lefff-fr.tsv", "LGPL-LR", false)];
const ENGLISH: &[WordList] = &[("lexicon/lemminflect-en.tsv", "MIT", true)];

/// A reading while it is being counted.
#[derive(Clone, Debug)]
struct Reading {
    upos: Upos,
    bundle: u8,
    edit: Edit,
    listed: bool,
    count: usize,
}

/// Form → readings, before numbering.
#[derive(Debug, Default)]
pub struct LexiconBuilder {
    forms: BTreeMap<String, Vec<Reading>>,
}

impl LexiconBuilder {
    /// Reads the word lists of a language, then the treebanks. `bundles` are the model's feature bundles.
    ///
    /// # Errors
    ///
    /// Where a word list is missing or a line is malformed.
    pub fn read(
        data: &mut DataFolder,
        language: Language,
        gold: &[Gold],
        bundles: &IndexSet<Features>,
    ) -> Result<Self, TrainError> {
        let mut builder = LexiconBuilder::default();
        let lists = if language == Language::English { ENGLISH } else { FRENCH };
        for &(path, licence, function_words) in lists {
            let text = data.text(path, licence)?;
            for (index, line) in text.lines().enumerate() {
                let columns: Vec<&str> = line.split('\t').collect();
                let &[form, lemma, upos, features] = columns.as_slice() else {
                    return Err(TrainError::line(path, index + 1, "form, lemma, part of speech, features"));
                };
                let Some(upos) = Upos::parse(upos) else {
                    return Err(TrainError::line(path, index + 1, "a part of speech"));
                };
                let features = Features::parse(features);
                if is_word(form) && !is_rare(&features) && (function_words || is_open(upos)) {
                    let bundle = bundles.get_index_of(&features).map_or(UNKNOWN_BUNDLE, |index| index as u8);
                    builder.add(&straighten(form), &straighten(lemma), upos, bundle, true);
                }
            }
        }
        for gold in gold.iter().filter(|gold| gold.layers.lemmas) {
            for token in gold.sentence.tokens.iter().filter(|token| !token.lemma.is_empty()) {
                let features = if gold.layers.features { token.features } else { Features::default() };
                let bundle = bundles.get_index_of(&features).map_or(UNKNOWN_BUNDLE, |index| index as u8);
                builder.add(&token.form, &straighten(&token.lemma), token.upos, bundle, false);
            }
        }
        builder.reconcile();
        Ok(builder)
    }

    fn add(&mut self, form: &str, lemma: &str, upos: Upos, bundle: u8, listed: bool) {
        let mut edit = Edit::between(form, lemma);
        let lower = form.to_lowercase();
        // A capital at the start of a sentence says nothing, unless the lemma has it too.
        let key = if edit.keep_case && lower != form { form.to_owned() } else { lower };
        edit.keep_case &= key == form;
        let readings = self.forms.entry(key).or_default();
        let same = |reading: &&mut Reading| reading.upos == upos && reading.bundle == bundle && reading.edit == edit;
        match readings.iter_mut().find(same) {
            Some(reading) => {
                reading.count += usize::from(!listed);
                reading.listed |= listed;
            }
            None => readings.push(Reading { upos, bundle, edit, listed, count: usize::from(!listed) }),
        }
    }

    /// Where treebanks lemmatise a form, word lists that do it otherwise give way. Common readings come first.
    fn reconcile(&mut self) {
        for readings in self.forms.values_mut() {
            let counted = readings.clone();
            for reading in readings.iter_mut().filter(|reading| reading.count == 0) {
                let of_treebanks = || counted.iter().filter(|other| other.upos == reading.upos && other.count > 0);
                if of_treebanks().all(|other| other.edit != reading.edit)
                    && let Some(best) = of_treebanks().max_by_key(|other| other.count)
                {
                    reading.edit = best.edit.clone();
                }
            }
            readings.sort_by_key(|reading| std::cmp::Reverse(reading.count));
        }
    }

    /// Writes the sections `lexicon`, `readings` and `edits`.
    ///
    /// # Errors
    ///
    /// Where a table grows too large.
    pub fn write(&self, container: &mut Container) -> Result<(), TrainError> {
        let edits = self.number_edits();
        let mut sets: IndexSet<Vec<Analysis>> = IndexSet::new();
        sets.insert(Vec::new());
        let mut entries: Vec<(&str, u32)> = Vec::new();
        for (form, readings) in &self.forms {
            let mut set: Vec<Analysis> = Vec::new();
            for reading in readings {
                let Some(&edit) = edits.get(&reading.edit) else { continue };
                let analysis = Analysis { upos: reading.upos, bundle: reading.bundle, edit, listed: reading.listed };
                if !set.contains(&analysis) {
                    set.push(analysis);
                }
            }
            entries.push((form, sets.insert_full(set).0 as u32));
        }
        eprintln!("lexicon: {} forms, {} sets of readings, {} edits", entries.len(), sets.len(), edits.len());
        let lines: Vec<String> = edits.keys().map(Edit::to_line).collect();
        container.add("edits", lines.join("\n").as_bytes())?;
        // The first set, the empty one, is implied.
        container.add("readings", &Lexicon::encode_readings(sets.iter().skip(1).map(Vec::as_slice)))?;
        container.add("lexicon", &LookupTable::encode(entries.into_iter())?)?;
        Ok(())
    }

    /// Edits by how many treebank words, then how many forms they serve.
    fn number_edits(&self) -> IndexMap<Edit, u16> {
        let mut counts: BTreeMap<&Edit, (usize, usize)> = BTreeMap::new();
        for reading in self.forms.values().flatten() {
            let count = counts.entry(&reading.edit).or_default();
            count.0 += reading.count;
            count.1 += 1;
        }
        let mut edits: Vec<_> = counts.into_iter().collect();
        edits.sort_by_key(|&(edit, count)| (std::cmp::Reverse(count), edit.clone()));
        edits.truncate(usize::from(u16::MAX));
        edits.into_iter().zip(0..).map(|((edit, _), number)| (edit.clone(), number)).collect()
    }
}

fn is_word(form: &str) -> bool {
    !form.is_empty() && !form.contains([' ', '&', '_'])
}

fn is_open(upos: Upos) -> bool {
    matches!(upos, Upos::Adj | Upos::Adv | Upos::Intj | Upos::Noun | Upos::Num | Upos::Propn | Upos::Verb)
}

/// Forms that news do not use, and there are many of them: imperfect subjunctive, simple past in the first and second person.
fn is_rare(features: &Features) -> bool {
    use crate::doc::tagset::{Mood, Person, Tense};
    match features.mood {
        Mood::Sub => features.tense == Tense::Imp,
        Mood::Ind => features.tense == Tense::Past && matches!(features.person, Person::First | Person::Second),
        _ => false,
    }
}
