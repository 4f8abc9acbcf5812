//! What a page says about itself: title, date, outlet, agency, author, link.

use super::blocks::Block;
use super::dates::{self, Date};
use super::fold::{fold, is_blank};
use super::tables::{CUE_TABLE, Cue, MEDIA_TABLE, Medium, WORD_TABLE};
use crate::doc::{Language, Metadata, Zone, ZoneKind};
use std::ops::Range;

/// Characters of a text without headline that stand for its title.
const TITLE_LENGTH: usize = 120;
/// A first sentence of fewer bytes is only a part of the title.
const SHORT_TITLE: usize = 30;
/// How much of a line, or of running text, is searched.
const SEARCHED: usize = 400;

/// Reads the metadata off a page whose zones are known.
pub fn metadata(text: &str, blocks: &[Block], zones: &[Zone], language: Language) -> Metadata {
    let lines: Vec<Line> = source_lines(text, blocks, zones);
    let link = lines.iter().find_map(|line| line.link());
    let addresses: Vec<&str> =
        zones.iter().filter(|zone| !zone.kind.is_read()).filter_map(|zone| address(zone.span.of(text))).collect();
    let media: Vec<Medium> = lines.iter().flat_map(|line| line.media()).collect();
    // A picture may lie anywhere; only a domain that is a known medium's tells whose page it is.
    let pictures = addresses.iter().filter_map(|address| MEDIA_TABLE.at_domain(domain(address)));
    let outlet = lines
        .iter()
        .find_map(|line| line.outlet())
        .or_else(|| media.iter().find(|medium| !medium.agency).map(|medium| medium.name.to_owned()))
        .or_else(|| link.map(|link| outlet_at(domain(link))))
        .or_else(|| pictures.map(|medium| medium.name.to_owned()).next());
    Metadata {
        title: title(text, zones),
        date: date(text, &lines, &addresses, zones, language).and_then(Date::iso),
        outlet,
        agency: media.iter().find(|medium| medium.agency).map(|medium| medium.name.to_owned()),
        author: lines.iter().find_map(|line| line.author()),
        link: link.map(str::to_owned),
    }
}

/// A line that says something about the page, and the cue that it has.
struct Line<'t> {
    shown: &'t str,
    folded: String,
    cue: Option<Cue>,
}

/// The source lines, and datelines and signatures that were cut off paragraphs.
fn source_lines<'t>(text: &'t str, blocks: &[Block], zones: &[Zone]) -> Vec<Line<'t>> {
    let mut cues = blocks.iter().peekable();
    let mut lines = Vec::new();
    for zone in zones.iter().filter(|zone| zone.kind == ZoneKind::SourceLine) {
        let range: Range<usize> = zone.span.range();
        while cues.next_if(|block| block.span.end <= range.start).is_some() {}
        let cue = cues.peek().filter(|block| block.span == range).and_then(|block| block.cue);
        let shown = &text[range];
        lines.push(Line { shown, folded: fold(shown.chars().take(SEARCHED)), cue });
    }
    lines
}

impl<'t> Line<'t> {
    /// What stands behind the label of the line: `Author : Anne Martin` gives `Anne Martin`.
    fn value(&self) -> &'t str {
        let value = match (self.cue, self.shown.find(':')) {
            (Some(_), Some(colon)) if !self.shown[colon..].starts_with("://") => &self.shown[colon + 1..],
            _ => self.shown,
        };
        value.trim_matches(is_blank)
    }

    fn link(&self) -> Option<&'t str> {
        matches!(self.cue, Some(Cue::Link | Cue::Source)).then(|| address(self.shown)).flatten()
    }

    fn author(&self) -> Option<String> {
        if self.cue != Some(Cue::Author) {
            return None;
        }
        let start = CUE_TABLE.start(&self.folded).map_or(0, |(_, end)| end);
        let labelled =
            self.shown.char_indices().nth(self.folded[..start].chars().count()).map_or("", |(at, _)| &self.shown[at..]);
        let value = if self.shown.contains(':') { self.value() } else { labelled };
        let mut words: Vec<&str> = value.split_whitespace().collect();
        if words.first().is_some_and(|word| WORD_TABLE.is("byline", &word.to_lowercase())) {
            words.remove(0);
        }
        // The name ends before a role, a place or an agency.
        let name = words.join(" ");
        let name = name.split([',', '(', '|', '–', '—', '·']).next().unwrap_or_default();
        let name = name.split(" avec ").next().unwrap_or_default().split(" with ").next().unwrap_or_default().trim();
        let named = name.chars().any(char::is_alphabetic) && MEDIA_TABLE.named(name).is_none();
        (named && name.split(' ').count() <= 8).then(|| name.to_owned())
    }

    fn outlet(&self) -> Option<String> {
        if !matches!(self.cue, Some(Cue::Source)) {
            return None;
        }
        let value = self.value().trim_start_matches(|c: char| c == '©' || c.is_ascii_digit() || is_blank(c));
        if let Some(medium) = MEDIA_TABLE.named(value) {
            return (!medium.agency).then(|| medium.name.to_owned());
        }
        let owner =
            value.split(" - ").next().unwrap_or_default().split([',', '|', '•', '–', '—']).next().unwrap_or_default();
        let owner = owner.trim_end_matches(|c: char| c == '.' || is_blank(c));
        let named =
            self.shown.starts_with('©') && owner.starts_with(char::is_uppercase) && owner.split(' ').count() <= 4;
        address(self.shown)
            .map(|found| outlet_at(domain(found)))
            .or_else(|| (value.contains('.') && value.is_ascii() && !value.contains(' ')).then(|| outlet_at(value)))
            .or_else(|| named.then(|| MEDIA_TABLE.named(owner).map_or(owner, |medium| medium.name).to_owned()))
    }

    /// Media named in the line, word group by word group.
    fn media(&self) -> Vec<Medium> {
        let parts =
            self.shown.get(..SEARCHED).unwrap_or(self.shown).split(['(', ')', ',', '/', '©', ':', '–', '—', '|']);
        let names = parts.flat_map(|part| {
            let last = part.split_whitespace().next_back();
            let after = part.split(" avec ").nth(1).or_else(|| part.split(" with ").nth(1));
            let unlabelled =
                part.trim().trim_start_matches("avec ").trim_start_matches("Avec ").trim_start_matches("with ");
            [Some(unlabelled), after, last]
        });
        names.flatten().filter_map(|name| MEDIA_TABLE.named(name)).collect()
    }
}

