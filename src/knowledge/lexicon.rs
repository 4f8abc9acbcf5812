//! The triggers of one language: which words state which relation, with which arguments. Files `lexicon.*.tsv`, with the
//! function words, prepositions and support verbs that matching needs. The format is described in `data/README.md`.

use super::ontology::{Ontology, RelationId, Tier, TypeSet};
use super::pattern::{Argument, Constraint, Path, Words, parse_arguments, parse_constraints};
use super::prepositions::{Function, Prepositions};
use super::symbols::{Symbol, Symbols};
use super::table::{Error, Row, Table};
use crate::doc::{Role, Upos};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// How usual a reading is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Weak, or one of many readings (C).
    Weak,
    /// Plausible (B).
    Plausible,
    /// Usual (A).
    Usual,
}

impl Confidence {
    fn parse(text: &str) -> Option<Self> {
        match text {
            "A" => Some(Confidence::Usual),
            "B" => Some(Confidence::Plausible),
            "C" => Some(Confidence::Weak),
            _ => None,
        }
    }
}

/// One reading of a trigger.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The lemma, or the idiom in its citation form.
    pub form: Box<str>,
    /// All must hold.
    pub constraints: Box<[Constraint]>,
    /// What it states.
    pub relation: RelationId,
    /// How specific the relation is.
    pub tier: Tier,
    /// Index of its arguments, see [`Lexicon::arguments`].
    frame: u32,
    /// Types that fillers must have.
    pub types: Box<[(Role, TypeSet)]>,
    /// How usual it is.
    pub confidence: Confidence,
    /// Number of constraints and required roles.
    pub specificity: u8,
    /// True where some role is read from the object.
    pub takes_object: bool,
}

/// What a preposition may mark, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Functions(u32);

impl Entry {
    /// True for a plain reading that takes no object.
    pub fn is_intransitive(&self) -> bool {
        !self.takes_object && self.constraints.is_empty()
    }
}

impl Functions {
    /// True where `function` is in the set.
    pub fn contains(self, function: Function) -> bool {
        self.0 & (1 << function as u32) != 0
    }
}

/// The triggers of a language and the words that matching needs.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    words: Words,
    entries: Vec<Entry>,
    frames: Vec<Box<[Argument]>>,
    /// For every symbol the entries of its verbs, nouns and adjectives.
    by_lemma: Vec<[Range<u32>; 3]>,
    prepositions: FxHashMap<Symbol, Functions>,
    /// First word of a complex preposition → its words and the whole, longest first.
    complex: FxHashMap<Symbol, Vec<ComplexPreposition>>,
    function_words: FxHashMap<(FunctionWord, Symbol), Vec<Symbol>>,
}

/// The words of a preposition and the symbol of the whole.
pub type ComplexPreposition = (Box<[Symbol]>, Symbol);

/// An entry with its lemma and column of part of speech.
type KeyedEntry = ((Symbol, usize), Entry);

/// Classes of `function_words.tsv` that matching asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FunctionWord {
    /// Hides a preposition: `dont`, `en`, `y`, `où`.
    Oblique,
    /// A relative pronoun.
    Relative,
    /// A reflexive pronoun.
    Reflexive,
    /// Takes both parties: `entre`, `between`.
    Pair,
    /// Marks the agent of a passive.
    Agent,
    /// Head noun of a time expression.
    TimeNoun,
    /// Marks the complement of any noun: `de`, `of`.
    Genitive,
    /// Counts what follows: `une dizaine de soldats`, `hundreds of people`.
    QuantityNoun,
    /// Acts for the body that it belongs to: a jury, the management, a loan.
    ActingPart,
}

impl FunctionWord {
    fn parse(text: &str) -> Option<Self> {
        Some(match text {
            "oblique" => FunctionWord::Oblique,
            "relative" => FunctionWord::Relative,
            "reflexive" => FunctionWord::Reflexive,
            "pair" => FunctionWord::Pair,
            "agent" => FunctionWord::Agent,
            "time_noun" => FunctionWord::TimeNoun,
            "genitive" => FunctionWord::Genitive,
            "quantity_noun" => FunctionWord::QuantityNoun,
            "acting_part" => FunctionWord::ActingPart,
            _ => return None,
        })
    }
}

