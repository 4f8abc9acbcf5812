//! Words that attribute: verbs and nouns of saying, thinking and asking, and adverbials such as `selon`.
//! From `data/reporting.tsv`.
//!
//! Commitment is how strongly the source vouches for the content, endorsement how the text presents it: *révéler*
//! lends it weight, *prétendre* takes weight away.

use super::ontology::{Ontology, RelationId};
use super::table::{Error, Row, Table};
use crate::doc::{Language, Stance};
use rustc_hash::FxHashMap;

const HEADER: [&str; 9] =
    ["lang", "lemma", "pos", "class", "relation", "commitment", "endorsement", "stance", "content"];

/// How a cue stands in the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CueKind {
    /// A verb; its subject speaks.
    Verb,
    /// A noun with its speaker as complement.
    Noun,
    /// A preposition before the speaker (`selon`, `according to`).
    Preposition,
    /// The same, but only at the head of a sentence (`pour`).
    InitialPreposition,
    /// `de source` with an adjective or complement that describes the source.
    SourcePhrase,
    /// A participle before the speaker (`citant`).
    Gerund,
    /// A whole clause of hearsay (`on apprendre`).
    Clause,
    /// The colon between a speaker and a quotation.
    Colon,
    /// An adjective or adverb that distances (`présumé`, `allegedly`); it names no speaker.
    Distance,
}

/// What can be the content of a cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ContentKind {
    /// A finite clause (`que`, `si`, `that`, or none).
    Clause,
    /// An infinitive.
    Infinitive,
    /// A noun phrase that names a happening (`a annoncé leur retrait`).
    Nominal,
    /// A noun phrase, but only one that names something said (`rejette les accusations`).
    Allegation,
    /// A predicate of the object or of the speaker (`juge illégal`, `se dit prêt`).
    Predicate,
    /// A number (`chiffre à 1 100`).
    Amount,
    /// The charge of an accusation, with the accused (`accuse X de trahison`).
    Charge,
    /// Quoted words.
    Quote,
}

impl ContentKind {
    const NAMES: [(&'static str, ContentKind); 8] = [
        ("clause", ContentKind::Clause),
        ("infinitive", ContentKind::Infinitive),
        ("nominal", ContentKind::Nominal),
        ("allegation", ContentKind::Allegation),
        ("predicate", ContentKind::Predicate),
        ("amount", ContentKind::Amount),
        ("charge", ContentKind::Charge),
        ("quote", ContentKind::Quote),
    ];

    fn parse(text: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(name, _)| *name == text).map(|&(_, kind)| kind)
    }
}

/// A set of [`ContentKind`]s.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ContentKinds(u8);

impl ContentKinds {
    /// True where the cue can have this content.
    pub fn has(self, kind: ContentKind) -> bool {
        self.0 & (1 << kind as u8) != 0
    }

    /// True where the word never makes a claim (`savoir`); it may still embed.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

/// A word or phrase that attributes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cue {
    /// Lemma as the data file writes it (`se dire`, `faire état de`).
    pub lemma: String,
    /// How it stands in the sentence.
    pub kind: CueKind,
    /// The speech act.
    pub relation: RelationId,
    /// What the speaker does with the content.
    pub stance: Stance,
    /// −100 to 100.
    pub commitment: i8,
    /// −100 to 100.
    pub endorsement: i8,
    /// What its content can be.
    pub content: ContentKinds,
    /// True where the verb needs a reflexive pronoun.
    pub reflexive: bool,
    /// The lemma that carries it: `faire` of `faire état de`.
    pub head: String,
    /// The words after the head, as forms or lemmas (`état`, `de`).
    pub rest: Vec<String>,
}

/// The cues of one language.
#[derive(Clone, Debug, Default)]
pub struct Reporting {
    cues: Vec<Cue>,
    by_head: FxHashMap<String, Vec<u16>>,
}

impl Reporting {
    /// Reads the rows of one language.
    ///
    /// # Errors
    ///
    /// Names the line of a row with an unknown part of speech, relation, score, stance or kind of content.
    pub fn parse(file: &str, text: &str, ontology: &Ontology, language: Language) -> Result<Self, Error> {
        let mut out = Reporting::default();
        for row in Table::new(file, text, HEADER)? {
            let row = row?;
            if row.cells[0] == language.code() {
                out.push(&row, ontology)?;
            }
        }
        for entries in out.by_head.values_mut() {
            entries.sort_by_key(|&index| {
                let cue = &out.cues[usize::from(index)];
                std::cmp::Reverse((cue.rest.len(), cue.reflexive))
            });
        }
        Ok(out)
    }

