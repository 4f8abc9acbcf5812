//! A block that is read → its prose, without what is stuck to it: list marks, times, datelines, links, headings.

use super::blocks::{Block, split_markup};
use super::dates;
use super::fold::{fold, is_blank};
use super::markup::{Markup, trim};
use super::shape::{is_abbreviation, is_closer, is_final, is_opener};
use super::tables::{MEDIA_TABLE, WORD_TABLE};
use crate::doc::ZoneKind;
use std::ops::Range;

/// A dateline is not longer than this, in bytes.
const MAX_DATELINE: usize = 120;
/// A heading that lost its line end is not longer than this, in bytes.
const MAX_GLUED_HEADING: usize = 200;

/// The zones of a block of kind `kind`, in order.
pub fn split(text: &str, block: &Block, kind: ZoneKind, markups: &[Markup]) -> Vec<(ZoneKind, Range<usize>)> {
    let mut zones = Vec::new();
    push(text, &mut zones, ZoneKind::Markup, block.span.start..block.body);
    let mut start = block.body;
    for prefix in [time_stamp, dateline] {
        if let Some(length) = prefix(&text[start..block.span.end]) {
            push(text, &mut zones, ZoneKind::SourceLine, start..start + length);
            start += length;
        }
    }
    let end = block.span.end - signature(&text[start..block.span.end]);
    for (part, markup) in split_markup(start..end, markups) {
        if markup {
            push(text, &mut zones, ZoneKind::Markup, part);
        } else if kind == ZoneKind::Prose {
            for (kind, piece) in unglue(text, part) {
                push(text, &mut zones, kind, piece);
            }
        } else {
            push(text, &mut zones, kind, part);
        }
    }
    push(text, &mut zones, ZoneKind::SourceLine, end..block.span.end);
    zones
}

fn push(text: &str, zones: &mut Vec<(ZoneKind, Range<usize>)>, kind: ZoneKind, range: Range<usize>) {
    let range = trim(text, range);
    if !range.is_empty() {
        zones.push((kind, range));
    }
}

/// Length of the time of an entry of a running report: `14h32 -`, `[09:15]`.
fn time_stamp(text: &str) -> Option<usize> {
    let head: String = text.chars().take(12).collect();
    let open = head.len() - head.trim_start_matches(['[', '(']).len();
    let figures = |from: usize| head[from..].bytes().take_while(u8::is_ascii_digit).count();
    let hours = figures(open);
    let colon = open + hours;
    if !(1..=2).contains(&hours) || !head[colon..].starts_with([':', 'h', 'H']) {
        return None;
    }
    let minutes = figures(colon + 1);
    let end = colon + 1 + minutes;
    if minutes != 2 || head[end..].starts_with(char::is_alphanumeric) {
        return None;
    }
    let rest = text[end..].trim_start_matches([']', ')']);
    let trimmed = rest.trim_start_matches(|c| is_blank(c) || matches!(c, '-' | '–' | '—' | ':' | '|' | '•'));
    // A time that a sentence begins with has no mark after it, unless it is in brackets.
    let marked =
        open > 0 || rest.len() - trimmed.len() > 1 && rest.trim_start().starts_with(['-', '–', '—', ':', '|', '•']);
    let capital = trimmed.chars().next().is_some_and(|c| c.is_uppercase() || is_opener(c));
    (marked && capital).then_some(text.len() - trimmed.len())
}

/// Length of `PARIS, 3 mai (AFP) –` or `(Reuters)`.
fn dateline(text: &str) -> Option<usize> {
    let mut limit = text.len().min(MAX_DATELINE);
    while !text.is_char_boundary(limit) {
        limit -= 1;
    }
    let head = &text[..limit];
    let dash = head.char_indices().find(|&(at, c)| {
        matches!(c, '–' | '—') || c == '-' && head[..at].ends_with(is_blank) && head[at + 1..].starts_with(is_blank)
    });
    let after = |at: usize| text.len() - text[at..].trim_start_matches(is_blank).len();
    if let Some((at, mark)) = dash.filter(|&(at, _)| is_dateline(head[..at].trim_end_matches(is_blank))) {
        return Some(after(at + mark.len_utf8()));
    }
    // Without a dash only an agency in brackets near the beginning tells.
    let close = head.find(')')?;
    let open = head[..close].find('(')?;
    let named = MEDIA_TABLE.named(&head[open + 1..close]).is_some();
    let place = head[..open].trim_matches(|c| is_blank(c) || c == ',');
    (named && place.len() <= 40 && (place.is_empty() || is_place(place) && !place.contains(' ') || is_capitals(place)))
        .then(|| after(close + 1))
}

