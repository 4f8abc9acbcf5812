//! From a trigger along a path of the lexicon to the words that may fill a role.

use super::tree::{Relation, Tree};
use crate::doc::tagset::VerbForm;
use crate::doc::{MentionKind, TokenRef, Upos};
use crate::extract::Mentions;
use crate::knowledge::lexicon::{FunctionWord, Lexicon};
use crate::knowledge::ontology::EntityTypeId;
use crate::knowledge::pattern::Path;
use crate::knowledge::symbols::Symbol;

/// How far up a missing subject is looked for.
const SUBJECT_REACH: usize = 4;

/// A sentence in which triggers are matched.
pub(crate) struct Site<'s> {
    /// The sentence.
    pub tree: Tree<'s>,
    /// Its index in the document.
    pub index: usize,
    /// Knowledge of its language.
    pub lexicon: &'s Lexicon,
    /// What is mentioned in the document.
    pub mentions: &'s Mentions,
    /// For words whose governor decides who acts in them (`demande à X de partir`, `annonce la prise de Y`).
    pub controllers: Vec<Control>,
}

/// Who acts in an infinitive or event noun, as far as its governor tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Control {
    /// The governor does not tell.
    #[default]
    Free,
    /// Somebody whom the text does not name (`appelle à autoriser …`).
    Unknown,
    /// That word.
    By(u32),
}

/// How a trigger is read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reading<'f> {
    /// The trigger.
    pub trigger: u32,
    /// True where the object of the active frame is the subject.
    pub passive: bool,
    /// Fixed nouns of an idiom, or the support verb of an event noun: their phrases count as the trigger's.
    pub also: &'f [u32],
}