/// The texts that a lexicon is made of.
#[derive(Clone, Copy, Debug)]
pub struct Sources<'t> {
    /// Code of the language: rows of other languages are skipped.
    pub language: &'t str,
    /// Name of the lexicon file, for error messages.
    pub name: &'t str,
    /// `lexicon.*.tsv`
    pub lexicon: &'t str,
    /// `function_words.tsv`
    pub function_words: &'t str,
    /// The prepositions of the language.
    pub prepositions: &'t Prepositions,
}

impl Lexicon {
    /// Reads and checks the files of one language.
    pub fn parse(sources: Sources<'_>, ontology: &Ontology) -> Result<Lexicon, Error> {
        let mut lexicon = Lexicon::default();
        lexicon.read_function_words(sources)?;
        lexicon.take_prepositions(sources.prepositions);
        let keyed = lexicon.read_entries(sources, ontology)?;
        lexicon.index(keyed);
        Ok(lexicon)
    }

    /// The words of the patterns as symbols, all in lower case.
    pub fn symbols(&self) -> &Symbols {
        &self.words.symbols
    }

    /// The readings of a lemma as a part of speech, in file order. `lemma` is a symbol of this lexicon.
    pub fn entries(&self, lemma: Symbol, upos: Upos) -> &[Entry] {
        let range = column(upos).and_then(|column| Some(self.by_lemma.get(lemma.index())?[column].clone()));
        range.and_then(|range| self.entries.get(range.start as usize..range.end as usize)).unwrap_or_default()
    }

    /// The arguments of an entry.
    pub fn arguments(&self, entry: &Entry) -> &[Argument] {
        &self.frames[entry.frame as usize]
    }

    /// The functions that a preposition may have.
    pub fn preposition(&self, symbol: Symbol) -> Functions {
        self.prepositions.get(&symbol).copied().unwrap_or_default()
    }

    /// Prepositions of several words that start with a word, longest first.
    pub fn complex_prepositions(&self, first: Symbol) -> &[ComplexPreposition] {
        self.complex.get(&first).map(Vec::as_slice).unwrap_or_default()
    }

    /// The values of a function word; `None` where the word is not of the class.
    pub fn function_word(&self, class: FunctionWord, word: Symbol) -> Option<&[Symbol]> {
        self.function_words.get(&(class, word)).map(Vec::as_slice)
    }

    /// True where the word is of the class.
    pub fn is(&self, class: FunctionWord, word: Symbol) -> bool {
        word.is_some() && self.function_words.contains_key(&(class, word))
    }

    fn read_function_words(&mut self, sources: Sources<'_>) -> Result<(), Error> {
        let header = ["lang", "class", "word", "value"];
        for row in Table::new("function_words.tsv", sources.function_words, header)? {
            let row = row?;
            let [language, _, word, _] = row.cells;
            if language != sources.language {
                continue;
            }
            let class = row.parse(1, "class of function words", FunctionWord::parse)?;
            let values = row.list(3).map(|word| self.words.preposition(word)).collect();
            let word = self.words.word(word);
            self.function_words.insert((class, word), values);
        }
        Ok(())
    }

    fn take_prepositions(&mut self, prepositions: &Prepositions) {
        for preposition in prepositions.iter() {
            let symbol = self.words.preposition(&preposition.form);
            let bits = preposition.functions.iter().fold(0, |bits, &function| bits | 1 << function as u32);
            self.prepositions.entry(symbol).or_default().0 |= bits;
        }
    }