fn is_dateline(head: &str) -> bool {
    if head.is_empty() || head.contains(is_final_mark) {
        return false;
    }
    let place_end = head.find([',', '(']).unwrap_or(head.len());
    let place = head[..place_end].trim_end_matches(is_blank);
    let agency = head.rfind('(').zip(head.rfind(')')).filter(|(open, close)| open < close);
    if let Some((open, close)) = agency {
        let inside = &head[open + 1..close];
        let mut names = inside.split(['/', ',']);
        if names.any(|name| MEDIA_TABLE.named(name).is_some()) {
            return place.is_empty() || place.len() <= 60 && is_place(place);
        }
    }
    if MEDIA_TABLE.named(head).is_some() || (is_capitals(place) && head.len() <= 60) {
        return true;
    }
    let dated =
        place_end < head.len() && dates::is_only_date(fold(head[place_end + 1..].chars()).trim_start_matches("le "));
    dated && is_place(place)
}

fn is_final_mark(character: char) -> bool {
    matches!(character, '!' | '?' | '"' | '«' | '“' | ':')
}

/// Some words, each beginning with a capital but for small words of names.
fn is_place(text: &str) -> bool {
    let mut words = text.split(|c: char| is_blank(c) || c == '-' || c == '/').filter(|word| !word.is_empty());
    let first = words.next().and_then(|word| word.chars().next());
    first.is_some_and(char::is_uppercase)
        && text.split_whitespace().count() <= 5
        && words.all(|word| word.chars().count() <= 3 || word.starts_with(|c: char| c.is_uppercase() || c.is_numeric()))
}

fn is_capitals(text: &str) -> bool {
    text.chars().filter(|c| c.is_uppercase()).count() >= 3 && !text.chars().any(char::is_lowercase) && is_place(text)
}

/// Length of an agency in brackets behind the last sentence: ` (AFP)`.
fn signature(text: &str) -> usize {
    let trimmed = text.trim_end_matches(|c| is_blank(c) || c == '.');
    let Some(inner) = trimmed.strip_suffix(')') else { return 0 };
    let Some(open) = inner.rfind('(').filter(|open| inner.len() - open <= 60) else { return 0 };
    let named = inner[open + 1..]
        .split(['/', ',', '-'])
        .map(|name| name.trim().trim_start_matches("avec ").trim_start_matches("with "))
        .any(|name| MEDIA_TABLE.named(name).is_some());
    let before = inner[..open].trim_end_matches(is_blank);
    let ended = before.trim_end_matches(is_closer).ends_with(is_final);
    if named && ended { text.len() - before.len() } else { 0 }
}

/// Splits where a space or line end got lost: `la rive.Les secours`, `pertes.”Il`, and, with a heading,
/// `dans la régionLes combats`.
fn unglue(text: &str, range: Range<usize>) -> Vec<(ZoneKind, Range<usize>)> {
    let mut pieces = Vec::new();
    let mut quotes = Quotes::default();
    let mut start = range.start;
    // Where the sentence began that is being read.
    let mut sentence = range.start;
    let mut previous = ' ';
    for (offset, character) in text[range.clone()].char_indices() {
        let at = range.start + offset;
        quotes.see(character);
        if is_blank(previous) && at > sentence && ends_sentence(&text[sentence..at]) {
            sentence = at;
        }
        if character.is_uppercase() || is_opener(character) || matches!(character, '”' | '"') {
            let before = &text[start..at];
            if let Some(cut) = sentence_glue(text, at, before, character, previous, &quotes) {
                pieces.push((ZoneKind::Prose, start..cut));
                (start, sentence) = (cut, cut);
            } else if previous.is_lowercase() && word_glue(text, at, range.end) && at - sentence <= MAX_GLUED_HEADING {
                pieces.push((ZoneKind::Prose, start..sentence));
                pieces.push((ZoneKind::Intertitle, sentence..at));
                (start, sentence) = (at, at);
            }
        }
        previous = character;
    }
    pieces.push((ZoneKind::Prose, start..range.end));
    pieces
}

