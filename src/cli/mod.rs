//! Arguments → what they mean → the library; messages, progress, exit codes.

mod annotate;
mod arguments;
mod build;
mod convert;
mod export;
mod inspect;
mod messages;
mod output;
mod query;
mod style;
mod view;

use arguments::{Arguments, Command};
use clap::Parser;
use depeche::error::Error;
use messages::Messages;
use std::process::ExitCode;

/// How a command ended, where it did not fail as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Everything was done.
    Done,
    /// Some inputs could not be used; each was named.
    Partial,
}

/// Runs the program. Exit codes: 0 done, 1 nothing usable or some inputs failed, 2 wrong usage.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let messages = Messages::new(arguments.quiet, arguments.verbose);
    let outcome = match &arguments.command {
        Command::Build(options) => build::run(options, &messages),
        Command::Annotate(options) => annotate::run(options),
        Command::Inspect(options) => inspect::run(options),
        Command::Export(options) => export::run(options, &messages),
        Command::Query(options) => query::run(options),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Partial) => ExitCode::from(1),
        // The reader of a pipe has seen enough (`depeche query … | head`).
        Err(error) if error.is_broken_pipe() => ExitCode::SUCCESS,
        Err(error) => {
            messages.error(&error);
            ExitCode::from(if matches!(error, Error::Usage(_)) { 2 } else { 1 })
        }
    }
}
