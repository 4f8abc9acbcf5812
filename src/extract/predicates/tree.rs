//! A sentence made ready for matching: words as symbols, prepositions of several words folded, relative pronouns with
//! their antecedents.

use super::repair::Repair;
use crate::doc::tagset::{Tense, VerbForm};
use crate::doc::{Deprel, Sentence, Token, Upos};
use crate::knowledge::lexicon::{FunctionWord, Lexicon};
use crate::knowledge::symbols::Symbol;

/// Dependency relations as matching tells them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Relation {
    Subject,
    PassiveSubject,
    Object,
    IndirectObject,
    Oblique,
    Agent,
    Clause,
    Infinitive,
    Adverbial,
    NounClause,
    RelativeClause,
    Nominal,
    Possessor,
    Adjective,
    Apposition,
    Conjunct,
    Coordinator,
    Case,
    Mark,
    Auxiliary,
    PassiveAuxiliary,
    CausativeAuxiliary,
    Copula,
    Determiner,
    Number,
    Expletive,
    ExpletiveSubject,
    Adverb,
    Compound,
    Particle,
    Flat,
    Fixed,
    Parataxis,
    Other,
}

impl Relation {
    fn of(deprel: Deprel) -> Self {
        match deprel.as_str() {
            "nsubj:pass" | "csubj:pass" => Relation::PassiveSubject,
            "obl:agent" => Relation::Agent,
            "acl:relcl" => Relation::RelativeClause,
            "nmod:poss" => Relation::Possessor,
            "nmod:appos" => Relation::Apposition,
            "aux:pass" => Relation::PassiveAuxiliary,
            "aux:caus" => Relation::CausativeAuxiliary,
            "expl:subj" => Relation::ExpletiveSubject,
            "compound:prt" => Relation::Particle,
            _ => match deprel.universal() {
                "nsubj" | "csubj" => Relation::Subject,
                "obj" => Relation::Object,
                "iobj" => Relation::IndirectObject,
                "obl" => Relation::Oblique,
                "ccomp" => Relation::Clause,
                "xcomp" => Relation::Infinitive,
                "advcl" => Relation::Adverbial,
                "acl" => Relation::NounClause,
                "nmod" => Relation::Nominal,
                "amod" => Relation::Adjective,
                "appos" => Relation::Apposition,
                "conj" => Relation::Conjunct,
                "cc" => Relation::Coordinator,
                "case" => Relation::Case,
                "mark" => Relation::Mark,
                "aux" => Relation::Auxiliary,
                "cop" => Relation::Copula,
                "det" => Relation::Determiner,
                "nummod" => Relation::Number,
                "expl" => Relation::Expletive,
                "advmod" => Relation::Adverb,
                "compound" => Relation::Compound,
                "flat" => Relation::Flat,
                "fixed" => Relation::Fixed,
                "parataxis" => Relation::Parataxis,
                _ => Relation::Other,
            },
        }
    }
}

/// No word: end of a list of children, or the head of a root.
pub(crate) const NOBODY: u32 = u32::MAX;

/// How far up a search for a governor goes. Real sentences need three or four steps; trees may be as deep as they like.
const REACH: usize = 8;

/// A sentence made ready for matching.
pub(crate) struct Tree<'s> {
    /// The words as the parser gave them.
    pub tokens: &'s [Token],
    lexicon: &'s Lexicon,
    lemmas: Vec<Symbol>,
    heads: Vec<u32>,
    relations: Vec<Relation>,
    /// The preposition of a phrase that is folded into one symbol, else none.
    folded: Vec<Symbol>,
    first_child: Vec<u32>,
    next_sibling: Vec<u32>,
}

