//! What stands between quotation marks: marks of every style, nested, unbalanced, over sentences and paragraphs.
//!
//! Marks are read from the source text, because their direction is lost in the unified forms of the tokens. A mark
//! that is written in the wrong direction (`”Il est venu”`) is taken by where it stands. A quotation that is never
//! closed ends with its paragraph, unless the next paragraph opens with the same mark again (the English habit).

use super::Quotation;
use crate::doc::tagset::{Upos, VerbForm};
use crate::doc::{Annotated, TokenRef, Zone};
use crate::text::Span;

/// The most words that a quotation without a finite verb may have and still count as framing.
const SCARE_WORDS: usize = 12;
/// Quotations nested deeper than this are read as unbalanced marks.
const DEEPEST: usize = 8;

/// A style of marks: only marks of one style close each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// `« »` and `<< >>`.
    Angle,
    /// `‹ ›`.
    SingleAngle,
    /// `“ ” „ ‟ "` and ` `` '' `.
    Double,
    /// `‘ ’ '`.
    Single,
}

/// What the shape of a mark says about its direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    Opens,
    Closes,
    Either,
}

/// A quotation mark in the source.
#[derive(Clone, Copy, Debug)]
struct Mark {
    span: Span,
    style: Style,
    direction: Direction,
}

/// A quotation whose closing mark has not been met yet.
#[derive(Clone, Copy, Debug)]
struct Open {
    mark: Mark,
    /// True once a quotation of the same style was opened and closed inside.
    holds_same_style: bool,
    /// First mark of the same style inside.
    next_same_style: Option<u32>,
}

/// Finds the quotations of a document, in the order of their opening marks.
pub fn find(document: &Annotated) -> Vec<Quotation> {
    let text = document.text();
    let mut spans: Vec<(Span, Span)> = Vec::new();
    let mut carried: Option<Open> = None;
    let zones: Vec<&Zone> = document.article.zones.iter().filter(|zone| zone.kind.is_read()).collect();
    for (index, zone) in zones.iter().enumerate() {
        let next = zones.get(index + 1).map(|zone| zone.span);
        carried = scan_zone(text, zone.span, next, carried, &mut spans);
    }
    spans.sort_by_key(|&(outer, _)| (outer.start, std::cmp::Reverse(outer.end)));
    spans.into_iter().filter_map(|(outer, inner)| quotation(document, outer, inner)).collect()
}

/// Pairs the marks of one paragraph; gives the quotation that goes on in the next one.
fn scan_zone(
    text: &str,
    zone: Span,
    next: Option<Span>,
    carried: Option<Open>,
    spans: &mut Vec<(Span, Span)>,
) -> Option<Open> {
    let marks = marks_of(text, zone);
    let mut stack: Vec<Open> = Vec::new();
    let mut marks = marks.as_slice();
    if let Some(open) = carried {
        stack.push(open);
        if marks.first().is_some_and(|mark| mark.span.start == zone.start && mark.style == open.mark.style) {
            marks = &marks[1..];
        }
    }
    for (position, &mark) in marks.iter().enumerate() {
        let open_here = stack.iter().rposition(|open| open.mark.style == mark.style);
        let direction = placed(text, zone, mark);
        match open_here {
            Some(depth) if direction != Direction::Opens => {
                let open = stack[depth];
                stack.truncate(depth);
                if let Some(outer) = stack.iter_mut().rev().find(|outer| outer.mark.style == mark.style) {
                    outer.holds_same_style = true;
                }
                spans.push(between(open.mark.span, mark.span, mark.span.end));
            }
            _ => {
                let wrong_way = direction == Direction::Closes;
                if stack.len() < DEEPEST && (!wrong_way || may_open(text, zone, mark, &marks[position + 1..])) {
                    if let Some(depth) = open_here {
                        stack[depth].next_same_style.get_or_insert(mark.span.start);
                    }
                    stack.push(Open { mark, holds_same_style: false, next_same_style: None });
                }
            }
        }
    }
    close_at_end(text, zone, next, &stack, spans)
}

/// Settles what a paragraph leaves open: either it goes on in the next paragraph or it ends here.
fn close_at_end(
    text: &str,
    zone: Span,
    next: Option<Span>,
    stack: &[Open],
    spans: &mut Vec<(Span, Span)>,
) -> Option<Open> {
    let outermost = stack.first()?;
    if !outermost.holds_same_style
        && next.is_some_and(|next| reopens(text, next, outermost.mark.style))
        && outermost.mark.style != Style::Single
    {
        return Some(*outermost);
    }
    for open in stack.iter().filter(|open| open.mark.style != Style::Single) {
        // Where another quotation of the style follows, the lost mark stood before it: the sentence end is the best guess.
        let end = match open.next_same_style {
            Some(limit) => sentence_end(text, open.mark.span.end, limit),
            None => zone.end,
        };
        if open.mark.span.end < end {
            spans.push(between(open.mark.span, Span { start: end, end }, end));
        }
    }
    None
}

