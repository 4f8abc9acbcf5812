//! Trains the segmentation models: ends of sentences, and the readings of `des` and `du`.
//!
//! Treebanks hold clean text; pages do not. So every pass over a treebank joins its sentences anew, with the accidents of
//! real pages: line breaks, missing spaces, headings without full stop, other quotation marks.

mod page;

use super::data::DataFolder;
use super::{Perceptron, Random, TrainError, model_header};
use crate::doc::tagset::VerbForm;
use crate::doc::{Contraction, Features, Language, Sentence, Token, Upos};
use crate::nlp::conllu::Treebank;
use crate::nlp::model::{Clusters, Container, WeightTable};
use crate::nlp::segment::clause::State;
use crate::nlp::segment::context::Context;
use crate::nlp::segment::parts::{self, Part, Parts};
use crate::nlp::segment::scan::{Piece, scan};
use crate::nlp::segment::table::TokenTable;
use crate::nlp::segment::{FEATURE_VERSION, TASK, boundary, contraction};
use crate::text::Span;
use page::{Page, Style};
use rustc_hash::FxHashMap;

const PASSES: usize = 10;
/// More make the parts of the training pages better than those of unseen text, and the boundaries trust them too much.
const PART_PASSES: usize = 3;
const BITS: u32 = 17;
const THRESHOLD: f64 = 0.15;

/// In which order a treebank has its sentences.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    /// Whole texts with their paragraphs.
    Texts,
    /// That of the texts, but without paragraphs, and with gaps.
    Excerpts,
    /// None.
    Lost,
}

/// A treebank, its licence, and the order of its sentences.
type Source = (&'static str, &'static str, Order);

const FRENCH: &[Source] = &[
    ("ud/fr/fr_sequoia-ud-train.conllu", "LGPL-LR", Order::Excerpts),
    ("ud/fr/fr_gsd-posonly-train.conllu", "CC-BY-SA-4.0", Order::Lost),
    ("ud/fr/fr_gsd-ud-dev.conllu", "CC-BY-SA-4.0", Order::Lost),
];
const ENGLISH: &[Source] = &[
    ("ud/en/en_ewt-ud-train.conllu", "CC-BY-SA-4.0", Order::Texts),
    ("ud/en/en_gumperm-ud-train.conllu", "CC-BY-4.0", Order::Texts),
];

/// Trains on the treebanks of a language and returns the file's bytes.
///
/// # Errors
///
/// Where a treebank is missing or malformed.
pub fn train(data: &mut DataFolder, language: Language, clusters: &Clusters) -> Result<Vec<u8>, TrainError> {
    let sources = if language == Language::English { ENGLISH } else { FRENCH };
    let mut treebanks = Vec::new();
    for &(path, licence, order) in sources {
        let text = data.text(path, licence)?;
        let treebank = Treebank::parse(&text, language).map_err(|error| TrainError::treebank(path, &error))?;
        treebanks.push((treebank, order));
    }
    let models = learn_all(&treebanks, TokenTable::of(language), clusters)?;
    let mut container = Container::new(model_header(data, TASK, language.code(), FEATURE_VERSION));
    container.add("parts", &models.parts.to_bytes())?;
    container.add("boundary", &models.boundaries.average(THRESHOLD)?.to_bytes())?;
    container.add("contraction", &models.contractions.average(THRESHOLD)?.to_bytes())?;
    Ok(container.to_bytes()?)
}

/// What is learned.
struct Learned {
    parts: WeightTable<{ parts::WIDTH }>,
    boundaries: Perceptron<2>,
    contractions: Perceptron<2>,
}

fn learn_all(treebanks: &[(Treebank, Order)], table: &TokenTable, clusters: &Clusters) -> Result<Learned, TrainError> {
    let mut random = Random::new(1);
    let mut model = Perceptron::new(BITS);
    for _ in 0..PART_PASSES {
        treebanks.iter().for_each(|(treebank, _)| learn_parts(treebank, table, clusters, &mut model));
    }
    let mut learned = Learned {
        parts: model.average(THRESHOLD)?,
        boundaries: Perceptron::new(BITS),
        contractions: Perceptron::new(BITS),
    };
    for pass in 0..PASSES {
        for (treebank, order) in treebanks {
            for page in pages(treebank, *order, pass, &mut random) {
                learn_boundaries(&page, table, clusters, &learned.parts, &mut learned.boundaries);
            }
        }
        for (treebank, _) in treebanks {
            learn_contractions(treebank, table, clusters, &mut learned.contractions, &mut random);
        }
    }
    Ok(learned)
}

