//! The overlay of settings: what changes at once, what needs a new run, what is refused; by keys, from frames.

mod at_once;
mod new_run;
mod refused;
mod shown;

use crate::common::frame::Frame;
use crate::common::lecture::{Lecture, WIDE};
use mlp_tui::ui::Field;

/// Opens the overlay, if it is not open, and goes to the line of the setting called `name`.
fn choose<'a>(lecture: &'a mut Lecture, name: &str) -> &'a mut Lecture {
    if lecture.app.overlay_name() != Some("settings") {
        lecture.keys("t");
    }
    let line = Field::ALL.iter().position(|field| field.name() == name).expect("a setting has this name");
    lecture.keys(&format!("Home j×{line}"))
}

/// Types `value` for the setting called `name`.
fn set<'a>(lecture: &'a mut Lecture, name: &str, value: &str) -> &'a mut Lecture {
    choose(lecture, name).keys("Enter").types(value);
    lecture.keys("Enter")
}

/// The words inside the overlay, whatever shows beside it.
fn inside(frame: &Frame) -> String {
    let inside = frame.text().lines().filter_map(|line| Some(line.split_once('┃')?.1.rsplit_once('┃')?.0));
    inside.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

/// The line that is chosen.
fn chosen(frame: &Frame) -> &str {
    let is_chosen = |line: &&str| line.contains('┃') && line.contains('►');
    frame.text().lines().find(is_chosen).unwrap_or_else(|| panic!("no line is chosen:\n{}", frame.text()))
}

/// The same of a wide screen.
fn row(lecture: &Lecture) -> String {
    chosen(&lecture.at(WIDE)).to_owned()
}

/// All of them stand in the chosen line.
#[track_caller]
fn row_shows(lecture: &Lecture, parts: &[&str]) {
    let row = row(lecture);
    assert!(parts.iter().all(|part| row.contains(part)), "{parts:?} in {row}");
}

/// The line that starts a new run, chosen and confirmed.
fn start(lecture: &mut Lecture) -> &mut Lecture {
    lecture.keys("r Enter")
}
