//! The page tables in `data/page/`, compiled in and parsed once.

use super::fold::fold;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

const CUES: &str = include_str!("../../data/page/cues.tsv");
const WORDS: &str = include_str!("../../data/page/words.tsv");
const MEDIA: &str = include_str!("../../data/gazetteer/media.tsv");

/// What a phrase says about the line that it stands in; the meanings are at the head of `data/page/cues.tsv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Cue {
    Advertisement,
    Related,
    List,
    Footer,
    Source,
    Author,
    Date,
    Link,
    Caption,
    Picture,
    Credit,
    Biography,
    /// No letter or digit; not in the table.
    Separator,
    /// Nothing but an internet address; not in the table.
    Address,
}

impl Cue {
    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "advertisement" => Cue::Advertisement,
            "related" => Cue::Related,
            "list" => Cue::List,
            "footer" => Cue::Footer,
            "source" => Cue::Source,
            "author" => Cue::Author,
            "date" => Cue::Date,
            "link" => Cue::Link,
            "caption" => Cue::Caption,
            "picture" => Cue::Picture,
            "credit" => Cue::Credit,
            "biography" => Cue::Biography,
            _ => return None,
        })
    }
}

/// The cue phrases, arranged for look-up.
#[derive(Default)]
pub struct Cues {
    whole: FxHashMap<String, Cue>,
    /// By first word; longer phrases first.
    start: FxHashMap<String, Vec<(String, Cue)>>,
    end: Vec<(String, Cue)>,
    inside: Vec<(String, Cue)>,
}

/// The cue phrases.
pub static CUE_TABLE: LazyLock<Cues> = LazyLock::new(|| Cues::parse(CUES));

impl Cues {
    fn parse(text: &'static str) -> Self {
        let mut cues = Cues::default();
        for (class, place, phrase) in rows(text).filter_map(three) {
            let Some(cue) = Cue::parse(class) else { continue };
            let phrase = fold(phrase.chars());
            match place {
                "whole" => drop(cues.whole.insert(phrase, cue)),
                "start" => cues.start.entry(first_word(&phrase).to_owned()).or_default().push((phrase, cue)),
                "end" => cues.end.push((phrase, cue)),
                _ => cues.inside.push((phrase, cue)),
            }
        }
        for phrases in cues.start.values_mut() {
            phrases.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
        }
        cues
    }

    /// The cue of a line that is nothing but a phrase.
    pub fn whole(&self, folded: &str) -> Option<Cue> {
        self.whole.get(bare(folded)).copied()
    }

    /// The longest phrase at the beginning, and where it ends.
    pub fn start(&self, folded: &str) -> Option<(Cue, usize)> {
        let skipped = folded.len() - folded.trim_start_matches(MARKS).len();
        let folded = &folded[skipped..];
        let candidates = self.start.get(first_word(folded))?;
        let (phrase, cue) =
            candidates.iter().find(|(phrase, _)| folded.starts_with(phrase) && ends_word(phrase, folded))?;
        Some((*cue, skipped + phrase.len()))
    }

    /// The phrases at the end or anywhere inside, with where they end.
    pub fn inside<'a>(&'a self, folded: &'a str) -> impl Iterator<Item = (Cue, usize)> + 'a {
        let end = self.end.iter().filter(|(phrase, _)| folded.ends_with(phrase)).map(|(_, cue)| (*cue, folded.len()));
        let inside = self.inside.iter().filter_map(|(phrase, cue)| {
            let mut places = folded.match_indices(phrase.as_str());
            let (at, _) = places.find(|(at, _)| ends_word(phrase, &folded[*at..]))?;
            Some((*cue, at + phrase.len()))
        });
        end.chain(inside)
    }
}

/// Marks that stand before or after a label without changing it.
const MARKS: &[char] = &[
    '*', '•', '-', '–', '—', '>', '»', '›', '→', '►', '▶', '|', '·', ':', '[', ']', '+', '#', ' ', '_', '"', '.', '…',
];

fn bare(folded: &str) -> &str {
    folded.trim_matches(MARKS)
}

fn first_word(folded: &str) -> &str {
    folded.split([' ', ':', ',']).next().unwrap_or_default()
}

fn ends_word(phrase: &str, folded: &str) -> bool {
    !phrase.ends_with(char::is_alphabetic) || !folded[phrase.len()..].starts_with(char::is_alphanumeric)
}

