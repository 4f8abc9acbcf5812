//! Comparing the wording of a page with the cue tables.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// White space, and what shows as nothing: zero-width characters, byte-order marks, soft hyphens, control characters.
pub fn is_blank(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{FEFF}')
}

/// Lower case without accents, straight quotation marks and apostrophes, single spaces and none before a colon.
/// Unlike a name's key it keeps punctuation, for `Photo :` says what `photo` does not.
pub fn fold(text: impl Iterator<Item = char>) -> String {
    let mut out = String::new();
    for character in text.nfd() {
        if is_combining_mark(character) {
            continue;
        }
        let mapped = match character {
            '’' | '‘' | 'ʼ' | '`' | '´' => '\'',
            '«' | '»' | '“' | '”' | '„' => '"',
            '：' => ':',
            other => other,
        };
        if is_blank(mapped) {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
            continue;
        }
        if mapped == ':' && out.ends_with(' ') {
            out.pop();
        }
        out.extend(mapped.to_lowercase());
    }
    if out.ends_with(' ') {
        out.pop();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_forgets_typography_but_not_punctuation() {
        assert_eq!(fold("Crédit\u{A0}:  L’Écho".chars()), "credit: l'echo");
        assert_eq!(fold("« Non »".chars()), "\" non \"");
    }
}
