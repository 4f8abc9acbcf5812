//! Tables of hashed weights: dense rows of 16-bit numbers in memory, only the non-zero ones in the file.

use super::error::ModelError;
use super::hash;

/// Largest table: 2^22 rows.
const MAX_BITS: u32 = 22;

/// Where weights come from: a [`WeightTable`], or a perceptron that is still learning.
pub trait Weights<const W: usize> {
    /// Adds the weights of a feature to the scores of the classes.
    fn add(&self, feature: u64, scores: &mut [i32; W]);

    /// The scores of the classes for all features of an example.
    fn sum(&self, features: &FeatureBuffer) -> [i32; W] {
        let mut scores = [0; W];
        features.as_slice().iter().for_each(|&feature| self.add(feature, &mut scores));
        scores
    }
}

/// The features of one example, on the stack.
#[derive(Clone, Debug)]
pub struct FeatureBuffer {
    features: [u64; FeatureBuffer::CAPACITY],
    length: usize,
}

impl FeatureBuffer {
    /// More features than any model has templates.
    pub const CAPACITY: usize = 128;

    /// An empty buffer.
    #[inline(always)]
    pub fn new() -> Self {
        FeatureBuffer { features: [0; FeatureBuffer::CAPACITY], length: 0 }
    }

    /// Appends a feature. Features beyond the capacity are dropped.
    #[inline(always)]
    pub fn push(&mut self, feature: u64) {
        if let Some(slot) = self.features.get_mut(self.length) {
            *slot = feature;
            self.length += 1;
        }
    }

    /// The features.
    #[inline(always)]
    pub fn as_slice(&self) -> &[u64] {
        &self.features[..self.length]
    }
}

impl Default for FeatureBuffer {
    fn default() -> Self {
        FeatureBuffer::new()
    }
}

/// Classes that are summed at once.
const LANES: usize = 8;

/// 2^bits rows of `W` weights. `W` is the number of classes, padded by the model to what the machine adds at once.
#[derive(Clone, Debug)]
pub struct WeightTable<const W: usize> {
    bits: u32,
    rows: Vec<[i16; W]>,
}

impl<const W: usize> WeightTable<W> {
    /// A table from its rows, whose number must be a power of two.
    ///
    /// # Errors
    ///
    /// [`ModelError::Damaged`] for any other number of rows.
    pub fn from_rows(rows: Vec<[i16; W]>) -> Result<Self, ModelError> {
        let bits = rows.len().trailing_zeros();
        if !rows.len().is_power_of_two() || bits == 0 || bits > MAX_BITS {
            return Err(ModelError::damaged(format!("a weight table of {} rows", rows.len())));
        }
        Ok(WeightTable { bits, rows })
    }

    /// The row of a feature.
    #[inline(always)]
    pub fn row(&self, feature: u64) -> &[i16; W] {
        &self.rows[hash::row(feature, self.bits)]
    }

    /// The file form: bits, width, count of non-zero weights, then for these the distances from one to the next as
    /// base-128 numbers, the low and the high bytes of their zig-zag values, each part after the other.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut gaps = Vec::new();
        let (mut low, mut high) = (Vec::new(), Vec::new());
        let mut gap = 0u32;
        for &weight in self.rows.iter().flatten() {
            if weight == 0 {
                gap += 1;
                continue;
            }
            push_number(&mut gaps, gap);
            gap = 0;
            let value = ((weight << 1) ^ (weight >> 15)) as u16;
            low.push(value as u8);
            high.push((value >> 8) as u8);
        }
        let mut out = vec![self.bits as u8];
        out.extend((W as u16).to_le_bytes());
        out.extend((low.len() as u32).to_le_bytes());
        out.extend((gaps.len() as u32).to_le_bytes());
        out.extend(gaps);
        out.extend(low);
        out.extend(high);
        out
    }

    /// Reads the file form.
    ///
    /// # Errors
    ///
    /// [`ModelError::Damaged`] where the bytes are not what [`WeightTable::to_bytes`] writes for this width.
    pub fn parse(bytes: &[u8]) -> Result<Self, ModelError> {
        let damaged = || ModelError::damaged("weight table");
        let (&prefix, rest) = bytes.split_first_chunk::<11>().ok_or_else(damaged)?;
        let [bits, w0, w1, n0, n1, n2, n3, g0, g1, g2, g3] = prefix;
        let bits = u32::from(bits);
        let count = u32::from_le_bytes([n0, n1, n2, n3]) as usize;
        let gap_bytes = u32::from_le_bytes([g0, g1, g2, g3]) as usize;
        let expected = count.checked_mul(2).and_then(|twice| twice.checked_add(gap_bytes));
        let width = usize::from(u16::from_le_bytes([w0, w1]));
        if width != W || !(1..=MAX_BITS).contains(&bits) || expected != Some(rest.len()) {
            return Err(damaged());
        }
        let (mut gaps, values) = rest.split_at(gap_bytes);
        let (low, high) = values.split_at(count);
        let mut rows = vec![[0i16; W]; 1 << bits];
        let flat = rows.as_flattened_mut();
        let mut position = 0usize;
        for (&low, &high) in low.iter().zip(high) {
            position += read_number(&mut gaps).ok_or_else(damaged)? as usize;
            let value = u16::from_le_bytes([low, high]);
            let slot = flat.get_mut(position).ok_or_else(damaged)?;
            *slot = (value >> 1) as i16 ^ -((value & 1) as i16);
            position += 1;
        }
        if !gaps.is_empty() {
            return Err(damaged());
        }
        Ok(WeightTable { bits, rows })
    }
}

