//! Whether a short name is made of the words of a long one.

use crate::knowledge::gazetteer::join_key;

/// Letters of a small word, which an acronym may skip.
const SMALL: usize = 4;

/// True where the letters are the initials of the words: `ARS` for `Agence régionale de santé`, `M5` for `Mouvement du 5 mai`.
/// Small words may be skipped, and one other word where at least three letters are left to tell.
pub(crate) fn is_acronym(short: &str, long: &str) -> bool {
    let letters: Vec<char> = join_key(short).chars().filter(|c| c.is_alphanumeric()).collect();
    let capitals = short.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    if letters.len() < 2 || !capitals {
        return false;
    }
    let key = join_key(long);
    let mut rest: String = letters.iter().collect();
    let mut skips = usize::from(letters.len() > 2);
    let words: Vec<&str> = key.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    for (index, word) in words.iter().enumerate() {
        let number = word.bytes().all(|byte| byte.is_ascii_digit());
        if number && rest.starts_with(word) {
            rest.drain(..word.len());
        } else if rest.chars().next().is_some_and(|letter| word.starts_with(letter)) && !number {
            rest.drain(..rest.chars().next().map_or(0, char::len_utf8));
        } else if word.chars().count() > SMALL {
            if skips == 0 || index == 0 || index + 1 == words.len() && !rest.is_empty() {
                return false;
            }
            skips -= 1;
        }
    }
    rest.is_empty()
}

/// True for capitals most of which are initials of the name in any order: acronyms of other languages beside the
/// translated name (`Union américaine pour les libertés civiles`, ACLU).
pub(crate) fn shares_initials(short: &str, long: &str) -> bool {
    let capitals = short.chars().count() >= 3 && short.chars().all(char::is_uppercase);
    let key = join_key(long);
    let mut initials: Vec<char> = key.split([' ', '-', '\'']).filter_map(|word| word.chars().next()).collect();
    let letters = join_key(short);
    let mut shared = 0;
    for letter in letters.chars() {
        if let Some(place) = initials.iter().position(|&initial| initial == letter) {
            initials.swap_remove(place);
            shared += 1;
        }
    }
    capitals && 2 * shared > letters.chars().count()
}

/// True for a word made of letters of the name in their order, from the first (`Minurso`); one letter in five may come
/// from elsewhere (`Monusco` ends in the name of the country).
pub(crate) fn is_short_form(short: &str, long: &str) -> bool {
    let (short, long) = (join_key(short), join_key(long));
    if short.contains(' ') || short.chars().next() != long.chars().next() {
        return false;
    }
    let mut rest = long.chars();
    let mut last = None;
    let (mut found, mut all) = (0, 0);
    for letter in short.chars().filter(|c| c.is_alphanumeric()) {
        all += 1;
        // Doubled letters stand for plurals (`EE. UU.`).
        let mut ahead = rest.clone();
        if last == Some(letter) {
            found += 1;
        } else if ahead.any(|other| other == letter) {
            rest = ahead;
            last = Some(letter);
            found += 1;
        }
    }
    5 * found >= 4 * all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_make_an_acronym() {
        assert!(is_acronym("ARS", "Agence régionale de santé"));
        assert!(is_acronym("HCR", "Haut-Commissariat de l’ONU pour les réfugiés"));
        assert!(is_acronym("M5", "Mouvement du 5 mai"));
        assert!(!is_acronym("PS", "Parlement européen"));
        assert!(!is_acronym("RFI", "Institut de recherche"));
    }

    #[test]
    fn acronyms_of_other_languages_share_initials() {
        assert!(shares_initials("ACLU", "Union américaine pour les libertés civiles"));
        assert!(shares_initials("CNDH", "National Human Rights Commission"));
        assert!(!shares_initials("FRA", "Union sportive de Sedan"));
    }

    #[test]
    fn a_short_form_takes_letters_in_their_order() {
        assert!(is_short_form("Monusco", "Mission des Nations unies en RDC"));
        assert!(!is_short_form("Mali", "Mission des Nations unies"));
        assert!(!is_short_form("Belgique", "Union Saint-Gilloise"));
    }
}
