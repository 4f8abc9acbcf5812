//! Nouns that name a party of a relation by what it is to another (`le frère de X`, `la filiale de Y`), from
//! `relational_nouns.tsv`. Offices are in `roles.tsv`.

use super::Error;
use super::ontology::{Ontology, RelationId, TypeSet};
use super::table::{Row, Table};
use rustc_hash::FxHashMap;

/// What a relational noun says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RelationalNoun {
    /// The relation of who is called so to the complement of the noun.
    pub relation: RelationId,
    /// Types of things that are called so.
    pub bearer: TypeSet,
    /// Types of complements.
    pub complement: TypeSet,
}

/// The relational nouns of one language.
#[derive(Clone, Debug, Default)]
pub struct RelationalNouns {
    by_lemma: FxHashMap<Box<str>, RelationalNoun>,
}

impl RelationalNouns {
    /// Reads the nouns of a language (`fr`, `en`) from the text of the file.
    pub fn parse(file: &str, text: &str, language: &str, ontology: &Ontology) -> Result<Self, Error> {
        let mut out = RelationalNouns::default();
        let header = ["relation", "bearer", "complement", "fr", "en"];
        let column = if language == "fr" { 3 } else { 4 };
        for row in Table::new(file, text, header)? {
            let row = row?;
            let relation = row.parse(0, "relation of the ontology", |name| ontology.relation_named(name))?;
            let noun =
                RelationalNoun { relation, bearer: types(&row, 1, ontology)?, complement: types(&row, 2, ontology)? };
            for lemma in row.list(column) {
                out.by_lemma.entry(lemma.into()).or_insert(noun);
            }
        }
        Ok(out)
    }

    /// What a noun says, by its lemma or by a phrase of lemmas.
    pub fn find(&self, lemma: &str) -> Option<RelationalNoun> {
        self.by_lemma.get(lemma).copied()
    }
}

fn types(row: &Row<'_, 5>, column: usize, ontology: &Ontology) -> Result<TypeSet, Error> {
    row.list(column).try_fold(TypeSet::default(), |set, name| {
        let found = ontology.type_set(name).ok_or_else(|| row.error(format!("{name:?} is no entity type")))?;
        Ok(set.union(found))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nouns_are_found_by_language() {
        let ontology = Ontology::parse("ontology.toml", include_str!("../../data/ontology.toml")).unwrap();
        let text = "relation\tbearer\tcomplement\tfr\ten\nrelative_of\tPerson\tPerson\tfrère;soeur\tbrother\n";
        let french = RelationalNouns::parse("x.tsv", text, "fr", &ontology).unwrap();
        assert_eq!(french.find("soeur").map(|noun| noun.relation), ontology.relation_named("relative_of"));
        assert_eq!(french.find("brother"), None);
        let wrong = text.replace("\tPerson\tPerson", "\tPerson\tNobody");
        let error = RelationalNouns::parse("x.tsv", &wrong, "fr", &ontology).unwrap_err();
        assert_eq!(error.to_string(), "x.tsv:2: \"Nobody\" is no entity type");
    }
}
