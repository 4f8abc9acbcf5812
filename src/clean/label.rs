//! Blocks → what each is for: by its wording, its look, and what stands around it.

use super::blocks::Block;
use super::markup::Effect;
use super::shape::Ending;
use super::tables::Cue;
use crate::doc::ZoneKind;
use crate::text::normalize::key;
use rustc_hash::{FxHashMap, FxHashSet};

/// How much of the running text the words of titles are compared with, in bytes.
const TOPIC_LENGTH: usize = 6000;
/// Running text that is longer than this, in characters, has made a page an article.
const WHOLE_ARTICLE: usize = 800;

/// The kind of each block.
pub fn label(text: &str, blocks: &[Block]) -> Vec<ZoneKind> {
    let mut labeller = Labeller::new(text, blocks);
    labeller.label_in_order();
    labeller.mark_captions();
    labeller.mark_repetitions();
    labeller.mark_teasers_at_the_end();
    labeller.mark_biographies();
    labeller.rescue();
    labeller.kinds
}

/// A part of the page that lists other articles.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    /// A box inside the article or below it.
    Box,
    /// The foot of the page.
    Foot,
}

struct Labeller<'a> {
    text: &'a str,
    blocks: &'a [Block],
    kinds: Vec<ZoneKind>,
    /// First block of running text.
    body: Option<usize>,
    headline: Option<usize>,
    /// Words of the running text.
    topic: FxHashSet<String>,
}

impl<'a> Labeller<'a> {
    fn new(text: &'a str, blocks: &'a [Block]) -> Self {
        let kinds = blocks.iter().map(|block| kind_by_wording(block).unwrap_or(ZoneKind::Prose)).collect();
        let long = |block: &Block| block.is_running_text() && !block.bullet && block.length >= 80;
        let body = blocks.iter().position(long).or_else(|| blocks.iter().position(Block::is_running_text));
        let mut labeller = Labeller { text, blocks, kinds, body, headline: None, topic: FxHashSet::default() };
        labeller.topic = labeller.topic_words();
        labeller.headline = labeller.find_headline();
        labeller
    }

