//! Strings that every reader takes. Graphs hold whatever the sources hold; only what is written is cleaned.

use std::borrow::Cow;

/// Text for any format: CRLF and CR become LF, characters that XML 1.0 cannot carry become U+FFFD.
///
/// ```
/// assert_eq!(depeche::export::clean::text("a\r\nb\u{1}"), "a\nb\u{FFFD}");
/// ```
pub fn text(source: &str) -> Cow<'_, str> {
    if source.chars().all(is_carried) {
        return Cow::Borrowed(source);
    }
    let mut out = String::with_capacity(source.len());
    let mut characters = source.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' => {
                characters.next_if_eq(&'\n');
                out.push('\n');
            }
            carried if is_carried(carried) => out.push(carried),
            _ => out.push(char::REPLACEMENT_CHARACTER),
        }
    }
    Cow::Owned(out)
}

/// A label: [`text`] on one line, runs of white space that some reader takes for a line break as one space, trimmed.
pub fn label(source: &str) -> Cow<'_, str> {
    let cleaned = text(source);
    let is_tidy =
        !cleaned.starts_with(' ') && !cleaned.ends_with(' ') && !cleaned.contains("  ") && !cleaned.contains(is_break);
    if is_tidy {
        return cleaned;
    }
    let words = cleaned.split(|character| is_break(character) || character == ' ').filter(|word| !word.is_empty());
    Cow::Owned(words.collect::<Vec<_>>().join(" "))
}

/// At most `limit` characters, the last of them `…` where something was cut. Cuts between words where one ends in the
/// last third.
pub fn shorten(text: &str, limit: usize) -> Cow<'_, str> {
    let Some((cut, _)) = text.char_indices().nth(limit) else { return Cow::Borrowed(text) };
    let end = text[..cut].char_indices().next_back().map_or(0, |(last, _)| last);
    let head = &text[..end];
    let space = head.rfind(' ').filter(|&space| space >= end * 2 / 3);
    Cow::Owned(format!("{}…", head[..space.unwrap_or(end)].trim_end()))
}

/// Lines of at most `width` characters, broken at spaces and, in longer words, anywhere.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut used = 0;
    for word in text.split(' ') {
        let length = word.chars().count();
        match lines.last_mut() {
            Some(line) if used + 1 + length <= width => {
                line.push(' ');
                line.push_str(word);
                used += 1 + length;
            }
            _ => {
                let characters: Vec<char> = word.chars().collect();
                for piece in characters.chunks(width.max(1)) {
                    lines.push(piece.iter().collect());
                    used = piece.len();
                }
            }
        }
    }
    lines
}

fn is_carried(character: char) -> bool {
    !matches!(character, '\0'..='\x08' | '\x0B' | '\x0C' | '\r' | '\x0E'..='\x1F' | '\u{FFFE}' | '\u{FFFF}')
}

/// What some reader takes for a line break or a tabulator. VT and FF are gone by then.
fn is_break(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn labels_are_one_line() {
        assert_eq!(label("  a \t b\u{2028}c\r\n"), "a b c");
        assert_eq!(label(" \n "), "");
        assert_eq!(label("x\u{0}y"), "x\u{FFFD}y");
        assert_eq!(label("a\u{A0}b"), "a\u{A0}b", "a no-break space is text");
        assert!(matches!(label("as it is"), Cow::Borrowed(_)));
    }

    #[test]
    fn long_texts_are_cut_between_words() {
        assert_eq!(shorten("short", 5), "short");
        assert_eq!(shorten("some longer words", 13), "some longer…");
        assert_eq!(shorten("unbreakable", 5), "unbr…");
    }

    #[test]
    fn lines_are_wrapped() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(source in any::<String>(), limit in 1usize..40) {
            let once = label(&source).into_owned();
            prop_assert_eq!(label(&once), once.as_str());
            prop_assert!(shorten(&once, limit).chars().count() <= limit);
            let wrapped: String = wrap(&once, limit).concat();
            prop_assert_eq!(wrapped.replace(' ', ""), once.replace(' ', ""));
        }
    }
}
