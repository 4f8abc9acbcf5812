//! The parts of a graph that no edge joins: each is placed by itself, then they are packed around the largest.
//!
//! Without this the many small parts of a graph of news push each other out until nothing can be read.

use super::{Point, Sketch};
use std::collections::{BTreeMap, BTreeSet};

/// Side of the cells on which parts are packed.
const CELL: f64 = 40.0;
/// Free space around each node.
const MARGIN: f64 = 12.0;

/// Parts with more edges than this are packed by their nodes alone.
const TRACED: usize = 5000;

/// Column and row.
type Cell = (i64, i64);

/// A connected part: its nodes by their numbers in the whole, and its own sketch.
pub struct Component {
    /// Numbers of its nodes in the whole graph, ascending.
    pub nodes: Vec<usize>,
    /// The part alone, nodes renumbered in that order.
    pub sketch: Sketch,
}

/// The connected parts, the largest first, equal ones by their first node.
pub fn of(sketch: &Sketch) -> Vec<Component> {
    let mut leader: Vec<usize> = (0..sketch.radii.len()).collect();
    for &(source, target, _) in &sketch.edges {
        let (a, b) = (find(&mut leader, source), find(&mut leader, target));
        leader[a.max(b)] = a.min(b);
    }
    let mut place = vec![0; leader.len()];
    let mut parts: BTreeMap<usize, Component> = BTreeMap::new();
    for (node, place) in place.iter_mut().enumerate() {
        let of = find(&mut leader, node);
        let part = parts.entry(of).or_insert_with(|| Component { nodes: Vec::new(), sketch: Sketch::default() });
        *place = part.nodes.len();
        part.nodes.push(node);
        part.sketch.radii.push(sketch.radii[node]);
    }
    for &(source, target, strength) in &sketch.edges {
        if let Some(part) = parts.get_mut(&find(&mut leader, source)) {
            part.sketch.edges.push((place[source], place[target], strength));
        }
    }
    let mut parts: Vec<Component> = parts.into_values().collect();
    parts.sort_by_key(|part| (std::cmp::Reverse(part.nodes.len()), part.nodes[0]));
    parts
}

/// The first node of the part that `node` is in; shortens the way there for the next call.
fn find(leader: &mut [usize], mut node: usize) -> usize {
    while leader[node] != node {
        leader[node] = leader[leader[node]];
        node = leader[node];
    }
    node
}

/// Moves the parts so that they do not meet: each to the free place nearest to the middle, the small ones into the gaps
/// between the large. Gives the places of all nodes of the whole.
pub fn pack(parts: &[Component], placed: Vec<Vec<Point>>) -> Vec<Point> {
    let mut points = vec![[0.0; 2]; parts.iter().map(|part| part.nodes.len()).sum()];
    let mut taken: BTreeSet<Cell> = BTreeSet::new();
    // Where the search for parts of one shape stopped: nothing nearer has become free since.
    let mut searched: BTreeMap<BTreeSet<Cell>, usize> = BTreeMap::new();
    for (part, mut places) in parts.iter().zip(placed) {
        centre(&mut places);
        let shape = shape_of(&part.sketch, &places);
        let start = searched.get(&shape).copied().unwrap_or_default();
        let is_free = |step: &usize| {
            let (column, row) = spiral(*step);
            shape.iter().all(|cell| !taken.contains(&(cell.0 + column, cell.1 + row)))
        };
        let step = (start..).find(is_free).unwrap_or_default();
        let (column, row) = spiral(step);
        taken.extend(shape.iter().map(|cell| (cell.0 + column, cell.1 + row)));
        searched.insert(shape, step + 1);
        let shift = [column as f64 * CELL, row as f64 * CELL];
        for (&node, place) in part.nodes.iter().zip(places) {
            points[node] = [place[0] + shift[0], place[1] + shift[1]];
        }
    }
    points
}

/// The middle of the bounding box becomes the middle of a cell.
fn centre(places: &mut [Point]) {
    for axis in [0, 1] {
        let low = places.iter().map(|place| place[axis]).fold(f64::MAX, f64::min);
        let high = places.iter().map(|place| place[axis]).fold(f64::MIN, f64::max);
        places.iter_mut().for_each(|place| place[axis] -= (low + high) / 2.0 - CELL / 2.0);
    }
}

/// The cells that nodes and edges touch; of large parts the nodes only, between which no gap is left anyway.
fn shape_of(sketch: &Sketch, places: &[Point]) -> BTreeSet<Cell> {
    let mut cells = BTreeSet::new();
    let mut cover = |place: Point, reach: f64| {
        let [low, high] = [-reach, reach].map(|by| [0, 1].map(|axis| ((place[axis] + by) / CELL).floor() as i64));
        for column in low[0]..=high[0] {
            cells.extend((low[1]..=high[1]).map(|row| (column, row)));
        }
    };
    for (&place, radius) in places.iter().zip(&sketch.radii) {
        cover(place, radius + MARGIN);
    }
    for &(source, target, _) in sketch.edges.iter().take_while(|_| sketch.edges.len() <= TRACED) {
        let [from, to] = [places[source], places[target]];
        let along = [to[0] - from[0], to[1] - from[1]];
        let steps = (super::length_of(along) / CELL).ceil().max(1.0);
        for step in 1..steps as usize {
            let share = step as f64 / steps;
            cover([from[0] + along[0] * share, from[1] + along[1] * share], CELL / 2.0);
        }
    }
    cells
}

/// The cells of the plane in a square spiral around the origin.
fn spiral(step: usize) -> Cell {
    if step == 0 {
        return (0, 0);
    }
    let ring = ((step as f64).sqrt() as i64 + 1) / 2;
    let (side, within) = (2 * ring, step as i64 - (2 * ring - 1) * (2 * ring - 1));
    match within / side {
        0 => (ring, within % side - ring + 1),
        1 => (ring - 1 - within % side, ring),
        2 => (-ring, ring - 1 - within % side),
        _ => (within % side - ring + 1, -ring),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spiral_visits_every_cell_once() {
        let cells: BTreeSet<Cell> = (0..81).map(spiral).collect();
        let square: BTreeSet<Cell> = (-4..=4).flat_map(|x| (-4..=4).map(move |y| (x, y))).collect();
        assert_eq!(cells, square);
    }

    #[test]
    fn parts_are_found_and_do_not_meet() {
        let edges = vec![(0, 3, 1.0), (3, 5, 1.0), (1, 4, 2.0)];
        let sketch = Sketch { radii: vec![10.0; 7], edges };
        let parts = of(&sketch);
        let nodes: Vec<&[usize]> = parts.iter().map(|part| &part.nodes[..]).collect();
        assert_eq!(nodes, [&[0, 3, 5][..], &[1, 4], &[2], &[6]]);
        assert_eq!(parts[1].sketch.edges, [(0, 1, 2.0)]);
        let placed = parts.iter().map(|part| part.nodes.iter().map(|_| [500.0, 500.0]).collect()).collect();
        let points = pack(&parts, placed);
        let apart =
            |a: usize, b: usize| super::super::length_of([points[a][0] - points[b][0], points[a][1] - points[b][1]]);
        assert!(apart(0, 1) >= 20.0 && apart(2, 6) >= 20.0 && apart(0, 3) == 0.0);
    }
}