    fn shown(&self, index: usize) -> &'a str {
        let block = &self.blocks[index];
        &self.text[block.body..block.span.end]
    }

    fn topic_words(&self) -> FxHashSet<String> {
        let mut words = FxHashSet::default();
        let mut length = 0;
        for (index, block) in
            self.blocks.iter().enumerate().filter(|(_, block)| block.is_running_text() && block.length >= 80)
        {
            if length >= TOPIC_LENGTH {
                break;
            }
            length += block.length;
            words.extend(content_words(self.shown(index)));
        }
        words
    }

    /// How many words of a title are words of the running text.
    fn shared(&self, index: usize) -> usize {
        content_words(self.shown(index)).filter(|word| self.topic.contains(word)).count()
    }

    /// The title among those before the running text that says most about it, the first of equals.
    fn find_headline(&self) -> Option<usize> {
        let end = self.body.unwrap_or(self.blocks.len());
        let title = |index: &usize| {
            let block = &self.blocks[*index];
            let closed = matches!(block.ending, Ending::Sentence | Ending::Question)
                && block.sentences <= 1
                && block.length <= 120;
            (block.is_title()
                || closed && self.blocks.get(*index + 1).is_some_and(|next| next.apart || next.cue.is_some()))
                && block.cue.is_none()
                && !block.bullet
                && self.shown(*index).split_whitespace().nth(2).is_some()
        };
        // Far from the text there are only menus.
        let candidates: Vec<usize> = (0..end).filter(title).collect();
        candidates.iter().copied().max_by_key(|&index| {
            let block = &self.blocks[index];
            (block.heading, self.shared(index).min(4), !block.linked, std::cmp::Reverse(index))
        })
    }

    fn label_in_order(&mut self) {
        let last_text = self.blocks.iter().rposition(|block| block.is_running_text() && !block.bullet);
        let mut list: Option<List> = None;
        let mut announced = false;
        let mut written = 0usize;
        for index in 0..self.blocks.len() {
            let block = &self.blocks[index];
            if self.headline == Some(index) {
                (list, announced) = (None, false);
                self.kinds[index] = ZoneKind::Headline;
                continue;
            }
            match block.cue {
                Some(Cue::List) => list = list.max_with(List::Box),
                Some(Cue::Footer) => list = list.max_with(List::Foot),
                Some(Cue::Related) => announced = block.cue_alone || block.ending == Ending::Colon,
                _ => {}
            }
            if kind_by_wording(block).is_some() {
                continue;
            }
            if let Some(open) = list {
                if !self.resumes(index, open, written) {
                    self.kinds[index] = ZoneKind::Related;
                    continue;
                }
                list = None;
            }
            self.kinds[index] = self.kind_by_look(index, last_text, announced);
            announced = false;
            if self.kinds[index] == ZoneKind::Prose {
                written += block.length;
            }
        }
    }

    /// True where running text goes on after a list of other articles.
    fn resumes(&self, index: usize, list: List, written: usize) -> bool {
        let block = &self.blocks[index];
        if !block.is_running_text() || block.bullet || matches!(block.ending, Ending::Ellipsis | Ending::Quotation) {
            return false;
        }
        let next = self.blocks[index + 1..].iter().find(|next| next.markup.is_none() && next.cue.is_none());
        let followed = next.is_some_and(|next| next.is_running_text() && !next.bullet && next.length >= 80);
        match list {
            List::Box => {
                block.length >= 160 || block.length >= 80 && (followed || block.sentences > 1 || next.is_none())
            }
            List::Foot if written >= WHOLE_ARTICLE => block.length >= 250 && block.sentences > 1 && followed,
            List::Foot => block.length >= 120 && (followed || block.sentences > 1),
        }
    }

    fn kind_by_look(&self, index: usize, last_text: Option<usize>, announced: bool) -> ZoneKind {
        let block = &self.blocks[index];
        if block.linked && block.ending != Ending::Sentence {
            return ZoneKind::Related;
        }
        if !block.is_title() {
            return ZoneKind::Prose;
        }
        if announced {
            return ZoneKind::Related;
        }
        if self.is_enumeration(index) {
            return ZoneKind::Prose;
        }
        if last_text.is_some_and(|last| index > last) {
            return ZoneKind::Related;
        }
        let run = self.titles_around(index);
        if self.body.is_some_and(|body| index < body) {
            // Below the headline stands a second title, above it the name of the section.
            let standfirst = block.length >= 60 && self.headline.is_some_and(|headline| index > headline);
            return match (standfirst && self.shared(index) >= 2, run >= 4) {
                (true, _) => ZoneKind::Headline,
                (false, true) => ZoneKind::Related,
                (false, false) => ZoneKind::Intertitle,
            };
        }
        if run >= 3 || block.bullet && run >= 2 { ZoneKind::Related } else { ZoneKind::Intertitle }
    }

    /// True for an item of a list that running text with a colon begins.
    fn is_enumeration(&self, index: usize) -> bool {
        let start = self.blocks[..index].iter().rposition(|block| !(block.bullet && block.cue.is_none()));
        self.blocks[index].bullet
            && start
                .is_some_and(|start| self.blocks[start].ending == Ending::Colon && self.blocks[start].is_running_text())
    }

    /// Length of the run of titles that a block stands in, counted to four.
    fn titles_around(&self, index: usize) -> usize {
        let title = |block: &&Block| (block.is_title() || block.linked) && block.cue.is_none();
        let after = self.blocks[index..].iter().take(4).take_while(title).count();
        let before = self.blocks[..index].iter().rev().take(4).take_while(title).count();
        let headline = self.headline.is_some_and(|headline| headline < index && index - headline <= before);
        after + before - usize::from(headline)
    }

    /// A caption stands before its credit or after the sign of a picture.
    fn mark_captions(&mut self) {
        for index in 0..self.blocks.len() {
            let cue = self.blocks[index].cue;
            if cue == Some(Cue::Caption) || cue == Some(Cue::Credit) {
                let Some(before) = index.checked_sub(1) else { continue };
                let opened = before > 0 && self.is_picture(before - 1);
                if self.may_be_caption(before) && (opened || self.looks_like_caption(before)) {
                    self.kinds[before] = ZoneKind::Caption;
                }
            } else if self.is_picture(index) && index + 1 < self.blocks.len() {
                let next = &self.blocks[index + 1];
                let credited = self
                    .blocks
                    .get(index + 2)
                    .is_some_and(|block| matches!(block.cue, Some(Cue::Caption | Cue::Credit)));
                let short = next.length <= 200 && next.sentences <= 1 && cue == Some(Cue::Picture);
                if self.may_be_caption(index + 1) && (credited || short || next.is_title() && cue == Some(Cue::Picture))
                {
                    self.kinds[index + 1] = ZoneKind::Caption;
                }
            }
        }
    }

    fn is_picture(&self, index: usize) -> bool {
        let block = &self.blocks[index];
        block.cue == Some(Cue::Picture) || block.markup.is_some() && self.text[block.span.clone()].contains("](")
    }

    fn may_be_caption(&self, index: usize) -> bool {
        let block = &self.blocks[index];
        matches!(self.kinds[index], ZoneKind::Prose | ZoneKind::Intertitle | ZoneKind::Related)
            && block.cue.is_none()
            && block.markup.is_none()
            && block.length <= 600
    }

    /// Without the sign of a picture only a title, or one sentence with a date in it, is taken for a caption.
    fn looks_like_caption(&self, index: usize) -> bool {
        let block = &self.blocks[index];
        let dated =
            || super::dates::first_date(&super::fold::fold(self.shown(index).chars()), crate::doc::Language::French);
        block.is_title() || block.length <= 250 && block.sentences <= 1 && dated().is_some()
    }

    /// Short lines that come again are controls of the page.
    fn mark_repetitions(&mut self) {
        let mut counts: FxHashMap<u64, usize> = FxHashMap::default();
        for block in self.blocks.iter().filter(|block| block.length <= 100 && block.markup.is_none()) {
            *counts.entry(block.key).or_default() += 1;
        }
        for (block, kind) in self.blocks.iter().zip(&mut self.kinds) {
            let times = counts.get(&block.key).copied().unwrap_or(0);
            let control = *kind == ZoneKind::Intertitle && times >= 2 || *kind == ZoneKind::Prose && times >= 3;
            if control && block.length <= 100 && !block.inside {
                *kind = ZoneKind::Advertisement;
            }
        }
    }

    /// Titles and teasers by turns at the end of a page are other articles, if they have nothing to do with this one.
    fn mark_teasers_at_the_end(&mut self) {
        let (mut titles, mut start) = (0usize, None);
        let mut others = 0usize;
        for index in (0..self.blocks.len()).rev() {
            let block = &self.blocks[index];
            match self.kinds[index] {
                ZoneKind::Intertitle if self.shared(index) <= 1 => {
                    titles += 1;
                    if titles >= 2 && titles + 1 >= others {
                        start = Some(index);
                    }
                }
                ZoneKind::Prose if block.length <= 180 && block.sentences <= 1 => others += 1,
                ZoneKind::Prose | ZoneKind::Headline | ZoneKind::Intertitle => break,
                _ => {}
            }
            if others > titles + 1 {
                break;
            }
        }
        for kind in self.kinds.iter_mut().skip(start.unwrap_or(usize::MAX)) {
            if matches!(kind, ZoneKind::Prose | ZoneKind::Intertitle) {
                *kind = ZoneKind::Related;
            }
        }
    }

    /// Who the author is stands at the end, or before all text.
    fn mark_biographies(&mut self) {
        let mut seen = 0;
        for index in (0..self.blocks.len()).rev() {
            if self.blocks[index].cue == Some(Cue::Biography) && seen < 2 && index > 0 {
                self.kinds[index] = ZoneKind::SourceLine;
            } else if self.kinds[index] == ZoneKind::Prose {
                seen += 1;
            }
        }
    }

    /// A text without one finished sentence is read as far as its lines are more than labels.
    fn rescue(&mut self) {
        if self.kinds.contains(&ZoneKind::Prose) {
            return;
        }
        for index in 0..self.blocks.len() {
            let words = self.shown(index).split_whitespace().count();
            if self.kinds[index] == ZoneKind::Intertitle && words >= 6 {
                self.kinds[index] = ZoneKind::Prose;
            }
        }
    }
}

