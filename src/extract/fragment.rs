//! Ties the steps together: words become mentions, times, quantities or frames, and everything gets its evidence.

use super::{Attribution, Mentions, Predication, QuantityExpression, TimeExpression, claims};
use crate::doc::{
    Annotated, Claim, Evidence, Factuality, Filler, Fragment, Frame, LocalEntity, MentionKind, Polarity, Quantity,
    Role, RoleFiller, TimeValue, TokenRef,
};
use crate::text::{CodePoints, Span};
use rustc_hash::FxHashMap;

/// What the earlier steps found in one document.
pub struct Findings {
    /// Mentions, with their entities decided.
    pub mentions: Mentions,
    /// The entities that the mentions refer to.
    pub entities: Vec<LocalEntity>,
    /// Time expressions.
    pub times: Vec<TimeExpression>,
    /// Number expressions.
    pub quantities: Vec<QuantityExpression>,
    /// Predicates with polarity and factuality, in text order of their triggers.
    pub predications: Vec<(Predication, Polarity, Factuality)>,
    /// Who says what.
    pub attributions: Vec<Attribution>,
}

/// Builds the fragment of `document` from what was found in it.
pub fn build(document: &Annotated, found: Findings) -> Fragment {
    let context = Context::new(document, &found);
    let (claims, claim_of_attribution) = context.claims();
    let (kept, frame_of_predication) = context.select(&claim_of_attribution);
    let quantities = context.quantities();
    let triggers: Vec<Span> = kept.iter().map(|&index| context.trigger(index)).collect();
    let frames = kept
        .iter()
        .zip(innermost_claims(&claims, &triggers))
        .map(|(&index, claim)| context.frame(index, claim, &claim_of_attribution, &frame_of_predication))
        .collect();
    let Findings { mentions, entities, .. } = found;
    let source = &document.article.source;
    Fragment {
        id: source.id.clone(),
        path: source.path.clone(),
        sha256: source.sha256.clone(),
        language: document.article.language,
        metadata: document.article.metadata.clone(),
        words: document.sentences.iter().map(|sentence| sentence.tokens.len()).sum(),
        mentions: mentions.list,
        entities,
        quantities,
        frames,
        claims,
    }
}

/// Look-up tables over the findings of one document.
struct Context<'a> {
    document: &'a Annotated,
    found: &'a Findings,
    points: CodePoints,
    /// Word → index of the time expression that holds it.
    time_at: FxHashMap<TokenRef, usize>,
    /// Counted noun → index of the number expression.
    quantity_of: FxHashMap<TokenRef, usize>,
    /// Any word of a number expression → its index.
    quantity_at: FxHashMap<TokenRef, usize>,
    /// Trigger word → index of the predication.
    predication_at: FxHashMap<TokenRef, usize>,
    /// Cue word → index of the attribution.
    attribution_at: FxHashMap<TokenRef, usize>,
}

impl<'a> Context<'a> {
    fn new(document: &'a Annotated, found: &'a Findings) -> Self {
        let words =
            |sentence: usize, range: std::ops::Range<usize>| range.map(move |token| TokenRef { sentence, token });
        let mut time_at = FxHashMap::default();
        for (index, time) in found.times.iter().enumerate() {
            time_at.extend(words(time.sentence, time.words.clone()).map(|word| (word, index)));
        }
        let (mut quantity_of, mut quantity_at) = (FxHashMap::default(), FxHashMap::default());
        for (index, quantity) in found.quantities.iter().enumerate() {
            quantity_at.extend(words(quantity.sentence, quantity.words.clone()).map(|word| (word, index)));
            if let Some(token) = quantity.counted {
                quantity_of.insert(TokenRef { sentence: quantity.sentence, token }, index);
            }
        }
        let predication_at = found.predications.iter().enumerate().map(|(i, (p, ..))| (p.trigger, i)).collect();
        let attribution_at = found.attributions.iter().enumerate().map(|(i, a)| (a.cue, i)).collect();
        Context {
            points: CodePoints::new(document.text()),
            document,
            found,
            time_at,
            quantity_of,
            quantity_at,
            predication_at,
            attribution_at,
        }
    }

    fn trigger(&self, predication: usize) -> Span {
        self.document.token(self.found.predications[predication].0.trigger).span
    }

    fn evidence(&self, span: Span, rule: &str) -> Evidence {
        let text = self.document.text();
        Evidence {
            span,
            start: self.points.at(text, span.start),
            end: self.points.at(text, span.end),
            quote: span.of(text).to_owned(),
            rule: rule.to_owned(),
        }
    }

