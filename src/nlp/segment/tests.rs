//! Segmentation of texts written for these tests.

use super::*;
use crate::doc::{Source, ZoneKind};
use proptest::prelude::*;
use std::sync::LazyLock;

fn article(text: &str, language: Language) -> Article {
    let zone = Zone { kind: ZoneKind::Prose, span: Span::new(0, text.len()), language };
    Article { source: Source { text: text.to_owned(), ..Source::default() }, zones: vec![zone], ..Article::default() }
}

fn segmenter() -> &'static Segmenter {
    static SEGMENTER: LazyLock<Segmenter> = LazyLock::new(|| {
        let read = |bytes: &[u8], language| Arc::new(Clusters::parse(bytes, language).unwrap());
        let french = read(include_bytes!("../../../models/fr-clusters.kgm"), "fr");
        let english = read(include_bytes!("../../../models/en-clusters.kgm"), "en");
        Segmenter::new(french, english).unwrap()
    });
    &SEGMENTER
}

/// Words joined by spaces, sentences by `|`.
fn words(text: &str, language: Language) -> String {
    let sentences = segmenter().segment(&article(text, language));
    let lines = sentences.iter().map(|s| s.tokens.iter().map(|t| t.form.as_str()).collect::<Vec<_>>().join(" "));
    lines.collect::<Vec<_>>().join(" | ")
}

#[track_caller]
fn french(text: &str, expected: &str) {
    assert_eq!(words(text, Language::French), expected);
}

#[track_caller]
fn english(text: &str, expected: &str) {
    assert_eq!(words(text, Language::English), expected);
}

#[test]
fn elisions_and_inversions_are_words() {
    french("L’homme qu’elle a vu jusqu’ici.", "L' homme qu' elle a vu jusqu' ici .");
    french("Aujourd’hui, quelqu’un arrive.", "Aujourd'hui , quelqu'un arrive .");
    french("Viendra-t-il ? dit-elle.", "Viendra -t-il ? dit -elle .");
    french("Les Nord-Coréens de N’Djamena", "Les Nord-Coréens de N'Djamena");
    french("qu’« il »", "qu' \" il \"");
    french("un rendez-vous avec Kim Jong-il", "un rendez-vous avec Kim Jong-il");
}

#[test]
fn contractions_carry_the_surface_span() {
    let sentences = segmenter().segment(&article("Il va au marché.", Language::French));
    let tokens = &sentences[0].tokens;
    assert_eq!((tokens[2].form.as_str(), tokens[3].form.as_str()), ("à", "le"));
    assert_eq!(tokens[2].span, tokens[3].span);
    assert_eq!(tokens[2].contraction, Contraction::First { words: 2 });
    assert_eq!(tokens[3].contraction, Contraction::Rest);
    french("IL VA AU MARCHÉ", "IL VA À LE MARCHÉ");
    french("Au nord", "À le nord");
    french("le port auquel il pense", "le port à lequel il pense");
}

#[test]
fn numbers_keep_their_groups() {
    french("11 000 soldats et 1\u{202f}250\u{202f}000 euros", "11 000 soldats et 1 250 000 euros");
    french("2,5 % à 10h30, soit 1.100 €", "2,5 % à 10h30 , soit 1.100 €");
    french("en 2004 300 personnes", "en 2004 300 personnes");
    english("1,100 people at 7:30, $2.5", "1,100 people at 7:30 , $ 2.5");
    english("a rise of 12%.", "a rise of 12 % .");
}

#[test]
fn abbreviations_keep_their_full_stop() {
    french("M. Petit et Mme. Roy vivaient av. J.-C. à Lyon.", "M. Petit et Mme. Roy vivaient av. J.-C. à Lyon .");
    french("J. Martin, de la S.A. Verrier.", "J. Martin , de la S.A. Verrier .");
    english("Mr. Smith left the U.S. in Sept. 2003.", "Mr. Smith left the U.S. in Sept. 2003 .");
}

