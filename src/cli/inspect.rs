//! `depeche inspect`: an article in the terminal.

use super::Outcome;
use super::arguments::InspectArguments;
use super::output::to_stdout;
use super::style::{Style, harmless, one_line};
use super::view::View;
use depeche::Pipeline;
use depeche::doc::{Article, Language, ZoneKind};
use depeche::error::{Error, Result};
use depeche::read;
use std::io::{self, Write};
use std::slice;

/// Shows the article and what is found in it.
///
/// # Errors
/// A file that cannot be read; a folder.
pub fn run(arguments: &InspectArguments) -> Result<Outcome> {
    if arguments.file.is_dir() {
        return Err(Error::Usage(format!("{}: inspect shows one file, not a folder", arguments.file.display())));
    }
    let (inputs, errors) = read::inputs(slice::from_ref(&arguments.file));
    if let Some(error) = errors.into_iter().next() {
        return Err(error);
    }
    let style = Style::for_stream(&io::stdout());
    let pipeline = Pipeline::new()?;
    for input in inputs {
        let annotated = pipeline.annotate(input.load()?);
        let fragment = depeche::extract::extract(&annotated, pipeline.knowledge());
        let graph = pipeline.graph(&[fragment])?;
        let view = View { graph: &graph, language: arguments.labels.into(), style };
        to_stdout(|out| {
            write_metadata(out, &annotated.article, style)?;
            write_zones(out, &annotated.article, style)?;
            view.whole_graph(out)
        })?;
    }
    Ok(Outcome::Done)
}

fn write_metadata(out: &mut dyn Write, article: &Article, style: Style) -> io::Result<()> {
    let metadata = &article.metadata;
    let title = metadata.title.as_deref().unwrap_or(&article.source.id);
    writeln!(out, "{}", style.bold(&one_line(title)))?;
    let facts = [
        ("date", metadata.date.as_deref()),
        ("outlet", metadata.outlet.as_deref()),
        ("agency", metadata.agency.as_deref()),
        ("author", metadata.author.as_deref()),
        ("link", metadata.link.as_deref()),
        ("language", Some(article.language.code())),
        ("encoding", Some(article.source.encoding)),
    ];
    for (name, value) in facts {
        if let Some(value) = value {
            writeln!(out, "{} {}", style.dim(&format!("{name:>9}")), one_line(value))?;
        }
    }
    writeln!(out)
}

fn write_zones(out: &mut dyn Write, article: &Article, style: Style) -> io::Result<()> {
    for zone in &article.zones {
        let text = zone.span.of(&article.source.text);
        let read = zone.kind.is_read() && zone.language != Language::Other;
        let label = format!("{:>9} {}", name(zone.kind), zone.language.code());
        let shown = match zone.kind {
            ZoneKind::Headline => style.bold(&harmless(text)),
            _ if read => harmless(text),
            _ => style.dim(&harmless(text)),
        };
        writeln!(out, "{}  {shown}", style.cyan(&label))?;
    }
    writeln!(out)
}

fn name(kind: ZoneKind) -> &'static str {
    match kind {
        ZoneKind::Prose => "prose",
        ZoneKind::Headline => "headline",
        ZoneKind::Intertitle => "heading",
        ZoneKind::Caption => "caption",
        ZoneKind::Advertisement => "ad",
        ZoneKind::Related => "related",
        ZoneKind::SourceLine => "source",
        ZoneKind::Markup => "markup",
    }
}
