//! Stable identifiers: hashes of content, never counters, so that they do not depend on order or on other documents.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};
use std::fmt;
use std::sync::Arc;

/// The id of a node or of a relation edge.
///
/// Matches `[A-Za-z_][A-Za-z0-9_.-]*`, the one form that no reader of any output format refuses or changes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Arc<str>);

impl Id {
    /// The id `prefix_` + 16 hexadecimal digits of a SHA-256 over `parts`. The parts are length-prefixed, so that
    /// `["ab", "c"]` and `["a", "bc"]` differ.
    pub fn of(prefix: char, parts: &[&str]) -> Self {
        let mut hash = Sha256::new();
        for part in parts {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part.as_bytes());
        }
        let digest = hash.finalize();
        let mut text = String::with_capacity(18);
        text.push(prefix);
        text.push('_');
        for byte in &digest[..8] {
            for nibble in [byte >> 4, byte & 15] {
                text.extend(char::from_digit(u32::from(nibble), 16));
            }
        }
        Id(text.into())
    }

    /// The text as an id, where it has the form that every format takes.
    pub fn parse(text: &str) -> Option<Self> {
        let mut characters = text.chars();
        let starts_well = characters.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_');
        let goes_on_well = characters.all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-'));
        (starts_well && goes_on_well).then(|| Id(text.into()))
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        Id::parse(&text).ok_or_else(|| serde::de::Error::custom(format!("{text:?} is no id: [A-Za-z_][A-Za-z0-9_.-]*")))
    }
}

#[cfg(test)]
mod tests {
    use super::Id;

    #[test]
    fn ids_depend_on_every_part_and_its_borders() {
        let id = Id::of('n', &["ab", "c"]);
        assert_eq!(id, Id::of('n', &["ab", "c"]));
        assert_ne!(id, Id::of('n', &["a", "bc"]));
        assert_eq!(Id::parse(id.as_str()), Some(id));
    }

    #[test]
    fn only_harmless_ids_are_accepted() {
        for bad in ["", "1a", "a b", "é", "a\"", "-a", "a:b"] {
            assert_eq!(Id::parse(bad), None, "{bad:?}");
        }
        assert!(Id::parse("_x.1-Z").is_some());
    }
}
