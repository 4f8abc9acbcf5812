//! CSV tables of nodes and of edges. A table with columns `source` and `target` holds edges, one with `id` nodes; upper and
//! lower case do not matter. Fields follow RFC 4180 and are separated by comma, semicolon or tabulator, whichever is most
//! frequent in the first line.

use super::{Columns, Kind, Record, Source, escape, fault};
use crate::export::clean;
use std::borrow::Cow;
use std::io::{self, BufReader, Read, Seek, SeekFrom};

/// A longer record is no record of a graph.
const LONGEST_RECORD: usize = 1 << 26;

/// Tables that make one graph.
pub struct Tables<R> {
    tables: Vec<R>,
}

impl<R: Read + Seek> Tables<R> {
    /// Reads the tables from their beginnings, nodes first.
    ///
    /// # Errors
    /// Those of the system, and a first line that names no column for ids.
    pub fn new(tables: Vec<R>) -> io::Result<Self> {
        let mut sorted = Vec::new();
        for mut table in tables {
            let header = Reader::new(&mut table)?.header()?;
            sorted.push((header.kind == Kind::Edge, table));
        }
        sorted.sort_by_key(|(edges, _)| *edges);
        Ok(Tables { tables: sorted.into_iter().map(|(_, table)| table).collect() })
    }
}

impl<R: Read + Seek> Source for Tables<R> {
    fn records(
        &mut self,
        columns: &mut Columns,
        each: &mut dyn FnMut(&Columns, Record) -> io::Result<()>,
    ) -> io::Result<()> {
        self.tables.iter_mut().try_for_each(|table| {
            let mut reader = Reader::new(table)?;
            let header = reader.header()?;
            let places: Vec<Option<usize>> = header.places(columns);
            while reader.next()? {
                header.give(&reader, &places, columns, each)?;
            }
            Ok(())
        })
    }

    fn sample(&mut self) -> io::Result<Columns> {
        let mut columns = Columns::default();
        for table in &mut self.tables {
            Reader::new(table)?.header()?.places(&mut columns);
        }
        Ok(columns)
    }
}

/// What the first line says.
struct Header {
    kind: Kind,
    /// The fields of the id, or of source and target.
    ends: [usize; 2],
    names: Vec<String>,
}

impl Header {
    /// The column of each field that is an attribute.
    fn places(&self, columns: &mut Columns) -> Vec<Option<usize>> {
        let attribute = |(field, name): (usize, &String)| {
            let is_end = self.ends.contains(&field) || name.is_empty();
            (!is_end).then(|| columns.place(self.kind, name))
        };
        self.names.iter().enumerate().map(attribute).collect()
    }

    fn give<R: Read>(
        &self,
        reader: &Reader<R>,
        places: &[Option<usize>],
        columns: &Columns,
        each: &mut dyn FnMut(&Columns, Record) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut fields = Vec::with_capacity(places.len());
        for field in 0..reader.ends.len() {
            fields.push(reader.field(field)?);
        }
        let end = |place: usize| fields.get(self.ends[place]).map(Cow::as_ref).unwrap_or_default();
        let (id, target) = (end(0), if self.kind == Kind::Edge { end(1) } else { "" });
        if id.is_empty() || (self.kind == Kind::Edge && target.is_empty()) {
            return Err(fault(reader.line, "an empty id"));
        }
        let attributes = places.iter().zip(&fields).filter_map(|(place, value)| Some(((*place)?, value.as_ref())));
        let attributes: Vec<(usize, &str)> = attributes.filter(|(_, value)| !value.is_empty()).collect();
        each(columns, Record { kind: self.kind, id, target, attributes: &attributes })
    }
}

/// Reads record by record.
struct Reader<R> {
    input: BufReader<R>,
    separator: u8,
    /// The fields of the record at hand, one after the other.
    bytes: Vec<u8>,
    /// Where each field ends.
    ends: Vec<usize>,
    /// The line where the record at hand begins.
    line: usize,
    next_line: usize,
}

