//! The closed label sets of Universal Dependencies (universaldependencies.org, version 2).

use std::fmt;

macro_rules! label_enum {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs)]
        pub enum $name { #[default] $($variant),+ }

        impl $name {
            /// Every value, in declaration order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The label as written in CoNLL-U.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }

            /// The value for a CoNLL-U label.
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some($name::$variant),)+ _ => None }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(self.as_str()) }
        }
    };
}

label_enum! {
    /// Universal part-of-speech tags.
    Upos {
        X = "X", Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET", Intj = "INTJ",
        Noun = "NOUN", Num = "NUM", Part = "PART", Pron = "PRON", Propn = "PROPN", Punct = "PUNCT", Sconj = "SCONJ",
        Sym = "SYM", Verb = "VERB",
    }
}

label_enum! {
    /// Number.
    Number { None = "_", Sing = "Sing", Plur = "Plur" }
}
label_enum! {
    /// Gender.
    Gender { None = "_", Masc = "Masc", Fem = "Fem", Neut = "Neut" }
}
label_enum! {
    /// Person.
    Person { None = "_", First = "1", Second = "2", Third = "3" }
}
label_enum! {
    /// Tense.
    Tense { None = "_", Pres = "Pres", Past = "Past", Fut = "Fut", Imp = "Imp" }
}
label_enum! {
    /// Mood.
    Mood { None = "_", Ind = "Ind", Sub = "Sub", Cnd = "Cnd", Imp = "Imp" }
}
label_enum! {
    /// Form of the verb.
    VerbForm { None = "_", Fin = "Fin", Inf = "Inf", Part = "Part", Ger = "Ger" }
}

/// The morphological features that extraction reads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Features {
    /// Number.
    pub number: Number,
    /// Gender.
    pub gender: Gender,
    /// Person.
    pub person: Person,
    /// Tense.
    pub tense: Tense,
    /// Mood.
    pub mood: Mood,
    /// Verb form.
    pub verb_form: VerbForm,
    /// `Voice=Pass`.
    pub passive: bool,
    /// `Polarity=Neg`.
    pub negative: bool,
    /// `Reflex=Yes`.
    pub reflexive: bool,
    /// `Poss=Yes`.
    pub possessive: bool,
    /// `Definite=Def`.
    pub definite: bool,
    /// `PronType=Rel`.
    pub relative: bool,
    /// `PronType=Int`.
    pub interrogative: bool,
    /// `PronType=Dem`.
    pub demonstrative: bool,
}

impl Features {
    /// Reads a CoNLL-U FEATS column. Features and values that extraction does not read are ignored.
    pub fn parse(column: &str) -> Self {
        let mut features = Features::default();
        for pair in column.split('|') {
            let Some((name, value)) = pair.split_once('=') else { continue };
            match name {
                "Number" => features.number = Number::parse(value).unwrap_or_default(),
                "Gender" => features.gender = Gender::parse(value).unwrap_or_default(),
                "Person" => features.person = Person::parse(value).unwrap_or_default(),
                "Tense" => features.tense = Tense::parse(value).unwrap_or_default(),
                "Mood" => features.mood = Mood::parse(value).unwrap_or_default(),
                "VerbForm" => features.verb_form = VerbForm::parse(value).unwrap_or_default(),
                "Voice" => features.passive = value == "Pass",
                "Polarity" => features.negative = value == "Neg",
                "Reflex" => features.reflexive = value == "Yes",
                "Poss" => features.possessive = value == "Yes",
                "Definite" => features.definite = value == "Def",
                "PronType" => {
                    features.relative = value.split(',').any(|v| v == "Rel");
                    features.interrogative = value.split(',').any(|v| v == "Int");
                    features.demonstrative = value.split(',').any(|v| v == "Dem");
                }
                _ => {}
            }
        }
        features
    }
}

impl fmt::Display for Features {
    /// Writes a CoNLL-U FEATS column: names in alphabetical order, `_` where there is none.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut separator = "";
        let mut pair = |f: &mut fmt::Formatter<'_>, name: &str, value: &str| {
            if value == "_" {
                return Ok(());
            }
            write!(f, "{separator}{name}={value}")?;
            separator = "|";
            Ok(())
        };
        let yes = |flag: bool, value: &'static str| if flag { value } else { "_" };
        let pronoun_type = match (self.demonstrative, self.interrogative, self.relative) {
            (_, true, true) => "Int,Rel",
            (true, _, _) => "Dem",
            (_, true, _) => "Int",
            (_, _, true) => "Rel",
            _ => "_",
        };
        pair(f, "Definite", yes(self.definite, "Def"))?;
        pair(f, "Gender", self.gender.as_str())?;
        pair(f, "Mood", self.mood.as_str())?;
        pair(f, "Number", self.number.as_str())?;
        pair(f, "Person", self.person.as_str())?;
        pair(f, "Polarity", yes(self.negative, "Neg"))?;
        pair(f, "Poss", yes(self.possessive, "Yes"))?;
        pair(f, "PronType", pronoun_type)?;
        pair(f, "Reflex", yes(self.reflexive, "Yes"))?;
        pair(f, "Tense", self.tense.as_str())?;
        pair(f, "VerbForm", self.verb_form.as_str())?;
        pair(f, "Voice", yes(self.passive, "Pass"))?;
        if separator.is_empty() { f.write_str("_") } else { Ok(()) }
    }
}

