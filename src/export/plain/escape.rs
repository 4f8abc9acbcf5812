//! Finds the few bytes that need care among the many that do not.
//!
//! The loops have no branches and compare fixed-size blocks, so that the compiler turns them into vector instructions.

/// Whether a byte of `text` needs care. `needs_care` must be cheap and free of branches.
#[inline]
pub fn any(text: &[u8], needs_care: impl Fn(u8) -> bool + Copy) -> bool {
    match text.len() {
        32.. => in_blocks::<32>(text, needs_care),
        16.. => in_blocks::<16>(text, needs_care),
        8.. => in_blocks::<8>(text, needs_care),
        _ => text.iter().any(|&byte| needs_care(byte)),
    }
}

/// Looks at `N` bytes together; the last block overlaps the one before.
#[inline]
fn in_blocks<const N: usize>(text: &[u8], needs_care: impl Fn(u8) -> bool + Copy) -> bool {
    let found = |block: &[u8; N]| block.iter().fold(0, |found, &byte| found | u8::from(needs_care(byte))) != 0;
    let (blocks, _) = text.as_chunks::<N>();
    blocks.iter().any(found) || text.last_chunk::<N>().is_some_and(found)
}

/// Copies `text`, with what `replace` gives in place of each byte that needs care.
#[inline]
pub fn copy(
    text: &str,
    out: &mut Vec<u8>,
    needs_care: impl Fn(u8) -> bool + Copy,
    replace: impl Fn(&[u8], &mut Vec<u8>) -> usize,
) {
    let bytes = text.as_bytes();
    if !any(bytes, needs_care) {
        out.extend_from_slice(bytes);
        return;
    }
    let mut done = 0;
    let mut place = 0;
    while let Some(&byte) = bytes.get(place) {
        if needs_care(byte) {
            out.extend_from_slice(&bytes[done..place]);
            place += replace(&bytes[place..], out).max(1);
            done = place;
        } else {
            place += 1;
        }
    }
    out.extend_from_slice(&bytes[done..]);
}

/// Text of a JSON string.
pub fn json(text: &str, out: &mut Vec<u8>) {
    copy(
        text,
        out,
        |byte| (byte < 0x20) | (byte == b'"') | (byte == b'\\'),
        |rest, out| {
            match rest[0] {
                b'"' => out.extend_from_slice(b"\\\""),
                b'\\' => out.extend_from_slice(b"\\\\"),
                b'\n' => out.extend_from_slice(b"\\n"),
                b'\t' => out.extend_from_slice(b"\\t"),
                other => out.extend_from_slice(format!("\\u{other:04x}").as_bytes()),
            }
            1
        },
    );
}

/// Text of a literal of N-Quads, as [`crate::export::rdf`] writes it: control characters beyond ASCII, too, and
/// U+2028 and U+2029 are escaped.
pub fn literal(text: &str, out: &mut Vec<u8>) {
    let care =
        |byte: u8| (byte < 0x20) | (byte == b'"') | (byte == b'\\') | (byte == 0x7F) | (byte == 0xC2) | (byte == 0xE2);
    copy(text, out, care, |rest, out| {
        let length = match rest {
            [b'"', ..] => return replaced(b"\\\"", out),
            [b'\\', ..] => return replaced(b"\\\\", out),
            [b'\n', ..] => return replaced(b"\\n", out),
            [b'\r', ..] => return replaced(b"\\r", out),
            [b'\t', ..] => return replaced(b"\\t", out),
            [0xC2, second, ..] if *second < 0xA0 => {
                out.extend_from_slice(format!("\\u{:04X}", second).as_bytes());
                return 2;
            }
            [0xE2, 0x80, third @ (0xA8 | 0xA9), ..] => {
                out.extend_from_slice(format!("\\u{:04X}", 0x2028 + u32::from(third - 0xA8)).as_bytes());
                return 3;
            }
            [0xC2, ..] => 2,
            [0xE2, ..] => 3,
            [other, ..] => {
                out.extend_from_slice(format!("\\u{other:04X}").as_bytes());
                return 1;
            }
            [] => 0,
        };
        let length = length.min(rest.len());
        out.extend_from_slice(&rest[..length]);
        length
    });
}

fn replaced(with: &[u8], out: &mut Vec<u8>) -> usize {
    out.extend_from_slice(with);
    1
}

/// The end of an IRI: what RFC 3987 does not take there is percent-encoded.
pub fn iri(text: &str, out: &mut Vec<u8>) {
    let kept = |byte: u8| byte.is_ascii_alphanumeric() | matches!(byte, b'.' | b'_' | b'~' | b'-');
    for &byte in text.as_bytes() {
        if kept(byte) {
            out.push(byte);
        } else {
            out.extend_from_slice(format!("%{byte:02X}").as_bytes());
        }
    }
}

/// Value of an XML attribute in double quotes.
pub fn xml_attribute(text: &str, out: &mut Vec<u8>) {
    copy(
        text,
        out,
        |byte| (byte < 0x20) | (byte == b'&') | (byte == b'<') | (byte == b'>') | (byte == b'"'),
        |rest, out| {
            match rest[0] {
                b'&' => out.extend_from_slice(b"&amp;"),
                b'<' => out.extend_from_slice(b"&lt;"),
                b'>' => out.extend_from_slice(b"&gt;"),
                b'"' => out.extend_from_slice(b"&quot;"),
                other => out.extend_from_slice(format!("&#{other};").as_bytes()),
            }
            1
        },
    );
}

/// Content of an XML element, by the rule of [`crate::export::graphml`]: CDATA where white space touches a character that
/// is escaped, at a line break, and at outer white space.
pub fn xml_text(text: &str, out: &mut Vec<u8>) {
    let bytes = text.as_bytes();
    let space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n');
    let outer = bytes.first().is_some_and(space) || bytes.last().is_some_and(space);
    let care = |byte: u8| (byte == b'&') | (byte == b'<') | (byte == b'>') | (byte == b'\n');
    if !outer && !any(bytes, care) {
        out.extend_from_slice(bytes);
        return;
    }
    let escaped = |byte: &u8| matches!(byte, b'&' | b'<' | b'>');
    let mut touches = outer || bytes.contains(&b'\n');
    let mut from = 0;
    while let (false, Some(found)) = (touches, memchr::memchr3(b'&', b'<', b'>', &bytes[from..])) {
        let place = from + found;
        let before = place.checked_sub(1).and_then(|before| bytes.get(before));
        touches = before.is_some_and(space) || bytes.get(place + 1).is_some_and(space);
        from = place + 1;
    }
    if touches {
        out.extend_from_slice(b"<![CDATA[");
        match memchr::memchr(b']', bytes) {
            None => out.extend_from_slice(bytes),
            Some(_) => out.extend_from_slice(text.replace("]]>", "]]]]><![CDATA[>").as_bytes()),
        }
        out.extend_from_slice(b"]]>");
        return;
    }
    copy(
        text,
        out,
        |byte| escaped(&byte),
        |rest, out| {
            out.extend_from_slice(match rest[0] {
                b'&' => b"&amp;".as_slice(),
                b'<' => b"&lt;",
                _ => b"&gt;",
            });
            1
        },
    );
}

/// Whether [`crate::export::clean::text`] would leave the text as it is.
#[inline]
pub fn is_clean(text: &[u8]) -> bool {
    // U+FFFE and U+FFFF are EF BF BE and EF BF BF; private and wide characters begin with EF too and are rare.
    !any(text, |byte| ((byte < 0x20) & (byte != b'\n') & (byte != b'\t')) | (byte == 0xEF))
}
