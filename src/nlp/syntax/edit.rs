//! Lemmas as edits of forms, so that a lexicon needs no lemma strings and unknown words get lemmas too.

/// How a form becomes its lemma: lower case unless `keep_case`, the last characters off, others on.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edit {
    /// True where the lemma keeps the capitals of the form, as names do.
    pub keep_case: bool,
    /// How many characters are cut off at the end.
    pub cut: u8,
    /// What is put in their place.
    pub append: String,
}

impl Edit {
    /// The edit from a form to its lemma. Where both differ from the first letters on, the whole form is replaced.
    pub fn between(form: &str, lemma: &str) -> Self {
        let lower = form.to_lowercase();
        let shared = |base: &str| base.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).count();
        let keep_case = shared(form) > shared(&lower);
        let base = if keep_case { form } else { lower.as_str() };
        let common = shared(base);
        let cut = u8::try_from(base.chars().count() - common).unwrap_or(u8::MAX);
        Edit { keep_case, cut, append: lemma.chars().skip(common).collect() }
    }

    /// The lemma of a form; `None` where the form is too short for the edit.
    pub fn apply(&self, form: &str) -> Option<String> {
        let mut lemma = if self.keep_case { form.to_owned() } else { form.to_lowercase() };
        for _ in 0..self.cut {
            lemma.pop()?;
        }
        lemma.push_str(&self.append);
        if lemma.is_empty() { None } else { Some(lemma) }
    }

    /// True where [`Edit::apply`] gives a lemma for a form of this many characters.
    pub fn fits(&self, length: usize) -> bool {
        let cut = usize::from(self.cut);
        cut < length || (cut == length && !self.append.is_empty())
    }

    /// The file form.
    pub fn to_line(&self) -> String {
        format!("{}{}\t{}", if self.keep_case { '=' } else { '-' }, self.cut, self.append)
    }

    /// Reads the file form.
    pub fn parse_line(line: &str) -> Option<Self> {
        let (rule, append) = line.split_once('\t')?;
        let keep_case = match rule.chars().next()? {
            '=' => true,
            '-' => false,
            _ => return None,
        };
        Some(Edit { keep_case, cut: rule[1..].parse().ok()?, append: append.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::Edit;
    use proptest::prelude::*;

    #[test]
    fn endings_are_shared_by_words_of_one_pattern() {
        assert_eq!(Edit::between("frappaient", "frapper"), Edit::between("Visaient", "viser"));
        assert_eq!(Edit::between("Zelensky", "Zelensky"), Edit { keep_case: true, ..Edit::default() });
        assert_eq!(Edit::between("va", "aller").apply("Va").as_deref(), Some("aller"));
        assert_eq!(Edit::between("chevaux", "cheval").apply("x"), None);
    }

    proptest! {
        #[test]
        fn edits_rebuild_the_lemma(form in "\\PC{1,12}", lemma in "\\PC{1,12}") {
            let edit = Edit::between(&form, &lemma);
            prop_assert_eq!(edit.apply(&form), Some(lemma));
            prop_assert_eq!(Edit::parse_line(&edit.to_line()), Some(edit));
        }
    }
}
