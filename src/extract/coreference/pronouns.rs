//! Pronouns and possessives, where grammar or the run of the discourse leaves little doubt.

use super::super::Attribution;
use super::State;
use crate::doc::tagset::{Gender, Number};
use crate::doc::{Annotated, Language, Mention, MentionKind, Sentence, TokenRef};
use crate::knowledge::Knowledge;
use crate::knowledge::gazetteer::Cue;
use crate::knowledge::prepositions::Function;

/// Steps upwards in a tree before giving up.
const STEPS: usize = 8;

/// How many sentences back the one who goes on speaking may have spoken last.
const SPEECH_REACH: usize = 4;

pub(super) fn resolve(state: &mut State<'_>, knowledge: &Knowledge, attributions: &[Attribution]) {
    let subjects = Subjects::new(state.document);
    let speech = Speech::new(attributions);
    for index in 0..state.mentions.list.len() {
        if state.mention(index).kind != MentionKind::Pronoun {
            continue;
        }
        let here = state.mention(index);
        let sentence = &state.document.sentences[here.sentence];
        let token = &sentence.tokens[here.head];
        let latter = state.gazetteer.is_cue(sentence.language, Cue::Latter, &token.lemma.to_lowercase());
        let found = if latter {
            named_last(state, index)
        } else if token.features.relative {
            antecedent_of_relative(state, here, sentence)
        } else if let Some(at) = speech.of(here.head_ref()) {
            speaker_before(state, &subjects, &speech, at, index)
        } else if is_bound_by_subject(knowledge, sentence, here.head) {
            subject_before(state, &subjects, index).or_else(|| only_person(state, index))
        } else {
            None
        };
        if let Some(group) = found {
            state.group_of[index] = Some(group);
            state.groups[group].members.push(index);
        }
    }
}

/// Sentences before the own one in which [`only_person`] looks.
const NEAR: usize = 2;

/// The person whom a subject pronoun of known gender means where nobody else is about: the only person named in this
/// sentence before it and in the two sentences before.
fn only_person(state: &State<'_>, pronoun: usize) -> Option<usize> {
    let here = state.mention(pronoun);
    let token = state.document.token(here.head_ref());
    if token.features.possessive
        || state.clue(pronoun).gender == Gender::None
        || state.clue(pronoun).number != Number::Sing
    {
        return None;
    }
    let mut found = None;
    for index in (0..pronoun).rev() {
        let other = state.mention(index);
        if other.sentence + NEAR < here.sentence {
            break;
        }
        let Some(group) = state.group_of[index].filter(|_| other.kind != MentionKind::Pronoun) else { continue };
        if state.groups[group].entity_type != state.gazetteer.types.person || found == Some(group) {
            continue;
        }
        if found.is_some() {
            return None;
        }
        found = Some(group);
    }
    found.filter(|&group| {
        state.groups[group].named && same_gender(state, pronoun, group) && agrees(state, pronoun, group)
    })
}

fn same_gender(state: &State<'_>, pronoun: usize, group: usize) -> bool {
    let mut genders = state.groups[group].members.iter().map(|&member| state.clue(member).gender);
    genders.any(|gender| gender == state.clue(pronoun).gender)
}

/// The last thing named or described before, of the number and gender of the words that stand for it.
fn named_last(state: &State<'_>, pronoun: usize) -> Option<usize> {
    let here = state.mention(pronoun);
    let (number, gender) = (state.clue(pronoun).number, state.clue(pronoun).gender);
    let types = &state.gazetteer.types;
    for index in (0..pronoun).rev() {
        let other = state.mention(index);
        if other.sentence + 1 < here.sentence {
            break;
        }
        let Some(group) = state.group_of[index] else { continue };
        let known = &state.groups[group];
        let actor = known.entity_type == types.person || state.ontology.is_a(known.entity_type, types.organization);
        let plural = state.clue(index).number == Number::Plur;
        let fits = known.members.iter().map(|&member| state.clue(member).gender).find(|&own| own != Gender::None);
        if other.kind != MentionKind::Pronoun
            && actor
            && plural == (number == Number::Plur)
            && (gender == Gender::None || fits.is_none_or(|own| own == gender))
        {
            return Some(group);
        }
    }
    None
}

