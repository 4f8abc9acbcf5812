//! Words that change what is said of an event: negation, modality, implicatives, conditions, purpose, support verbs.
//! From `data/operators.tsv`.

use super::table::{Error, Row, Table};
use crate::doc::{Factuality, Language};
use rustc_hash::FxHashMap;

/// The columns of `operators.tsv`.
const HEADER: [&str; 8] = ["lang", "lemma", "pos", "form", "class", "value", "polarity", "factuality"];

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $text:literal),+ $(,)?) => {
        /// What kind of operator a word is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum OperatorClass { $($(#[$doc])* $name),+ }

        impl OperatorClass {
            /// The class for a name of the data file.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(OperatorClass::$name),)+ _ => None }
            }
        }
    };
}

classes! {
    /// Beginning, going on, ending.
    Aspect = "aspect",
    /// Success or failure of what the complement says (`réussir à`, `échouer à`).
    Implicative = "implicative",
    /// `tenter de`.
    Attempt = "attempt",
    /// `pouvoir`, `devoir`.
    Modal = "modal",
    /// `vouloir`, `promettre de`.
    Intent = "intent",
    /// `sembler`.
    Evidential = "evidential",
    /// Support verbs: the noun carries the meaning.
    Light = "light",
    /// `ne`, `sans`, `never`.
    Negation = "negation",
    /// `peut-être`, and moods and tenses.
    Modality = "modality",
    /// Approximators of numbers.
    Quantity = "quantity",
    /// `si`, `unless`.
    Conditional = "conditional",
    /// `pour`, `afin de`.
    Purpose = "purpose",
    /// `parce que`.
    Cause = "cause",
    /// `bien que`.
    Concession = "concession",
    /// `avant`, `lorsque`.
    Temporal = "temporal",
}

/// One operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operator {
    /// The form as the data file writes it (`s'abstenir de`, `être sur le point de`).
    pub form: String,
    /// Lemma of the word that carries it.
    pub lemma: String,
    /// Class.
    pub class: OperatorClass,
    /// Finer value within the class.
    pub value: String,
    /// What becomes of the event in its scope; `None` where the operator leaves it as it is.
    pub factuality: Option<Factuality>,
    /// True where the verb needs a reflexive pronoun.
    pub reflexive: bool,
    /// True where the form itself is negated (`ne cesser de`).
    pub negated: bool,
    /// The words after the verb (`sur le point`), without the last preposition.
    pub idiom: Vec<String>,
    /// The preposition that introduces the complement (`de`, `à`, `to`, `from`); `None` for a bare complement.
    pub complement: Option<String>,
}

/// All operators of one language.
#[derive(Clone, Debug, Default)]
pub struct Operators {
    list: Vec<Operator>,
    verbs: FxHashMap<String, Vec<u16>>,
    nouns: FxHashMap<String, Vec<u16>>,
    words: FxHashMap<String, Vec<u16>>,
}

impl Operators {
    /// Reads the rows of one language.
    ///
    /// # Errors
    ///
    /// Names the line of a row with an unknown class or factuality.
    pub fn parse(file: &str, text: &str, language: Language) -> Result<Self, Error> {
        let mut out = Operators::default();
        for row in Table::new(file, text, HEADER)? {
            let row = row?;
            if row.cells[0] == language.code() {
                out.push(&row)?;
            }
        }
        // Longest form first, so that `ne plus` or `sous la pression de` is met before its parts.
        for (list, map) in [(&out.list, &mut out.words), (&out.list, &mut out.verbs)] {
            for entries in map.values_mut() {
                entries.sort_by_key(|&index| std::cmp::Reverse(list[usize::from(index)].form.split(' ').count()));
            }
        }
        Ok(out)
    }

