//! Where nodes are drawn: the force-directed placement of Fruchterman and Reingold (1991) with their grid variant, in
//! which only near nodes repel each other, so that a round takes time in proportion to the graph.
//!
//! Uses only operations that IEEE 754 defines exactly (no sine, no power), so every machine gives the same places.

use super::view::View;

/// The distance that two nodes keep.
const IDEAL: f64 = 100.0;
/// Rounds for small graphs; large ones get fewer.
const ROUNDS: usize = 200;
/// Nodes times rounds is kept below this.
const WORK: usize = 4_000_000;

/// A place in the plane.
pub type Point = [f64; 2];

/// The place of each node of the view, in the same order.
pub fn place(view: &View) -> Vec<Point> {
    let mut points = spiral(view);
    let edges: Vec<(usize, usize)> = view.edges.iter().map(|edge| (edge.source, edge.target)).collect();
    let rounds = ROUNDS.min(WORK / points.len().max(1));
    let mut heat = IDEAL * (points.len() as f64).sqrt() / 4.0;
    for round in 0..rounds {
        let mut forces = repulsion(&points);
        attract(&points, &edges, &mut forces);
        for (point, force) in points.iter_mut().zip(&forces) {
            let length = length_of(*force);
            if length > 0.0 {
                let step = length.min(heat) / length;
                *point = [point[0] + force[0] * step, point[1] + force[1] * step];
            }
        }
        heat =
            heat.min(IDEAL * (points.len() as f64).sqrt() / 4.0 * (1.0 - (round + 1) as f64 / rounds as f64)).max(1.0);
    }
    points
}

/// Heaviest nodes in the middle, the others around them, each a golden angle further.
fn spiral(view: &View) -> Vec<Point> {
    // Cosine and sine of 2π / φ².
    const TURN: [f64; 2] = [-0.737_368_878_078_319_8, 0.675_490_294_261_523_6];
    let mut order: Vec<usize> = (0..view.nodes.len()).collect();
    order.sort_by_key(|&node| (std::cmp::Reverse(view.nodes[node].weight), node));
    let mut points = vec![[0.0; 2]; order.len()];
    let mut direction: Point = [1.0, 0.0];
    for (rank, node) in order.into_iter().enumerate() {
        let radius = IDEAL * (rank as f64 + 0.5).sqrt();
        points[node] = [direction[0] * radius, direction[1] * radius];
        direction = [direction[0] * TURN[0] - direction[1] * TURN[1], direction[0] * TURN[1] + direction[1] * TURN[0]];
    }
    points
}

/// Nodes push each other away, by `IDEAL² / distance`, up to two ideal distances.
fn repulsion(points: &[Point]) -> Vec<Point> {
    let reach = 2.0 * IDEAL;
    let cell_of = |point: Point| ((point[0] / reach).floor() as i64, (point[1] / reach).floor() as i64);
    let mut cells: Vec<((i64, i64), usize)> =
        points.iter().enumerate().map(|(node, &point)| (cell_of(point), node)).collect();
    cells.sort_unstable();
    let mut forces = vec![[0.0; 2]; points.len()];
    for &((column, row), node) in &cells {
        for near in (-1..=1).flat_map(|dx| (-1..=1).map(move |dy| (column + dx, row + dy))) {
            let start = cells.partition_point(|(cell, _)| *cell < near);
            for &(_, other) in cells[start..].iter().take_while(|(cell, _)| *cell == near) {
                if other == node {
                    continue;
                }
                let apart = difference(points, node, other);
                let squared = (apart[0] * apart[0] + apart[1] * apart[1]).max(1.0);
                if squared < reach * reach {
                    let push = IDEAL * IDEAL / squared;
                    forces[node][0] += apart[0] * push;
                    forces[node][1] += apart[1] * push;
                }
            }
        }
    }
    forces
}

/// Edges pull their ends together, by `distance² / IDEAL`; a weak pull to the middle keeps parts of the graph near.
fn attract(points: &[Point], edges: &[(usize, usize)], forces: &mut [Point]) {
    for &(source, target) in edges.iter().filter(|(source, target)| source != target) {
        let apart = difference(points, source, target);
        let pull = length_of(apart) / IDEAL;
        for (node, sign) in [(source, -1.0), (target, 1.0)] {
            forces[node][0] += sign * apart[0] * pull;
            forces[node][1] += sign * apart[1] * pull;
        }
    }
    for (point, force) in points.iter().zip(forces) {
        force[0] -= point[0] * 0.05;
        force[1] -= point[1] * 0.05;
    }
}

/// From `other` to `node`; two nodes at one place part in a direction that depends on their numbers.
fn difference(points: &[Point], node: usize, other: usize) -> Point {
    let apart = [points[node][0] - points[other][0], points[node][1] - points[other][1]];
    if apart == [0.0, 0.0] { if node < other { [1.0, 0.5] } else { [-1.0, -0.5] } } else { apart }
}

fn length_of(vector: Point) -> f64 {
    (vector[0] * vector[0] + vector[1] * vector[1]).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{ExportOptions, ViewKind};
    use crate::graph::sample::{graph_of, sample};

    #[test]
    fn nodes_keep_apart_and_places_are_finite() {
        let graph = graph_of(sample());
        let view = View::new(&graph, ViewKind::Full, &ExportOptions::default());
        let points = place(&view);
        assert_eq!(points.len(), view.nodes.len());
        for (place, one) in points.iter().enumerate() {
            assert!(one.iter().all(|coordinate| coordinate.is_finite()));
            for other in &points[..place] {
                assert!(length_of([one[0] - other[0], one[1] - other[1]]) > IDEAL / 5.0);
            }
        }
    }
}
