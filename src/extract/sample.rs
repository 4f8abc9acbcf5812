//! Documents for tests without language models: words at white space and marks, one zone per line.

use crate::doc::tagset::VerbForm;
use crate::doc::{Annotated, Article, Language, Sentence, Source, Token, Upos, Zone, ZoneKind};
use crate::text::{Span, normalize};

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
