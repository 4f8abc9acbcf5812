//! Static relations that have no trigger word: which patterns hold in a language and what they state. Files
//! `constructions.tsv` and `role_relations.tsv`.

use super::ontology::{Ontology, RelationId};
use super::table::{Error, Table};
use rustc_hash::FxHashMap;

/// A pattern of names, titles, adjectives and places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Construction {
    /// A title with the person who bears it.
    Role,
    /// A place inside another.
    PlaceInPlace,
    /// A place with the country that an adjective tells.
    PlaceOfCountry,
    /// A person's age.
    Age,
    /// A person with a party in parentheses.
    Party,
    /// An occupation with the country that an adjective tells.
    Nationality,
    /// A noun that says what one thing is to another.
    Relational,
    /// A person with any noun beside the name and a body behind it.
    Affiliation,
    /// A body with the country that an adjective tells.
    BodyOfCountry,
    /// A body with the place of its seat.
    Seat,
    /// A building or local body with the place that complements its noun.
    InPlace,
    /// An event with the place behind its noun or beside its verb.
    EventInPlace,
    /// Dead or wounded people with the happening that they are counted for.
    Toll,
    /// Somebody with a happening that a verb says to be carried out, where nothing is said to be acted on.
    CarriedOut,
}

impl Construction {
    /// Every construction, in the order of the file.
    pub const ALL: [Construction; 14] = [
        Construction::Role,
        Construction::PlaceInPlace,
        Construction::PlaceOfCountry,
        Construction::Age,
        Construction::Party,
        Construction::Nationality,
        Construction::Relational,
        Construction::Affiliation,
        Construction::BodyOfCountry,
        Construction::Seat,
        Construction::InPlace,
        Construction::EventInPlace,
        Construction::Toll,
        Construction::CarriedOut,
    ];

    /// The id used in the file and in evidence.
    pub fn name(self) -> &'static str {
        match self {
            Construction::Role => "role",
            Construction::PlaceInPlace => "place_in_place",
            Construction::PlaceOfCountry => "place_of_country",
            Construction::Age => "age",
            Construction::Party => "party",
            Construction::Nationality => "nationality",
            Construction::Relational => "relational",
            Construction::Affiliation => "affiliation",
            Construction::BodyOfCountry => "body_of_country",
            Construction::Seat => "seat",
            Construction::InPlace => "in_place",
            Construction::EventInPlace => "event_in_place",
            Construction::Toll => "toll",
            Construction::CarriedOut => "carried_out",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        Construction::ALL.into_iter().find(|construction| construction.name() == text)
    }
}

/// The constructions of one language.
#[derive(Clone, Debug, Default)]
pub struct Constructions {
    relations: Vec<(Construction, RelationId)>,
    /// Relation between the bearer of a role and what the role is for; none for a role that is for nothing.
    roles: FxHashMap<Box<str>, Option<RelationId>>,
    /// What a happening has done to people who are called by a noun, by its lemma.
    casualties: FxHashMap<Box<str>, RelationId>,
}

impl Constructions {
    /// Reads the rows of a language from the texts of `constructions.tsv`, `role_relations.tsv` and `casualties.tsv`.
    pub fn parse(
        patterns: &str,
        roles: &str,
        casualties: &str,
        language: &str,
        ontology: &Ontology,
    ) -> Result<Self, Error> {
        let named = |name: &str| ontology.relation_named(name);
        let mut out = Constructions::default();
        let header = ["lang", "id", "pattern", "relation", "example"];
        for row in Table::new("constructions.tsv", patterns, header)? {
            let row = row?;
            let construction = row.parse(1, "construction of the program", Construction::parse)?;
            let relation = row.parse(3, "relation of the ontology", named)?;
            if row.cells[0] == language {
                out.relations.push((construction, relation));
            }
        }
        for row in Table::new("role_relations.tsv", roles, ["role", "relation"])? {
            let row = row?;
            let relation = row.present(1).map(|_| row.parse(1, "relation of the ontology", named)).transpose()?;
            out.roles.insert(row.cells[0].into(), relation);
        }
        for row in Table::new("casualties.tsv", casualties, ["relation", "fr", "en"])? {
            let row = row?;
            let relation = row.parse(0, "relation of the ontology", named)?;
            for lemma in row.list(if language == "fr" { 1 } else { 2 }) {
                out.casualties.insert(lemma.into(), relation);
            }
        }
        Ok(out)
    }

    /// What a happening has done to people who are called by the noun (`douze morts`: it killed them).
    pub fn casualty(&self, lemma: &str) -> Option<RelationId> {
        self.casualties.get(lemma).copied()
    }

    /// What a construction states; none where the language does not have it.
    pub fn relation(&self, construction: Construction) -> Option<RelationId> {
        self.relations.iter().find(|&&(known, _)| known == construction).map(|&(_, relation)| relation)
    }

    /// What the bearer of a role has to do with what the role is for: heads lead, others hold a role.
    pub fn role_relation(&self, role: &str) -> Option<RelationId> {
        match self.roles.get(role) {
            Some(&relation) => relation,
            None => self.relation(Construction::Role),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_lead_or_are_held() {
        let ontology = Ontology::parse("ontology.toml", include_str!("../../data/ontology.toml")).unwrap();
        let patterns = "lang\tid\tpattern\trelation\texample\nfr\trole\t<ROLE> <PER>\tholds_role\tx\n";
        let roles = "role\trelation\nmayor\tleads\nvictim\t-\n";
        let casualties = "relation\tfr\ten\nkills\tmort\tdead\n";
        let french = Constructions::parse(patterns, roles, casualties, "fr", &ontology).unwrap();
        assert_eq!(french.casualty("mort"), ontology.relation_named("kills"));
        assert_eq!(french.casualty("dead"), None);
        assert_eq!(french.role_relation("mayor"), ontology.relation_named("leads"));
        assert_eq!(french.role_relation("victim"), None);
        assert_eq!(french.role_relation("minister"), ontology.relation_named("holds_role"));
        assert_eq!(french.relation(Construction::Age), None);
        let wrong = "role\trelation\nmayor\tnonsense\n";
        let error = Constructions::parse(patterns, wrong, casualties, "fr", &ontology).unwrap_err();
        assert_eq!(error.to_string(), "role_relations.tsv:2: \"nonsense\" is no relation of the ontology");
    }
}
