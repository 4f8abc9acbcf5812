//! Pages of many layouts, each with the purpose of every part marked: `{kind}` before a part says what it is.
//!
//! A page may begin with metadata (`date: 2024-10-17`) before a line `---`; what is not named there is not checked.

use depeche::clean::clean;
use depeche::doc::{Article, Source, ZoneKind};
use proptest::prelude::*;
use std::ops::Range;
use std::path::Path;

struct Page {
    name: String,
    metadata: Vec<(String, String)>,
    text: String,
    parts: Vec<(ZoneKind, Range<usize>)>,
}

fn kind(name: &str) -> ZoneKind {
    match name {
        "prose" => ZoneKind::Prose,
        "headline" => ZoneKind::Headline,
        "intertitle" => ZoneKind::Intertitle,
        "caption" => ZoneKind::Caption,
        "advertisement" => ZoneKind::Advertisement,
        "related" => ZoneKind::Related,
        "source" => ZoneKind::SourceLine,
        "markup" => ZoneKind::Markup,
        other => panic!("no kind is called {other}"),
    }
}

fn read_page(path: &Path) -> Page {
    let file = std::fs::read_to_string(path).unwrap();
    let (head, body) = file.split_once("---\n").unwrap();
    let metadata = head.lines().map(|line| line.split_once(": ").unwrap());
    let mut page = Page {
        name: path.file_stem().unwrap().to_string_lossy().into_owned(),
        metadata: metadata.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        text: String::new(),
        parts: Vec::new(),
    };
    let mut marked = body.split('{');
    page.text.push_str(marked.next().unwrap());
    for part in marked {
        let (name, text) = part.split_once('}').unwrap();
        let start = page.text.len();
        page.text.push_str(text);
        page.parts.push((kind(name), start..page.text.len()));
    }
    page
}

fn pages() -> Vec<Page> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| read_page(path)).collect()
}

fn article(text: &str) -> Article {
    clean(Source { id: "page".into(), path: "page.txt".into(), text: text.into(), ..Source::default() })
}

/// Every character that shows must be in a zone of the marked kind.
fn faults(page: &Page, article: &Article) -> Vec<String> {
    let mut faults = Vec::new();
    for (expected, range) in &page.parts {
        let found: Vec<ZoneKind> = range
            .clone()
            .filter(|&at| page.text.as_bytes()[at].is_ascii_graphic())
            .map(|at| {
                let zone = article.zones.iter().find(|zone| zone.span.range().contains(&at));
                zone.unwrap_or_else(|| panic!("{}: byte {at} is in no zone", page.name)).kind
            })
            .collect();
        if let Some(wrong) = found.iter().find(|kind| *kind != expected) {
            faults.push(format!("{}: {expected:?} is {wrong:?}: {:?}", page.name, &page.text[range.clone()]));
        }
    }
    let metadata = &article.metadata;
    for (name, expected) in &page.metadata {
        let found = match name.as_str() {
            "title" => &metadata.title,
            "date" => &metadata.date,
            "outlet" => &metadata.outlet,
            "agency" => &metadata.agency,
            "author" => &metadata.author,
            "link" => &metadata.link,
            other => panic!("no metadata is called {other}"),
        };
        if found.as_ref() != Some(expected) {
            faults.push(format!("{}: {name} is {found:?}, not {expected:?}", page.name));
        }
    }
    faults
}

#[test]
fn every_part_of_every_page_is_recognised() {
    let pages = pages();
    assert!(pages.len() >= 12);
    let faults: Vec<String> = pages.iter().flat_map(|page| faults(page, &article(&page.text))).collect();
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn line_ends_of_windows_change_nothing() {
    for page in pages() {
        let kinds = |text: &str| -> Vec<ZoneKind> { article(text).zones.iter().map(|zone| zone.kind).collect() };
        assert_eq!(kinds(&page.text), kinds(&page.text.replace('\n', "\r\n")), "{}", page.name);
    }
}

fn check_zones(text: &str) -> Result<(), TestCaseError> {
    let article = article(text);
    let mut end = 0;
    for zone in &article.zones {
        let range = zone.span.range();
        prop_assert!(range.start >= end && !range.is_empty(), "zones overlap, go back or are empty");
        prop_assert!(text.get(range.clone()).is_some(), "a zone is not on character boundaries");
        prop_assert!(!text[end..range.start].contains(char::is_alphanumeric), "text is outside of all zones");
        end = range.end;
    }
    prop_assert!(!text[end..].contains(char::is_alphanumeric), "text is outside of all zones");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_cut_into_ordered_zones(text in "\\PC{0,300}") {
        check_zones(&text)?;
    }

    #[test]
    fn anything_like_a_page_is_cut_into_ordered_zones(parts in proptest::collection::vec(
        prop_oneof![
            Just("Lire aussi : "), Just("\n"), Just("\r\n"), Just(" – "), Just("(AFP)"), Just("PARIS, 3 mai "), Just("14h32"),
            Just("![a](http://b.fr/c)"), Just("[x](y)"), Just("<b>"), Just("<script>"), Just("</p>"), Just("- "), Just("# "),
            Just("«"), Just("”"), Just("."), Just("Le maire a parlé"), Just("régionLes uns"), Just("fin.Il"), Just("\u{200B}"),
            Just("Photo : X / AFP"), Just("Trending"), Just("é"), Just("1er mai 2024"), Just("** "), Just("http://"), Just("…"),
        ],
        0..40,
    )) {
        check_zones(&parts.concat())?;
    }
}
