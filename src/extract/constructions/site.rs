//! A sentence as constructions read it: words in their order, and the names that begin and end at them.

use crate::doc::{LocalEntity, Mention, MentionKind, Sentence, Token, TokenRef, Upos};
use crate::extract::Mentions;
use crate::knowledge::gazetteer::{Cue, Gazetteer};
use crate::knowledge::ontology::{EntityTypeId, Ontology, TypeSet};
use crate::knowledge::{Knowledge, LanguageKnowledge};
use rustc_hash::FxHashSet;

/// How far from its head a dependent is looked for, in words.
const WINDOW: usize = 12;

/// The longest premodifiers of a noun, in words.
const PREMODIFIERS: usize = 9;

/// What the steps before found in the document.
pub(super) struct Findings<'k> {
    pub mentions: &'k Mentions,
    pub entities: &'k [LocalEntity],
    /// Words that speak.
    pub speakers: &'k FxHashSet<TokenRef>,
    /// Nouns of visits with what is visited: that says already where they take place.
    pub taken: FxHashSet<(TokenRef, TokenRef)>,
}

pub(super) struct Site<'k> {
    pub ontology: &'k Ontology,
    pub gazetteer: &'k Gazetteer,
    pub language: &'k LanguageKnowledge,
    pub found: &'k Findings<'k>,
    pub sentence: &'k Sentence,
    /// Index of the sentence.
    pub index: usize,
    /// For each word the longest name that begins there, plus one.
    starting: Vec<usize>,
    /// For each word the longest name that ends before it, plus one.
    ending: Vec<usize>,
}

impl<'k> Site<'k> {
    /// The sentence `index`; `range` are its mentions.
    pub fn new(
        knowledge: &'k Knowledge,
        language: &'k LanguageKnowledge,
        found: &'k Findings<'k>,
        sentence: &'k Sentence,
        index: usize,
        range: std::ops::Range<usize>,
    ) -> Self {
        let mut starting = vec![0; sentence.tokens.len() + 1];
        let mut ending = starting.clone();
        for mention in range {
            let words = &found.mentions.list[mention].words;
            // Text order: longer ones first.
            let is_name = found.mentions.list[mention].kind == MentionKind::Name;
            if is_name && starting[words.start] == 0 {
                starting[words.start] = mention + 1;
            }
            if is_name && ending[words.end] == 0 {
                ending[words.end] = mention + 1;
            }
        }
        let Knowledge { ontology, gazetteer, .. } = knowledge;
        Site { ontology, gazetteer, language, found, sentence, index, starting, ending }
    }

