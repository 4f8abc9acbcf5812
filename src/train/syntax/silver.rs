//! Trees that a larger model made for sentences of which people annotated only the parts of speech. The files hold nothing but that
//! annotation, one sentence a line; `training/label.py` writes them and describes the form.

use crate::doc::{Deprel, Sentence};
use crate::train::TrainError;

/// Words of which the larger model is less sure, in tenths, stay without head.
const LEAST_CONFIDENCE: u8 = 5;

/// Puts the trees of a file on the sentences that it was made for. `sha256` is that of the sentences' own file.
///
/// # Errors
///
/// Where the file was made for other sentences or is malformed.
pub fn attach(sentences: &mut [Sentence], trees: &str, path: &str, sha256: &str) -> Result<(), TrainError> {
    let belongs = |line: &str| line.strip_prefix("# sha256 = ") == Some(sha256);
    if !trees.lines().take_while(|line| line.starts_with('#')).any(belongs) {
        return Err(TrainError::Data(format!("{path}: made for a file with another checksum than {sha256}")));
    }
    let rows = trees.lines().enumerate().filter(|(_, line)| !line.starts_with('#'));
    if rows.clone().count() != sentences.len() {
        return Err(TrainError::Data(format!("{path}: expected {} sentences", sentences.len())));
    }
    for (sentence, (index, row)) in sentences.iter_mut().zip(rows) {
        attach_tree(sentence, row).ok_or_else(|| {
            TrainError::line(path, index + 1, "`-` or, for each word, an offset, a relation and a digit")
        })?;
    }
    Ok(())
}

fn attach_tree(sentence: &mut Sentence, row: &str) -> Option<()> {
    if row == "-" {
        return Some(());
    }
    let mut words = row.split(' ');
    let length = sentence.tokens.len();
    for (index, token) in sentence.tokens.iter_mut().enumerate() {
        let (head, relation, confidence) = arc(words.next()?, index, length)?;
        if confidence >= LEAST_CONFIDENCE {
            (token.head, token.deprel) = (head, relation);
        }
    }
    words.next().is_none().then_some(())
}

/// Head, relation and confidence of the word at `index`.
fn arc(text: &str, index: usize, length: usize) -> Option<(Option<u32>, Deprel, u8)> {
    let start = text.find(|character: char| character.is_ascii_alphabetic())?;
    let (offset, rest) = text.split_at_checked(start)?;
    let (relation, confidence) = rest.split_at_checked(rest.len() - 1)?;
    let offset: isize = offset.parse().ok()?;
    let relation = Deprel::parse(relation);
    let head = if offset == 0 {
        // Only the root hangs on nothing.
        (relation == Deprel::ROOT).then_some(None)?
    } else {
        let head = index.checked_add_signed(offset).filter(|&head| head < length)?;
        Some(u32::try_from(head).ok()?)
    };
    Some((head, relation, confidence.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::Language;
    use crate::nlp::conllu::Treebank;

    const HEADER: &str = "# trees by machine\n# sha256 = aa\n";

    fn sentences() -> Vec<Sentence> {
        Treebank::parse_tokens("Le\nvent\ntombe\n\nBien\n", Language::French).sentences
    }

    fn attached(rows: &str) -> Result<Vec<Sentence>, TrainError> {
        let mut sentences = sentences();
        attach(&mut sentences, &format!("{HEADER}{rows}"), "x.trees", "aa").map(|()| sentences)
    }

    #[test]
    fn arcs_are_offsets_and_doubtful_ones_are_left_out() {
        let sentences = attached("1det9 1nsubj:pass4 0root9\n-\n").unwrap();
        let tokens = &sentences[0].tokens;
        assert_eq!((tokens[0].head, tokens[0].deprel.as_str()), (Some(1), "det"));
        assert_eq!((tokens[1].head, tokens[1].deprel), (None, Deprel::default()));
        assert_eq!((tokens[2].head, tokens[2].deprel), (None, Deprel::ROOT));
        assert_eq!(sentences[1].tokens[0].deprel, Deprel::default());
    }

    #[test]
    fn other_sentences_and_malformed_rows_are_refused() {
        let mut other = sentences();
        assert!(attach(&mut other, "# sha256 = bb\n-\n-\n", "x.trees", "aa").is_err());
        for rows in
            ["-\n", "1det9 1nsubj9\n-\n", "1det9 2nsubj9 0root9\n-\n", "1det9 0nsubj9 0root9\n-\n", "é 1a9 2b9\n-\n"]
        {
            assert!(attached(rows).is_err(), "{rows}");
        }
    }
}
