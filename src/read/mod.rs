//! Files, folders and standard input → decoded source texts.
//!
//! [`inputs`] lists what there is to read, in an order that does not depend on how it was named; each
//! [`Input`] is loaded on its own, from any thread, so that one bad file costs only itself.

mod decode;
mod list;

use crate::doc::Source;
use crate::error::{Error, Result};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

pub use decode::{DecodeError, decode};
pub use list::inputs;

/// Inputs of more bytes are refused: no article is so long, and analysing one document keeps some hundred times its bytes
/// in memory. (Spans count in 32 bits, and decoding can make three bytes of one.)
pub const MAX_BYTES: u64 = 32 << 20;

/// One text to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The document's id, unique among the inputs of a run: the file name without its extension, with as many of
    /// its folders before it as it takes to tell it apart.
    pub id: String,
    /// The path as the user gave it, with `/` between folders; `-` for standard input.
    pub path: String,
    /// Where the bytes are; `None` for standard input.
    file: Option<PathBuf>,
}

impl Input {
    /// Standard input, as the document `stdin`.
    pub fn stdin() -> Self {
        Input { id: "stdin".into(), path: "-".into(), file: None }
    }

    /// Reads and decodes the input.
    ///
    /// # Errors
    /// [`Error::Io`] where the system refuses, [`Error::Input`] for what is empty, binary or larger than
    /// [`MAX_BYTES`].
    pub fn load(&self) -> Result<Source> {
        let bytes = match &self.file {
            Some(file) => read_bounded(File::open(file).map_err(|error| Error::io(&self.path, error))?, &self.path)?,
            None => read_bounded(std::io::stdin().lock(), &self.path)?,
        };
        source_from_bytes(self.id.clone(), self.path.clone(), &bytes)
    }
}

/// Decodes bytes that are already in memory.
///
/// # Errors
/// [`Error::Input`] for what is empty, binary or larger than [`MAX_BYTES`].
pub fn source_from_bytes(id: String, path: String, bytes: &[u8]) -> Result<Source> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(too_large(&path));
    }
    match decode(bytes) {
        Ok((text, encoding)) => {
            let sha256 = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            Ok(Source { id, path, text, sha256, encoding })
        }
        Err(DecodeError { byte, reason }) => Err(Error::input(path, byte, reason)),
    }
}

/// Byte of the decoded text where invalid UTF-8 was replaced by U+FFFD, in a text that is UTF-8 but for that.
pub fn first_replacement(source: &Source) -> Option<usize> {
    (source.encoding == "UTF-8").then(|| source.text.find('\u{FFFD}')).flatten()
}

fn read_bounded(reader: impl Read, path: &str) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| Error::io(path, error))?;
    if bytes.len() as u64 > MAX_BYTES { Err(too_large(path)) } else { Ok(bytes) }
}

fn too_large(path: &str) -> Error {
    Error::input(path, Some(MAX_BYTES), format!("larger than {} MiB; split it into articles", MAX_BYTES >> 20))
}
