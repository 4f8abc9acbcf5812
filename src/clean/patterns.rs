//! What a block is by its wording: the cue tables, and labels that no table can list.

use super::dates;
use super::shape::{self, Ending};
use super::tables::{CUE_TABLE, Cue, MEDIA_TABLE, WORD_TABLE};

/// The cue of a block, and whether it is all there is in the block. `folded` is the folded beginning of `shown`.
pub fn cue(folded: &str, shown: &str) -> Option<(Cue, bool)> {
    if !shown.chars().any(char::is_alphanumeric) {
        let cue = if shown.is_empty() { Cue::Address } else { Cue::Separator };
        return Some((cue, true));
    }
    let length = shown.len();
    if let Some(cue) = label(folded, shown) {
        return Some((cue, true));
    }
    let ending = shape::ending(shown);
    if let Some((cue, end)) = CUE_TABLE.start(folded).filter(|&(cue, _)| fits(cue, length, ending)) {
        return Some((cue, !folded[end..].chars().any(char::is_alphanumeric)));
    }
    // `Sur le même sujet : La pêche en crise`: the heading of a list with one title behind it.
    let heading = folded.split_once(':').and_then(|(heading, _)| CUE_TABLE.whole(heading));
    if length <= 260 && matches!(heading, Some(Cue::List | Cue::Footer | Cue::Related)) {
        return Some((Cue::Related, false));
    }
    if length <= 100 && is_byline(shown, ending) {
        return Some((Cue::Author, false));
    }
    if length <= 320 {
        let mut parts = folded.split(" | ").flat_map(|part| part.split(" - "));
        if length <= 120 && ending != Ending::Sentence && parts.any(dates::is_only_date) {
            return Some((Cue::Date, false));
        }
        if is_navigation(shown, ending) {
            return Some((Cue::Advertisement, true));
        }
        let signed = shown.starts_with(['—', '–']) && shown.contains("(@");
        if signed
            || length <= 100 && shown.split_whitespace().any(is_handle) && WORD_TABLE.is("follow", first_word(folded))
        {
            return Some((Cue::Source, false));
        }
        let mut inside = CUE_TABLE.inside(folded);
        return inside
            .find(|&(cue, end)| cue != Cue::Credit || ends_in_names(&folded[end..], shown))
            .map(|(cue, _)| (cue, false));
    }
    None
}

/// Labels that are the whole of a short line.
fn label(folded: &str, shown: &str) -> Option<Cue> {
    if shown.len() > 80 {
        return None;
    }
    let counted = folded.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '(' | '.' | ',' | '+'));
    if let Some(cue) = CUE_TABLE.whole(folded).or_else(|| CUE_TABLE.whole(counted.trim_end_matches(')'))) {
        return Some(cue);
    }
    if dates::is_only_date(folded) {
        return Some(Cue::Date);
    }
    if MEDIA_TABLE.named(shown).is_some() || is_domain(shown) || is_sign_off(shown) {
        return Some(Cue::Source);
    }
    let tags = |word: &str| word.len() > 1 && word.starts_with(['#', '@']);
    shown.split_whitespace().all(tags).then_some(Cue::Related)
}

/// Phrases that begin a label also begin sentences; a label is short, or is no sentence.
fn fits(cue: Cue, length: usize, ending: Ending) -> bool {
    match cue {
        Cue::Advertisement => length <= 700,
        Cue::Related => length <= 260,
        Cue::List | Cue::Footer | Cue::Picture => length <= 80 && ending != Ending::Sentence,
        Cue::Source => length <= 300,
        Cue::Author | Cue::Date => length <= 60 || length <= 200 && ending != Ending::Sentence,
        Cue::Link => length <= 400,
        _ => length <= 500,
    }
}

/// `Par Anne Martin, à Rome`, `By Sam Lee and agencies`.
fn is_byline(shown: &str, ending: Ending) -> bool {
    let mut words = shown.split_whitespace();
    let first = words.next().unwrap_or_default().to_lowercase();
    ending != Ending::Sentence
        && WORD_TABLE.is("byline", &first)
        && words.next().is_some_and(|word| word.starts_with(char::is_uppercase))
}

