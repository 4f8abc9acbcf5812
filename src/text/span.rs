//! Positions in the decoded source text of a document.

use serde::{Deserialize, Serialize};

/// A half-open range of UTF-8 bytes in the decoded source text, always on character boundaries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets. Readers refuse sources over 4 GiB, so offsets always fit.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end, "a span never ends before it starts");
        Span { start: start as u32, end: end as u32 }
    }

    /// The bytes as a range that indexes the source text.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text that the span covers.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// True for a span of no bytes.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// True where `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True where both share at least one byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// Byte offset → Unicode code point offset for one text, in logarithmic time.
///
/// Outputs count in code points (Web Annotation, `kg-exchange/1`); inside the program spans are bytes.
#[derive(Clone, Debug)]
pub struct CodePoints {
    /// `marks[i]` = code points before byte `i * STEP`.
    marks: Vec<u32>,
}

impl CodePoints {
    const STEP: usize = 256;

    /// Counts `text` once.
    pub fn new(text: &str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / Self::STEP + 2);
        let mut count = 0u32;
        for (byte, &value) in text.as_bytes().iter().enumerate() {
            if byte % Self::STEP == 0 {
                marks.push(count);
            }
            count += u32::from(is_code_point_start(value));
        }
        marks.push(count);
        CodePoints { marks }
    }

    /// Code points before byte offset `byte` of the same `text` that was given to [`CodePoints::new`].
    pub fn at(&self, text: &str, byte: u32) -> u32 {
        let byte = byte as usize;
        let mark = byte / Self::STEP;
        let rest = &text.as_bytes()[mark * Self::STEP..byte];
        self.marks[mark] + rest.iter().filter(|&&b| is_code_point_start(b)).count() as u32
    }
}

fn is_code_point_start(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn code_points_count_characters(text in "\\PC{0,600}") {
            let points = CodePoints::new(&text);
            for (count, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.at(&text, byte as u32), count as u32);
            }
            prop_assert_eq!(points.at(&text, text.len() as u32), text.chars().count() as u32);
        }
    }
}
