//! Trains the segmentation models: ends of sentences, and the readings of `des` and `du`.
//!
//! Treebanks hold clean text; pages do not. So every pass over a treebank joins its sentences anew, with the accidents of
//! real pages: line breaks, missing spaces, headings without full stop, other quotation marks.

use super::data::DataFolder;
use super::{Perceptron, Random, TrainError, model_header};
use crate::doc::{Contraction, Language, Sentence};
use crate::nlp::conllu::Treebank;
use crate::nlp::model::{Clusters, Container};
use crate::nlp::segment::context::Context;
use crate::nlp::segment::scan::{Piece, scan};
use crate::nlp::segment::table::TokenTable;
use crate::nlp::segment::{FEATURE_VERSION, TASK, boundary, contraction};
use crate::text::Span;

const PASSES: usize = 10;
const BITS: u32 = 17;
const THRESHOLD: f64 = 0.15;

/// A treebank, its licence, and whether its sentences stand in their original order.
type Source = (&'static str, &'static str, bool);

const FRENCH: &[Source] = &[
    ("ud/fr/fr_sequoia-ud-train.conllu", "LGPL-LR", true),
    ("ud/fr/fr_gsd-posonly-train.conllu", "CC-BY-SA-4.0", false),
    ("ud/fr/fr_gsd-ud-dev.conllu", "CC-BY-SA-4.0", false),
];
const ENGLISH: &[Source] =
    &[("ud/en/en_ewt-ud-train.conllu", "CC-BY-SA-4.0", true), ("ud/en/en_gumperm-ud-train.conllu", "CC-BY-4.0", true)];

/// Trains on the treebanks of a language and returns the file's bytes.
///
/// # Errors
///
/// Where a treebank is missing or malformed.
pub fn train(data: &mut DataFolder, language: Language, clusters: &Clusters) -> Result<Vec<u8>, TrainError> {
    let sources = if language == Language::English { ENGLISH } else { FRENCH };
    let mut treebanks = Vec::new();
    for &(path, licence, ordered) in sources {
        let text = data.text(path, licence)?;
        let treebank = Treebank::parse(&text, language).map_err(|error| TrainError::treebank(path, &error))?;
        treebanks.push((treebank, ordered));
    }
    let table = TokenTable::of(language);
    let mut random = Random::new(1);
    let mut boundaries = Perceptron::<2>::new(BITS);
    let mut contractions = Perceptron::<2>::new(BITS);
    for _ in 0..PASSES {
        for (treebank, ordered) in &treebanks {
            for noisy in [true, false] {
                let page = Page::compose(treebank, *ordered, noisy, &mut random);
                learn_boundaries(&page, table, clusters, &mut boundaries);
            }
        }
        for (treebank, _) in &treebanks {
            learn_contractions(treebank, table, clusters, &mut contractions, &mut random);
        }
    }
    let mut container = Container::new(model_header(data, TASK, language.code(), FEATURE_VERSION));
    container.add("boundary", &boundaries.average(THRESHOLD)?.to_bytes())?;
    container.add("contraction", &contractions.average(THRESHOLD)?.to_bytes())?;
    Ok(container.to_bytes()?)
}

/// Paragraphs of sentences, joined as on a page of the web.
#[derive(Default)]
struct Page {
    text: String,
    paragraphs: Vec<Span>,
    /// Where sentences begin, rising.
    starts: Vec<usize>,
}

impl Page {
    fn compose(treebank: &Treebank, ordered: bool, noisy: bool, random: &mut Random) -> Page {
        let mut order: Vec<usize> = (0..treebank.sentences.len()).collect();
        if !ordered {
            random.shuffle(&mut order);
        }
        let mut page = Page::default();
        let mut start = 0;
        let mut quotation = Quotation::default();
        for (place, &index) in order.iter().enumerate() {
            if place > 0 && quotation.left == 0 && (begins_paragraph(treebank, index) || random.below(40) == 0) {
                page.end_paragraph(start);
                start = page.text.len();
            } else if place > 0 && noisy {
                page.join(random);
            } else if place > 0 {
                page.text.push(' ');
            }
            page.starts.push(page.text.len());
            let sentence = treebank.sentences[index].span.of(&treebank.text);
            if noisy {
                quotation.open(sentence, &mut page.text, random);
                page.add(sentence, random);
                quotation.close(&mut page.text);
            } else {
                page.text.push_str(sentence);
            }
        }
        page.end_paragraph(start);
        page
    }

    fn end_paragraph(&mut self, start: usize) {
        self.paragraphs.push(Span::new(start, self.text.len()));
        self.text.push('\n');
    }

    /// Writes what stands between two sentences.
    fn join(&mut self, random: &mut Random) {
        match random.below(100) {
            0..12 => self.text.push('\n'),
            12..18 => {}
            18..22 => self.drop_full_stop("\n"),
            22..24 => self.drop_full_stop(" "),
            24..28 => self.drop_full_stop(""),
            _ => self.text.push(' '),
        }
    }

