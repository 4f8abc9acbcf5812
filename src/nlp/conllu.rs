//! CoNLL-U, the file form of annotated sentences (universaldependencies.org/format.html), and the one-token-a-line form.

use crate::doc::{
    Annotated, Article, Contraction, Deprel, Features, Language, NameKind, Sentence, Source, Token, Upos,
};
use crate::nlp::segment;
use crate::text::Span;
use std::error::Error;
use std::fmt;
use std::fmt::Write as _;

/// A line that is not CoNLL-U, or a sentence that is not a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConlluError {
    /// Line of the file, from 1.
    pub line: usize,
    /// What is wrong there.
    pub message: String,
}

impl fmt::Display for ConlluError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl Error for ConlluError {}

/// Annotated sentences together with the text that their spans count in.
#[derive(Clone, Debug, Default)]
pub struct Treebank {
    /// The surface forms, joined as the `SpaceAfter` marks say; a line break before each `# newpar` and `# newdoc`.
    pub text: String,
    /// The sentences, in file order.
    pub sentences: Vec<Sentence>,
    /// For every sentence its comment lines, each with its `#`.
    pub comments: Vec<Vec<String>>,
}

impl Treebank {
    /// Reads CoNLL-U. Empty nodes, XPOS, DEPS and all of MISC but `SpaceAfter=No` are dropped; a HEAD of `_` or `0` gives
    /// a word without head. Forms keep their source characters in [`Treebank::text`] and are straightened in the words.
    ///
    /// # Errors
    ///
    /// Names the line of the first malformed row, head out of range, or cycle.
    pub fn parse(conllu: &str, language: Language) -> Result<Self, ConlluError> {
        let mut reader = Reader { language, ..Reader::default() };
        for (index, line) in conllu.lines().enumerate() {
            reader.line = index + 1;
            let line = line.strip_suffix('\r').unwrap_or(line);
            if line.trim().is_empty() {
                reader.finish_sentence()?;
            } else if line.starts_with('#') {
                reader.comment(line);
            } else {
                reader.row(line)?;
            }
        }
        reader.finish_sentence()?;
        Ok(reader.out)
    }

    /// Reads words that someone else has cut: CoNLL-U where the first line that is neither empty nor a comment has ten
    /// columns, else one token a line.
    ///
    /// # Errors
    ///
    /// As [`Treebank::parse`].
    pub fn parse_pretokenized(text: &str, language: Language) -> Result<Self, ConlluError> {
        let first = text.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#'));
        match first {
            Some(line) if line.split('\t').count() == 10 => Treebank::parse(text, language),
            _ => Ok(Treebank::parse_tokens(text, language)),
        }
    }

    /// Reads one token a line with an empty line after each sentence. Further tab-separated columns are ignored.
    pub fn parse_tokens(text: &str, language: Language) -> Self {
        let mut reader = Reader { language, ..Reader::default() };
        for line in text.lines() {
            let form = line.split('\t').next().unwrap_or_default().trim();
            if form.is_empty() {
                reader.close_sentence();
            } else {
                let span = reader.push_surface(form, true);
                reader.push_word(form, span, true, Contraction::None);
            }
        }
        reader.close_sentence();
        reader.out
    }

    /// The same sentences as an annotated article, with one prose zone per line of [`Treebank::text`].
    pub fn into_annotated(self) -> Annotated {
        let Treebank { text, mut sentences, .. } = self;
        let language = sentences.first().map_or(Language::French, |sentence| sentence.language);
        let source =
            Source { id: "conllu".into(), path: "conllu".into(), text, sha256: String::new(), encoding: "UTF-8" };
        let article = Article::plain(source, language);
        for sentence in &mut sentences {
            sentence.zone = article.zones.partition_point(|zone| zone.span.end <= sentence.span.start);
        }
        Annotated { article, sentences }
    }

    /// Writes CoNLL-U with the comments that were read.
    pub fn to_conllu(&self) -> String {
        let mut out = String::with_capacity(self.text.len() * 8);
        for (sentence, comments) in self.sentences.iter().zip(&self.comments) {
            for comment in comments {
                out.push_str(comment);
                out.push('\n');
            }
            write_sentence(&mut out, &self.text, sentence);
        }
        out
    }

    /// Writes names as `token<TAB>IOB2 tag` lines with an empty line after each sentence.
    pub fn to_bio(&self) -> String {
        let mut out = String::with_capacity(self.text.len() * 2);
        for sentence in &self.sentences {
            write_bio(&mut out, &self.text, sentence);
        }
        out
    }
}

