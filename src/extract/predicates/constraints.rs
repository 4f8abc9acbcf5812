//! Whether the constraints of a lexicon entry hold around a trigger.

use super::paths::{Reading, Site};
use super::tree::{Relation, symbol};
use crate::doc::Upos;
use crate::doc::tagset::Person;
use crate::knowledge::lexicon::FunctionWord;
use crate::knowledge::pattern::Constraint;
use crate::knowledge::symbols::Symbol;

impl Site<'_> {
    /// True where the constraint holds; `scratch` is working space.
    pub fn holds(&self, reading: Reading<'_>, constraint: &Constraint, scratch: &mut Vec<u32>) -> bool {
        let tree = &self.tree;
        let trigger = reading.trigger;
        let any = |kinds: &[Relation], words: &[Symbol]| {
            tree.dependents(trigger, kinds).any(|word| words.contains(&tree.lemma(word)))
        };
        match constraint {
            Constraint::Reflexive => self.is_reflexive(trigger),
            Constraint::Clitic(words) => self.has_clitic(trigger, words),
            Constraint::Causative => tree.has(trigger, &[Relation::CausativeAuxiliary]),
            Constraint::Passive => tree.is_passive(trigger) || tree.is_bare_participle(trigger),
            Constraint::Copula => tree.has(trigger, &[Relation::Copula]),
            Constraint::Case(words) => tree.marks(trigger).any(|mark| words.contains(&mark)),
            Constraint::Particle(words) => any(&[Relation::Particle, Relation::Adverb], words),
            Constraint::Adverb(words) => any(&[Relation::Adverb, Relation::Infinitive], words),
            Constraint::Object(words) => any(&[Relation::Object, Relation::PassiveSubject], words),
            Constraint::Complement(words) => {
                let kinds = [Relation::Infinitive, Relation::Clause, Relation::Object, Relation::Adverbial];
                any(&kinds, words)
            }
            Constraint::Phrase(prepositions, nouns) => {
                let kinds = [Relation::Oblique, Relation::Adverb, Relation::Nominal];
                tree.dependents(trigger, &kinds).any(|word| {
                    nouns.contains(&tree.lemma(word)) && tree.marks(word).any(|mark| prepositions.contains(&mark))
                })
            }
            Constraint::Has(paths) => {
                scratch.clear();
                paths.iter().for_each(|&path| self.follow(reading, path, scratch));
                !scratch.is_empty()
            }
            Constraint::Words(words, at) => self.has_words(trigger, words, usize::from(*at)),
        }
    }

    /// True for a verb with a reflexive clitic or pronoun.
    pub fn is_reflexive(&self, verb: u32) -> bool {
        let tree = &self.tree;
        tree.children(verb).any(|word| {
            let token = tree.token(word);
            if token.upos != Upos::Pron {
                return false;
            }
            let reflexive = token.features.reflexive || self.lexicon.is(FunctionWord::Reflexive, tree.lemma(word));
            match tree.relation(word) {
                // First and second person clitics have no reflexive form of their own: `nous nous félicitons`.
                Relation::Expletive => reflexive || matches!(token.features.person, Person::First | Person::Second),
                Relation::Object | Relation::IndirectObject => reflexive,
                _ => false,
            }
        })
    }

    fn has_clitic(&self, verb: u32, words: &[Symbol]) -> bool {
        let tree = &self.tree;
        tree.children(verb).any(|word| {
            matches!(tree.upos(word), Upos::Pron | Upos::Adv)
                && (words.contains(&tree.lemma(word)) || words.contains(&symbol(self.lexicon, &tree.token(word).form)))
        })
    }

    fn has_words(&self, trigger: u32, words: &[Symbol], at: usize) -> bool {
        let Some(start) = (trigger as usize).checked_sub(at) else { return false };
        let Some(slice) = self.tree.tokens.get(start..start + words.len()) else { return false };
        words.iter().zip(slice).zip(start..).all(|((&word, token), index)| {
            word == self.tree.lemma(index as u32) || word == symbol(self.lexicon, &token.form)
        })
    }
}
