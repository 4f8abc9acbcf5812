//! The tree of Barnes and Hut (1986): many far bodies count as one at their centre of mass.

use super::Point;

/// A cell is seen as one body from further away than its side divided by this.
const OPENING: f64 = 1.1;
/// A cell with at most so many bodies is not divided.
const LEAF: usize = 6;
/// Bodies that so many divisions do not part stand, for our purposes, at one place.
const DEEPEST: usize = 40;

/// A node as far as repulsion goes.
#[derive(Clone, Copy, Debug)]
pub struct Body {
    /// Where it is.
    pub place: Point,
    /// How strongly it pushes.
    pub mass: f64,
    /// Its number outside the tree.
    pub node: usize,
}

/// The bodies, ordered so that near ones are near in memory, and the cells over them in depth-first order.
#[derive(Debug)]
pub struct Quadtree {
    bodies: Vec<Body>,
    cells: Vec<Cell>,
}

#[derive(Clone, Copy, Debug)]
struct Cell {
    centre: Point,
    mass: f64,
    /// The squared distance from which it counts as one body.
    opens_within: f64,
    first: usize,
    last: usize,
    /// The next cell that is not inside this one.
    skip: usize,
    divided: bool,
}

/// A square: its middle and half its side.
#[derive(Clone, Copy)]
struct Square {
    middle: Point,
    half: f64,
}

impl Quadtree {
    /// Builds the tree. Places must be finite.
    pub fn new(bodies: Vec<Body>) -> Self {
        let square = Square::around(&bodies);
        let mut tree = Quadtree { cells: Vec::with_capacity(bodies.len()), bodies };
        if !tree.bodies.is_empty() {
            tree.divide(0, tree.bodies.len(), square, 0);
        }
        tree
    }

    /// The bodies in the order of the tree.
    pub fn bodies(&self) -> &[Body] {
        &self.bodies
    }

    /// The sum of `mass · direction / distance` over all other bodies: what pushes `body` away.
    pub fn push(&self, body: &Body) -> Point {
        let mut sum = [0.0, 0.0];
        let mut at = 0;
        while let Some(cell) = self.cells.get(at) {
            let apart = [body.place[0] - cell.centre[0], body.place[1] - cell.centre[1]];
            let squared = apart[0] * apart[0] + apart[1] * apart[1];
            if squared > cell.opens_within {
                let push = cell.mass / squared;
                sum = [sum[0] + apart[0] * push, sum[1] + apart[1] * push];
                at = cell.skip;
            } else if cell.divided {
                at += 1;
            } else {
                sum = self.bodies[cell.first..cell.last].iter().fold(sum, |sum, other| add_push(sum, body, other));
                at = cell.skip;
            }
        }
        sum
    }

    /// Makes the cell of `bodies[first..last]` and those inside it; gives its mass and mass-weighted place.
    fn divide(&mut self, first: usize, last: usize, square: Square, depth: usize) -> (f64, Point) {
        let at = self.cells.len();
        let side = 2.0 * square.half;
        let opens_within = side * side / (OPENING * OPENING);
        let divided = last - first > LEAF && depth < DEEPEST;
        self.cells.push(Cell { centre: [0.0; 2], mass: 0.0, opens_within, first, last, skip: 0, divided });
        let (mut mass, mut moment) = (0.0, [0.0; 2]);
        if divided {
            for (part, quarter) in self.quarters(first, last, square) {
                let (inner, inner_moment) = self.divide(part.0, part.1, quarter, depth + 1);
                mass += inner;
                moment = [moment[0] + inner_moment[0], moment[1] + inner_moment[1]];
            }
        } else {
            for body in &self.bodies[first..last] {
                mass += body.mass;
                moment = [moment[0] + body.place[0] * body.mass, moment[1] + body.place[1] * body.mass];
            }
        }
        let skip = self.cells.len();
        let cell = &mut self.cells[at];
        cell.mass = mass;
        cell.centre = [moment[0] / mass, moment[1] / mass];
        cell.skip = skip;
        (mass, moment)
    }

    /// Orders `bodies[first..last]` by quarter of the square; gives the parts that are not empty.
    fn quarters(&mut self, first: usize, last: usize, square: Square) -> Vec<((usize, usize), Square)> {
        let quarter_of = |body: &Body| {
            usize::from(body.place[0] >= square.middle[0]) + 2 * usize::from(body.place[1] >= square.middle[1])
        };
        let bodies = &mut self.bodies[first..last];
        bodies.sort_by_key(quarter_of);
        let mut parts = Vec::with_capacity(4);
        let mut start = 0;
        for quarter in 0..4 {
            let end = start + bodies[start..].partition_point(|body| quarter_of(body) == quarter);
            if end > start {
                parts.push(((first + start, first + end), square.quarter(quarter)));
            }
            start = end;
        }
        parts
    }
}

impl Square {
    fn around(bodies: &[Body]) -> Self {
        let (mut low, mut high) = ([f64::MAX; 2], [f64::MIN; 2]);
        for body in bodies {
            for axis in [0, 1] {
                low[axis] = low[axis].min(body.place[axis]);
                high[axis] = high[axis].max(body.place[axis]);
            }
        }
        let middle = [(low[0] + high[0]) / 2.0, (low[1] + high[1]) / 2.0];
        Square { middle, half: ((high[0] - low[0]).max(high[1] - low[1]) / 2.0).max(1e-3) }
    }

    fn quarter(self, quarter: usize) -> Self {
        let half = self.half / 2.0;
        let side = |bit: usize| if quarter & bit == 0 { -half } else { half };
        Square { middle: [self.middle[0] + side(1), self.middle[1] + side(2)], half }
    }
}

/// Adds what one body does to another. Two bodies at one place part in a direction that depends on their numbers.
fn add_push(sum: Point, body: &Body, other: &Body) -> Point {
    if body.node == other.node {
        return sum;
    }
    let mut apart = [body.place[0] - other.place[0], body.place[1] - other.place[1]];
    if apart == [0.0, 0.0] {
        apart = if body.node < other.node { [1.0, 0.5] } else { [-1.0, -0.5] };
    }
    let push = other.mass / (apart[0] * apart[0] + apart[1] * apart[1]).max(1e-6);
    [sum[0] + apart[0] * push, sum[1] + apart[1] * push]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn bodies(places: &[Point]) -> Vec<Body> {
        places.iter().enumerate().map(|(node, &place)| Body { place, mass: 1.0 + node as f64, node }).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn the_tree_comes_near_the_sum_over_all_pairs(
            places in proptest::collection::vec([-1000.0..1000.0f64, -1000.0..1000.0f64], 1..120)
        ) {
            let tree = Quadtree::new(bodies(&places));
            let total: f64 = tree.bodies().iter().map(|body| body.mass).sum();
            for body in tree.bodies() {
                let exact = tree.bodies().iter().fold([0.0, 0.0], |sum, other| add_push(sum, body, other));
                let near = tree.push(body);
                let error = ((near[0] - exact[0]).powi(2) + (near[1] - exact[1]).powi(2)).sqrt();
                let scale = (exact[0].powi(2) + exact[1].powi(2)).sqrt() + total / 100.0;
                prop_assert!(error <= 0.35 * scale, "{near:?} for {exact:?}");
            }
        }
    }

    #[test]
    fn bodies_at_one_place_are_parted() {
        let tree = Quadtree::new(bodies(&[[5.0, 5.0]; 20]));
        for body in tree.bodies() {
            assert!(tree.push(body).iter().all(|force| force.is_finite()));
        }
        assert!(Quadtree::new(Vec::new()).bodies().is_empty());
    }
}
