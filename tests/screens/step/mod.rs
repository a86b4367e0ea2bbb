//! The Step screen, driven by its keys and read off its frames.

mod breaks;
mod equations;
mod keys;
mod moves;

use crate::common::lecture::Lecture;
use crate::common::session;
use mlp_tui::session::{Phase, Session, Settings};

/// The lecture on its Step screen.
fn lecture(session: Session, step: u64) -> Lecture {
    Lecture::on(session).at_step(step).after("s")
}

fn spiral(settings: Settings) -> Lecture {
    lecture(session("spiral", settings), 0)
}

fn blackboard(step: u64) -> Lecture {
    Lecture::blackboard().at_step(step).after("s")
}

fn phase_of(lecture: &Lecture) -> Phase {
    lecture.snapshot.open.as_ref().expect("the step is laid open").phase()
}

fn walk_to(lecture: &mut Lecture, phase: Phase) -> &mut Lecture {
    while phase_of(lecture) != phase {
        lecture.keys("Right");
    }
    lecture
}
