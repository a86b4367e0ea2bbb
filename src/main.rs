//! The program: parses the command line, runs the front end, reports the error.

use std::io::Write;
use std::process::ExitCode;

use mlp_tui::cli::{self, Task};
use mlp_tui::error::Error;
use mlp_tui::text::Text;
use mlp_tui::{headless, terminal};

fn main() -> ExitCode {
    let text = Text::of(cli::language());
    match cli::parse(text).task().and_then(|task| perform(task, text)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // If stderr is closed, only the exit code reports the error.
            let _ = writeln!(std::io::stderr(), "mlp-tui: {}", error.message(text));
            ExitCode::from(error.exit_code())
        }
    }
}

fn perform(task: Task, text: &'static Text) -> Result<(), Error> {
    match task {
        Task::Watch { run, speed, paused, color, ascii } => {
            let options = cli::TerminalOptions::of(color, ascii, cli::environment)?;
            terminal::watch(run, speed, paused, options, text)
        }
        Task::Train { run, output } => headless::train(&run, &output, text),
        Task::GradientCheck(run) => headless::check_gradients(&run, text),
        Task::Explain { run, question } => headless::explain(&run, &question, text),
        Task::Predict(prediction) => headless::predict(&prediction, text),
        Task::Sweep(sweep) => headless::sweep(&sweep, text),
        Task::Keys => headless::print_keys(text),
        Task::Datasets => headless::list_datasets(text),
        Task::ShowDataset(dataset) => headless::show_dataset(&dataset),
    }
}
