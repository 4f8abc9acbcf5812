//! The records of a JSON-LD file.

use super::{labels, place_id, relation_iri};
use crate::doc::{ClaimForm, Factuality, Polarity, Role, TimeValue};
use crate::export::{LabelLanguage, attributes, clean};
use crate::graph::{
    Attestation, Claim, Document, Edge, Entity, Event, Id, KnowledgeGraph, ParticipantFiller, Quantity, Quotation,
    Relation, RelationType, Status,
};
use petgraph::visit::EdgeRef;
use rustc_hash::FxHashSet;
use serde_json::{Map, Value, json};
use std::sync::Arc;

/// `claim —about→ entity`: what is known of the content of a claim in which no relation was found.
pub(super) fn about() -> RelationType {
    let [label_en, label_fr] = ["is about", "porte sur"].map(str::to_owned);
    RelationType { code: "about".to_owned(), label_en, label_fr, symmetric: false }
}

/// Makes records; remembers which places were already described, to name them only.
pub(super) struct Records<'g> {
    graph: &'g KnowledgeGraph,
    language: LabelLanguage,
    base: String,
    described: FxHashSet<Id>,
    speakers: FxHashSet<&'g Id>,
}

/// A record under way.
struct Record(Map<String, Value>);

impl Record {
    fn new(id: String, types: &[&str]) -> Self {
        let mut map = Map::new();
        map.insert("id".to_owned(), id.into());
        map.insert("type".to_owned(), types.into());
        Record(map)
    }

    fn set(&mut self, key: &str, value: impl Into<Value>) {
        self.0.insert(key.to_owned(), value.into());
    }

    fn text(&mut self, key: &str, text: &str) {
        let cleaned = clean::text(text);
        if !cleaned.trim().is_empty() {
            self.set(key, cleaned.into_owned());
        }
    }

    fn list(&mut self, key: &str, values: Vec<Value>) {
        if !values.is_empty() {
            self.set(key, values);
        }
    }

    fn done(self) -> Value {
        Value::Object(self.0)
    }
}

impl<'g> Records<'g> {
    pub(super) fn new(graph: &'g KnowledgeGraph, language: LabelLanguage, base: String) -> Self {
        let speakers = graph.claims().filter_map(|claim| claim.speaker.as_ref()).collect();
        Records { graph, language, base, described: FxHashSet::default(), speakers }
    }

    fn iri(&self, id: &Id) -> String {
        format!("{}{id}", self.base)
    }

