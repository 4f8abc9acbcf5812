//! Every sentence of `data/examples.tsv` must give its edge: the relation, both ends, and whether it is affirmed.

use depeche::Pipeline;
use depeche::doc::{Factuality, Polarity};
use depeche::graph::{Entity, Id, KnowledgeGraph, ParticipantFiller};
use depeche::text::normalize;
use std::collections::BTreeSet;

/// The least share of sentences that must come out right: what the trees of the models allow.
const LEAST: f64 = 0.55;

struct Example<'t> {
    sentence: &'t str,
    from: &'t str,
    relation: &'t str,
    to: &'t str,
    factuality: Factuality,
}

fn examples() -> Vec<Example<'static>> {
    let lines = include_str!("../data/examples.tsv").lines().skip(1);
    let parsed = lines.map(|line| {
        let [_, sentence, from, relation, to, _, factuality, _] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("not eight columns: {line}")
        };
        let factuality = Factuality::parse(factuality).unwrap_or_else(|| panic!("no factuality: {line}"));
        Example { sentence, from, relation, to, factuality }
    });
    parsed.collect()
}

/// True where one of the names has every word of the other side but articles: `douze morts` is `morts`. Case and accents do
/// not count. `-` stands for whatever is there.
fn is_named<'n>(wanted: &str, mut names: impl Iterator<Item = &'n str>) -> bool {
    let words = |name: &str| -> BTreeSet<String> {
        let key = normalize::key(name);
        key.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2).map(str::to_owned).collect()
    };
    let wanted_words = words(wanted);
    wanted == "-" || names.any(|name| wanted_words.is_subset(&words(name)))
}

fn names(entity: &Entity) -> impl Iterator<Item = &str> {
    [entity.label_en.as_str(), entity.label_fr.as_str()].into_iter().chain(entity.aliases.iter().map(String::as_str))
}

/// True where an edge, an event or a claim of the graph says what is expected.
fn holds(graph: &KnowledgeGraph, example: &Example) -> bool {
    let entity_is = |id: &Id, wanted: &str| graph.entity(id).is_some_and(|entity| is_named(wanted, names(entity)));
    let polarity = if example.factuality == Factuality::Negated { Polarity::Negative } else { Polarity::Positive };
    let an_edge = graph.relations().any(|relation| {
        relation.relation.code == example.relation
            && relation.polarity == polarity
            && entity_is(&relation.source, example.from)
            && entity_is(&relation.target, example.to)
    });
    let takes_part = |participants: &[depeche::graph::Participant], wanted: &str| {
        wanted == "-"
            || participants.iter().any(|participant| match &participant.filler {
                ParticipantFiller::Node(id) => entity_is(id, wanted),
                ParticipantFiller::Text(text) => is_named(wanted, [text.as_str()].into_iter()),
            })
    };
    let an_event = graph.events().any(|event| {
        event.relation.code == example.relation
            && event.polarity == polarity
            && takes_part(&event.participants, example.from)
            && takes_part(&event.participants, example.to)
    });
    let a_claim = graph.claims().any(|claim| {
        let speaker = claim.speaker.as_ref().is_some_and(|speaker| entity_is(speaker, example.from));
        claim.relation.code == example.relation
            && claim.polarity == polarity
            && speaker
            && is_named(example.to, [claim.content.text.as_str()].into_iter())
    });
    an_edge || an_event || a_claim
}

fn summary(graph: &KnowledgeGraph) -> String {
    let label = |id: &Id| graph.entity(id).map_or("?", |entity| &entity.label_en).to_owned();
    let edges = graph.relations().map(|relation| {
        format!(
            "{} -{}-> {} {:?}",
            label(&relation.source),
            relation.relation.code,
            label(&relation.target),
            relation.polarity
        )
    });
    let events = graph.events().map(|event| format!("{} {:?}", event.relation.code, event.participants));
    let claims =
        graph.claims().map(|claim| format!("{}: {} {}", claim.speaker_text, claim.relation.code, claim.content.text));
    edges.chain(events).chain(claims).collect::<Vec<_>>().join("; ")
}

#[test]
fn sentences_give_their_edges() {
    let pipeline = Pipeline::new().unwrap();
    let (mut right, mut wrong) = (0, Vec::new());
    for example in examples() {
        let fragment = pipeline.extract_text("example", example.sentence).unwrap();
        let graph = pipeline.graph(&[fragment]).unwrap();
        if holds(&graph, &example) {
            right += 1;
        } else {
            let Example { sentence, from, relation, to, .. } = example;
            wrong.push(format!("{sentence}\n    wanted {from} -{relation}-> {to}\n    found {}", summary(&graph)));
        }
    }
    let share = f64::from(right) / (f64::from(right) + wrong.len() as f64);
    println!("{right} right, {} wrong\n{}", wrong.len(), wrong.join("\n"));
    assert!(share >= LEAST, "{share:.2} right\n{}", wrong.join("\n"));
}
