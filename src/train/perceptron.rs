//! The averaged perceptron (Collins 2002) over hashed features.

use crate::nlp::model::{ModelError, WeightTable, Weights, hash};

/// File weights are this many times the averaged ones.
pub const SCALE: f64 = 16.0;

/// 2^bits rows of `W` weights that learn.
#[derive(Clone, Debug)]
pub struct Perceptron<const W: usize> {
    bits: u32,
    weights: Vec<[i32; W]>,
    /// Sum over all updates of the time at which they were made times their amount.
    totals: Vec<[i64; W]>,
    clock: i64,
}

impl<const W: usize> Perceptron<W> {
    /// All weights 0.
    pub fn new(bits: u32) -> Self {
        Perceptron { bits, weights: vec![[0; W]; 1 << bits], totals: vec![[0; W]; 1 << bits], clock: 1 }
    }

    /// One more example has been seen.
    pub fn tick(&mut self) {
        self.clock += 1;
    }

    /// The scores of all classes.
    pub fn scores(&self, features: &[u64]) -> [i32; W] {
        let mut scores = [0; W];
        for &feature in features {
            self.add(feature, &mut scores);
        }
        scores
    }

    /// Raises the score of class `right` and lowers that of class `wrong`, if they differ, for an example with these features.
    pub fn update(&mut self, features: &[u64], right: usize, wrong: usize) {
        if right == wrong {
            return;
        }
        for &feature in features {
            let row = hash::row(feature, self.bits);
            self.weights[row][right] += 1;
            self.weights[row][wrong] -= 1;
            self.totals[row][right] += self.clock;
            self.totals[row][wrong] -= self.clock;
        }
    }

    /// The averaged weights in the form in which they are used, without those whose amount is below `threshold`.
    ///
    /// # Errors
    ///
    /// [`ModelError::Damaged`] where the number of rows is not one that a file may hold.
    pub fn average(&self, threshold: f64) -> Result<WeightTable<W>, ModelError> {
        let average = |weight: i32, total: i64| {
            let average = f64::from(weight) - total as f64 / self.clock as f64;
            let kept = if average.abs() < threshold { 0.0 } else { average };
            (kept * SCALE).round().clamp(f64::from(i16::MIN + 1), f64::from(i16::MAX)) as i16
        };
        let rows = self.weights.iter().zip(&self.totals);
        WeightTable::from_rows(
            rows.map(|(weights, totals)| std::array::from_fn(|class| average(weights[class], totals[class]))).collect(),
        )
    }
}

impl<const W: usize> Weights<W> for Perceptron<W> {
    #[inline(always)]
    fn add(&self, feature: u64, scores: &mut [i32; W]) {
        for (score, &weight) in scores.iter_mut().zip(&self.weights[hash::row(feature, self.bits)]) {
            *score += weight;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_learns_exclusive_or_from_conjunctions() {
        let features = |a: u64, b: u64| [a, 10 + b, 100 + 2 * a + b];
        let mut model = Perceptron::<2>::new(8);
        for _ in 0..20 {
            for (a, b) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
                let scores = model.scores(&features(a, b));
                let guess = usize::from(scores[1] > scores[0]);
                model.update(&features(a, b), (a ^ b) as usize, guess);
                model.tick();
            }
        }
        let table = model.average(0.0).unwrap();
        for (a, b) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
            let mut scores = [0; 2];
            features(a, b).iter().for_each(|&feature| table.add(feature, &mut scores));
            assert_eq!(scores[1] > scores[0], a != b);
        }
    }
}