/// Reads CoNLL-U as an annotated article; see [`Treebank::parse`] and [`Treebank::into_annotated`].
///
/// # Errors
///
/// As [`Treebank::parse`].
pub fn read_document(conllu: &str, language: Language) -> Result<Annotated, ConlluError> {
    Treebank::parse(conllu, language).map(Treebank::into_annotated)
}

/// Writes an annotated article as CoNLL-U, with `sent_id` and `text` comments.
pub fn write_document(document: &Annotated) -> String {
    let mut out = String::new();
    for (index, sentence) in document.sentences.iter().enumerate() {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "# sent_id = {}-{}", document.article.source.id, index + 1);
        let _ = writeln!(out, "# text = {}", one_line(sentence.span.of(document.text())));
        write_sentence(&mut out, document.text(), sentence);
    }
    out
}

/// Writes the names of an annotated article as `token<TAB>IOB2 tag` lines.
pub fn write_document_bio(document: &Annotated) -> String {
    let mut out = String::new();
    for sentence in &document.sentences {
        write_bio(&mut out, document.text(), sentence);
    }
    out
}

/// Appends the rows of one sentence and the empty line after it. `text` is what the spans count in.
pub fn write_sentence(out: &mut String, text: &str, sentence: &Sentence) {
    for (index, token) in sentence.tokens.iter().enumerate() {
        let surface = one_line(token.span.of(text));
        let own_token = token.contraction == Contraction::None;
        if let Contraction::First { words } = token.contraction {
            let misc = misc(token.space_after);
            let _ =
                writeln!(out, "{}-{}\t{surface}\t_\t_\t_\t_\t_\t_\t_\t{misc}", index + 1, index + usize::from(words));
        }
        let form = if own_token { surface.as_str() } else { token.form.as_str() };
        let lemma = if token.lemma.is_empty() { "_" } else { token.lemma.as_str() };
        let head = token.head.map_or(0, |head| head + 1);
        let misc = misc(token.space_after || !own_token);
        let Token { upos, features, deprel, .. } = token;
        let _ = writeln!(out, "{}\t{form}\t{lemma}\t{upos}\t_\t{features}\t{head}\t{deprel}\t_\t{misc}", index + 1);
    }
    out.push('\n');
}

fn write_bio(out: &mut String, text: &str, sentence: &Sentence) {
    for (index, token) in sentence.tokens.iter().enumerate() {
        if token.contraction == Contraction::Rest {
            continue;
        }
        let surface = one_line(token.span.of(text));
        let name = sentence.names.iter().find(|name| name.words.contains(&index));
        let _ = match name {
            None => writeln!(out, "{surface}\tO"),
            Some(name) => {
                let position = if name.words.start == index { "B" } else { "I" };
                writeln!(out, "{surface}\t{position}-{}", bio_label(name.kind))
            }
        };
    }
    out.push('\n');
}

fn bio_label(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Person => "PER",
        NameKind::Location => "LOC",
        NameKind::Organization => "ORG",
        NameKind::Other => "MISC",
    }
}

fn misc(space_after: bool) -> &'static str {
    if space_after { "_" } else { "SpaceAfter=No" }
}

/// Columns may not hold tabs or line breaks.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A multi-word token whose words have not all been read.
struct OpenRange {
    span: Span,
    first: usize,
    last: usize,
    space_after: bool,
}

#[derive(Default)]
struct Reader {
    out: Treebank,
    language: Language,
    sentence: Sentence,
    comments: Vec<String>,
    range: Option<OpenRange>,
    /// Source line of every word, for errors that show only when the sentence is complete.
    lines: Vec<usize>,
    space_before: bool,
    line: usize,
}

impl Reader {
    fn error<T>(&self, message: impl Into<String>) -> Result<T, ConlluError> {
        Err(ConlluError { line: self.line, message: message.into() })
    }

    fn comment(&mut self, line: &str) {
        let key = line.trim_start_matches('#').trim_start();
        let starts_paragraph = key.starts_with("newpar") || key.starts_with("newdoc");
        if starts_paragraph && !self.out.text.is_empty() && !self.out.text.ends_with('\n') {
            self.out.text.push('\n');
            self.space_before = false;
        }
        self.comments.push(line.to_owned());
    }

