//! Colour, where a person looks on.

use std::io::IsTerminal;

/// Writes text with or without terminal colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    coloured: bool,
}

impl Style {
    /// Colours for a terminal, unless `NO_COLOR` is set (no-color.org) or the terminal has none.
    pub fn for_stream(stream: &impl IsTerminal) -> Self {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|value| value == "dumb");
        Style { coloured: stream.is_terminal() && !refused && !dumb }
    }

    fn paint(self, code: &str, text: &str) -> String {
        if self.coloured { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() }
    }

    /// For titles.
    pub fn bold(self, text: &str) -> String {
        self.paint("1", text)
    }

    /// For what matters less.
    pub fn dim(self, text: &str) -> String {
        self.paint("2", text)
    }

    /// For errors and what is denied.
    pub fn red(self, text: &str) -> String {
        self.paint("31", text)
    }

    /// For entities.
    pub fn green(self, text: &str) -> String {
        self.paint("32", text)
    }

    /// For claims and quotations.
    pub fn yellow(self, text: &str) -> String {
        self.paint("33", text)
    }

    /// For relations.
    pub fn cyan(self, text: &str) -> String {
        self.paint("36", text)
    }
}

/// Text of a file for the terminal: control characters, which could move the cursor or change colours, are shown as
/// a replacement character.
pub fn harmless(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' && c != '\t' { '\u{FFFD}' } else { c }).collect()
}

/// The same on one line.
pub fn one_line(text: &str) -> String {
    harmless(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_steer_the_terminal() {
        assert_eq!(harmless("a\x1b[31mb\n"), "a\u{FFFD}[31mb\n");
        assert_eq!(one_line(" a\n\tb "), "a b");
    }
}
