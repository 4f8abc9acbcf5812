//! What a speaker does with the content, where plain saying turns out to be more: promising, supposing, demanding,
//! accusing, denying.
//!
//! The cue decides unless it is neutral (`dire`, `according to`). Then the main predicate of the content decides, by its
//! tense and mood, by its helpers, and by the words of `data/stance.tsv`.

use super::is_function_word;
use super::scene::Scene;
use crate::doc::tagset::{Mood, Person, Tense, VerbForm};
use crate::doc::{ClaimForm, Language, Stance, Token, TokenRef, Upos};
use crate::knowledge::operators::OperatorClass;
use crate::knowledge::reporting::{Cue, CueKind};
use crate::knowledge::stance::Sign;
use crate::text::Span;

/// The stance of a claim: the cue's own, or for neutral cues what the main predicate of the content makes of it.
pub(super) fn of(scene: &Scene<'_>, cue: &Cue, content: Span, form: ClaimForm) -> Stance {
    if cue.stance != Stance::Asserts {
        return cue.stance;
    }
    let announces = scene.knowledge.ontology.relation_named("announces") == Some(cue.relation);
    Said::of(scene, content, form).and_then(|said| said.stance(announces)).unwrap_or(cue.stance)
}

/// The main predicate of a content with what depends on it.
struct Said<'s> {
    scene: &'s Scene<'s>,
    sentence: usize,
    tokens: &'s [Token],
    main: usize,
    children: Vec<usize>,
    content: Span,
    form: ClaimForm,
}

impl<'s> Said<'s> {
    /// The topmost word of the content in its first sentence.
    fn of(scene: &'s Scene<'s>, content: Span, form: ClaimForm) -> Option<Self> {
        let sentences = &scene.document.sentences;
        let sentence = sentences.partition_point(|sentence| sentence.span.end <= content.start);
        let tokens = sentences.get(sentence)?.tokens.as_slice();
        let main = (0..tokens.len()).find(|&word| {
            let outside = |head: u32| !tokens.get(head as usize).is_some_and(|head| content.contains(head.span));
            content.contains(tokens[word].span)
                && tokens[word].head.is_none_or(outside)
                && !is_function_word(tokens[word].upos)
        })?;
        let hangs = |word: &usize| tokens[*word].head == Some(main as u32) && content.contains(tokens[*word].span);
        let children = (0..tokens.len()).filter(hangs).collect();
        Some(Said { scene, sentence, tokens, main, children, content, form })
    }

    fn stance(&self, announces: bool) -> Option<Stance> {
        let tests: [fn(&Self, bool) -> Option<Stance>; 7] = [
            Self::by_negation,
            Self::by_modal,
            Self::by_will,
            Self::by_wrong,
            Self::by_attitude,
            Self::by_future,
            Self::by_need,
        ];
        tests.iter().find_map(|test| test(self, announces))
    }

    /// `mon client n'a jamais touché un centime`, `rien n'indique que`.
    fn by_negation(&self, _: bool) -> Option<Stance> {
        let never = |word: usize| self.is_sign(word, Sign::Never);
        let subject = self.child(&["nsubj"]);
        let own = subject.is_some_and(|subject| {
            let possessed = self.children_of(subject).any(|word| self.tokens[word].features.possessive);
            self.is_speaker(subject) || possessed
        });
        let past = self.tokens[self.main].features.verb_form == VerbForm::Part
            || self.tokens[self.main].features.tense == Tense::Past;
        let nothing = subject.is_some_and(never);
        ((own && past && self.children.iter().any(|&word| never(word))) || nothing).then_some(Stance::Denies)
    }

