//! A graph in words, for the terminal.

use super::style::{Style, one_line};
use depeche::doc::{Polarity, Stance};
use depeche::export::{LabelLanguage, labels};
use depeche::graph::{Claim, Entity, Id, KnowledgeGraph, Quotation, Relation};
use std::io::{self, Write};

/// Shows parts of a graph.
pub struct View<'g> {
    /// The graph.
    pub graph: &'g KnowledgeGraph,
    /// Language of labels.
    pub language: LabelLanguage,
    /// Colours or none.
    pub style: Style,
}

impl View<'_> {
    /// Every entity on a line, the most mentioned first, then every relation and claim with its words.
    pub fn whole_graph(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut entities: Vec<&Entity> = self.graph.entities().collect();
        entities.sort_by(|a, b| b.mentions.len().cmp(&a.mentions.len()).then_with(|| a.id.cmp(&b.id)));
        self.heading(out, "Entities", entities.len())?;
        for entity in entities {
            let details = format!("{} ×{}", entity.entity_type.code, entity.mentions.len());
            writeln!(out, "  {} {}", self.style.green(&self.name(&entity.id)), self.style.dim(&details))?;
        }
        let mut relations: Vec<&Relation> = self.graph.relations().collect();
        relations.sort_by_key(|relation| relation.attestations.first().map(|attestation| &attestation.quotation));
        self.heading(out, "Relations", relations.len())?;
        relations.iter().try_for_each(|relation| self.relation(out, relation))?;
        let mut claims: Vec<&Claim> = self.graph.claims().collect();
        claims.sort_by(|a, b| a.quotation.cmp(&b.quotation));
        self.heading(out, "Claims", claims.len())?;
        claims.iter().try_for_each(|claim| self.claim(out, claim, true))
    }

    fn heading(&self, out: &mut dyn Write, title: &str, count: usize) -> io::Result<()> {
        writeln!(out, "{}", self.style.bold(&format!("{title} ({count})")))
    }

    /// An entity with its relations, what it says and what is said of it.
    pub fn everything_about(&self, out: &mut dyn Write, entity: &Entity) -> io::Result<()> {
        self.title(out, entity)?;
        for relation in self.graph.relations_of(&entity.id) {
            self.relation(out, relation)?;
        }
        for claim in self.graph.claims().filter(|claim| claim.speaker.as_ref() == Some(&entity.id)) {
            self.claim(out, claim, false)?;
        }
        for claim in self.graph.claims().filter(|claim| claim.about.contains(&entity.id)) {
            self.claim(out, claim, true)?;
        }
        writeln!(out)
    }

    fn title(&self, out: &mut dyn Write, entity: &Entity) -> io::Result<()> {
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
        Ok(())
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

    fn claim(&self, out: &mut dyn Write, claim: &Claim, with_speaker: bool) -> io::Result<()> {
        let verb = labels::relation(&claim.relation, self.language);
        let negated = if claim.polarity == Polarity::Negative { self.style.red("not ") } else { String::new() };
        let speaker = || claim.speaker.as_ref().map_or_else(|| one_line(&claim.speaker_text), |id| self.name(id));
        let speaker = if with_speaker { format!("{} ", self.style.green(&speaker())) } else { String::new() };
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
