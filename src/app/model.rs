//! The app's own state: what is looked at, and what was asked for but not answered yet.

use std::sync::Arc;
use std::time::Duration;

use super::alerts::Alerts;
use super::boundary::BoundaryView;
use super::compare::CompareView;
use super::controls::Controls;
use super::predictions::PredictionsView;
use super::saving::{Kept, SavePrompt};
use super::screen::Screen;
use super::speed::Speed;
use super::step::StepView;
use super::units::UnitsView;
use crate::session::{ExampleId, Setup, Snapshot};
use crate::t;
use crate::text::Text;

/// Whether training goes on by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Playback {
    /// It waits for keys.
    #[default]
    Paused,
    /// It goes on, step after step.
    Running,
    /// It goes on slowly, phase after phase.
    Walking,
}

/// A pane of the dashboard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pane {
    /// The loss along the run.
    Loss,
    /// The W of the layer looked at (see [`App::layer`]).
    Weights,
    /// The W of the layer after it.
    NextWeights,
    /// The ReLU's sparsity.
    Sparsity,
    /// The probabilities of one example.
    Probabilities,
}

impl Pane {
    /// The panes in the order of the focus.
    pub const ALL: [Self; 5] = [Self::Loss, Self::Weights, Self::NextWeights, Self::Sparsity, Self::Probabilities];
}

/// What lies over the screen.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Overlay {
    /// Nothing.
    #[default]
    None,
    /// All keys, scrolled down by so many lines.
    Help(u16),
    /// The step to go to, as far as it is typed.
    GoTo(String),
    /// The phase at hand in plain words.
    Talk,
    /// The gradient check.
    Check,
    /// The menu of mistakes, with the line chosen; the first means none.
    Mistakes(usize),
    /// Every setting.
    Controls(Box<Controls>),
    /// The value for the parameter under the cursor, as far as it is typed.
    Write(String),
    /// The name under which the run is saved.
    Save(SavePrompt),
    /// The question whether to leave without saving.
    Leave,
}

/// What the host of the session tells besides the snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Status {
    /// Whether training goes on.
    pub playback: Playback,
    /// The steps of the last second, where training went on for long enough to tell.
    pub steps_per_second: Option<f64>,
    /// How many effects the host has carried out.
    pub acknowledged: u64,
}

/// The app's own state. What it shows of the session is in the [`Snapshot`].
#[expect(clippy::struct_excessive_bools, reason = "each is a switch that a key turns by itself")]
#[derive(Debug, Clone)]
pub struct App {
    /// The table of texts.
    pub text: &'static Text,
    /// Whether training shall go on: what was asked for last.
    pub playback: Playback,
    /// How fast training shall go.
    pub speed: Speed,
    /// The ε that was asked for, until the session has it.
    pub learning_rate: Option<f64>,
    /// Which screen is shown.
    pub screen: Screen,
    /// What is looked at on the Step screen.
    pub step: StepView,
    /// What is looked at on the boundary screen.
    pub boundary: BoundaryView,
    /// What is looked at on the predictions screen.
    pub predictions: PredictionsView,
    /// What is looked at on the units screen.
    pub units: UnitsView,
    /// What is looked at on the compare screen.
    pub compare: CompareView,
    /// Whether results are hidden: the class shall predict them first.
    pub predict: bool,
    /// The pane with the keys.
    pub focus: Pane,
    /// Whether that pane has the whole screen.
    pub zoomed: bool,
    /// Whether the example on the dashboard was opened from a list of the predictions screen.
    pub(super) from_list: bool,
    /// What lies over the screen.
    pub overlay: Overlay,
    /// What lies under that, the topmost last.
    pub(super) beneath: Vec<Overlay>,
    /// The overlay of settings as it was left.
    pub(super) shelved: Controls,
    /// What went wrong in the run, as it stands on the screen.
    pub alerts: Alerts,
    /// The layer whose W the pane [`Pane::Weights`] shows, from 0.
    pub layer: usize,
    /// Whether the W¹ of images is shown as templates where it has the whole screen.
    pub templates: bool,
    /// The row and column of the cursor in each of the two W.
    pub cursors: [(usize, usize); 2],
    /// The hidden unit that the cursor of the sparsity pane is on, from 0.
    pub unit: usize,
    /// The example looked at.
    pub example: ExampleId,
    /// Whether the loss is drawn on a logarithmic scale.
    pub logarithmic: bool,
    /// Whether the units stand in the order of their activity.
    pub sorted: bool,
    /// A sentence about the last key, until the next.
    pub message: Option<String>,
    /// Whether the run was broken, or something refused, when it was looked at last: news of that comes before the message.
    pub(super) was_in_trouble: bool,
    /// Whether that key did nothing else than to say why.
    pub(super) is_refusal: bool,
    /// What the host told last.
    pub status: Status,
    /// How many effects were handed to the host.
    pub(super) sent: u64,
    /// How many were when one of them last asked for a change of the run.
    pub(super) sent_change: u64,
    /// How far the work is kept in a file; none where all that is done is new.
    pub kept: Option<Arc<Kept>>,
    /// How long ago that was, as the host tells before each key.
    pub unsaved_for: Duration,
    /// How much of what was asked for is still to be done, as the host tells: steps, phases and other commands.
    pub waiting: u64,
    /// The number of the news told last.
    pub(super) heard: Option<u64>,
}

