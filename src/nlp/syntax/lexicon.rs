//! Form → possible parts of speech, features and lemmas, from word lists and treebanks.

use super::edit::Edit;
use crate::doc::Upos;
use crate::nlp::model::{Container, LookupTable, ModelError, hash_text};

/// Feature bundle number of an analysis whose bundle the model does not have.
pub const UNKNOWN_BUNDLE: u8 = u8::MAX;
const RECORD: usize = 5;

/// One reading of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Analysis {
    /// Part of speech.
    pub upos: Upos,
    /// Index into the model's feature bundles, or [`UNKNOWN_BUNDLE`].
    pub bundle: u8,
    /// Index into [`Lexicon::edits`].
    pub edit: u16,
    /// True for a reading from a word list, false for one that only a treebank has. Only the former feed the tagger:
    /// treebanks know the right reading of every word that it is trained on, and of too few others.
    pub listed: bool,
}

/// The readings of a form as written and of its lower case, as indices of reading sets; 0 is the empty set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// Readings of the form as written.
    pub written: u32,
    /// Readings of its lower case where that differs.
    pub lower: u32,
}

/// Many forms share few sets of readings; the table maps forms to set numbers.
#[derive(Clone, Debug)]
pub struct Lexicon {
    table: LookupTable,
    /// Set `i` is `analyses[starts[i]..starts[i + 1]]`.
    starts: Vec<u32>,
    analyses: Vec<Analysis>,
    /// For every set the listed parts of speech, one bit each.
    masks: Vec<u32>,
    edits: Vec<Edit>,
}

impl Lexicon {
    /// Reads the sections `lexicon`, `readings` and `edits`.
    ///
    /// # Errors
    ///
    /// [`ModelError::Damaged`] where they do not fit together.
    pub fn load(container: &Container) -> Result<Self, ModelError> {
        let damaged = |what: &str| ModelError::damaged(format!("lexicon: {what}"));
        let text = String::from_utf8(container.section("edits")?).map_err(|_| damaged("edits are no text"))?;
        let edits: Option<Vec<Edit>> = text.lines().map(Edit::parse_line).collect();
        let edits = edits.ok_or_else(|| damaged("edits"))?;
        let table = LookupTable::parse(&container.section("lexicon")?)?;
        let bytes = container.section("readings")?;
        let mut lexicon = Lexicon { table, starts: vec![0, 0], analyses: Vec::new(), masks: vec![0], edits };
        let mut rest = bytes.as_slice();
        while let Some((&count, after)) = rest.split_first() {
            let set = after.split_at_checked(usize::from(count) * RECORD).ok_or_else(|| damaged("readings"))?;
            let mut mask = 0;
            for record in set.0.chunks_exact(RECORD) {
                let analysis = lexicon.analysis(record).ok_or_else(|| damaged("reading"))?;
                mask |= if analysis.listed { 1 << analysis.upos as u32 } else { 0 };
                lexicon.analyses.push(analysis);
            }
            lexicon.starts.push(lexicon.analyses.len() as u32);
            lexicon.masks.push(mask);
            rest = set.1;
        }
        Ok(lexicon)
    }

    fn analysis(&self, record: &[u8]) -> Option<Analysis> {
        let &[upos, bundle, low, high, listed] = record else { return None };
        let edit = u16::from_le_bytes([low, high]);
        self.edits.get(usize::from(edit))?;
        Some(Analysis { upos: *Upos::ALL.get(usize::from(upos))?, bundle, edit, listed: listed != 0 })
    }

    /// The `readings` section for these sets, of which the first is the empty one.
    pub fn encode_readings<'a>(sets: impl Iterator<Item = &'a [Analysis]>) -> Vec<u8> {
        let mut out = Vec::new();
        for set in sets {
            let set = &set[..set.len().min(usize::from(u8::MAX))];
            out.push(set.len() as u8);
            for analysis in set {
                let [low, high] = analysis.edit.to_le_bytes();
                out.extend([analysis.upos as u8, analysis.bundle, low, high, u8::from(analysis.listed)]);
            }
        }
        out
    }

    /// Looks a form up as written and in lower case.
    pub fn find(&self, form: &str) -> Entry {
        let known = |class: u32| if (class as usize) < self.masks.len() { class } else { 0 };
        let written = self.table.get_hash(hash_text(form)).map_or(0, known);
        let lower = if form.chars().any(char::is_uppercase) {
            self.table.get(&form.to_lowercase()).map_or(0, known)
        } else {
            0
        };
        Entry { written, lower }
    }

    /// The parts of speech that word lists give, one bit each.
    pub fn mask(&self, entry: Entry) -> u32 {
        self.masks[entry.written as usize] | self.masks[entry.lower as usize]
    }

    /// All readings, those of the form as written first.
    pub fn readings(&self, entry: Entry) -> impl Iterator<Item = Analysis> + '_ {
        self.set(entry.written).iter().chain(self.set(entry.lower)).copied()
    }

    fn set(&self, class: u32) -> &[Analysis] {
        let class = class as usize;
        &self.analyses[self.starts[class] as usize..self.starts[class + 1] as usize]
    }

    /// The edit of a reading.
    pub fn edit(&self, number: u16) -> &Edit {
        &self.edits[usize::from(number)]
    }

    /// All edits; the commonest come first.
    pub fn edits(&self) -> &[Edit] {
        &self.edits
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nlp::model::Header;
    use proptest::prelude::*;

    fn container(readings: &[u8]) -> Container {
        let mut container = Container::new(Header::default());
        container.add("edits", b"-1\t\n=0\t").unwrap();
        container.add("readings", readings).unwrap();
        let entries = [("ports", 1), ("Ports", 2), ("loin", 9)];
        container.add("lexicon", &LookupTable::encode(entries.into_iter()).unwrap()).unwrap();
        container
    }

    #[test]
    fn readings_of_both_cases_are_found() {
        let noun = Analysis { upos: Upos::Noun, bundle: 3, edit: 0, listed: true };
        let name = Analysis { upos: Upos::Propn, bundle: UNKNOWN_BUNDLE, edit: 1, listed: false };
        let readings = Lexicon::encode_readings([[noun].as_slice(), &[name]].into_iter());
        let lexicon = Lexicon::load(&container(&readings)).unwrap();
        let entry = lexicon.find("Ports");
        assert_eq!(lexicon.readings(entry).collect::<Vec<_>>(), [name, noun]);
        assert_eq!(lexicon.mask(entry), 1 << Upos::Noun as u32);
        assert_eq!(lexicon.edit(noun.edit).apply("Ports").as_deref(), Some("port"));
        assert_eq!(lexicon.find("loin"), Entry::default());
        assert_eq!(lexicon.readings(lexicon.find("inconnu")).count(), 0);
    }

    proptest! {
        #[test]
        fn hostile_readings_are_refused_or_harmless(readings in prop::collection::vec(0u8..20, 0..40)) {
            if let Ok(lexicon) = Lexicon::load(&container(&readings)) {
                for form in ["ports", "Ports", "loin", "x"] {
                    for reading in lexicon.readings(lexicon.find(form)) {
                        prop_assert!(usize::from(reading.edit) < lexicon.edits().len());
                    }
                }
            }
        }
    }
}
