//! The `.kgm` model file.
//!
//! | bytes | content |
//! | --- | --- |
//! | 4 | `KGM1` |
//! | 4 | length of the header, little-endian |
//! | 4 | CRC-32 of the header |
//! | … | header, JSON |
//! | … | sections, each deflated (RFC 1951), in the order and with the lengths and CRC-32s that the header says |

use super::error::ModelError;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use std::io::{Read, Write};

const MAGIC: &[u8; 4] = b"KGM1";
const PREFIX: usize = 12;
/// No honest section is larger; keeps a hostile file from filling the memory.
const SECTION_LIMIT: usize = 256 << 20;

/// A text that the model was trained on or a list that it holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DataSource {
    /// File name.
    pub name: String,
    /// Lower-case hexadecimal SHA-256 of the uncompressed file.
    pub sha256: String,
    /// Licence of the data, as an SPDX identifier where there is one.
    pub licence: String,
}

#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct SectionEntry {
    name: String,
    stored_length: usize,
    crc32: u32,
}

/// What a model file says about itself.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Header {
    /// ISO 639-1 code.
    pub language: String,
    /// What the model is for, such as `syntax`, `names`, `clusters`.
    pub task: String,
    /// Version of the code that turns text into features; the file is refused by any other version.
    pub feature_version: u32,
    /// The command that made it.
    pub command: String,
    /// What it was made from.
    pub data: Vec<DataSource>,
    /// Label sets by name, each in the order of its class numbers.
    pub labels: IndexMap<String, Vec<String>>,
    /// Numbers that the model needs besides its weights.
    pub parameters: IndexMap<String, u64>,
}

#[derive(Serialize, Deserialize)]
struct FileHeader {
    #[serde(flatten)]
    header: Header,
    sections: Vec<SectionEntry>,
}

/// A model file: header and named sections.
#[derive(Clone, Debug, Default)]
pub struct Container {
    /// What the file says about itself.
    pub header: Header,
    sections: Vec<SectionEntry>,
    /// Deflated content, one for each entry of the section table.
    stored: Vec<Vec<u8>>,
}

impl Container {
    /// An empty container.
    pub fn new(header: Header) -> Self {
        Container { header, ..Container::default() }
    }

    /// Appends a section.
    ///
    /// # Errors
    ///
    /// [`ModelError::Damaged`] where the content is too large for a section.
    pub fn add(&mut self, name: &str, content: &[u8]) -> Result<(), ModelError> {
        if content.len() > SECTION_LIMIT {
            return Err(ModelError::damaged(format!("section {name} is too large to be stored")));
        }
        let failed = |_| ModelError::damaged(format!("section {name} cannot be deflated"));
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(content).map_err(failed)?;
        let stored = encoder.finish().map_err(failed)?;
        self.sections.push(SectionEntry {
            name: name.to_owned(),
            stored_length: stored.len(),
            crc32: checksum(&stored),
        });
        self.stored.push(stored);
        Ok(())
    }

    /// The file's bytes.
    ///
    /// # Errors
    ///
    /// [`ModelError::Damaged`] where the header cannot be written as JSON.
    pub fn to_bytes(&self) -> Result<Vec<u8>, ModelError> {
        let header = FileHeader { header: self.header.clone(), sections: self.sections.clone() };
        let header = serde_json::to_vec(&header).map_err(|error| ModelError::damaged(error.to_string()))?;
        let mut out = MAGIC.to_vec();
        out.extend((header.len() as u32).to_le_bytes());
        out.extend(checksum(&header).to_le_bytes());
        out.extend(header);
        self.stored.iter().for_each(|section| out.extend(section));
        Ok(out)
    }