/// Every dependency label, subtypes included, that the French and English treebanks use.
/// The position in this list is the value of a [`Deprel`]; new labels go to the end.
const DEPRELS: &[&str] = &[
    "root",
    "acl",
    "acl:relcl",
    "advcl",
    "advcl:cleft",
    "advcl:relcl",
    "advmod",
    "amod",
    "appos",
    "aux",
    "aux:caus",
    "aux:pass",
    "aux:tense",
    "case",
    "cc",
    "cc:preconj",
    "ccomp",
    "clf",
    "compound",
    "compound:prt",
    "conj",
    "cop",
    "csubj",
    "csubj:outer",
    "csubj:pass",
    "dep",
    "dep:comp",
    "det",
    "det:predet",
    "discourse",
    "dislocated",
    "expl",
    "expl:comp",
    "expl:pass",
    "expl:pv",
    "expl:subj",
    "fixed",
    "flat",
    "flat:foreign",
    "flat:name",
    "goeswith",
    "iobj",
    "iobj:agent",
    "list",
    "mark",
    "nmod",
    "nmod:appos",
    "nmod:desc",
    "nmod:npmod",
    "nmod:poss",
    "nmod:tmod",
    "nmod:unmarked",
    "nsubj",
    "nsubj:caus",
    "nsubj:outer",
    "nsubj:pass",
    "nummod",
    "obj",
    "obj:agent",
    "obj:lvc",
    "obl",
    "obl:agent",
    "obl:arg",
    "obl:mod",
    "obl:npmod",
    "obl:tmod",
    "obl:unmarked",
    "orphan",
    "parataxis",
    "parataxis:insert",
    "parataxis:obj",
    "parataxis:parenth",
    "punct",
    "reparandum",
    "vocative",
    "xcomp",
    "flat:num",
    "flat:range",
    "obl:comp",
    "obl:adj",
    "advcl:agent",
    "compound:redup",
    "discourse:emo",
    "parataxis:reporting",
    "dislocated:nsubj",
    "conj:dicto",
];

/// A dependency relation, with its subtype.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Deprel(u8);

impl Deprel {
    /// The relation of the root.
    pub const ROOT: Deprel = Deprel(0);

    /// The relation for a CoNLL-U label; an unknown subtype falls back to its universal label, an unknown label to `dep`.
    pub fn parse(label: &str) -> Self {
        let find = |text: &str| DEPRELS.iter().position(|&known| known == text);
        let position =
            find(label).or_else(|| find(label.split(':').next().unwrap_or_default())).or_else(|| find("dep"));
        Deprel(position.unwrap_or_default() as u8)
    }

    /// The whole label, such as `nsubj:pass`.
    pub fn as_str(self) -> &'static str {
        DEPRELS[usize::from(self.0)]
    }

    /// The label without its subtype, such as `nsubj`.
    pub fn universal(self) -> &'static str {
        let label = self.as_str();
        label.split_once(':').map_or(label, |(universal, _)| universal)
    }

    /// True where the label is `label` itself or a subtype of it.
    pub fn is(self, label: &str) -> bool {
        let own = self.as_str();
        own == label || (own.starts_with(label) && own.as_bytes().get(label.len()) == Some(&b':'))
    }
}

impl Default for Deprel {
    fn default() -> Self {
        Deprel::parse("dep")
    }
}

impl fmt::Debug for Deprel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Deprel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_read_back() {
        let column = "Mood=Cnd|Number=Plur|Person=3|Tense=Pres|VerbForm=Fin";
        assert_eq!(Features::parse(column).to_string(), column);
        assert_eq!(Features::parse("_").to_string(), "_");
    }

    #[test]
    fn labels_fall_back_to_the_universal_relation() {
        assert_eq!(Deprel::parse("nsubj:pass").as_str(), "nsubj:pass");
        assert_eq!(Deprel::parse("nsubj:unheard").as_str(), "nsubj");
        assert_eq!(Deprel::parse("nonsense").as_str(), "dep");
        assert!(Deprel::parse("nsubj:pass").is("nsubj"));
        assert!(!Deprel::parse("nsubj").is("nsubj:pass"));
        assert!(!Deprel::parse("obl").is("ob"));
    }
}