impl App {
    /// The app at its start.
    pub fn new(text: &'static Text, playback: Playback, speed: Speed) -> Self {
        Self {
            text,
            playback,
            speed,
            learning_rate: None,
            screen: Screen::default(),
            step: StepView::default(),
            boundary: BoundaryView::default(),
            predictions: PredictionsView::default(),
            units: UnitsView::default(),
            compare: CompareView::default(),
            predict: false,
            focus: Pane::Loss,
            zoomed: false,
            from_list: false,
            overlay: Overlay::None,
            beneath: Vec::new(),
            shelved: Controls::default(),
            alerts: Alerts::default(),
            layer: 0,
            templates: true,
            cursors: [(0, 0); 2],
            unit: 0,
            example: ExampleId::default(),
            logarithmic: false,
            sorted: false,
            message: None,
            was_in_trouble: false,
            is_refusal: false,
            status: Status { playback, ..Status::default() },
            sent: 0,
            sent_change: 0,
            kept: None,
            unsaved_for: Duration::ZERO,
            waiting: 0,
            heard: None,
        }
    }

    /// Takes in what the host tells. Once it has carried out everything, its word counts: it may have paused by itself.
    pub fn observe(&mut self, status: Status) {
        self.status = status;
        if !self.is_pending() {
            self.playback = status.playback;
            self.learning_rate = None;
            self.settings_mut().settle();
        }
    }

    /// Takes in a new snapshot: another run may have fewer layers and units.
    pub fn see(&mut self, snapshot: &Snapshot) {
        self.hear(snapshot);
        self.alerts.turn_to(snapshot);
        let is_in_trouble = snapshot.breakdown.is_some() || snapshot.refused.is_some();
        if is_in_trouble && !self.was_in_trouble {
            self.message = None;
        }
        self.was_in_trouble = is_in_trouble;
        let layers = snapshot.parameters.layers.len();
        self.layer = self.layer.min(layers.saturating_sub(2));
        for pane in [Pane::Weights, Pane::NextWeights] {
            let Some(layer) = snapshot.parameters.layers.get(self.layer_of(pane)) else { continue };
            let (rows, columns) = layer.weight.dim();
            let (row, column) = &mut self.cursors[usize::from(pane == Pane::NextWeights)];
            (*row, *column) = ((*row).min(rows - 1), (*column).min(columns - 1));
        }
        self.unit = self.unit.min(snapshot.sizes()[self.layer + 1] - 1);
        if !Self::panes(snapshot).contains(&self.focus) {
            self.focus = Pane::Loss;
        }
        let is_pending = self.is_pending();
        self.settings_mut().see(snapshot, is_pending);
    }

    /// Looks for what went wrong, as the host's clock shows `now`; whether another alert stands on the screen.
    pub fn watch(&mut self, snapshot: &Snapshot, now: Duration) -> bool {
        self.alerts.turn_to(snapshot);
        let measured =
            snapshot.measured.evaluation.as_ref().map_or(snapshot.position.step, |evaluation| evaluation.step);
        self.alerts.watch(snapshot.diagnoses(), measured, now)
    }

    /// Whether something was asked for that the session has not done yet.
    pub fn is_pending(&self) -> bool {
        self.status.acknowledged < self.sent
    }

    /// How much is still to be done: what waits, and the steps to the place that is being walked to.
    pub fn to_go(&self, snapshot: &Snapshot) -> u64 {
        let way = snapshot.target.map_or(0, |target| target.step.saturating_sub(snapshot.position.step));
        self.waiting + way
    }

    /// The panes that a network has: without a hidden layer there is one W, and no unit to be active.
    pub fn panes(snapshot: &Snapshot) -> Vec<Pane> {
        let has_hidden = snapshot.hidden_layers() > 0;
        let is_there = |pane: &Pane| has_hidden || !matches!(pane, Pane::NextWeights | Pane::Sparsity);
        Pane::ALL.into_iter().filter(is_there).collect()
    }

    /// The layer, from 0, whose W `pane` shows.
    pub fn layer_of(&self, pane: Pane) -> usize {
        self.layer + usize::from(pane == Pane::NextWeights)
    }

    /// The row and column of the cursor in `pane`, one of the two W.
    pub fn cursor(&self, pane: Pane) -> (usize, usize) {
        self.cursors[usize::from(pane == Pane::NextWeights)]
    }
}

/// The sentence about rows of the data that were left out, if any.
pub fn left_out(setup: &Setup, text: &Text) -> Option<String> {
    let problem = setup.problem();
    (problem.rows_left_out > 0)
        .then(|| t!(text, "messages.rows_left_out", count = problem.rows_left_out, dataset = problem.name))
}