    fn row(&mut self, line: &str) -> Result<(), ConlluError> {
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, lemma, upos, _, features, head, deprel, _, misc] = columns[..] else {
            return self.error(format!("{} columns instead of 10", columns.len()));
        };
        if form.trim().is_empty() {
            return self.error("empty form");
        }
        let space_after = !misc.split('|').any(|part| part == "SpaceAfter=No");
        if id.contains('.') {
            return Ok(());
        }
        if let Some((first, last)) = id.split_once('-') {
            return self.open_range(first, last, form, space_after);
        }
        let position = self.sentence.tokens.len() + 1;
        if id.parse() != Ok(position) {
            return self.error(format!("word id {id} instead of {position}"));
        }
        self.word(form, space_after);
        let head = match head {
            "_" | "0" => None,
            number => match number.parse::<u32>().ok().and_then(|number| number.checked_sub(1)) {
                Some(index) => Some(index),
                None => return self.error(format!("head {number} is no word number")),
            },
        };
        let Some(upos) = (if upos == "_" { Some(Upos::X) } else { Upos::parse(upos) }) else {
            return self.error(format!("unknown part of speech {upos}"));
        };
        let Some(token) = self.sentence.tokens.last_mut() else { return Ok(()) };
        token.lemma = if lemma == "_" && form.trim() != "_" { String::new() } else { lemma.to_owned() };
        token.upos = upos;
        token.features = Features::parse(features);
        token.head = head;
        token.deprel = if head.is_none() && deprel != "_" { Deprel::ROOT } else { Deprel::parse(deprel) };
        Ok(())
    }

    fn open_range(&mut self, first: &str, last: &str, form: &str, space_after: bool) -> Result<(), ConlluError> {
        let expected = self.sentence.tokens.len() + 1;
        match (first.parse::<usize>(), last.parse::<usize>()) {
            (Ok(first), Ok(last)) if first == expected && last > first && last - first < 255 => {
                let span = self.push_surface(form, space_after);
                self.range = Some(OpenRange { span, first: first - 1, last: last - 1, space_after });
                Ok(())
            }
            _ => self.error(format!("bad range {first}-{last} before word {expected}")),
        }
    }

    fn word(&mut self, form: &str, space_after: bool) {
        let index = self.sentence.tokens.len();
        match self.range.take() {
            None => {
                let span = self.push_surface(form, space_after);
                self.push_word(form, span, space_after, Contraction::None);
            }
            Some(range) => {
                let words = (range.last - range.first + 1) as u8;
                let place = if index == range.first { Contraction::First { words } } else { Contraction::Rest };
                self.push_word(form, range.span, range.space_after, place);
                if index < range.last {
                    self.range = Some(range);
                }
            }
        }
    }

    fn push_surface(&mut self, form: &str, space_after: bool) -> Span {
        if self.space_before && !self.out.text.is_empty() {
            self.out.text.push(' ');
        }
        let start = self.out.text.len();
        self.out.text.push_str(form);
        self.space_before = space_after;
        Span::new(start, self.out.text.len())
    }

    fn push_word(&mut self, form: &str, span: Span, space_after: bool, contraction: Contraction) {
        let form = segment::form(form);
        self.lines.push(self.line);
        self.sentence.tokens.push(Token { span, form, space_after, contraction, ..Token::default() });
    }

    fn finish_sentence(&mut self) -> Result<(), ConlluError> {
        if let Some(range) = &self.range {
            return self.error(format!("the range that starts at word {} is not complete", range.first + 1));
        }
        let length = self.sentence.tokens.len();
        for (index, token) in self.sentence.tokens.iter().enumerate() {
            let outside = token.head.is_some_and(|head| head as usize >= length);
            if outside || token.head == Some(index as u32) {
                let message = format!("word {} has a head outside the sentence or itself as head", index + 1);
                return Err(ConlluError { line: self.lines[index], message });
            }
        }
        if let Some(index) = word_in_cycle(&self.sentence) {
            let message = format!("the heads above word {} form a cycle", index + 1);
            return Err(ConlluError { line: self.lines[index], message });
        }
        self.close_sentence();
        Ok(())
    }

    fn close_sentence(&mut self) {
        let tokens = &self.sentence.tokens;
        if let (Some(first), Some(last)) = (tokens.first(), tokens.last()) {
            self.sentence.span = first.span.cover(last.span);
            self.sentence.language = self.language;
            self.out.sentences.push(std::mem::take(&mut self.sentence));
            self.out.comments.push(std::mem::take(&mut self.comments));
            self.lines.clear();
        }
    }
}

