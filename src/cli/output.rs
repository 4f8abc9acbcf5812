//! Files that are written whole or not at all.

use super::arguments::OutputArguments;
use depeche::error::{Error, Result};
use depeche::export::select::select;
use depeche::export::{EXPORTERS, Exporter, exporter_for, exporter_for_file};
use depeche::graph::KnowledgeGraph;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Where a graph goes, in which format.
pub struct Destination {
    /// `None` is standard output.
    file: Option<PathBuf>,
    exporter: &'static dyn Exporter,
}

impl Destination {
    /// What the user typed, checked before any work is done.
    ///
    /// # Errors
    /// Unknown formats, standard output without a format or twice, folders that are not there.
    pub fn all(arguments: &OutputArguments) -> Result<Vec<Destination>> {
        let destinations: Vec<Destination> = arguments
            .output
            .iter()
            .map(|path| Destination::new(path, arguments.format.as_deref()))
            .collect::<Result<_>>()?;
        if destinations.iter().filter(|destination| destination.file.is_none()).count() > 1 {
            return Err(Error::Usage("standard output can take one format only".into()));
        }
        Ok(destinations)
    }

    fn new(path: &Path, format: Option<&str>) -> Result<Self> {
        let chosen = format.map(|format| exporter_for(format).ok_or_else(|| unknown(format))).transpose()?;
        if path.as_os_str() == "-" {
            let exporter =
                chosen.ok_or_else(|| Error::Usage(format!("-o - needs --format, one of: {}", known_formats())))?;
            return Ok(Destination { file: None, exporter });
        }
        let exporter = path.file_name().and_then(|name| exporter_for_file(&name.to_string_lossy())).or(chosen);
        let exporter = exporter.ok_or_else(|| unknown(&path.to_string_lossy()))?;
        check_folder(path)?;
        Ok(Destination { file: Some(path.to_owned()), exporter })
    }

    /// Writes the graph, or the part of it that the user chose, to every destination.
    ///
    /// # Errors
    /// Those of the system.
    pub fn write_all(destinations: &[Destination], graph: &KnowledgeGraph, arguments: &OutputArguments) -> Result<()> {
        let part = arguments.selection.selection().map(|selection| select(graph, &selection)).transpose();
        let part = part.map_err(|error| Error::Usage(error.to_string()))?;
        let graph = part.as_ref().unwrap_or(graph);
        destinations.iter().try_for_each(|destination| destination.write(graph, arguments))
    }

    /// Writes the graph there.
    ///
    /// # Errors
    /// Those of the system. A file that was there before is then still there.
    fn write(&self, graph: &KnowledgeGraph, arguments: &OutputArguments) -> Result<()> {
        let options = arguments.options();
        match &self.file {
            Some(path) => whole_file(path, |out| self.exporter.write(graph, &options, out)),
            None => to_stdout(|out| self.exporter.write(graph, &options, out)),
        }
    }
}

fn unknown(what: &str) -> Error {
    Error::Usage(format!("{what}: no format of that name; the formats are {}", known_formats()))
}

fn known_formats() -> String {
    let names: Vec<&str> = EXPORTERS.iter().filter_map(|exporter| exporter.extensions().first().copied()).collect();
    names.join(", ")
}

/// Makes sure that a file can be written where the user wants it.
///
/// # Errors
/// A folder that is not there.
pub fn check_folder(path: &Path) -> Result<()> {
    let folder = folder_of(path);
    if folder.is_dir() {
        return Ok(());
    }
    Err(Error::Usage(format!("{}: the folder {} does not exist", path.display(), folder.display())))
}

/// The folder of a file, `.` where the path names none.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Lets `write` fill a temporary file beside `path`, then puts it in its place.
///
/// # Errors
/// Those of the system; the temporary file is then removed.
pub fn whole_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    replace_file(path, |file| {
        let mut out = BufWriter::new(file);
        write(&mut out)?;
        out.flush()
    })
}

/// As [`whole_file`], for what writes the file itself.
///
/// # Errors
/// Those of the system; the temporary file is then removed.
pub fn replace_file(path: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> Result<()> {
    let shown = || path.to_string_lossy().into_owned();
    let name = path.file_name().ok_or_else(|| Error::Usage(format!("{}: no file name", path.display())))?;
    let temporary = folder_of(path).join(format!(".{}.{}.tmp", name.to_string_lossy(), std::process::id()));
    let written = create(&temporary).and_then(|mut file| {
        write(&mut file)?;
        file.sync_all()?;
        fs::rename(&temporary, path)
    });
    written.map_err(|error| {
        // It may never have come to be; the first error is the one that counts.
        let _ = fs::remove_file(&temporary);
        Error::io(shown(), error)
    })
}

fn create(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create(true).truncate(true).open(path)
}

/// Lets `write` fill standard output.
///
/// # Errors
/// Those of the system, a closed pipe among them.
pub fn to_stdout(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    write(&mut out).and_then(|()| out.flush()).map_err(|error| Error::io("standard output", error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_file_leaves_the_old_one_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("graph.json");
        fs::write(&path, "old").expect("a file");
        let failed = whole_file(&path, |out| {
            out.write_all(b"half")?;
            Err(io::Error::other("disk full"))
        });
        assert!(failed.expect_err("fails").to_string().ends_with("disk full"));
        assert_eq!(fs::read_to_string(&path).expect("still there"), "old");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
        whole_file(&path, |out| out.write_all(b"new")).expect("written");
        assert_eq!(fs::read_to_string(&path).expect("there"), "new");
    }
}
