//! The app: the state that all screens share, the screens, and the stack of overlays.

use std::time::Duration;

use ratatui::layout::{Position, Rect};

use super::bound_keys::{BoundKeys, Sections, sections};
use super::component::{Component, Keyed, Layer, Reaction, Taken};
use super::context::{Context, Wish};
use super::effect::Effect;
use super::global::{Always, Global, Stop};
use super::keymap::{Key, KeyCode};
use super::layout::{Layout, MINIMUM};
use super::overlays::{Save, paste, type_key};
use super::shared::{Note, Outcome, SavePrompt, Shared};
use super::tables;
use super::theme::Theme;
use super::{SCREENS, Screens};
use crate::session::{Command, Snapshot};
use crate::settings::Speed;
use crate::t;
use crate::text::{Text, sanitize};
use crate::ui::pace::{Pace, Playback, Status};

/// The app's own state. The state of the session is in the [`Snapshot`].
#[derive(Debug, Clone)]
pub struct App {
    /// State that all screens share.
    pub shared: Shared,
    /// The screens, each with its own state.
    pub screens: Screens,
    /// The index in [`SCREENS`] of the open screen.
    current: usize,
    /// The overlays, the topmost last.
    overlays: Vec<Box<dyn Component>>,
}

#[derive(Clone, Copy)]
enum Wanted<'a> {
    /// The one that takes this key.
    Key(Key),
    /// The one with this name.
    Name(&'a str),
}

impl Wanted<'_> {
    fn is(self, bound: BoundKeys) -> bool {
        match self {
            Self::Key(key) => bound.keys.contains(&key),
            Self::Name(name) => bound.name == name,
        }
    }
}

const TYPED: Taken = Taken { name: "typed", reaction: Reaction::Done };

impl App {
    /// Returns the app at its start: the dashboard, without overlays.
    pub fn new(text: &'static Text, playback: Playback, speed: Speed) -> Self {
        let shared = Shared::new(text, tables::all_keys(), playback, speed);
        Self { shared, screens: Screens::default(), current: 0, overlays: Vec::new() }
    }

    /// Returns the open screen.
    pub fn screen(&self) -> &dyn Component {
        self.screens.all()[self.current]
    }

