//! What an action may read, and what it may ask for.

use super::canvas::Scene;
use super::component::{Component, Reaction};
use super::effect::{Effect, Host};
use super::shared::Shared;
use super::theme::Theme;
use crate::session::{Command, ExampleId, Position, Snapshot};
use crate::t;
use crate::text::Text;
use crate::ui::kit::cycled;
use crate::ui::pace::{Pace, Playback};

/// The shared state, the run as the screen shows it, and wishes.
pub struct Context<'a> {
    /// State that all screens share.
    pub shared: &'a mut Shared,
    /// The run.
    pub snapshot: &'a Snapshot,
    /// The name of the open screen.
    pub screen: &'static str,
    wishes: Vec<Wish>,
}

/// A request. The app grants it after the action.
pub(super) enum Wish {
    /// Something for the session, the trainer or the host to do.
    Effect(Effect),
    /// Snapshots that contain what is looked at now.
    Look,
    /// Opens the screen with this name.
    Open(&'static str),
    /// Opens the dashboard to show the current example; from there, a key leads back to the screen with this name.
    ShowExample(&'static str),
    /// Opens an overlay over everything.
    Cover(Box<dyn Component>),
    /// Replaces the topmost overlay.
    Replace(Box<dyn Component>),
    /// Closes the topmost overlay.
    Uncover,
    /// Closes all overlays.
    UncoverAll,
}

impl<'a> Context<'a> {
    pub(super) fn new(shared: &'a mut Shared, snapshot: &'a Snapshot, screen: &'static str) -> Self {
        Self { shared, snapshot, screen, wishes: Vec::new() }
    }

    pub(super) fn into_wishes(self) -> Vec<Wish> {
        self.wishes
    }

    /// Returns the table of texts.
    pub fn text(&self) -> &'static Text {
        self.shared.text
    }

    /// Returns the scene of the screen, in the styles of `theme`.
    pub(super) fn scene<'s>(&'s self, theme: &'s Theme) -> Scene<'s> {
        Scene { shared: self.shared, snapshot: self.snapshot, theme }
    }

    fn wish(&mut self, wish: Wish) -> Reaction {
        self.wishes.push(wish);
        Reaction::Done
    }

    fn effect(&mut self, effect: Effect) -> Reaction {
        self.shared.training.count(&effect);
        self.wish(Wish::Effect(effect))
    }

    /// Sends `command` to the session.
    pub fn command(&mut self, command: Command) -> Reaction {
        self.effect(Effect::Session(command))
    }

    /// Asks the trainer for another pace.
    pub fn pace(&mut self, pace: Pace) -> Reaction {
        self.effect(Effect::Pace(pace))
    }

    /// Asks the host to do something.
    pub fn host(&mut self, host: Host) -> Reaction {
        self.effect(Effect::Host(host))
    }

    /// Pauses, so that the destination stays visible, and walks.
    pub fn walk(&mut self, command: Command) -> Reaction {
        self.pace(Pace::Playback(Playback::Paused));
        self.command(command)
    }

    /// Walks to another place. If the screen advances by phases, the current place is marked first, for a return.
    pub fn jump(&mut self, command: Command) -> Reaction {
        if self.shared.training.by_phases {
            self.shared.training.mark = Some(self.snapshot.position);
        }
        self.walk(command)
    }

    /// Goes to a place in time: with a walk within the current step, else with a jump.
    pub fn go_to(&mut self, target: Position) -> Reaction {
        let command = Command::GoTo(target);
        if target.step == self.snapshot.position.step { self.walk(command) } else { self.jump(command) }
    }

    /// Gives up what is going on and what waits.
    pub fn stay(&mut self) -> Reaction {
        let text = self.text();
        match (self.snapshot.target, self.snapshot.check.progress) {
            (_, Some(_)) => {}
            (Some(target), None) => {
                self.say(t!(text, "messages.replay_cancelled", target = target.step));
            }
            (None, None) => {
                self.say(t!(text, "messages.given_up").to_owned());
            }
        }
        self.command(Command::Stay)
    }

    /// Shows `message` in the footer.
    pub fn say(&mut self, message: String) -> Reaction {
        self.shared.notice.say(message);
        Reaction::Done
    }

    /// Says why a key does nothing.
    pub fn refuse(&mut self, reason: impl Into<String>) -> Reaction {
        self.shared.notice.say(reason.into());
        Reaction::Refused
    }

    /// Makes `example` the current one.
    pub fn look_at(&mut self, example: ExampleId) -> Reaction {
        self.shared.look.example = example;
        self.look_again()
    }

    /// Requests snapshots that contain what the screen shows now.
    pub fn look_again(&mut self) -> Reaction {
        self.wish(Wish::Look)
    }

    /// Goes to the next example, or to the previous one if `by` is −1.
    pub fn move_example(&mut self, by: isize) -> Reaction {
        let ExampleId { part, index } = self.shared.look.example;
        let examples = part.of(self.snapshot.problem()).map_or(1, |examples| examples.labels.len());
        self.look_at(ExampleId { part, index: cycled(index, by, examples) })
    }

    /// Goes to the next misclassified training example.
    pub fn next_misclassified(&mut self) -> Reaction {
        let Some(evaluation) = &self.snapshot.measured.evaluation else {
            return self.refuse(t!(self.text(), "predictions.nothing_yet"));
        };
        match self.shared.look.next_of(&evaluation.misclassified) {
            Some(example) => self.look_at(example),
            None => self.refuse(t!(self.text(), "messages.all_correct")),
        }
    }

    /// Opens `screen` and closes all overlays.
    pub fn open(&mut self, screen: &'static str) -> Reaction {
        self.wish(Wish::Open(screen))
    }

    /// Opens the dashboard to show the current example; from there, a key leads back to the screen `from`.
    pub fn show_example(&mut self, from: &'static str) -> Reaction {
        self.wish(Wish::ShowExample(from))
    }

    /// Opens `overlay` over everything.
    pub fn cover(&mut self, overlay: impl Component + 'static) -> Reaction {
        self.wish(Wish::Cover(Box::new(overlay)))
    }

    /// Replaces the topmost overlay, if any, by `overlay`.
    pub fn replace(&mut self, overlay: impl Component + 'static) -> Reaction {
        self.wish(Wish::Replace(Box::new(overlay)))
    }

    /// Closes the topmost overlay.
    pub fn uncover(&mut self) -> Reaction {
        self.wish(Wish::Uncover)
    }

    /// Closes all overlays.
    pub fn uncover_all(&mut self) -> Reaction {
        self.wish(Wish::UncoverAll)
    }
}