    fn push(&mut self, row: &Row<'_, 8>) -> Result<(), Error> {
        let [_, lemma, part_of_speech, form, ..] = row.cells;
        let class = row.parse(4, "operator class", OperatorClass::parse)?;
        let factuality = match row.present(7) {
            Some(_) => Some(row.parse(7, "factuality", Factuality::parse)?),
            None => None,
        };
        let index = u16::try_from(self.list.len()).map_err(|_| row.error("too many operators"))?;
        let noun = part_of_speech == "NOUN";
        let verb = part_of_speech == "VERB";
        let (reflexive, negated, rest) = verb_form(form);
        let mut idiom: Vec<String> = Vec::new();
        let mut complement = None;
        if verb || noun {
            idiom = rest.split(' ').skip(1).map(str::to_owned).collect();
            if idiom.last().is_some_and(|word| is_complement_marker(word)) {
                complement = idiom.pop();
            }
            let map = if noun { &mut self.nouns } else { &mut self.verbs };
            map.entry(lemma.to_owned()).or_default().push(index);
        } else if part_of_speech != "MORPH" {
            let first = form.split(' ').next().unwrap_or(form);
            self.words.entry(first.to_owned()).or_default().push(index);
        }
        self.list.push(Operator {
            form: form.to_owned(),
            lemma: lemma.to_owned(),
            class,
            value: row.cells[5].to_owned(),
            factuality,
            reflexive,
            negated,
            idiom,
            complement,
        });
        Ok(())
    }

    /// The operators that a verb with this lemma can be, longest form first.
    pub fn verbs(&self, lemma: &str) -> impl Iterator<Item = &Operator> {
        self.verbs.get(lemma).into_iter().flatten().map(|&index| &self.list[usize::from(index)])
    }

    /// The adverbs, conjunctions and prepositions whose form starts with `word` (lower case), longest form first.
    pub fn words(&self, word: &str) -> impl Iterator<Item = &Operator> {
        self.words.get(word).into_iter().flatten().map(|&index| &self.list[usize::from(index)])
    }

    /// The operators that a noun with this lemma can be (`l'ouverture de`).
    pub fn nouns(&self, lemma: &str) -> impl Iterator<Item = &Operator> {
        self.nouns.get(lemma).into_iter().flatten().map(|&index| &self.list[usize::from(index)])
    }

    /// The support verbs with this lemma.
    pub fn light(&self, lemma: &str) -> impl Iterator<Item = &Operator> {
        self.verbs(lemma).filter(|operator| operator.class == OperatorClass::Light)
    }
}

/// Splits the reflexive pronoun and the negation off a verb form: `s'abstenir de` → (true, false, `abstenir de`).
fn verb_form(form: &str) -> (bool, bool, &str) {
    let (negated, form) = match form.strip_prefix("ne ").or_else(|| form.strip_prefix("n'")) {
        Some(rest) => (true, rest),
        None => (false, form),
    };
    match form.strip_prefix("se ").or_else(|| form.strip_prefix("s'")) {
        Some(rest) => (true, negated, rest),
        None => (false, negated, form),
    }
}

/// Words that end a verb form to say how its complement is introduced.
fn is_complement_marker(word: &str) -> bool {
    matches!(word, "à" | "de" | "par" | "pour" | "to" | "from" | "in" | "of" | "like")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = include_str!("../../data/operators.tsv");

    #[test]
    fn verb_forms_are_taken_apart() {
        let french = Operators::parse("operators.tsv", TEXT, Language::French).unwrap();
        let abstain = french.verbs("abstenir").next().unwrap();
        assert!(abstain.reflexive && abstain.complement.as_deref() == Some("de"));
        assert_eq!(abstain.factuality, Some(Factuality::Negated));
        let verge = french.verbs("être").find(|operator| operator.value == "prospective").unwrap();
        assert_eq!(verge.idiom, ["sur", "le", "point"]);
        let cease: Vec<_> = french.verbs("cesser").map(|operator| operator.negated).collect();
        assert_eq!(cease, [true, false]);
        assert_eq!(french.light("subir").next().unwrap().value, "converse");
    }

    #[test]
    fn words_are_found_by_their_first_word() {
        let english = Operators::parse("operators.tsv", TEXT, Language::English).unwrap();
        let longest = english.words("in").next().unwrap();
        assert!(longest.form.split(' ').count() >= 4, "{}", longest.form);
        assert!(english.words("without").all(|operator| operator.class == OperatorClass::Negation));
    }

    #[test]
    fn errors_name_the_line() {
        let text = format!("{}\nfr\tx\tADV\tx\tnonsense\ty\t+\t-\n", HEADER.join("\t"));
        let error = Operators::parse("operators.tsv", &text, Language::French).unwrap_err();
        assert_eq!(error.line, Some(2));
    }
}