    pub fn tokens(&self) -> &'k [Token] {
        &self.sentence.tokens
    }

    pub fn place(&self, token: usize) -> TokenRef {
        TokenRef { sentence: self.index, token }
    }

    pub fn mention(&self, index: usize) -> &'k Mention {
        &self.found.mentions.list[index]
    }

    /// The head of a mention as a word of the document.
    pub fn head(&self, mention: usize) -> TokenRef {
        self.mention(mention).head_ref()
    }

    /// The name that begins at a word.
    pub fn name_at(&self, word: usize) -> Option<usize> {
        self.starting.get(word)?.checked_sub(1)
    }

    /// The name that ends before a word.
    pub fn name_before(&self, word: usize) -> Option<usize> {
        self.ending.get(word)?.checked_sub(1)
    }

    /// The mention that a word heads.
    pub fn headed_by(&self, word: usize) -> Option<usize> {
        self.found.mentions.headed_by(self.place(word))
    }

    /// The type of a mention: of the thing that it refers to, where that is known.
    pub fn type_of(&self, mention: usize) -> EntityTypeId {
        let own = self.mention(mention).entity_type;
        let entity = self.mention(mention).entity.and_then(|entity| self.found.entities.get(entity));
        entity.map(|entity| entity.entity_type).filter(|&known| known != EntityTypeId::default()).unwrap_or(own)
    }

    /// True where a mention may be of one of the types; what has no type yet may be anything.
    pub fn may_be(&self, mention: usize, types: TypeSet) -> bool {
        let found = self.type_of(mention);
        types.contains(found) || found == EntityTypeId::default()
    }

    pub fn is_a(&self, mention: usize, wanted: EntityTypeId) -> bool {
        self.ontology.is_a(self.type_of(mention), wanted)
    }

    /// True where the thing that a mention refers to bears a name somewhere in the article.
    pub fn is_named(&self, mention: usize) -> bool {
        let entity = self.mention(mention).entity.and_then(|entity| self.found.entities.get(entity));
        entity.is_some_and(|entity| entity.mentions.iter().any(|&other| self.mention(other).kind == MentionKind::Name))
    }

    pub fn is_cue(&self, cue: Cue, lemma: &str) -> bool {
        self.gazetteer.is_cue(self.sentence.language, cue, lemma)
    }

    /// Lemma of the preposition of a word; empty where it has none.
    pub fn preposition(&self, word: usize) -> &'k str {
        self.dependents(word).find(|(_, token)| token.deprel.is("case")).map_or("", |(_, token)| token.lemma.as_str())
    }

    /// True for a noun that a copula, or a verb of becoming or choosing, says of somebody (`élue présidente`).
    pub fn is_predicate(&self, word: usize) -> bool {
        self.governing_verb(word).is_some() || self.dependents(word).any(|(_, token)| token.deprel.is("cop"))
    }

    /// The verb that a noun completes: `est devenu`, `ont élu X` → `président`.
    pub fn governing_verb(&self, word: usize) -> Option<usize> {
        let token = &self.tokens()[word];
        let verb = token.head.filter(|_| token.deprel.is("xcomp") && token.upos == Upos::Noun)? as usize;
        (self.tokens().get(verb)?.upos == Upos::Verb).then_some(verb)
    }

    /// The word above a word in the tree.
    pub fn governor(&self, word: usize) -> Option<usize> {
        self.tokens()[word].head.map(|head| head as usize).filter(|&head| head < self.tokens().len())
    }

    /// Dependents of a word that stand near it.
    pub fn dependents(&self, head: usize) -> impl Iterator<Item = (usize, &'k Token)> + use<'k> {
        let tokens = self.tokens();
        let window = head.saturating_sub(WINDOW)..(head + WINDOW + 1).min(tokens.len());
        window.map(move |word| (word, &tokens[word])).filter(move |(_, token)| token.head == Some(head as u32))
    }

    /// True for the mark at a word.
    pub fn is_mark(&self, word: usize, form: &str) -> bool {
        self.tokens().get(word).is_some_and(|token| token.form == form)
    }

    /// True where a phrase that ends before the word is closed off: by a mark or the end of the sentence.
    pub fn is_closed(&self, word: usize) -> bool {
        self.tokens().get(word).is_none_or(|token| token.upos == Upos::Punct)
    }

    /// The first word of a noun's phrase: determiners, adjectives, adverbs (`alors`, `once`), in English nouns and
    /// possessors.
    pub fn left_edge(&self, noun: usize) -> usize {
        let english = self.sentence.language == crate::doc::Language::English;
        let mut start = noun;
        while start > 0 && noun - start < PREMODIFIERS {
            let token = &self.tokens()[start - 1];
            let modifies = match token.upos {
                Upos::Adj | Upos::Adv | Upos::Det | Upos::Num => true,
                Upos::Noun | Upos::Propn | Upos::Part | Upos::Sconj => english,
                Upos::Pron => token.features.possessive,
                Upos::Verb => token.deprel.is("amod"),
                Upos::Punct => token.form == "-",
                _ => false,
            };
            if !modifies {
                break;
            }
            start -= 1;
        }
        start
    }

    /// The demonym that modifies a noun, or stands right behind it.
    pub fn demonym(&self, noun: usize) -> Option<usize> {
        let is_demonym = |word: usize| {
            self.found.mentions.at(self.place(word)).is_some_and(|mention| {
                self.mention(mention).kind == MentionKind::Demonym && self.mention(mention).head == word
            })
        };
        let modifies = |token: &Token| token.deprel.is("amod") || token.deprel.is("compound");
        let dependent =
            self.dependents(noun).filter(|(_, token)| modifies(token)).map(|(word, _)| word).find(|&w| is_demonym(w));
        dependent.or_else(|| Some(noun + 1).filter(|&word| word < self.tokens().len() && is_demonym(word)))
    }
}
