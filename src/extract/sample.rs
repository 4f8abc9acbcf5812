//! Documents for tests without language models: words at white space and marks, one zone per line.

use crate::doc::tagset::VerbForm;
use crate::doc::{Annotated, Article, Features, Language, Sentence, Source, Token, Upos, Zone, ZoneKind};
use crate::knowledge::Knowledge;
use crate::text::{Span, normalize};
use std::sync::OnceLock;

/// The compiled-in knowledge, loaded once for all tests.
pub fn knowledge() -> &'static Knowledge {
    static KNOWLEDGE: OnceLock<Knowledge> = OnceLock::new();
    KNOWLEDGE.get_or_init(|| Knowledge::embedded().expect("the compiled-in knowledge is checked"))
}

/// A document of nouns and punctuation marks.
pub fn document(text: &str) -> Annotated {
    document_with_verbs(text, &[])
}

/// The same with some words marked as finite verbs.
pub fn document_with_verbs(text: &str, verbs: &[&str]) -> Annotated {
    let mut out = Annotated {
        article: Article { source: Source { text: text.to_owned(), ..Source::default() }, ..Article::default() },
        sentences: Vec::new(),
    };
    let mut at = 0;
    for line in text.split('\n') {
        let span = Span::new(at, at + line.len());
        let zone = Zone { kind: ZoneKind::Prose, span, language: Language::French };
        let mut tokens = Vec::new();
        for word in words(line, at) {
            let form = normalize::straighten(word.of(text));
            let last = matches!(form.as_str(), "." | "!" | "?");
            let verb = verbs.contains(&form.as_str());
            let upos = match (verb, form.chars().any(char::is_alphanumeric)) {
                (true, _) => Upos::Verb,
                (_, true) => Upos::Noun,
                _ => Upos::Punct,
            };
            let mut token = Token { span: word, lemma: form.to_lowercase(), form, upos, ..Token::default() };
            if verb {
                token.features.verb_form = VerbForm::Fin;
            }
            tokens.push(token);
            if last {
                push_sentence(&mut out, &mut tokens);
            }
        }
        push_sentence(&mut out, &mut tokens);
        out.article.zones.push(zone);
        at += line.len() + 1;
    }
    out
}

/// One sentence of words written `form`, `form/UPOS` or `form/UPOS/FEATS`, spaces between; `_` stands for a space inside
/// a form. Every word depends on the first verb. Closed classes need no tag.
pub fn tagged(text: &str, language: Language) -> Annotated {
    let mut source = String::new();
    let mut tokens: Vec<Token> = Vec::new();
    for word in text.split(' ') {
        let mut parts = word.split('/');
        let form = parts.next().unwrap_or_default().replace('_', " ");
        let upos = parts.next().and_then(Upos::parse).unwrap_or_else(|| closed_class(&form));
        let features = parts.next().map(Features::parse).unwrap_or_default();
        let start = source.len();
        source.push_str(&form);
        let span = Span::new(start, source.len());
        source.push(' ');
        let form = normalize::straighten(&form);
        let lemma = if form == "d'" { "de".to_owned() } else { form.to_lowercase() };
        tokens.push(Token { span, lemma, form, upos, features, space_after: true, ..Token::default() });
    }
    let verb = tokens.iter().position(|token| token.upos == Upos::Verb);
    for (index, token) in tokens.iter_mut().enumerate() {
        token.head = verb.filter(|&verb| verb != index).map(|verb| verb as u32);
    }
    let span = Span::new(0, source.len());
    let zone = Zone { kind: ZoneKind::Prose, span, language };
    Annotated {
        article: Article {
            source: Source { text: source, ..Source::default() },
            zones: vec![zone],
            language,
            ..Article::default()
        },
        sentences: vec![Sentence { span, zone: 0, language, tokens, names: Vec::new() }],
    }
}

fn closed_class(form: &str) -> Upos {
    match form.to_lowercase().as_str() {
        "de" | "d'" | "en" | "à" | "depuis" | "dans" | "of" | "in" | "on" | "since" | "entre" | "by" => Upos::Adp,
        "et" | "ou" | "and" | "or" => Upos::Cconj,
        "le" | "la" | "l'" | "les" | "un" | "une" | "des" | "ce" | "cette" | "cet" | "the" | "a" | "this" => Upos::Det,
        other if other.starts_with(|c: char| c.is_ascii_digit()) => Upos::Num,
        other if other.chars().any(char::is_alphanumeric) => Upos::Noun,
        _ => Upos::Punct,
    }
}

fn push_sentence(out: &mut Annotated, tokens: &mut Vec<Token>) {
    let (Some(first), Some(last)) = (tokens.first(), tokens.last()) else { return };
    let span = first.span.cover(last.span);
    let zone = out.article.zones.len();
    out.sentences.push(Sentence { span, zone, tokens: std::mem::take(tokens), ..Sentence::default() });
}

fn words(line: &str, base: usize) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = None;
    for (at, character) in line.char_indices() {
        let inside = character.is_alphanumeric() || character == '-';
        if inside {
            start.get_or_insert(at);
            continue;
        }
        if let Some(from) = start.take() {
            spans.push(Span::new(base + from, base + at));
        }
        if !character.is_whitespace() {
            spans.push(Span::new(base + at, base + at + character.len_utf8()));
        }
    }
    if let Some(from) = start {
        spans.push(Span::new(base + from, base + line.len()));
    }
    spans
}