    /// Reads the entries with their keys, lemma and column of part of speech.
    fn read_entries(&mut self, sources: Sources<'_>, ontology: &Ontology) -> Result<Vec<KeyedEntry>, Error> {
        let header = ["lemma", "pos", "form", "match", "relation", "args", "types", "conf"];
        let mut known: FxHashMap<(u16, &str), u32> = FxHashMap::default();
        let mut keyed = Vec::new();
        for row in Table::new(sources.name, sources.lexicon, header)? {
            let row = row?;
            let [lemma, _, form, constraints, relation, arguments, _, _] = row.cells;
            let column = row.parse(1, "part of speech of triggers", |text| column(Upos::parse(text)?))?;
            let relation = row.parse(4, "relation of the ontology", |_| ontology.relation_named(relation))?;
            let confidence = row.parse(7, "confidence", Confidence::parse)?;
            let constraints =
                parse_constraints(constraints, lemma, &mut self.words).map_err(|message| row.error(message))?;
            let frame = match known.get(&(relation.0, arguments)) {
                Some(&frame) => frame,
                None => {
                    let frame = self.frame(&row, arguments, relation, ontology)?;
                    known.insert((relation.0, arguments), frame);
                    frame
                }
            };
            let required = self.frames[frame as usize].iter().filter(|argument| argument.required).count();
            let reads_object = |argument: &Argument| argument.paths.contains(&Path::Object);
            let entry = Entry {
                form: form.into(),
                specificity: (constraints.len() + required) as u8,
                takes_object: self.frames[frame as usize].iter().any(reads_object),
                constraints,
                relation,
                tier: ontology.relation(relation).tier,
                frame,
                types: types(&row, ontology)?,
                confidence,
            };
            keyed.push(((self.words.word(lemma), column), entry));
        }
        Ok(keyed)
    }

    fn frame<const N: usize>(
        &mut self,
        row: &Row<'_, N>,
        cell: &str,
        relation: RelationId,
        ontology: &Ontology,
    ) -> Result<u32, Error> {
        let arguments = parse_arguments(cell, &mut self.words).map_err(|message| row.error(message))?;
        if let Some(illegal) = arguments.iter().find(|argument| !ontology.allows(relation, argument.role)) {
            let name = &ontology.relation(relation).name;
            return Err(row.error(format!("{name} has no role {}", illegal.role.name())));
        }
        self.frames.push(arguments);
        Ok(self.frames.len() as u32 - 1)
    }

    fn index(&mut self, mut keyed: Vec<KeyedEntry>) {
        keyed.sort_by_key(|&(key, _)| key);
        self.by_lemma = vec![[0..0, 0..0, 0..0]; self.words.symbols.len()];
        for (position, ((lemma, column), entry)) in keyed.into_iter().enumerate() {
            let position = position as u32;
            let range = &mut self.by_lemma[lemma.index()][column];
            if range.start == range.end {
                *range = position..position;
            }
            range.end = position + 1;
            self.entries.push(entry);
        }
        for (words, whole) in std::mem::take(&mut self.words.complex) {
            if let Some(&first) = words.first() {
                self.complex.entry(first).or_default().push((words, whole));
            }
        }
        for alternatives in self.complex.values_mut() {
            alternatives.sort_by_key(|(words, whole)| (std::cmp::Reverse(words.len()), *whole));
        }
    }
}

fn column(upos: Upos) -> Option<usize> {
    match upos {
        Upos::Verb => Some(0),
        Upos::Noun => Some(1),
        Upos::Adj => Some(2),
        _ => None,
    }
}

