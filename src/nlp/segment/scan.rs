//! From characters to surface tokens: one pass, bounded look-ahead, no regular expression.
//!
//! The scanner cuts wherever Universal Dependencies cuts without looking at the sentence. What depends on the
//! sentence (its end, glued words, `des`) is decided later from the pieces.

use super::table::TokenTable;
use super::word;
use crate::text::Span;

/// Longest run of word characters looked at as one word, in bytes; longer runs are cut, so that a text without
/// spaces stays linear.
const MAX_WORD: usize = 512;

/// What a surface token looks like, as far as later steps ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Letters, digits, names of sites.
    Word,
    /// A word whose full stop belongs to it: `M.`, `etc.`, `U.S.`.
    Abbreviation,
    /// `.`, `?`, `!`, `…` and runs of them.
    Terminal,
    /// A mark that can only open: `«`, `“`, `(`.
    Opener,
    /// A mark that can only close: `»`, `)`.
    Closer,
    /// A quotation mark that opens or closes: `"`, `”`, `'`.
    Quote,
    /// Any other mark.
    Mark,
}

/// A surface token, before sentences are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub span: Span,
    pub shape: Shape,
    /// White space stands before the piece.
    pub spaced: bool,
    /// A line break stands before the piece.
    pub new_line: bool,
    /// Where the piece may be two glued words, the length of the first in bytes, else 0: `KourskLes`.
    pub glue: u16,
}

/// Cuts `text[zone]` into surface tokens.
pub(crate) fn scan(text: &str, zone: Span, table: &TokenTable) -> Vec<Piece> {
    let end = zone.end as usize;
    let mut scanner = Scanner {
        text: &text[..end],
        position: zone.start as usize,
        table,
        pieces: Vec::with_capacity((end - zone.start as usize) / 5 + 4),
        spaced: true,
        new_line: false,
    };
    while scanner.position < end {
        scanner.step();
    }
    scanner.pieces
}

/// A letter, digit, combining mark or invisible joiner.
pub(crate) fn is_word_character(c: char) -> bool {
    c.is_alphanumeric() || is_ignorable(c) || unicode_normalization::char::is_combining_mark(c)
}

/// Characters without width that belong to no word form: soft hyphen, zero-width spaces and joiners.
pub(crate) fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘')
}

pub(crate) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '‐' | '‑')
}

struct Scanner<'a> {
    /// The source up to the end of the zone, so that offsets stay those of the source.
    text: &'a str,
    position: usize,
    table: &'a TokenTable,
    pieces: Vec<Piece>,
    spaced: bool,
    new_line: bool,
}

