//! Parts nodes that overlap, moving them as little as that takes.

use super::Point;
use std::collections::BTreeMap;

/// Between two borders.
const GAP: f64 = 4.0;
/// Rounds; most graphs need a few.
const ROUNDS: usize = 60;

/// Moves overlapping nodes apart, both by half of what is missing, until none overlap or the rounds are over.
pub fn part(points: &mut [Point], radii: &[f64]) {
    let widest = radii.iter().copied().fold(0.0, f64::max);
    let cell = 2.0 * widest + GAP;
    for _ in 0..ROUNDS {
        let mut grid: BTreeMap<(i64, i64), Vec<usize>> = BTreeMap::new();
        for (node, point) in points.iter().enumerate() {
            grid.entry(cell_of(*point, cell)).or_default().push(node);
        }
        let mut moved = false;
        for (&(column, row), nodes) in &grid {
            // Each pair of cells once: this one, and four of its eight neighbours.
            for near in [(0, 0), (1, -1), (1, 0), (1, 1), (0, 1)] {
                let Some(others) = grid.get(&(column + near.0, row + near.1)) else { continue };
                for (place, &node) in nodes.iter().enumerate() {
                    let first = if near == (0, 0) { place + 1 } else { 0 };
                    for &other in &others[first..] {
                        moved |= part_pair(points, radii, node, other);
                    }
                }
            }
        }
        if !moved {
            break;
        }
    }
}

fn cell_of(point: Point, cell: f64) -> (i64, i64) {
    ((point[0] / cell).floor() as i64, (point[1] / cell).floor() as i64)
}

fn part_pair(points: &mut [Point], radii: &[f64], node: usize, other: usize) -> bool {
    let mut apart = [points[node][0] - points[other][0], points[node][1] - points[other][1]];
    let mut distance = super::length_of(apart);
    let missing = radii[node] + radii[other] + GAP - distance;
    if missing <= 0.01 {
        return false;
    }
    if distance == 0.0 {
        (apart, distance) = ([0.8, 0.6], 1.0);
    }
    let step = missing / 2.0 / distance;
    points[node] = [points[node][0] + apart[0] * step, points[node][1] + apart[1] * step];
    points[other] = [points[other][0] - apart[0] * step, points[other][1] - apart[1] * step];
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heap_is_spread() {
        let mut points: Vec<Point> = (0..40).map(|at| [f64::from(at % 3), f64::from(at % 2)]).collect();
        let radii = vec![5.0; points.len()];
        part(&mut points, &radii);
        for (place, one) in points.iter().enumerate() {
            for other in &points[..place] {
                assert!(super::super::length_of([one[0] - other[0], one[1] - other[1]]) > 10.0);
            }
        }
    }
}