impl<'s> Tree<'s> {
    /// Prepares a sentence of the lexicon's language.
    pub fn new(sentence: &'s Sentence, lexicon: &'s Lexicon) -> Self {
        let tokens = &sentence.tokens;
        let count = tokens.len();
        let mut tree = Tree {
            tokens,
            lexicon,
            lemmas: tokens.iter().map(|token| symbol(lexicon, &token.lemma)).collect(),
            heads: tokens.iter().map(|token| token.head.filter(|&h| (h as usize) < count).unwrap_or(NOBODY)).collect(),
            relations: tokens.iter().map(|token| Relation::of(token.deprel)).collect(),
            folded: vec![Symbol::NONE; count],
            first_child: vec![NOBODY; count],
            next_sibling: vec![NOBODY; count],
        };
        tree.fold_prepositions();
        tree.repair();
        tree.link();
        tree
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The word's lemma.
    pub fn lemma(&self, word: u32) -> Symbol {
        self.lemmas[word as usize]
    }

    /// The word's relation to its head.
    pub fn relation(&self, word: u32) -> Relation {
        self.relations[word as usize]
    }

    /// The word's head.
    pub fn head(&self, word: u32) -> Option<u32> {
        Some(self.heads[word as usize]).filter(|&head| head != NOBODY)
    }

    /// The word as the parser gave it.
    pub fn token(&self, word: u32) -> &'s Token {
        &self.tokens[word as usize]
    }

    /// Part of speech.
    pub fn upos(&self, word: u32) -> Upos {
        self.tokens[word as usize].upos
    }

