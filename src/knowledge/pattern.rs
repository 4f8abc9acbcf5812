//! The two small languages of the lexicon's cells: paths from a trigger to its arguments, and constraints on a trigger.

use super::prepositions::syntactic_words;
use super::symbols::{Symbol, Symbols};
use crate::doc::Role;

/// A way from a trigger to an argument, read in the active frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Path {
    /// `nsubj`
    Subject,
    /// `nsubj:pass`
    PassiveSubject,
    /// `obj`
    Object,
    /// `iobj`
    IndirectObject,
    /// `ccomp`, `ccomp:que`: a content clause; the symbol is its mark.
    Clause(Symbol),
    /// `xcomp`, `xcomp:de`: an infinitive; the symbol is its mark.
    Infinitive(Symbol),
    /// `obl`, `obl:à`: a phrase of a verb or adjective; without symbol, one without preposition.
    Oblique(Symbol),
    /// `nmod:de`: a phrase of a noun.
    Nominal(Symbol),
    /// `acl:que`: a clause of a noun.
    NounClause(Symbol),
    /// `poss`
    Possessor,
    /// `amod`
    Adjective,
    /// `compound`
    Compound,
    /// `head`: the noun that the trigger modifies.
    Modified,
}

impl Path {
    /// Reads one path.
    pub fn parse(text: &str, words: &mut Words) -> Option<Path> {
        let (kind, word) = text.split_once(':').unwrap_or((text, ""));
        let mut word_symbol = || if word.is_empty() { Symbol::NONE } else { words.preposition(word) };
        let path = match kind {
            "nsubj" if word == "pass" => Path::PassiveSubject,
            "ccomp" => Path::Clause(word_symbol()),
            "xcomp" => Path::Infinitive(word_symbol()),
            "obl" => Path::Oblique(word_symbol()),
            "nmod" if word == "poss" => Path::Possessor,
            "nmod" => Path::Nominal(word_symbol()),
            "acl" if !word.is_empty() => Path::NounClause(word_symbol()),
            _ if !word.is_empty() => return None,
            "nsubj" => Path::Subject,
            "obj" => Path::Object,
            "iobj" => Path::IndirectObject,
            "poss" => Path::Possessor,
            "amod" => Path::Adjective,
            "compound" => Path::Compound,
            "head" => Path::Modified,
            _ => return None,
        };
        Some(path)
    }
}

/// One role of an entry and where its filler is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Argument {
    /// Which role.
    pub role: Role,
    /// Alternatives, in the order in which they are tried.
    pub paths: Box<[Path]>,
    /// True where the entry holds only with a filler.
    pub required: bool,
}

/// Reads an `args` cell: `role=path|path;role=path!`.
pub fn parse_arguments(cell: &str, words: &mut Words) -> Result<Box<[Argument]>, String> {
    let mut arguments: Vec<Argument> = Vec::new();
    for part in cell.split(';') {
        let (name, paths) = part.split_once('=').ok_or_else(|| format!("no = in {part:?}"))?;
        let role = Role::parse(name).ok_or_else(|| format!("unknown role {name:?}"))?;
        if arguments.iter().any(|argument| argument.role == role) {
            return Err(format!("role {name} twice"));
        }
        let (paths, required) = paths.strip_suffix('!').map_or((paths, false), |paths| (paths, true));
        let parse =
            |path: &str, words: &mut Words| Path::parse(path, words).ok_or_else(|| format!("bad path {path:?}"));
        let paths = paths.split('|').map(|path| parse(path, words)).collect::<Result<_, _>>()?;
        arguments.push(Argument { role, paths, required });
    }
    Ok(arguments.into())
}

/// What must hold around a trigger. Word lists are alternatives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Constraint {
    /// `refl`: a reflexive clitic.
    Reflexive,
    /// `expl=en|y|il`: a clitic of that lemma or form.
    Clitic(Box<[Symbol]>),
    /// `caus`: under causative *faire*.
    Causative,
    /// `pass`: passive or past participle.
    Passive,
    /// `cop`: with a copula.
    Copula,
    /// `case=en`: the trigger's own preposition.
    Case(Box<[Symbol]>),
    /// `prt=out`: a particle or adverb.
    Particle(Box<[Symbol]>),
    /// `advmod=bien`: an adverb or predicative complement.
    Adverb(Box<[Symbol]>),
    /// `obj=fin|terme`: a fixed object.
    Object(Box<[Symbol]>),
    /// `xcomp=guilty`: a fixed complement.
    Complement(Box<[Symbol]>),
    /// `obl=à:disposition`: a fixed phrase, prepositions and nouns.
    Phrase(Box<[Symbol]>, Box<[Symbol]>),
    /// `has=obl:par`: any filler at one of the paths.
    Has(Box<[Path]>),
    /// `mwe=mise en examen`: adjacent words, given by lemma or form; the index of the trigger among them.
    Words(Box<[Symbol]>, u8),
}

/// Reads a `match` cell: constraints with spaces between, `mwe=` last.
pub fn parse_constraints(cell: &str, lemma: &str, words: &mut Words) -> Result<Box<[Constraint]>, String> {
    let (simple, sequence) = match cell.split_once("mwe=") {
        Some((simple, sequence)) => (simple, Some(sequence)),
        None => (cell, None),
    };
    let mut constraints = Vec::new();
    for text in simple.split_ascii_whitespace().filter(|&text| text != "-") {
        constraints.push(parse_constraint(text, words)?);
    }
    if let Some(sequence) = sequence {
        let lemma = lemma.to_lowercase();
        let at = sequence.split(' ').position(|word| word.to_lowercase() == lemma);
        let at = at.ok_or_else(|| format!("the lemma is not in its own multiword {sequence:?}"))?;
        constraints.push(Constraint::Words(sequence.split(' ').map(|word| words.word(word)).collect(), at as u8));
    }
    Ok(constraints.into())
}

