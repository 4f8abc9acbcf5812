//! The usual case of words that a headline or a habit of typography puts into capitals.

use crate::nlp::model::Clusters;

/// How a sentence uses capitals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SentenceCase {
    /// As running text does.
    #[default]
    Usual,
    /// Most words are in capitals: `ATTAQUE DE DRONES SUR LE PORT`.
    Capitals,
    /// Most words have an initial capital: `Storm Leaves Thousands Without Power`.
    Title,
}

impl SentenceCase {
    /// Judged by the words of more than three letters; too few of them tell nothing.
    pub fn of<'a>(forms: impl Iterator<Item = &'a str>) -> Self {
        let (mut words, mut capitals, mut initials) = (0, 0, 0);
        for form in forms.filter(|form| form.chars().filter(|c| c.is_alphabetic()).count() > 3) {
            words += 1;
            if is_capitals(form) {
                capitals += 1;
            } else if form.starts_with(char::is_uppercase) {
                initials += 1;
            }
        }
        match words {
            0..=2 => SentenceCase::Usual,
            _ if capitals * 3 > words * 2 => SentenceCase::Capitals,
            3 => SentenceCase::Usual,
            _ if (initials + capitals) * 4 > words * 3 => SentenceCase::Title,
            _ => SentenceCase::Usual,
        }
    }
}

/// The form in its usual case, where the sentence's case hides it and the clusters know it: a capitalised form has its
/// own cluster only where it is commoner than the lower-cased one. `None` where the form
/// stands as it is.
pub fn usual_case(form: &str, case: SentenceCase, clusters: &Clusters) -> Option<String> {
    let capitals = is_capitals(form);
    let hidden = match case {
        SentenceCase::Capitals => capitals,
        SentenceCase::Title => capitals || form.starts_with(char::is_uppercase),
        SentenceCase::Usual => capitals && form.chars().count() > 3,
    };
    if !hidden || (case != SentenceCase::Capitals && clusters.contains(form)) {
        return None;
    }
    let lower = form.to_lowercase();
    let initial = initial_capital(&lower);
    if clusters.contains(&initial) {
        return Some(initial).filter(|initial| initial != form);
    }
    if clusters.contains(&lower) {
        return Some(lower);
    }
    // Too long for an acronym, and no word that anyone knows: a name in capitals.
    Some(initial).filter(|_| capitals && lower.chars().count() > 5)
}

fn is_capitals(form: &str) -> bool {
    let mut letters = form.chars().filter(|c| c.is_alphabetic()).peekable();
    form.chars().count() > 1 && letters.peek().is_some() && letters.all(char::is_uppercase)
}

/// An upper-case letter after every hyphen too, as in `Jean-Noël`.
fn initial_capital(lower: &str) -> String {
    let mut initial = true;
    let mut out = String::with_capacity(lower.len());
    for character in lower.chars() {
        if initial {
            out.extend(character.to_uppercase());
        } else {
            out.push(character);
        }
        initial = character == '-';
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nlp::model::{Container, Header, LookupTable, clusters};

    fn clusters(words: &[&str]) -> Clusters {
        let header =
            Header { language: "fr".into(), task: clusters::TASK.into(), feature_version: 1, ..Header::default() };
        let mut container = Container::new(header);
        container.add("classes", &LookupTable::encode(words.iter().map(|&word| (word, 7))).unwrap()).unwrap();
        Clusters::parse(&container.to_bytes().unwrap(), "fr").unwrap()
    }

    fn rewrite(sentence: &str, clusters: &Clusters) -> String {
        let case = SentenceCase::of(sentence.split(' '));
        let words = sentence.split(' ');
        words.map(|w| usual_case(w, case, clusters).unwrap_or_else(|| w.to_owned())).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn headlines_get_their_case_back() {
        let known =
            clusters(&["tempête", "violente", "sur", "la", "Bretagne", "port", "OTAN", "sauve", "Durand", "retrouve"]);
        assert_eq!(rewrite("TEMPÊTE VIOLENTE SUR LA BRETAGNE", &known), "tempête violente sur la Bretagne");
        assert_eq!(rewrite("TEMPÊTE SUR OTAN : DURAND SAUVE", &known), "tempête sur OTAN : Durand sauve");
        assert_eq!(rewrite("Durand Retrouve Port Bretagne Xylo", &known), "Durand retrouve port Bretagne Xylo");
    }

    #[test]
    fn names_in_capitals_are_names_and_acronyms_stay() {
        let known = clusters(&["Paul", "Durand", "OTAN", "le", "port"]);
        assert_eq!(rewrite("Paul DURAND quitte le port puis OTAN", &known), "Paul Durand quitte le port puis OTAN");
        assert_eq!(rewrite("Le Port est beau", &known), "Le Port est beau");
        assert_eq!(rewrite("Anne KERMADEC du CNRS", &known), "Anne Kermadec du CNRS");
    }
}
