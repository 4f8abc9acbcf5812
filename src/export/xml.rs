//! Text that survives every XML reader whole, Gephi's included.

use quick_xml::Writer;
use quick_xml::escape::partial_escape;
use quick_xml::events::{BytesCData, BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::io::{self, Write};

/// Begins a document with `<?xml version="1.0" encoding="UTF-8"?>`, without which Gephi guesses an encoding.
pub fn document(out: &mut dyn Write) -> io::Result<Writer<&mut dyn Write>> {
    let mut out = Writer::new(out);
    out.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    line(&mut out)?;
    Ok(out)
}

/// An opening tag. Values are escaped.
pub fn open(out: &mut Writer<&mut dyn Write>, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
    out.write_event(Event::Start(BytesStart::new(name).with_attributes(attributes.iter().copied())))
}

/// A closing tag.
pub fn close(out: &mut Writer<&mut dyn Write>, name: &str) -> io::Result<()> {
    out.write_event(Event::End(BytesEnd::new(name)))
}

/// An element without content. Values are escaped.
pub fn empty(out: &mut Writer<&mut dyn Write>, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
    out.write_event(Event::Empty(BytesStart::new(name).with_attributes(attributes.iter().copied())))
}

/// The text of an element, already cleaned.
///
/// Gephi drops every text event that is only white space, and entities split events; so quotes stay bare, and where
/// white space touches an escaped character, or the text holds a line break or ends in white space, it is CDATA.
pub fn text(out: &mut Writer<&mut dyn Write>, text: &str) -> io::Result<()> {
    if needs_cdata(text) {
        for section in BytesCData::escaped(text) {
            out.write_event(Event::CData(section))?;
        }
        return Ok(());
    }
    out.write_event(Event::Text(BytesText::from_escaped(partial_escape(text))))
}

/// A line break between elements.
pub fn line(out: &mut Writer<&mut dyn Write>) -> io::Result<()> {
    out.get_mut().write_all(b"\n")
}

fn needs_cdata(text: &str) -> bool {
    let is_space = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\n');
    let is_escaped = |byte: &u8| matches!(byte, b'&' | b'<' | b'>');
    let bytes = text.as_bytes();
    let touches =
        |pair: &[u8]| (is_space(&pair[0]) && is_escaped(&pair[1])) || (is_escaped(&pair[0]) && is_space(&pair[1]));
    bytes.contains(&b'\n')
        || bytes.first().is_some_and(is_space)
        || bytes.last().is_some_and(is_space)
        || bytes.windows(2).any(touches)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(content: &str) -> String {
        let mut bytes = Vec::new();
        let mut writer = Writer::new(&mut bytes as &mut dyn Write);
        open(&mut writer, "a", &[("b", content)]).unwrap();
        text(&mut writer, content).unwrap();
        close(&mut writer, "a").unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn white_space_beside_an_escape_makes_cdata() {
        assert!(written("R&D \"x\" \"y\"").contains(">R&amp;D \"x\" \"y\"<"));
        assert!(written("a & b").contains("<![CDATA[a & b]]>"));
    }

    proptest! {
        #[test]
        fn any_text_reads_back(source in any::<String>()) {
            let cleaned = crate::export::clean::text(&source).into_owned();
            let document = written(&cleaned);
            let read = roxmltree::Document::parse(&document).unwrap();
            let texts: String = read.root_element().children().filter_map(|child| child.text()).collect();
            prop_assert_eq!(texts, cleaned.clone());
            prop_assert_eq!(read.root_element().attribute("b").unwrap_or_default(), cleaned);
        }
    }
}
