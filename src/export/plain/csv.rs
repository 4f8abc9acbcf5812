//! CSV with the headers that Gephi and spreadsheets know.

use super::{Columns, Kind, PlainWriter, Record};

/// Writes the records of one kind as a table.
pub struct Table {
    kind: Kind,
    names: Vec<String>,
    /// The value of each column of the record at hand, by its place in the attributes.
    row: Vec<Option<usize>>,
}

impl Table {
    /// A table of nodes or of edges with these columns.
    pub fn new(kind: Kind, columns: &Columns) -> Self {
        let names = columns.of(kind).to_vec();
        Table { kind, row: vec![None; names.len()], names }
    }
}

impl PlainWriter for Table {
    fn begin(&mut self, out: &mut Vec<u8>) {
        let ends: &[u8] = if self.kind == Kind::Node { b"Id" } else { b"Source,Target,Type" };
        out.extend_from_slice(ends);
        for name in &self.names {
            out.push(b',');
            cell(name, out);
        }
        out.push(b'\n');
    }

    fn record(&mut self, record: &Record, out: &mut Vec<u8>) {
        if record.kind != self.kind {
            return;
        }
        cell(record.id, out);
        if self.kind == Kind::Edge {
            out.push(b',');
            cell(record.target, out);
            out.extend_from_slice(b",Directed");
        }
        self.row.fill(None);
        for (place, (column, _)) in record.attributes.iter().enumerate() {
            if let Some(value) = self.row.get_mut(*column) {
                *value = Some(place);
            }
        }
        for place in &self.row {
            out.push(b',');
            if let Some((_, value)) = place.and_then(|place| record.attributes.get(place)) {
                cell(value, out);
            }
        }
        out.push(b'\n');
    }

    fn end(&mut self, _: &mut Vec<u8>) {}
}

/// A cell by RFC 4180, in quotation marks, these doubled. Line breaks become spaces, because bulk importers read by line.
fn cell(text: &str, out: &mut Vec<u8>) {
    out.push(b'"');
    super::escape::copy(
        text,
        out,
        |byte| (byte == b'"') | (byte == b'\n'),
        |rest, out| {
            out.extend_from_slice(if rest[0] == b'"' { b"\"\"" } else { b" " });
            1
        },
    );
    out.push(b'"');
}
