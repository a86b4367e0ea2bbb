//! Which consecutive commands can be merged into one.

use crate::session::Command;

/// Returns one command with the same effect as both, if there is one.
pub(super) fn merge(first: &Command, second: &Command) -> Option<Command> {
    let sum = |one: i64, other: i64| (one.signum() == other.signum()).then(|| one.saturating_add(other));
    match (first, second) {
        // After steps back, the run is at the start of a step, from where `StepBack` is one step.
        (Command::Steps(by), Command::StepBack) if *by < 0 => Some(Command::Steps(by.saturating_sub(1))),
        (Command::GoTo(_), Command::GoTo(target)) => Some(Command::GoTo(*target)),
        (Command::Compare(_), Command::Compare(number)) => Some(Command::Compare(*number)),
        (Command::CheckGradients, Command::CheckGradients) => Some(Command::CheckGradients),
        _ => match (in_steps(first), in_steps(second), in_phases(first), in_phases(second)) {
            (Some(one), Some(other), ..) => sum(one, other).map(Command::Steps),
            (.., Some(one), Some(other)) => sum(one, other).map(Command::Phases),
            _ => None,
        },
    }
}

/// Returns whether the command leads at most one step or phase forward or back.
pub(super) fn is_near(command: &Command) -> bool {
    let is_one = in_steps(command).or(in_phases(command)).is_some_and(|by| by.abs() == 1);
    is_one || matches!(command, Command::StepBack | Command::Look(_))
}

/// Returns how much work the command is: its number of steps or phases, or 1 for most other commands.
pub(super) fn weight(command: &Command) -> u64 {
    match command {
        Command::Steps(by) | Command::Phases(by) => by.unsigned_abs(),
        Command::Stay | Command::Look(_) => 0,
        _ => 1,
    }
}

fn in_steps(command: &Command) -> Option<i64> {
    match command {
        Command::Step => Some(1),
        Command::Steps(by) => Some(*by),
        _ => None,
    }
}

fn in_phases(command: &Command) -> Option<i64> {
    match command {
        Command::Phase => Some(1),
        Command::PhaseBack => Some(-1),
        Command::Phases(by) => Some(*by),
        _ => None,
    }
}