    fn push(&mut self, row: &Row<'_, 9>, ontology: &Ontology) -> Result<(), Error> {
        let lemma = row.cells[1];
        let kind = row.parse(2, "kind of cue", cue_kind)?;
        let relation = row.parse(4, "relation of the ontology", |name| ontology.relation_named(name))?;
        let stance = row.parse(7, "stance", stance)?;
        let mut content = ContentKinds::default();
        for name in row.list(8) {
            let known = ContentKind::parse(name).ok_or_else(|| row.error(format!("{name:?} is no kind of content")))?;
            content.0 |= 1 << known as u8;
        }
        let bare = lemma.strip_prefix("se ").or_else(|| lemma.strip_prefix("s'"));
        let reflexive = kind == CueKind::Verb && bare.is_some();
        let mut words = if reflexive { bare.unwrap_or(lemma) } else { lemma }.split(' ').map(str::to_owned);
        let head = words.next().unwrap_or_default();
        let index = u16::try_from(self.cues.len()).map_err(|_| row.error("too many cues"))?;
        self.by_head.entry(head.clone()).or_default().push(index);
        self.cues.push(Cue {
            lemma: lemma.to_owned(),
            kind,
            relation,
            stance,
            commitment: row.parse(5, "score between -1 and 1", score)?,
            endorsement: row.parse(6, "score between -1 and 1", score)?,
            content,
            reflexive,
            head,
            // The article of an idiom may vary: `émettre de sérieux doutes`.
            rest: words.filter(|word| word != "des").collect(),
        });
        Ok(())
    }

    /// The cues whose first word has this lemma or form, longest first.
    pub fn of(&self, head: &str) -> impl Iterator<Item = &Cue> {
        self.by_head.get(head).into_iter().flatten().map(|&index| &self.cues[usize::from(index)])
    }
}

fn cue_kind(text: &str) -> Option<CueKind> {
    Some(match text {
        "VERB" => CueKind::Verb,
        "NOUN" => CueKind::Noun,
        "PREP" => CueKind::Preposition,
        "PREP_INITIAL" => CueKind::InitialPreposition,
        "PREP_ADJ" => CueKind::SourcePhrase,
        "GERUND" => CueKind::Gerund,
        "CLAUSE" => CueKind::Clause,
        "COLON" => CueKind::Colon,
        "ADJ" | "ADV" => CueKind::Distance,
        _ => return None,
    })
}

fn stance(text: &str) -> Option<Stance> {
    use Stance::*;
    [Asserts, Denies, Confirms, Estimates, Warns, Promises, Asks, Accuses, Doubts]
        .into_iter()
        .find(|stance| stance.name() == text)
}

/// A decimal between −1 and 1 in hundredths.
fn score(text: &str) -> Option<i8> {
    let value: f64 = text.parse().ok()?;
    (-1.0..=1.0).contains(&value).then_some((value * 100.0).round() as i8)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn french() -> Reporting {
        let ontology = Ontology::parse("ontology.toml", include_str!("../../data/ontology.toml")).unwrap();
        let text = include_str!("../../data/reporting.tsv");
        Reporting::parse("reporting.tsv", text, &ontology, Language::French).unwrap()
    }

    #[test]
    fn idioms_and_reflexives_come_before_the_plain_verb() {
        let reporting = french();
        let say: Vec<_> = reporting.of("dire").map(|cue| (cue.lemma.as_str(), cue.reflexive)).collect();
        assert_eq!(say, [("se dire convaincu", true), ("se dire", true), ("dire", false)]);
        let make: Vec<_> = reporting.of("faire").map(|cue| cue.rest.join(" ")).collect();
        assert!(make.contains(&"état de".to_owned()));
    }

    #[test]
    fn scores_and_stances() {
        let reporting = french();
        let pretend = reporting.of("prétendre").find(|cue| !cue.reflexive).unwrap();
        assert_eq!((pretend.commitment, pretend.endorsement), (90, -50));
        assert_eq!(reporting.of("douter").next().unwrap().stance, Stance::Doubts);
        assert!(reporting.of("savoir").next().unwrap().content.is_empty());
        assert!(reporting.of("annoncer").any(|cue| cue.content.has(ContentKind::Nominal)));
    }

    #[test]
    fn errors_name_the_line() {
        let ontology = Ontology::parse("ontology.toml", include_str!("../../data/ontology.toml")).unwrap();
        let text = format!("{}\nfr\tdire\tVERB\tsay\tstates\t7\t0\tasserts\tquote\n", HEADER.join("\t"));
        let error = Reporting::parse("reporting.tsv", &text, &ontology, Language::French).unwrap_err();
        assert_eq!(error.line, Some(2));
    }
}