    /// Claims whose speaker is a known mention, and for each attribution the index of its claim.
    fn claims(&self) -> (Vec<Claim>, Vec<Option<usize>>) {
        let mut claims = Vec::new();
        let mut index_of = Vec::with_capacity(self.found.attributions.len());
        for attribution in &self.found.attributions {
            let speaker = self.found.mentions.at(attribution.speaker).filter(|&m| self.entity(m).is_some());
            index_of.push(speaker.map(|speaker| {
                claims.push(self.claim(attribution, speaker));
                claims.len() - 1
            }));
        }
        let speaker = |claim: &Claim| self.entity(claim.speaker);
        for (denial, denied) in claims::denials(self.document, &self.found.attributions) {
            if let (Some(denial), Some(denied)) = (index_of[denial], index_of[denied])
                && speaker(&claims[denial]) != speaker(&claims[denied])
            {
                claims[denial].denies = Some(denied);
            }
        }
        (claims, index_of)
    }

    fn claim(&self, attribution: &Attribution, speaker: usize) -> Claim {
        let rule = format!("cue:{}", attribution.cue_lemma);
        Claim {
            speaker,
            cue: attribution.cue_lemma.clone(),
            relation: attribution.relation,
            stance: attribution.stance,
            polarity: if attribution.negated { Polarity::Negative } else { Polarity::Positive },
            form: attribution.form,
            about: self.entities_in(attribution.content),
            denies: None,
            commitment: attribution.commitment,
            endorsement: attribution.endorsement,
            said: self.time_under(attribution.cue),
            content: self.evidence(attribution.content, &rule),
            evidence: self.evidence(attribution.evidence, &rule),
        }
    }

    /// Entities that a stretch names or describes, sorted and unique.
    fn entities_in(&self, span: Span) -> Vec<usize> {
        let list = &self.found.mentions.list;
        let first = list.partition_point(|mention| mention.evidence.span.start < span.start);
        let mut entities: Vec<usize> = list[first..]
            .iter()
            .take_while(|mention| mention.evidence.span.start < span.end)
            .filter(|mention| span.contains(mention.evidence.span) && mention.kind != MentionKind::Nominal)
            .filter_map(|mention| mention.entity)
            .collect();
        entities.sort_unstable();
        entities.dedup();
        entities
    }

    fn entity(&self, mention: usize) -> Option<usize> {
        self.found.mentions.list[mention].entity
    }

    /// The time expression that hangs directly on a predicate.
    fn time_under(&self, predicate: TokenRef) -> Option<TimeValue> {
        let sentence = &self.document.sentences[predicate.sentence];
        sentence
            .tokens
            .iter()
            .enumerate()
            .filter(|(_, token)| token.head == Some(predicate.token as u32))
            .filter_map(|(token, _)| self.time_at.get(&TokenRef { sentence: predicate.sentence, token }))
            .map(|&index| self.found.times[index].value.clone())
            .next()
    }

    /// Predications worth a frame, and for each predication the index of its frame. A verb of saying whose content
    /// is already a claim is left to the claim unless it also acts on somebody (`accuse X de …`).
    fn select(&self, claim_of_attribution: &[Option<usize>]) -> (Vec<usize>, Vec<Option<usize>>) {
        let mut kept = Vec::new();
        let mut frame_of = vec![None; self.found.predications.len()];
        for (index, (predication, ..)) in self.found.predications.iter().enumerate() {
            let is_claim =
                self.attribution_at.get(&predication.trigger).is_some_and(|&a| claim_of_attribution[a].is_some());
            let speaker = self.speaker_in_wrong_role(predication);
            let acts_on_somebody = predication.roles.iter().any(|&(role, word)| {
                let mention = self.found.mentions.at(word);
                matches!(role, Role::Patient | Role::Recipient | Role::Counterpart | Role::Topic)
                    && mention != speaker
                    && mention.is_some_and(|mention| self.entity(mention).is_some())
            });
            if !is_claim || acts_on_somebody {
                frame_of[index] = Some(kept.len());
                kept.push(index);
            }
        }
        (kept, frame_of)
    }

    /// The mention that speaks, where the trigger is a cue of attribution and the tree gave it no agent.
    fn speaker_in_wrong_role(&self, predication: &Predication) -> Option<usize> {
        let &attribution = self.attribution_at.get(&predication.trigger)?;
        let has_agent = predication.roles.iter().any(|&(role, _)| role == Role::Agent);
        self.found.mentions.at(self.found.attributions[attribution].speaker).filter(|_| !has_agent)
    }

