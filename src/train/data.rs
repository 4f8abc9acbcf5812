//! Reading training data, plain or gzipped, and remembering what was read for the model's header.

use crate::nlp::model::DataSource;
use flate2::read::GzDecoder;
use sha2::{Digest, Sha256};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Folders of training data and the list of files that have been read from them.
#[derive(Debug)]
pub struct DataFolder {
    roots: Vec<PathBuf>,
    read: Vec<DataSource>,
}

impl DataFolder {
    /// Folders that between them hold `ud/`, `ner/`, `lexicon/`, `clusters/` and `silver/`. A file is taken from the first that
    /// has it.
    pub fn new(roots: &[&Path]) -> Self {
        DataFolder { roots: roots.iter().map(|&root| root.to_owned()).collect(), read: Vec::new() }
    }

    /// Reads a text file below the folders; where only `path` + `.gz` exists, that one.
    ///
    /// # Errors
    ///
    /// Where the file is missing or no UTF-8; the error names the path.
    pub fn text(&mut self, path: &str, licence: &str) -> io::Result<String> {
        let named = |error: io::Error| io::Error::new(error.kind(), format!("{path}: {error}"));
        let mut text = String::new();
        if let Some(plain) = self.find(path) {
            text = fs::read_to_string(&plain).map_err(named)?;
        } else {
            let packed = format!("{path}.gz");
            let found = self.find(&packed).ok_or_else(|| named(io::ErrorKind::NotFound.into()))?;
            GzDecoder::new(fs::File::open(found).map_err(named)?).read_to_string(&mut text).map_err(named)?;
        }
        let source = DataSource {
            name: file_name(path).to_owned(),
            sha256: hexadecimal(&Sha256::digest(text.as_bytes())),
            licence: licence.to_owned(),
        };
        if !self.read.contains(&source) {
            self.read.push(source);
        }
        Ok(text)
    }

    fn find(&self, path: &str) -> Option<PathBuf> {
        self.roots.iter().map(|root| root.join(path)).find(|path| path.exists())
    }

    /// The SHA-256 of a file that has been read; empty for others.
    pub fn checksum(&self, path: &str) -> &str {
        self.read.iter().find(|source| source.name == file_name(path)).map_or("", |source| &source.sha256)
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

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