    /// Reads a file for `task` in `language` made by version `feature_version` of its feature code, and verifies every checksum.
    ///
    /// # Errors
    ///
    /// See [`ModelError`].
    pub fn parse(bytes: &[u8], task: &str, language: &str, feature_version: u32) -> Result<Self, ModelError> {
        let Some(prefix) = bytes.get(..PREFIX) else { return Err(ModelError::NotAModel) };
        if !prefix.starts_with(MAGIC) {
            return Err(ModelError::NotAModel);
        }
        let number = |at: usize| u32::from_le_bytes([prefix[at], prefix[at + 1], prefix[at + 2], prefix[at + 3]]);
        let end = PREFIX.saturating_add(number(4) as usize);
        let header = bytes.get(PREFIX..end).ok_or_else(|| ModelError::damaged("cut short in the header"))?;
        if checksum(header) != number(8) {
            return Err(ModelError::damaged("the header fails its checksum"));
        }
        let FileHeader { header, sections } =
            serde_json::from_slice(header).map_err(|error| ModelError::damaged(format!("header: {error}")))?;
        let found = (header.task.as_str(), header.language.as_str(), header.feature_version);
        if found != (task, language, feature_version) {
            return Err(ModelError::Mismatch(format!(
                "it is for {} in {:?}, version {}; needed is {task} in {language:?}, version {feature_version}",
                found.0, found.1, found.2
            )));
        }
        let mut rest = &bytes[end..];
        let mut stored = Vec::with_capacity(sections.len());
        for entry in &sections {
            let Some((section, after)) = rest.split_at_checked(entry.stored_length) else {
                return Err(ModelError::damaged(format!("cut short in section {}", entry.name)));
            };
            if checksum(section) != entry.crc32 {
                return Err(ModelError::damaged(format!("section {} fails its checksum", entry.name)));
            }
            stored.push(section.to_vec());
            rest = after;
        }
        if !rest.is_empty() {
            return Err(ModelError::damaged("bytes after the last section"));
        }
        Ok(Container { header, sections, stored })
    }

    /// The content of a section.
    ///
    /// # Errors
    ///
    /// [`ModelError::Damaged`] where there is no such section or it cannot be inflated.
    pub fn section(&self, name: &str) -> Result<Vec<u8>, ModelError> {
        let position = self.sections.iter().position(|entry| entry.name == name);
        let stored = position.and_then(|index| self.stored.get(index));
        let stored = stored.ok_or_else(|| ModelError::damaged(format!("no section {name}")))?;
        let mut content = Vec::with_capacity(stored.len() * 2);
        let read = DeflateDecoder::new(stored.as_slice()).take(SECTION_LIMIT as u64 + 1).read_to_end(&mut content);
        match read {
            Ok(length) if length <= SECTION_LIMIT => Ok(content),
            _ => Err(ModelError::damaged(format!("section {name} cannot be inflated"))),
        }
    }

    /// A label set.
    ///
    /// # Errors
    ///
    /// [`ModelError::Damaged`] where there is none of that name.
    pub fn labels(&self, name: &str) -> Result<&[String], ModelError> {
        let labels = self.header.labels.get(name).map(Vec::as_slice);
        labels.ok_or_else(|| ModelError::damaged(format!("no label set {name}")))
    }
}

fn checksum(bytes: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc.sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sample() -> Vec<u8> {
        let header = Header { language: "fr".into(), task: "toy".into(), feature_version: 3, ..Header::default() };
        let mut container = Container::new(header);
        container.add("first", b"some bytes, some bytes").unwrap();
        container.add("second", b"").unwrap();
        container.to_bytes().unwrap()
    }

    #[test]
    fn a_container_reads_back() {
        let container = Container::parse(&sample(), "toy", "fr", 3).unwrap();
        assert_eq!(container.section("first").unwrap(), b"some bytes, some bytes");
        assert_eq!(container.section("second").unwrap(), b"");
        assert!(container.section("third").is_err());
    }

    #[test]
    fn another_version_is_refused() {
        assert!(matches!(Container::parse(&sample(), "toy", "fr", 4), Err(ModelError::Mismatch(_))));
        assert!(matches!(Container::parse(&sample(), "toy", "en", 3), Err(ModelError::Mismatch(_))));
        assert_eq!(
            Container::parse(b"PK\x03\x04 and so on, an archive", "toy", "fr", 3).unwrap_err(),
            ModelError::NotAModel
        );
    }

    proptest! {
        #[test]
        fn any_change_is_noticed(position in 0usize..10_000, bit in 0u32..8) {
            let mut bytes = sample();
            let position = position % bytes.len();
            bytes[position] ^= 1 << bit;
            prop_assert!(Container::parse(&bytes, "toy", "fr", 3).is_err());
        }

        #[test]
        fn any_cut_is_noticed(length in 0usize..10_000) {
            let bytes = sample();
            prop_assert!(Container::parse(&bytes[..length % bytes.len()], "toy", "fr", 3).is_err());
        }
    }
}
