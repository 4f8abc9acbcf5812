//! Titles of office and occupation, from `roles.tsv`.

use super::index::join_key;
use crate::doc::{Language, tagset::Gender};
use crate::knowledge::Error;
use crate::knowledge::table::Table;
use rustc_hash::FxHashMap;

/// An office or occupation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoleId(pub u16);

/// A title as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleTitle {
    /// The office.
    pub role: RoleId,
    /// Gender that the form tells.
    pub gender: Gender,
}

/// The table of roles.
#[derive(Clone, Debug, Default)]
pub struct Roles {
    /// Name and class of each role.
    names: Vec<(Box<str>, Box<str>)>,
    by_name: FxHashMap<Box<str>, RoleId>,
    french: FxHashMap<Box<str>, RoleTitle>,
    english: FxHashMap<Box<str>, RoleTitle>,
    /// Longest title, in words of its key.
    longest: usize,
}

impl Roles {
    /// Reads the table.
    pub fn parse(file: &str, text: &str) -> Result<Roles, Error> {
        let mut roles = Roles::default();
        for row in Table::new(file, text, ["role", "lang", "form", "gender", "class", "qid"])? {
            let row = row?;
            let role = roles.intern(row.cells[0], row.cells[4]);
            let title = RoleTitle { role, gender: gender(row.cells[3]) };
            let key = join_key(row.cells[2]);
            roles.longest = roles.longest.max(key.split(' ').count());
            let map = match row.cells[1] {
                "fr" => &mut roles.french,
                "en" => &mut roles.english,
                other => return Err(row.error(format!("{other:?} is no language"))),
            };
            map.entry(key.into_boxed_str()).or_insert(title);
        }
        Ok(roles)
    }

    /// The role of a name of the table, made where it is new.
    pub(super) fn intern(&mut self, name: &str, class: &str) -> RoleId {
        if let Some(&id) = self.by_name.get(name) {
            return id;
        }
        let id = RoleId(self.names.len() as u16);
        self.names.push((name.into(), class.into()));
        self.by_name.insert(name.into(), id);
        id
    }

    /// The role of a title, by its key ([`join_key`]).
    pub fn title(&self, language: Language, key: &str) -> Option<RoleTitle> {
        let map = match language {
            Language::French => &self.french,
            Language::English => &self.english,
            Language::Other => return None,
        };
        map.get(key).copied()
    }

    /// The role of a name.
    pub fn named(&self, name: &str) -> Option<RoleId> {
        self.by_name.get(name).copied()
    }

    /// Longest title in words.
    pub fn longest(&self) -> usize {
        self.longest
    }

    /// Name of a role (`defence_minister`).
    pub fn name(&self, role: RoleId) -> &str {
        &self.names[usize::from(role.0)].0
    }

    /// Class of a role (`minister`, `head_of_state`, …).
    pub fn class(&self, role: RoleId) -> &str {
        &self.names[usize::from(role.0)].1
    }
}

/// The gender of a cell: `M`, `F`, anything else tells nothing.
pub(super) fn gender(cell: &str) -> Gender {
    match cell {
        "M" => Gender::Masc,
        "F" => Gender::Fem,
        _ => Gender::None,
    }
}
