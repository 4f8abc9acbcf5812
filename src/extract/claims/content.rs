//! The exact words of a claim: from a rough stretch of text to the shortest one with the whole of what is claimed.

use super::scene::Scene;
use crate::doc::ClaimForm;
use crate::extract::Quotation;
use crate::text::Span;

/// Trims a stretch: no complementiser's punctuation, no trailing comma or full stop, no outer quotation marks; and
/// never half a quotation.
pub(super) fn settle(text: &str, quotations: &[Quotation], rough: Span) -> Option<Span> {
    let mut span = trim(text, rough)?;
    for quotation in near(quotations, span) {
        let cut_right =
            quotation.outer.start < span.end && quotation.outer.end > span.end && span.start <= quotation.outer.start;
        if cut_right {
            span.end = quotation.outer.end;
        }
    }
    if let Some(whole) = near(quotations, span).find(|quotation| is_whole(text, quotation, span)) {
        return trim_quoted(text, whole.inner);
    }
    trim(text, span)
}

/// True where the stretch is a quotation with or without its marks, up to white space and punctuation.
fn is_whole(text: &str, quotation: &Quotation, span: Span) -> bool {
    let covers = span.start <= quotation.inner.start.saturating_add(1) && quotation.inner.end <= span.end;
    let inside = quotation.outer.contains(span) && !quotation.scare && span.len() * 2 > quotation.inner.len();
    let rest_is_empty = |start: u32, end: u32| {
        start >= end
            || text.get(start as usize..end as usize).is_some_and(|gap| !gap.chars().any(char::is_alphanumeric))
    };
    let wraps =
        covers && rest_is_empty(span.start, quotation.outer.start) && rest_is_empty(quotation.outer.end, span.end);
    wraps || inside
}

/// The quotations that may touch a stretch.
fn near(quotations: &[Quotation], span: Span) -> impl Iterator<Item = &Quotation> {
    let end = quotations.partition_point(|quotation| quotation.outer.start < span.end);
    quotations[end.saturating_sub(12)..end].iter().filter(move |quotation| quotation.outer.overlaps(span))
}

fn trim(text: &str, span: Span) -> Option<Span> {
    let slice = text.get(span.range())?;
    let start = slice
        .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '.' | ')' | '–' | '—' | '-'));
    let end = start
        .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '.' | '(' | '–' | '—' | '-'));
    let first = span.start as usize + (slice.len() - start.len());
    (!end.is_empty()).then(|| Span::new(first, first + end.len()))
}

/// Inside quotation marks the speaker's own full stop stays; only a comma that the text adds goes.
fn trim_quoted(text: &str, inner: Span) -> Option<Span> {
    let slice = inner.of(text);
    let end = slice.trim_end_matches(|c: char| c.is_whitespace() || c == ',');
    let start = end.trim_start();
    let first = inner.start as usize + (end.len() - start.len());
    (!start.is_empty()).then(|| Span::new(first, first + start.len()))
}

/// Whether the words of a stretch are quoted.
pub(super) fn form(quotations: &[Quotation], content: Span) -> ClaimForm {
    let mut form = ClaimForm::Indirect;
    for quotation in near(quotations, content) {
        if quotation.outer.contains(content) {
            return ClaimForm::Direct;
        }
        form = ClaimForm::Mixed;
    }
    form
}

impl Scene<'_> {
    /// The stretch of words `first..=last`, or none where the range is empty.
    pub fn stretch(&self, first: usize, last: usize) -> Option<Span> {
        (first <= last && last < self.tokens().len()).then(|| self.span(first, last))
    }
}