    fn by_modal(&self, _: bool) -> Option<Stance> {
        if self.is_negated() {
            return None;
        }
        let finite = self.tokens[self.main].features.verb_form == VerbForm::Fin;
        if self.has_modal("possibility") && (self.is_conditional() || self.has_modal("conditional") || !finite) {
            return Some(Stance::Estimates);
        }
        if self.has_modal("obligation") && !self.is_perfect() {
            let expected = self.is_conditional() && self.scene.language.language == Language::French;
            return Some(if expected { Stance::Estimates } else { Stance::Asks });
        }
        let ordered = self.helpers().any(|word| self.tokens[word].features.mood == Mood::Imp);
        if ordered {
            return Some(Stance::Asks);
        }
        let likely = self.children.iter().chain([&self.main]).any(|&word| {
            let weighs = word == self.main || self.tokens[word].deprel.is("advmod");
            weighs && self.is_sign(word, Sign::Likely)
        });
        likely.then_some(Stance::Estimates)
    }

    /// `prêt à partir`, `we want to leave`, `vouloir tester`; `annonce l'envoi de troupes`, `annonce quitter le parti`.
    fn by_will(&self, announces: bool) -> Option<Stance> {
        let main = &self.tokens[self.main];
        let own = self.child(&["nsubj"]).is_none_or(|subject| self.is_speaker(subject));
        let acts = main.upos == Upos::Adj
            || (self.child(&["xcomp", "acl", "advcl"]).is_some() && self.child(&["obj"]).is_none());
        if self.is_sign(self.main, Sign::Resolve) && own && acts && !self.is_negated() {
            return Some(Stance::Promises);
        }
        let infinitive = main.features.verb_form == VerbForm::Inf && self.helpers().count() == 1;
        let act = main.upos == Upos::Noun && self.is_sign(self.main, Sign::Act);
        let by_other = self.inside().any(|word| {
            let token = &self.tokens[word];
            matches!(token.lemma.as_str(), "par" | "by") || (token.features.possessive && word < self.main)
        });
        (announces && (infinitive || act) && !by_other).then_some(Stance::Promises)
    }

    /// Somebody else does what is wrong, or is it.
    fn by_wrong(&self, _: bool) -> Option<Stance> {
        let subject = self.child(&["nsubj"])?;
        let other = match self.tokens[subject].upos {
            Upos::Pron => self.form == ClaimForm::Direct && self.tokens[subject].features.person != Person::First,
            _ => self.is_agent(subject) || self.tokens[self.main].upos == Upos::Adj,
        };
        let completes = |&&word: &&usize| {
            ["obj", "xcomp", "conj", "obl"].iter().any(|label| self.tokens[word].deprel.is(label)) && word > self.main
        };
        let wrong = self
            .children
            .iter()
            .filter(completes)
            .chain([&self.main])
            .any(|&word| self.is_sign(word, Sign::Wrong) && self.tokens[word].features.tense != Tense::Fut);
        (other && wrong && !self.is_negated()).then_some(Stance::Accuses)
    }

    /// `a dit craindre que`, `said he hopes`: the content is an attitude of its own.
    fn by_attitude(&self, _: bool) -> Option<Stance> {
        let main = &self.tokens[self.main];
        let perfect = main.upos != Upos::Verb || self.helpers().any(|word| word != self.main);
        if perfect || self.is_negated() {
            return None;
        }
        let subject = self.child(&["nsubj"]);
        let named = |subject: usize| matches!(self.tokens[subject].upos, Upos::Noun | Upos::Propn);
        let somebody = subject.is_none_or(|subject| self.is_speaker(subject) || named(subject));
        let mut cues = self.scene.language.reporting.of(&main.lemma);
        let cue = cues.find(|cue| cue.kind == CueKind::Verb && !cue.reflexive && cue.rest.is_empty())?;
        let attitude = matches!(cue.stance, Stance::Estimates | Stance::Warns | Stance::Asks | Stance::Doubts);
        (somebody && attitude && !cue.content.is_empty()).then_some(cue.stance)
    }

    /// What one will do, or what one's own body or state will.
    fn by_future(&self, _: bool) -> Option<Stance> {
        let future =
            self.helpers().any(|word| self.tokens[word].features.tense == Tense::Fut) || self.has_modal("future");
        let conditional = self.is_conditional() || self.has_modal("conditional");
        let would = conditional && !self.is_perfect() && self.form != ClaimForm::Direct;
        if !(future || would) {
            return None;
        }
        let done = self.children.iter().any(|&word| self.tokens[word].deprel.as_str() == "aux:pass");
        let subject = self.child(&["nsubj"])?;
        let owned = || self.children_of(subject).any(|word| self.tokens[word].features.possessive);
        let body = self.is_a(subject, &["Organization", "Country"]) || owned();
        (done || body || self.is_speaker(subject)).then_some(Stance::Promises)
    }

