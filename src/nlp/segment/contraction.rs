//! Contractions: which surface tokens stand for several words.

use super::scan::Piece;
use super::table::{Expansion, TokenTable};

/// Looks up contractions by surface form.
pub(super) trait Expansions {
    /// The words of `form`, if it may be a contraction.
    fn expansion(&self, form: &str) -> Option<&Expansion>;
}

impl Expansions for TokenTable {
    fn expansion(&self, form: &str) -> Option<&Expansion> {
        let first = form.as_bytes().first()?;
        if form.len() > 13 || !matches!(first, b'a' | b'A' | b'd' | b'D') || self.contractions.is_empty() {
            return None;
        }
        if form.bytes().any(|b| b.is_ascii_uppercase()) {
            return self.contractions.get(form.to_lowercase().as_str());
        }
        self.contractions.get(form)
    }
}

/// Whether the piece at `index` is the contraction and not the article of the same form.
pub(super) fn expands(text: &str, pieces: &[Piece], index: usize, expansion: &Expansion) -> bool {
    !expansion.learned || index > 0 && pieces[index - 1].span.of(text).chars().any(char::is_alphanumeric)
}
