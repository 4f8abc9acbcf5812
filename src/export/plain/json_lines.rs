//! JSON lines: `{"n": "id", …}` is a node, `{"s": "id", "t": "id", …}` an edge; all other members are attributes.
//!
//! Attributes are texts. Numbers and booleans are taken as they are written, arrays and objects as their JSON, `null` as
//! nothing. A line that has the members of the line before in the same order is read without looking for them.

use super::{Columns, Kind, Record, Source, escape, fault};
use crate::export::clean;
use memchr::{memchr, memchr2};
use std::borrow::Cow;
use std::io::{self, Read, Seek, SeekFrom};

/// So much is read at a time.
const BLOCK: usize = 1 << 18;
/// A longer line is no line of a graph.
const LONGEST_LINE: usize = 1 << 26;
/// So many places of the input are looked at by [`Source::sample`].
const SAMPLES: u64 = 8;

/// A file of JSON lines.
pub struct JsonLines<R> {
    input: R,
}

impl<R: Read + Seek> JsonLines<R> {
    /// Reads from `input`, from its beginning.
    pub fn new(input: R) -> Self {
        JsonLines { input }
    }

    /// Hands whole lines to `each`, as many at a time as fit, with the number of the first.
    fn lines(&mut self, each: &mut dyn FnMut(&str, usize) -> io::Result<()>) -> io::Result<()> {
        self.input.seek(SeekFrom::Start(0))?;
        let mut buffer = vec![0; BLOCK];
        let (mut filled, mut line) = (0, 1);
        loop {
            let read = retry(|| self.input.read(&mut buffer[filled..]))?;
            filled += read;
            let whole =
                if read == 0 { filled } else { memchr::memrchr(b'\n', &buffer[..filled]).map_or(0, |last| last + 1) };
            if whole > 0 {
                let text = simdutf8::basic::from_utf8(&buffer[..whole]);
                let text = text.map_err(|_| fault(line, "this block of lines is not UTF-8"))?;
                each(text, line)?;
                line += memchr::memchr_iter(b'\n', text.as_bytes()).count();
                buffer.copy_within(whole..filled, 0);
                filled -= whole;
            }
            if read == 0 {
                return Ok(());
            }
            if filled == buffer.len() {
                if filled >= LONGEST_LINE {
                    return Err(fault(line, "longer than 64 MiB"));
                }
                buffer.resize(2 * filled, 0);
            }
        }
    }
}

fn retry(mut read: impl FnMut() -> io::Result<usize>) -> io::Result<usize> {
    loop {
        match read() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}

impl<R: Read + Seek> Source for JsonLines<R> {
    fn records(
        &mut self,
        columns: &mut Columns,
        each: &mut dyn FnMut(&Columns, Record) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut shapes = [Shape::default(), Shape::default()];
        self.lines(&mut |text, first| {
            let (mut rest, mut number) = (text, first);
            while !rest.is_empty() {
                rest = one_line(rest, number, columns, &mut shapes, each)?;
                number += 1;
            }
            Ok(())
        })
    }

    fn sample(&mut self) -> io::Result<Columns> {
        let length = self.input.seek(SeekFrom::End(0))?;
        let mut columns = Columns::default();
        let mut buffer = vec![0; BLOCK.min(usize::try_from(length).unwrap_or(BLOCK))];
        for sample in 0..=SAMPLES {
            let start = (length - buffer.len() as u64) / SAMPLES * sample;
            self.input.seek(SeekFrom::Start(start))?;
            self.input.read_exact(&mut buffer)?;
            // Whole lines only, except where the input begins or ends.
            let begin = if start == 0 { 0 } else { memchr(b'\n', &buffer).map_or(buffer.len(), |line| line + 1) };
            let end = memchr::memrchr(b'\n', &buffer).map_or(0, |line| line + 1);
            let lines = buffer.get(begin..end).unwrap_or_default();
            let mut shapes = [Shape::default(), Shape::default()];
            // What is wrong there is told when it is read in order, with its line.
            let Ok(mut rest) = std::str::from_utf8(lines) else { continue };
            while !rest.is_empty() {
                match one_line(rest, 0, &mut columns, &mut shapes, &mut |_, _| Ok(())) {
                    Ok(next) => rest = next,
                    Err(_) => break,
                }
            }
        }
        Ok(columns)
    }
}

/// The members of a line of one kind as they were last seen.
#[derive(Debug, Default)]
struct Shape {
    /// What stands before the value of each member (`{"n": "`, `", "label": "`) and what the member is.
    members: Vec<(Vec<u8>, Member)>,
}

/// What a member of the object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Member {
    /// The id of a node.
    Id,
    /// The first end of an edge.
    Source,
    /// The other end.
    Target,
    /// An attribute.
    Attribute(usize),
}

