//! Orders that the trainer has not carried out, merged if the result is the same.

use std::collections::VecDeque;
use std::sync::Arc;

use super::merge::{is_near, merge, weight};
use super::status::{Pace, Playback};
use crate::session::{Built, Command, Recipe, Request};
use crate::settings::Speed;

/// A request to the trainer.
#[derive(Debug, Clone, PartialEq)]
pub enum Order {
    /// A command for the session.
    Session(Command),
    /// A new pace of training.
    Pace(Pace),
    /// Begin the built run: the host's answer to [`Tick::Build`](super::Tick::Build), which is not counted as an order.
    Begin(Arc<Recipe>, Arc<Built>),
}

impl Order {
    /// Returns whether the order leads at most one step or phase forward or back.
    pub fn is_near(&self) -> bool {
        match self {
            Self::Session(command) => is_near(command),
            Self::Pace(_) => true,
            Self::Begin(..) => false,
        }
    }

    fn weight(&self) -> u64 {
        if let Self::Session(command) = self { weight(command) } else { 0 }
    }
}

/// An order taken from the queue.
#[derive(Debug, Clone, PartialEq)]
pub struct Taken {
    /// The order.
    pub order: Order,
    /// How many orders it stands for, including dropped ones before it.
    pub count: u64,
}

/// The source of the trainer's orders: the [`Queue`] itself, or one shared with another thread.
pub trait Inbox {
    /// Takes the next order. A command waits until `may` allows it to begin, and those behind it wait, too.
    fn take(&mut self, may: impl Fn(&Command) -> bool) -> Option<Taken>;
}

/// Orders that are not done. Commands wait in line; of playback, speed and look, only the newest order counts.
#[derive(Debug, Default)]
pub struct Queue {
    playback: Option<(Playback, u64)>,
    speed: Option<(Speed, u64)>,
    look: Option<(Request, u64)>,
    built: VecDeque<(Arc<Recipe>, Arc<Built>)>,
    commands: VecDeque<(Command, u64)>,
    taken: u64,
    /// Orders taken but not acknowledged, each as the number of orders taken up to it, and its weight.
    begun: Vec<(u64, u64)>,
}

impl Queue {
    /// The maximum number of waiting commands; more than this means that a key is being held down.
    pub const MOST: usize = 256;

    /// Takes in an order. Returns false if it was refused because too many commands wait.
    pub fn push(&mut self, order: Order) -> bool {
        match order {
            Order::Pace(Pace::Playback(playback)) => replace(&mut self.playback, playback),
            Order::Pace(Pace::Speed(speed)) => replace(&mut self.speed, speed),
            Order::Session(Command::Look(request)) => replace(&mut self.look, request),
            Order::Session(Command::Stay) => self.give_up(),
            Order::Session(command) => return self.push_command(command),
            Order::Begin(recipe, built) => self.built.push_back((recipe, built)),
        }
        true
    }

