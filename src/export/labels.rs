//! Labels as people read them, in the language they asked for.

use super::LabelLanguage;
use crate::graph::{Entity, RelationType};

/// The label of an entity; where it has none in either language, its first alias, else its id.
pub fn entity(entity: &Entity, language: LabelLanguage) -> &str {
    let labels = match language {
        LabelLanguage::English => [&entity.label_en, &entity.label_fr],
        LabelLanguage::French => [&entity.label_fr, &entity.label_en],
    };
    let mut candidates = labels.into_iter().chain(&entity.aliases);
    candidates.find(|label| !label.trim().is_empty()).map_or(entity.id.as_str(), String::as_str)
}

/// The label of a relation type.
pub fn relation(relation: &RelationType, language: LabelLanguage) -> &str {
    match language {
        LabelLanguage::English => &relation.label_en,
        LabelLanguage::French => &relation.label_fr,
    }
}