impl Scanner<'_> {
    fn at(&self, position: usize) -> Option<char> {
        self.text[position..].chars().next()
    }

    fn before(&self, position: usize) -> Option<char> {
        self.text[..position].chars().next_back()
    }

    /// The characters right after `position` and after the character that follows it.
    fn pair(&self, position: usize) -> (Option<char>, Option<char>) {
        let mut characters = self.text[position..].chars();
        (characters.next(), characters.next())
    }

    fn step(&mut self) {
        let start = self.position;
        let Some(c) = self.at(start) else { return };
        if c.is_whitespace() || is_ignorable(c) || c.is_control() {
            self.spaced = true;
            self.new_line |= matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{85}');
            self.position += c.len_utf8();
        } else if let Some(end) = self.address_end(start) {
            self.push(start, end, Shape::Word);
        } else if is_word_character(c) {
            self.word(start);
        } else {
            self.mark(start, c);
        }
    }

    fn push(&mut self, start: usize, end: usize, shape: Shape) {
        self.pieces.push(Piece {
            span: Span::new(start, end),
            shape,
            spaced: self.spaced,
            new_line: self.new_line,
            glue: 0,
        });
        self.spaced = false;
        self.new_line = false;
        self.position = end;
    }

    /// End of an internet address that starts here.
    fn address_end(&self, start: usize) -> Option<usize> {
        let head = self.text.as_bytes().get(start..)?;
        if !matches!(head.first()?, b'h' | b'H' | b'w' | b'W' | b'f') {
            return None;
        }
        let known = ["http://", "https://", "www.", "ftp://"];
        let prefix = known
            .iter()
            .find(|prefix| head.get(..prefix.len()).is_some_and(|h| h.eq_ignore_ascii_case(prefix.as_bytes())))?;
        let rest = &self.text[start + prefix.len()..];
        let stop = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '«' | '»' | '“' | '”' | ')' | ']');
        let address = &rest[..rest.find(stop).unwrap_or(rest.len())];
        let trimmed = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '…']);
        (!trimmed.is_empty()).then_some(start + prefix.len() + trimmed.len())
    }

    /// A run of word characters with the joiners that may stand between them.
    fn word(&mut self, start: usize) {
        let mut run = Run::default();
        let mut end = start;
        while let Some(c) = self.at(end) {
            if end - start >= MAX_WORD {
                break;
            }
            if is_word_character(c) {
                run.see(c, end - start);
            } else if !self.joins(start, end, c, &mut run) {
                break;
            }
            end += c.len_utf8();
            if run.closed {
                break;
            }
        }
        let shape = if run.closed && self.before(end) == Some('.') { Shape::Abbreviation } else { Shape::Word };
        self.split_run(start, end, shape, &run);
    }

    /// Whether the joiner `c` at `at` belongs to the word that began at `start`.
    fn joins(&self, start: usize, at: usize, c: char, run: &mut Run) -> bool {
        let (next, after) = self.pair(at + c.len_utf8());
        let Some(next) = next else { return false };
        let digits = run.last_is_digit && next.is_ascii_digit();
        let joined = match c {
            _ if is_apostrophe(c) => next.is_alphanumeric() || self.elides(&self.text[start..at]),
            _ if is_hyphen(c) => next.is_alphanumeric(),
            '.' => digits || self.dot_joins(start, at, next, after, run),
            ',' | ':' | '/' => digits,
            ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' => digits && self.groups_thousands(at, c, run),
            '&' => run.last_is_upper && next.is_uppercase(),
            '_' => true,
            '@' => next.is_alphanumeric(),
            '°' => run.letters == 1 && matches!(self.before(at), Some('n' | 'N')) && run.close(),
            '(' => self.is_optional_ending(at),
            _ => false,
        };
        if joined {
            run.join(c);
        }
        joined
    }

    /// `qu'«`: an elided word before a mark or, wrongly, before a space.
    fn elides(&self, word: &str) -> bool {
        word.len() < 8 && self.table.elisions.contains(word.to_lowercase().as_str())
    }

    /// A full stop between two word characters that are not both digits.
    fn dot_joins(&self, start: usize, at: usize, next: char, after: Option<char>, run: &mut Run) -> bool {
        let initial = run.letters == 1 && !run.has_digit;
        if initial && is_hyphen(next) && run.last_is_upper {
            return after.is_some_and(char::is_uppercase);
        }
        if !next.is_alphabetic() {
            return false;
        }
        if run.address {
            return true;
        }
        if initial {
            // `U.S`, `p.m`; but `M.Dupont` is a title and a name.
            return !after.is_some_and(char::is_alphabetic);
        }
        if next.is_uppercase() || at == start {
            return false;
        }
        let rest = &self.text[at + 1..];
        let length = rest.bytes().take(12).take_while(u8::is_ascii_alphanumeric).count();
        self.table.suffixes.contains(&rest[..length]) || rest.as_bytes().get(length) == Some(&b'@')
    }

    /// `11 000`: one to three digits, then groups of exactly three.
    fn groups_thousands(&self, at: usize, space: char, run: &Run) -> bool {
        if run.letters > 0 || !run.only_groups || run.group == 0 || run.group > 3 || (run.groups > 0 && run.group != 3)
        {
            return false;
        }
        if space == ' ' && self.table.elisions.is_empty() {
            return false;
        }
        let mut next = self.text[at + space.len_utf8()..].chars();
        let three = next.by_ref().take(3).filter(char::is_ascii_digit).count() == 3;
        three && !next.next().is_some_and(char::is_alphanumeric)
    }

    /// `traité(e)`, `candidat(e)s`: a feminine or plural ending in brackets.
    fn is_optional_ending(&self, at: usize) -> bool {
        let rest = &self.text[at..];
        ["(e)", "(s)", "(es)", "(ne)", "(E)", "(S)", "(ES)"].iter().any(|ending| rest.starts_with(ending))
            && !self.table.elisions.is_empty()
    }

    /// Cuts a run by the rules of the language, gives the last part its full stop, and looks for glued words.
    fn split_run(&mut self, start: usize, end: usize, shape: Shape, run: &Run) {
        let follows_name = self.follows_name();
        let mut parts = word::Parts::default();
        word::split(&self.text[start..end], run.address, follows_name, self.table, &mut parts);
        let mut from = start;
        for &to in parts.ends() {
            let glue = if run.camel { self.glue(from, start + to) } else { 0 };
            self.push(from, start + to, Shape::Word);
            if let Some(piece) = self.pieces.last_mut() {
                piece.glue = glue;
            }
            from = start + to;
        }
        if let Some(last) = self.pieces.last_mut() {
            last.shape = shape;
            if shape == Shape::Word && self.text[end..].starts_with('.') {
                self.take_full_stop(end);
            }
        }
    }

    /// True where the last piece is a capitalised word right before this one.
    fn follows_name(&self) -> bool {
        let last = self.pieces.last().filter(|piece| piece.shape == Shape::Word);
        last.and_then(|piece| self.at(piece.span.start as usize)).is_some_and(char::is_uppercase)
    }

    /// Adds the full stop at `end` to the last piece if it is an abbreviation.
    fn take_full_stop(&mut self, end: usize) {
        let Some(last) = self.pieces.last() else { return };
        let start = last.span.start as usize;
        let (next, after) = self.pair(end + 1);
        if next == Some('.') || !self.is_abbreviation(&self.text[start..end], next, after) {
            return;
        }
        if let Some(last) = self.pieces.last_mut() {
            last.span = Span::new(start, end + 1);
            last.shape = Shape::Abbreviation;
            self.position = end + 1;
        }
    }

    fn is_abbreviation(&self, word: &str, next: Option<char>, after: Option<char>) -> bool {
        let mut characters = word.chars();
        let (Some(first), second) = (characters.next(), characters.next()) else { return false };
        if second.is_none() {
            // An initial; `plan B.` at the end of a sentence has no capital after it more often than not.
            let capital = next.is_some_and(char::is_uppercase)
                || next.is_some_and(char::is_whitespace) && after.is_some_and(char::is_uppercase);
            return first.is_uppercase() && (capital || next == Some(',')) || self.is_listed(word);
        }
        if word.contains('.') {
            return word.split(['.', '-']).all(|part| part.chars().take(2).count() < 2);
        }
        self.is_listed(word)
    }

    fn is_listed(&self, word: &str) -> bool {
        if word.len() > 8 {
            return false;
        }
        let form = word.to_lowercase() + ".";
        self.table.titles.contains(form.as_str()) || self.table.abbreviations.contains(form.as_str())
    }

    /// Where the word may be two: the last lower-case letter or digit before a capital that begins a word.
    fn glue(&self, start: usize, end: usize) -> u16 {
        let mut previous = ' ';
        let mut found = 0;
        let word = &self.text[start..end];
        for (offset, c) in word.char_indices() {
            if c.is_uppercase() && (previous.is_lowercase() || previous.is_ascii_digit()) {
                found = offset;
            }
            previous = c;
        }
        found as u16
    }

    fn mark(&mut self, start: usize, c: char) {
        let next = self.at(start + c.len_utf8());
        let boundary = self.spaced || self.pieces.last().is_some_and(|piece| piece.shape == Shape::Opener);
        match c {
            '-' | '−' | '+' if boundary && next.is_some_and(|n| n.is_ascii_digit()) => self.prefixed(start, c),
            '@' | '#' if next.is_some_and(char::is_alphabetic) => self.handle(start, c),
            '+' if self.text[start..].starts_with("+/-") => self.push(start, start + 3, Shape::Mark),
            '°' if next.is_some_and(|n| matches!(n, 'C' | 'F')) => self.push(start, start + 3, Shape::Word),
            '.' | '?' | '!' | '…' => {
                let end = self.run_end(start, |c| matches!(c, '.' | '?' | '!' | '…'));
                self.push(start, end, Shape::Terminal);
            }
            '\'' | '’' | '‘' | '`' if next == Some(c) || (c == '‘' && next == Some('’')) => {
                let shape = if c == '`' { Shape::Opener } else { Shape::Quote };
                self.push(start, start + 2 * c.len_utf8(), shape);
            }
            '-' | '*' | '=' | '_' | '—' | '–' => {
                let end = self.run_end(start, |next| next == c);
                self.push(start, end, Shape::Mark);
            }
            ':' | ';' if self.is_smiley(start) => self.push(start, start + 2, Shape::Mark),
            '<' | '>' if next == Some(c) => {
                self.push(start, start + 2, if c == '<' { Shape::Opener } else { Shape::Closer })
            }
            _ => self.push(start, start + c.len_utf8(), shape_of(c)),
        }
    }

    /// End of a run of characters of one kind, at most [`MAX_WORD`] bytes on.
    fn run_end(&self, start: usize, belongs: impl Fn(char) -> bool) -> usize {
        let run = self.text[start..].char_indices().take_while(|&(offset, c)| belongs(c) && offset < MAX_WORD);
        run.last().map_or(start, |(offset, c)| start + offset + c.len_utf8())
    }

    /// `:)` and its like, before white space.
    fn is_smiley(&self, start: usize) -> bool {
        let mut characters = self.text[start + 1..].chars();
        matches!(characters.next(), Some(')' | '(' | 'D' | 'P')) && characters.next().is_none_or(char::is_whitespace)
    }

    /// A signed number: `-2,5`.
    fn prefixed(&mut self, start: usize, sign: char) {
        let (spaced, new_line) = (self.spaced, self.new_line);
        self.word(start + sign.len_utf8());
        self.widen(start, spaced, new_line);
    }

    /// `@name`, `#subject`.
    fn handle(&mut self, start: usize, sign: char) {
        let end = self.run_end(start + sign.len_utf8(), |c| is_word_character(c) || c == '_');
        self.push(start, end, Shape::Word);
    }

    /// Lets the piece that began right after a sign begin at the sign.
    fn widen(&mut self, start: usize, spaced: bool, new_line: bool) {
        let first = self.pieces.iter_mut().rev().take_while(|piece| piece.span.start as usize > start).last();
        if let Some(piece) = first {
            piece.span.start = start as u32;
            piece.spaced = spaced;
            piece.new_line = new_line;
        }
    }
}