trait MaxWith {
    fn max_with(self, list: List) -> Option<List>;
}

impl MaxWith for Option<List> {
    /// A box in the foot of the page does not end it.
    fn max_with(self, list: List) -> Option<List> {
        if self == Some(List::Foot) { self } else { Some(list) }
    }
}

fn kind_by_wording(block: &Block) -> Option<ZoneKind> {
    match block.markup {
        Some(Effect::Caption) => return Some(ZoneKind::Caption),
        Some(_) => return Some(ZoneKind::Markup),
        None => {}
    }
    Some(match block.cue? {
        Cue::Advertisement | Cue::Picture => ZoneKind::Advertisement,
        Cue::Related | Cue::List | Cue::Footer => ZoneKind::Related,
        Cue::Source | Cue::Author | Cue::Date | Cue::Link => ZoneKind::SourceLine,
        Cue::Caption | Cue::Credit => ZoneKind::Caption,
        Cue::Separator | Cue::Address => ZoneKind::Markup,
        Cue::Biography => return None,
    })
}

/// Words of five letters and more, which name what a text is about.
fn content_words(text: &str) -> impl Iterator<Item = String> {
    let mut words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().nth(4).is_some())
        .take(400)
        .map(key)
        .collect();
    words.sort_unstable();
    words.dedup();
    words.into_iter()
}
