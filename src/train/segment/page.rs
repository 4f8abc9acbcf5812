//! Pages written from the sentences of a treebank.

use crate::nlp::conllu::Treebank;
use crate::text::Span;
use crate::train::Random;

/// How sentences are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// By spaces.
    Clean,
    /// By spaces, and some lose their full stop, as headings and list items have none.
    Headings,
    /// With line breaks, missing spaces, missing full stops, other quotation marks.
    Noisy,
}

/// Paragraphs of sentences, joined as on a page of the web.
#[derive(Default)]
pub(super) struct Page {
    pub text: String,
    pub paragraphs: Vec<Span>,
    /// Where sentences begin, rising.
    pub starts: Vec<usize>,
}

impl Page {
    /// Writes sentences of a treebank, given by their numbers.
    pub fn compose(treebank: &Treebank, order: &[usize], style: Style, random: &mut Random) -> Page {
        let mut page = Page::default();
        let mut start = 0;
        let mut quotation = Quotation::default();
        for (place, &index) in order.iter().enumerate() {
            if place > 0 && quotation.left == 0 && (begins_paragraph(treebank, index) || random.below(40) == 0) {
                page.end_paragraph(start);
                start = page.text.len();
            } else if place > 0 {
                match style {
                    Style::Clean => page.text.push(' '),
                    Style::Headings if random.below(10) == 0 => page.drop_full_stop(" "),
                    Style::Headings => page.text.push(' '),
                    Style::Noisy => page.join(random),
                }
            }
            page.starts.push(page.text.len());
            let sentence = treebank.sentences[index].span.of(&treebank.text);
            if style == Style::Noisy {
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