fn between(open: Span, close: Span, end: u32) -> (Span, Span) {
    (Span { start: open.start, end }, Span { start: open.end, end: close.start })
}

/// True where the paragraph starts with an opening mark of the style.
fn reopens(text: &str, zone: Span, style: Style) -> bool {
    let Some(character) = text.get(zone.range()).and_then(|text| text.chars().next()) else { return false };
    classify(character).is_some_and(|(own, direction)| own == style && direction != Direction::Closes)
        || (style == Style::Angle && character == '»')
}

/// One past the first sentence-final mark in `from..limit`, or `limit`.
fn sentence_end(text: &str, from: u32, limit: u32) -> u32 {
    let stretch = &text[from as usize..limit as usize];
    let found = stretch.char_indices().find(|&(at, character)| {
        matches!(character, '.' | '!' | '?' | '…')
            && stretch[at + character.len_utf8()..].chars().next().is_none_or(char::is_whitespace)
    });
    found.map_or(limit, |(at, character)| from + (at + character.len_utf8()) as u32)
}

/// The style and direction of a character, `None` where it is no quotation mark.
fn classify(character: char) -> Option<(Style, Direction)> {
    Some(match character {
        '«' => (Style::Angle, Direction::Opens),
        '»' => (Style::Angle, Direction::Closes),
        '‹' => (Style::SingleAngle, Direction::Opens),
        '›' => (Style::SingleAngle, Direction::Closes),
        '“' | '„' | '‟' | '〝' => (Style::Double, Direction::Opens),
        '”' | '〞' => (Style::Double, Direction::Closes),
        '"' | '＂' => (Style::Double, Direction::Either),
        '‘' | '‚' | '‛' => (Style::Single, Direction::Opens),
        '’' | '\'' => (Style::Single, Direction::Either),
        _ => return None,
    })
}

/// The quotation marks of a stretch of text. Apostrophes are left out: a single mark counts only where it opens
/// before a word or closes after one, and only in pairs.
fn marks_of(text: &str, zone: Span) -> Vec<Mark> {
    let bytes = text.as_bytes();
    let mut marks = Vec::new();
    let mut at = zone.start as usize;
    let end = zone.end as usize;
    while at < end {
        let byte = bytes[at];
        let length = match byte {
            b'"' | b'\'' | b'<' | b'>' | b'`' => 1,
            0xC2 => 2,
            0xE2 | 0xE3 | 0xEF => 3,
            _ => {
                at += 1;
                continue;
            }
        };
        let stop = (at + length).min(end);
        if let Some((style, direction, stop)) = mark_at(text, at, stop, end) {
            marks.push(Mark { span: Span::new(at, stop), style, direction });
            at = stop;
        } else {
            at = stop;
        }
    }
    pair_singles(text, zone, marks)
}

/// The mark that starts at byte `at`, with its end: one character, or two for `<<`, `>>`, ` `` ` and `''`.
fn mark_at(text: &str, at: usize, stop: usize, end: usize) -> Option<(Style, Direction, usize)> {
    let twice = text.get(at..(at + 2).min(end)).unwrap_or_default();
    match twice {
        "<<" => return Some((Style::Angle, Direction::Opens, at + 2)),
        ">>" => return Some((Style::Angle, Direction::Closes, at + 2)),
        "``" => return Some((Style::Double, Direction::Opens, at + 2)),
        "''" => return Some((Style::Double, Direction::Either, at + 2)),
        _ => {}
    }
    let character = text.get(at..stop)?.chars().next()?;
    classify(character).map(|(style, direction)| (style, direction, stop))
}