impl<const W: usize> Weights<W> for WeightTable<W> {
    #[inline(always)]
    fn add(&self, feature: u64, scores: &mut [i32; W]) {
        for (score, &weight) in scores.iter_mut().zip(self.row(feature)) {
            *score += i32::from(weight);
        }
    }

    /// Looks up all rows first, so that the machine waits for many at once, then adds them lane by lane in 16 bits, eight
    /// classes to an instruction. Sums beyond 16 bits stay at the limit; weights are far too small for that to matter.
    #[inline]
    fn sum(&self, features: &FeatureBuffer) -> [i32; W] {
        let features = features.as_slice();
        let mut places = [0u32; FeatureBuffer::CAPACITY];
        for (place, &feature) in places.iter_mut().zip(features) {
            *place = hash::row(feature, self.bits) as u32;
        }
        let places = &places[..features.len()];
        let mut scores = [0i32; W];
        let mut lanes = scores.chunks_exact_mut(LANES);
        let mut start = 0;
        for lane in &mut lanes {
            let mut sums = [0i16; LANES];
            for &place in places {
                let row = &self.rows[place as usize][start..start + LANES];
                sums.iter_mut().zip(row).for_each(|(sum, &weight)| *sum = sum.saturating_add(weight));
            }
            lane.iter_mut().zip(sums).for_each(|(score, sum)| *score = i32::from(sum));
            start += LANES;
        }
        let rest = lanes.into_remainder();
        for &place in places {
            rest.iter_mut().zip(&self.rows[place as usize][start..]).for_each(|(sum, &w)| *sum += i32::from(w));
        }
        scores
    }
}

/// Writes a number in base 128, low digits first, the high bit set on all but the last (LEB128).
pub fn push_number(out: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Reads what [`push_number`] wrote and moves `bytes` past it; `None` at the end of the bytes or for a number over 32 bits.
#[inline]
pub fn read_number(bytes: &mut &[u8]) -> Option<u32> {
    let mut number = 0u32;
    for shift in (0..35).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u32::from(byte & 0x7F).checked_shl(shift)?;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn tables_read_back(weights in prop::collection::vec(prop_oneof![3 => Just(0i16), 1 => any::<i16>()], 64)) {
            let rows = weights.chunks_exact(4).map(|row| [row[0], row[1], row[2], row[3]]).collect();
            let table = WeightTable::<4>::from_rows(rows).unwrap();
            prop_assert_eq!(WeightTable::<4>::parse(&table.to_bytes()).unwrap().rows, table.rows);
        }

        #[test]
        fn hostile_bytes_are_refused_or_read(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            if let Ok(table) = WeightTable::<4>::parse(&bytes) {
                prop_assert!(table.rows.len() <= 1 << MAX_BITS);
            }
        }
    }

    #[test]
    fn another_width_is_refused() {
        let table = WeightTable::<4>::from_rows(vec![[1, 0, -2, 300]; 2]).unwrap();
        assert!(WeightTable::<8>::parse(&table.to_bytes()).is_err());
        let mut scores = [1; 4];
        table.add(42, &mut scores);
        assert_eq!(scores, [2, 1, -1, 301]);
    }

    #[test]
    fn sums_are_those_of_single_features() {
        let rows = (0..64).map(|row| std::array::from_fn(|class| (row * 31 + class as i16 * 7) % 50 - 25)).collect();
        let table = WeightTable::<20>::from_rows(rows).unwrap();
        let mut features = FeatureBuffer::new();
        let mut expected = [0; 20];
        for feature in 0..90 {
            features.push(feature);
            table.add(feature, &mut expected);
        }
        assert_eq!(table.sum(&features), expected);
    }
}
