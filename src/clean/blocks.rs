//! A page as a list of blocks: paragraphs, titles, labels. Lines that a sentence runs over are joined.

use super::fold::{fold, is_blank};
use super::markup::{Effect, Markup, trim};
use super::patterns;
use super::shape::{self, Ending};
use super::tables::Cue;
use std::borrow::Cow;
use std::ops::Range;

/// How much of a block is compared with the cue tables.
const CUE_LENGTH: usize = 320;

/// A stretch of text between line breaks or images.
#[derive(Clone, Debug)]
pub struct Block {
    /// With list mark or heading mark, without blanks around.
    pub span: Range<usize>,
    /// Where the text begins behind such a mark.
    pub body: usize,
    /// What its wording says.
    pub cue: Option<Cue>,
    /// True where the cue is all there is, so that it speaks of what follows.
    pub cue_alone: bool,
    /// Begins with a list mark.
    pub bullet: bool,
    /// Marked as a heading.
    pub heading: bool,
    /// Every word is the text of a link.
    pub linked: bool,
    /// The text of an image, or a part of markup that is no text.
    pub markup: Option<Effect>,
    /// An empty line stands before it.
    pub apart: bool,
    /// How it ends.
    pub ending: Ending,
    /// Begins in the middle of a sentence.
    pub inside: bool,
    /// Characters, without markup.
    pub length: usize,
    /// Sentences, counted to three.
    pub sentences: usize,
    /// Hash of the folded beginning, to find repetitions.
    pub key: u64,
}

impl Block {
    /// True for what looks like a title: one unfinished sentence, not too long.
    pub fn is_title(&self) -> bool {
        self.markup.is_none()
            && !self.inside
            && self.sentences <= 1
            && match self.ending {
                Ending::Word => self.length <= 160,
                Ending::Quotation => self.length <= 90,
                Ending::Question => self.heading || self.bullet && self.length <= 100,
                Ending::Sentence | Ending::Ellipsis => self.heading,
                Ending::Colon | Ending::Open => self.heading && self.length <= 160,
            }
    }

    /// True for a complete sentence or more, or a fragment of one.
    pub fn is_running_text(&self) -> bool {
        self.markup.is_none() && matches!(self.cue, None | Some(Cue::Biography)) && !self.is_title() && !self.linked
    }
}

/// The blocks of `text`, in order; all text that is not blank is in one of them.
pub fn blocks(text: &str, markups: &[Markup]) -> Vec<Block> {
    let lines = lines(text, markups);
    let width = wrap_width(text, &lines);
    let mut blocks: Vec<Block> = Vec::new();
    let mut last_line: Option<Block> = None;
    let mut joined = false;
    for line in lines {
        let next = block(text, line.clone(), markups);
        match (blocks.last_mut(), &last_line) {
            (Some(current), Some(last)) if goes_on(text, current, last, &next, width) => {
                current.span.end = next.span.end;
                joined = true;
            }
            _ => {
                finish(&mut blocks, joined, text, markups);
                joined = false;
                blocks.push(next.clone());
            }
        }
        last_line = Some(next);
    }
    finish(&mut blocks, joined, text, markups);
    blocks
}

/// Looks anew at the last block if lines were joined to it.
fn finish(blocks: &mut [Block], joined: bool, text: &str, markups: &[Markup]) {
    if let (Some(last), true) = (blocks.last_mut(), joined) {
        let line = Line { span: last.span.clone(), apart: last.apart, effect: None };
        *last = block(text, line, markups);
    }
}

#[derive(Clone)]
struct Line {
    span: Range<usize>,
    apart: bool,
    effect: Option<Effect>,
}

/// Cuts at line ends and at markup that breaks lines.
fn lines(text: &str, markups: &[Markup]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut apart = false;
    let mut add = |range: Range<usize>| {
        for part in text[range.clone()].split_inclusive(['\n', '\u{2028}', '\u{2029}', '\u{85}', '\r']) {
            let start = part.as_ptr() as usize - text.as_ptr() as usize;
            let span = trim(text, start..start + part.len());
            if !span.is_empty() {
                lines.push(Line { span, apart, effect: None });
                apart = false;
            } else if part != "\n" || !text[..start].ends_with('\r') {
                apart |= start > 0 && text[..start].ends_with(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}']);
            }
        }
    };
    let mut from = 0;
    let mut fixed = Vec::new();
    for markup in markups.iter().filter(|markup| markup.effect != Effect::Inline) {
        add(from..markup.span.start);
        fixed.push(Line { span: markup.span.clone(), apart: false, effect: Some(markup.effect) });
        from = markup.span.end;
    }
    add(from..text.len());
    if fixed.is_empty() {
        return lines;
    }
    lines.extend(fixed);
    lines.sort_by_key(|line| line.span.start);
    lines
}

/// The line width of a text whose paragraphs are wrapped by line breaks; `None` where lines are paragraphs.
fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    let widths = || lines.iter().filter(|line| line.effect.is_none()).map(|line| line.span.len());
    let widest = widths().max()?;
    if !(40..=132).contains(&widest) {
        return None;
    }
    let pairs = || lines.windows(2).filter(|pair| !pair[1].apart && pair[0].effect.is_none());
    let full = pairs().filter(|pair| pair[0].span.len() * 10 >= widest * 7);
    let (mut unfinished, mut lower, mut all) = (0usize, 0usize, 0usize);
    for pair in full {
        all += 1;
        unfinished += usize::from(!text[pair[0].span.clone()].ends_with(shape::is_final));
        lower += usize::from(shape::starts_inside(&text[pair[1].span.clone()]));
    }
    (all >= 3 && unfinished * 10 >= all * 7 && lower * 10 >= all * 4 && all * 2 >= pairs().count()).then_some(widest)
}