/// Reads one line from the beginning of `text`; gives what stands behind it.
fn one_line<'t>(
    text: &'t str,
    number: usize,
    columns: &mut Columns,
    shapes: &mut [Shape; 2],
    each: &mut dyn FnMut(&Columns, Record) -> io::Result<()>,
) -> io::Result<&'t str> {
    for (shape, kind) in shapes.iter().zip([Kind::Edge, Kind::Node]) {
        if let Some((rest, values)) = as_before(text, shape) {
            let clean = escape::is_clean(&text.as_bytes()[..text.len() - rest.len()]);
            Line { kind, values }.give(&shape.members, clean, columns, each)?;
            return Ok(rest);
        }
    }
    let end = memchr(b'\n', text.as_bytes()).unwrap_or(text.len());
    let (line, rest) = (&text[..end], text.get(end + 1..).unwrap_or_default());
    if line.trim().is_empty() {
        return Ok(rest);
    }
    slowly(line, number, columns, shapes, each)?;
    Ok(rest)
}

/// Values of the members of a line; no object of a graph that is read fast has more.
const MOST: usize = 24;

struct Line<'t> {
    kind: Kind,
    values: [&'t str; MOST],
}

/// The values of a line that has the shape of an earlier one and no escaped character, and what stands behind the line.
#[inline]
fn as_before<'t>(text: &'t str, shape: &Shape) -> Option<(&'t str, [&'t str; MOST])> {
    if shape.members.is_empty() || shape.members.len() > MOST {
        return None;
    }
    let bytes = text.as_bytes();
    let mut values = [""; MOST];
    let mut place = 0;
    for ((before, _), value) in shape.members.iter().zip(&mut values) {
        if !bytes.get(place..)?.starts_with(before) {
            return None;
        }
        let start = place + before.len();
        let length = quote(bytes.get(start..)?)?;
        *value = text.get(start..start + length)?;
        place = start + length;
    }
    let rest = text.get(place..)?.strip_prefix("\"}\n")?;
    Some((rest, values))
}

/// How far the quotation mark that ends a string is; none where a backslash stands before it.
#[inline]
fn quote(bytes: &[u8]) -> Option<usize> {
    let found = memchr2(b'"', b'\\', bytes)?;
    (bytes[found] == b'"').then_some(found)
}

impl Line<'_> {
    fn give(
        &self,
        members: &[(Vec<u8>, Member)],
        clean: bool,
        columns: &Columns,
        each: &mut dyn FnMut(&Columns, Record) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut record = Record { kind: self.kind, id: "", target: "", attributes: &[] };
        let mut attributes = [(0, ""); MOST];
        let mut count = 0;
        let values = &self.values[..members.len()];
        if !clean {
            let owned: Vec<Cow<str>> = values.iter().map(|value| clean::text(value)).collect();
            let values: Vec<(Member, &str)> =
                members.iter().zip(&owned).map(|((_, member), value)| (*member, value.as_ref())).collect();
            return give(self.kind, &values, columns, each);
        }
        for ((_, member), value) in members.iter().zip(values) {
            match member {
                Member::Id | Member::Source => record.id = value,
                Member::Target => record.target = value,
                Member::Attribute(column) => {
                    attributes[count] = (*column, *value);
                    count += 1;
                }
            }
        }
        each(columns, Record { attributes: &attributes[..count], ..record })
    }
}