/// `@name`, as accounts are called.
fn is_handle(word: &str) -> bool {
    word.trim_start_matches('(').strip_prefix('@').is_some_and(|name| name.chars().count() > 2)
}

fn first_word(folded: &str) -> &str {
    folded.split_whitespace().next().unwrap_or_default()
}

/// `pk/sms (dpa, AFP)`: the initials of editors, if any, and in brackets nothing but media.
fn is_sign_off(shown: &str) -> bool {
    let Some((before, media)) = shown.trim().strip_suffix(')').and_then(|inner| inner.split_once('(')) else {
        return false;
    };
    let initials = |word: &str| word.chars().count() <= 4 && word.chars().all(char::is_alphabetic);
    let parts = || media.split([',', '/', '&', ';']).map(str::trim);
    let known = |part: &str| {
        MEDIA_TABLE.named(part).is_some() || part.split_whitespace().all(|word| MEDIA_TABLE.named(word).is_some())
    };
    before.split(['/', ',', ' ']).filter(|word| !word.is_empty()).all(initials) && parts().all(known)
}

/// `lavoix.fr`
fn is_domain(shown: &str) -> bool {
    let name = shown.trim();
    let labels = || name.split('.');
    name.is_ascii()
        && labels().count() >= 2
        && labels().all(|label| !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'))
        && labels()
            .next_back()
            .is_some_and(|end| (2..=6).contains(&end.len()) && end.bytes().all(|b| b.is_ascii_lowercase()))
}

/// `Accueil > Monde > Europe`, `Politique | Sport | Culture`.
fn is_navigation(shown: &str, ending: Ending) -> bool {
    let separators = [">", "›", "|", "•", "·", "»", " / "];
    let separator = separators.into_iter().find(|&mark| shown.matches(mark).nth(1).is_some());
    ending != Ending::Sentence
        && separator.is_some_and(|separator| {
            let parts = || shown.split(separator).map(str::trim);
            parts().all(|part| part.len() <= 40) && parts().filter(|part| !part.is_empty()).count() >= 3
        })
}

/// True where every word of the rest of a folded line is written with a capital in the line as shown.
fn ends_in_names(rest: &str, shown: &str) -> bool {
    let words = rest.split_whitespace().count();
    let mut last = shown.split_whitespace().rev().take(words);
    words <= 10 && last.all(|word| !word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clean::fold::fold;

    fn of(text: &str) -> Option<Cue> {
        cue(&fold(text.chars()), text).map(|(cue, _)| cue)
    }

    #[test]
    fn labels_are_told_from_sentences() {
        for (text, expected) in [
            ("Publié le 3 mai 2024 à 14h32", Some(Cue::Date)),
            ("Publié le 3 mai, le rapport dénonce des détentions arbitraires dans six pays.", None),
            ("Par Anne Martin, correspondante à Rome", Some(Cue::Author)),
            ("Par Toutatis, que cette crue est haute, disent les riverains.", None),
            ("By Sam Lee", Some(Cue::Author)),
            ("12 commentaires", Some(Cue::Footer)),
            ("Accueil > Monde > Europe", Some(Cue::Advertisement)),
            ("#Climat #Énergie", Some(Cue::Related)),
            ("lavoix-du-sud.fr", Some(Cue::Source)),
            ("A Reuters/Ipsos poll published on Monday shows that voters care about prices.", None),
            ("Le port de Brest, le 2 juin 2021. ANNE MARTIN / AFP", Some(Cue::Credit)),
            ("Inscrivez-vous à notre newsletter pour ne rien manquer.", Some(Cue::Advertisement)),
            ("Lire aussi : La Bretagne sous la neige", Some(Cue::Related)),
            ("14:32", Some(Cue::Date)),
            ("3 hours ago", Some(Cue::Date)),
            ("* * *", Some(Cue::Separator)),
            ("pk/sms (dpa, AFP)", Some(Cue::Source)),
            ("Ils étaient là (Anne, Marc)", None),
            ("Sur le même sujet : La pêche en crise", Some(Cue::Related)),
            ("Accueil / Monde / Europe", Some(Cue::Advertisement)),
            ("Follow Sam Lee on Twitter @samlee.", Some(Cue::Source)),
        ] {
            assert_eq!(of(text), expected, "{text}");
        }
    }
}
