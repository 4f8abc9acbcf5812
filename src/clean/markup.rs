//! Markdown and HTML that scraping left in a text: images, links, tags, bare addresses.
//!
//! One pass, every search bounded or remembered, so that no input takes more than linear time.

use super::fold::is_blank;
use std::ops::Range;

/// What a stretch of markup does to the text around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The text goes on: `[`, `](address)`, `<b>`, an address.
    Inline,
    /// It stands between two blocks: an image, `<p>`.
    Break,
    /// The text that goes with an image.
    Caption,
}

/// A stretch of markup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Markup {
    /// Bytes of the text.
    pub span: Range<usize>,
    /// What it does.
    pub effect: Effect,
}

/// Addresses and tags are not longer than this.
const MAX_LENGTH: usize = 4096;
const BLOCK_TAGS: &[&str] = &[
    "p",
    "br",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "td",
    "tr",
    "table",
    "img",
    "figure",
    "figcaption",
    "section",
    "article",
    "header",
    "footer",
    "nav",
    "aside",
    "blockquote",
    "hr",
    "html",
    "head",
    "body",
    "title",
    "main",
    "form",
    "button",
    "iframe",
    "video",
    "picture",
    "source",
    "meta",
    "link",
    "!doctype",
];
/// Elements whose content is no text.
const SILENT_TAGS: &[&str] = &["script", "style", "noscript", "svg"];

/// All markup of `text`, in order, without overlaps.
pub fn scan(text: &str) -> Vec<Markup> {
    let mut scanner = Scanner { text, found: Vec::new(), open: Vec::new(), no_close_before: 0, unclosed: Vec::new() };
    scanner.run();
    scanner.found.sort_by_key(|markup| markup.span.start);
    scanner.found
}

struct Scanner<'t> {
    text: &'t str,
    found: Vec<Markup>,
    /// Brackets of the current line that are still open: byte, and whether an exclamation mark stands before.
    open: Vec<(usize, bool)>,
    /// A search for the end of an address that started before this byte failed.
    no_close_before: usize,
    /// Silent elements that are never closed.
    unclosed: Vec<&'static str>,
}

impl Scanner<'_> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let next = match byte {
                b'\n' | b'\r' => {
                    self.open.clear();
                    None
                }
                b'[' => {
                    // Deeper nesting is no markup that anybody writes.
                    if self.open.len() < 8 {
                        self.open.push((at, at > 0 && bytes[at - 1] == b'!'));
                    }
                    None
                }
                b']' => self.close_bracket(at),
                b'<' => self.tag(at),
                b'h' | b'H' | b'w' | b'W' | b'p' => self.address(at),
                _ => None,
            };
            at = next.unwrap_or(at + 1);
        }
    }

    fn push(&mut self, span: Range<usize>, effect: Effect) {
        if !span.is_empty() {
            self.found.push(Markup { span, effect });
        }
    }

    /// At `]`: a link or image where `(address)` follows.
    fn close_bracket(&mut self, at: usize) -> Option<usize> {
        let (start, image) = self.open.pop()?;
        if self.text.as_bytes().get(at + 1) != Some(&b'(') {
            return None;
        }
        let end = self.address_end(at + 2)?;
        if image {
            // Addresses or inner links found in the alternative text belong to the image.
            self.found.retain_from(start);
            self.push(start - 1..start + 1, Effect::Break);
            let shown = trim(self.text, start + 1..at);
            self.push(shown, Effect::Caption);
            self.push(at..end, Effect::Break);
        } else {
            self.push(start..start + 1, Effect::Inline);
            self.push(at..end, Effect::Inline);
        }
        Some(end)
    }

    /// End of `address)`, with balanced brackets and perhaps a title in quotation marks.
    fn address_end(&mut self, from: usize) -> Option<usize> {
        if from < self.no_close_before {
            return None;
        }
        let bytes = self.text.as_bytes();
        let (mut depth, mut quoted) = (0usize, false);
        for at in from..bytes.len().min(from + MAX_LENGTH) {
            match bytes[at] {
                b'\n' | b'\r' => {
                    self.no_close_before = at;
                    return None;
                }
                b'"' => quoted = !quoted,
                b' ' if !quoted && bytes.get(at + 1) != Some(&b'"') => {
                    self.no_close_before = at;
                    return None;
                }
                b'(' => depth += 1,
                b')' if depth == 0 => return Some(at + 1),
                b')' => depth -= 1,
                _ => {}
            }
        }
        self.no_close_before = bytes.len().min(from + MAX_LENGTH);
        None
    }

    /// At `<`: a tag or comment.
    fn tag(&mut self, at: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let name_start = at + 1 + usize::from(bytes.get(at + 1) == Some(&b'/'));
        if !bytes.get(name_start).is_some_and(|&byte| byte.is_ascii_alphabetic() || byte == b'!') {
            return None;
        }
        let window = &bytes[name_start..bytes.len().min(name_start + MAX_LENGTH)];
        let length = window.iter().position(|&byte| byte == b'>' || byte == b'<')?;
        if window[length] == b'<' {
            return None;
        }
        let end = name_start + length + 1;
        let name: String = window[..length]
            .iter()
            .take_while(|&&byte| byte.is_ascii_alphanumeric() || byte == b'!')
            .map(|&byte| char::from(byte.to_ascii_lowercase()))
            .collect();
        if let Some(&silent) = SILENT_TAGS.iter().find(|&&silent| silent == name && bytes[at + 1] != b'/') {
            let end = self.element_end(silent, end).unwrap_or(end);
            self.push(at..end, Effect::Break);
            return Some(end);
        }
        let effect = if BLOCK_TAGS.contains(&name.as_str()) { Effect::Break } else { Effect::Inline };
        self.push(at..end, effect);
        Some(end)
    }

    fn element_end(&mut self, name: &'static str, from: usize) -> Option<usize> {
        if self.unclosed.contains(&name) {
            return None;
        }
        let rest = &self.text[from..];
        let close = rest.match_indices("</").find(|(at, _)| {
            rest.as_bytes()
                .get(at + 2..at + 2 + name.len())
                .is_some_and(|tag| tag.eq_ignore_ascii_case(name.as_bytes()))
        });
        match close {
            Some((at, _)) => Some(rest[at..].find('>').map_or(self.text.len(), |length| from + at + length + 1)),
            None => {
                self.unclosed.push(name);
                None
            }
        }
    }

    /// At a letter that may begin an address.
    fn address(&mut self, at: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        if at > 0 && (bytes[at - 1].is_ascii_alphanumeric() || bytes[at - 1] >= 0x80) {
            return None;
        }
        let rest = &bytes[at..];
        let schemes: [&[u8]; 4] = [b"http://", b"https://", b"www.", b"pic.twitter.com/"];
        let scheme = schemes
            .iter()
            .find(|scheme| rest.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme)))?;
        let length = rest
            .iter()
            .take(MAX_LENGTH)
            .position(|&byte| byte <= b' ' || byte >= 0x80 || matches!(byte, b'<' | b'>' | b'"' | b')' | b']' | b'|'))
            .unwrap_or(rest.len().min(MAX_LENGTH));
        // A full stop or comma after an address belongs to the sentence.
        let address = &rest[..length];
        let trimmed =
            address.iter().rposition(|byte| !matches!(byte, b'.' | b',' | b';' | b':' | b'\'' | b'!' | b'?'))? + 1;
        if trimmed <= scheme.len() {
            return None;
        }
        self.push(at..at + trimmed, Effect::Inline);
        Some(at + trimmed)
    }
}

