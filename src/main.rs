//! The command line of depeche. Everything that it does can be done with the library.

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
