//! From written forms to senses.

use super::EntryId;
use crate::text::normalize;
use rustc_hash::FxHashMap;

/// How a form refers to its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reading {
    /// It is a name of the entry.
    Name,
    /// It is a person's surname or another short form that needs context.
    ShortName,
    /// It is the capital of the entry, which is a country.
    Capital,
    /// It is an adjective for what belongs to the entry, which is a place.
    Adjective,
    /// It is a noun for the people of the entry, which is a place.
    People,
}

/// Which letter case a form wants in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Case {
    /// Any.
    Any,
    /// The first letter is a capital.
    Capital,
    /// Every letter is a capital (`ONU`, `US`).
    AllCapitals,
}

impl Case {
    /// What the spelling of a gazetteer form asks of the text.
    pub fn of(form: &str) -> Case {
        let mut letters = form.chars().filter(|c| c.is_alphabetic());
        let first = letters.next().is_some_and(char::is_uppercase);
        let rest = letters.clone().count();
        if !first {
            Case::Any
        } else if (1..=4).contains(&rest) && letters.all(char::is_uppercase) {
            Case::AllCapitals
        } else {
            Case::Capital
        }
    }

    /// True where the text is written as wanted.
    pub fn accepts(self, text: &str) -> bool {
        let mut letters = text.chars().filter(|c| c.is_alphabetic());
        match self {
            Case::Any => true,
            Case::Capital => letters.next().is_some_and(char::is_uppercase),
            Case::AllCapitals => letters.all(char::is_uppercase),
        }
    }
}

/// One meaning of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sense {
    /// What it means.
    pub entry: EntryId,
    /// In which way.
    pub reading: Reading,
    /// The letter case that the form asks for.
    pub case: Case,
}

/// The key under which a form is found: [`normalize::key`] with apostrophes as gaps, so that it does not depend on how a
/// tokenizer cuts elisions and genitives.
pub fn join_key(form: &str) -> String {
    let key = normalize::key(form);
    if !key.contains('\'') {
        return key;
    }
    let mut out = String::with_capacity(key.len());
    for part in key.split(['\'', ' ']).filter(|part| !part.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(part);
    }
    out
}

const NONE: u32 = u32::MAX;

/// Forms and their senses.
#[derive(Clone, Debug, Default)]
pub struct FormIndex {
    heads: FxHashMap<Box<str>, u32>,
    /// A sense and the next sense of the same form.
    senses: Vec<(Sense, u32)>,
    /// For the first word of a form the length in bytes of the longest form that begins with it.
    reach: FxHashMap<Box<str>, u16>,
}

impl FormIndex {
    /// Makes room for this many forms.
    pub fn with_capacity(forms: usize) -> Self {
        FormIndex {
            heads: FxHashMap::with_capacity_and_hasher(forms, Default::default()),
            senses: Vec::with_capacity(forms),
            reach: FxHashMap::with_capacity_and_hasher(forms, Default::default()),
        }
    }

    /// Adds a sense of a form, unless the form has it already.
    pub fn add(&mut self, form: &str, entry: EntryId, reading: Reading) {
        let key = join_key(form);
        if key.is_empty() || key.len() > usize::from(u16::MAX) {
            return;
        }
        let sense = Sense { entry, reading, case: Case::of(form) };
        let position = self.senses.len() as u32;
        match self.heads.get(key.as_str()) {
            None => {
                self.extend_reach(&key);
                self.heads.insert(key.into_boxed_str(), position);
            }
            Some(&head) => {
                let mut last = head;
                loop {
                    let (known, next) = &mut self.senses[last as usize];
                    if known.entry == entry && known.reading == reading {
                        known.case = known.case.min(sense.case);
                        return;
                    }
                    if *next == NONE {
                        *next = position;
                        break;
                    }
                    last = *next;
                }
            }
        }
        self.senses.push((sense, NONE));
    }

    fn extend_reach(&mut self, key: &str) {
        let first = key.split(' ').next().unwrap_or_default();
        let length = key.len() as u16;
        match self.reach.get_mut(first) {
            Some(reach) => *reach = length.max(*reach),
            None => {
                self.reach.insert(first.into(), length);
            }
        }
    }

    /// The senses of a key, in the order of the files.
    pub fn senses<'i>(&'i self, key: &str) -> impl Iterator<Item = Sense> + use<'i> {
        let mut next = self.heads.get(key).copied().unwrap_or(NONE);
        std::iter::from_fn(move || {
            let &(sense, after) = self.senses.get(next as usize)?;
            next = after;
            Some(sense)
        })
    }

    /// True where the key is a form.
    pub fn contains(&self, key: &str) -> bool {
        self.heads.contains_key(key)
    }

    /// Length in bytes of the longest form that begins with this word; 0 where none does.
    pub fn reach(&self, first_word: &str) -> usize {
        self.reach.get(first_word).copied().map_or(0, usize::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_do_not_depend_on_where_apostrophes_are_cut() {
        assert_eq!(join_key("Côte d’Ivoire"), "cote d ivoire");
        assert_eq!(join_key("McDonald's"), "mcdonald s");
        assert_eq!(join_key("l'ONU"), "l onu");
    }

    #[test]
    fn case_follows_the_form() {
        assert_eq!(Case::of("ONU"), Case::AllCapitals);
        assert_eq!(Case::of("Orange"), Case::Capital);
        assert_eq!(Case::of("armée russe"), Case::Any);
        assert!(Case::Capital.accepts("Orange") && !Case::Capital.accepts("orange"));
        assert!(!Case::AllCapitals.accepts("Us") && Case::AllCapitals.accepts("U.S."));
    }

    #[test]
    fn senses_keep_their_order_and_are_not_repeated() {
        let mut index = FormIndex::default();
        index.add("Paris", EntryId(3), Reading::Name);
        index.add("Paris", EntryId(1), Reading::Capital);
        index.add("paris", EntryId(3), Reading::Name);
        let found: Vec<_> = index.senses("paris").map(|s| (s.entry.0, s.case)).collect();
        assert_eq!(found, [(3, Case::Any), (1, Case::Capital)]);
        assert_eq!((index.reach("paris"), index.reach("nowhere")), (5, 0));
    }
}
