//! Reading training data, plain or gzipped, and remembering what was read for the model's header.

use crate::nlp::model::DataSource;
use flate2::read::GzDecoder;
use sha2::{Digest, Sha256};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// A folder of training data and the list of files that have been read from it.
#[derive(Debug)]
pub struct DataFolder {
    root: PathBuf,
    read: Vec<DataSource>,
}

impl DataFolder {
    /// A folder laid out as `ud/`, `ner/`, `lexicon/`, `clusters/`.
    pub fn new(root: &Path) -> Self {
        DataFolder { root: root.to_owned(), read: Vec::new() }
    }

    /// Reads a text file below the folder; where only `path` + `.gz` exists, that one.
    ///
    /// # Errors
    ///
    /// Where the file is missing or no UTF-8; the error names the path.
    pub fn text(&mut self, path: &str, licence: &str) -> io::Result<String> {
        let named = |error: io::Error| io::Error::new(error.kind(), format!("{path}: {error}"));
        let plain = self.root.join(path);
        let mut text = String::new();
        if plain.exists() {
            text = fs::read_to_string(&plain).map_err(named)?;
        } else {
            let file = fs::File::open(self.root.join(format!("{path}.gz"))).map_err(named)?;
            GzDecoder::new(file).read_to_string(&mut text).map_err(named)?;
        }
        let source = DataSource {
            name: path.rsplit('/').next().unwrap_or(path).to_owned(),
            sha256: hexadecimal(&Sha256::digest(text.as_bytes())),
            licence: licence.to_owned(),
        };
        if !self.read.contains(&source) {
            self.read.push(source);
        }
        Ok(text)
    }

    /// Makes sources count as read.
    pub fn put_back(&mut self, sources: Vec<DataSource>) {
        self.read.extend(sources);
    }

    /// What has been read since the last call.
    pub fn take_sources(&mut self) -> Vec<DataSource> {
        std::mem::take(&mut self.read)
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
