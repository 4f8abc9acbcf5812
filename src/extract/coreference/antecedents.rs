//! Who or what a definite description stands for.

use super::State;
use crate::doc::tagset::{Gender, Number};
use crate::doc::{MentionKind, ZoneKind};
use crate::extract::mentions::Determiner;
use crate::knowledge::gazetteer::{ConceptId, Cue, EntryId, NounClass, RoleId};
use crate::knowledge::ontology::EntityTypeId;
use rustc_hash::FxHashMap;

/// How far back an antecedent may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    /// Anywhere in the article: things that an article has one of (`la guerre`).
    Article,
    /// This sentence and the two before it.
    Near,
}

impl Scope {
    /// The scope for a bare noun.
    fn of(state: &State<'_>, mention: usize) -> Scope {
        let class = state.clue(mention).concept.map(|id| state.gazetteer.nouns.concept(id).class);
        match class {
            Some(NounClass::Event | NounClass::Body | NounClass::Force) => Scope::Article,
            _ => Scope::Near,
        }
    }
}

/// Sentences before the own one that are looked at for [`Scope::Near`].
const NEAR: usize = 2;

/// Sentences before the own one in which a happening is looked for that the noun has a narrower name for.
const EVENT_NEAR: usize = 4;

/// Mentions that are looked at for [`Scope::Near`], however long the sentences are.
const NEAR_MENTIONS: usize = 80;

/// The only thing before the mention that its noun can mean; `None` where there are several or none.
pub(super) fn find(state: &State<'_>, mention: usize) -> Option<usize> {
    let concept = state.clue(mention).concept?;
    match Scope::of(state, mention) {
        Scope::Article => match state.by_concept.get(&concept).map(Vec::as_slice) {
            Some(&[only]) => Some(state.current(only)).filter(|_| same_number(state, mention, only)),
            Some(_) => None,
            None => kind_of(state, mention, concept),
        },
        Scope::Near => find_near(state, mention, concept)
            .or_else(|| only_bearer(state, mention, concept))
            .or_else(|| only_one_of_type(state, mention, concept))
            .or_else(|| main_place(state, mention, concept)),
    }
}

/// `the company` where the article names just one company, before; `le groupe` where it names just one organisation
/// that is no organ of a state.
fn only_one_of_type(state: &State<'_>, mention: usize, concept: ConceptId) -> Option<usize> {
    let concept = state.gazetteer.nouns.concept(concept);
    if concept.class != NounClass::Organization || state.clue(mention).number == Number::Plur {
        return None;
    }
    let mut fitting = state
        .survey
        .organizations
        .iter()
        .map(|&group| state.current(group))
        .filter(|&group| fits_organization(state, state.groups[group].entity_type, concept.singular));
    let only = fitting.next()?;
    (is_known_before(state, only, mention) && fitting.all(|other| other == only)).then_some(only)
}

fn is_known_before(state: &State<'_>, group: usize, mention: usize) -> bool {
    state.groups[group].members.iter().any(|&member| member < mention)
}

/// True for a type that a noun for organisations means; bodies and forces of states have nouns of their own.
fn fits_organization(state: &State<'_>, entity_type: EntityTypeId, wanted: EntityTypeId) -> bool {
    let types = &state.gazetteer.types;
    let of_state = |one: EntityTypeId| {
        [types.government_body, types.military_force].iter().any(|&body| state.ontology.is_a(one, body))
    };
    state.ontology.is_a(entity_type, wanted) && (of_state(wanted) || !of_state(entity_type))
}

/// The country or town that the article is about, where it was named before.
fn main_place(state: &State<'_>, mention: usize, concept: ConceptId) -> Option<usize> {
    let here = state.mention(mention).entity_type;
    let class = state.gazetteer.nouns.concept(concept).class;
    let mut places = state.survey.main_places.iter().filter(|_| class == NounClass::Place);
    let main = places.find(|&&(entity_type, _)| entity_type == here).map(|&(_, group)| state.current(group))?;
    is_known_before(state, main, mention).then_some(main)
}

/// What the names of an article, taken together, say about what its descriptions mean.
#[derive(Default)]
pub(super) struct Survey {
    /// Named organisations; none where there are too many for one to be meant.
    organizations: Vec<usize>,
    /// The country and the town that are named at least twice as often as any other.
    main_places: Vec<(EntityTypeId, usize)>,
}

/// Named organisations of an article in which `the company` may mean one of them.
const FEW: usize = 64;

/// Mentions by name that a place must have before `the country`, `la ville` may mean it from anywhere.
const MAIN: usize = 3;

