//! Tab-separated knowledge files: a header line, no quoting, an empty cell for unknown, `-` for none, `;` between
//! the alternatives of a cell.

use std::fmt;

/// Why a knowledge file could not be used: where, and what is wrong there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// The file, relative to the data folder.
    pub file: String,
    /// Line in the file, counted from 1; `None` where the fault is not in one line.
    pub line: Option<usize>,
    /// What is wrong.
    pub message: String,
}

impl Error {
    /// An error of a whole file.
    pub fn of_file(file: &str, message: impl fmt::Display) -> Self {
        Error { file: file.to_owned(), line: None, message: message.to_string() }
    }

    /// An error in one line.
    pub fn at_line(file: &str, line: usize, message: impl fmt::Display) -> Self {
        Error { file: file.to_owned(), line: Some(line), message: message.to_string() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}

impl std::error::Error for Error {}

/// A file of `N` columns, read line by line without copying.
#[derive(Clone, Debug)]
pub struct Table<'t, const N: usize> {
    file: &'t str,
    lines: std::iter::Enumerate<std::str::Lines<'t>>,
}

impl<'t, const N: usize> Table<'t, N> {
    /// Opens the text of `file`; its first line must be `header`.
    pub fn new(file: &'t str, text: &'t str, header: [&str; N]) -> Result<Self, Error> {
        let mut lines = text.lines().enumerate();
        let first = lines.next().map(|(_, line)| line).unwrap_or_default();
        if !first.split('\t').eq(header) {
            return Err(Error::at_line(file, 1, format!("the header must be {:?}", header.join("\t"))));
        }
        Ok(Table { file, lines })
    }
}

impl<'t, const N: usize> Iterator for Table<'t, N> {
    type Item = Result<Row<'t, N>, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let (index, text) = self.lines.next()?;
        let line = index + 1;
        let mut cells = [""; N];
        let mut count = 0;
        for cell in text.split('\t') {
            if let Some(slot) = cells.get_mut(count) {
                *slot = cell;
            }
            count += 1;
        }
        if count != N {
            return Some(Err(Error::at_line(self.file, line, format!("{count} cells where {N} are wanted"))));
        }
        if cells.iter().any(|cell| cell.starts_with(' ') || cell.ends_with(' ')) {
            return Some(Err(Error::at_line(self.file, line, "a cell starts or ends with a space")));
        }
        Some(Ok(Row { file: self.file, line, cells }))
    }
}

/// One line of a [`Table`].
#[derive(Clone, Copy, Debug)]
pub struct Row<'t, const N: usize> {
    file: &'t str,
    /// Line in the file, counted from 1.
    pub line: usize,
    /// The cells as they stand.
    pub cells: [&'t str; N],
}

impl<'t, const N: usize> Row<'t, N> {
    /// An error at this line.
    pub fn error(&self, message: impl fmt::Display) -> Error {
        Error::at_line(self.file, self.line, message)
    }

    /// The alternatives of a cell: none for an empty cell or `-`.
    pub fn list(&self, column: usize) -> impl Iterator<Item = &'t str> + use<'t, N> {
        self.present(column).into_iter().flat_map(|cell| cell.split(';'))
    }

    /// The cell, unless it is empty or `-`.
    pub fn present(&self, column: usize) -> Option<&'t str> {
        Some(self.cells[column]).filter(|cell| !cell.is_empty() && *cell != "-")
    }

    /// The cell read by `parse`; `what` names the expected kind of value in the error.
    pub fn parse<T>(&self, column: usize, what: &str, parse: impl FnOnce(&str) -> Option<T>) -> Result<T, Error> {
        let cell = self.cells[column];
        parse(cell).ok_or_else(|| self.error(format!("{cell:?} is no {what}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_give_cells_and_lists() {
        let table = Table::new("x.tsv", "form\tclass\na\tb;c\n\t-\n", ["form", "class"]).unwrap();
        let rows: Vec<_> = table.map(Result::unwrap).collect();
        assert_eq!(rows[0].cells, ["a", "b;c"]);
        assert_eq!(rows[0].list(1).collect::<Vec<_>>(), ["b", "c"]);
        assert_eq!(rows[1].present(0), None);
        assert_eq!(rows[1].list(1).count(), 0);
        assert_eq!(rows[1].line, 3);
    }

    #[test]
    fn errors_name_file_and_line() {
        let error = Table::new("x.tsv", "form\n", ["form", "class"]).unwrap_err();
        assert_eq!(error.to_string(), "x.tsv:1: the header must be \"form\\tclass\"");
        let mut table = Table::new("x.tsv", "form\tclass\na\n b\tc\n", ["form", "class"]).unwrap();
        assert_eq!(table.next().unwrap().unwrap_err().to_string(), "x.tsv:2: 1 cells where 2 are wanted");
        assert_eq!(table.next().unwrap().unwrap_err().to_string(), "x.tsv:3: a cell starts or ends with a space");
    }
}