    fn quantities(&self) -> Vec<Quantity> {
        let place = |quantity: &QuantityExpression| {
            let token = quantity.counted?;
            let mention = self.found.mentions.at(TokenRef { sentence: quantity.sentence, token })?;
            self.entity(mention)
        };
        self.found
            .quantities
            .iter()
            .map(|quantity| Quantity {
                hundredths: quantity.hundredths,
                upper_hundredths: quantity.upper_hundredths,
                unit: quantity.unit.clone(),
                approximate: quantity.approximate,
                of: place(quantity),
                evidence: self
                    .evidence(self.document.sentences[quantity.sentence].span_of(quantity.words.clone()), "quantity"),
            })
            .collect()
    }

    fn frame(
        &self,
        index: usize,
        claim: Option<usize>,
        claim_of_attribution: &[Option<usize>],
        frame_of_predication: &[Option<usize>],
    ) -> Frame {
        let (predication, polarity, factuality) = &self.found.predications[index];
        let trigger = self.trigger(index);
        let mut span = trigger;
        let mut roles: Vec<RoleFiller> = Vec::with_capacity(predication.roles.len() + 1);
        let speaker = self.speaker_in_wrong_role(predication);
        for &(role, word) in &predication.roles {
            // `a dénoncé sa présidente`: the noun behind a verb of saying is its speaker, whatever the tree made of it.
            let role = if speaker.is_some() && self.found.mentions.at(word) == speaker { Role::Agent } else { role };
            let (filler, stretch) =
                self.filler(role, word, predication.trigger, claim_of_attribution, frame_of_predication);
            // What the context supplies from another sentence is no part of the words that say so.
            if word.sentence == predication.trigger.sentence {
                span = span.cover(stretch);
            }
            push_unique(&mut roles, RoleFiller { role, filler });
            if let Some(&quantity) = self.quantity_of.get(&word) {
                push_unique(&mut roles, RoleFiller { role: Role::Quantity, filler: Filler::Quantity(quantity) });
            }
        }
        if !roles.iter().any(|filler| filler.role == Role::Time) {
            let time = self.time_under(predication.trigger);
            roles.extend(time.map(|time| RoleFiller { role: Role::Time, filler: Filler::Time(time) }));
        }
        Frame {
            relation: predication.relation.clone(),
            lemma: predication.lemma.clone(),
            trigger,
            roles,
            polarity: *polarity,
            factuality: *factuality,
            claim,
            confident: predication.confident,
            evidence: self.evidence(span, &predication.rule),
        }
    }

    /// What a word of the tree stands for as an argument, and the stretch of text that it takes up.
    fn filler(
        &self,
        role: Role,
        word: TokenRef,
        trigger: TokenRef,
        claim_of_attribution: &[Option<usize>],
        frame_of_predication: &[Option<usize>],
    ) -> (Filler, Span) {
        let own = self.document.token(word).span;
        if role == Role::Claim
            && let Some(claim) = self.attribution_at.get(&trigger).and_then(|&a| claim_of_attribution[a])
        {
            return (Filler::Claim(claim), own);
        }
        if let Some(&index) = self.time_at.get(&word)
            && matches!(role, Role::Time | Role::Location)
        {
            let time = &self.found.times[index];
            let span = self.document.sentences[time.sentence].span_of(time.words.clone());
            return (Filler::Time(time.value.clone()), span);
        }
        if let Some(mention) = self.found.mentions.at(word).filter(|&mention| self.entity(mention).is_some()) {
            return (Filler::Mention(mention), self.found.mentions.list[mention].evidence.span);
        }
        if let Some(frame) = self.predication_at.get(&word).and_then(|&index| frame_of_predication[index]) {
            return (Filler::Frame(frame), own);
        }
        if role == Role::Quantity
            && let Some(&quantity) = self.quantity_at.get(&word)
        {
            return (Filler::Quantity(quantity), own);
        }
        (Filler::Text(own.of(self.document.text()).to_owned()), own)
    }
}

/// For each trigger (in text order) the shortest claim whose content holds it.
fn innermost_claims(claims: &[Claim], triggers: &[Span]) -> Vec<Option<usize>> {
    let mut by_start: Vec<usize> = (0..claims.len()).collect();
    by_start.sort_by_key(|&index| (claims[index].content.span.start, index));
    let mut waiting = by_start.into_iter().peekable();
    let mut open: Vec<usize> = Vec::new();
    triggers
        .iter()
        .map(|&trigger| {
            while let Some(index) = waiting.next_if(|&index| claims[index].content.span.start <= trigger.start) {
                open.push(index);
            }
            open.retain(|&index| claims[index].content.span.end > trigger.start);
            open.iter()
                .copied()
                .filter(|&index| claims[index].content.span.contains(trigger))
                .min_by_key(|&index| (claims[index].content.span.len(), index))
        })
        .collect()
}

fn push_unique(roles: &mut Vec<RoleFiller>, filler: RoleFiller) {
    if !roles.contains(&filler) {
        roles.push(filler);
    }
}
