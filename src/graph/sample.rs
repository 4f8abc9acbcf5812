//! Small hand-made fragments for tests.

use crate::doc::{
    Claim, ClaimForm, Evidence, Factuality, Filler, Fragment, Frame, Language, LocalEntity, Mention, MentionKind,
    Metadata, Polarity, Quantity, RelationRef, Role, RoleFiller, Stance,
};
use crate::graph::{AssembleOptions, KnowledgeGraph, assemble};
use crate::knowledge::Ontology;
use crate::resolve::{Cluster, Resolution};
use crate::text::{CodePoints, Span};
use std::collections::BTreeMap;

/// The ontology of the program.
pub fn ontology() -> Ontology {
    Ontology::parse("ontology.toml", include_str!("../../data/ontology.toml")).unwrap()
}

/// A document that is drawn up by its words.
pub struct Sketch {
    pub fragment: Fragment,
    text: String,
    points: CodePoints,
}

impl Sketch {
    pub fn new(id: &str, text: &str) -> Self {
        let metadata = Metadata {
            title: Some(format!("Title of {id}")),
            date: Some("2025-02-07".to_owned()),
            ..Metadata::default()
        };
        let fragment = Fragment {
            id: id.to_owned(),
            path: format!("{id}.txt"),
            sha256: "00".repeat(32),
            language: Language::French,
            metadata,
            words: text.split_whitespace().count(),
            ..Fragment::default()
        };
        Sketch { fragment, text: text.to_owned(), points: CodePoints::new(text) }
    }

    /// The first place of the words in the text.
    pub fn evidence(&self, words: &str, rule: &str) -> Evidence {
        let start = self.text.find(words).unwrap_or_else(|| panic!("{words:?} is not in {:?}", self.text));
        let span = Span::new(start, start + words.len());
        let [start, end] = [span.start, span.end].map(|byte| self.points.at(&self.text, byte));
        Evidence { span, start, end, quote: words.to_owned(), rule: rule.to_owned() }
    }

    /// A mention of a thing; things with one key are one entity, `""` refers to nothing known.
    pub fn mention(&mut self, words: &str, kind: MentionKind, entity_type: &str, key: &str) -> usize {
        let entity_type = ontology().entity_type_named(entity_type).unwrap();
        let index = self.fragment.mentions.len();
        let merge_key = Some(key.to_owned()).filter(|key| !key.is_empty());
        let known = self.fragment.entities.iter().position(|entity| entity.merge_key == merge_key);
        let entity = merge_key.is_some().then(|| {
            known.unwrap_or_else(|| {
                let (label_en, label_fr) = (key.to_owned(), words.to_owned());
                let entity = LocalEntity { entity_type, label_en, label_fr, merge_key, ..LocalEntity::default() };
                self.fragment.entities.push(entity);
                self.fragment.entities.len() - 1
            })
        });
        if let Some(entity) = entity {
            let entity = &mut self.fragment.entities[entity];
            entity.mentions.push(index);
            if kind != MentionKind::Pronoun {
                entity.aliases.push(words.to_owned());
            }
        }
        let evidence = self.evidence(words, "mention");
        self.fragment.mentions.push(Mention { evidence, sentence: 0, words: 0..1, head: 0, kind, entity_type, entity });
        index
    }

    pub fn name(&mut self, words: &str, entity_type: &str, key: &str) -> usize {
        self.mention(words, MentionKind::Name, entity_type, key)
    }

    /// A frame with mentions in its roles; change it through the returned reference.
    pub fn frame(&mut self, relation: &str, trigger: &str, clause: &str, roles: &[(Role, usize)]) -> &mut Frame {
        let relation = match ontology().relation_named(relation) {
            Some(id) => RelationRef::Known(id),
            None => RelationRef::Other(relation.to_owned()),
        };
        let fillers = roles.iter().map(|&(role, mention)| RoleFiller { role, filler: Filler::Mention(mention) });
        self.fragment.frames.push(Frame {
            relation,
            lemma: trigger.to_owned(),
            trigger: self.evidence(trigger, "").span,
            roles: fillers.collect(),
            polarity: Polarity::Positive,
            factuality: Factuality::Factual,
            claim: None,
            confident: true,
            evidence: self.evidence(clause, "lexicon.fr:test"),
        });
        self.fragment.frames.last_mut().unwrap()
    }

    pub fn claim(&mut self, speaker: usize, cue: &str, content: &str, whole: &str) -> usize {
        self.fragment.claims.push(Claim {
            speaker,
            cue: cue.to_owned(),
            relation: ontology().relation_named("states").unwrap(),
            stance: Stance::Asserts,
            polarity: Polarity::Positive,
            form: ClaimForm::Indirect,
            content: self.evidence(content, ""),
            about: Vec::new(),
            denies: None,
            commitment: 50,
            endorsement: 0,
            said: None,
            evidence: self.evidence(whole, "reporting:test"),
        });
        self.fragment.claims.len() - 1
    }

