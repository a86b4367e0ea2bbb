//! What a binding may read, and what it may ask for.

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

/// What all screens share, the run as the screen shows it, and wishes.
pub struct Context<'a> {
    /// What all screens share.
    pub shared: &'a mut Shared,
    /// The run.
    pub snapshot: &'a Snapshot,
    /// The name of the screen that is open.
    pub screen: &'static str,
    wishes: Vec<Wish>,
}

/// Something asked for. The app grants it once the binding has run.
pub(super) enum Wish {
    /// A request to the session, the trainer or the host.
    Effect(Effect),
    /// Snapshots of what is looked at now.
    Look,
    /// Another screen, by its name.
    Open(&'static str),
    /// The dashboard, to show the example that is looked at; from there back to the screen of that name.
    ShowExample(&'static str),
    /// An overlay over all that is open.
    Cover(Box<dyn Component>),
    /// An overlay instead of the topmost one.
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

    /// The table of texts.
    pub fn text(&self) -> &'static Text {
        self.shared.text
    }

    /// What the screen shows, in the styles of `theme`.
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

    /// Hands `command` to the session.
    pub fn command(&mut self, command: Command) -> Reaction {
        self.effect(Effect::Session(command))
    }

    /// Asks for another pace.
    pub fn pace(&mut self, pace: Pace) -> Reaction {
        self.effect(Effect::Pace(pace))
    }

    /// Asks something of the host.
    pub fn host(&mut self, host: Host) -> Reaction {
        self.effect(Effect::Host(host))
    }

    /// A walk by hand pauses first, so that one sees where it leads.
    pub fn walk(&mut self, command: Command) -> Reaction {
        self.pace(Pace::Playback(Playback::Paused));
        self.command(command)
    }

    /// A walk to somewhere else: on the screen that goes phase by phase, the place left is marked for a return.
    pub fn jump(&mut self, command: Command) -> Reaction {
        if self.shared.training.by_phases {
            self.shared.training.mark = Some(self.snapshot.position);
        }
        self.walk(command)
    }

    /// Goes to a place in time: by a walk within the current step, else by a jump.
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

    /// Answers with a sentence.
    pub fn say(&mut self, message: String) -> Reaction {
        self.shared.notice.say(message);
        Reaction::Done
    }

    /// Says why a key does nothing.
    pub fn refuse(&mut self, reason: impl Into<String>) -> Reaction {
        self.shared.notice.say(reason.into());
        Reaction::Refused
    }

    /// Looks at another example.
    pub fn look_at(&mut self, example: ExampleId) -> Reaction {
        self.shared.look.example = example;
        self.look_again()
    }

    /// Asks for snapshots with what the screen shows now.
    pub fn look_again(&mut self) -> Reaction {
        self.wish(Wish::Look)
    }

    /// Looks at the next example, or with −1 at the previous one.
    pub fn move_example(&mut self, by: isize) -> Reaction {
        let ExampleId { part, index } = self.shared.look.example;
        let examples = part.of(self.snapshot.problem()).map_or(1, |examples| examples.labels.len());
        self.look_at(ExampleId { part, index: cycled(index, by, examples) })
    }

    /// Looks at the next misclassified training example.
    pub fn next_misclassified(&mut self) -> Reaction {
        let Some(evaluation) = &self.snapshot.measured.evaluation else {
            return self.refuse(t!(self.text(), "predictions.nothing_yet"));
        };
        match self.shared.look.next_of(&evaluation.misclassified) {
            Some(example) => self.look_at(example),
            None => self.refuse(t!(self.text(), "messages.all_correct")),
        }
    }

    /// Opens the screen of that name and closes all overlays.
    pub fn open(&mut self, screen: &'static str) -> Reaction {
        self.wish(Wish::Open(screen))
    }

    /// Shows the example that is looked at on the dashboard, from which one comes back to the screen `from`.
    pub fn show_example(&mut self, from: &'static str) -> Reaction {
        self.wish(Wish::ShowExample(from))
    }

    /// Opens `overlay` over all that is open.
    pub fn cover(&mut self, overlay: impl Component + 'static) -> Reaction {
        self.wish(Wish::Cover(Box::new(overlay)))
    }

    /// Opens `overlay` instead of the topmost one, if any.
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