    /// Makes a heading of the last sentence.
    fn drop_full_stop(&mut self, joint: &str) {
        if self.text.ends_with('.') && !self.text.ends_with("..") {
            self.text.pop();
        }
        self.text.push_str(joint);
    }

    /// Writes a sentence, now and then with other apostrophes and quotation marks or a stray line break.
    fn add(&mut self, sentence: &str, random: &mut Random) {
        let curly = random.below(2) == 0;
        let style = random.below(8);
        let break_at = (random.below(60) == 0).then(|| random.below(20));
        let mut open = false;
        let mut gaps = 0;
        for character in sentence.chars() {
            match character {
                '\'' if curly => self.text.push('’'),
                '"' => {
                    open = !open;
                    self.text.push_str(quotation_mark(style, open));
                }
                ' ' => {
                    gaps += 1;
                    self.text.push(if break_at == Some(gaps) { '\n' } else { ' ' });
                }
                other => self.text.push(other),
            }
        }
    }
}

fn begins_paragraph(treebank: &Treebank, index: usize) -> bool {
    let before = index.checked_sub(1).map_or(0, |last| treebank.sentences[last].span.end as usize);
    treebank.text[before..treebank.sentences[index].span.start as usize].contains('\n')
}

/// Marks around one to three whole sentences, as in quoted speech; treebanks have few of them.
#[derive(Default)]
struct Quotation {
    style: usize,
    /// Sentences that are still to be quoted.
    left: usize,
}

impl Quotation {
    fn open(&mut self, sentence: &str, text: &mut String, random: &mut Random) {
        if self.left == 0 && random.below(12) == 0 && !sentence.contains(['"', '«', '»', '“', '”']) {
            self.left = 1 + random.below(3);
            self.style = random.below(8);
            text.push_str(quotation_mark(self.style, true));
        }
    }

    fn close(&mut self, text: &mut String) {
        if self.left == 1 {
            text.push_str(quotation_mark(self.style, false));
        }
        self.left = self.left.saturating_sub(1);
    }
}

fn quotation_mark(style: usize, open: bool) -> &'static str {
    match (style, open) {
        (0, true) => "«\u{a0}",
        (0, false) => "\u{a0}»",
        (1, true) => "« ",
        (1, false) => " »",
        (2 | 3, true) => "“",
        (2..=4, _) => "”",
        (5, true) => "«",
        (5, false) => "»",
        _ => "\"",
    }
}

fn learn_boundaries(page: &Page, table: &TokenTable, clusters: &Clusters, model: &mut Perceptron<2>) {
    let mut features = Vec::new();
    for &paragraph in &page.paragraphs {
        let mut pieces = scan(&page.text, paragraph, table);
        boundary::unglue(&mut pieces);
        let mut context = Context::new(&page.text, &pieces, clusters);
        let mut state = boundary::State::default();
        for next in 0..pieces.len() {
            let begins = page.starts.binary_search(&(pieces[next].span.start as usize)).is_ok();
            if boundary::is_candidate(&page.text, &pieces, next) {
                boundary::extract(&mut context, next, &state, table, &mut features);
                learn(model, &features, begins);
            }
            state.see(&page.text, &pieces[next], begins);
        }
    }
}

fn learn(model: &mut Perceptron<2>, features: &[u64], right: bool) {
    let scores = model.scores(features);
    model.update(features, usize::from(right), usize::from(scores[1] > scores[0]));
    model.tick();
}

fn learn_contractions(
    treebank: &Treebank,
    table: &TokenTable,
    clusters: &Clusters,
    model: &mut Perceptron<2>,
    random: &mut Random,
) {
    let mut order: Vec<&Sentence> = treebank.sentences.iter().collect();
    random.shuffle(&mut order);
    let mut features = Vec::new();
    for sentence in order {
        let pieces = scan(&treebank.text, sentence.span, table);
        let mut context = Context::new(&treebank.text, &pieces, clusters);
        for (index, expands) in readings(treebank, sentence, &pieces, table) {
            contraction::extract(&mut context, index, &mut features);
            learn(model, &features, expands);
        }
    }
}

/// The pieces whose reading is learned, with the reading that the treebank gives.
fn readings(treebank: &Treebank, sentence: &Sentence, pieces: &[Piece], table: &TokenTable) -> Vec<(usize, bool)> {
    let learned = |piece: &Piece| {
        let form = piece.span.of(&treebank.text).to_lowercase();
        table.contractions.get(form.as_str()).is_some_and(|expansion| expansion.learned)
    };
    let mut readings = Vec::new();
    for (index, piece) in pieces.iter().enumerate().filter(|(_, piece)| learned(piece)) {
        if let Some(token) = sentence.tokens.iter().find(|token| token.span == piece.span) {
            readings.push((index, token.contraction != Contraction::None));
        }
    }
    readings
}
