//! What is printed once the terminal is given back: the command that reproduces the run.

use std::io::{self, Write};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::session::Snapshot;
use crate::settings::{options_from, spelt};
use crate::t;
use crate::text::command_line;
use crate::ui::App;

/// How long the terminal may take to accept the text; one that no longer reads must not delay the exit.
const PATIENCE: Duration = Duration::from_millis(300);

pub(super) fn say(words: String) {
    let (sender, done) = mpsc::channel();
    thread::spawn(move || {
        // If the terminal is gone, no one can read the text.
        let _ = writeln!(io::stdout(), "{words}");
        let _ = sender.send(());
    });
    let _ = done.recv_timeout(PATIENCE);
}

/// Returns what is printed on leaving: the command that reproduces the run, and how many changes it omits.
pub fn farewell(app: &App, snapshot: &Snapshot) -> String {
    let (recipe, step) = (snapshot.setup.own_recipe(), snapshot.position.step);
    let file = app.shared.saved.kept.as_ref().and_then(|kept| kept.file_of(snapshot));
    let of_file = file.and_then(|file| Some((file, options_from(&recipe, &file.recipe)?)));
    let (mut options, left_out, leads_to) = match of_file {
        Some((file, others)) => {
            let options: Vec<_> = [("changes", file.name.clone())].into_iter().chain(others).collect();
            (options, 0, file.step)
        }
        None => (spelt(&recipe), snapshot.changes.list().len(), None),
    };
    if leads_to != Some(step) {
        options.push(("steps", step.to_string().into()));
    }
    let command = command_line(options.iter().map(|(name, value)| (*name, &**value)));
    let mut words = t!(app.shared.text, "saving.again", command = command);
    if left_out > 0 {
        words += "\n";
        words += &t!(app.shared.text, "saving.left_out", count = left_out);
    }
    words
}
