//! Where nodes are drawn: ForceAtlas2 (Jacomy, Venturini, Heymann, Bastian 2014) with the tree of Barnes and Hut for
//! repulsion, for each connected part by itself; then a pass that parts nodes that overlap; then the parts are packed.
//!
//! Every force on a node is summed up in one fixed order by one thread, and only operations that IEEE 754 defines
//! exactly are used (no sine, no logarithm), so every machine and every number of threads gives the same places.

mod components;
mod overlap;
mod quadtree;

use super::view::View;
use quadtree::{Body, Quadtree};
use rayon::prelude::*;

/// A place in the plane.
pub type Point = [f64; 2];

/// What is to be placed.
#[derive(Clone, Debug, Default)]
pub struct Sketch {
    /// The radius of each node.
    pub radii: Vec<f64>,
    /// Source, target and strength (above 0) of each edge.
    pub edges: Vec<(usize, usize, f64)>,
}

/// The distance at which the repulsion of two nodes without other edges equals the attraction of the one between them.
const DISTANCE: f64 = 26.0;
/// The pull to the middle that keeps loose ends near.
const GRAVITY: f64 = 6.0;
/// Rounds for small graphs; large ones get fewer, but at least [`FEWEST_ROUNDS`].
const ROUNDS: usize = 600;
const FEWEST_ROUNDS: usize = 60;
/// Nodes times rounds is kept below this.
const WORK: usize = 3_000_000;
/// So many nodes are worked on by one thread at a time.
const CHUNK: usize = 256;

/// The place of each node of the view, in the same order.
pub fn place(view: &View) -> Vec<Point> {
    let radii = view.nodes.iter().map(|node| view.size(node) / 2.0).collect();
    let edges = view.edges.iter().map(|edge| (edge.source, edge.target, (edge.weight as f64).sqrt())).collect();
    place_sketch(&Sketch { radii, edges })
}

/// The place of each node, in the same order: finite, around the origin.
pub fn place_sketch(sketch: &Sketch) -> Vec<Point> {
    let parts = components::of(sketch);
    let placed = parts.par_iter().map(|part| place_connected(&part.sketch)).collect();
    components::pack(&parts, placed)
}

fn place_connected(sketch: &Sketch) -> Vec<Point> {
    let neighbours = Neighbours::new(sketch);
    let mut points = spiral(&neighbours);
    let rounds = (WORK / points.len().max(1)).clamp(FEWEST_ROUNDS, ROUNDS);
    let mut motion = Motion::new(points.len());
    for _ in 0..rounds {
        let forces = forces(&points, &neighbours);
        motion.advance(&mut points, forces, &neighbours);
    }
    overlap::part(&mut points, &sketch.radii);
    points
}

/// For each node its neighbours with the strengths of the edges, in one list.
struct Neighbours {
    starts: Vec<usize>,
    entries: Vec<(usize, f64)>,
    /// Degree + 1.
    masses: Vec<f64>,
}

impl Neighbours {
    fn new(sketch: &Sketch) -> Self {
        let count = sketch.radii.len();
        let edges = || sketch.edges.iter().filter(|(source, target, _)| source != target);
        let mut starts = vec![0; count + 1];
        for &(source, target, _) in edges() {
            starts[source + 1] += 1;
            starts[target + 1] += 1;
        }
        let masses = starts[1..].iter().map(|&degree| degree as f64 + 1.0).collect();
        for node in 0..count {
            starts[node + 1] += starts[node];
        }
        let mut next = starts.clone();
        let mut entries = vec![(0, 0.0); starts[count]];
        for &(source, target, strength) in edges() {
            for (node, other) in [(source, target), (target, source)] {
                entries[next[node]] = (other, strength);
                next[node] += 1;
            }
        }
        Neighbours { starts, entries, masses }
    }

    fn of(&self, node: usize) -> &[(usize, f64)] {
        &self.entries[self.starts[node]..self.starts[node + 1]]
    }
}

/// The most connected nodes in the middle, the others around them, each a golden angle further.
fn spiral(neighbours: &Neighbours) -> Vec<Point> {
    // Cosine and sine of 2π / φ².
    const TURN: [f64; 2] = [-0.737_368_878_078_319_8, 0.675_490_294_261_523_6];
    let mut order: Vec<usize> = (0..neighbours.masses.len()).collect();
    order.sort_by_key(|&node| (std::cmp::Reverse(neighbours.of(node).len()), node));
    let mut points = vec![[0.0; 2]; order.len()];
    let mut direction: Point = [1.0, 0.0];
    for (rank, node) in order.into_iter().enumerate() {
        let radius = DISTANCE * (rank as f64 + 0.5).sqrt();
        points[node] = [direction[0] * radius, direction[1] * radius];
        direction = [direction[0] * TURN[0] - direction[1] * TURN[1], direction[0] * TURN[1] + direction[1] * TURN[0]];
    }
    points
}

