//! Who says what in short sentences of both languages (`tests/data/claims.tsv`): speaker, cue and the exact content.

use depeche::doc::{Article, Language, Source, Zone, ZoneKind};
use depeche::extract::{claims, mentions, quotations};
use depeche::knowledge::Knowledge;
use depeche::nlp::Annotator;
use depeche::text::Span;

/// The least share of sentences that must come out exactly: what the trees of the models allow.
const LEAST: f64 = 0.9;

#[test]
fn speaker_cue_and_content() {
    let (knowledge, annotator) = (Knowledge::embedded().unwrap(), Annotator::embedded().unwrap());
    let (mut right, mut wrong) = (0, Vec::new());
    for line in include_str!("data/claims.tsv").lines().skip(1) {
        let [code, text, speaker, cue, content] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let language = if code == "fr" { Language::French } else { Language::English };
        let zone = Zone { kind: ZoneKind::Prose, span: Span::new(0, text.len()), language };
        let document = annotator.annotate(Article {
            source: Source { text: text.to_owned(), ..Source::default() },
            zones: vec![zone],
            language,
            ..Article::default()
        });
        let found =
            claims::find(&document, &knowledge, &quotations::find(&document), &mentions::find(&document, &knowledge));
        let form = |place| document.token(place).form.trim_start_matches(['-', 't']).trim_start_matches('-').to_owned();
        let found: Vec<[String; 3]> = found
            .iter()
            .map(|claim| {
                [form(claim.speaker), document.token(claim.cue).form.clone(), claim.content.of(text).to_owned()]
            })
            .collect();
        let wanted = if speaker == "-" { Vec::new() } else { vec![[speaker, cue, content].map(str::to_owned)] };
        if found == wanted {
            right += 1;
        } else {
            wrong.push(format!("{text}: {found:?}, wanted {wanted:?}"));
        }
    }
    let share = right as f64 / (right + wrong.len()) as f64;
    println!("{right} right of {}\n{}", right + wrong.len(), wrong.join("\n"));
    assert!(share >= LEAST, "{share:.3} right\n{}", wrong.join("\n"));
}
