//! Properties of labels; what the models find in texts is measured, not tested here.

use super::decode::{COUNT, label, may_follow};
use super::*;
use crate::doc::Token;

fn tagger() -> NameTagger {
    let read = |bytes: &[u8], language| Arc::new(Clusters::parse(bytes, language).unwrap());
    let french = read(include_bytes!("../../../models/fr-clusters.kgm"), "fr");
    let english = read(include_bytes!("../../../models/en-clusters.kgm"), "en");
    NameTagger::new(french, english).unwrap()
}

fn sentence(words: &str, language: Language) -> Sentence {
    let tokens = words.split(' ').map(|form| Token { form: form.to_owned(), ..Token::default() });
    Sentence { language, tokens: tokens.collect(), ..Sentence::default() }
}

#[test]
fn the_models_are_sound_and_find_plain_names() {
    let mut sentences = [
        sentence("Le maire de Lyon a reçu M. Durand hier .", Language::French),
        sentence("Guten Tag aus Berlin .", Language::Other),
        sentence("He met Anna Miller in London .", Language::English),
    ];
    tagger().tag(&mut sentences);
    let names = |index: usize| -> Vec<_> {
        let sentence: &Sentence = &sentences[index];
        sentence.names.iter().map(|name| (name.words.clone(), name.kind)).collect()
    };
    assert_eq!(names(0), [(3..4, NameKind::Location), (7..8, NameKind::Person)]);
    assert_eq!(names(1), []);
    assert_eq!(names(2), [(2..4, NameKind::Person), (5..6, NameKind::Location)]);
}

#[test]
fn labels_read_back_as_spans() {
    let path = [
        label(NameKind::Person, true, false),
        label(NameKind::Person, false, true),
        0,
        label(NameKind::Location, true, true),
        label(NameKind::Organization, true, false),
        label(NameKind::Organization, false, false),
        label(NameKind::Organization, false, true),
    ];
    let found: Vec<_> = spans(&path).into_iter().map(|name| (name.words, name.kind)).collect();
    assert_eq!(found, [(0..2, NameKind::Person), (3..4, NameKind::Location), (4..7, NameKind::Organization)]);
    assert!(path.windows(2).all(|pair| may_follow(pair[0], pair[1])));
}

#[test]
fn names_never_change_kind_midway() {
    for previous in 0..COUNT as Label {
        for next in 0..COUNT as Label {
            let (_, ended, kind) = LABELS[previous as usize];
            let (begins, _, following) = LABELS[next as usize];
            let inside = kind.is_some() && !ended;
            assert_eq!(
                may_follow(previous, next),
                if inside { !begins && kind == following } else { begins || following.is_none() }
            );
        }
    }
}
