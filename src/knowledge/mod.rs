//! Linguistic and world knowledge: data files in `data/`, compiled in, replaceable by `--data DIR`.
//!
//! Every file is checked when it is loaded; an error names file and line.

pub mod ontology;
