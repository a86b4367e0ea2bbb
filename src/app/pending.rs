//! What was asked of the trainer and is not begun: in order, with as little of it as comes to the same.

use std::collections::VecDeque;

use super::Playback;
use super::speed::Speed;
use crate::session::{Command, Request};
use crate::ui::{Effect, Pace};

/// Effects that are carried out as one.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    /// What is to be done.
    pub effect: Effect,
    /// How many effects it stands for, with those that were dropped before it.
    pub count: u64,
}

/// What is not begun. Whether training goes on, how fast, and what is looked at does not wait behind the commands, and
/// only the newest of each counts.
#[derive(Debug, Default)]
pub struct Pending {
    playback: Option<(Playback, u64)>,
    speed: Option<(Speed, u64)>,
    look: Option<(Request, u64)>,
    commands: VecDeque<(Command, u64)>,
}

impl Pending {
    /// The most commands that wait: with more, somebody leans on the keyboard.
    pub const MOST: usize = 256;

    /// Takes in what was asked for; false where so much waits that it is refused.
    pub fn push(&mut self, effect: Effect) -> bool {
        match effect {
            Effect::Pace(Pace::Playback(playback)) => replace(&mut self.playback, playback),
            Effect::Pace(Pace::Speed(speed)) => replace(&mut self.speed, speed),
            Effect::Session(Command::Look(request)) => replace(&mut self.look, request),
            Effect::Session(Command::Stay) => self.give_up(),
            Effect::Session(command) => return self.push_command(command),
            Effect::Host(_) => {}
        }
        true
    }

    fn push_command(&mut self, command: Command) -> bool {
        let is_back_again =
            matches!(self.commands.back(), Some((Command::StepBack, _))) && command == Command::StepBack;
        // Whoever went back a step stands at the start of one.
        let command = if is_back_again { Command::Steps(-1) } else { command };
        let last = self.commands.back_mut();
        if let Some((merged, (last, count))) = last.and_then(|last| Some((merge(&last.0, &command)?, last))) {
            (*last, *count) = (merged, *count + 1);
            return true;
        }
        let has_room = self.commands.len() < Self::MOST;
        if has_room {
            self.commands.push_back((command, 1));
        } else if let Some((_, count)) = self.commands.back_mut() {
            *count += 1;
        }
        has_room
    }

    /// Gives up every command, and the walk that goes on.
    fn give_up(&mut self) {
        let dropped: u64 = self.commands.drain(..).map(|(_, count)| count).sum();
        self.commands.push_back((Command::Stay, dropped + 1));
    }

    /// What is to be done next. A command waits until it `may` begin, and those behind it wait with it.
    pub fn take(&mut self, may: impl Fn(&Command) -> bool) -> Option<Order> {
        let playback = self.playback.take().map(|(playback, count)| (Effect::Pace(Pace::Playback(playback)), count));
        let speed = || self.speed.take().map(|(speed, count)| (Effect::Pace(Pace::Speed(speed)), count));
        let look = || self.look.take().map(|(request, count)| (Effect::Session(Command::Look(request)), count));
        let (effect, count) = playback.or_else(speed).or_else(look).or_else(|| {
            self.commands.front().filter(|(next, _)| may(next))?;
            let (command, count) = self.commands.pop_front()?;
            Some((Effect::Session(command), count))
        })?;
        Some(Order { effect, count })
    }

    /// How much there is to do: steps, phases and other commands.
    pub fn to_go(&self) -> u64 {
        self.commands.iter().map(|(command, _)| weight(command)).sum()
    }
}

impl Order {
    /// Whether it leads to the next step or phase, or the one before, at most.
    pub fn is_near(&self) -> bool {
        let Effect::Session(command) = &self.effect else { return true };
        let is_one = in_steps(command).or(in_phases(command)).is_some_and(|by| by.abs() == 1);
        is_one || matches!(command, Command::StepBack | Command::Look(_))
    }

    /// How much there is to do of it.
    pub fn to_go(&self) -> u64 {
        if let Effect::Session(command) = &self.effect { weight(command) } else { 0 }
    }
}

fn replace<T>(place: &mut Option<(T, u64)>, newest: T) {
    let count = place.take().map_or(0, |(_, count)| count);
    *place = Some((newest, count + 1));
}

fn weight(command: &Command) -> u64 {
    match command {
        Command::Steps(by) | Command::Phases(by) => by.unsigned_abs(),
        Command::Stay | Command::Look(_) => 0,
        _ => 1,
    }
}

