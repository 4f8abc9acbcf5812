//! One HTML file that shows the graph in any browser, without network and without anything installed.
//!
//! The page is `page.html` with the style, the program and the data put in. Its content security policy allows nothing
//! but this very style and this very program, by their SHA-256; the data is JSON in which nothing can end the element
//! that holds it, and the program writes texts as text only, so no label can become markup.

mod data;

use super::{ExportOptions, Exporter, LabelLanguage, ViewKind};
use crate::graph::KnowledgeGraph;
use data::PageData;
use sha2::{Digest, Sha256};
use std::io::{self, Write};

/// Writes the viewer with the graph in it.
pub struct Html;

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("viewer.css");
const PROGRAM: &str = include_str!("viewer.js");

impl Exporter for Html {
    fn name(&self) -> &'static str {
        "HTML viewer"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["html", "htm"]
    }

    fn default_view(&self) -> ViewKind {
        ViewKind::Relations
    }

    fn write(&self, graph: &KnowledgeGraph, options: &ExportOptions, out: &mut dyn Write) -> io::Result<()> {
        let data = PageData::new(graph, options.view.unwrap_or(self.default_view()), options);
        let language = match options.labels {
            LabelLanguage::English => "en",
            LabelLanguage::French => "fr",
        };
        let mut rest = PAGE;
        while let Some((before, after)) = rest.split_once("{{") {
            out.write_all(before.as_bytes())?;
            let (name, after) = after.split_once("}}").unwrap_or((after, ""));
            match name {
                "language" => out.write_all(language.as_bytes())?,
                "style-hash" => out.write_all(hash_source(STYLE).as_bytes())?,
                "program-hash" => out.write_all(hash_source(PROGRAM).as_bytes())?,
                "style" => out.write_all(STYLE.as_bytes())?,
                "program" => out.write_all(PROGRAM.as_bytes())?,
                "data" => serde_json::to_writer(Harmless { out: &mut *out }, &data)?,
                other => return Err(io::Error::other(format!("page.html names {other:?}, which nothing fills"))),
            }
            rest = after;
        }
        out.write_all(rest.as_bytes())
    }
}

/// `sha256-…`, as a content security policy names an inline element.
fn hash_source(text: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(text.as_bytes())))
}

/// Base 64 of RFC 4648 with padding.
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let number = group.iter().fold(0_u32, |number, &byte| number << 8 | u32::from(byte)) << (8 * (3 - group.len()));
        for digit in 0..4 {
            if digit <= group.len() {
                out.push(char::from(DIGITS[(number >> (18 - 6 * digit)) as usize & 63]));
            } else {
                out.push('=');
            }
        }
    }
    out
}

/// JSON in which `<`, `>`, `&` are escapes, so that no text can end the `script` element around it or begin a comment.
/// They stand only inside strings, where an escape means the same.
struct Harmless<'w> {
    out: &'w mut dyn Write,
}

impl Write for Harmless<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut plain = 0;
        for (place, byte) in bytes.iter().enumerate() {
            let escape: &[u8] = match byte {
                b'<' => b"\\u003c",
                b'>' => b"\\u003e",
                b'&' => b"\\u0026",
                _ => continue,
            };
            self.out.write_all(&bytes[plain..place])?;
            self.out.write_all(escape)?;
            plain = place + 1;
        }
        self.out.write_all(&bytes[plain..])?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::sample::{graph_of, sample};

    fn page() -> String {
        let mut out = Vec::new();
        Html.write(&graph_of(sample()), &ExportOptions::default(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn data_of(page: &str) -> serde_json::Value {
        let (_, rest) = page.split_once("<script type=\"application/json\" id=\"data\">").unwrap();
        serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
    }

    #[test]
    fn base_64_is_that_of_the_standard() {
        let expected = [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")];
        for (text, coded) in expected {
            assert_eq!(base64(text.as_bytes()), coded);
        }
    }

    #[test]
    fn the_page_needs_nothing_from_outside() {
        let page = page();
        assert!(page.contains("default-src 'none'"));
        assert!(!page.contains("{{") && !page.contains("src=\"") && !page.contains("unsafe-inline"));
        assert!(!page.contains("innerHTML") && !page.contains("eval("));
    }

    #[test]
    fn evidence_marks_who_does_what_to_whom() {
        let data = data_of(&page());
        let edges = data["edges"].as_array().unwrap();
        let thanks = edges.iter().find(|edge| edge["relation"] == "thanks").unwrap();
        let evidence = &thanks["evidence"][1];
        assert_eq!(evidence["text"], "Ada Lund thanks Jonas Weil");
        assert_eq!(evidence["marks"], serde_json::json!([[0, 8, 0], [16, 26, 1]]));
        assert_eq!(thanks["sources"], 2);
    }

    #[test]
    fn no_text_ends_its_element() {
        let mut out = Vec::new();
        serde_json::to_writer(Harmless { out: &mut out }, "</script><!--&").unwrap();
        assert_eq!(out, br#""\u003c/script\u003e\u003c!--\u0026""#);
        assert_eq!(serde_json::from_slice::<String>(&out).unwrap(), "</script><!--&");
    }
}
