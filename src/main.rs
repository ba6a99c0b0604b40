use std::process::ExitCode;

fn main() -> ExitCode {
    hamkor::cli::run(std::env::args_os())
}
