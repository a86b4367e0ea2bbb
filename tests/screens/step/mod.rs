//! The Step screen, driven by its keys and read off its frames.

mod breaks;
mod equations;
mod keys;
mod moves;

use crate::common::lecture::Lecture;
use crate::common::session;
use mlp_tui::session::{Phase, Position, Preset, Session, Settings};

fn at_step(mut session: Session, step: u64) -> Session {
    session.go_to(Position { step, phase: 0 });
    session.evaluate();
    session
}

/// The lecture on its Step screen.
fn lecture(session: Session) -> Lecture {
    Lecture::on(session).after("s")
}

fn spiral(settings: Settings) -> Lecture {
    lecture(session("spiral", settings))
}

fn blackboard(step: u64) -> Lecture {
    lecture(at_step(session("blackboard", Preset::Blackboard.settings()), step))
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
