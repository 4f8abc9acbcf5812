//! `depeche query`: what a graph holds about a name.

use super::Outcome;
use super::arguments::QueryArguments;
use super::export::read_graph;
use super::output::to_stdout;
use super::style::{Style, one_line};
use depeche::doc::{Polarity, Stance};
use depeche::error::{Error, Result};
use depeche::export::{LabelLanguage, labels};
use depeche::graph::{Claim, Entity, Id, KnowledgeGraph, Quotation, Relation};
use depeche::text::normalize::key;
use std::io::{self, Write};

/// Shows every entity that bears the name, with its relations and claims.
///
/// # Errors
/// As [`read_graph`]; a name that nothing bears.
pub fn run(arguments: &QueryArguments) -> Result<Outcome> {
    let graph = read_graph(&arguments.graph)?;
    let found = named(&graph, &arguments.name);
    if found.is_empty() {
        return Err(Error::input(
            arguments.graph.to_string_lossy(),
            None,
            format!("nothing is called {:?}", arguments.name),
        ));
    }
    let view = View { graph: &graph, language: arguments.labels.into(), style: Style::for_stream(&io::stdout()) };
    to_stdout(|out| found.iter().try_for_each(|entity| view.entity(out, entity)))?;
    Ok(Outcome::Done)
}

/// The entities that bear exactly this name, else those with the words in their name; the most mentioned first.
fn named<'g>(graph: &'g KnowledgeGraph, name: &str) -> Vec<&'g Entity> {
    let wanted = key(name);
    let padded = format!(" {wanted} ");
    let bears = |entity: &&Entity, exact: bool| {
        let mut names = [&entity.label_en, &entity.label_fr].into_iter().chain(&entity.aliases).map(|name| key(name));
        names.any(|name| if exact { name == wanted } else { format!(" {name} ").contains(&padded) })
    };
    if wanted.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<&Entity> = graph.entities().filter(|entity| bears(entity, true)).collect();
    if found.is_empty() {
        found = graph.entities().filter(|entity| bears(entity, false)).collect();
    }
    found.sort_by(|a, b| b.mentions.len().cmp(&a.mentions.len()).then_with(|| a.id.cmp(&b.id)));
    found
}

struct View<'g> {
    graph: &'g KnowledgeGraph,
    language: LabelLanguage,
    style: Style,
}

impl View<'_> {
    fn entity(&self, out: &mut dyn Write, entity: &Entity) -> io::Result<()> {
        let label = labels::entity(entity, self.language);
        let documents = entity.documents().len();
        writeln!(
            out,
            "{} {}",
            self.style.bold(&one_line(&label)),
            self.style.dim(&format!(
                "{}, {} mentions in {documents} documents",
                entity.entity_type.code,
                entity.mentions.len()
            ))
        )?;
        let others: Vec<String> =
            entity.aliases.iter().filter(|alias| **alias != label).map(|alias| one_line(alias)).collect();
        if !others.is_empty() {
            writeln!(out, "  {}", self.style.dim(&others.join(" · ")))?;
        }
        for relation in self.graph.relations_of(&entity.id) {
            self.relation(out, relation)?;
        }
        for claim in self.graph.claims().filter(|claim| claim.speaker.as_ref() == Some(&entity.id)) {
            self.claim(out, claim, None)?;
        }
        for claim in self.graph.claims().filter(|claim| claim.about.contains(&entity.id)) {
            let speaker = claim.speaker.as_ref().map_or(claim.speaker_text.clone(), |id| self.name(id));
            self.claim(out, claim, Some(&speaker))?;
        }
        writeln!(out)
    }

    fn name(&self, id: &Id) -> String {
        self.graph.entity(id).map_or_else(|| id.as_str().to_owned(), |entity| labels::entity(entity, self.language))
    }

    fn relation(&self, out: &mut dyn Write, relation: &Relation) -> io::Result<()> {
        let negated = if relation.polarity == Polarity::Negative { self.style.red("not ") } else { String::new() };
        let time = relation
            .time()
            .map_or(String::new(), |time| format!(", {}", if time.iso.is_empty() { &time.text } else { &time.iso }));
        writeln!(
            out,
            "  {} {negated}{} {} {}",
            self.style.green(&self.name(&relation.source)),
            self.style.cyan(&labels::relation(&relation.relation, self.language)),
            self.style.green(&self.name(&relation.target)),
            self.style.dim(&format!("({}{time})", relation.status.name()))
        )?;
        relation.attestations.iter().try_for_each(|attestation| self.quotation(out, &attestation.quotation))
    }

    fn claim(&self, out: &mut dyn Write, claim: &Claim, speaker: Option<&str>) -> io::Result<()> {
        let verb = labels::relation(&claim.relation, self.language);
        let negated = if claim.polarity == Polarity::Negative { self.style.red("not ") } else { String::new() };
        let speaker = speaker.map_or(String::new(), |speaker| format!("{} ", self.style.green(&one_line(speaker))));
        let stance =
            if claim.stance == Stance::default() { String::new() } else { format!(" ({})", claim.stance.name()) };
        writeln!(out, "  {speaker}{negated}{}{}:", self.style.cyan(&verb), self.style.dim(&stance))?;
        self.quotation(out, &claim.content)
    }

    fn quotation(&self, out: &mut dyn Write, quotation: &Quotation) -> io::Result<()> {
        let place = format!("{}:{}-{}", quotation.document, quotation.start, quotation.end);
        writeln!(
            out,
            "      {} {}",
            self.style.yellow(&format!("“{}”", one_line(&quotation.text))),
            self.style.dim(&place)
        )
    }
}