fn give(
    kind: Kind,
    values: &[(Member, &str)],
    columns: &Columns,
    each: &mut dyn FnMut(&Columns, Record) -> io::Result<()>,
) -> io::Result<()> {
    let of = |wanted: &[Member]| {
        let found = values.iter().find(|(member, _)| wanted.contains(member));
        found.map_or("", |(_, value)| value)
    };
    let attributes = values.iter().filter_map(|(member, value)| match member {
        Member::Attribute(column) => Some((*column, *value)),
        _ => None,
    });
    let attributes: Vec<(usize, &str)> = attributes.collect();
    let (id, target) = (of(&[Member::Id, Member::Source]), of(&[Member::Target]));
    each(columns, Record { kind, id, target, attributes: &attributes })
}

/// Reads a line of any shape, and remembers its shape.
fn slowly(
    line: &str,
    number: usize,
    columns: &mut Columns,
    shapes: &mut [Shape; 2],
    each: &mut dyn FnMut(&Columns, Record) -> io::Result<()>,
) -> io::Result<()> {
    let members = Scanner { text: line, place: 0, line: number }.object()?;
    let has = |name: &str| members.iter().any(|member| member.name == name);
    let kind = match (has("n"), has("s") && has("t")) {
        (true, _) => Kind::Node,
        (_, true) => Kind::Edge,
        _ => return Err(fault(number, "neither a node (\"n\") nor an edge (\"s\" and \"t\")")),
    };
    let mut shape = Shape::default();
    let mut values: Vec<(Member, Cow<str>)> = Vec::with_capacity(members.len());
    let (mut regular, mut last) = (true, 0);
    for member in &members {
        let what = match (kind, member.name.as_ref()) {
            (Kind::Node, "n") => Member::Id,
            (Kind::Edge, "s") => Member::Source,
            (Kind::Edge, "t") => Member::Target,
            (kind, name) => Member::Attribute(columns.place(kind, &clean::label(name))),
        };
        regular &= member.quoted && member.start >= last && !values.iter().any(|(known, _)| *known == what);
        if regular {
            shape.members.push((line.as_bytes()[last..member.start].to_vec(), what));
            last = member.end;
        }
        let Some(value) = &member.value else { continue };
        if !values.iter().any(|(known, _)| *known == what) {
            values.push((what, Cow::Owned(clean::text(value).into_owned())));
        }
    }
    if regular {
        shapes[usize::from(kind == Kind::Node)] = shape;
    }
    let values: Vec<(Member, &str)> = values.iter().map(|(member, value)| (*member, value.as_ref())).collect();
    give(kind, &values, columns, each)
}

/// A member of an object.
struct MemberText<'t> {
    name: Cow<'t, str>,
    /// None for `null`.
    value: Option<Cow<'t, str>>,
    /// True for a string.
    quoted: bool,
    /// Where the value begins and ends, without quotation marks.
    start: usize,
    end: usize,
}

/// Goes over a line of JSON.
struct Scanner<'t> {
    text: &'t str,
    place: usize,
    line: usize,
}

