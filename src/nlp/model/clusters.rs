//! Distributional word classes at three grains, the models' only knowledge of words that no treebank holds.

use super::container::Container;
use super::error::ModelError;
use super::hash::{hash_characters, hash_text};
use super::lookup::LookupTable;

/// Version of this table's file form and look-up rule.
pub const FEATURE_VERSION: u32 = 1;
/// The task name in the file's header.
pub const TASK: &str = "clusters";

/// The classes of a word; 0 for a word without class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WordClasses {
    /// One of 48 classes, from 1.
    pub coarse: u32,
    /// One of 256 classes, from 1.
    pub middle: u32,
    /// One of 1024 classes, from 1.
    pub fine: u32,
}

/// Form → word classes.
#[derive(Clone, Debug)]
pub struct Clusters {
    table: LookupTable,
}

impl Clusters {
    /// Reads a `clusters` model file.
    ///
    /// # Errors
    ///
    /// See [`ModelError`].
    pub fn parse(bytes: &[u8], language: &str) -> Result<Self, ModelError> {
        let container = Container::parse(bytes, TASK, language, FEATURE_VERSION)?;
        Ok(Clusters { table: LookupTable::parse(&container.section("classes")?)? })
    }

    /// Verifies header and checksums of a `clusters` model file without unpacking it.
    ///
    /// # Errors
    ///
    /// See [`ModelError`].
    pub fn check(bytes: &[u8], language: &str) -> Result<(), ModelError> {
        Container::parse(bytes, TASK, language, FEATURE_VERSION).map(|_| ())
    }

    /// The value under which three class numbers (from 0; below 48, 256, 1024) are stored.
    pub fn pack(coarse: u32, middle: u32, fine: u32) -> u32 {
        coarse << 18 | middle << 10 | fine
    }

    /// True for a form that has classes as it is written. A capitalised form has its own only where it is commoner than
    /// its lower case.
    pub fn contains(&self, form: &str) -> bool {
        self.table.get(form).is_some()
    }

    /// The classes of a form as it is written, else of its lower case. The form has straight apostrophes.
    pub fn classes(&self, form: &str) -> WordClasses {
        let written = hash_text(form);
        let value = self.table.get_hash(written).or_else(|| {
            let lower = hash_characters(form.chars().flat_map(char::to_lowercase));
            if lower == written { None } else { self.table.get_hash(lower) }
        });
        value.map_or_else(WordClasses::default, |packed| WordClasses {
            coarse: (packed >> 18) + 1,
            middle: (packed >> 10 & 0xFF) + 1,
            fine: (packed & 0x3FF) + 1,
        })
    }
}
