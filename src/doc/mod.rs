//! The data that the stages hand on, in the order in which they come to be. No logic beyond accessors.
//!
//! | type | made by | read by |
//! | --- | --- | --- |
//! | [`Source`] | `read` | `clean` |
//! | [`Article`] | `clean` | `nlp` |
//! | [`Annotated`] | `nlp` | `extract` |
//! | [`Fragment`] | `extract` | `resolve`, `graph` |

pub mod annotation;
pub mod article;
pub mod fragment;
pub mod tagset;

pub use annotation::{Annotated, Contraction, NameKind, NameSpan, Sentence, Token, TokenRef};
pub use article::{Article, Language, Metadata, Source, Zone, ZoneKind};
pub use fragment::{
    Claim, ClaimForm, Evidence, Factuality, Filler, Fragment, Frame, LocalEntity, Mention, MentionKind, Polarity,
    Quantity, RelationRef, Role, RoleFiller, Stance, TimeValue,
};
pub use tagset::{Deprel, Features, Upos};