#[test]
fn english_endings_and_hyphens_are_words() {
    english("They don't, can’t and cannot.", "They do n't , ca n't and can not .");
    english("Anna's well-known e-mail", "Anna 's well - known e-mail");
    english("the players' union", "the players ' union");
}

#[test]
fn addresses_are_one_token() {
    french("Voir https://example.org/a?b=c, ou exemple.fr.", "Voir https://example.org/a?b=c , ou exemple.fr .");
    french("Écrire à anne.roy@example.org.", "Écrire à anne.roy@example.org .");
    french("#météo @mairie", "#météo @mairie");
}

#[test]
fn every_double_quotation_mark_has_one_form() {
    for (open, close) in [("«\u{a0}", "\u{a0}»"), ("“", "”"), ("„", "“"), ("\"", "\""), ("``", "''"), ("”", "”")]
    {
        french(&format!("Il dit {open}oui{close} enfin."), "Il dit \" oui \" enfin .");
    }
}

#[test]
fn sentences_end_at_full_stops_and_lines() {
    french("Il pleut. Elle sort.", "Il pleut . | Elle sort .");
    french("« Il pleut. » Elle sort.", "\" Il pleut . \" | Elle sort .");
    french("Un titre court\nLa pluie tombe.", "Un titre court | La pluie tombe .");
    french(
        "La pluie a fait deux victimes.”Il y a eu trois orages",
        "La pluie a fait deux victimes . \" | Il y a eu trois orages",
    );
}

#[test]
fn glued_sentences_are_cut_and_names_are_not() {
    french("la région de MulhouseLes pluies continuent", "la région de Mulhouse | Les pluies continuent");
    french("Elle achète un iPhone chez McDonald", "Elle achète un iPhone chez McDonald");
}

#[test]
fn headings_without_full_stop_are_sentences() {
    let sentences = [
        "Le port rouvre après la tempête",
        "Les premiers bateaux sont rentrés jeudi matin.",
        "Conditions de navigation",
        "Il reste interdit de sortir la nuit.",
        "Réactions",
        "Le maire a salué le travail des équipes.",
        "À lire aussi",
        "Les pêcheurs demandent une aide de la région.",
    ];
    let text = sentences.join(" ");
    let found = segmenter().segment(&article(&text, Language::French));
    let lines: Vec<_> = found.iter().map(|sentence| sentence.span.of(&text)).collect();
    assert_eq!(lines, sentences);
}

#[test]
fn headlines_in_capitals_stay_whole() {
    french(
        "GRÈVE DES ÉBOUEURS À LYON\nLa collecte reprend lundi.",
        "GRÈVE DE LES ÉBOUEURS À LYON | La collecte reprend lundi .",
    );
}

#[test]
fn other_languages_yield_nothing() {
    assert_eq!(words("Guten Tag.", Language::Other), "");
}

#[test]
fn a_text_without_spaces_is_cut_into_bounded_tokens() {
    let text = "a'-.@".repeat(40_000);
    let sentences = segmenter().segment(&article(&text, Language::French));
    assert!(sentences.iter().all(|sentence| sentence.tokens.len() <= 2 * MAX_SENTENCE));
}

proptest! {
    #[test]
    fn spans_rise_and_cover_all_but_white_space(text in "[ a-zA-ZéÀ'’\\-.?!«»“”\"0-9\u{301}\u{ad}\u{200b}\u{a0}\n@/:(),_&°e]{0,80}|\\PC{0,40}") {
        for language in [Language::French, Language::English] {
            let sentences = segmenter().segment(&article(&text, language));
            let mut end = 0;
            for token in sentences.iter().flat_map(|sentence| &sentence.tokens) {
                if token.contraction != Contraction::Rest {
                    let gap = &text[end..token.span.start as usize];
                    prop_assert!(gap.chars().all(|c| c.is_whitespace() || c.is_control() || is_ignorable(c)), "{:?}", gap);
                    end = token.span.end as usize;
                }
                prop_assert!(!token.span.is_empty() && !token.form.is_empty());
            }
        }
    }
}