/// True where a text of sentences ends with a whole one. Looks at its last characters only.
fn ends_sentence(text: &str) -> bool {
    let mut last = text.chars().rev().skip_while(|&c| is_blank(c)).skip_while(|&c| is_closer(c));
    match last.next() {
        Some('.') => {
            !is_abbreviation(text.trim_end_matches(is_blank).trim_end_matches(is_closer).trim_end_matches('.'))
        }
        Some(mark) => is_final(mark),
        None => false,
    }
}

/// Byte at which to cut between a full stop and the capital, quotation mark or bracket at `at`.
fn sentence_glue(
    text: &str,
    at: usize,
    before: &str,
    character: char,
    previous: char,
    quotes: &Quotes,
) -> Option<usize> {
    let closers = before.chars().rev().take(3).take_while(|&c| is_closer(c)).map(char::len_utf8).sum::<usize>();
    let body = &before[..before.len() - closers];
    if !body.ends_with(is_final) || !(is_final(previous) || is_closer(previous)) {
        return None;
    }
    let word = body.trim_end_matches(is_final);
    let tail: Vec<char> = word.chars().rev().take(3).collect();
    let worded = tail.len() == 3 && tail.iter().all(|c| c.is_lowercase()) && !is_abbreviation(word);
    let numbered = tail.first().is_some_and(char::is_ascii_digit);
    let quoted = tail.first().is_some_and(|&c| is_closer(c) || c == '%');
    if !(worded || numbered || quoted) {
        return None;
    }
    let rest = &text[at + character.len_utf8()..];
    if character.is_uppercase() {
        // `Martin.Paul` may be an address; a word of at least two letters, or one with an apostrophe, begins a sentence.
        let follows = rest.chars().next().is_some_and(|c| c.is_lowercase() || matches!(c, '’' | '\'') || is_blank(c));
        return follows.then_some(at);
    }
    // A mark that can open or close opens where none is open.
    let opens = match character {
        '”' | '"' => closers == 0 && !quotes.was_open(character),
        _ => true,
    };
    (opens && rest.trim_start_matches(is_blank).starts_with(char::is_uppercase)).then_some(at)
}

/// True where a word that begins sentences is stuck to the word before it.
fn word_glue(text: &str, at: usize, end: usize) -> bool {
    let before = text[..at].chars().rev().take(2).filter(|c| c.is_lowercase()).count();
    let rest = &text[at..end];
    let Some((mut length, _)) = rest.char_indices().take(20).find(|(_, c)| !c.is_alphabetic()) else { return false };
    let after = rest[length..].chars().next();
    if let Some(apostrophe @ ('\'' | '’')) = after {
        length += apostrophe.len_utf8();
    } else if !after.is_some_and(is_blank) {
        return false;
    }
    let word = rest[..length].to_lowercase().replace('’', "'");
    before == 2 && WORD_TABLE.is("opener", &word)
}

/// Which quotation marks are open.
#[derive(Default)]
struct Quotes {
    curly: bool,
    straight: bool,
    curly_before: bool,
    straight_before: bool,
}

impl Quotes {
    fn see(&mut self, character: char) {
        (self.curly_before, self.straight_before) = (self.curly, self.straight);
        match character {
            '“' => self.curly = true,
            // Some pages use the closing mark on both sides.
            '”' => self.curly = !self.curly,
            '"' => self.straight = !self.straight,
            _ => {}
        }
    }

    /// Whether a quotation that `mark` could close was open before the last character seen.
    fn was_open(&self, mark: char) -> bool {
        if mark == '"' { self.straight_before } else { self.curly_before }
    }
}
