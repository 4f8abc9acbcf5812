//! Minimal pairs: the same event with one operator changed, in both languages (`tests/data/factuality.tsv`).

use depeche::doc::{Annotated, Article, Factuality, Language, Polarity, RelationRef, Source, TokenRef, Zone, ZoneKind};
use depeche::extract::{Predication, claims, factuality, mentions, quotations};
use depeche::knowledge::Knowledge;
use depeche::nlp::Annotator;
use depeche::text::Span;

/// The least share of pairs per language that must come out right: what the trees of the models allow.
const LEAST: [(&str, f64); 2] = [("fr", 0.90), ("en", 0.90)];

fn document(annotator: &Annotator, text: &str, language: Language) -> Annotated {
    let zone = Zone { kind: ZoneKind::Prose, span: Span::new(0, text.len()), language };
    annotator.annotate(Article {
        source: Source { text: text.to_owned(), ..Source::default() },
        zones: vec![zone],
        language,
        ..Article::default()
    })
}

fn place(document: &Annotated, form: &str) -> Option<TokenRef> {
    document.sentences.iter().enumerate().find_map(|(sentence, words)| {
        words.tokens.iter().rposition(|token| token.form == form).map(|token| TokenRef { sentence, token })
    })
}

#[test]
fn minimal_pairs() {
    let (knowledge, annotator) = (Knowledge::embedded().unwrap(), Annotator::embedded().unwrap());
    for (code, least) in LEAST {
        let language = if code == "fr" { Language::French } else { Language::English };
        let (mut right, mut wrong) = (0, Vec::new());
        for line in include_str!("data/factuality.tsv").lines().filter(|line| line.starts_with(code)) {
            let [_, text, form, polarity, status] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
            let document = document(&annotator, text, language);
            let trigger = place(&document, form).unwrap_or_else(|| panic!("no {form} in {text}"));
            let quotations = quotations::find(&document);
            let attributions = claims::find(&document, &knowledge, &quotations, &mentions::find(&document, &knowledge));
            let predication = Predication {
                trigger,
                lemma: form.to_owned(),
                relation: RelationRef::Other(form.to_owned()),
                roles: Vec::new(),
                confident: true,
                negated_by_operator: false,
                presupposed: false,
                rule: String::new(),
            };
            let found = factuality::judge(&document, &knowledge, &[predication], &attributions)[0];
            let wanted = (
                if polarity == "positive" { Polarity::Positive } else { Polarity::Negative },
                Factuality::parse(status).unwrap(),
            );
            if found == wanted {
                right += 1;
            } else {
                wrong.push(format!("{text} [{form}]: {found:?}, wanted {wanted:?}"));
            }
        }
        let share = right as f64 / (right + wrong.len()) as f64;
        println!("{code}: {right} right of {}\n{}", right + wrong.len(), wrong.join("\n"));
        assert!(share >= least, "{code}: {share:.3} right\n{}", wrong.join("\n"));
    }
}
