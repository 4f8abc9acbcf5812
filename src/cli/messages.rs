//! What is said on standard error: errors, notes, progress.

use super::style::Style;
use depeche::error::Error;
use std::io::{IsTerminal, Write};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Progress is shown from here on: short work needs none.
const PATIENCE: Duration = Duration::from_secs(1);
const REFRESH: Duration = Duration::from_millis(100);

/// Standard error with the user's choice of how much to hear. Failing to write there is no reason to stop.
pub struct Messages {
    quiet: bool,
    verbose: bool,
    style: Style,
}

impl Messages {
    /// `quiet` leaves only errors, `verbose` adds details.
    pub fn new(quiet: bool, verbose: bool) -> Self {
        Messages { quiet, verbose, style: Style::for_stream(&std::io::stderr()) }
    }

    /// Something went wrong; the work may go on.
    pub fn error(&self, error: &Error) {
        self.say(&format!("{} {error}", self.style.red("error:")));
    }

    /// Something that the user should know.
    pub fn note(&self, text: &str) {
        if !self.quiet {
            self.say(text);
        }
    }

    /// Something that only some users want to know.
    pub fn detail(&self, text: &str) {
        if self.verbose {
            self.say(text);
        }
    }

    /// A progress line for work on `total` things; shown only on a terminal, and only if it takes long.
    pub fn progress(&self, total: usize) -> Progress {
        let shown = !self.quiet && std::io::stderr().is_terminal();
        Progress { shown, total, started: Instant::now(), state: Mutex::default() }
    }

    fn say(&self, text: &str) {
        let mut stream = std::io::stderr().lock();
        let _ = writeln!(stream, "{text}");
    }
}

/// Counts finished things on one line of the terminal.
pub struct Progress {
    shown: bool,
    total: usize,
    started: Instant,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    done: usize,
    last: Option<Instant>,
}

impl Progress {
    /// One more is finished. Called from any thread.
    pub fn advance(&self) {
        let Ok(mut state) = self.state.lock() else { return };
        state.done += 1;
        let recent = state.last.is_some_and(|last| last.elapsed() < REFRESH);
        if self.shown && !recent && self.started.elapsed() >= PATIENCE {
            state.last = Some(Instant::now());
            let _ = write!(std::io::stderr(), "\r\x1b[K{} of {} documents", state.done, self.total);
        }
    }

    /// Removes the line.
    pub fn clear(&self) {
        let Ok(mut state) = self.state.lock() else { return };
        if state.last.take().is_some() {
            let _ = write!(std::io::stderr(), "\r\x1b[K");
        }
    }

    /// Time since the work began.
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }
}