/// Word lists by class, over both languages.
#[derive(Default)]
pub struct Words {
    by_class: FxHashMap<&'static str, FxHashSet<String>>,
}

/// The layout words.
pub static WORD_TABLE: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words::default();
    for (_, class, form) in rows(WORDS).filter_map(three) {
        let forms = words.by_class.entry(class).or_default();
        forms.insert(form.to_owned());
        forms.insert(fold(form.chars()));
    }
    words
});

impl Words {
    /// True where the lower-case `form`, with or without its accents, is listed in `class`.
    pub fn is(&self, class: &str, form: &str) -> bool {
        self.by_class.get(class).is_some_and(|forms| forms.contains(form))
    }
}

/// A newspaper, broadcaster or agency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Medium {
    /// Usual name.
    pub name: &'static str,
    /// True for a news agency.
    pub agency: bool,
}

/// Names of media, by folded name or alias.
pub struct Media {
    by_name: FxHashMap<String, Medium>,
    /// By name as in an internet address: letters and digits only.
    by_address: FxHashMap<String, Medium>,
}

/// The media of the gazetteer.
pub static MEDIA_TABLE: LazyLock<Media> = LazyLock::new(|| Media::parse(MEDIA));

impl Media {
    fn parse(text: &'static str) -> Self {
        let mut media = Media { by_name: FxHashMap::default(), by_address: FxHashMap::default() };
        for line in rows(text).skip(1) {
            let mut cells = line.split('\t').skip(1);
            let (Some(kind), Some(name)) = (cells.next(), cells.next()) else { continue };
            let medium = Medium { name, agency: kind == "agency" };
            let aliases = cells.next().unwrap_or_default();
            for form in [name].into_iter().chain(aliases.split(';')).filter(|form| !form.is_empty()) {
                let folded = fold(form.chars());
                let address: String = folded.chars().filter(char::is_ascii_alphanumeric).collect();
                media.by_address.entry(address).or_insert(medium);
                media.by_name.entry(folded).or_insert(medium);
            }
        }
        media
    }

    /// The medium of that name.
    pub fn named(&self, name: &str) -> Option<Medium> {
        self.by_name.get(bare(&fold(name.chars().take(60)))).copied()
    }

    /// The medium whose name is the address without its ending (`lavoixdunord.fr`).
    pub fn at_domain(&self, domain: &str) -> Option<Medium> {
        let mut labels = domain.split('.').rev().skip(1);
        labels.find_map(|label| self.by_address.get(&label.replace('-', "")).copied())
    }
}

/// Lines of a table, without comments.
pub fn rows(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

fn three(line: &'static str) -> Option<(&'static str, &'static str, &'static str)> {
    let mut cells = line.split('\t');
    Some((cells.next()?, cells.next()?, cells.next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_tables_is_understood() {
        for line in rows(CUES).skip(1) {
            let (class, place, phrase) = three(line).expect(line);
            assert!(Cue::parse(class).is_some(), "{line}");
            assert!(["whole", "start", "end", "inside"].contains(&place), "{line}");
            assert!(!fold(phrase.chars()).is_empty(), "{line}");
        }
        for line in rows(WORDS).skip(1) {
            let (_, class, form) = three(line).expect(line);
            assert!(["opener", "link", "abbreviation", "relative", "byline", "follow"].contains(&class), "{line}");
            assert_eq!(form, form.to_lowercase(), "{line}");
        }
    }

    #[test]
    fn phrases_match_whole_words_at_their_place() {
        let cues = &*CUE_TABLE;
        assert_eq!(cues.whole("trending:"), Some(Cue::Footer));
        assert_eq!(cues.whole("trending in paris"), None);
        assert_eq!(cues.start("photo: jean dupont"), Some((Cue::Caption, 6)));
        assert_eq!(cues.start("photographs were shown"), None);
        assert_eq!(cues.start("- lire aussi: le budget"), Some((Cue::Related, 12)));
    }

    #[test]
    fn media_are_found_by_name_and_address() {
        assert!(MEDIA_TABLE.named("AFP").is_some_and(|medium| medium.agency));
        assert_eq!(MEDIA_TABLE.named("new york times").map(|medium| medium.name), Some("New York Times"));
        assert_eq!(MEDIA_TABLE.at_domain("www.latimes.com"), None);
        assert_eq!(
            MEDIA_TABLE.at_domain("www.losangelestimes.com").map(|medium| medium.name),
            Some("Los Angeles Times")
        );
    }
}
