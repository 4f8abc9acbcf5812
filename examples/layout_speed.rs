//! How long the layout of a graph takes.
//!
//!     cargo run --release --example layout_speed -- [NODES EDGES]

use depeche::export::layout::{Sketch, place_sketch};
use std::time::Instant;

fn main() {
    let mut numbers = std::env::args().skip(1).filter_map(|argument| argument.parse::<usize>().ok());
    let (nodes, edges) = (numbers.next().unwrap_or(10_000).max(1), numbers.next().unwrap_or(50_000));
    // A linear congruential generator: squared, it gives some nodes many neighbours, as graphs of news have.
    let mut state = 1_u64;
    let mut random = move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as f64 / (1_u64 << 31) as f64
    };
    let edges = (0..edges).map(|_| {
        let hub = random();
        ((hub * hub * nodes as f64) as usize, (random() * nodes as f64) as usize, 1.0)
    });
    let sketch = Sketch { radii: vec![5.0; nodes], edges: edges.collect() };
    let start = Instant::now();
    let points = place_sketch(&sketch);
    println!("{} nodes, {} edges: {:.2} s", points.len(), sketch.edges.len(), start.elapsed().as_secs_f64());
}