/// Keeps single marks only where an opening one finds its closing one; the rest are apostrophes.
fn pair_singles(text: &str, zone: Span, marks: Vec<Mark>) -> Vec<Mark> {
    if !marks.iter().any(|mark| mark.style == Style::Single) {
        return marks;
    }
    let mut kept: Vec<Mark> = Vec::with_capacity(marks.len());
    let mut open: Option<usize> = None;
    let mut weak: Option<Mark> = None;
    for mark in marks {
        if mark.style != Style::Single {
            kept.push(mark);
            continue;
        }
        let (before, after) = around(text, zone, mark.span);
        let opens =
            before.is_none_or(|c| !c.is_alphanumeric() && !ends_clause(c)) && after.is_some_and(char::is_alphanumeric);
        let closes = before.is_some_and(|c| !c.is_whitespace()) && after.is_none_or(|c| !c.is_alphanumeric());
        if open.is_some() && closes && mark.direction != Direction::Opens {
            // `soldiers' families,'`: a mark beside punctuation is surer than one that may be a plural's apostrophe.
            let sure = before.is_some_and(ends_clause) || after.is_none_or(|c| !c.is_whitespace());
            if sure {
                kept.push(Mark { direction: Direction::Closes, ..mark });
                (open, weak) = (None, None);
            } else if weak.is_none() {
                weak = Some(mark);
            }
        } else if opens {
            settle(&mut kept, open, weak);
            kept.push(Mark { direction: Direction::Opens, ..mark });
            (open, weak) = (Some(kept.len() - 1), None);
        }
    }
    settle(&mut kept, open, weak);
    kept
}

/// Closes an open single mark with its weak candidate, or forgets it.
fn settle(kept: &mut Vec<Mark>, open: Option<usize>, weak: Option<Mark>) {
    match (open, weak) {
        (Some(_), Some(mark)) => {
            let at = kept.partition_point(|other| other.span.start < mark.span.start);
            kept.insert(at, Mark { direction: Direction::Closes, ..mark });
        }
        (Some(index), None) => {
            kept.remove(index);
        }
        (None, _) => {}
    }
}

fn ends_clause(character: char) -> bool {
    matches!(character, '.' | ',' | '!' | '?' | ';' | '…')
}

/// The characters before and after a mark inside its paragraph.
fn around(text: &str, zone: Span, mark: Span) -> (Option<char>, Option<char>) {
    let before = text[zone.start as usize..mark.start as usize].chars().next_back();
    let after = text[mark.end as usize..zone.end as usize].chars().next();
    (before, after)
}

/// The direction of a mark by its shape and, where the shape is no proof, by what stands around it.
fn placed(text: &str, zone: Span, mark: Mark) -> Direction {
    if matches!(mark.style, Style::Angle | Style::SingleAngle | Style::Single) {
        return mark.direction;
    }
    let (before, after) = around(text, zone, mark.span);
    let room_before = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '«' | '—' | '–' | '-' | '\''));
    let room_after = after.is_none_or(char::is_whitespace);
    match (room_before, room_after, mark.direction) {
        (true, false, _) => Direction::Opens,
        (false, true, Direction::Opens) => Direction::Either,
        (false, true, _) => Direction::Closes,
        (false, false, Direction::Opens) if after.is_some_and(|c| !c.is_alphanumeric()) => Direction::Either,
        (_, _, direction) => direction,
    }
}

/// Whether a mark that looks like a closing one, with nothing open, may still open a quotation: it touches the word
/// after it, not the one before, and a mark of its style follows.
fn may_open(text: &str, zone: Span, mark: Mark, later: &[Mark]) -> bool {
    let (before, after) = around(text, zone, mark.span);
    mark.style == Style::Double
        && after.is_some_and(char::is_alphanumeric)
        && before.is_none_or(|c| !c.is_alphanumeric())
        && later.iter().any(|other| other.style == mark.style)
}

/// The quotation between two marks, `None` where it holds no word.
fn quotation(document: &Annotated, outer: Span, inner: Span) -> Option<Quotation> {
    let text = document.text();
    let inside = text.get(inner.range())?;
    let lead = inside.len() - inside.trim_start().len();
    let trail = inside.len() - inside.trim_end().len();
    if lead + trail >= inside.len() {
        return None;
    }
    let inner = Span::new(inner.start as usize + lead, inner.end as usize - trail);
    let first = first_word(document, inner)?;
    let last = last_word(document, inner)?;
    if last < first {
        return None;
    }
    let scare = is_scare(document, outer, inner, first, last);
    Some(Quotation { outer, inner, words: (first, last), scare })
}

/// The first word that starts at or after the start of `span`.
fn first_word(document: &Annotated, span: Span) -> Option<TokenRef> {
    let mut sentence = document.sentences.partition_point(|sentence| sentence.span.end <= span.start);
    while let Some(candidate) = document.sentences.get(sentence) {
        let token = candidate.tokens.partition_point(|token| token.span.start < span.start);
        if token < candidate.tokens.len() {
            let found = candidate.tokens[token].span;
            return (found.start < span.end).then_some(TokenRef { sentence, token });
        }
        sentence += 1;
    }
    None
}

/// The last word that ends at or before the end of `span`.
fn last_word(document: &Annotated, span: Span) -> Option<TokenRef> {
    let mut after = document.sentences.partition_point(|sentence| sentence.span.start < span.end);
    while after > 0 {
        let sentence = after - 1;
        let tokens = &document.sentences[sentence].tokens;
        let count = tokens.partition_point(|token| token.span.end <= span.end);
        if count > 0 {
            return (tokens[count - 1].span.end > span.start).then_some(TokenRef { sentence, token: count - 1 });
        }
        after = sentence;
    }
    None
}