impl Survey {
    /// Reads the things that have names.
    pub fn new(state: &State<'_>) -> Self {
        let types = &state.gazetteer.types;
        let named = || (0..state.groups.len()).filter(|&group| state.groups[group].named);
        let organization = |&group: &usize| state.ontology.is_a(state.groups[group].entity_type, types.organization);
        let organizations: Vec<usize> = named().filter(organization).take(FEW + 1).collect();
        let main = |wanted: EntityTypeId| {
            let names = |group: usize| {
                let members = state.groups[group].members.iter();
                members.filter(|&&member| state.mention(member).kind == MentionKind::Name).count()
            };
            let mut counts: Vec<(usize, usize)> = named()
                .filter(|&group| state.groups[group].entity_type == wanted)
                .map(|group| (names(group), group))
                .collect();
            counts.sort_unstable_by_key(|&(count, group)| (std::cmp::Reverse(count), group));
            let &(most, main) = counts.first()?;
            let second = counts.get(1).map_or(0, |&(count, _)| count);
            (most >= MAIN && most >= 2 * second).then_some((wanted, main))
        };
        Survey {
            organizations: Some(organizations).filter(|all| all.len() <= FEW).unwrap_or_default(),
            main_places: [types.country, types.settlement].into_iter().filter_map(main).collect(),
        }
    }
}

/// The one happening shortly before of a narrower kind than the noun says (`une embuscade … l'attaque`).
fn kind_of(state: &State<'_>, mention: usize, concept: ConceptId) -> Option<usize> {
    let nouns = &state.gazetteer.nouns;
    if nouns.concept(concept).class != NounClass::Event {
        return None;
    }
    let here = state.mention(mention);
    let mut found = None;
    for index in (0..mention).rev().take(NEAR_MENTIONS) {
        if state.mention(index).sentence + EVENT_NEAR < here.sentence {
            break;
        }
        let Some(group) = state.group_of[index].map(|group| state.current(group)) else { continue };
        let fits = state.groups[group].concepts.iter().any(|&known| nouns.is_a(known, concept));
        if fits && found.is_some_and(|first| first != group) {
            return None;
        }
        if fits {
            found = Some(group);
        }
    }
    found.filter(|&group| same_number(state, mention, group))
}

/// What the lead tells at length of what the headline names: `Accident de car : 12 blessés` … `Un accident s'est produit`.
pub(super) fn announced(state: &State<'_>, mention: usize) -> Option<usize> {
    let concept = state.clue(mention).concept?;
    let in_headline = |mention: usize| {
        let sentence = &state.document.sentences[state.mention(mention).sentence];
        let zone = state.document.article.zones.get(sentence.zone);
        zone.is_some_and(|zone| zone.kind == ZoneKind::Headline)
    };
    if state.gazetteer.nouns.concept(concept).class != NounClass::Event || in_headline(mention) {
        return None;
    }
    match state.by_concept.get(&concept)?.as_slice() {
        &[only] => {
            let group = state.current(only);
            let headline = state.groups[group].members.iter().all(|&member| in_headline(member));
            Some(group).filter(|_| headline && same_number(state, mention, group))
        }
        _ => None,
    }
}

/// The one organisation of the article that a name introduces by this very noun (`l'association X … l'association`).
fn only_bearer(state: &State<'_>, mention: usize, concept: ConceptId) -> Option<usize> {
    let class = state.gazetteer.nouns.concept(concept).class;
    if !matches!(class, NounClass::Organization | NounClass::Unit) || state.clue(mention).number == Number::Plur {
        return None;
    }
    let mut found = None;
    for &group in state.by_concept.get(&concept)? {
        let group = state.current(group);
        let known = &state.groups[group];
        let earlier = known.members.iter().any(|&member| member < mention);
        if known.named && earlier && found.is_none_or(|first| first == group) {
            found = Some(group);
        } else if known.named && earlier {
            return None;
        }
    }
    found
}

fn same_number(state: &State<'_>, mention: usize, group: usize) -> bool {
    let number = state.clue(mention).number;
    state.groups[group].members.iter().any(|&member| {
        let other = state.clue(member).number;
        other == number || other == Number::None
    })
}

fn find_near(state: &State<'_>, mention: usize, concept: ConceptId) -> Option<usize> {
    let here = state.mention(mention);
    let class = state.gazetteer.nouns.concept(concept).class;
    let mut found = None;
    for index in (0..mention).rev().take(NEAR_MENTIONS) {
        let other = state.mention(index);
        if other.sentence + NEAR < here.sentence {
            break;
        }
        let Some(group) = state.group_of[index].filter(|_| other.kind != MentionKind::Pronoun) else { continue };
        if other.sentence == here.sentence && other.words.contains(&here.head) {
            continue;
        }
        let known = &state.groups[group];
        let same_noun = known.concepts.contains(&concept);
        let fits = match class {
            NounClass::Unit | NounClass::Person | NounClass::Kin | NounClass::Product => same_noun,
            // A demonym does not bring a country up for discussion.
            NounClass::Place => known.entity_type == here.entity_type && other.kind != MentionKind::Demonym,
            NounClass::Organization => {
                same_noun || (known.named && fits_organization(state, known.entity_type, here.entity_type))
            }
            _ => same_noun || (known.named && known.entity_type == here.entity_type),
        };
        if fits && (class == NounClass::Place || same_number(state, mention, group)) {
            match found {
                None => found = Some(group),
                Some(first) if first == group => {}
                Some(_) => return None,
            }
        }
    }
    found
}