    pub fn quantity(&mut self, words: &str, hundredths: i64, unit: &str, of: Option<usize>) -> usize {
        let evidence = self.evidence(words, "number");
        let unit = unit.to_owned();
        self.fragment.quantities.push(Quantity {
            hundredths,
            upper_hundredths: None,
            unit,
            approximate: false,
            of,
            evidence,
        });
        self.fragment.quantities.len() - 1
    }
}

/// Equal keys are one thing.
pub fn resolve(fragments: &[Fragment]) -> Resolution {
    let mut by_key: BTreeMap<String, Cluster> = BTreeMap::new();
    for (index, fragment) in fragments.iter().enumerate() {
        for (local, entity) in fragment.entities.iter().enumerate() {
            let key = entity.merge_key.clone().unwrap();
            let cluster = by_key.entry(key).or_insert_with_key(|key| Cluster {
                id: crate::graph::Id::of('n', &[key]).to_string(),
                entity_type: entity.entity_type,
                label_en: entity.label_en.clone(),
                ..Cluster::default()
            });
            cluster.aliases.extend(entity.aliases.iter().cloned());
            cluster.members.push((index, local));
        }
    }
    let mut clusters: Vec<Cluster> = by_key.into_values().collect();
    clusters.sort_by(|a, b| a.id.cmp(&b.id));
    let mut cluster_of: Vec<Vec<usize>> = fragments.iter().map(|fragment| vec![0; fragment.entities.len()]).collect();
    for (index, cluster) in clusters.iter_mut().enumerate() {
        cluster.aliases.sort();
        cluster.aliases.dedup();
        cluster.label_fr = cluster.aliases.first().cloned().unwrap_or_default();
        for &(fragment, local) in &cluster.members {
            cluster_of[fragment][local] = index;
        }
    }
    Resolution { clusters, cluster_of }
}

pub fn graph_of(sketches: Vec<Sketch>) -> KnowledgeGraph {
    let fragments: Vec<Fragment> = sketches.into_iter().map(|sketch| sketch.fragment).collect();
    assemble(&fragments, &resolve(&fragments), &ontology(), AssembleOptions::default()).unwrap()
}

/// Two documents that agree about one thing, with an event, a claim, a denial, a quantity and a bystander.
pub fn sample() -> Vec<Sketch> {
    let text = "📰 Le Norland a envoyé 300 soldats à Port-Brume, affirme Ada Lund. Elle remercie Jonas Weil. Le Sudland dément.";
    let mut first = Sketch::new("first", text);
    let norland = first.name("Norland", "Country", "Norland");
    let soldiers = first.mention("300 soldats", MentionKind::Nominal, "Group", "300 soldats#first");
    let port = first.name("Port-Brume", "Settlement", "Fogport");
    let ada = first.name("Ada Lund", "Person", "Ada Lund");
    let she = first.mention("Elle", MentionKind::Pronoun, "Person", "Ada Lund");
    let jonas = first.name("Jonas Weil", "Person", "Jonas Weil");
    first.name("Sudland", "Country", "Sudland");
    let whole = "Le Norland a envoyé 300 soldats à Port-Brume, affirme Ada Lund";
    let claim = first.claim(ada, "affirmer", "Le Norland a envoyé 300 soldats à Port-Brume", whole);
    let soldier_entity = first.fragment.mentions[soldiers].entity;
    let number = first.quantity("300", 30_000, "soldats", soldier_entity);
    let roles = [(Role::Agent, norland), (Role::Patient, soldiers), (Role::Destination, port)];
    let frame = first.frame("deploys", "envoyé", "Le Norland a envoyé 300 soldats à Port-Brume", &roles);
    frame.claim = Some(claim);
    frame.factuality = Factuality::Reported;
    frame.roles.push(RoleFiller { role: Role::Quantity, filler: Filler::Quantity(number) });
    first.frame("thanks", "remercie", "Elle remercie Jonas Weil", &[(Role::Agent, she), (Role::Patient, jonas)]);

    let mut second = Sketch::new("second", "Ada Lund thanks Jonas Weil. Sudland did not attack Fogport.");
    let ada = second.name("Ada Lund", "Person", "Ada Lund");
    let jonas = second.name("Jonas Weil", "Person", "Jonas Weil");
    let sudland = second.name("Sudland", "Country", "Sudland");
    let port = second.name("Fogport", "Settlement", "Fogport");
    second.frame("thanks", "thanks", "Ada Lund thanks Jonas Weil", &[(Role::Agent, ada), (Role::Patient, jonas)]);
    let roles = [(Role::Agent, sudland), (Role::Patient, port)];
    second.frame("attacks", "attack", "Sudland did not attack Fogport", &roles).factuality = Factuality::Negated;
    vec![first, second]
}