    /// Returns the name of the open screen.
    pub fn screen_name(&self) -> &'static str {
        SCREENS[self.current]
    }

    /// Returns the topmost overlay.
    pub fn overlay(&self) -> Option<&dyn Component> {
        self.overlays.last().map(|overlay| &**overlay)
    }

    /// Returns the name of the topmost overlay.
    pub fn overlay_name(&self) -> Option<&'static str> {
        self.overlay().map(Layer::name)
    }

    /// Returns the text being typed.
    pub fn entry(&self) -> Option<&str> {
        self.overlay()?.entry(&self.shared)
    }

    /// Carries out `key`, with `snapshot` on the screen. If the key has no meaning there, a message says so.
    pub fn key(&mut self, key: Key, snapshot: &Snapshot) -> Vec<Effect> {
        self.see(snapshot);
        let (taken, effects) = self.take(Wanted::Key(key), snapshot);
        if taken.is_none() {
            self.say_nothing(&key.name());
        }
        effects
    }

    /// Carries out the binding `name`, with `snapshot` on the screen, as its key would.
    pub fn act(&mut self, name: &str, snapshot: &Snapshot) -> Vec<Effect> {
        self.see(snapshot);
        let (taken, effects) = self.take(Wanted::Name(name), snapshot);
        if taken.is_none() {
            self.say_nothing(&self.shared.key_of(name));
        }
        effects
    }

    /// Returns the name of the binding that `key` would carry out now; it is tried on a copy.
    pub fn meaning(&self, key: Key, snapshot: &Snapshot) -> Option<&'static str> {
        let (taken, _) = self.clone().take(Wanted::Key(key), snapshot);
        taken.filter(|taken| taken.reaction == Reaction::Done).map(|taken| taken.name)
    }

    /// Carries out a click at `place`, with `snapshot` on a screen of that `area`.
    pub fn click(&mut self, place: Position, area: Rect, theme: &Theme, snapshot: &Snapshot) -> Vec<Effect> {
        if area.width < MINIMUM.0 || area.height < MINIMUM.1 {
            return vec![];
        }
        let mut cx = Context::new(&mut self.shared, snapshot, SCREENS[self.current]);
        self.screens.all_mut()[self.current].click(place, Layout::new(area).body, theme, &mut cx);
        let wishes = cx.into_wishes();
        self.grant(wishes, snapshot)
    }

    /// Inserts the first line of a pasted text into the text being typed.
    pub fn paste(&mut self, text: &str, snapshot: &Snapshot) -> Vec<Effect> {
        self.see(snapshot);
        self.shared.notice.clear();
        let Self { shared, overlays, .. } = self;
        if let Some(entry) = overlays.last_mut().and_then(|overlay| overlay.entry_mut(shared)) {
            paste(entry, text);
            return vec![];
        }
        let (text, go, write) = (self.shared.text, self.shared.key_of("time.go_to"), self.shared.key_of("edit.write"));
        self.shared.notice.say(t!(text, "messages.nothing_to_paste_into", go = go, write = write));
        vec![]
    }

    /// Offers it to each layer until one takes it: [`Always`], the top overlay, [`Stop`], the screen, [`Global`].
    fn take(&mut self, wanted: Wanted<'_>, snapshot: &Snapshot) -> (Option<Taken>, Vec<Effect>) {
        self.shared.notice.clear();
        let screen = self.screen_name();
        let Self { shared, screens, current, overlays } = self;
        let mut cx = Context::new(shared, snapshot, screen);
        let taken = take_of_layers(wanted, overlays.last_mut(), screens.all_mut()[*current], &mut cx);
        let wishes = cx.into_wishes();
        let effects = self.grant(wishes, snapshot);
        (taken, effects)
    }

    /// Grants wishes, and returns the effects that the host must carry out.
    fn grant(&mut self, wishes: Vec<Wish>, snapshot: &Snapshot) -> Vec<Effect> {
        let mut effects = Vec::new();
        for wish in wishes {
            match wish {
                Wish::Effect(effect) => effects.push(effect),
                Wish::Look => effects.push(self.counted(self.request())),
                Wish::Open(name) => effects.extend(self.open(name, None, snapshot)),
                Wish::ShowExample(from) => effects.extend(self.open("dashboard", Some(from), snapshot)),
                Wish::Cover(overlay) => self.overlays.push(overlay),
                Wish::Replace(overlay) => {
                    self.uncover();
                    self.overlays.push(overlay);
                }
                Wish::Uncover => self.uncover(),
                Wish::UncoverAll => self.uncover_all(),
            }
        }
        effects
    }

    fn uncover(&mut self) {
        if let Some(overlay) = self.overlays.pop() {
            overlay.closed(&mut self.shared);
        }
    }

    fn uncover_all(&mut self) {
        while !self.overlays.is_empty() {
            self.uncover();
        }
    }

    fn request(&self) -> Effect {
        Effect::Session(Command::Look(self.screen().request(self.shared.look.example)))
    }

    fn counted(&mut self, effect: Effect) -> Effect {
        self.shared.training.count(&effect);
        effect
    }

    /// Opens a screen. Training pauses if only one of the two screens counts phases; leaving that one sets the mark.
    fn open(&mut self, name: &str, back_to: Option<&'static str>, snapshot: &Snapshot) -> Vec<Effect> {
        let Some(to) = SCREENS.iter().position(|other| *other == name) else { return vec![] };
        if to == self.current && self.overlay().is_some_and(Component::covers) {
            self.uncover_all();
            return vec![];
        }
        self.current = to;
        self.uncover_all();
        self.screens.all_mut()[to].enter(back_to);
        let look = self.request();
        let counts_phases = self.screen().counts_phases();
        let training = &mut self.shared.training;
        let counted_phases = std::mem::replace(&mut training.by_phases, counts_phases);
        if counted_phases == counts_phases {
            return vec![self.counted(look)];
        }
        if counted_phases {
            training.mark = Some(snapshot.position);
        }
        let speed = if counted_phases { training.speed } else { Speed::StepsPerSecond(training.phase_speed) };
        [Effect::Pace(Pace::Playback(Playback::Paused)), look, Effect::Pace(Pace::Speed(speed))]
            .map(|effect| self.counted(effect))
            .into()
    }

    fn say_nothing(&mut self, key: &str) {
        let help = self.shared.key_of("app.help");
        self.shared.notice.say(t!(self.shared.text, "messages.nothing_here", key = sanitize(key), help = help));
    }
}

fn take_of_layers(
    wanted: Wanted<'_>,
    top: Option<&mut Box<dyn Component>>,
    screen: &mut dyn Component,
    cx: &mut Context<'_>,
) -> Option<Taken> {
    let is_wanted = |bound: BoundKeys| wanted.is(bound);
    if let Some(taken) = Always.take(&is_wanted, cx) {
        return Some(taken);
    }
    let Some(top) = top else {
        return take_below(&is_wanted, screen, cx);
    };
    if let Wanted::Key(key) = wanted
        && let Some(entry) = top.entry_mut(cx.shared)
        && !matches!(key.code, KeyCode::Enter | KeyCode::Esc)
    {
        type_key(entry, key);
        return Some(TYPED);
    }
    if let Some(taken) = top.try_bindings(&is_wanted, cx) {
        return Some(taken);
    }
    let snapshot = cx.snapshot;
    take_below(&|bound| wanted.is(bound) && passes(&**top, bound, snapshot), screen, cx)
}

