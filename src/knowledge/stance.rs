//! Words that tell what a speaker does with what is said, where the verb of saying does not: accuse, promise, ask,
//! suppose. From `data/stance.tsv`.

use super::table::{Error, Table};
use crate::doc::Language;
use rustc_hash::FxHashMap;

const HEADER: [&str; 3] = ["lang", "sign", "lemmas"];

/// What a word says of the statement that it heads or completes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sign {
    /// What somebody else does is wrong (`violer`, `illegal`): whoever says so accuses.
    Wrong,
    /// One's own will (`prêt à`, `intend`): whoever says so promises.
    Resolve,
    /// An act that one announces in order to do it (`envoi`, `deployment`).
    Act,
    /// What has to be (`besoin`, `need`): whoever says so asks.
    Need,
    /// What may be (`probable`, `seem`).
    Likely,
    /// That it never was (`jamais`, `nothing`): whoever says so of himself denies.
    Never,
}

impl Sign {
    const NAMES: [(&'static str, Sign); 6] = [
        ("wrong", Sign::Wrong),
        ("resolve", Sign::Resolve),
        ("act", Sign::Act),
        ("need", Sign::Need),
        ("likely", Sign::Likely),
        ("never", Sign::Never),
    ];
}

/// The signs of one language by lemma.
#[derive(Clone, Debug, Default)]
pub struct Signs(FxHashMap<String, u8>);

impl Signs {
    /// Reads the rows of one language.
    ///
    /// # Errors
    ///
    /// Names the line of a row with an unknown sign.
    pub fn parse(file: &str, text: &str, language: Language) -> Result<Self, Error> {
        let mut signs = FxHashMap::default();
        for row in Table::new(file, text, HEADER)? {
            let row = row?;
            let known = |name: &str| Sign::NAMES.iter().find(|(other, _)| *other == name).map(|&(_, sign)| sign);
            let sign = row.parse(1, "sign of stance", known)?;
            if row.cells[0] == language.code() {
                for lemma in row.list(2) {
                    *signs.entry(lemma.to_owned()).or_default() |= 1 << sign as u8;
                }
            }
        }
        Ok(Signs(signs))
    }

    /// True where the lemma is such a sign.
    pub fn is(&self, lemma: &str, sign: Sign) -> bool {
        self.0.get(lemma).is_some_and(|signs| signs & (1 << sign as u8) != 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lemma_may_have_several_signs_and_each_language_its_own() {
        let text = "lang\tsign\tlemmas\nfr\twrong\tmentir;provoquer\nfr\tlikely\tmentir\nen\tneed\tneed\n";
        let french = Signs::parse("stance.tsv", text, Language::French).unwrap();
        assert!(french.is("mentir", Sign::Wrong) && french.is("mentir", Sign::Likely));
        assert!(!french.is("need", Sign::Need) && !french.is("provoquer", Sign::Act));
        assert!(Signs::parse("stance.tsv", "lang\tsign\tlemmas\nfr\todd\tmentir\n", Language::French).is_err());
    }
}