/// A word from which following heads never ends, in linear time.
fn word_in_cycle(sentence: &Sentence) -> Option<usize> {
    // 0: not seen; otherwise 1 + the word whose walk has been here first.
    let mut seen = vec![0usize; sentence.tokens.len()];
    for start in 0..seen.len() {
        let mut word = start;
        while seen[word] == 0 {
            seen[word] = start + 1;
            match sentence.tokens[word].head {
                Some(head) => word = head as usize,
                None => break,
            }
            if seen[word] == start + 1 {
                return Some(word);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SAMPLE: &str = "# sent_id = 1\n\
        1\tElle\tlui\tPRON\t_\tGender=Fem|Number=Sing|Person=3\t2\tnsubj\t_\t_\n\
        2\trevient\trevenir\tVERB\t_\tMood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin\t0\troot\t_\t_\n\
        3-4\tdu\t_\t_\t_\t_\t_\t_\t_\t_\n\
        3\tde\tde\tADP\t_\t_\t5\tcase\t_\t_\n\
        4\tle\tle\tDET\t_\tDefinite=Def|Gender=Masc|Number=Sing\t5\tdet\t_\t_\n\
        5\tport\tport\tNOUN\t_\tGender=Masc|Number=Sing\t2\tobl:arg\t_\tSpaceAfter=No\n\
        6\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_\n\n";

    #[test]
    fn a_treebank_reads_back_unchanged() {
        let bank = Treebank::parse(SAMPLE, Language::French).unwrap();
        assert_eq!(bank.text, "Elle revient du port.");
        assert_eq!(bank.to_conllu(), SAMPLE);
        let words = &bank.sentences[0].tokens;
        assert_eq!(words[2].contraction, Contraction::First { words: 2 });
        assert_eq!(words[3].span.of(&bank.text), "du");
        assert_eq!(words[4].head, Some(1));
        assert_eq!(words[1].deprel, Deprel::ROOT);
    }

    #[test]
    fn paragraphs_become_zones() {
        let two = format!("{SAMPLE}# newpar\n{SAMPLE}");
        let document = read_document(&two, Language::French).unwrap();
        assert_eq!(document.text(), "Elle revient du port.\nElle revient du port.");
        let zones: Vec<usize> = document.sentences.iter().map(|sentence| sentence.zone).collect();
        assert_eq!(zones, [0, 1]);
        assert!(write_document(&document).contains("# text = Elle revient du port.\n"));
    }

    #[test]
    fn typographic_characters_stay_in_the_text_only() {
        let bank = Treebank::parse_tokens("«\nl’\nair\n»\n\nFin\n", Language::French);
        assert_eq!(bank.text, "« l’ air » Fin");
        let forms: Vec<&str> = bank.sentences[0].tokens.iter().map(|token| token.form.as_str()).collect();
        assert_eq!(forms, ["\"", "l'", "air", "\""]);
        assert!(bank.to_conllu().starts_with("1\t«\t"));
        assert_eq!(bank.sentences.len(), 2);
        let guessed = Treebank::parse_pretokenized("#\nair\n", Language::French).unwrap();
        assert_eq!(guessed.sentences[0].tokens.len(), 2);
        assert_eq!(Treebank::parse_pretokenized(SAMPLE, Language::French).unwrap().sentences[0].tokens.len(), 6);
    }

    #[test]
    fn names_are_written_as_iob2() {
        let mut bank = Treebank::parse_tokens("À\nLa\nHaye\n", Language::French);
        bank.sentences[0].names.push(crate::doc::NameSpan { words: 1..3, kind: NameKind::Location });
        assert_eq!(bank.to_bio(), "À\tO\nLa\tB-LOC\nHaye\tI-LOC\n\n");
    }

    #[test]
    fn faults_are_named_with_their_line() {
        let line = |conllu: &str| Treebank::parse(conllu, Language::French).unwrap_err().line;
        assert_eq!(line("1\ta\n"), 1);
        assert_eq!(line(&SAMPLE.replace("\t5\tcase", "\t9\tcase")), 5);
        assert_eq!(line(&SAMPLE.replace("\t5\tdet", "\t4\tdet")), 6);
        assert_eq!(line(&SAMPLE.replace("VERB", "VB")), 3);
        assert_eq!(line(&SAMPLE.replace("3-4", "3-9")), 9);
        let cycle = SAMPLE.replace("\t0\troot", "\t1\tx");
        assert!(Treebank::parse(&cycle, Language::French).unwrap_err().message.contains("cycle"));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "([0-9.\\-]{0,4}\t?(a|_|é|\t|#|\n| |NOUN){0,20}\n?){0,12}") {
            if let Ok(bank) = Treebank::parse(&text, Language::English) {
                let again = Treebank::parse(&bank.to_conllu(), Language::English).unwrap();
                prop_assert_eq!(again.sentences.len(), bank.sentences.len());
            }
        }
    }
}
