//! Packs the word cluster lists into their model file.

use super::data::DataFolder;
use super::{TrainError, model_header};
use crate::nlp::model::{Clusters, Container, LookupTable, clusters};

const LICENCE: &str = "CC-BY-SA-4.0 (word list); classes from multilingual-e5-small, MIT";

/// Reads `clusters/LANGUAGE.tsv` (form, class of 48, of 256, of 1024) and returns the file's bytes.
///
/// # Errors
///
/// Where the list is missing or a line is malformed.
pub fn train(data: &mut DataFolder, language: &str) -> Result<Vec<u8>, TrainError> {
    let path = format!("clusters/{language}.tsv");
    let text = data.text(&path, LICENCE)?;
    let mut entries: Vec<(&str, u32)> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        entries.push(entry(line).ok_or_else(|| TrainError::line(&path, index + 1, "form and three class numbers"))?);
    }
    let mut container = Container::new(model_header(data, clusters::TASK, language, clusters::FEATURE_VERSION));
    container.add("classes", &LookupTable::encode(entries.into_iter())?)?;
    Ok(container.to_bytes()?)
}

fn entry(line: &str) -> Option<(&str, u32)> {
    let mut columns = line.split('\t');
    let form = columns.next()?;
    let mut class = |limit: u32| columns.next()?.parse::<u32>().ok().filter(|&class| class < limit);
    Some((form, Clusters::pack(class(48)?, class(256)?, class(1024)?)))
}
