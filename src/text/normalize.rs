//! Keys for comparing names and words. Keys are normalised; the source text never is.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The comparison key of a name: NFC, lower case, no accents, straight apostrophes, hyphens and
/// runs of white space as one space, other punctuation dropped.
///
/// `key("Île-de-France") == key("ile de france")`.
pub fn key(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    if text.is_ascii() {
        text.chars().for_each(|character| push_key(&mut out, &mut gap, character));
    } else {
        text.nfd().filter(|&c| !is_combining_mark(c)).for_each(|character| push_key(&mut out, &mut gap, character));
    }
    out
}

fn push_key(out: &mut String, gap: &mut bool, character: char) {
    let mapped = match character {
        '’' | '‘' | 'ʼ' | '`' | '\'' => '\'',
        '‐'..='―' | '-' | '/' | '_' => ' ',
        other => other,
    };
    match mapped {
        'œ' | 'Œ' => push(out, gap, "oe"),
        'æ' | 'Æ' => push(out, gap, "ae"),
        'ß' => push(out, gap, "ss"),
        c if c.is_alphanumeric() || c == '\'' => {
            if *gap && !out.is_empty() {
                out.push(' ');
            }
            *gap = false;
            if c.is_ascii() {
                out.push(c.to_ascii_lowercase());
            } else {
                out.extend(c.to_lowercase());
            }
        }
        c if c.is_whitespace() => *gap = true,
        _ => {}
    }
}

fn push(out: &mut String, gap: &mut bool, letters: &str) {
    if *gap && !out.is_empty() {
        out.push(' ');
    }
    *gap = false;
    out.push_str(letters);
}

/// Straightens typographic apostrophes (`’` → `'`); lexicon and gazetteer files are written so.
pub fn straighten(text: &str) -> String {
    text.replace(['’', '‘', 'ʼ'], "'")
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn keys_forget_case_accents_and_hyphens() {
        assert_eq!(key("Île-de-France"), key("ile de  FRANCE"));
        assert_eq!(key("l’Élysée"), "l'elysee");
        assert_eq!(key("Cœur"), "coeur");
        assert_eq!(key("(U.S.)"), "us");
        assert_eq!(key(""), "");
    }
}
