//! Linguistic and world knowledge: data files in `data/`, compiled in, replaceable by `--data DIR`.
//!
//! Every file is checked when it is loaded; an error names file and line.

pub mod constructions;
pub mod gazetteer;
pub mod lexicon;
pub mod number_words;
pub mod ontology;
pub mod operators;
pub mod pattern;
pub mod prepositions;
pub mod relational;
pub mod reporting;
pub mod stance;
pub mod symbols;
pub mod table;
pub mod time_words;

pub use constructions::Constructions;
pub use gazetteer::Gazetteer;
pub use lexicon::Lexicon;
pub use number_words::NumberWords;
pub use ontology::Ontology;
pub use operators::Operators;
pub use prepositions::Prepositions;
pub use relational::RelationalNouns;
pub use reporting::Reporting;
pub use table::Error;
pub use time_words::TimeWords;

use crate::doc::Language;
use lexicon::Sources;
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// The data files that are compiled in, by their names in the data folder.
const EMBEDDED: &[(&str, &str)] = &[
    ("broader_nouns.tsv", include_str!("../../data/broader_nouns.tsv")),
    ("casualties.tsv", include_str!("../../data/casualties.tsv")),
    ("constructions.tsv", include_str!("../../data/constructions.tsv")),
    ("relational_nouns.tsv", include_str!("../../data/relational_nouns.tsv")),
    ("role_relations.tsv", include_str!("../../data/role_relations.tsv")),
    ("function_words.tsv", include_str!("../../data/function_words.tsv")),
    ("lexicon.en.tsv", include_str!("../../data/lexicon.en.tsv")),
    ("lexicon.fr.tsv", include_str!("../../data/lexicon.fr.tsv")),
    ("ontology.toml", include_str!("../../data/ontology.toml")),
    ("numbers.tsv", include_str!("../../data/numbers.tsv")),
    ("operators.tsv", include_str!("../../data/operators.tsv")),
    ("prepositions.tsv", include_str!("../../data/prepositions.tsv")),
    ("reporting.tsv", include_str!("../../data/reporting.tsv")),
    ("stance.tsv", include_str!("../../data/stance.tsv")),
    ("nouns.tsv", include_str!("../../data/nouns.tsv")),
    ("titles.tsv", include_str!("../../data/titles.tsv")),
    ("name_cues.tsv", include_str!("../../data/name_cues.tsv")),
    ("pronouns.tsv", include_str!("../../data/pronouns.tsv")),
    ("transliteration.tsv", include_str!("../../data/transliteration.tsv")),
    ("gazetteer/countries.tsv", include_str!("../../data/gazetteer/countries.tsv")),
    ("gazetteer/demonyms.tsv", include_str!("../../data/gazetteer/demonyms.tsv")),
    ("gazetteer/armed_forces.tsv", include_str!("../../data/gazetteer/armed_forces.tsv")),
    ("gazetteer/organisations.tsv", include_str!("../../data/gazetteer/organisations.tsv")),
    ("gazetteer/media.tsv", include_str!("../../data/gazetteer/media.tsv")),
    ("gazetteer/metonyms.tsv", include_str!("../../data/gazetteer/metonyms.tsv")),
    ("gazetteer/leaders.tsv", include_str!("../../data/gazetteer/leaders.tsv")),
    ("gazetteer/cities.tsv", include_str!("../../data/gazetteer/cities.tsv")),
    ("gazetteer/first_names.tsv", include_str!("../../data/gazetteer/first_names.tsv")),
    ("gazetteer/roles.tsv", include_str!("../../data/gazetteer/roles.tsv")),
    ("time.tsv", include_str!("../../data/time.tsv")),
];

/// Where knowledge files are read from.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// A folder whose files replace the compiled-in ones of the same name.
    directory: Option<PathBuf>,
}

impl Files {
    /// The text of a file of the data folder.
    pub fn text(&self, name: &str) -> Result<Cow<'static, str>, Error> {
        if let Some(path) = self.directory.as_ref().map(|directory| directory.join(name)).filter(|path| path.exists()) {
            return std::fs::read_to_string(path).map(Cow::Owned).map_err(|error| Error::of_file(name, error));
        }
        let embedded = EMBEDDED.iter().find(|(known, _)| *known == name);
        embedded.map(|&(_, text)| Cow::Borrowed(text)).ok_or_else(|| Error::of_file(name, "no such knowledge file"))
    }
}

