//! One sentence with everything that claims are read from, and the small questions that all rules ask of it.

use crate::doc::tagset::{Mood, Number, Tense, VerbForm};
use crate::doc::{Annotated, Sentence, Token, TokenRef, Upos};
use crate::extract::outline::Outline;
use crate::extract::{Mentions, Quotation};
use crate::knowledge::reporting::{ContentKind, Cue, CueKind};
use crate::knowledge::time_words::TimeClass;
use crate::knowledge::{Knowledge, LanguageKnowledge};
use crate::text::Span;

/// How far up the tree a missing subject or an auxiliary is sought.
const REACH: usize = 4;

/// A sentence, its tree, and what earlier steps found in the document.
pub(super) struct Scene<'d> {
    pub document: &'d Annotated,
    pub knowledge: &'d Knowledge,
    pub language: &'d LanguageKnowledge,
    pub mentions: &'d Mentions,
    pub quotations: &'d [Quotation],
    pub index: usize,
    pub sentence: &'d Sentence,
    pub outline: &'d Outline,
}

impl<'d> Scene<'d> {
    pub fn tokens(&self) -> &'d [Token] {
        &self.sentence.tokens
    }

    pub fn token(&self, word: usize) -> &'d Token {
        &self.sentence.tokens[word]
    }

    pub fn reference(&self, token: usize) -> TokenRef {
        TokenRef { sentence: self.index, token }
    }

    pub fn head(&self, word: usize) -> Option<usize> {
        self.token(word).head.map(|head| head as usize).filter(|&head| head < self.tokens().len())
    }

    /// The source text between two byte offsets.
    pub fn text(&self, start: u32, end: u32) -> &'d str {
        self.document.text().get(start as usize..end as usize).unwrap_or_default()
    }

    /// The innermost quotation of somebody's words (no framing) that holds the word.
    pub fn quotation_around(&self, word: usize) -> Option<&'d Quotation> {
        let span = self.token(word).span;
        let before = self.quotations.partition_point(|quotation| quotation.outer.start <= span.start);
        let near = &self.quotations[before.saturating_sub(8)..before];
        near.iter().rev().find(|quotation| !quotation.scare && quotation.outer.contains(span))
    }

    /// The child with one of the relations.
    pub fn child(&self, word: usize, relations: &[&str]) -> Option<usize> {
        self.outline.children(word).find(|&child| relations.iter().any(|label| self.token(child).deprel.is(label)))
    }

    pub fn is_passive(&self, verb: usize) -> bool {
        self.outline.children(verb).any(|child| matches!(self.token(child).deprel.as_str(), "aux:pass" | "nsubj:pass"))
    }

    pub fn is_reflexive(&self, verb: usize) -> bool {
        let clitic = |word: usize| {
            let token = self.token(word);
            token.features.reflexive || matches!(token.form.as_str(), "se" | "s'" | "Se" | "S'")
        };
        self.outline.children(verb).any(clitic) || (verb > 0 && clitic(verb - 1))
    }

    /// True for `ne … pas`, `not`, `never`, `aucun` and `ni` around a verb.
    pub fn is_negated(&self, verb: usize) -> bool {
        let negates = |word: usize| {
            let token = self.token(word);
            let adverb = token.features.negative || token.deprel.is("advmod") || token.deprel.is("cc");
            adverb
                && self.language.operators.words(&token.lemma).any(|operator| {
                    operator.factuality == Some(crate::doc::Factuality::Negated) && operator.form == token.lemma
                })
        };
        self.outline.children(verb).any(negates)
    }

    /// The cue that the word begins, with the position of its last word.
    pub fn cue_at(&self, word: usize) -> Option<(&'d Cue, usize)> {
        let token = self.token(word);
        let wanted: &[CueKind] = match token.upos {
            Upos::Verb => &[CueKind::Verb],
            Upos::Noun => &[CueKind::Noun],
            _ => return None,
        };
        let reporting = &self.language.reporting;
        // `faire savoir`: the tree makes an auxiliary of the causative.
        let causative = self.outline.children(word).find(|&child| self.token(child).deprel.as_str() == "aux:caus");
        let idiom = causative.and_then(|auxiliary| {
            let mut cues = reporting.of(&self.token(auxiliary).lemma);
            cues.find(|cue| matches!(cue.rest.as_slice(), [only] if *only == token.lemma))
        });
        if let Some(cue) = idiom {
            return Some((cue, word));
        }
        reporting.of(&token.lemma).filter(|cue| wanted.contains(&cue.kind)).find_map(|cue| {
            if cue.kind == CueKind::Verb && cue.reflexive != self.is_reflexive(word) {
                return None;
            }
            self.rest_after(word, &cue.rest).map(|last| (cue, last))
        })
    }

    /// The position of the last word of an idiom whose further words follow `word` with small gaps.
    fn rest_after(&self, word: usize, rest: &[String]) -> Option<usize> {
        let mut at = word;
        for wanted in rest {
            at = (at + 1..self.tokens().len().min(at + 4)).find(|&next| {
                let token = self.token(next);
                token.form == *wanted || token.lemma == *wanted
            })?;
        }
        Some(at)
    }

    /// Whether the verb tells of a speech act that took place: no future, wish, purpose or possibility.
    pub fn is_actual(&self, verb: usize) -> bool {
        let mut word = verb;
        for _ in 0..REACH {
            let features = self.token(word).features;
            let auxiliaries = || self.outline.children(word).filter(|&child| self.token(child).deprel.is("aux"));
            if auxiliaries().any(|child| self.is_unreal(child)) {
                return false;
            }
            match features.verb_form {
                VerbForm::Inf => match self.head(word) {
                    Some(head) if self.token(word).deprel.is("xcomp") && self.keeps(head) => word = head,
                    // `a écrit au ministre pour demander`
                    Some(head) if self.token(word).deprel.is("advcl") && self.speaks(head) => word = head,
                    _ => return auxiliaries().next().is_some(),
                },
                VerbForm::Part if features.tense != Tense::Pres && auxiliaries().next().is_none() => {
                    match self.head(word) {
                        Some(head) if self.token(word).deprel.is("conj") => word = head,
                        // English simple pasts are sometimes tagged as participles.
                        // French presents may look like them (`craint que`).
                        _ => return self.child(word, &["nsubj", "ccomp"]).is_some(),
                    }
                }
                _ => return features.tense != Tense::Fut && !matches!(features.mood, Mood::Cnd | Mood::Imp),
            }
        }
        false
    }

    /// True for a verb whose act is words.
    fn speaks(&self, verb: usize) -> bool {
        let mut cues = self.language.reporting.of(&self.token(verb).lemma);
        cues.any(|cue| cue.kind == CueKind::Verb && cue.commitment >= 80 && cue.content.has(ContentKind::Quote))
    }

    /// Auxiliaries that put the act off: futures and modals. The conditional of hearsay stays an act.
    fn is_unreal(&self, auxiliary: usize) -> bool {
        let token = self.token(auxiliary);
        let modal = self.language.operators.verbs(&token.lemma).any(|operator| {
            operator.idiom.is_empty()
                && operator.complement.is_none()
                && operator.class == crate::knowledge::operators::OperatorClass::Modal
        });
        token.features.tense == Tense::Fut || modal
    }

    /// Governors that leave their infinitive as real as they are (`venir de`, `finir par`, `tenir à`).
    fn keeps(&self, governor: usize) -> bool {
        let mut operators = self.language.operators.verbs(&self.token(governor).lemma);
        operators.any(|operator| operator.idiom.is_empty() && operator.factuality.is_none())
    }

    /// The one who speaks: subject, agent of a passive, antecedent of a relative pronoun, or the subject that the verb
    /// inherits from its governor.
    pub fn speaker_of(&self, verb: usize) -> Option<usize> {
        let mut word = verb;
        for _ in 0..REACH {
            if let Some(subject) = self.own_subject(word) {
                return self.antecedent(word, subject);
            }
            let relation = self.token(word).deprel;
            let head = self.head(word)?;
            let nominal = matches!(self.token(head).upos, Upos::Noun | Upos::Propn | Upos::Pron);
            if relation.is("acl") && nominal {
                let present = self.token(word).features.tense != Tense::Past;
                let after_comma = word > 0 && self.token(self.verb_group_start(word).saturating_sub(1)).form == ",";
                // `X a parlé du vote, se disant prêt`: after a comma the participle is the main subject's.
                let own = if after_comma { self.main_subject().or(Some(head)) } else { Some(head) };
                return own.filter(|_| present);
            }

            let inherits = ["conj", "xcomp", "advcl", "aux"].iter().any(|label| relation.is(label));
            if !inherits || self.is_passive(word) {
                return None;
            }
            word = head;
        }
        None
    }

    /// Words that name a time (`le mois dernier`), which parsers take for subjects or objects.
    pub fn is_time(&self, word: usize) -> bool {
        let time = self.language.times.get(&self.token(word).form, &mut String::new());
        let classes = [TimeClass::Weekday, TimeClass::Month, TimeClass::Day, TimeClass::PartOfDay, TimeClass::Unit];
        classes.iter().any(|&class| time.is(class))
    }

    fn main_subject(&self) -> Option<usize> {
        let root =
            (0..self.tokens().len()).find(|&word| self.head(word).is_none() && self.token(word).upos == Upos::Verb)?;
        self.own_subject(root)
    }

    fn own_subject(&self, verb: usize) -> Option<usize> {
        if self.is_passive(verb) {
            return self.agent(verb);
        }
        self.outline
            .children(verb)
            .find(|&child| {
                let label = self.token(child).deprel.as_str();
                matches!(label, "nsubj" | "expl:subj" | "nsubj:caus")
            })
            .and_then(|subject| if self.is_time(subject) { self.name_beside(subject) } else { Some(subject) })
            .or_else(|| self.inverted_pronoun(verb))
            .or_else(|| self.noun_before(verb))
    }

    /// `Interrogée par le quotidien X, la ministre a reconnu`: a bare noun phrase between a comma and a finite verb without
    /// subject is its subject, wherever the tree hangs it.
    fn noun_before(&self, verb: usize) -> Option<usize> {
        let group = self.verb_group_start(verb);
        let finite = (group..=verb).any(|word| self.token(word).features.verb_form == VerbForm::Fin);
        let coordinated = self.token(verb).deprel.is("conj");
        let mut start = group;
        let mut noun = None;
        while start > 0 {
            let token = self.token(start - 1);
            match token.upos {
                Upos::Noun | Upos::Propn => noun = Some(start - 1),
                Upos::Adj | Upos::Det | Upos::Num => {}
                _ => break,
            }
            start -= 1;
        }
        let opens = start == 0 || self.token(start - 1).form == ",";
        noun.filter(|&noun| finite && opens && !coordinated && !self.is_time(noun))
            .or_else(|| self.apposed_before(group).filter(|_| finite && !coordinated))
    }

    /// `le procureur, X, a requis`: what a name between commas stands beside.
    fn apposed_before(&self, group: usize) -> Option<usize> {
        let comma = group.checked_sub(1).filter(|&comma| self.token(comma).form == ",")?;
        let name =
            self.mentions.at(self.reference(comma.checked_sub(1)?)).map(|mention| &self.mentions.list[mention])?;
        let opens = name.words.start.checked_sub(1).is_some_and(|before| self.token(before).form == ",");
        let noun = self.head(name.head).filter(|_| self.token(name.head).deprel.is("appos"))?;
        (opens && noun < name.head && matches!(self.token(noun).upos, Upos::Noun | Upos::Propn)).then_some(noun)
    }

    /// The name that the tree hangs on a time before it (`Le mois dernier, X a dit`).
    fn name_beside(&self, time: usize) -> Option<usize> {
        self.outline.children(time).find(|&child| {
            let token = self.token(child);
            matches!(token.upos, Upos::Propn | Upos::Noun) && (token.deprel.is("appos") || token.deprel.is("conj"))
        })
    }

    /// `par X`, `by X`.
    pub fn agent(&self, verb: usize) -> Option<usize> {
        self.outline.children(verb).find(|&child| {
            let token = self.token(child);
            token.deprel.as_str() == "obl:agent"
                || (token.deprel.is("obl")
                    && self.outline.children(child).any(|case| {
                        self.token(case).deprel.is("case") && matches!(self.token(case).lemma.as_str(), "par" | "by")
                    }))
        })
    }

    /// `a-t-il dit`, `dit-elle`: a clitic subject beside the verb, whatever the tree says.
    pub fn inverted_pronoun(&self, verb: usize) -> Option<usize> {
        let from = verb.saturating_sub(1);
        (from..self.tokens().len().min(verb + 3)).find(|&word| {
            let token = self.token(word);
            let clitic = token.form.starts_with('-') || token.form.starts_with("t-");
            clitic && token.upos == Upos::Pron && word != verb
        })
    }

    /// The noun that a relative pronoun stands for; any other word is itself.
    fn antecedent(&self, verb: usize, subject: usize) -> Option<usize> {
        self.antecedent_above(verb, subject).or_else(|| self.noun_behind_comma(subject))
    }

    /// The noun right before a relative pronoun and its comma, where the tree hangs the clause elsewhere.
    fn noun_behind_comma(&self, pronoun: usize) -> Option<usize> {
        let comma = pronoun.checked_sub(1).filter(|&comma| self.token(comma).form == ",")?;
        let noun = comma.checked_sub(1)?;
        let nominal = matches!(self.token(noun).upos, Upos::Noun | Upos::Propn);
        let mention = self.mentions.at(self.reference(noun)).map(|mention| self.mentions.list[mention].head);
        nominal.then_some(mention.unwrap_or(noun))
    }

    fn antecedent_above(&self, verb: usize, subject: usize) -> Option<usize> {
        let token = self.token(subject);
        if !token.features.relative && !matches!(token.lemma.as_str(), "qui" | "who" | "which" | "lequel") {
            return Some(subject);
        }
        let mut word = verb;
        for _ in 0..REACH {
            let head = self.head(word)?;
            let relation = self.token(word).deprel;
            if relation.is("acl") || relation.is("advcl") {
                return matches!(self.token(head).upos, Upos::Noun | Upos::Propn | Upos::Pron).then_some(head);
            }
            word = head;
        }
        None
    }

    /// Whether the word can answer for words: a person, a body, a place that stands for its government, a document.
    /// Common nouns of unknown type only where the cue is one of plain saying.
    pub fn can_speak(&self, word: usize, cue: &Cue, quoted: bool) -> bool {
        let token = self.token(word);
        if token.upos == Upos::Pron {
            let impersonal = matches!(token.lemma.as_str(), "on" | "ce" | "cela" | "ça" | "ceci" | "rien" | "there");
            return !impersonal && !token.features.interrogative && !matches!(token.form.as_str(), "this" | "that");
        }
        if !matches!(token.upos, Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::X | Upos::Det) {
            return false;
        }
        let ontology = &self.knowledge.ontology;
        let own_type = self.mentions.type_at(self.reference(word)).map(|id| ontology.entity_type(id));
        let agentive = |name: &str| {
            matches!(
                name,
                "Person"
                    | "Group"
                    | "Organization"
                    | "Country"
                    | "Region"
                    | "Settlement"
                    | "Facility"
                    | "Document"
                    | "Work"
            )
        };
        let mut name = own_type.map_or("Entity", |own| own.name.as_str());
        for _ in 0..REACH {
            if agentive(name) {
                return true;
            }
            match ontology.entity_type_named(name).and_then(|id| ontology.parent(id)) {
                Some(parent) => name = &ontology.entity_type(parent).name,
                None => break,
            }
        }
        let unknown = own_type.is_none_or(|own| own.name == "Entity");
        let plain = cue.endorsement == 0 && cue.content.has(ContentKind::Quote) && cue.commitment >= 80;
        // A poll, a letter.
        let says = self.language.reporting.of(&token.lemma).any(|cue| cue.kind == CueKind::Noun);
        unknown && (token.upos == Upos::Propn || quoted || plain || says)
    }

    /// Who answers for the words: of `one of the officers` the officers, of `le rapport de X` and `X's statement` X;
    /// nobody for documents that could be anybody's (`des estimations`).
    pub fn answers(&self, speaker: TokenRef) -> Option<TokenRef> {
        let word = speaker.token;
        let token = self.token(word);
        let part = matches!(token.upos, Upos::Num | Upos::Pron | Upos::Det);
        let said = self.language.reporting.of(&token.lemma).any(|cue| cue.kind == CueKind::Noun);
        if !(part || said || self.is_a(word, &["Document"])) {
            return Some(speaker);
        }
        let owner = self.outline.children(word).find(|&child| {
            let own = self.token(child);
            let genitive = |case: usize| {
                matches!(self.token(case).lemma.as_str(), "de" | "d'entre" | "of" | "by" | "from" | "par" | "'s")
            };
            let nominal = matches!(own.upos, Upos::Noun | Upos::Propn);
            let owns = if part {
                matches!(own.upos, Upos::Noun)
            } else {
                self.is_a(child, &["Person", "Group", "Organization", "Country"])
            };
            own.deprel.is("nmod") && nominal && owns && self.outline.children(child).any(genitive)
        });
        let described = |child: usize| ["amod", "nmod", "acl"].iter().any(|label| self.token(child).deprel.is(label));
        let several = said && token.features.number == Number::Plur && !self.outline.children(word).any(described);
        owner.map(|owner| self.reference(owner)).or_else(|| (!several).then_some(speaker))
    }

    /// True where the word heads a mention of one of the types or of a type below them.
    pub fn is_a(&self, word: usize, types: &[&str]) -> bool {
        self.is_a_at(self.reference(word), types)
    }

    /// As [`Scene::is_a`], for a word of any sentence.
    pub fn is_a_at(&self, word: TokenRef, types: &[&str]) -> bool {
        let ontology = &self.knowledge.ontology;
        let wanted = || types.iter().filter_map(|name| ontology.entity_type_named(name));
        self.mentions.type_at(word).is_some_and(|own| wanted().any(|wanted| ontology.is_a(own, wanted)))
    }

    /// Source span of words, which must not be empty.
    pub fn span(&self, first: usize, last: usize) -> Span {
        self.sentence.span_of(first..last + 1)
    }

    /// The words that belong to a verb to its left: auxiliaries, clitics, negation.
    pub fn verb_group_start(&self, verb: usize) -> usize {
        let mut start = verb;
        while start > 0 {
            let token = self.token(start - 1);
            let object = matches!(token.form.as_str(), "l'" | "le" | "en" | "y" | "lui");
            let object = object || token.features.reflexive || matches!(token.form.as_str(), "se" | "s'");
            let clitic = token.upos == Upos::Pron && (token.form.starts_with('-') || token.deprel.is("expl") || object);
            if token.upos != Upos::Aux && !clitic && !(token.upos == Upos::Adv && start < verb) {
                break;
            }
            start -= 1;
        }
        start
    }
}