trait RetainFrom {
    fn retain_from(&mut self, start: usize);
}

impl RetainFrom for Vec<Markup> {
    /// Drops what was found from byte `start` on.
    fn retain_from(&mut self, start: usize) {
        while self.last().is_some_and(|markup| markup.span.start >= start) {
            self.pop();
        }
    }
}

/// The range without blank characters around.
pub fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start_matches(is_blank).len());
    let end = range.end - (part.len() - part.trim_end_matches(is_blank).len());
    start..end.max(start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parts(text: &str) -> Vec<(&str, Effect)> {
        scan(text).into_iter().map(|markup| (&text[markup.span], markup.effect)).collect()
    }

    #[test]
    fn links_keep_their_words() {
        assert_eq!(
            parts("Le [maire](https://a.fr/x_(y)) de Lens <b>part</b>."),
            [
                ("[", Effect::Inline),
                ("](https://a.fr/x_(y))", Effect::Inline),
                ("<b>", Effect::Inline),
                ("</b>", Effect::Inline)
            ]
        );
        assert_eq!(parts("voir https://a.fr/b.html."), [("https://a.fr/b.html", Effect::Inline)]);
    }

    #[test]
    fn images_stand_alone_with_their_caption() {
        assert_eq!(
            parts("![Le pont, en mai.](http://b.fr/i.jpg)Le pont"),
            [("![", Effect::Break), ("Le pont, en mai.", Effect::Caption), ("](http://b.fr/i.jpg)", Effect::Break)]
        );
    }

    #[test]
    fn brackets_and_signs_of_prose_are_no_markup() {
        assert_eq!(parts("des armes [russes] (légères), 3 < 4, a<b"), []);
    }

    #[test]
    fn scripts_are_silent() {
        assert_eq!(parts("<script>if (a<b) {}</script>fin"), [("<script>if (a<b) {}</script>", Effect::Break)]);
    }

    proptest! {
        #[test]
        fn spans_are_ordered_and_on_boundaries(text in "([\\[\\]()!<>/ \"h\n]|é|http://|script|\\PC){0,80}") {
            let mut last = 0;
            for markup in scan(&text) {
                prop_assert!(markup.span.start >= last && text.get(markup.span.clone()).is_some());
                last = markup.span.end;
            }
        }
    }
}