impl<'t> Scanner<'t> {
    fn object(mut self) -> io::Result<Vec<MemberText<'t>>> {
        let mut members = Vec::new();
        self.expect(b'{', "no object")?;
        if self.next_is(b'}') {
            return self.end(members);
        }
        loop {
            self.expect(b'"', "a member without a name")?;
            let name = self.string()?.0;
            self.expect(b':', "a name without a value")?;
            members.push(self.member(name)?);
            if self.next_is(b'}') {
                return self.end(members);
            }
            self.expect(b',', "no comma between members")?;
        }
    }

    fn end(mut self, members: Vec<MemberText<'t>>) -> io::Result<Vec<MemberText<'t>>> {
        self.skip_space();
        if self.place < self.text.len() { Err(fault(self.line, "more than one object")) } else { Ok(members) }
    }

    fn member(&mut self, name: Cow<'t, str>) -> io::Result<MemberText<'t>> {
        if self.next_is(b'"') {
            let (value, start, end) = self.string()?;
            return Ok(MemberText { name, value: Some(value), quoted: true, start, end });
        }
        let start = self.place;
        self.skip_value()?;
        let value = &self.text[start..self.place];
        let value = (value != "null").then_some(Cow::Borrowed(value));
        Ok(MemberText { name, value, quoted: false, start, end: self.place })
    }

    fn skip_space(&mut self) {
        let rest = &self.text.as_bytes()[self.place..];
        self.place += rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    }

    fn next_is(&mut self, wanted: u8) -> bool {
        self.skip_space();
        let is = self.text.as_bytes().get(self.place) == Some(&wanted);
        self.place += usize::from(is);
        is
    }

    fn expect(&mut self, wanted: u8, reason: &'static str) -> io::Result<()> {
        if self.next_is(wanted) { Ok(()) } else { Err(fault(self.line, reason)) }
    }

    /// A string whose first quotation mark has been passed, with the places where its content begins and ends.
    fn string(&mut self) -> io::Result<(Cow<'t, str>, usize, usize)> {
        let start = self.place;
        let bytes = self.text.as_bytes();
        let mut escaped = false;
        loop {
            let found = memchr2(b'"', b'\\', &bytes[self.place..]);
            let found = found.ok_or_else(|| fault(self.line, "a string without end"))?;
            self.place += found + 1;
            if bytes[self.place - 1] == b'"' {
                break;
            }
            escaped = true;
            self.place += 1;
            if self.place > bytes.len() || !self.text.is_char_boundary(self.place) {
                return Err(fault(self.line, "a backslash before nothing that it could escape"));
            }
        }
        let end = self.place - 1;
        let raw = &self.text[start..end];
        let text = if escaped { Cow::Owned(unescape(raw, self.line)?) } else { Cow::Borrowed(raw) };
        Ok((text, start, end))
    }

    /// A value that is no string: anything up to the comma or brace that ends it, nested ones counted.
    fn skip_value(&mut self) -> io::Result<()> {
        let mut depth = 0_usize;
        while let Some(&byte) = self.text.as_bytes().get(self.place) {
            match byte {
                b'{' | b'[' => depth += 1,
                b'}' | b']' if depth > 0 => depth -= 1,
                b',' | b'}' if depth == 0 => break,
                b'"' => {
                    self.place += 1;
                    self.string()?;
                    continue;
                }
                byte if depth == 0 && byte.is_ascii_whitespace() => break,
                _ => {}
            }
            self.place += 1;
        }
        if depth > 0 { Err(fault(self.line, "an array or object without end")) } else { Ok(()) }
    }
}

/// The text of a JSON string. Half a surrogate pair becomes U+FFFD.
fn unescape(raw: &str, line: usize) -> io::Result<String> {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(found) = rest.find('\\') {
        out.push_str(&rest[..found]);
        let mut characters = rest[found + 1..].chars();
        match characters.next() {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('r') => out.push('\r'),
            Some('b') => out.push('\u{8}'),
            Some('f') => out.push('\u{C}'),
            Some(same @ ('"' | '\\' | '/')) => out.push(same),
            Some('u') => {
                let (unit, after) = code_unit(characters.as_str(), line)?;
                let low = after.strip_prefix("\\u").filter(|_| (0xD800..0xDC00).contains(&unit));
                let low = low.and_then(|after| code_unit(after, line).ok());
                let (character, after) = match low {
                    Some((low, after)) if (0xDC00..0xE000).contains(&low) => {
                        (char::from_u32(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)), after)
                    }
                    _ => (char::from_u32(unit), after),
                };
                out.push(character.unwrap_or(char::REPLACEMENT_CHARACTER));
                rest = after;
                continue;
            }
            _ => return Err(fault(line, "a backslash before nothing that it could escape")),
        }
        rest = characters.as_str();
    }
    out.push_str(rest);
    Ok(out)
}

/// Four hexadecimal digits, and what stands behind them.
fn code_unit(text: &str, line: usize) -> io::Result<(u32, &str)> {
    let digits = text.get(..4).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()));
    let unit = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
    unit.map(|unit| (unit, &text[4..])).ok_or_else(|| fault(line, "\\u without four hexadecimal digits"))
}