    /// Dependents in text order.
    pub fn children(&self, word: u32) -> Children<'_> {
        Children { next: self.first_child[word as usize], siblings: &self.next_sibling }
    }

    /// Dependents with one of the relations.
    pub fn dependents<'t>(&'t self, word: u32, wanted: &'t [Relation]) -> impl Iterator<Item = u32> + 't {
        self.children(word).filter(|&child| wanted.contains(&self.relation(child)))
    }

    /// True where a dependent has one of the relations.
    pub fn has(&self, word: u32, wanted: &[Relation]) -> bool {
        self.children(word).any(|child| wanted.contains(&self.relation(child)))
    }

    /// The prepositions and marks of a phrase or clause, each folded to one symbol.
    pub fn marks(&self, word: u32) -> impl Iterator<Item = Symbol> + '_ {
        let folded = self.folded[word as usize];
        let own = self.dependents(word, &[Relation::Case, Relation::Mark]).map(|mark| self.lemma(mark));
        Some(folded).filter(|folded| folded.is_some()).into_iter().chain(own.filter(move |_| !folded.is_some()))
    }

    /// True where the phrase or clause has that preposition or mark.
    pub fn is_marked(&self, word: u32, mark: Symbol) -> bool {
        self.marks(word).any(|own| own == mark)
    }

    /// True for a phrase or clause without preposition or mark.
    pub fn is_bare(&self, word: u32) -> bool {
        self.marks(word).next().is_none()
    }

    /// True for `est tué`, `a été tué`, and for the later conjuncts of such a verb that share its auxiliary.
    pub fn is_passive(&self, verb: u32) -> bool {
        let mut current = verb;
        for _ in 0..REACH {
            // A subject label alone is no passive beside an active auxiliary (`a frappé`): parsers confuse the two.
            let subject = self.has(current, &[Relation::PassiveSubject]) && !self.has(current, &[Relation::Auxiliary]);
            if subject || self.has(current, &[Relation::PassiveAuxiliary]) {
                return true;
            }
            let shares = self.relation(current) == Relation::Conjunct
                && self.is_past_participle(current)
                && !self.has(current, &[Relation::Auxiliary, Relation::Subject, Relation::Object]);
            match self.head(current) {
                Some(head) if shares => current = head,
                _ => return false,
            }
        }
        false
    }

    /// True for a past participle, whatever stands beside it.
    pub fn is_past_participle(&self, word: u32) -> bool {
        let features = &self.token(word).features;
        features.verb_form == VerbForm::Part && features.tense == Tense::Past
    }

    /// True for a past participle without auxiliary, its own or shared: `les troupes déployées`, a headline's `Deux
    /// soldats tués`.
    pub fn is_bare_participle(&self, verb: u32) -> bool {
        let mut current = verb;
        for _ in 0..REACH {
            if !self.is_past_participle(current)
                || self.has(current, &[Relation::Auxiliary, Relation::PassiveAuxiliary])
            {
                return false;
            }
            match self.head(current) {
                Some(head) if self.relation(current) == Relation::Conjunct && self.upos(head) == Upos::Verb => {
                    current = head;
                }
                _ => break,
            }
        }
        true
    }

    /// True for a verb with a finite form or auxiliary.
    pub fn is_finite(&self, verb: u32) -> bool {
        let finite = |word: u32| self.token(word).features.verb_form == VerbForm::Fin;
        let auxiliaries = [Relation::Auxiliary, Relation::PassiveAuxiliary, Relation::Copula];
        finite(verb) || self.dependents(verb, &auxiliaries).any(finite)
    }

    /// The noun that a relative pronoun stands for; the word itself for any other word.
    pub fn antecedent(&self, word: u32) -> u32 {
        let token = self.token(word);
        let is_relative = matches!(token.upos, Upos::Pron | Upos::Adv | Upos::Det)
            && (token.features.relative || self.lexicon.is(FunctionWord::Relative, self.lemma(word)));
        let mut current = word;
        for _ in 0..if is_relative { REACH } else { 0 } {
            let Some(head) = self.head(current) else { break };
            if matches!(self.relation(current), Relation::RelativeClause | Relation::NounClause) {
                return head;
            }
            current = head;
        }
        if is_relative && self.upos(word) == Upos::Pron { self.noun_before(word).unwrap_or(word) } else { word }
    }

    /// The noun phrase that ends right before a relative pronoun whose clause the parser hung elsewhere (`…, a dit X, qui
    /// a remercié Y`).
    fn noun_before(&self, pronoun: u32) -> Option<u32> {
        let comma = |&word: &u32| self.token(word).form == ",";
        let before = pronoun.checked_sub(1)?;
        let mut current = if comma(&before) { before.checked_sub(1)? } else { before };
        let inside = [Relation::Nominal, Relation::Flat, Relation::Adjective, Relation::Apposition, Relation::Compound];
        for _ in 0..REACH {
            match self.head(current) {
                Some(head) if head < current && inside.contains(&self.relation(current)) => current = head,
                _ => break,
            }
        }
        matches!(self.upos(current), Upos::Noun | Upos::Propn).then_some(current)
    }

    /// What a noun of quantity counts (`une dizaine de soldats` → `soldats`) or a noun of part is taken from (`l'est de
    /// l'Ukraine`, `22 % of Y`); the word itself for any other word.
    pub fn counted(&self, word: u32) -> u32 {
        let mut current = word;
        for _ in 0..REACH {
            if !self.lexicon.is(FunctionWord::QuantityNoun, self.lemma(current)) {
                break;
            }
            let counted = [Relation::Nominal, Relation::Oblique];
            let Some(next) = self.dependents(current, &counted).find(|&noun| noun > current && !self.is_bare(noun))
            else {
                break;
            };
            current = next;
        }
        current
    }

    /// The word and those coordinated with it that are of its kind, nominal or clausal.
    pub fn conjuncts(&self, word: u32) -> impl Iterator<Item = u32> + '_ {
        let clausal = self.upos(word) == Upos::Verb;
        let others = self.dependents(word, &[Relation::Conjunct]);
        std::iter::once(word).chain(others.filter(move |&other| (self.upos(other) == Upos::Verb) == clausal))
    }

    /// All words that hang on a root, heads before their dependents.
    pub fn top_down(&self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.len() as u32).filter(|&word| self.head(word).is_none()).collect();
        let mut next = 0;
        while let Some(&word) = order.get(next) {
            order.extend(self.children(word));
            next += 1;
        }
        order
    }

    fn repair(&mut self) {
        let (lexicon, lemmas) = (self.lexicon, &self.lemmas);
        let is_time = |word: usize| lexicon.is(FunctionWord::TimeNoun, lemmas[word]);
        let is_event = |word: usize| !lexicon.entries(lemmas[word], Upos::Noun).is_empty();
        let Tree { tokens, heads, relations, folded, .. } = self;
        Repair { tokens, heads, relations, folded, is_time: &is_time, is_event: &is_event }.run();
    }

    fn link(&mut self) {
        for word in (0..self.heads.len() as u32).rev() {
            let head = self.heads[word as usize];
            if head != NOBODY {
                self.next_sibling[word as usize] = self.first_child[head as usize];
                self.first_child[head as usize] = word;
            }
        }
    }

    /// Makes each preposition of several words one mark of its noun: `en direction de Paris` becomes a phrase of the
    /// verb headed by `Paris`, whatever structure the parser gave to it.
    fn fold_prepositions(&mut self) {
        let mut start = 0;
        while start < self.lemmas.len() {
            let found = self.complex_preposition_at(start);
            if let Some((end, symbol)) = found
                && self.fold(start as u32, end as u32, symbol)
            {
                start = end;
            } else {
                start += 1;
            }
        }
    }

    fn complex_preposition_at(&self, start: usize) -> Option<(usize, Symbol)> {
        let alternatives = self.lexicon.complex_prepositions(self.lemmas[start]);
        alternatives.iter().find_map(|(words, whole)| {
            let end = start + words.len();
            let slice = self.lemmas.get(start..end)?;
            let matches = words
                .iter()
                .zip(slice)
                .zip(start..)
                .all(|((word, lemma), at)| word == lemma || *word == symbol(self.lexicon, &self.tokens[at].form));
            matches.then_some((end, *whole))
        })
    }

    /// Folds the words `start..end`; false where the tree around them is no prepositional phrase.
    fn fold(&mut self, start: u32, end: u32, symbol: Symbol) -> bool {
        let inside = |word: u32| (start..end).contains(&word);
        let Some(noun) = self.complement(start, end) else { return false };
        // The topmost word above the noun that is still in the preposition hangs on the governor.
        let mut top = noun;
        while self.heads[top as usize] != NOBODY && inside(self.heads[top as usize]) {
            top = self.heads[top as usize];
        }
        let mut governor = self.heads[top as usize];
        if governor == NOBODY {
            return false;
        }
        // `trois semaines plus tôt aux mains de …`: adverbs govern no such phrase.
        let above = self.heads[governor as usize];
        if self.tokens[governor as usize].upos == Upos::Adv && above != NOBODY {
            governor = above;
        }
        if matches!(self.relations[top as usize], Relation::Object | Relation::Subject | Relation::PassiveSubject) {
            return false;
        }
        for word in start..end {
            self.heads[word as usize] = noun;
            self.relations[word as usize] = Relation::Fixed;
        }
        self.folded[noun as usize] = symbol;
        self.heads[noun as usize] = governor;
        if self.relations[top as usize] == Relation::Conjunct {
            self.relations[noun as usize] = Relation::Conjunct;
        } else if matches!(self.tokens[governor as usize].upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num) {
            self.relations[noun as usize] = Relation::Nominal;
        } else {
            self.relations[noun as usize] = Relation::Oblique;
        }
        true
    }

    /// The noun that the preposition in `start..end` governs.
    fn complement(&self, start: u32, end: u32) -> Option<u32> {
        let mut current = end - 1;
        for _ in 0..REACH {
            let head = self.heads[current as usize];
            if head == NOBODY {
                break;
            }
            if head >= end {
                return Some(head);
            }
            if head < start {
                break;
            }
            current = head;
        }
        let limit = (end as usize + REACH).min(self.heads.len()) as u32;
        (end..limit).find(|&word| (start..end).contains(&self.heads[word as usize]) && self.is_nominal(word))
    }

    fn is_nominal(&self, word: u32) -> bool {
        matches!(self.tokens[word as usize].upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::X)
    }
}

/// Dependents of a word in text order.
pub(crate) struct Children<'t> {
    next: u32,
    siblings: &'t [u32],
}

impl Iterator for Children<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let current = self.next;
        self.next = *self.siblings.get(current as usize)?;
        Some(current)
    }
}

/// The symbol of a word in lower case.
pub(crate) fn symbol(lexicon: &Lexicon, word: &str) -> Symbol {
    let is_lower = word.bytes().all(|byte| byte.is_ascii_lowercase());
    if is_lower || !word.chars().any(char::is_uppercase) {
        lexicon.symbols().get(word)
    } else {
        lexicon.symbols().get(&word.to_lowercase())
    }
}
