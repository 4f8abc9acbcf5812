//! One text in, what it says out.
//!
//!     cargo run --release --example quickstart

use depeche::Pipeline;
use depeche::graph::Id;

const TEXT: &str = "La Norvège a signé mercredi à Brasilia un accord avec le Brésil. « La forêt n'attend pas », a déclaré \
                    la ministre norvégienne du Climat, Ingeborg Solvang, qui a remercié Brasilia. L'Allemagne n'a pas réagi.";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pipeline = Pipeline::new()?;
    let fragment = pipeline.extract_text("accord", TEXT)?;
    let graph = pipeline.graph(&[fragment])?;
    let label = |id: &Id| graph.entity(id).map_or("?", |entity| entity.label_en.as_str());

    for relation in graph.relations() {
        let quotation = &relation.attestations[0].quotation;
        let (source, target) = (label(&relation.source), label(&relation.target));
        println!("{source} -{}-> {target} [{}]", relation.relation.code, relation.status.name());
        println!("    {}..{}: {}", quotation.start, quotation.end, quotation.text);
    }
    for claim in graph.claims() {
        let speaker = claim.speaker.as_ref().map_or(claim.speaker_text.as_str(), label);
        println!("{speaker} {}: {}", claim.cue, claim.content.text);
    }
    Ok(())
}