/// A few words without a finite verb, inside a clause: framing, not somebody's sentence.
fn is_scare(document: &Annotated, outer: Span, inner: Span, first: TokenRef, last: TokenRef) -> bool {
    if first.sentence != last.sentence {
        return false;
    }
    let sentence = &document.sentences[first.sentence];
    let words = &sentence.tokens[first.token..=last.token];
    let count = words.iter().filter(|token| token.upos != Upos::Punct).count();
    let finite = words
        .iter()
        .any(|token| matches!(token.upos, Upos::Verb | Upos::Aux) && token.features.verb_form == VerbForm::Fin);
    if count > SCARE_WORDS || finite {
        return false;
    }
    let text = document.text();
    let before =
        text[sentence.span.start.min(outer.start) as usize..outer.start as usize].trim_end().chars().next_back();
    let after = text[outer.end as usize..sentence.span.end.max(outer.end) as usize].trim_start().chars().next();
    let ends_itself = inner.of(text).ends_with(['.', '!', '?', '…', ',']);
    let opens_sentence = matches!(before, None | Some(':'));
    let closes_sentence = matches!(after, None | Some(',' | '.'));
    !(opens_sentence && (closes_sentence || ends_itself))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::extract::sample;

    fn quoted(text: &str) -> Vec<String> {
        let document = sample::document(text);
        find(&document).iter().map(|quotation| quotation.inner.of(document.text()).to_owned()).collect()
    }

    #[test]
    fn every_style_of_marks() {
        assert_eq!(quoted("« Oui », dit-elle."), ["Oui"]);
        assert_eq!(quoted("\"Oui\", dit-elle."), ["Oui"]);
        assert_eq!(quoted("“Yes”, she said."), ["Yes"]);
        assert_eq!(quoted("„Oui“, dit-elle."), ["Oui"]);
        assert_eq!(quoted("``Yes'', she said."), ["Yes"]);
        assert_eq!(quoted("<< Oui >>, dit-elle."), ["Oui"]);
        assert_eq!(quoted("‘Yes,’ she said."), ["Yes,"]);
    }

    #[test]
    fn apostrophes_are_no_marks() {
        assert!(quoted("L’eau d'un puits, l' État et aujourd’hui.").is_empty());
        assert!(quoted("The soldiers' tents and the '90s, rock 'n' roll.").len() <= 1);
        assert_eq!(quoted("'The soldiers' tents burned,' he said."), ["The soldiers' tents burned,"]);
        assert_eq!(quoted("It’s ‘over’, he’s said."), ["over"]);
    }

    #[test]
    fn nested_marks() {
        assert_eq!(quoted("« Il a dit “jamais” hier », raconte-t-elle."), ["Il a dit “jamais” hier", "jamais"]);
        assert_eq!(quoted("« Il a dit « jamais » hier », dit-elle."), ["Il a dit « jamais » hier", "jamais"]);
    }

    #[test]
    fn marks_in_the_wrong_direction_or_glued() {
        assert_eq!(quoted("Le port ferme.”Il pleut trop”, a dit le maire."), ["Il pleut trop"]);
        assert_eq!(quoted("Le maire\"Il pleut\"dit."), ["Il pleut"]);
        assert!(quoted("Le port ferme ». »").is_empty());
    }

    #[test]
    fn a_lost_closing_mark_ends_with_the_paragraph_or_before_the_next_opening_one() {
        assert_eq!(quoted("« Il pleut.\nLe maire est parti."), ["Il pleut."]);
        assert_eq!(quoted("« Il pleut trop. Le maire a dit « non » hier."), ["Il pleut trop.", "non"]);
    }

    #[test]
    fn a_reopened_paragraph_goes_on() {
        assert_eq!(quoted("“It rains.\n“It pours,” she said."), ["It rains.\n“It pours,"]);
    }

    #[test]
    fn framing_is_told_from_speech() {
        let scare = |text: &str| {
            let document = sample::document_with_verbs(text, &["pleut", "est"]);
            find(&document).iter().map(|quotation| quotation.scare).collect::<Vec<_>>()
        };
        assert_eq!(scare("La ville « libérée » dort."), [true]);
        assert_eq!(scare("Il pense que « tout est perdu » ici."), [false]);
        assert_eq!(scare("« Jamais ! », lance-t-il."), [false]);
        assert_eq!(scare("Il lance : « Jamais ! »"), [false]);
    }
}
