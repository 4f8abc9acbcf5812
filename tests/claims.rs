//! Who says what in short sentences of both languages (`tests/data/claims.tsv`): speaker, cue and the exact content.

use depeche::doc::{Annotated, Article, Language, Source, Zone, ZoneKind};
use depeche::extract::{claims, extract, mentions, quotations};
use depeche::knowledge::Knowledge;
use depeche::nlp::Annotator;
use depeche::text::Span;

/// The least share of sentences that must come out exactly: what the trees of the models allow.
const LEAST: f64 = 0.9;

fn document(annotator: &Annotator, text: &str, language: Language) -> Annotated {
    let zone = Zone { kind: ZoneKind::Prose, span: Span::new(0, text.len()), language };
    let source = Source { text: text.to_owned(), ..Source::default() };
    annotator.annotate(Article { source, zones: vec![zone], language, ..Article::default() })
}

#[test]
fn speaker_cue_and_content() {
    let (knowledge, annotator) = (Knowledge::embedded().unwrap(), Annotator::embedded().unwrap());
    let (mut right, mut wrong) = (0, Vec::new());
    for line in include_str!("data/claims.tsv").lines().skip(1) {
        let [code, text, speaker, cue, content] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let language = if code == "fr" { Language::French } else { Language::English };
        let document = document(&annotator, text, language);
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

#[test]
fn whoever_speaks_is_an_entity() {
    let (knowledge, annotator) = (Knowledge::embedded().unwrap(), Annotator::embedded().unwrap());
    let speakers = |text: &str| -> Vec<String> {
        let fragment = extract(&document(&annotator, text, Language::French), &knowledge);
        let entity = |mention: usize| fragment.mentions[mention].entity.map(|entity| &fragment.entities[entity]);
        fragment.claims.iter().filter_map(|claim| Some(entity(claim.speaker)?.label_fr.clone())).collect()
    };
    assert_eq!(speakers("Un grutier a raconté que le pont tremblait."), ["grutier"]);
    assert_eq!(speakers("Anna Moreau est arrivée lundi. « Le pont tremble », a-t-elle dit."), ["Anna Moreau"]);
    assert!(speakers("On raconte que le pont tremblait.").is_empty());
}

#[test]
fn what_the_speaker_does() {
    let (knowledge, annotator) = (Knowledge::embedded().unwrap(), Annotator::embedded().unwrap());
    let (mut right, mut wrong) = (0, Vec::new());
    for line in include_str!("data/stances.tsv").lines().skip(1) {
        let [code, text, stance] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let language = if code == "fr" { Language::French } else { Language::English };
        let document = document(&annotator, text, language);
        let found =
            claims::find(&document, &knowledge, &quotations::find(&document), &mentions::find(&document, &knowledge));
        let found: Vec<&str> = found.iter().map(|claim| claim.stance.name()).collect();
        if found == [stance] {
            right += 1;
        } else {
            wrong.push(format!("{text}: {found:?}, wanted {stance}"));
        }
    }
    let share = right as f64 / (right + wrong.len()) as f64;
    println!("{right} right of {}\n{}", right + wrong.len(), wrong.join("\n"));
    assert!(share >= LEAST, "{share:.3} right\n{}", wrong.join("\n"));
}

#[test]
fn denials_point_back_by_a_demonstrative() {
    let (knowledge, annotator) = (Knowledge::embedded().unwrap(), Annotator::embedded().unwrap());
    let cases = [
        (
            Language::French,
            "Le maire a affirmé que la digue avait cédé dimanche. La société conteste ces affirmations.",
            vec![("contester", "affirmer")],
        ),
        (
            Language::English,
            "The mayor said that the dam had broken on Sunday. The company denied these claims.",
            vec![("deny", "say")],
        ),
        (
            Language::French,
            "Le maire a affirmé que la digue avait cédé dimanche. La société dément toute négligence.",
            Vec::new(),
        ),
    ];
    for (language, text, expected) in cases {
        let document = document(&annotator, text, language);
        let quotations = quotations::find(&document);
        let found = claims::find(&document, &knowledge, &quotations, &mentions::find(&document, &knowledge));
        let cue = |index: usize| found[index].cue_lemma.as_str();
        let denials = claims::denials(&document, &found);
        let pairs: Vec<_> = denials.into_iter().map(|(denial, denied)| (cue(denial), cue(denied))).collect();
        assert_eq!(pairs, expected, "{text}");
    }
}