/// For each sentence and word the first subject that depends on it.
struct Subjects(Vec<Vec<Option<u32>>>);

impl Subjects {
    fn new(document: &Annotated) -> Self {
        let of_sentence = |sentence: &Sentence| {
            let mut subjects = vec![None; sentence.tokens.len()];
            for (word, token) in sentence.tokens.iter().enumerate() {
                if let Some(slot) =
                    token.head.filter(|_| token.deprel.is("nsubj")).and_then(|head| subjects.get_mut(head as usize))
                {
                    slot.get_or_insert(word as u32);
                }
            }
            subjects
        };
        Subjects(document.sentences.iter().map(of_sentence).collect())
    }

    fn of(&self, sentence: usize, verb: usize) -> Option<usize> {
        self.0[sentence][verb].map(|word| word as usize)
    }
}

/// The claims of the document in text order of their cues.
struct Speech<'a>(Vec<&'a Attribution>);

impl<'a> Speech<'a> {
    fn new(attributions: &'a [Attribution]) -> Self {
        let mut list: Vec<&Attribution> = attributions.iter().collect();
        list.sort_by_key(|attribution| attribution.cue);
        Speech(list)
    }

    /// The first claim that a word makes.
    fn of(&self, speaker: TokenRef) -> Option<usize> {
        let near = self.0.partition_point(|attribution| attribution.cue.sentence < speaker.sentence);
        let here = self.0[near..].iter().take_while(|attribution| attribution.cue.sentence == speaker.sentence);
        here.enumerate().find(|(_, attribution)| attribution.speaker == speaker).map(|(offset, _)| near + offset)
    }
}

/// Who `il` is in `« … », a-t-il ajouté`: the subject above it outside of its own words, the speaker of this sentence
/// or of the one before, the subject of the sentence before, or whoever spoke last; the first that agrees.
fn speaker_before(
    state: &State<'_>,
    subjects: &Subjects,
    speech: &Speech<'_>,
    at: usize,
    pronoun: usize,
) -> Option<usize> {
    let content = speech.0[at].content;
    let sentence = state.mention(pronoun).sentence;
    let opens = state.document.sentences.partition_point(|other| other.span.end <= content.start).min(sentence);
    let spoke = |reach: usize| {
        let before = speech.0[..at].iter().rev();
        before
            .take_while(|earlier| earlier.cue.sentence + reach >= opens)
            .filter(|earlier| earlier.speaker != state.mention(pronoun).head_ref())
            .find_map(|earlier| group_at(state, earlier.speaker.sentence, earlier.speaker.token))
            .filter(|&group| agrees(state, pronoun, group))
    };
    let outside = |word: TokenRef| !content.contains(state.document.token(word).span);
    subject_above(state, subjects, pronoun, outside)
        .or_else(|| spoke(1))
        .or_else(|| subject_of_previous(state, subjects, pronoun, opens))
        .or_else(|| spoke(SPEECH_REACH))
}

/// The noun that the relative clause hangs on.
fn antecedent_of_relative(state: &State<'_>, here: &Mention, sentence: &Sentence) -> Option<usize> {
    let mut word = here.head;
    for _ in 0..STEPS {
        let token = &sentence.tokens[word];
        let head = token.head? as usize;
        if token.deprel.is("acl") {
            let noun = TokenRef { sentence: here.sentence, token: head };
            return state.group_of[state.mentions.headed_by(noun)?];
        }
        word = head;
    }
    None
}

