//! Scores the claims that are found in sentences with annotated attributions (JSON lines with `text` and `attributions`,
//! each of which has `source`, `cue` and `content` as lists of code point ranges).
//!
//!     cargo run --release --example attribution -- FILE.jsonl [en] [-v]
//!
//! A content matches where it shares at least 0.6 of its words with an annotated one (2·common/(gold + found)); a source or cue
//! matches where its word lies in the annotated stretch. Says SKIPPED where the file does not exist.

use depeche::doc::{Annotated, Article, Language, Source, Zone, ZoneKind};
use depeche::extract::{Attribution, claims, mentions, quotations};
use depeche::knowledge::Knowledge;
use depeche::nlp::Annotator;
use depeche::text::Span;
use serde_json::Value;
use std::error::Error;

/// The least share of common words of two contents that match.
const OVERLAP: f64 = 0.6;

#[derive(Default)]
struct Count {
    found: usize,
    annotated: usize,
    right: usize,
}

impl Count {
    fn print(&self, name: &str) {
        let ratio = |of: usize| if of == 0 { 0.0 } else { self.right as f64 / of as f64 };
        let (precision, recall) = (ratio(self.found), ratio(self.annotated));
        let f1 = if self.right == 0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) };
        println!(
            "{name:<8} P {precision:.3}  R {recall:.3}  F1 {f1:.3}  ({} of {} annotated, {} found)",
            self.right, self.annotated, self.found
        );
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(path) = arguments.first().filter(|path| std::path::Path::new(path).exists()) else {
        println!("SKIPPED: no file of annotated attributions");
        return Ok(());
    };
    let language = if arguments.iter().any(|word| word == "en") { Language::English } else { Language::French };
    let verbose = arguments.iter().any(|word| word == "-v");
    let (knowledge, annotator) = (Knowledge::embedded()?, Annotator::embedded()?);
    let (mut content, mut cue, mut source, mut whole) =
        (Count::default(), Count::default(), Count::default(), Count::default());
    for line in std::fs::read_to_string(path)?.lines() {
        let record: Value = serde_json::from_str(line)?;
        let text = record["text"].as_str().unwrap_or_default();
        let document = annotator.annotate(article(text, language));
        let found = attributions(&document, &knowledge);
        // Attributions without a source or a cue in the sentence cannot be found in it.
        let annotated: Vec<&Value> =
            record["attributions"].as_array().into_iter().flatten().filter(|gold| is_complete(gold)).collect();
        let mut free: Vec<&Attribution> = found.iter().collect();
        for count in [&mut content, &mut cue, &mut source, &mut whole] {
            count.found += found.len();
            count.annotated += annotated.len();
        }
        for gold in annotated {
            let best =
                (0..free.len()).max_by(|&a, &b| overlap(text, gold, free[a]).total_cmp(&overlap(text, gold, free[b])));
            let Some(best) = best.filter(|&best| overlap(text, gold, free[best]) >= OVERLAP) else {
                if verbose {
                    println!("MISSED  {text}\n        {}", describe(text, gold));
                }
                continue;
            };
            let claim = free.swap_remove(best);
            let (cue_right, source_right) = (
                holds(text, &gold["cue"], document.token(claim.cue).span),
                holds(text, &gold["source"], document.token(claim.speaker).span),
            );
            content.right += 1;
            cue.right += usize::from(cue_right);
            source.right += usize::from(source_right);
            whole.right += usize::from(cue_right && source_right);
            if verbose && !(cue_right && source_right) {
                println!("PARTLY  {text}\n        {}\n        {}", describe(text, gold), show(&document, claim));
            }
        }
        if verbose {
            for claim in free {
                println!("SPURIOUS {text}\n        {}", show(&document, claim));
            }
        }
    }
    content.print("content");
    cue.print("cue");
    source.print("source");
    whole.print("all");
    Ok(())
}

fn article(text: &str, language: Language) -> Article {
    let zone = Zone { kind: ZoneKind::Prose, span: Span::new(0, text.len()), language };
    Article {
        source: Source { text: text.to_owned(), ..Source::default() },
        zones: vec![zone],
        language,
        ..Article::default()
    }
}

fn attributions(document: &Annotated, knowledge: &Knowledge) -> Vec<Attribution> {
    let quotations = quotations::find(document);
    let mentions = mentions::find(document, knowledge);
    claims::find(document, knowledge, &quotations, &mentions)
}

fn is_complete(gold: &Value) -> bool {
    ["source", "cue", "content"].iter().all(|part| gold[part].as_array().is_some_and(|ranges| !ranges.is_empty()))
}

/// The annotated ranges as byte spans.
fn spans(text: &str, ranges: &Value) -> Vec<Span> {
    let byte = |point: u64| text.char_indices().nth(point as usize).map_or(text.len(), |(at, _)| at);
    let pair = |range: &Value| Some(Span::new(byte(range[0].as_u64()?), byte(range[1].as_u64()?)));
    ranges.as_array().into_iter().flatten().filter_map(pair).collect()
}

fn holds(text: &str, ranges: &Value, word: Span) -> bool {
    spans(text, ranges).iter().any(|span| span.overlaps(word))
}

fn overlap(text: &str, gold: &Value, claim: &Attribution) -> f64 {
    let wanted: Vec<&str> = spans(text, &gold["content"]).iter().flat_map(|span| words(span.of(text))).collect();
    let found: Vec<&str> = words(claim.content.of(text)).collect();
    let mut rest = wanted.clone();
    let common = found
        .iter()
        .filter(|word| rest.iter().position(|other| other == *word).map(|at| rest.swap_remove(at)).is_some())
        .count();
    2.0 * common as f64 / (wanted.len() + found.len()).max(1) as f64
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_alphanumeric()).filter(|word| !word.is_empty())
}

fn describe(text: &str, gold: &Value) -> String {
    let part = |name: &str| spans(text, &gold[name]).iter().map(|span| span.of(text)).collect::<Vec<_>>().join(" + ");
    format!("wanted: {} | {} | {}", part("source"), part("cue"), part("content"))
}

fn show(document: &Annotated, claim: &Attribution) -> String {
    let form = |place| &document.token(place).form;
    format!("found:  {} | {} | {}", form(claim.speaker), form(claim.cue), claim.content.of(document.text()))
}