/// For each node the sum of repulsion from all, attraction to neighbours in proportion to distance, and gravity.
fn forces(points: &[Point], neighbours: &Neighbours) -> Vec<Point> {
    let bodies = points.iter().zip(&neighbours.masses).enumerate();
    let tree = Quadtree::new(bodies.map(|(node, (&place, &mass))| Body { place, mass, node }).collect());
    let force_on = |body: &Body| {
        let push = tree.push(body);
        let [x, y] = body.place;
        let scale = body.mass * DISTANCE * DISTANCE;
        let pull = GRAVITY * body.mass * DISTANCE / (x * x + y * y).sqrt().max(1.0);
        let mut force = [push[0] * scale - x * pull, push[1] * scale - y * pull];
        for &(other, strength) in neighbours.of(body.node) {
            force[0] -= strength * (x - points[other][0]);
            force[1] -= strength * (y - points[other][1]);
        }
        force
    };
    let by_body: Vec<Point> = tree.bodies().par_iter().with_min_len(CHUNK).map(force_on).collect();
    let mut forces = vec![[0.0; 2]; points.len()];
    for (body, force) in tree.bodies().iter().zip(by_body) {
        forces[body.node] = force;
    }
    forces
}

/// The adaptive speed of ForceAtlas2: nodes that swing to and fro slow down, the whole slows down with them.
struct Motion {
    before: Vec<Point>,
    speed: f64,
    efficiency: f64,
}

impl Motion {
    fn new(count: usize) -> Self {
        Motion { before: vec![[0.0; 2]; count], speed: 1.0, efficiency: 1.0 }
    }

    fn advance(&mut self, points: &mut [Point], forces: Vec<Point>, neighbours: &Neighbours) {
        let (mut swinging, mut traction) = (0.0, 0.0);
        let mut swings = Vec::with_capacity(points.len());
        for ((before, force), mass) in self.before.iter().zip(&forces).zip(&neighbours.masses) {
            let swing = mass * length_of([before[0] - force[0], before[1] - force[1]]);
            swinging += swing;
            traction += mass * length_of([before[0] + force[0], before[1] + force[1]]) / 2.0;
            swings.push(swing);
        }
        self.adapt(swinging, traction, points.len());
        for ((point, force), swing) in points.iter_mut().zip(&forces).zip(swings) {
            let factor = self.speed / (1.0 + (self.speed * swing).sqrt());
            *point = [point[0] + force[0] * factor, point[1] + force[1] * factor];
        }
        self.before = forces;
    }

    /// The constants are those of the reference implementation.
    fn adapt(&mut self, swinging: f64, traction: f64, count: usize) {
        if swinging <= 0.0 {
            return;
        }
        let optimal = 0.05 * (count as f64).sqrt();
        let mut tolerance = optimal.sqrt().max((optimal * traction / (count as f64 * count as f64)).min(10.0));
        if swinging / traction > 2.0 {
            if self.efficiency > 0.05 {
                self.efficiency *= 0.5;
            }
            tolerance = tolerance.max(1.0);
        }
        let target = tolerance * self.efficiency * traction / swinging;
        if swinging > tolerance * traction {
            if self.efficiency > 0.05 {
                self.efficiency *= 0.7;
            }
        } else if self.speed < 1000.0 {
            self.efficiency *= 1.3;
        }
        self.speed += (target - self.speed).min(0.5 * self.speed);
    }
}

fn length_of(vector: Point) -> f64 {
    (vector[0] * vector[0] + vector[1] * vector[1]).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{ExportOptions, ViewKind};
    use crate::graph::sample::{graph_of, sample};

    /// Two rings of nodes that one edge joins.
    fn two_rings(size: usize) -> Sketch {
        let ring = |first: usize| (0..size).map(move |at| (first + at, first + (at + 1) % size, 1.0));
        let chords = |first: usize| (0..size).map(move |at| (first + at, first + (at * 7 + 3) % size, 1.0));
        let edges = [0, size].into_iter().flat_map(|first| ring(first).chain(chords(first)));
        Sketch { radii: vec![5.0; 2 * size], edges: edges.chain([(0, size, 1.0)]).collect() }
    }

    #[test]
    fn any_number_of_threads_gives_the_same_places() {
        let sketch = two_rings(700);
        let with = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
            pool.install(|| place_sketch(&sketch))
        };
        assert!(with(1) == with(3));
    }

    #[test]
    fn neighbours_are_nearer_than_strangers() {
        let size = 60;
        let sketch = two_rings(size);
        let points = place_sketch(&sketch);
        let middle = |nodes: &[Point]| {
            let sum = nodes.iter().fold([0.0; 2], |sum, point| [sum[0] + point[0], sum[1] + point[1]]);
            [sum[0] / nodes.len() as f64, sum[1] / nodes.len() as f64]
        };
        let [first, second] = [middle(&points[..size]), middle(&points[size..])];
        let apart = |a: Point, b: Point| length_of([a[0] - b[0], a[1] - b[1]]);
        let at_home = points[..size].iter().filter(|&&point| apart(point, first) < apart(point, second)).count();
        assert!(at_home > size * 9 / 10, "{at_home} of {size}");
    }

    #[test]
    fn nodes_keep_apart_and_places_are_finite() {
        let graph = graph_of(sample());
        let view = View::new(&graph, ViewKind::Full, &ExportOptions::default());
        let points = place(&view);
        assert_eq!(points.len(), view.nodes.len());
        for (place, one) in points.iter().enumerate() {
            assert!(one.iter().all(|coordinate| coordinate.is_finite()));
            for (other, node) in points[..place].iter().zip(&view.nodes) {
                let least = (view.size(node) + view.size(&view.nodes[place])) / 2.0;
                assert!(length_of([one[0] - other[0], one[1] - other[1]]) > 0.9 * least);
            }
        }
        assert!(place_sketch(&Sketch::default()).is_empty());
    }
}
