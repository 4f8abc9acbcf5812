//! Bytes of unknown encoding → text.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Why bytes are no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    /// Offset of the first offending byte, where there is one.
    pub byte: Option<u64>,
    /// What is wrong, in words.
    pub reason: &'static str,
}

/// Decodes by byte-order mark, else as UTF-16 without one where every other byte is NUL, else as UTF-8 where valid or
/// nearly so, else by statistics (chardetng). The mark itself is dropped. Also gives the WHATWG name of the encoding.
///
/// # Errors
/// Where the bytes are empty or hold nothing that prints, hold NUL, or are control characters for the greater part.
pub fn decode(bytes: &[u8]) -> Result<(String, &'static str), DecodeError> {
    if bytes.is_empty() {
        return Err(DecodeError { byte: None, reason: "the file is empty" });
    }
    let (encoding, mark) = match Encoding::for_bom(bytes) {
        Some((encoding, length)) => (Some(encoding), length),
        None => (utf_16_without_mark(bytes), 0),
    };
    let body = &bytes[mark..];
    let (text, encoding) = match encoding {
        Some(encoding) => (encoding.decode_without_bom_handling(body).0.into_owned(), encoding),
        None => decode_single_bytes(body)?,
    };
    check_printable(&text, encoding, mark)?;
    Ok((text, encoding.name()))
}

fn decode_single_bytes(bytes: &[u8]) -> Result<(String, &'static Encoding), DecodeError> {
    if let Some(byte) = bytes.iter().position(|&byte| byte == 0) {
        return Err(DecodeError { byte: Some(byte as u64), reason: "a NUL byte: this is a binary file" });
    }
    let encoding = if nearly_utf_8(bytes) { UTF_8 } else { guess(bytes) };
    Ok((encoding.decode_without_bom_handling(bytes).0.into_owned(), encoding))
}

/// One broken character does not make a UTF-8 file a Windows-1252 file: that would garble all others.
fn nearly_utf_8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|&byte| byte >= 0xC0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad == 0 || good >= 4 * bad
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    // The hint tips undecided short texts to the encoding of French pages.
    detector.guess(Some(b"fr"), Utf8Detection::Deny)
}

/// Western text in UTF-16 has a NUL for every other byte.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096)];
    let pairs = sample.len() / 2;
    let nul_at = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (nul_at(0), nul_at(1));
    if pairs < 4 || !bytes.len().is_multiple_of(2) {
        None
    } else if even == 0 && odd * 4 > pairs * 3 {
        Some(UTF_16LE)
    } else if odd == 0 && even * 4 > pairs * 3 {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// A text may hold some stray control characters; a file in which every tenth character is one is no text.
fn check_printable(text: &str, encoding: &'static Encoding, mark: usize) -> Result<(), DecodeError> {
    let (mut printed, mut controls, mut first) = (0usize, 0usize, None);
    for (byte, character) in text.char_indices() {
        if (character.is_control() && !character.is_whitespace()) || character == '\u{FFFD}' {
            controls += 1;
            first = first.or(Some(byte));
        } else if !character.is_whitespace() {
            printed += 1;
        }
    }
    if controls * 10 > printed + controls {
        // Only in UTF-8 do offsets in the text tell the byte of the file, and only before the first replacement.
        let byte = first.filter(|_| encoding == UTF_8).map(|byte| (byte + mark) as u64);
        return Err(DecodeError { byte, reason: "mostly control or undecodable characters: this is no text file" });
    }
    if printed == 0 {
        return Err(DecodeError { byte: None, reason: "the file holds only white space" });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(bytes: &[u8]) -> (String, &'static str) {
        decode(bytes).expect("decodes")
    }

    #[test]
    fn byte_order_marks_decide_and_are_dropped() {
        assert_eq!(read(b"\xEF\xBB\xBFd\xC3\xA9but"), ("début".into(), "UTF-8"));
        assert_eq!(read(b"\xFF\xFE\xE9\0t\0\xE9\0"), ("été".into(), "UTF-16LE"));
        assert_eq!(read(b"\xFE\xFF\0\xE9\0t\0\xE9"), ("été".into(), "UTF-16BE"));
    }

    #[test]
    fn encodings_without_mark_are_recognised() {
        assert_eq!(read("Forêt brûlée".as_bytes()).1, "UTF-8");
        let windows = b"Le pr\xE9sident a \xE9t\xE9 r\xE9\xE9lu \x96 une \xAB surprise \xBB pour l\x92Europe.";
        assert_eq!(
            read(windows),
            ("Le président a été réélu – une « surprise » pour l’Europe.".into(), "windows-1252")
        );
        let wide: Vec<u8> = "Le maire a signé.".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(read(&wide), ("Le maire a signé.".into(), "UTF-16LE"));
    }

    #[test]
    fn one_broken_character_leaves_the_rest_alone() {
        let (text, encoding) = read(b"\xC3\xA9t\xC3\xA9, \xC3\xA9t\xC3\xA9, \xFFfin");
        assert_eq!((text.as_str(), encoding), ("été, été, \u{FFFD}fin", "UTF-8"));
    }

    #[test]
    fn what_is_no_text_is_refused_with_its_byte() {
        assert_eq!(decode(b"").expect_err("empty").byte, None);
        assert_eq!(decode(b"  \r\n\t").expect_err("blank").byte, None);
        assert_eq!(decode(b"\xEF\xBB\xBF").expect_err("only a mark").byte, None);
        assert_eq!(decode(b"abc\0def").expect_err("NUL").byte, Some(3));
        assert_eq!(decode(b"a\x01\x02\x03\x04").expect_err("controls").byte, Some(1));
    }

    proptest! {
        #[test]
        fn any_bytes_decode_or_fail_in_words(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            match decode(&bytes) {
                Ok((text, _)) => prop_assert!(!text.trim().is_empty()),
                Err(error) => prop_assert!(error.byte.is_none_or(|byte| byte < bytes.len() as u64)),
            }
        }
    }
}
