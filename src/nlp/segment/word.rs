//! Cuts inside a run of word characters: elisions, clitics, English endings and hyphens.

use super::scan::{is_apostrophe, is_hyphen};
use super::table::TokenTable;
use crate::doc::Language;
use crate::text::normalize::straighten;

/// End offsets of the parts of a run, rising; the last one is the length of the run.
#[derive(Debug, Default)]
pub(super) struct Parts {
    ends: Vec<usize>,
}

impl Parts {
    pub fn ends(&self) -> &[usize] {
        &self.ends
    }

    fn cut(&mut self, at: usize) {
        if at > self.ends.last().copied().unwrap_or(0) {
            self.ends.push(at);
        }
    }
}

/// Cuts `run`. `follows_name`: the word before is capitalised, so `Jong-il` is a name and no inversion.
pub(super) fn split(run: &str, address: bool, follows_name: bool, table: &TokenTable, parts: &mut Parts) {
    let plain = !run.chars().any(|c| is_apostrophe(c) || is_hyphen(c));
    if !address {
        match table.language {
            Language::English if plain => split_listed(run, table, parts),
            Language::English => split_english(run, table, parts),
            _ if plain => {}
            _ => split_french(run, follows_name, table, parts),
        }
    }
    parts.cut(run.len());
}

/// The comparison form of table keys. Every joiner becomes one byte, so offsets hold only in `run` itself.
fn key(run: &str) -> String {
    straighten(&run.to_lowercase()).replace(['‐', '‑'], "-")
}

fn split_french(run: &str, follows_name: bool, table: &TokenTable, parts: &mut Parts) {
    let mut from = 0;
    while !table.whole.contains(key(&run[from..]).as_str()) {
        let Some((at, apostrophe)) = run[from..].char_indices().find(|&(_, c)| is_apostrophe(c)) else { break };
        let after = &run[from + at + apostrophe.len_utf8()..];
        let elided = table.elisions.contains(run[from..from + at].to_lowercase().as_str());
        if elided && after.chars().next().is_some_and(takes_elision) {
            from += at + apostrophe.len_utf8();
            parts.cut(from);
        } else {
            if matches!(after, "s" | "S") {
                parts.cut(from + at);
            }
            return;
        }
    }
    split_clitic(run, from, follows_name && from == 0, table, parts);
}

/// Elision stands before vowels, `h` and figures: `d'Yvelines`, `l'11`, not `N'Djamena`.
fn takes_elision(first: char) -> bool {
    use unicode_normalization::UnicodeNormalization;
    let base = first.to_lowercase().nfd().next().unwrap_or(first);
    matches!(base, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h' | 'œ' | 'æ') || first.is_ascii_digit()
}

fn split_clitic(run: &str, from: usize, follows_name: bool, table: &TokenTable, parts: &mut Parts) {
    let word = key(&run[from..]);
    if table.whole.contains(word.as_str()) {
        return;
    }
    let Some(clitic) = table.clitics.iter().find(|clitic| word.ends_with(**clitic)) else { return };
    // The same number of characters from the end, whatever hyphens and case the source has.
    let mut tail = run[from..].char_indices().rev().skip(clitic.chars().count() - 1);
    let Some((at, _)) = tail.next() else { return };
    let (stem, suffix) = run[from..].split_at(at);
    let capital = stem.chars().next().is_none_or(char::is_uppercase);
    let loud = suffix.chars().any(char::is_uppercase);
    if stem.is_empty() || (capital && follows_name) || (loud && !stem.chars().all(char::is_uppercase)) {
        return;
    }
    parts.cut(from + at);
}

fn split_english(run: &str, table: &TokenTable, parts: &mut Parts) {
    if table.whole.contains(key(run).as_str()) || is_telephone(run) {
        return;
    }
    let mut from = 0;
    for (at, c) in run.char_indices() {
        if is_hyphen(c) && !table.prefixes.contains(run[from..at].to_lowercase().as_str()) {
            split_ending(run, from, at, table, parts);
            parts.cut(at);
            from = at + c.len_utf8();
            parts.cut(from);
        }
    }
    split_ending(run, from, run.len(), table, parts);
}

/// `713-853-3989`, `345-9945`, `2006-08-07`: figures that hyphens hold together.
fn is_telephone(run: &str) -> bool {
    let groups: Vec<&str> = run.split('-').collect();
    let figures = groups.iter().all(|group| !group.is_empty() && group.bytes().all(|b| b.is_ascii_digit()));
    figures && (groups.len() > 2 || groups.len() == 2 && groups[0].len() == 3 && groups[1].len() == 4)
}

fn split_ending(run: &str, from: usize, to: usize, table: &TokenTable, parts: &mut Parts) {
    let word = &run[from..to];
    if !word.chars().any(is_apostrophe) {
        if let Some(lengths) = table.splits.get(word.to_lowercase().as_str()) {
            parts.cut(from + lengths[0]);
        }
        return;
    }
    let form = key(word);
    let Some(ending) = table.endings.iter().find(|ending| form.ends_with(**ending)) else { return };
    let mut tail = word.char_indices().rev().skip(ending.chars().count() - 1);
    if let Some((at, _)) = tail.next()
        && at > 0
        && !word.starts_with(|c: char| c.is_ascii_digit())
    {
        parts.cut(from + at);
    }
}

fn split_listed(run: &str, table: &TokenTable, parts: &mut Parts) {
    if run.len() > 12 {
        return;
    }
    if let Some(lengths) = table.splits.get(run.to_lowercase().as_str()) {
        let mut at = 0;
        for length in lengths {
            at += length;
            parts.cut(at);
        }
    }
}
