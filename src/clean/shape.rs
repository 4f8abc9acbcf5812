//! How a stretch of text looks: the surface cues by which running text and titles differ.

use super::fold::is_blank;
use super::tables::WORD_TABLE;

/// Characters that end a sentence.
pub fn is_final(character: char) -> bool {
    matches!(character, '.' | '!' | '?' | '…' | '‽')
}

/// Characters that may follow the end of a sentence before the next begins.
pub fn is_closer(character: char) -> bool {
    matches!(character, '»' | '”' | '"' | '’' | '\'' | ')' | ']' | '*' | '›')
}

/// Characters that open a quotation or bracket.
pub fn is_opener(character: char) -> bool {
    matches!(character, '«' | '“' | '"' | '„' | '‘' | '(' | '[' | '‹')
}

/// How a block ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// With `.` or `!`, perhaps within quotation marks or brackets.
    Sentence,
    /// With `?`.
    Question,
    /// With dots that say that a teaser is cut.
    Ellipsis,
    /// With a quotation mark that has no such character before it.
    Quotation,
    /// With a colon: a list, a quotation or a picture follows.
    Colon,
    /// With a comma, semicolon, dash, or a word that needs another: it goes on.
    Open,
    /// With any other word, as titles do.
    Word,
}

/// The ending of `text`.
pub fn ending(text: &str) -> Ending {
    let text = without_signature(text.trim_end_matches(is_blank));
    let inner = text.trim_end_matches(|c| is_closer(c) || is_blank(c));
    let Some(last) = inner.chars().next_back() else { return Ending::Word };
    if inner.ends_with("...") || last == '…' {
        return Ending::Ellipsis;
    }
    if is_final(last) {
        return if last == '?' { Ending::Question } else { Ending::Sentence };
    }
    if matches!(last, ',' | ';' | '–' | '—') && inner.len() == text.len() {
        return Ending::Open;
    }
    if last == ':' {
        return Ending::Colon;
    }
    if text.ends_with(['»', '”', '"']) {
        return Ending::Quotation;
    }
    let word = inner.rsplit(|c: char| !(c.is_alphabetic() || c == '\'' || c == '’')).next().unwrap_or_default();
    if inner.len() == text.len() && word.len() < 16 && WORD_TABLE.is("link", &word.to_lowercase().replace('’', "'")) {
        return Ending::Open;
    }
    Ending::Word
}

/// The text without a bracket that stands behind its last sentence, such as `(AFP)`.
fn without_signature(text: &str) -> &str {
    let open = text.strip_suffix(')').and_then(|inner| inner.rfind('(')).filter(|open| text.len() - open <= 60);
    let before = open.map(|open| text[..open].trim_end_matches(is_blank));
    before.filter(|before| before.trim_end_matches(is_closer).ends_with(is_final)).unwrap_or(text)
}

/// The first character that is no opening mark.
pub fn first_letter(text: &str) -> Option<char> {
    text.chars().find(|&c| !is_blank(c) && !is_opener(c))
}

/// True where the text begins in the middle of a sentence: with a lower-case letter or a mark that closes or separates.
/// Names that begin in lower case (`iPhone`) have a capital soon after.
pub fn starts_inside(text: &str) -> bool {
    let mut letters = text.trim_start_matches(is_blank).chars();
    match letters.next() {
        Some('.' | ',' | ';' | ':' | ')' | ']' | '»' | '”' | '!' | '?' | '…') => true,
        Some(first) if first.is_lowercase() => !letters.next().is_some_and(char::is_uppercase),
        _ => false,
    }
}

/// How many sentences there are, as far as punctuation tells, counting to `limit`.
pub fn sentences(text: &str, limit: usize) -> usize {
    let mut count = 0;
    let mut from = 0;
    while count < limit {
        match next_boundary(text, from) {
            Some(boundary) => {
                count += 1;
                from = boundary;
            }
            None => return count + usize::from(text[from..].chars().any(char::is_alphanumeric)),
        }
    }
    count
}

/// Byte where the sentence after the one at `from` begins: behind final punctuation and white space, before a capital.
pub fn next_boundary(text: &str, from: usize) -> Option<usize> {
    let mut finals = text[from..].char_indices().filter(|&(_, c)| is_final(c)).map(|(at, c)| (from + at, c));
    finals.find_map(|(at, mark)| {
        let rest = &text[at + mark.len_utf8()..];
        let after = skip(rest, |c| is_closer(c) || is_final(c));
        // French sets a space before the closing mark.
        let next = skip(skip(skip(after, is_blank), |c| matches!(c, '»' | '”')), is_blank);
        let spaced = next.len() < after.len() || after.len() < rest.len() && next.starts_with(is_opener);
        let capital = first_letter(next).is_some_and(|c| c.is_uppercase() || c.is_numeric());
        (spaced && capital && !(mark == '.' && is_abbreviation(&text[..at]))).then(|| text.len() - next.len())
    })
}

/// The text behind a few characters of a kind. A longer run is no punctuation, and looking at all of it at every
/// character would take quadratic time.
fn skip(text: &str, kind: impl Fn(char) -> bool) -> &str {
    let end = text.char_indices().take(8).find(|&(_, c)| !kind(c)).map(|(at, _)| at);
    end.map_or_else(|| text.char_indices().nth(8).map_or("", |(at, _)| &text[at..]), |at| &text[at..])
}

/// True where the full stop after `text` belongs to its last word: initials, and abbreviations of the table.
pub fn is_abbreviation(text: &str) -> bool {
    let tail = text.char_indices().rev().take(12).take_while(|(_, c)| c.is_alphabetic() || *c == '.').last();
    let word = tail.map_or("", |(at, _)| &text[at..]);
    let mut letters = word.chars();
    match (letters.next(), letters.next()) {
        (Some(only), None) => only.is_uppercase(),
        (Some(_), Some(_)) => WORD_TABLE.is("abbreviation", &word.to_lowercase()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_are_told_apart() {
        assert_eq!(ending("Le maire a signé. »"), Ending::Sentence);
        assert_eq!(ending("Le maire a signé. (AFP)"), Ending::Sentence);
        assert_eq!(ending("Il a dit « non »"), Ending::Quotation);
        assert_eq!(ending("Un accord se dessine…"), Ending::Ellipsis);
        assert_eq!(ending("Le maire de"), Ending::Open);
        assert_eq!(ending("Selon lui,"), Ending::Open);
        assert_eq!(ending("Les réactions :"), Ending::Colon);
        assert_eq!(ending("La crue menace Lyon"), Ending::Word);
    }

    #[test]
    fn abbreviations_end_no_sentence() {
        assert_eq!(sentences("M. Dupont a vu le Dr. Martin à Lens.", 9), 1);
        assert_eq!(sentences("Il part. Elle reste. « Non. » Fin", 9), 4);
        assert_eq!(sentences("Le taux est de 3.5 %", 9), 1);
    }

    #[test]
    fn fragments_begin_inside_a_sentence() {
        assert!(starts_inside("et pour lui"));
        assert!(starts_inside("."));
        assert!(!starts_inside("iPhone : les ventes"));
        assert!(!starts_inside("« et"));
    }
}
