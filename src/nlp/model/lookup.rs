//! Read-only maps from texts to small numbers that store no text.
//!
//! A key is the high 40 bits of the text's hash; a text that is not in the table is taken for one that is with a
//! probability of entries / 2^40, less than one in a million for the tables in use.

use super::error::ModelError;
use super::hash::hash_text;

const VALUE_BITS: u32 = 24;
const VALUE_MASK: u64 = (1 << VALUE_BITS) - 1;
const EMPTY: u64 = u64::MAX;
const MAX_ENTRIES: usize = 1 << 22;

/// A map from texts to 24-bit numbers: open addressing with linear probing, at most half full.
#[derive(Clone, Debug)]
pub struct LookupTable {
    /// Key and value in one word, or [`EMPTY`].
    slots: Vec<u64>,
    shift: u32,
}

impl LookupTable {
    /// The value of a text.
    pub fn get(&self, text: &str) -> Option<u32> {
        self.get_hash(hash_text(text))
    }

    /// The value of the text with this [`hash_text`].
    #[inline]
    pub fn get_hash(&self, hash: u64) -> Option<u32> {
        let key = hash >> VALUE_BITS;
        let mut slot = (hash >> self.shift) as usize;
        // At most half of the slots are in use, so an empty one ends every search.
        loop {
            let entry = self.slots[slot];
            if entry == EMPTY {
                return None;
            }
            if entry >> VALUE_BITS == key {
                return Some((entry & VALUE_MASK) as u32);
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    /// The file form of `(text, value)` pairs: the count, then the five bytes of the differences between sorted keys and
    /// the three bytes of the values, plane by plane. Where two texts share a key the one with the lower value wins.
    ///
    /// # Errors
    ///
    /// [`ModelError::Damaged`] where there are too many entries, or none, or a value needs more than 24 bits.
    pub fn encode<'a>(pairs: impl Iterator<Item = (&'a str, u32)>) -> Result<Vec<u8>, ModelError> {
        let pairs: Vec<(&str, u32)> = pairs.collect();
        if pairs.is_empty() || pairs.len() > MAX_ENTRIES || pairs.iter().any(|pair| pair.1 >> VALUE_BITS != 0) {
            return Err(ModelError::damaged("a look-up table needs entries, not too many, with values of 24 bits"));
        }
        let mut entries: Vec<u64> =
            pairs.iter().map(|&(text, value)| hash_text(text) & !VALUE_MASK | u64::from(value)).collect();
        entries.sort_unstable();
        entries.dedup_by_key(|entry| *entry >> VALUE_BITS);
        let mut out = (entries.len() as u32).to_le_bytes().to_vec();
        for plane in 0..5 {
            let mut previous = 0;
            for key in entries.iter().map(|entry| entry >> VALUE_BITS) {
                out.push((key - previous).to_le_bytes()[plane]);
                previous = key;
            }
        }
        for plane in 0..3 {
            out.extend(entries.iter().map(|entry| entry.to_le_bytes()[plane]));
        }
        Ok(out)
    }

    /// Reads the file form.
    ///
    /// # Errors
    ///
    /// [`ModelError::Damaged`] where the bytes are not what [`LookupTable::encode`] writes.
    pub fn parse(bytes: &[u8]) -> Result<Self, ModelError> {
        let damaged = || ModelError::damaged("look-up table");
        let (&count, planes) = bytes.split_first_chunk::<4>().ok_or_else(damaged)?;
        let count = u32::from_le_bytes(count) as usize;
        if count == 0 || count > MAX_ENTRIES || planes.len() != count * 8 {
            return Err(damaged());
        }
        let size = (count * 2).next_power_of_two().max(2);
        let mut table = LookupTable { slots: vec![EMPTY; size], shift: 64 - size.trailing_zeros() };
        let byte = |plane: usize, index: usize| u64::from(planes[plane * count + index]);
        let mut key = 0u64;
        for index in 0..count {
            key += (0..5).fold(0, |difference, plane| difference | byte(plane, index) << (8 * plane));
            if key >= 1 << 40 {
                return Err(damaged());
            }
            let value = byte(5, index) | byte(6, index) << 8 | byte(7, index) << 16;
            table.insert(key << VALUE_BITS | value);
        }
        Ok(table)
    }

    fn insert(&mut self, entry: u64) {
        let mut slot = (entry >> self.shift) as usize;
        while self.slots[slot] != EMPTY {
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        self.slots[slot] = entry;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn entries_are_found_and_others_are_not() {
        let words: Vec<String> = (0..5000).map(|number| format!("word{number}")).collect();
        let bytes = LookupTable::encode(words.iter().map(String::as_str).zip(0..)).unwrap();
        let table = LookupTable::parse(&bytes).unwrap();
        for (value, word) in (0..).zip(&words) {
            assert_eq!(table.get(word), Some(value));
        }
        assert!((5000..9000).all(|number| table.get(&format!("word{number}")).is_none()));
    }

    proptest! {
        #[test]
        fn hostile_bytes_are_refused_or_read(bytes in prop::collection::vec(any::<u8>(), 0..40), count in 0u8..6) {
            let mut bytes = bytes;
            bytes.splice(0..0, [count, 0, 0, 0]);
            if let Ok(table) = LookupTable::parse(&bytes) {
                prop_assert!(table.get("word").is_none_or(|value| value < 1 << 24));
            }
        }
    }
}