    fn iris<'i>(&self, ids: impl IntoIterator<Item = &'i Id>) -> Vec<Value> {
        ids.into_iter().map(|id| self.iri(id).into()).collect()
    }

    fn run_iri(&self) -> String {
        format!("{}run", self.base)
    }

    fn document_iri(&self, name: &Arc<str>) -> String {
        self.iri(&Document::id_of(name))
    }

    pub(super) fn run(&self) -> Value {
        let mut record = Record::new(self.run_iri(), &["prov:Activity"]);
        record.set("label", "depeche");
        record.set("version", env!("CARGO_PKG_VERSION"));
        record.list("used", self.iris(self.graph.documents().map(|document| &document.id)));
        record.done()
    }

    pub(super) fn relation_type(&self, relation: RelationType) -> Value {
        let mut record = Record::new(relation_iri(&relation.code), &["skos:Concept", "rdf:Property"]);
        let [english, french] =
            [LabelLanguage::English, LabelLanguage::French].map(|language| labels::relation(&relation, language));
        record.set("label", labels::relation(&relation, self.language));
        record.set("prefLabel", json!({"en": english, "fr": french}));
        record.set("inScheme", "rel:scheme");
        record.done()
    }

    pub(super) fn document(&self, document: &Document) -> Value {
        let mut record = Record::new(self.iri(&document.id), &["schema:NewsArticle", "prov:Entity"]);
        let name = clean::label(&document.name).into_owned();
        let title = document.metadata.title.as_deref().map(|title| clean::label(title).into_owned());
        let title = title.filter(|title| !title.is_empty()).unwrap_or_else(|| name.clone());
        record.set("label", title.clone());
        record.set("headline", json!({document.language.code(): title}));
        record.set("identifier", name);
        record.set("inLanguage", document.language.code());
        if let Some(date) = document.metadata.date.as_deref().filter(|date| is_date(date)) {
            record.set("datePublished", date);
        }
        if let Some(outlet) = &document.metadata.outlet {
            record.set("publisher", self.outlet(outlet));
        }
        record.text("agency", document.metadata.agency.as_deref().unwrap_or_default());
        record.text("author", document.metadata.author.as_deref().unwrap_or_default());
        record.text("link", document.metadata.link.as_deref().unwrap_or_default());
        record.text("sha256", &document.sha256);
        record.set("words", document.words);
        record.done()
    }

    fn outlet(&self, outlet: &str) -> Value {
        let label = clean::label(outlet);
        let id = Id::of('o', &[&label]);
        let mut record = Record::new(self.iri(&id), &["schema:NewsMediaOrganization", "prov:Agent"]);
        record.set("label", if label.is_empty() { id.to_string() } else { label.into_owned() });
        record.done()
    }

    pub(super) fn entity(&mut self, entity: &Entity) -> Value {
        let class =
            entity.entity_type.schema_org.as_deref().filter(|class| is_compact(class)).unwrap_or("schema:Thing");
        let acts = entity.entity_type.sem.as_deref() == Some("sem:Actor") || self.speakers.contains(&entity.id);
        let types = if acts { &[class, "prov:Agent"][..] } else { &[class][..] };
        let mut record = Record::new(self.iri(&entity.id), types);
        let label = labels::entity(entity, self.language);
        record.set("label", label);
        let [english, french] =
            [LabelLanguage::English, LabelLanguage::French].map(|language| labels::entity(entity, language));
        record.set("name", json!({"en": english, "fr": french}));
        let aliases = entity.aliases.iter().map(|alias| clean::label(alias).into_owned());
        record.list("altLabel", aliases.filter(|alias| !alias.is_empty()).map(Value::from).collect());
        record.text("entityType", &entity.entity_type.code);
        if let Some(wikidata) = entity.wikidata.as_deref().filter(|id| is_wikidata(id)) {
            record.set("sameAs", vec![Value::from(format!("wd:{wikidata}"))]);
        }
        let mentions = entity.mentions.iter().filter_map(|mention| self.evidence(&mention.quotation));
        record.list("mentions", mentions.collect());
        record.done()
    }

    pub(super) fn event(&mut self, event: &Event) -> Value {
        let mut record = Record::new(self.iri(&event.id), &["sem:Event", "schema:Event"]);
        let label = clean::label(&labels::event(self.graph, event, self.language)).into_owned();
        record.set("label", label);
        record.set("eventType", relation_iri(&event.relation.code));
        self.signs(&mut record, event.polarity, event.status, [event.attestation.factuality].into_iter());
        let in_role = |roles: &[Role]| -> Vec<&Id> {
            let chosen = event.participants.iter().filter(|participant| roles.contains(&participant.role));
            let nodes = chosen.filter_map(|participant| match &participant.filler {
                ParticipantFiller::Node(id) => self.graph.entity(id).map(|entity| &entity.id),
                ParticipantFiller::Text(_) => None,
            });
            nodes.collect()
        };
        let actors = self.iris(in_role(&[Role::Agent, Role::Patient, Role::Recipient, Role::Counterpart]));
        let places = self.iris(in_role(&[Role::Location, Role::Destination, Role::Source]));
        record.list("actor", actors);
        record.list("place", places);
        record.list("participants", self.participants(event));
        self.circumstances(&mut record, event.attestation.time.as_ref(), std::iter::once(&event.attestation));
        record.list("derivedFrom", vec![self.document_iri(&event.attestation.quotation.document).into()]);
        record.set("generatedBy", self.run_iri());
        let evidence = self.evidence(&event.attestation.quotation);
        record.list("evidence", evidence.into_iter().collect());
        record.done()
    }

    fn participants(&self, event: &Event) -> Vec<Value> {
        let participants = event.participants.iter().enumerate().map(|(place, participant)| {
            let mut record = Record::new(format!("{}-{place}", self.iri(&event.id)), &["kg:Participation"]);
            record.set("role", participant.role.name());
            match &participant.filler {
                ParticipantFiller::Node(id) => record.set("filler", self.iri(id)),
                ParticipantFiller::Text(text) => record.text("text", text),
            }
            record.done()
        });
        participants.collect()
    }

    pub(super) fn relation(&mut self, relation: &Relation) -> Value {
        let mut record = Record::new(self.iri(&relation.id), &["kg:Relation", "rdf:Statement"]);
        record.set("label", self.label_of_relation(relation));
        record.set("subject", self.iri(&relation.source));
        record.set("predicate", relation_iri(&relation.relation.code));
        record.set("object", self.iri(&relation.target));
        record.set("confidence", confidence(relation.attestations.iter().map(|attestation| attestation.confident)));
        let factualities = relation.attestations.iter().map(|attestation| attestation.factuality);
        self.signs(&mut record, relation.polarity, relation.status, factualities);
        self.circumstances(&mut record, relation.time(), relation.attestations.iter());
        record.set("weight", relation.weight());
        let documents = relation.documents();
        record.list("derivedFrom", documents.iter().map(|name| self.document_iri(name).into()).collect());
        record.set("generatedBy", self.run_iri());
        let events: Vec<&Id> =
            relation.attestations.iter().filter_map(|attestation| attestation.event.as_ref()).collect();
        record.list("event", self.iris(events));
        let evidence = relation.attestations.iter().filter_map(|attestation| self.evidence(&attestation.quotation));
        record.list("evidence", evidence.collect());
        record.done()
    }

    fn label_of_relation(&self, relation: &Relation) -> String {
        let name = |id| self.graph.entity(id).map(|entity| labels::entity(entity, self.language)).unwrap_or_default();
        let verb = labels::signed_relation(&relation.relation, relation.polarity, self.language);
        format!("{} — {verb} → {}", name(&relation.source), name(&relation.target))
    }

    /// The claim, and before it what it needs: an unnamed speaker, and statements of what it is about where no relation
    /// was found inside it.
    pub(super) fn claim(&mut self, claim: &Claim) -> Vec<Value> {
        let mut records = Vec::new();
        let iri = self.iri(&claim.id);
        let speaker = match &claim.speaker {
            Some(speaker) => self.iri(speaker),
            None => {
                let id = format!("{iri}-speaker");
                let mut record = Record::new(id.clone(), &["schema:Thing", "kg:AnonymousSource", "prov:Agent"]);
                let label = clean::label(&claim.speaker_text).into_owned();
                record.set("label", if label.is_empty() { "?".to_owned() } else { label });
                records.push(record.done());
                id
            }
        };
        let mut content = self.iris(&claim.relations);
        if content.is_empty() {
            let statements = self.statements_about(claim, &iri, &speaker);
            content = statements.iter().filter_map(|statement| statement.get("id").cloned()).collect();
            records.extend(statements);
        }
        let mut types = vec!["schema:Claim", "kg:Claim", "prov:Entity"];
        if claim.form == ClaimForm::Direct {
            types.push("schema:Quotation");
        }
        let mut record = Record::new(iri, &types);
        record.set("label", clean::shorten(&self.label_of_claim(claim), 120).into_owned());
        record.set("speaker", speaker.clone());
        record.set("attributedTo", speaker);
        record.set("speechAct", relation_iri(&claim.relation.code));
        record.set("content", content);
        record.list("about", self.iris(&claim.about));
        record.list("events", self.iris(&claim.events));
        record.text("text", &claim.content.text);
        record.text("verb", &claim.cue);
        record.set("stance", claim.stance.name());
        record.set("form", attributes::form(claim.form));
        record.set("commitment", claim.commitment);
        record.set("endorsement", claim.endorsement);
        if let Some(date) = claim.said.as_ref().map(|said| said.iso.as_str()).filter(|iso| is_date(iso)) {
            record.set("dateClaimed", date);
        }
        record.list("appearance", vec![self.document_iri(&claim.quotation.document).into()]);
        record.set("confidence", confidence([claim.speaker.is_some()].into_iter()));
        record.set("generatedBy", self.run_iri());
        let evidence = self.evidence(&claim.quotation);
        record.list("evidence", evidence.into_iter().collect());
        record.list("contradicts", self.linked(claim, &Edge::Contradicts));
        record.list("corroborates", self.linked(claim, &Edge::Corroborates));
        records.push(record.done());
        records
    }

    fn label_of_claim(&self, claim: &Claim) -> String {
        let speaker = claim.speaker.as_ref().and_then(|id| self.graph.entity(id));
        let speaker =
            speaker.map_or_else(|| claim.speaker_text.clone(), |entity| labels::entity(entity, self.language));
        clean::label(&format!("{speaker}: {}", claim.content.text)).into_owned()
    }

    fn linked(&self, claim: &Claim, link: &Edge) -> Vec<Value> {
        let Some(index) = self.graph.index(&claim.id) else { return Vec::new() };
        let edges = self.graph.graph().edges(index).filter(|edge| edge.weight() == link);
        let mut ids: Vec<&Id> = edges.map(|edge| self.graph.graph()[edge.target()].id()).collect();
        ids.sort_unstable();
        self.iris(ids)
    }

    /// `claim —about→ entity` for each entity, else `speaker —states→ claim`.
    fn statements_about(&mut self, claim: &Claim, iri: &str, speaker: &str) -> Vec<Value> {
        let about = about();
        let mut ends: Vec<(String, &RelationType, String, String)> = Vec::new();
        for id in &claim.about {
            let name = self.graph.entity(id).map(|entity| labels::entity(entity, self.language)).unwrap_or_default();
            ends.push((iri.to_owned(), &about, self.iri(id), name));
        }
        if ends.is_empty() {
            ends.push((speaker.to_owned(), &claim.relation, iri.to_owned(), self.label_of_claim(claim)));
        }
        let statements = ends.into_iter().enumerate().map(|(place, (subject, relation, object, name))| {
            let mut record = Record::new(format!("{iri}-{place}"), &["kg:Relation", "rdf:Statement"]);
            let label = format!("{} → {name}", labels::relation(relation, self.language));
            record.set("label", clean::shorten(&label, 120).into_owned());
            record.set("subject", subject);
            record.set("predicate", relation_iri(&relation.code));
            record.set("object", object);
            record.set("confidence", confidence([claim.speaker.is_some()].into_iter()));
            self.signs(&mut record, Polarity::Positive, Status::Reported, [Factuality::Reported].into_iter());
            record.list("derivedFrom", vec![self.document_iri(&claim.quotation.document).into()]);
            record.set("generatedBy", self.run_iri());
            let evidence = self.evidence(&claim.quotation);
            record.list("evidence", evidence.into_iter().collect());
            record.done()
        });
        statements.collect()
    }

    pub(super) fn quantity(&mut self, quantity: &Quantity) -> Value {
        let Quotation { document, start, end, .. } = &quantity.quotation;
        let id = Id::of('k', &[document, &start.to_string(), &end.to_string(), &attributes::amount(&quantity.amount)]);
        let mut record = Record::new(self.iri(&id), &["schema:QuantitativeValue"]);
        record.set("label", clean::label(&attributes::amount(&quantity.amount)).into_owned());
        record.text("unit", &quantity.amount.unit);
        record.list("about", self.iris(&quantity.of));
        let evidence = self.evidence(&quantity.quotation);
        record.list("evidence", evidence.into_iter().collect());
        record.done()
    }

    fn signs(
        &self,
        record: &mut Record,
        polarity: Polarity,
        status: Status,
        factualities: impl Iterator<Item = Factuality>,
    ) {
        let sign = if polarity == Polarity::Negative { "kg:Negative" } else { "kg:Positive" };
        record.set("polarity", sign);
        let mut names: Vec<&str> = factualities.map(Factuality::name).collect();
        names.sort_unstable();
        names.dedup();
        let modality = match status {
            Status::Fact => "kg:Asserted",
            Status::Reported => "kg:Reported",
            Status::Planned => "kg:Planned",
            Status::Possible if names.contains(&Factuality::Hypothetical.name()) => "kg:Hypothetical",
            Status::Possible => "kg:Possible",
        };
        record.set("modality", modality);
        record.set("factuality", names);
    }

    fn circumstances<'a>(
        &self,
        record: &mut Record,
        time: Option<&TimeValue>,
        attestations: impl Iterator<Item = &'a Attestation>,
    ) {
        if let Some(time) = time {
            record.text("time", attributes::time(time));
            let key = match time.iso.len() {
                10 if is_date(&time.iso) => Some("validFrom"),
                7 if is_date(&format!("{}-01", time.iso)) => Some("validMonth"),
                4 if is_date(&format!("{}-01-01", time.iso)) => Some("validYear"),
                _ => None,
            };
            if let Some(key) = key {
                record.set(key, time.iso.clone());
            }
        }
        let mut places: Vec<&Id> = Vec::new();
        let mut amounts: Vec<String> = Vec::new();
        for attestation in attestations {
            places.extend(&attestation.places);
            amounts.extend(attestation.amount.as_ref().map(attributes::amount));
        }
        places.sort_unstable();
        places.dedup();
        amounts.sort_unstable();
        amounts.dedup();
        if !record.0.contains_key("place") {
            record.list("place", self.iris(places));
        }
        let amounts = amounts.iter().map(|amount| clean::label(amount).into_owned().into());
        record.list("quantity", amounts.collect());
    }

    /// The place of a quotation: in full the first time, by its id later. None for a quotation without any text.
    fn evidence(&mut self, quotation: &Quotation) -> Option<Value> {
        if quotation.text.is_empty() || quotation.start >= quotation.end {
            return None;
        }
        let id = place_id(&quotation.document, quotation.start, quotation.end);
        let iri = self.iri(&id);
        if !self.described.insert(id) {
            return Some(iri.into());
        }
        let mut position = Record::new(format!("{iri}-position"), &["oa:TextPositionSelector"]);
        position.set("start", quotation.start);
        position.set("end", quotation.end);
        let mut quote = Record::new(format!("{iri}-quote"), &["oa:TextQuoteSelector"]);
        quote.set("exact", clean::text(&quotation.text).into_owned());
        let mut record = Record::new(iri, &["oa:SpecificResource", "kg:Evidence"]);
        record.set("source", self.document_iri(&quotation.document));
        record.set("selector", vec![position.done(), quote.done()]);
        Some(record.done())
    }
}

/// How far to trust the reading, from how usual each reading is: one usual reading gives 0.90, an unusual one 0.60, and
/// several doubt together. It is no probability that the statement is true.
fn confidence(usual: impl Iterator<Item = bool>) -> String {
    let doubt = usual.fold(1.0_f64, |doubt, usual| doubt * if usual { 0.10 } else { 0.40 });
    format!("{:.2}", (1.0 - doubt).clamp(0.0, 0.99))
}

/// A day of the calendar, `YYYY-MM-DD`.
fn is_date(text: &str) -> bool {
    text.len() == 10 && text.parse::<jiff::civil::Date>().is_ok()
}

fn is_wikidata(id: &str) -> bool {
    id.strip_prefix('Q').is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// `prefix:Name` of plain letters, as the ontology has it.
fn is_compact(class: &str) -> bool {
    class.split_once(':').is_some_and(|(prefix, name)| {
        matches!(prefix, "schema" | "sem" | "kg")
            && !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}
