//! What a word carries itself: negation, mood and tense, modal auxiliaries and adverbs, and the mark of its clause.

use super::{Scope, Site, is_finite_in};
use crate::doc::tagset::{Mood, Tense, VerbForm};
use crate::doc::{Deprel, Factuality, Language, Upos};
use crate::knowledge::operators::OperatorClass;
use crate::knowledge::reporting::CueKind;

/// How many words before the last one a complex mark may start (`dans le but de`).
const LONGEST_MARK: usize = 3;

impl Site<'_> {
    /// Adds the negation, mood, tense and adverbs of a verb group or noun phrase.
    pub(super) fn own_marks(&self, word: usize, scope: &mut Scope) {
        if self.negation(word) {
            scope.add(Factuality::Negated);
        }
        self.mood(word, scope);
        for child in self.outline.children(word) {
            let token = self.token(child);
            if token.deprel.is("advmod") || token.deprel.is("amod") {
                let mut operators = self.language.operators.words(&token.lemma);
                let found = operators.find(|op| op.class == OperatorClass::Modality && op.form == token.lemma);
                if let Some(status) = found.and_then(|operator| operator.factuality) {
                    scope.add(status);
                }
                let mut distances = self.language.reporting.of(&token.lemma);
                if found.is_none() && distances.any(|cue| cue.kind == CueKind::Distance && cue.endorsement < 0) {
                    scope.add(Factuality::Alleged);
                }
            }
        }
    }

    /// `ne … pas`, `not`, `no`, `aucun`, `ni`, `sans`. A lone `ne` restricts (`ne … que`) or is expletive.
    pub(super) fn negation(&self, word: usize) -> bool {
        let lone = |child: usize| self.token(child).lemma == "ne" || self.token(child).form == "n'";
        let has_ne = self.outline.children(word).any(lone);
        let negates = |child: usize| {
            let token = self.token(child);
            let by_itself = !matches!(token.lemma.as_str(), "plus" | "point" | "personne" | "ne" | "rien" | "jamais");
            (by_itself || has_ne) && token.lemma != "ne" && self.is_negation_word(child)
        };
        self.outline.children(word).any(|child| {
            let deprel = self.token(child).deprel;
            let modifies = ["advmod", "det", "cc", "case", "mark"].iter().any(|label| deprel.is(label));
            let argument = ["nsubj", "obj", "obl", "aux", "conj"].iter().any(|label| deprel.is(label));
            let not_yet = deprel.is("advmod") && self.outline.children(child).any(negates);
            not_yet
                || (modifies && negates(child))
                || (argument && has_ne && (negates(child) || self.outline.children(child).any(negates)))
                || (argument && self.language.language == Language::English && self.has_no(child))
        })
    }

    /// `no soldier`, `nobody`, `neither side`.
    fn has_no(&self, argument: usize) -> bool {
        if self.token(argument).deprel.is("conj") || self.token(argument).deprel.is("obl") {
            return false;
        }
        let pronoun = self.token(argument).upos == Upos::Pron && self.is_negation_word(argument);
        pronoun
            || self.outline.children(argument).any(|child| {
                (self.token(child).deprel.is("det") || self.token(child).deprel.is("cc"))
                    && self.is_negation_word(child)
            })
    }

    fn is_negation_word(&self, word: usize) -> bool {
        let token = self.token(word);
        let found = |key: &str| {
            self.language.operators.words(key).any(|operator| {
                operator.class == OperatorClass::Negation
                    && operator.factuality == Some(Factuality::Negated)
                    && operator.form == key
            })
        };
        found(&token.lemma) || found(&token.form)
    }

    /// Tense, mood and modal auxiliaries of a verb group.
    fn mood(&self, word: usize, scope: &mut Scope) {
        let helpers = || {
            self.outline
                .children(word)
                .filter(|&child| self.token(child).deprel.is("aux") || self.token(child).deprel.is("cop"))
        };
        let group = || helpers().chain([word]);
        if group().any(|word| is_finite_in(self.token(word), |_, tense| tense == Tense::Fut)) {
            scope.add(Factuality::Future);
        }
        if group().any(|word| is_finite_in(self.token(word), |mood, _| mood == Mood::Cnd)) {
            let perfect = self.token(word).features.verb_form == VerbForm::Part && helpers().next().is_some();
            scope.add(self.conditional(word, perfect));
        }
        let imperative = self.token(word).features.mood == Mood::Imp && self.head(word).is_none();
        if imperative {
            scope.add(Factuality::Hypothetical);
        }
        for helper in helpers() {
            let token = self.token(helper);
            let mut operators = self.language.operators.verbs(&token.lemma);
            // Some trees make auxiliaries of `faillir` and `vouloir`.
            let modal = operators.find(|operator| {
                operator.class != OperatorClass::Light && operator.idiom.is_empty() && operator.complement.is_none()
            });
            match modal.and_then(|operator| operator.factuality) {
                Some(Factuality::Conditional) => scope.add(self.conditional(word, false)),
                Some(status) => scope.add(status),
                None => {}
            }
        }
    }

    /// What a conditional says: with a condition it depends on that; after a past verb of saying it is a future seen from
    /// then; else, in French, it is hearsay.
    fn conditional(&self, word: usize, perfect: bool) -> Factuality {
        if self.has_condition(word) {
            return Factuality::Conditional;
        }
        let clause = self.token(word).deprel.is("ccomp");
        let told = self.head(word).filter(|_| clause).is_some_and(|head| {
            let mut cues = self.language.reporting.of(&self.token(head).lemma);
            cues.next().is_some()
        });
        match (told, perfect, self.language.language) {
            (true, false, _) => Factuality::Future,
            (_, _, Language::English) => Factuality::Conditional,
            _ => Factuality::Reported,
        }
    }

    /// A clause of condition under the word or beside it.
    fn has_condition(&self, word: usize) -> bool {
        let conditional = |child: usize| {
            (self.token(child).deprel.is("advcl") || self.token(child).deprel.is("obl"))
                && self.clause_operator(child) == Some((OperatorClass::Conditional, Factuality::Conditional))
        };
        let above =
            self.head(word).filter(|_| self.token(word).deprel.is("conj") || self.token(word).deprel.is("xcomp"));
        [Some(word), above].into_iter().flatten().any(|word| self.outline.children(word).any(conditional))
    }

    /// The operator that marks a clause or phrase: `si`, `pour`, `afin de`, `sans`, `unless`.
    fn clause_operator(&self, word: usize) -> Option<(OperatorClass, Factuality)> {
        let tokens = &self.sentence.tokens;
        self.outline.children(word).find_map(|child| {
            let token = self.token(child);
            if !(token.deprel.is("mark") || token.deprel.is("case") || (token.deprel.is("advmod") && child < word)) {
                return None;
            }
            // The tree may hang only the last word of `afin de` on the verb.
            (child.saturating_sub(LONGEST_MARK)..=child).find_map(|start| {
                let first = &tokens[start];
                let form = first.form.to_lowercase();
                let key = if first.form.ends_with('\'') { first.lemma.as_str() } else { form.as_str() };
                let matched = self.language.operators.words(key).find(|operator| {
                    let words = operator.form.split(' ');
                    matches!(operator.class, OperatorClass::Conditional | OperatorClass::Purpose)
                        && start + words.clone().count() > child
                        && words.enumerate().skip(1).all(|(offset, wanted)| {
                            tokens
                                .get(start + offset)
                                .is_some_and(|token| token.form == wanted || token.lemma == wanted)
                        })
                })?;
                Some((matched.class, matched.factuality?))
            })
        })
    }

    pub(super) fn has_clause_operator(&self, word: usize) -> bool {
        self.token(word).deprel.is("advcl") && self.clause_operator(word).is_some()
    }

    /// Adds what the mark of the word's own clause does: condition, purpose, indirect question.
    pub(super) fn clause_mark(&self, word: usize, relation: Deprel, scope: &mut Scope) {
        let Some((class, status)) = self.clause_operator(word) else { return };
        let clause = relation.is("advcl") || relation.is("acl") || relation.is("obl") || relation.is("nmod");
        match class {
            OperatorClass::Conditional if relation.is("ccomp") => scope.add(Factuality::Question),
            OperatorClass::Conditional if clause => scope.add(status),
            OperatorClass::Purpose if self.is_purpose(word, relation) => scope.add(status),
            _ => {}
        }
    }

    /// `pour` or `to` with an infinitive that is not perfect (`condamné pour avoir tué` tells what happened), or a
    /// subjunctive.
    fn is_purpose(&self, word: usize, relation: Deprel) -> bool {
        let token = self.token(word);
        let verb = matches!(token.upos, Upos::Verb | Upos::Aux);
        let perfect = self.outline.children(word).any(|child| {
            let helper = self.token(child);
            helper.deprel.is("aux")
                && helper.deprel.as_str() != "aux:pass"
                && helper.features.verb_form == VerbForm::Inf
        });
        let under_adverb = self.head(word).is_some_and(|head| self.token(head).upos == Upos::Adv);
        let adverbial = relation.is("advcl") || relation.is("acl") || relation.is("obl") || under_adverb;
        let infinitive = token.features.verb_form == VerbForm::Inf
            || token.features.mood == Mood::Sub
            || self.outline.children(word).any(|child| {
                let helper = self.token(child);
                helper.deprel.is("aux")
                    && (helper.features.verb_form == VerbForm::Inf || helper.features.mood == Mood::Sub)
            });
        verb && adverbial && infinitive && !perfect
    }

    /// The preposition or mark right before an argument: `à` of `à partir`, `to` of `to leave`.
    pub(super) fn marker(&self, word: usize) -> Option<&str> {
        self.outline
            .children(word)
            .find(|&child| (self.token(child).deprel.is("mark") || self.token(child).deprel.is("case")) && child < word)
            .map(|child| self.token(child).lemma.as_str())
    }

    pub(super) fn is_reflexive(&self, word: usize) -> bool {
        self.outline.children(word).any(|child| {
            let token = self.token(child);
            token.features.reflexive || matches!(token.form.as_str(), "se" | "s'" | "Se" | "S'")
        })
    }

    /// A direct question leaves its main clause open.
    pub(super) fn is_main_question(&self, trigger: usize) -> bool {
        let asks = self.sentence.tokens.iter().rev().take(3).any(|token| token.form == "?");
        asks && self
            .head(trigger)
            .is_none_or(|head| self.token(trigger).deprel.is("xcomp") && self.head(head).is_none())
    }
}