fn parse_constraint(text: &str, words: &mut Words) -> Result<Constraint, String> {
    let (key, value) = text.split_once('=').unwrap_or((text, ""));
    let mut list = |value: &str| -> Box<[Symbol]> { value.split('|').map(|word| words.word(word)).collect() };
    let constraint = match (key, value) {
        ("refl", "") => Constraint::Reflexive,
        ("caus", "") => Constraint::Causative,
        ("pass", "") => Constraint::Passive,
        ("cop", "") => Constraint::Copula,
        (_, "") => return Err(format!("unknown constraint {text:?}")),
        ("expl", _) => Constraint::Clitic(list(value)),
        ("case", _) => Constraint::Case(value.split('|').map(|word| words.preposition(word)).collect()),
        ("prt", _) => Constraint::Particle(list(value)),
        ("advmod", _) => Constraint::Adverb(list(value)),
        ("obj", _) => Constraint::Object(list(value)),
        ("xcomp", _) => Constraint::Complement(
            value.split('|').map(|word| words.word(word.rsplit(':').next().unwrap_or(word))).collect(),
        ),
        ("obl", _) => {
            let (prepositions, nouns) = value.split_once(':').ok_or_else(|| format!("no noun in {text:?}"))?;
            let nouns = list(nouns);
            Constraint::Phrase(prepositions.split('|').map(|word| words.preposition(word)).collect(), nouns)
        }
        ("has", _) => {
            let (kind, marks) = value.split_once(':').unwrap_or((value, ""));
            let full = |mark: &str| if mark.is_empty() { kind.to_owned() } else { format!("{kind}:{mark}") };
            let paths = marks.split('|').map(|mark| Path::parse(&full(mark), words)).collect::<Option<_>>();
            Constraint::Has(paths.ok_or_else(|| format!("bad path in {text:?}"))?)
        }
        _ => return Err(format!("unknown constraint {text:?}")),
    };
    Ok(constraint)
}

/// The words of one language's patterns: every word in lower case, prepositions of several words noted for folding.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// All of them.
    pub symbols: Symbols,
    /// Prepositions of several words: their words as the treebanks split them, and the symbol of the whole.
    pub complex: Vec<(Box<[Symbol]>, Symbol)>,
}

impl Words {
    /// The symbol of a lemma or form.
    pub fn word(&mut self, text: &str) -> Symbol {
        if text.chars().any(char::is_uppercase) {
            self.symbols.intern(&text.to_lowercase())
        } else {
            self.symbols.intern(text)
        }
    }

    /// The symbol of a preposition; one of several words is noted for folding, a contracted one loses its article.
    pub fn preposition(&mut self, text: &str) -> Symbol {
        let split = syntactic_words(text);
        if !text.contains([' ', '\'']) {
            return self.symbols.intern(split.first().map_or(text, String::as_str));
        }
        let whole = self.symbols.intern(text);
        if self.complex.iter().all(|&(_, known)| known != whole) {
            let words = split.iter().map(|word| self.symbols.intern(word)).collect();
            self.complex.push((words, whole));
        }
        whole
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_and_paths() {
        let mut words = Words::default();
        let arguments = parse_arguments("agent=nsubj;patient=obl:de|iobj!", &mut words).unwrap();
        let de = words.word("de");
        assert_eq!(arguments[0].paths[..], [Path::Subject]);
        assert_eq!(arguments[1].paths[..], [Path::Oblique(de), Path::IndirectObject]);
        assert!(arguments[1].required && !arguments[0].required);
        assert!(parse_arguments("agent=nsubj;agent=obj", &mut words).is_err());
        assert!(parse_arguments("agent=subject", &mut words).is_err());
        assert!(parse_arguments("doer=nsubj", &mut words).is_err());
    }

    #[test]
    fn constraints() {
        let mut words = Words::default();
        let constraints = parse_constraints("refl obl=à|de:place mwe=mise en place", "mise", &mut words).unwrap();
        let [a, de, place, mise] = ["à", "de", "place", "mise"].map(|word| words.word(word));
        assert_eq!(constraints[0], Constraint::Reflexive);
        assert_eq!(constraints[1], Constraint::Phrase([a, de].into(), [place].into()));
        assert!(
            matches!(&constraints[2], Constraint::Words(sequence, 0) if sequence[0] == mise && sequence.len() == 3)
        );
        assert!(parse_constraints("-", "x", &mut words).unwrap().is_empty());
        assert!(parse_constraints("glue", "x", &mut words).is_err());
        assert!(parse_constraints("mwe=mise en place", "examen", &mut words).is_err());
    }

    #[test]
    fn prepositions_are_split_as_the_treebanks_do() {
        let mut words = Words::default();
        let whole = words.preposition("au nord de");
        let split = ["à", "le", "nord", "de"].map(|word| words.word(word));
        assert_eq!(words.complex, [(split.into(), whole)]);
        assert_eq!(words.preposition("au"), words.word("à"));
    }
}
