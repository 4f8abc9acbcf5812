//! Simple and complex prepositions with the functions that they can mark. From `data/prepositions.tsv`.

use super::table::{Error, Table};
use crate::doc::Language;
use rustc_hash::FxHashMap;

const HEADER: [&str; 3] = ["lang", "form", "class"];

macro_rules! functions {
    ($($name:ident = $text:literal),+ $(,)?) => {
        /// What a preposition can mark.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs)]
        pub enum Function { $($name),+ }

        impl Function {
            /// The function for a name of the data file.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Function::$name),)+ _ => None }
            }
        }
    };
}

functions! {
    Location = "location", Source = "source", Destination = "destination", Opposition = "opposition",
    Companion = "companion", Topic = "topic", Cause = "cause", Purpose = "purpose", Instrument = "instrument",
    Agent = "agent", Attribution = "attribution", Time = "time", Concession = "concession", Exception = "exception",
    Addition = "addition", Role = "role", Manner = "manner",
    Circumstance = "circumstance",
}

/// A preposition of one or more words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preposition {
    /// Its words in lower case with contractions undone (`au nord de` → `à`, `le`, `nord`, `de`).
    pub words: Vec<String>,
    /// The form as the data file writes it.
    pub form: String,
    /// What it can mark, in the order of the file.
    pub functions: Vec<Function>,
}

/// The prepositions of one language.
#[derive(Clone, Debug, Default)]
pub struct Prepositions {
    list: Vec<Preposition>,
    by_form: FxHashMap<String, usize>,
    by_first: FxHashMap<String, Vec<usize>>,
}

impl Prepositions {
    /// Reads the rows of one language.
    ///
    /// # Errors
    ///
    /// Names the line of a row with an unknown function.
    pub fn parse(file: &str, text: &str, language: Language) -> Result<Self, Error> {
        let mut out = Prepositions::default();
        for row in Table::new(file, text, HEADER)? {
            let row = row?;
            if row.cells[0] != language.code() {
                continue;
            }
            let function = row.parse(2, "function of prepositions", Function::parse)?;
            let form = row.cells[1];
            let index = *out.by_form.entry(form.to_owned()).or_insert_with(|| {
                out.list.push(Preposition {
                    words: syntactic_words(form),
                    form: form.to_owned(),
                    functions: Vec::new(),
                });
                out.list.len() - 1
            });
            out.list[index].functions.push(function);
        }
        for (index, preposition) in out.list.iter().enumerate() {
            if let Some(first) = preposition.words.first() {
                out.by_first.entry(first.clone()).or_default().push(index);
            }
        }
        for entries in out.by_first.values_mut() {
            entries.sort_by_key(|&index| std::cmp::Reverse(out.list[index].words.len()));
        }
        Ok(out)
    }

    /// All of them, in file order.
    pub fn iter(&self) -> impl Iterator<Item = &Preposition> {
        self.list.iter()
    }

    /// The functions of a preposition by its form (`à cause de`).
    pub fn functions(&self, form: &str) -> &[Function] {
        self.by_form.get(form).map_or(&[], |&index| &self.list[index].functions)
    }

    /// The longest preposition at the start of `words`, which gives lower-case forms or lemmas.
    pub fn longest<'w>(&self, words: impl Iterator<Item = &'w str> + Clone) -> Option<&Preposition> {
        let first = words.clone().next()?;
        let candidates = self.by_first.get(first)?;
        candidates.iter().map(|&index| &self.list[index]).find(|preposition| {
            let mut rest = words.clone();
            preposition.words.iter().all(|word| rest.next() == Some(word.as_str()))
        })
    }
}

/// Undoes French contractions and elisions as the treebanks do: `au nord de` → `à le nord de`, `jusqu'à` → `jusque à`.
pub(super) fn syntactic_words(form: &str) -> Vec<String> {
    let mut words = Vec::new();
    for word in form.split(' ') {
        match word {
            "au" => words.extend(["à", "le"].map(str::to_owned)),
            "aux" => words.extend(["à", "le"].map(str::to_owned)),
            "du" => words.extend(["de", "le"].map(str::to_owned)),
            "des" => words.extend(["de", "le"].map(str::to_owned)),
            "jusqu'à" => words.extend(["jusque", "à"].map(str::to_owned)),
            _ => match word.split_once('\'') {
                Some(("l", rest)) => words.extend(["le".to_owned(), rest.to_owned()]),
                Some(("d", rest)) if rest != "après" => words.extend(["de".to_owned(), rest.to_owned()]),
                _ => words.push(word.to_owned()),
            },
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn complex_prepositions_are_found_longest_first() {
        let text = include_str!("../../data/prepositions.tsv");
        let french = Prepositions::parse("prepositions.tsv", text, Language::French).unwrap();
        let words = ["à", "le", "nord", "de", "Lille"];
        assert_eq!(french.longest(words.into_iter()).unwrap().form, "au nord de");
        assert_eq!(french.longest(["à", "Lille"].into_iter()).unwrap().form, "à");
        assert!(french.longest(["Lille"].into_iter()).is_none());
        assert_eq!(french.functions("malgré"), [Function::Concession]);
        assert_eq!(french.functions("contre"), [Function::Opposition]);
    }
}