/// `le Néerlandais`: the one person of the article who is known to be of that people, named before.
pub(super) fn one_of(state: &State<'_>, mention: usize) -> Option<usize> {
    let clue = state.clue(mention);
    let place = clue.place?;
    let definite = matches!(clue.determiner, Determiner::Definite | Determiner::Demonstrative);
    if clue.number == Number::Plur || !definite {
        return None;
    }
    let mut fitting = (0..state.groups.len()).filter(|&group| {
        let known = &state.groups[group];
        known.named
            && known.entity_type == state.gazetteer.types.person
            && known.merged_into.is_none()
            && known.place == Some(place)
            && known.members.iter().any(|&member| member < mention)
            && agrees(state, group, clue.gender)
    });
    match (fitting.next(), fitting.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    }
}

/// Who holds which office in this article.
#[derive(Default)]
pub(super) struct Offices {
    /// As the article introduces them; under no place too, for `le ministre`.
    introduced: FxHashMap<(RoleId, Option<EntryId>), Vec<usize>>,
    /// The same for offices that have ended (`l'ancien maire`).
    past: FxHashMap<RoleId, Vec<usize>>,
    /// As the gazetteer knows them, for the article's date.
    known: FxHashMap<(RoleId, EntryId), Vec<usize>>,
}

impl Offices {
    /// Reads the named persons of the article.
    pub fn new(state: &State<'_>) -> Self {
        let mut offices = Offices::default();
        let year = state.document.article.metadata.date.as_deref();
        let year: Option<u16> = year.and_then(|date| date.get(..4)?.parse().ok());
        for (group, known) in state.groups.iter().enumerate() {
            if !known.named || known.entity_type != state.gazetteer.types.person {
                continue;
            }
            for &member in &known.members {
                if let Some(role) = state.clue(member).role.filter(|_| is_past(state, member)) {
                    add(offices.past.entry(role).or_default(), group);
                }
            }
            for &(role, place) in &known.roles {
                for role in [Some(role), as_leader(state, role)].into_iter().flatten() {
                    add(offices.introduced.entry((role, place)).or_default(), group);
                    add(offices.introduced.entry((role, None)).or_default(), group);
                }
            }
            for term in known.entry.map_or(&[][..], |entry| state.gazetteer.terms(entry)) {
                let Some(place) = term.country else { continue };
                if year.is_none_or(|year| term.from <= year && year <= term.until) {
                    for role in [Some(term.role), as_leader(state, term.role)].into_iter().flatten() {
                        add(offices.known.entry((role, place)).or_default(), group);
                    }
                }
            }
        }
        offices
    }

    /// The one person of the article who is known to hold the office that a mention describes.
    pub fn holder(&self, state: &State<'_>, mention: usize) -> Option<usize> {
        let clue = state.clue(mention);
        let role = clue.role?;
        if clue.number == Number::Plur || clue.determiner == Determiner::Indefinite {
            return None;
        }
        let only = |groups: Option<&Vec<usize>>| match groups.map(Vec::as_slice) {
            Some(&[group]) => Some(group).filter(|&group| agrees(state, group, clue.gender)),
            _ => None,
        };
        if is_past(state, mention) {
            return only(self.past.get(&role));
        }
        only(self.introduced.get(&(role, clue.place))).or_else(|| only(self.known.get(&(role, clue.place?))))
    }
}

fn add(groups: &mut Vec<usize>, group: usize) {
    if !groups.contains(&group) {
        groups.push(group);
    }
}

/// `le dirigeant russe`, `le leader nord-coréen`: whoever heads the state or its government.
fn as_leader(state: &State<'_>, held: RoleId) -> Option<RoleId> {
    let roles = &state.gazetteer.roles;
    let heads = matches!(roles.class(held), "head_of_state" | "head_of_government");
    roles.named("leader").filter(|_| heads)
}

/// `l'ancien président` is not the president.
fn is_past(state: &State<'_>, mention: usize) -> bool {
    let here = state.mention(mention);
    let sentence = &state.document.sentences[here.sentence];
    let before = &sentence.tokens[here.words.start..here.head];
    before.iter().any(|token| state.gazetteer.is_cue(sentence.language, Cue::Past, &token.lemma))
}

fn agrees(state: &State<'_>, group: usize, gender: Gender) -> bool {
    let members = state.groups[group].members.iter().map(|&member| state.clue(member));
    let known = members.filter(|clue| !clue.core.is_empty()).map(|clue| clue.gender).find(|&own| own != Gender::None);
    gender == Gender::None || known.is_none_or(|own| own == gender)
}