impl<R: Read + Seek> Reader<R> {
    fn new(mut input: R) -> io::Result<Self> {
        input.seek(SeekFrom::Start(0))?;
        let input = BufReader::with_capacity(1 << 18, input);
        Ok(Reader { input, separator: b',', bytes: Vec::new(), ends: Vec::new(), line: 0, next_line: 1 })
    }
}

impl<R: Read> Reader<R> {
    fn header(&mut self) -> io::Result<Header> {
        self.separator = 0;
        if !self.next()? {
            return Err(fault(1, "an empty table"));
        }
        let line = self.field(0)?.into_owned();
        let count = |separator: &u8| line.bytes().filter(|byte| byte == separator).count();
        self.separator = [b';', b'\t', b','].into_iter().max_by_key(count).unwrap_or(b',');
        let names = split(&line, self.separator);
        let place = |wanted: &[&str]| names.iter().position(|name| wanted.contains(&name.to_lowercase().as_str()));
        let id = place(&["id", ":id", "n", "node"]);
        let source = place(&["source", ":start_id", "s", "from"]);
        let target = place(&["target", ":end_id", "t", "to"]);
        let (kind, ends) = match (source, target, id) {
            (Some(source), Some(target), _) => (Kind::Edge, [source, target]),
            (_, _, Some(id)) => (Kind::Node, [id, id]),
            _ => return Err(fault(1, "neither a column \"id\" nor columns \"source\" and \"target\"")),
        };
        Ok(Header { kind, ends, names })
    }

    /// Reads a record; false at the end. A separator of zero takes the line as one field.
    fn next(&mut self) -> io::Result<bool> {
        loop {
            self.bytes.clear();
            self.ends.clear();
            self.line = self.next_line;
            if !self.read_record()? {
                return Ok(false);
            }
            if self.ends.len() > 1 || !self.bytes.is_empty() {
                return Ok(true);
            }
        }
    }

    fn read_record(&mut self) -> io::Result<bool> {
        let (mut quoted, mut any, mut after_quote) = (false, false, false);
        loop {
            let Some(byte) = self.byte()? else {
                if any {
                    self.ends.push(self.bytes.len());
                }
                return Ok(any);
            };
            any = true;
            self.next_line += usize::from(byte == b'\n');
            if self.bytes.len() > LONGEST_RECORD {
                return Err(fault(self.line, "longer than 64 MiB"));
            }
            let begin = self.ends.last().copied().unwrap_or_default();
            match byte {
                b'"' if self.separator == 0 => self.bytes.push(byte),
                b'"' if quoted => (quoted, after_quote) = (false, true),
                b'"' if after_quote => {
                    self.bytes.push(b'"');
                    (quoted, after_quote) = (true, false);
                }
                b'"' if self.bytes.len() == begin => quoted = true,
                _ if quoted => self.bytes.push(byte),
                b'\n' => {
                    if self.bytes.len() > begin && self.bytes.last() == Some(&b'\r') {
                        self.bytes.pop();
                    }
                    self.ends.push(self.bytes.len());
                    return Ok(true);
                }
                separator if separator == self.separator => {
                    self.ends.push(self.bytes.len());
                    after_quote = false;
                }
                other => self.bytes.push(other),
            }
        }
    }

    fn byte(&mut self) -> io::Result<Option<u8>> {
        use std::io::BufRead;
        let byte = loop {
            match self.input.fill_buf() {
                Ok(buffer) => break buffer.first().copied(),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        };
        self.input.consume(usize::from(byte.is_some()));
        Ok(byte)
    }

    fn field(&self, place: usize) -> io::Result<Cow<'_, str>> {
        let begin = place.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        let end = self.ends.get(place).copied().unwrap_or(begin);
        let text = std::str::from_utf8(&self.bytes[begin..end]).map_err(|_| fault(self.line, "not UTF-8"))?;
        Ok(if escape::is_clean(text.as_bytes()) { Cow::Borrowed(text) } else { clean::text(text) })
    }
}

/// The names in a first line.
fn split(line: &str, separator: u8) -> Vec<String> {
    let line = line.trim_start_matches('\u{FEFF}');
    let names = line.split(char::from(separator)).map(|name| name.trim().trim_matches('"').replace("\"\"", "\""));
    names.map(|name| clean::label(&name).into_owned()).collect()
}