/// One command that does what two in a row do, where there is one.
fn merge(first: &Command, second: &Command) -> Option<Command> {
    let sum = |one: i64, other: i64| (one.signum() == other.signum()).then(|| one.saturating_add(other));
    match (first, second) {
        // From the start of a step, a step back is a step less; from within it, it only leads to that start.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Position, Setting};

    fn pending(commands: &[Command]) -> Pending {
        let mut pending = Pending::default();
        for command in commands {
            assert!(pending.push(Effect::Session(command.clone())));
        }
        pending
    }

    fn taken(pending: &mut Pending, is_under_way: bool) -> Vec<(Effect, u64)> {
        let may = |command: &Command| !is_under_way || !command.is_of_the_place();
        std::iter::from_fn(|| pending.take(may)).map(|order| (order.effect, order.count)).collect()
    }

    fn commands(list: &[Command]) -> Vec<(Command, u64)> {
        let effect = |(effect, count)| if let Effect::Session(command) = effect { (command, count) } else { panic!() };
        taken(&mut pending(list), false).into_iter().map(effect).collect()
    }

    #[test]
    fn steps_in_a_row_are_one_walk() {
        use Command::{GoTo, Phase, PhaseBack, Phases, Step, StepBack, Steps};
        assert_eq!(commands(&[Step, Step, Steps(10), Step]), [(Steps(13), 4)]);
        assert_eq!(commands(&[Phase, Phase, Step]), [(Phases(2), 2), (Step, 1)]);
        assert_eq!(commands(&[PhaseBack, PhaseBack]), [(Phases(-2), 2)]);
        assert_eq!(commands(&[Steps(-10), StepBack, StepBack]), [(Steps(-12), 3)]);
        assert_eq!(commands(&[Steps(-10), Step]), [(Steps(-10), 1), (Step, 1)], "from step 3 these lead to 1");
        let at = |step| GoTo(Position { step, phase: 0 });
        assert_eq!(commands(&[at(7), at(900), at(0)]), [(at(0), 3)]);
    }

    #[test]
    fn steps_back_in_a_row_are_few_commands() {
        let back = commands(&[Command::StepBack, Command::StepBack, Command::StepBack, Command::StepBack]);
        assert_eq!(back, [(Command::StepBack, 1), (Command::Steps(-3), 3)]);
    }

    #[test]
    fn a_change_stays_where_it_was_made() {
        let set = |rate| Command::Set(Setting::LearningRate(rate));
        let mut pending = pending(&[Command::Step, Command::Step, set(0.5), set(0.2), Command::Step]);
        assert_eq!(pending.to_go(), 5);
        assert_eq!(
            taken(&mut pending, true),
            [(Effect::Session(Command::Steps(2)), 2)],
            "the change waits for arrival"
        );
        let rest =
            [(Effect::Session(set(0.5)), 1), (Effect::Session(set(0.2)), 1), (Effect::Session(Command::Step), 1)];
        assert_eq!(taken(&mut pending, false), rest);
    }

    #[test]
    fn pausing_waits_for_nothing_and_only_the_newest_counts() {
        let mut pending = pending(&[Command::Step]);
        let looks = [1, 2, 3].map(|index| {
            let example = crate::session::ExampleId { index, ..Default::default() };
            Effect::Session(Command::Look(Request { example, ..Request::default() }))
        });
        for look in &looks {
            assert!(pending.push(look.clone()));
        }
        for playback in [Playback::Paused, Playback::Running, Playback::Paused] {
            assert!(pending.push(Effect::Pace(Pace::Playback(playback))));
        }
        let newest = [
            (Effect::Pace(Pace::Playback(Playback::Paused)), 3),
            (looks[2].clone(), 3),
            (Effect::Session(Command::Step), 1),
        ];
        assert_eq!(taken(&mut pending, false), newest);
    }

    #[test]
    fn giving_up_drops_every_command_and_counts_it_as_done() {
        let mut pending = pending(&[Command::Step, Command::Reset, Command::Step, Command::Stay]);
        assert_eq!(pending.to_go(), 0);
        assert_eq!(taken(&mut pending, true), [(Effect::Session(Command::Stay), 4)]);
    }

    #[test]
    fn what_waits_is_bounded_and_nothing_is_lost_from_the_count() {
        let mut pending = Pending::default();
        let pairs = Pending::MOST as u64;
        let mut refused = 0;
        for _ in 0..pairs {
            for command in [Command::Step, Command::Reset] {
                refused += u64::from(!pending.push(Effect::Session(command)));
            }
        }
        assert_eq!(refused, pairs);
        assert_eq!(taken(&mut pending, false).iter().map(|(_, count)| count).sum::<u64>(), 2 * pairs);
    }
}