fn title(text: &str, zones: &[Zone]) -> Option<String> {
    let headline = zones.iter().find(|zone| zone.kind == ZoneKind::Headline);
    if let Some(zone) = headline {
        return Some(spaced(zone.span.of(text)).trim_matches('*').to_owned());
    }
    let prose = zones.iter().find(|zone| zone.kind == ZoneKind::Prose)?.span.of(text);
    // `Lyon. Le musée rouvre`: a place or subject before the first sentence is no title.
    let first = super::shape::next_boundary(prose, 0).unwrap_or(prose.len());
    let end =
        if first < SHORT_TITLE { super::shape::next_boundary(prose, first).unwrap_or(prose.len()) } else { first };
    let sentence = spaced(&prose.chars().take(TITLE_LENGTH + 1).collect::<String>());
    if end <= TITLE_LENGTH {
        return Some(spaced(&prose[..end]));
    }
    let cut = sentence.rfind(' ').unwrap_or(sentence.len());
    Some(if prose.chars().nth(TITLE_LENGTH).is_some() { format!("{} …", &sentence[..cut]) } else { sentence })
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The date that the page states, else one in its addresses, else the first day of the text in a year that is named.
fn date(text: &str, lines: &[Line], addresses: &[&str], zones: &[Zone], language: Language) -> Option<Date> {
    let stated = |wanted: fn(&Line) -> bool| {
        let mut dates =
            lines.iter().filter(|line| wanted(line)).filter_map(|line| dates::first_date(&line.folded, language));
        dates.find(|date| date.year.is_some())
    };
    stated(|line| line.cue == Some(Cue::Date))
        .or_else(|| stated(|_| true))
        .or_else(|| addresses.iter().find_map(|address| dates::date_in_address(address)))
        .or_else(|| dated_by_weekday(text, lines, zones, language))
}

/// A day without a year, in the one year named on the page (or the next) in which its weekday is right.
fn dated_by_weekday(text: &str, lines: &[Line], zones: &[Zone], language: Language) -> Option<Date> {
    let prose = zones.iter().filter(|zone| zone.kind.is_read()).take(12);
    let prose: Vec<String> = prose.map(|zone| fold(zone.span.of(text).chars().take(SEARCHED))).collect();
    let stated = lines.iter().map(|line| line.folded.as_str()).chain(prose.iter().map(String::as_str));
    let mut years: Vec<u16> = stated.clone().flat_map(dates::years).flat_map(|year| [year, year + 1]).collect();
    years.sort_unstable();
    years.dedup();
    let day =
        stated.clone().find_map(|line| dates::first_date(line, language).filter(|date| date.weekday.is_some()))?;
    let mut fitting = years.iter().filter_map(|&year| day.in_year(year));
    let only = fitting.next()?;
    fitting.next().is_none().then_some(only)
}

/// The first internet address in a text.
fn address(text: &str) -> Option<&str> {
    let start = text.find("http://").or_else(|| text.find("https://"))?;
    let rest = &text[start..];
    let end = rest.find(|c: char| is_blank(c) || matches!(c, ')' | ']' | '"' | '<' | '>')).unwrap_or(rest.len());
    Some(rest[..end].trim_end_matches(['.', ',', ';']))
}

fn domain(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.split(['/', ':', '?', '#']).next().unwrap_or(rest)
}

/// The medium at a domain, or the domain itself.
fn outlet_at(domain: &str) -> String {
    let known = MEDIA_TABLE.at_domain(domain).map(|medium| medium.name.to_owned());
    known.unwrap_or_else(|| domain.strip_prefix("www.").unwrap_or(domain).to_owned())
}
