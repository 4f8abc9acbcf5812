//! When, where and how many: what an attestation says beside who and what.

use super::{Assembly, Scope};
use crate::doc::{Filler, Frame, Quantity, Role, TimeValue};
use crate::graph::id::Id;
use crate::graph::model::{Amount, Attestation};

impl Assembly<'_> {
    pub(super) fn attestation(&self, scope: &Scope, frame: &Frame, event: Option<Id>) -> Attestation {
        Attestation {
            quotation: scope.quotation(&frame.evidence),
            rule: frame.evidence.rule.clone(),
            lemma: frame.lemma.clone(),
            factuality: frame.factuality,
            confident: frame.confident,
            time: time_of(frame),
            places: self.places_of(scope, frame),
            amount: amount_of(scope, frame),
            claim: frame.claim.and_then(|claim| scope.claim_ids.get(claim)).cloned(),
            event,
        }
    }

    fn places_of(&self, scope: &Scope, frame: &Frame) -> Vec<Id> {
        let places = frame.roles.iter().filter(|filler| filler.role == Role::Location);
        let entities = places.filter_map(|place| match place.filler {
            Filler::Mention(mention) => scope.fragment.mentions.get(mention)?.entity,
            _ => None,
        });
        super::sorted(entities.filter_map(|local| self.node(scope, Some(local))).collect())
    }
}

/// The first time that is anchored in the calendar, else the first at all.
fn time_of(frame: &Frame) -> Option<TimeValue> {
    let times = || {
        frame.roles.iter().filter_map(|filler| match &filler.filler {
            Filler::Time(time) => Some(time),
            _ => None,
        })
    };
    times().find(|time| !time.iso.is_empty()).or_else(|| times().next()).cloned()
}

fn amount_of(scope: &Scope, frame: &Frame) -> Option<Amount> {
    let number = frame.roles.iter().find_map(|filler| match filler.filler {
        Filler::Quantity(quantity) => scope.fragment.quantities.get(quantity),
        _ => None,
    });
    number.map(amount)
}

pub(super) fn amount(quantity: &Quantity) -> Amount {
    Amount {
        hundredths: quantity.hundredths,
        upper_hundredths: quantity.upper_hundredths,
        unit: quantity.unit.clone(),
        approximate: quantity.approximate,
    }
}
