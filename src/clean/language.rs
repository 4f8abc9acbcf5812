//! Which language a passage is in: French, English or neither.
//!
//! A naive Bayes classifier over letter trigrams (Cavnar and Trenkle 1994; Dunning 1994) with one model for each
//! language of the table. Names say nothing about the language of the sentence that they stand in, so capitalised
//! words count only where there is little else.

use crate::doc::Language;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../data/page/trigrams.tsv");
/// Room for the columns of the table; more would be ignored.
const MAX_LANGUAGES: usize = 25;
/// Letters of a passage that are looked at; more change nothing.
const MAX_LETTERS: usize = 600;
/// With fewer letters than this in lower-case words, capitalised words count too.
const MIN_LOWER_CASE: usize = 12;
/// How much the two languages that are read are preferred to any other, in twentieths of a nat.
const PRIOR: u32 = 40;

type Scores = [u32; MAX_LANGUAGES];

struct Table {
    rows: FxHashMap<[char; 3], [u8; MAX_LANGUAGES]>,
    languages: Vec<Language>,
}

static TRIGRAMS: LazyLock<Table> = LazyLock::new(|| Table::parse(TABLE));

impl Table {
    fn parse(text: &str) -> Self {
        let mut lines = text.lines().filter(|line| !line.starts_with('#'));
        let languages = lines.next().unwrap_or_default().split('\t').skip(1).map(|code| match code {
            "fr" => Language::French,
            "en" => Language::English,
            _ => Language::Other,
        });
        let languages: Vec<Language> = languages.take(MAX_LANGUAGES).collect();
        let mut rows = FxHashMap::default();
        for line in lines {
            let mut cells = line.split('\t');
            let mut letters = cells.next().unwrap_or_default().chars().map(|c| if c == '_' { ' ' } else { c });
            if let (Some(a), Some(b), Some(c)) = (letters.next(), letters.next(), letters.next()) {
                let mut row = [0u8; MAX_LANGUAGES];
                for (score, cell) in row.iter_mut().zip(cells) {
                    *score = cell.parse().unwrap_or(0);
                }
                rows.insert([a, b, c], row);
            }
        }
        Table { rows, languages }
    }
}

/// What is known about the language of a text: evidence for each language, which can be added up over passages.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    scores: Scores,
    letters: usize,
    /// Letters of scripts that neither French nor English is written in.
    foreign: usize,
}

impl Evidence {
    /// Looks at one passage.
    pub fn of(passage: &str) -> Self {
        let lower_case: usize = words(passage).filter(|word| starts_lower(word)).map(str::len).sum();
        let skip_names = lower_case >= MIN_LOWER_CASE;
        let mut evidence = Evidence::default();
        for word in words(passage) {
            if evidence.letters >= MAX_LETTERS {
                break;
            }
            if !skip_names || starts_lower(word) {
                evidence.add_word(word);
            }
        }
        evidence
    }

    /// Adds the evidence of another passage.
    pub fn add(&mut self, other: &Evidence) {
        for (score, more) in self.scores.iter_mut().zip(other.scores) {
            *score = score.saturating_add(more);
        }
        self.letters += other.letters;
        self.foreign += other.foreign;
    }

    /// The likeliest language.
    pub fn language(&self) -> Language {
        self.decide(None)
    }

    /// The likeliest language of a passage of a text that is in `expected` for the greater part: short passages need
    /// strong evidence to be taken for another language.
    pub fn language_in(&self, expected: Language) -> Language {
        self.decide(Some(expected))
    }

    fn decide(&self, expected: Option<Language>) -> Language {
        if self.letters == 0 {
            return expected.unwrap_or(Language::Other);
        }
        if self.foreign * 2 > self.letters {
            return Language::Other;
        }
        let languages = &TRIGRAMS.languages;
        let mut best = (0, Language::Other);
        for (&language, &score) in languages.iter().zip(&self.scores) {
            let mut total = score + if language == Language::Other { 0 } else { PRIOR };
            if expected == Some(language) && language != Language::Other {
                total += self.loyalty();
            }
            if total > best.0 {
                best = (total, language);
            }
        }
        best.1
    }

    /// Advantage of the language of the rest of the text: six nats for a few words, falling to one.
    fn loyalty(&self) -> u32 {
        match self.letters {
            0..=24 => 120,
            25..=39 => 60,
            _ => 20,
        }
    }

    fn add_word(&mut self, word: &str) {
        let mut window = [' ', ' ', ' '];
        for letter in word.chars().flat_map(char::to_lowercase).chain([' ']) {
            window = [window[1], window[2], letter];
            if let Some(row) = TRIGRAMS.rows.get(&window) {
                for (score, &more) in self.scores.iter_mut().zip(row) {
                    *score += u32::from(more);
                }
            }
            self.letters += usize::from(letter != ' ');
            // Latin with its extensions ends before Greek.
            self.foreign += usize::from(letter >= '\u{370}' && !('\u{1E00}'..='\u{1EFF}').contains(&letter));
        }
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty())
}

fn starts_lower(word: &str) -> bool {
    !word.chars().next().is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn language(text: &str) -> Language {
        Evidence::of(text).language()
    }

    #[test]
    fn the_two_languages_are_told_from_others() {
        let other = [
            "El alcalde de Valencia visitará mañana las zonas afectadas por la tormenta.",
            "Der Stadtrat hat gestern über den Bau einer neuen Brücke abgestimmt.",
            "Il sindaco ha visitato ieri le zone colpite dal maltempo in Liguria.",
            "O prefeito visitou ontem as áreas atingidas pelas chuvas no interior.",
            "De burgemeester bezocht gisteren de wijken die onder water staan.",
            "Burmistrz odwiedził wczoraj dzielnice zalane po ulewnych deszczach.",
            "Мэр вчера посетил районы, пострадавшие от наводнения после дождей.",
            "زار رئيس البلدية أمس الأحياء المتضررة من الفيضانات",
            "市長は昨日、洪水の被害を受けた地区を訪れた。",
        ];
        for text in other {
            assert_eq!(language(text), Language::Other, "{text}");
        }
        for text in [
            "Le maire s'est rendu hier dans les quartiers touchés par les inondations.",
            "Selon Viktor Orbán et Robert Fico, rien ne presse à Bratislava ni à Budapest.",
        ] {
            assert_eq!(language(text), Language::French, "{text}");
        }
        for text in [
            "The mayor yesterday visited the neighbourhoods that had been flooded.",
            "Giorgia Meloni told Pedro Sánchez that talks with Buenos Aires would go on.",
        ] {
            assert_eq!(language(text), Language::English, "{text}");
        }
    }

    #[test]
    fn few_words_follow_the_text_around_them() {
        assert_eq!(Evidence::of("Accord final").language_in(Language::French), Language::French);
        assert_eq!(Evidence::of("Accord final").language_in(Language::English), Language::English);
        let foreign = "The minister said that the bridge would be open by the end of the year.";
        assert_eq!(Evidence::of(foreign).language_in(Language::French), Language::English);
        assert_eq!(Evidence::of("12 345").language_in(Language::French), Language::French);
    }
}