impl Site<'_> {
    /// The word as a word of the document.
    pub fn place(&self, word: u32) -> TokenRef {
        TokenRef { sentence: self.index, token: word as usize }
    }

    /// Type of the mention that a word heads; `None` without mention.
    pub fn entity_type(&self, word: u32) -> Option<EntityTypeId> {
        self.mentions.type_at(self.place(word))
    }

    /// True for a word that heads a proper name.
    pub fn is_name(&self, word: u32) -> bool {
        let mention = self.mentions.at(self.place(word));
        mention.is_some_and(|index| self.mentions.list[index].kind == MentionKind::Name)
    }

    /// True for a title of office: what it states is a construction (see [`crate::extract::constructions`]).
    pub fn is_office(&self, word: u32) -> bool {
        let mention = self.mentions.headed_by(self.place(word));
        mention.and_then(|index| self.mentions.clues.get(index)).is_some_and(|clue| clue.role.is_some())
    }

    /// True where the word stands for a place or people by its adjective.
    pub fn is_demonym(&self, word: u32) -> bool {
        let mention = self.mentions.at(self.place(word));
        mention.is_some_and(|index| self.mentions.list[index].kind == MentionKind::Demonym)
    }

    /// The word that stands for an argument: relative pronouns give their antecedent, nouns of quantity what they count,
    /// and a noun that the tables do not know the name behind it (`l'espagnol Grupo Alameda`).
    pub fn filler(&self, word: u32) -> u32 {
        let word = self.tree.counted(self.tree.antecedent(word));
        if self.entity_type(word).is_some() {
            return word;
        }
        let names = [Relation::Apposition, Relation::Flat];
        self.tree.dependents(word, &names).find(|&name| name > word && self.is_name(name)).unwrap_or(word)
    }

    /// True for a clitic that refers to nothing known: `il y a`, `en être`.
    pub fn is_empty_pronoun(&self, word: u32) -> bool {
        self.lexicon.is(FunctionWord::Oblique, self.tree.lemma(word))
            && matches!(self.tree.upos(word), Upos::Pron | Upos::Adv)
            && self.entity_type(word).is_none()
    }

    /// True for a word that names a time.
    pub fn is_time(&self, word: u32) -> bool {
        let token = self.tree.token(word);
        self.lexicon.is(FunctionWord::TimeNoun, self.tree.lemma(word))
            || token.upos == Upos::Num && token.form.len() == 4 && token.form.bytes().all(|byte| byte.is_ascii_digit())
    }

    /// Adds to `out` the words that `path` leads to.
    pub fn follow(&self, reading: Reading<'_>, path: Path, out: &mut Vec<u32>) {
        let tree = &self.tree;
        let trigger = reading.trigger;
        match path {
            Path::Subject if reading.passive => self.passive_agent(trigger, out),
            Path::Subject => out.extend(self.subject(trigger)),
            Path::PassiveSubject => {
                out.extend(tree.dependents(trigger, &[Relation::PassiveSubject]));
                out.extend(self.modified_noun(trigger).filter(|_| out.is_empty()));
            }
            Path::Object => self.object(reading, out),
            Path::IndirectObject => out.extend(tree.dependents(trigger, &[Relation::IndirectObject])),
            Path::Oblique(preposition) => self.phrases(reading, preposition, out),
            Path::Nominal(preposition) => self.noun_phrases(reading, preposition, out),
            Path::Clause(mark) => self.clauses(trigger, mark, out),
            Path::Infinitive(mark) => self.infinitives(trigger, mark, out),
            Path::NounClause(mark) => {
                let kinds = [Relation::NounClause, Relation::Clause, Relation::Adverbial];
                out.extend(tree.dependents(trigger, &kinds).filter(|&clause| tree.is_marked(clause, mark)));
            }
            Path::Possessor => {
                let is_possessive = |&word: &u32| tree.token(word).features.possessive;
                out.extend(tree.dependents(trigger, &[Relation::Determiner]).filter(is_possessive));
                out.extend(tree.dependents(trigger, &[Relation::Possessor]));
            }
            Path::Adjective => {
                out.extend(tree.dependents(trigger, &[Relation::Adjective]).filter(|&word| self.is_demonym(word)));
            }
            Path::Compound => {
                let is_mention = |&word: &u32| self.entity_type(word).is_some();
                out.extend(tree.dependents(trigger, &[Relation::Compound]).filter(is_mention));
            }
            Path::Modified => out.extend(self.modified_noun(trigger)),
        }
    }

    /// The subject on the surface, of the clause itself or inherited: through coordination, from the governor of an
    /// infinitive or adverbial clause, or the noun that a participle modifies.
    pub fn subject(&self, trigger: u32) -> Option<u32> {
        let tree = &self.tree;
        let mut current = trigger;
        for _ in 0..SUBJECT_REACH {
            let own = tree.dependents(current, &[Relation::Subject, Relation::PassiveSubject]).next();
            if own.is_some() {
                return own;
            }
            match self.controllers[current as usize] {
                Control::By(controller) => return Some(controller),
                Control::Unknown => return None,
                Control::Free => {}
            }
            let finite = tree.is_finite(current);
            let infinitive = tree.token(current).features.verb_form == VerbForm::Inf;
            match tree.relation(current) {
                Relation::NounClause if infinitive => current = self.verb_above_phrase(current)?,
                Relation::NounClause | Relation::RelativeClause | Relation::Adjective => {
                    return self.modified_noun(current).filter(|_| !infinitive);
                }
                Relation::Conjunct => current = tree.head(current)?,
                Relation::Infinitive | Relation::Adverbial | Relation::Clause if !finite => {
                    current = tree.head(current)?
                }
                _ => return None,
            }
        }
        None
    }

    /// The verb whose phrase of time, manner or place an infinitive hangs on: parsers hang it there instead of on the verb
    /// (`refuse pour l'heure de négocier`), and where it does belong to the noun, the subject is the same (`dans l'espoir
    /// de gagner`).
    fn verb_above_phrase(&self, infinitive: u32) -> Option<u32> {
        let tree = &self.tree;
        let noun = tree.head(infinitive).filter(|&noun| self.entity_type(noun).is_none())?;
        let phrase = matches!(tree.relation(noun), Relation::Oblique | Relation::Adverb);
        tree.head(noun).filter(|&verb| phrase && tree.upos(verb) == Upos::Verb)
    }

    /// The noun that a participle, adjective or apposition belongs to.
    fn modified_noun(&self, trigger: u32) -> Option<u32> {
        let kinds = [Relation::Adjective, Relation::NounClause, Relation::RelativeClause, Relation::Apposition];
        if kinds.contains(&self.tree.relation(trigger)) { self.tree.head(trigger) } else { None }
    }

    fn passive_agent(&self, trigger: u32, out: &mut Vec<u32>) {
        let tree = &self.tree;
        out.extend(tree.dependents(trigger, &[Relation::Agent]));
        if out.is_empty() {
            let by_agent = |&word: &u32| {
                tree.marks(word).any(|mark| self.lexicon.is(FunctionWord::Agent, mark)) && !self.is_time(word)
            };
            out.extend(tree.dependents(trigger, &[Relation::Oblique]).filter(by_agent));
        }
        if out.is_empty() {
            out.extend(self.hyphenated(trigger));
        }
    }

    /// `Saudi-led`, `Iran-backed`: the name before the hyphen acts.
    fn hyphenated(&self, participle: u32) -> Option<u32> {
        let tree = &self.tree;
        let hyphen = participle.checked_sub(1).filter(|&word| tree.token(word).form == "-")?;
        hyphen.checked_sub(1).filter(|&name| tree.relation(participle) == Relation::Adjective && self.is_name(name))
    }

    fn object(&self, reading: Reading<'_>, out: &mut Vec<u32>) {
        let (tree, trigger) = (&self.tree, reading.trigger);
        if reading.passive {
            out.extend(self.subject(trigger));
        }
        out.extend(tree.dependents(trigger, &[Relation::Object]));
        if !out.is_empty() {
            return;
        }
        match tree.relation(trigger) {
            // `the town they captured`: no relative pronoun, the subject is somebody else.
            Relation::RelativeClause => {
                let has_pronoun = tree.children(trigger).any(|child| tree.antecedent(child) != child);
                if !has_pronoun && tree.has(trigger, &[Relation::Subject]) {
                    out.extend(self.modified_noun(trigger));
                }
            }
            // `ont arrêté et expulsé trois diplomates`: the object follows the last verb but hangs on the first.
            Relation::Conjunct if !tree.has(trigger, &[Relation::Subject]) => {
                let first = tree.head(trigger);
                let shared = first.into_iter().flat_map(|verb| tree.dependents(verb, &[Relation::Object]));
                out.extend(shared.filter(|&object| object > trigger));
            }
            _ => {}
        }
    }

    /// Phrases of a verb or adjective with the preposition, or without any.
    fn phrases(&self, reading: Reading<'_>, preposition: Symbol, out: &mut Vec<u32>) {
        let tree = &self.tree;
        let kinds = [Relation::Oblique, Relation::Agent, Relation::Adverb, Relation::Nominal, Relation::IndirectObject];
        let nominal = |&word: &u32| tree.upos(word) != Upos::Adv;
        if !preposition.is_some() {
            let kinds = [Relation::Oblique, Relation::Adverb];
            out.extend(tree.dependents(reading.trigger, &kinds).filter(nominal).filter(|&word| tree.is_bare(word)));
            return;
        }
        let marked = |&word: &u32| tree.is_marked(word, preposition);
        out.extend(tree.dependents(reading.trigger, &kinds).filter(nominal).filter(marked));
        self.pronouns(reading.trigger, preposition, out);
        for &noun in reading.also {
            out.extend(tree.dependents(noun, &[Relation::Nominal, Relation::Oblique]).filter(marked));
        }
        if out.is_empty() && !self.lexicon.is(FunctionWord::Genitive, preposition) {
            // `livrer des chars à l'Ukraine`: parsers hang the phrase on the object as often as on the verb.
            let objects = tree.dependents(reading.trigger, &[Relation::Object, Relation::PassiveSubject]);
            out.extend(objects.flat_map(|object| tree.dependents(object, &[Relation::Nominal])).filter(marked));
        }
    }

    /// Phrases of a noun with the preposition.
    fn noun_phrases(&self, reading: Reading<'_>, preposition: Symbol, out: &mut Vec<u32>) {
        let tree = &self.tree;
        let kinds = [Relation::Nominal, Relation::Oblique];
        let marked = |&word: &u32| tree.is_marked(word, preposition);
        out.extend(tree.dependents(reading.trigger, &kinds).filter(marked));
        self.pronouns(reading.trigger, preposition, out);
        for &verb in reading.also {
            out.extend(tree.dependents(verb, &kinds).filter(marked));
        }
    }

    /// Pronouns that hide the preposition: `dont`, `en`, `y`, `où`.
    fn pronouns(&self, trigger: u32, preposition: Symbol, out: &mut Vec<u32>) {
        let kinds = [
            Relation::Oblique,
            Relation::Nominal,
            Relation::IndirectObject,
            Relation::Adverb,
            Relation::Expletive,
            Relation::Mark,
        ];
        let hides = |&word: &u32| {
            matches!(self.tree.upos(word), Upos::Pron | Upos::Adv)
                && self.tree.is_bare(word)
                && self
                    .lexicon
                    .function_word(FunctionWord::Oblique, self.tree.lemma(word))
                    .is_some_and(|hidden| hidden.contains(&preposition))
        };
        out.extend(self.tree.dependents(trigger, &kinds).filter(hides));
    }

    /// Content clauses, and the host of a parenthetical verb of saying (`« … », a dit X`).
    fn clauses(&self, trigger: u32, mark: Symbol, out: &mut Vec<u32>) {
        let tree = &self.tree;
        let clauses = tree.dependents(trigger, &[Relation::Clause]);
        if mark.is_some() {
            out.extend(clauses.filter(|&clause| tree.is_marked(clause, mark)));
            return;
        }
        out.extend(clauses);
        if out.is_empty() && tree.relation(trigger) == Relation::Parataxis {
            out.extend(tree.head(trigger));
        }
        if out.is_empty() {
            out.extend(tree.dependents(trigger, &[Relation::Parataxis]));
        }
    }

    fn infinitives(&self, trigger: u32, mark: Symbol, out: &mut Vec<u32>) {
        let tree = &self.tree;
        if !mark.is_some() {
            out.extend(tree.dependents(trigger, &[Relation::Infinitive]));
            return;
        }
        let kinds = [Relation::Infinitive, Relation::Adverbial, Relation::Clause];
        let is_clause = |&word: &u32| matches!(tree.upos(word), Upos::Verb | Upos::Aux);
        let marked = |&clause: &u32| tree.is_marked(clause, mark);
        out.extend(tree.dependents(trigger, &kinds).filter(is_clause).filter(marked));
    }
}