/// Subjects, possessives, and `selon lui`.
fn is_bound_by_subject(knowledge: &Knowledge, sentence: &Sentence, word: usize) -> bool {
    let token = &sentence.tokens[word];
    let attributed = || {
        let language = knowledge.language(sentence.language);
        let before = word.checked_sub(1).map(|before| sentence.tokens[before].form.to_lowercase());
        language
            .zip(before)
            .is_some_and(|(language, form)| language.prepositions.functions(&form).contains(&Function::Attribution))
    };
    token.features.possessive || token.deprel.is("nsubj") || attributed()
}

/// Subject of the clause above, else of the clause before, else of the sentence before: the first that agrees.
fn subject_before(state: &State<'_>, subjects: &Subjects, pronoun: usize) -> Option<usize> {
    let sentence = state.mention(pronoun).sentence;
    subject_above(state, subjects, pronoun, |_| true)
        .or_else(|| subject_of_previous(state, subjects, pronoun, sentence))
}

/// The nearest subject above the pronoun in its own sentence that agrees and that `admits` admits.
fn subject_above(
    state: &State<'_>,
    subjects: &Subjects,
    pronoun: usize,
    admits: impl Fn(TokenRef) -> bool,
) -> Option<usize> {
    let here = state.mention(pronoun);
    let sentence = &state.document.sentences[here.sentence];
    let mut word = here.head;
    for _ in 0..STEPS {
        let head = sentence.tokens[word].head.map(|head| head as usize)?;
        let subject = subjects.of(here.sentence, head).filter(|&subject| subject < here.head);
        let admitted = subject.filter(|&token| admits(TokenRef { sentence: here.sentence, token }));
        if let Some(group) = admitted.and_then(|subject| group_at(state, here.sentence, subject))
            && agrees(state, pronoun, group)
        {
            return Some(group);
        }
        word = head;
    }
    None
}

/// The subject of the main clause of the sentence before `sentence`.
fn subject_of_previous(state: &State<'_>, subjects: &Subjects, pronoun: usize, sentence: usize) -> Option<usize> {
    let previous = sentence.checked_sub(1)?;
    let root = state.document.sentences[previous].tokens.iter().position(|token| token.head.is_none())?;
    let group = group_at(state, previous, subjects.of(previous, root)?)?;
    agrees(state, pronoun, group).then_some(group)
}

fn group_at(state: &State<'_>, sentence: usize, token: usize) -> Option<usize> {
    state.group_of[state.mentions.at(TokenRef { sentence, token })?]
}

/// Gender, number and kind of the pronoun allow the thing.
fn agrees(state: &State<'_>, pronoun: usize, group: usize) -> bool {
    let here = state.mention(pronoun);
    let language = state.document.sentences[here.sentence].language;
    let form = state.document.token(here.head_ref()).form.to_lowercase();
    // `a-t-il`
    let form = form.rsplit('-').next().unwrap_or(&form);
    let Some(form) = state.gazetteer.pronoun(language, form) else { return false };
    let known = &state.groups[group];
    let types = &state.gazetteer.types;
    let own = |member: &&usize| state.mention(**member).kind != MentionKind::Pronoun;
    let clues = || known.members.iter().filter(own).map(|&member| state.clue(member));
    let number = clues().map(|clue| clue.number).find(|&number| number != Number::None);
    let plural = number == Some(Number::Plur);
    // English speaks of teams and states in the plural too.
    let collective = language == Language::English
        && (known.entity_type == types.country || state.ontology.is_a(known.entity_type, types.organization));
    if form.plural != plural && !(form.plural && collective) {
        return false;
    }
    let unknown = known.entity_type == types.entity;
    if form.person.is_some_and(|person| !unknown && person != (known.entity_type == types.person)) {
        return false;
    }
    let gender = clues().map(|clue| clue.gender).find(|&gender| gender != Gender::None);
    form.gender == Gender::None || gender.is_none_or(|gender| gender == form.gender)
}