/// Returns whether `top` lets the layers below take a binding. Bindings that open screens always pass.
fn passes(top: &dyn Component, bound: BoundKeys, snapshot: &Snapshot) -> bool {
    bound.section() == "screens" || top.passes(bound.name, snapshot)
}

fn take_below(wanted: &dyn Fn(BoundKeys) -> bool, screen: &mut dyn Component, cx: &mut Context<'_>) -> Option<Taken> {
    let stopped = Stop.take(wanted, cx);
    let of_screen = stopped.or_else(|| screen.try_bindings(wanted, cx));
    of_screen.or_else(|| Global.take(wanted, cx))
}

/// The keys that the help shows.
impl App {
    /// Returns the keys that have a meaning here, by section: those of the top overlay except the help, and those of
    /// the screen and of every screen that the overlay lets through.
    pub fn keys_here(&self, snapshot: &Snapshot) -> Sections {
        let top = self.overlays.iter().rev().find(|overlay| overlay.name() != "help");
        let passes = |bound: &BoundKeys| top.is_none_or(|top| passes(&**top, *bound, snapshot));
        let below = self.screen().bindings().into_iter().chain(tables::of_every_screen());
        let own = top.map_or(vec![], |top| top.bindings());
        sections(own.into_iter().chain(below.filter(passes)))
    }
}

/// What the host calls.
impl App {
    /// Takes in the trainer's status; once it has done everything requested, its playback is the one that counts.
    pub fn observe(&mut self, status: Status) {
        if self.shared.training.observe(status) {
            self.shared.settings.settle();
        }
    }

    /// Takes in how many steps, phases and other commands are still to be done.
    pub fn wait_for(&mut self, waiting: u64) {
        self.shared.training.wait_for(waiting);
    }

    /// Takes in a new snapshot: another run may have fewer layers and units.
    pub fn see(&mut self, snapshot: &Snapshot) {
        self.shared.see(snapshot);
        for screen in self.screens.all_mut() {
            screen.see(&self.shared, snapshot);
        }
    }

    /// Looks for problems at time `now` of the host's clock. Returns whether the alerts on the screen change.
    pub fn watch(&mut self, snapshot: &Snapshot, now: Duration) -> bool {
        let alerts = &mut self.shared.alerts;
        alerts.see(snapshot);
        let measured =
            snapshot.measured.evaluation.as_ref().map_or(snapshot.position.step, |evaluation| evaluation.step);
        alerts.watch(snapshot.diagnoses(), measured, now)
    }

    /// Returns whether some request is still to be done by the session.
    pub fn is_pending(&self) -> bool {
        self.shared.training.is_pending()
    }

    /// Returns the number of settings that wait for a new run while their overlay is closed.
    pub fn waiting_settings(&self, snapshot: &Snapshot) -> usize {
        let is_open = self.overlays.iter().any(|overlay| overlay.name() == "settings");
        let settings = &self.shared.settings;
        if settings.has_draft() && !is_open { settings.changed(&self.shared.training, snapshot).len() } else { 0 }
    }

    /// Opens the prompt for a name, with a `proposal` that the host knows to be free.
    pub fn ask_name(&mut self, proposal: String) {
        if self.overlay_name() != Some("save") {
            self.overlays.push(Box::new(Save));
        }
        self.shared.saved.prompt = Some(SavePrompt::new(proposal));
    }

    /// Returns whether the prompt still has the untouched proposal, so that the host may make a better one.
    pub fn may_propose(&self) -> bool {
        self.shared.saved.prompt.as_ref().is_some_and(SavePrompt::is_untouched)
    }

    /// Returns whether a run is to be saved as soon as everything requested is done.
    pub fn awaits_saving(&self) -> bool {
        self.shared.saved.prompt.as_ref().is_some_and(SavePrompt::is_waiting)
    }

    /// Takes in the outcome of [`Host::Save`](super::Host::Save) for the run of `snapshot`.
    pub fn take_outcome(&mut self, outcome: Outcome, snapshot: &Snapshot) {
        let prompt = &mut self.shared.saved.prompt;
        match (outcome, prompt) {
            (Outcome::Saved(files), _) => {
                if self.overlay_name() == Some("save") {
                    self.uncover();
                }
                self.shared.mark_saved(files, snapshot);
            }
            (Outcome::Not(note), Some(prompt)) => prompt.answer(note),
            (Outcome::Not(Note::Refused(reason)), None) => self.shared.notice.say(reason),
            (Outcome::Not(_), None) => {}
        }
    }
}