fn types<const N: usize>(row: &Row<'_, N>, ontology: &Ontology) -> Result<Box<[(Role, TypeSet)]>, Error> {
    let parse = |part: &str| {
        let (role, names) = part.split_once(':').ok_or_else(|| row.error(format!("no : in {part:?}")))?;
        let role = Role::parse(role).ok_or_else(|| row.error(format!("unknown role {role:?}")))?;
        let mut set = TypeSet::default();
        for name in names.split('|') {
            set = set.union(ontology.type_set(name).ok_or_else(|| row.error(format!("unknown type {name:?}")))?);
        }
        Ok((role, set))
    };
    row.list(6).map(parse).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::Language;
    use crate::knowledge::Knowledge;

    fn parse(lexicon: &str) -> Result<Lexicon, Error> {
        let ontology = Ontology::parse("ontology.toml", include_str!("../../data/ontology.toml")).unwrap();
        let text = "lang\tform\tclass\nfr\tau nord de\tlocation\nfr\tà\tdestination\n";
        let prepositions = Prepositions::parse("prepositions.tsv", text, Language::French).unwrap();
        let sources = Sources {
            language: "fr",
            name: "lexicon.fr.tsv",
            lexicon: &format!("lemma\tpos\tform\tmatch\trelation\targs\ttypes\tconf\n{lexicon}"),
            function_words: "lang\tclass\tword\tvalue\nfr\toblique\tdont\tde\n",
            prepositions: &prepositions,
        };
        Lexicon::parse(sources, &ontology)
    }

    #[test]
    fn entries_are_found_by_lemma_and_part_of_speech() {
        let lexicon = parse(
            "prendre\tVERB\tprendre\t-\tcaptures\tagent=nsubj;patient=obj\tpatient:Place\tB\n\
             visite\tNOUN\tvisite\t-\tvisits\tagent=nmod:de\t-\tA\n\
             prendre\tVERB\tprendre fin\tobj=fin\tends\tpatient=nsubj\t-\tA\n",
        )
        .unwrap();
        let lemma = lexicon.symbols().get("prendre");
        let entries = lexicon.entries(lemma, Upos::Verb);
        assert_eq!(entries.iter().map(|entry| &*entry.form).collect::<Vec<_>>(), ["prendre", "prendre fin"]);
        assert!(entries[0].takes_object && !entries[1].takes_object);
        assert_eq!((entries[0].specificity, entries[1].specificity), (0, 1));
        assert!(lexicon.entries(lemma, Upos::Noun).is_empty());
        assert!(lexicon.entries(Symbol::NONE, Upos::Verb).is_empty());
    }

    #[test]
    fn prepositions_and_function_words() {
        let lexicon = parse("").unwrap();
        let symbol = |word: &str| lexicon.symbols().get(word);
        assert_eq!(lexicon.complex_prepositions(symbol("à")).len(), 1);
        assert!(lexicon.preposition(symbol("au nord de")).contains(Function::Location));
        assert!(!lexicon.preposition(symbol("au nord de")).contains(Function::Time));
        assert_eq!(lexicon.function_word(FunctionWord::Oblique, symbol("dont")), Some(&[symbol("de")][..]));
        assert!(!lexicon.is(FunctionWord::Relative, symbol("dont")));
    }

    #[test]
    fn faults_are_named_with_their_line() {
        let fault = |row: &str| parse(row).unwrap_err().to_string();
        assert_eq!(
            fault("a\tVERB\ta\t-\tnonsense\tagent=nsubj\t-\tA\n"),
            "lexicon.fr.tsv:2: \"nonsense\" is no relation of the ontology"
        );
        assert!(fault("a\tVERB\ta\t-\tthanks\tsource=nsubj\t-\tA\n").contains("thanks has no role source"));
        assert!(fault("a\tVERB\ta\tglue\tthanks\tagent=nsubj\t-\tA\n").contains("unknown constraint"));
        assert!(fault("a\tADV\ta\t-\tthanks\tagent=nsubj\t-\tA\n").contains("no part of speech"));
        assert!(fault("a\tVERB\ta\t-\tthanks\tagent=nsubj\tagent:Fish\tA\n").contains("unknown type"));
    }

    #[test]
    fn the_files_of_the_project_load() {
        let knowledge = Knowledge::embedded().unwrap();
        let french = &knowledge.language(Language::French).unwrap().lexicon;
        assert!(french.entries(french.symbols().get("emparer"), Upos::Verb).len() == 1);
    }
}