/// Everything that the program knows before it reads an article.
#[derive(Clone, Debug)]
pub struct Knowledge {
    /// Types of things and relations.
    pub ontology: Ontology,
    /// Names of the world and nouns for kinds of things.
    pub gazetteer: Gazetteer,
    french: LanguageKnowledge,
    english: LanguageKnowledge,
}

/// What is known about one language.
#[derive(Clone, Debug)]
pub struct LanguageKnowledge {
    /// Which language.
    pub language: Language,
    /// Relations without trigger.
    pub constructions: Constructions,
    /// Triggers of relations.
    pub lexicon: Lexicon,
    /// Negation, modality, implicatives, support verbs.
    pub operators: Operators,
    /// Prepositions by what they can mark.
    pub prepositions: Prepositions,
    /// Nouns that say what one thing is to another.
    pub relational: RelationalNouns,
    /// Verbs, nouns and adverbials of attribution.
    pub reporting: Reporting,
    /// Words that tell what a speaker does with what is said.
    pub signs: stance::Signs,
    /// Months, weekdays, units of time.
    pub times: TimeWords,
    /// Numbers in words, currencies, measures.
    pub numbers: NumberWords,
}

impl Knowledge {
    /// The knowledge that is compiled in.
    pub fn embedded() -> Result<Knowledge, Error> {
        Knowledge::load(&Files::default())
    }

    /// The knowledge of a folder laid out like `data/`; what it lacks comes from the compiled-in files.
    pub fn from_directory(directory: &Path) -> Result<Knowledge, Error> {
        if !directory.is_dir() {
            return Err(Error::of_file(&directory.to_string_lossy(), "no such folder"));
        }
        Knowledge::load(&Files { directory: Some(directory.to_owned()) })
    }

    /// What is known about a language; none for [`Language::Other`].
    pub fn language(&self, language: Language) -> Option<&LanguageKnowledge> {
        match language {
            Language::French => Some(&self.french),
            Language::English => Some(&self.english),
            Language::Other => None,
        }
    }

    fn load(files: &Files) -> Result<Knowledge, Error> {
        let ontology = Ontology::parse("ontology.toml", &files.text("ontology.toml")?)?;
        let french = LanguageKnowledge::load(files, &ontology, Language::French)?;
        let english = LanguageKnowledge::load(files, &ontology, Language::English)?;
        let gazetteer = Gazetteer::load(files, &ontology)?;
        Ok(Knowledge { ontology, gazetteer, french, english })
    }
}

impl LanguageKnowledge {
    fn load(files: &Files, ontology: &Ontology, language: Language) -> Result<LanguageKnowledge, Error> {
        let operators = Operators::parse("operators.tsv", &files.text("operators.tsv")?, language)?;
        let prepositions = Prepositions::parse("prepositions.tsv", &files.text("prepositions.tsv")?, language)?;
        let reporting = Reporting::parse("reporting.tsv", &files.text("reporting.tsv")?, ontology, language)?;
        let signs = stance::Signs::parse("stance.tsv", &files.text("stance.tsv")?, language)?;
        let name = format!("lexicon.{}.tsv", language.code());
        let sources = Sources {
            language: language.code(),
            name: &name,
            lexicon: &files.text(&name)?,
            function_words: &files.text("function_words.tsv")?,
            prepositions: &prepositions,
        };
        let lexicon = Lexicon::parse(sources, ontology)?;
        let (patterns, roles) = (files.text("constructions.tsv")?, files.text("role_relations.tsv")?);
        let casualties = files.text("casualties.tsv")?;
        let constructions = Constructions::parse(&patterns, &roles, &casualties, language.code(), ontology)?;
        let relational = RelationalNouns::parse(
            "relational_nouns.tsv",
            &files.text("relational_nouns.tsv")?,
            language.code(),
            ontology,
        )?;
        let times = TimeWords::parse("time.tsv", &files.text("time.tsv")?, language)?;
        let numbers = NumberWords::parse("numbers.tsv", &files.text("numbers.tsv")?, language)?;
        Ok(LanguageKnowledge {
            language,
            constructions,
            lexicon,
            operators,
            prepositions,
            relational,
            reporting,
            signs,
            times,
            numbers,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_replaces_the_files_that_it_has() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Knowledge::from_directory(folder.path()).is_ok());
        std::fs::write(folder.path().join("ontology.toml"), "[meta]\nversion =\n").unwrap();
        let error = Knowledge::from_directory(folder.path()).unwrap_err();
        assert_eq!((error.file.as_str(), error.line), ("ontology.toml", Some(2)));
        assert!(Knowledge::from_directory(&folder.path().join("nothing")).is_err());
    }
}