    fn push_command(&mut self, command: Command) -> bool {
        let is_back_again =
            matches!(self.commands.back(), Some((Command::StepBack, _))) && command == Command::StepBack;
        // After a step back, the run is at the start of a step.
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

    /// Drops all waiting commands, and stops a walk that is going on.
    fn give_up(&mut self) {
        let dropped: u64 = self.commands.drain(..).map(|(_, count)| count).sum();
        self.commands.push_back((Command::Stay, dropped + 1));
    }

    /// Returns how many steps, phases and other commands are still to be done after `acknowledged` orders.
    pub fn to_go(&mut self, acknowledged: u64) -> u64 {
        self.begun.retain(|(until, _)| *until > acknowledged);
        let waiting: u64 = self.commands.iter().map(|(command, _)| weight(command)).sum();
        waiting + self.begun.iter().map(|(_, to_go)| to_go).sum::<u64>()
    }
}

impl Inbox for Queue {
    fn take(&mut self, may: impl Fn(&Command) -> bool) -> Option<Taken> {
        let playback = self.playback.take().map(|(playback, count)| (Order::Pace(Pace::Playback(playback)), count));
        let speed = || self.speed.take().map(|(speed, count)| (Order::Pace(Pace::Speed(speed)), count));
        let look = || self.look.take().map(|(request, count)| (Order::Session(Command::Look(request)), count));
        let built = || self.built.pop_front().map(|(recipe, built)| (Order::Begin(recipe, built), 0));
        let command = || {
            self.commands.front().filter(|(next, _)| may(next))?;
            self.commands.pop_front().map(|(command, count)| (Order::Session(command), count))
        };
        // A new run comes last, so that an order to give it up that arrives at the same time takes effect first.
        let (order, count) = playback.or_else(speed).or_else(look).or_else(command).or_else(built)?;
        self.taken += count;
        if order.weight() > 0 {
            self.begun.push((self.taken, order.weight()));
        }
        Some(Taken { order, count })
    }
}

fn replace<T>(place: &mut Option<(T, u64)>, newest: T) {
    let count = place.take().map_or(0, |(_, count)| count);
    *place = Some((newest, count + 1));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::{Position, Setting};

    fn queue(commands: &[Command]) -> Queue {
        let mut queue = Queue::default();
        for command in commands {
            assert!(queue.push(Order::Session(command.clone())));
        }
        queue
    }

    fn taken(queue: &mut Queue, is_under_way: bool) -> Vec<(Order, u64)> {
        let may = |command: &Command| !is_under_way || !command.depends_on_position();
        std::iter::from_fn(|| queue.take(may)).map(|taken| (taken.order, taken.count)).collect()
    }

    fn commands(list: &[Command]) -> Vec<(Command, u64)> {
        let command = |(order, count)| if let Order::Session(command) = order { (command, count) } else { panic!() };
        taken(&mut queue(list), false).into_iter().map(command).collect()
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
        let mut queue = queue(&[Command::Step, Command::Step, set(0.5), set(0.2), Command::Step]);
        assert_eq!(queue.to_go(0), 5);
        assert_eq!(taken(&mut queue, true), [(Order::Session(Command::Steps(2)), 2)], "the change waits for arrival");
        let rest = [(Order::Session(set(0.5)), 1), (Order::Session(set(0.2)), 1), (Order::Session(Command::Step), 1)];
        assert_eq!(taken(&mut queue, false), rest);
    }

    #[test]
    fn pausing_waits_for_nothing_and_only_the_newest_counts() {
        let mut queue = queue(&[Command::Step]);
        let looks = [1, 2, 3].map(|index| {
            let example = crate::session::ExampleId { index, ..Default::default() };
            Order::Session(Command::Look(Request { example, ..Request::default() }))
        });
        for look in &looks {
            assert!(queue.push(look.clone()));
        }
        for playback in [Playback::Paused, Playback::Running, Playback::Paused] {
            assert!(queue.push(Order::Pace(Pace::Playback(playback))));
        }
        let newest = [
            (Order::Pace(Pace::Playback(Playback::Paused)), 3),
            (looks[2].clone(), 3),
            (Order::Session(Command::Step), 1),
        ];
        assert_eq!(taken(&mut queue, false), newest);
    }

    #[test]
    fn giving_up_drops_every_command_and_counts_it_as_done() {
        let mut queue = queue(&[Command::Step, Command::Reset, Command::Step, Command::Stay]);
        assert_eq!(queue.to_go(0), 0);
        assert_eq!(taken(&mut queue, true), [(Order::Session(Command::Stay), 4)]);
    }

    #[test]
    fn what_waits_is_bounded_and_nothing_is_lost_from_the_count() {
        let mut queue = Queue::default();
        let pairs = Queue::MOST as u64;
        let mut refused = 0;
        for _ in 0..pairs {
            for command in [Command::Step, Command::Reset] {
                refused += u64::from(!queue.push(Order::Session(command)));
            }
        }
        assert_eq!(refused, pairs);
        assert_eq!(taken(&mut queue, false).iter().map(|(_, count)| count).sum::<u64>(), 2 * pairs);
    }
}