/// True where the sentence at the end of a block, whose last line is `last`, goes on in the line `next`.
fn goes_on(text: &str, block: &Block, last: &Block, next: &Block, width: Option<usize>) -> bool {
    if last.markup.is_some() || next.markup.is_some() || block.cue.is_some() || block.heading || next.heading {
        return false;
    }
    let shown = &text[next.span.clone()];
    if shown.chars().all(|c| shape::is_final(c) || shape::is_closer(c) || is_blank(c) || matches!(c, ',' | ';')) {
        return !shown.starts_with(['*', '\'']) && last.ending != Ending::Colon;
    }
    if next.apart || next.bullet {
        return false;
    }
    // A word that was a link may stand on a line of its own in the middle of a sentence: an agency, a day.
    let inner = match next.cue {
        Some(Cue::Source) => last.ending == Ending::Open,
        Some(Cue::Date) => next.inside && !shown.contains(is_blank),
        cue => cue.is_none(),
    };
    let wrapped = width.is_some_and(|width| last.span.len() * 10 >= width * 7);
    let finished = matches!(last.ending, Ending::Sentence | Ending::Question | Ending::Ellipsis | Ending::Colon);
    inner && (wrapped || last.ending == Ending::Open || !finished && next.inside)
}

fn folded(text: &str) -> String {
    fold(text.chars().take(CUE_LENGTH + 1))
}

fn block(text: &str, line: Line, markups: &[Markup]) -> Block {
    let Line { span, apart, effect } = line;
    let whole = &text[span.clone()];
    let (mark, bullet, heading) = leading_mark(whole);
    let body = span.start + mark;
    let (shown, linked) = visible(text, body..span.end, markups);
    let folded = folded(&shown);
    let found = if effect.is_none() { patterns::cue(&folded, &shown) } else { None };
    let bold = shown.len() > 4 && shown.starts_with("**") && shown.ends_with("**");
    Block {
        body,
        cue: found.map(|(cue, _)| cue),
        cue_alone: found.is_some_and(|(_, alone)| alone),
        bullet,
        heading: heading || (bold && shown.len() < 200),
        linked,
        markup: effect,
        apart,
        ending: shape::ending(&shown),
        inside: shape::starts_inside(&shown),
        length: shown.chars().count(),
        sentences: shape::sentences(&shown, 3),
        key: hash(&folded),
        span,
    }
}

fn hash(text: &str) -> u64 {
    use std::hash::Hasher;
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// Length of a list mark with the white space behind it.
fn bullet_length(text: &str) -> usize {
    let mut characters = text.char_indices();
    let Some((_, first)) = characters.next() else { return 0 };
    if !matches!(first, '-' | '*' | '+' | '•' | '–' | '▪' | '▶' | '►' | '→' | '‣' | '◦' | '·' | '●' | '■' | '»' | '›')
    {
        return 0;
    }
    let rest = characters.as_str();
    let trimmed = rest.trim_start_matches(is_blank);
    // A dash without a space may be a word (`-t-il`) or a number.
    let spaced = trimmed.len() < rest.len() || !matches!(first, '-' | '*' | '+' | '–' | '»');
    if spaced && !trimmed.is_empty() { text.len() - trimmed.len() } else { 0 }
}

/// Length of a list, heading or citation mark, and which of list and heading it is.
fn leading_mark(text: &str) -> (usize, bool, bool) {
    let hashes = text.len() - text.trim_start_matches('#').len();
    if (1..=6).contains(&hashes) && text[hashes..].starts_with(is_blank) {
        return (text.len() - text[hashes..].trim_start_matches(is_blank).len(), false, true);
    }
    if let Some(rest) = text.strip_prefix("> ") {
        return (text.len() - rest.trim_start_matches(is_blank).len(), false, false);
    }
    let mark = bullet_length(text);
    (mark, mark > 0, false)
}

/// The text of a range without inline markup, and whether nothing but links is in it.
fn visible<'t>(text: &'t str, range: Range<usize>, markups: &[Markup]) -> (Cow<'t, str>, bool) {
    let first = markups.partition_point(|markup| markup.span.end <= range.start);
    let inner = || markups[first..].iter().take_while(|markup| markup.span.start < range.end);
    if inner().next().is_none() {
        return (Cow::Borrowed(&text[range]), false);
    }
    let mut shown = String::new();
    let mut linked = 0usize;
    let mut from = range.start;
    for markup in inner() {
        let part = &text[from.min(markup.span.start)..markup.span.start];
        let closes = text[markup.span.clone()].starts_with("](") || text[markup.span.clone()].starts_with("</a");
        linked += if closes { part.len() } else { 0 };
        shown.push_str(part);
        from = markup.span.end;
    }
    shown.push_str(&text[from.min(range.end)..range.end]);
    let words: usize = shown.chars().filter(|c| c.is_alphanumeric()).count();
    let all_linked = words > 0 && linked * 10 >= shown.trim().len() * 9;
    (Cow::Owned(shown), all_linked)
}

/// The parts of a range that are not inline markup, and the markup between them, in order.
pub fn split_markup(range: Range<usize>, markups: &[Markup]) -> Vec<(Range<usize>, bool)> {
    let first = markups.partition_point(|markup| markup.span.end <= range.start);
    let mut parts = Vec::new();
    let mut from = range.start;
    for markup in markups[first..].iter().take_while(|markup| markup.span.start < range.end) {
        parts.push((from..markup.span.start.max(from), false));
        parts.push((markup.span.clone(), true));
        from = markup.span.end;
    }
    parts.push((from..range.end.max(from), false));
    parts.retain(|(part, _)| !part.is_empty());
    parts
}