    fn by_need(&self, _: bool) -> Option<Stance> {
        let needs = self.children.iter().chain([&self.main]).any(|&word| {
            let subject =
                || self.child(&["nsubj"]).is_some_and(|subject| self.is_agent(subject) || self.is_speaker(subject));
            let weighs = if word == self.main { subject() } else { self.tokens[word].deprel.is("obj") };
            weighs && self.is_sign(word, Sign::Need)
        });
        (needs && !self.is_negated()).then_some(Stance::Asks)
    }

    fn is_sign(&self, word: usize, sign: Sign) -> bool {
        self.scene.language.signs.is(&self.tokens[word].lemma, sign)
    }

    fn child(&self, labels: &[&str]) -> Option<usize> {
        self.children.iter().copied().find(|&word| labels.iter().any(|label| self.tokens[word].deprel.is(label)))
    }

    fn children_of(&self, word: usize) -> impl Iterator<Item = usize> {
        (0..self.tokens.len()).filter(move |&child| self.tokens[child].head == Some(word as u32))
    }

    /// The main predicate, its auxiliaries and its copula.
    fn helpers(&self) -> impl Iterator<Item = usize> {
        let helps = |word: &usize| self.tokens[*word].deprel.is("aux") || self.tokens[*word].deprel.is("cop");
        self.children.iter().copied().filter(helps).chain([self.main])
    }

    /// The words of the content in its first sentence.
    fn inside(&self) -> impl Iterator<Item = usize> {
        (0..self.tokens.len()).filter(|&word| self.content.contains(self.tokens[word].span))
    }

    /// `aurait dû`, `would have done`.
    fn is_perfect(&self) -> bool {
        let tense = |word: usize| {
            let token = &self.tokens[word];
            token.deprel.as_str() == "aux:tense" || (token.deprel.is("aux") && token.lemma == "have")
        };
        self.tokens[self.main].features.verb_form == VerbForm::Part && self.children.iter().any(|&word| tense(word))
    }

    fn is_conditional(&self) -> bool {
        self.helpers().any(|word| self.tokens[word].features.mood == Mood::Cnd)
    }

    fn is_negated(&self) -> bool {
        self.children.iter().any(|&word| {
            let mut operators = self.scene.language.operators.words(&self.tokens[word].lemma);
            self.tokens[word].deprel.is("advmod")
                && operators.any(|operator| operator.factuality == Some(crate::doc::Factuality::Negated))
        })
    }

    fn has_modal(&self, value: &str) -> bool {
        self.helpers().any(|word| {
            let mut operators = self.scene.language.operators.verbs(&self.tokens[word].lemma);
            operators.any(|operator| {
                let timed = operator.class == OperatorClass::Aspect && value == "future";
                (operator.class == OperatorClass::Modal || timed)
                    && operator.value == value
                    && operator.idiom.is_empty()
                    && operator.complement.is_none()
            })
        })
    }

    /// A personal pronoun, which in reported speech is most often the speaker; in direct speech only the first person.
    fn is_speaker(&self, subject: usize) -> bool {
        let token = &self.tokens[subject];
        let personal = match token.features.person {
            Person::First => true,
            Person::Third => self.form != ClaimForm::Direct,
            _ => false,
        };
        token.upos == Upos::Pron && personal && !token.features.demonstrative && !token.features.relative
    }

    fn is_agent(&self, subject: usize) -> bool {
        self.is_a(subject, &["Person", "Group", "Organization", "Country"])
    }

    fn is_a(&self, word: usize, types: &[&str]) -> bool {
        self.scene.is_a_at(TokenRef { sentence: self.sentence, token: word }, types)
    }
}