/// The pages of one pass. A treebank that has lost its order is large here and of one kind, so it gives a third of its
/// sentences at a time. One that has no paragraphs is also read in disorder, since what has no full stop must then be told
/// from what follows by its form alone.
fn pages(treebank: &Treebank, order: Order, pass: usize, random: &mut Random) -> Vec<Page> {
    let all = 0..treebank.sentences.len();
    let mut numbers: Vec<usize> = match order {
        Order::Texts | Order::Excerpts => all.collect(),
        Order::Lost => all.skip(pass % 3).step_by(3).collect(),
    };
    let once = [Style::Noisy, Style::Clean];
    let mut pages = Vec::new();
    if order != Order::Lost {
        pages.extend(once.iter().map(|&style| Page::compose(treebank, &numbers, style, random)));
    }
    let shuffled: &[Style] = match order {
        Order::Texts => &[],
        Order::Excerpts => &[Style::Clean, Style::Headings, Style::Clean, Style::Headings],
        Order::Lost => &once,
    };
    for &style in shuffled {
        random.shuffle(&mut numbers);
        pages.push(Page::compose(treebank, &numbers, style, random));
    }
    pages
}

/// One pass of the model of rough parts of speech over a treebank. Where its annotation leaves several parts open, the
/// best of them counts as right.
fn learn_parts(treebank: &Treebank, table: &TokenTable, clusters: &Clusters, model: &mut Perceptron<{ parts::WIDTH }>) {
    let tokens = || treebank.sentences.iter().flat_map(|sentence| &sentence.tokens);
    let has_features = tokens().any(|token| token.features != Features::default());
    let surface = tokens().filter(|token| token.contraction != Contraction::Rest);
    let allowed: FxHashMap<Span, Parts> =
        surface.map(|token| (token.span, allowed_parts(token, has_features))).collect();
    let pieces = scan(&treebank.text, Span::new(0, treebank.text.len()), table);
    let mut context = Context::new(&treebank.text, &pieces, clusters);
    let mut features = Vec::new();
    let mut before = [Part::Mark; 2];
    for (index, piece) in pieces.iter().enumerate() {
        let mut part = Part::Mark;
        if parts::is_word(piece.shape) {
            parts::extract(&mut context, index, before, &mut features);
            let scores = model.scores(&features);
            part = parts::best(&scores, Parts::WORDS);
            if let Some(&allowed) = allowed.get(&piece.span) {
                let right = if allowed.contains(part) { part } else { parts::best(&scores, allowed) };
                model.update(&features, right as usize, part as usize);
                model.tick();
            }
        }
        before = [before[1], part];
    }
}

/// The parts that a treebank's annotation allows: several for the verbs and pronouns of a treebank that has no
/// morphological features.
fn allowed_parts(token: &Token, has_features: bool) -> Parts {
    let part = match token.upos {
        Upos::Verb | Upos::Aux if !has_features => {
            return parts_of(&[Part::Finite, Part::Infinitive, Part::Participle]);
        }
        Upos::Pron if !has_features => return parts_of(&[Part::Pronoun, Part::Relative]),
        Upos::Verb | Upos::Aux => match token.features.verb_form {
            VerbForm::Inf => Part::Infinitive,
            VerbForm::Part | VerbForm::Ger => Part::Participle,
            VerbForm::Fin | VerbForm::None => Part::Finite,
        },
        Upos::Pron if token.features.relative => Part::Relative,
        Upos::Pron => Part::Pronoun,
        Upos::Det => Part::Determiner,
        Upos::Adp => Part::Adposition,
        Upos::Noun => Part::Noun,
        Upos::Propn => Part::Name,
        Upos::Adj => Part::Adjective,
        Upos::Adv => Part::Adverb,
        Upos::Cconj => Part::Coordinator,
        Upos::Sconj => Part::Subordinator,
        Upos::Num => Part::Numeral,
        Upos::X | Upos::Intj | Upos::Part | Upos::Punct | Upos::Sym => Part::Other,
    };
    parts_of(&[part])
}

fn parts_of(parts: &[Part]) -> Parts {
    Parts(parts.iter().fold(0, |set, &part| set | 1 << part as u32))
}

fn learn_boundaries(
    page: &Page,
    table: &TokenTable,
    clusters: &Clusters,
    part_weights: &WeightTable<{ parts::WIDTH }>,
    model: &mut Perceptron<2>,
) {
    let mut features = Vec::new();
    for &paragraph in &page.paragraphs {
        let mut pieces = scan(&page.text, paragraph, table);
        boundary::unglue(&mut pieces);
        let mut context = Context::new(&page.text, &pieces, clusters);
        let parts = parts::tag(&mut context, part_weights);
        let mut state = State::default();
        for next in 0..pieces.len() {
            let begins = page.starts.binary_search(&(pieces[next].span.start as usize)).is_ok();
            if boundary::is_candidate(&page.text, &pieces, next) {
                boundary::extract(&mut context, &parts, next, &state, table, &mut features);
                learn(model, &features, begins);
            }
            state.see(&page.text, &pieces[next], parts[next], begins);
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