/// What the scanner remembers of the word that it reads.
#[derive(Debug, Default)]
struct Run {
    /// Letters and digits since the last joiner.
    letters: usize,
    /// Digits since the last joiner, as long as there was nothing else.
    group: usize,
    groups: usize,
    only_groups: bool,
    has_digit: bool,
    last_is_digit: bool,
    last_is_upper: bool,
    last_is_lower: bool,
    /// A capital follows a lower-case letter or a digit.
    camel: bool,
    /// Has an `@` or an underscore.
    address: bool,
    /// Nothing may follow.
    closed: bool,
}

impl Run {
    fn see(&mut self, c: char, offset: usize) {
        if is_ignorable(c) {
            return;
        }
        if offset == 0 {
            self.only_groups = true;
        }
        let digit = c.is_ascii_digit();
        let upper = c.is_uppercase();
        self.camel |= upper && (self.last_is_lower || self.last_is_digit);
        self.has_digit |= digit;
        self.group = if digit { self.group + 1 } else { 0 };
        self.only_groups &= digit;
        self.letters = if digit { self.letters } else { self.letters + 1 };
        self.last_is_digit = digit;
        self.last_is_upper = upper;
        self.last_is_lower = c.is_lowercase();
    }

    fn join(&mut self, c: char) {
        let space = matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}');
        self.only_groups &= space;
        self.groups += usize::from(space);
        self.group = 0;
        self.letters = 0;
        self.has_digit = false;
        self.last_is_digit = false;
        self.last_is_upper = false;
        self.last_is_lower = false;
        self.address |= matches!(c, '@' | '_');
    }

    /// Marks the word as complete; always true, so that it can end a condition.
    fn close(&mut self) -> bool {
        self.closed = true;
        true
    }
}

fn shape_of(c: char) -> Shape {
    match c {
        '«' | '“' | '„' | '‟' | '(' | '[' | '{' | '‹' | '¿' | '¡' => Shape::Opener,
        '»' | ')' | ']' | '}' | '›' => Shape::Closer,
        '"' | '”' | '\'' | '’' | '‘' | '`' | '″' => Shape::Quote,
        _ => Shape::Mark,
    }
}
