//! What is looked at on the boundary screen, and what the keys do there.

use super::action::Action;
use super::keymap::key_of;
use super::model::App;
use super::screen::Screen;
use super::update::Effect;
use crate::data::Examples;
use crate::probe::{HeldAt, Probe, Section};
use crate::session::{ExampleId, Part, Snapshot};
use crate::t;

/// The views of the screen, in the order of their key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Display {
    /// The class that wins at each point.
    #[default]
    Classes,
    /// The probability of one class.
    Class(usize),
    /// H of the chosen unit.
    Unit,
    /// H of every unit of the layer, in small.
    Units,
}

/// Which examples lie on top of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Marked {
    /// Those that the network learns from.
    #[default]
    Train,
    /// Those that it never sees.
    Test,
    /// All.
    Both,
    /// None: the picture alone.
    None,
}

impl Marked {
    /// Whether the examples of a part are among them.
    pub fn has(self, part: Part) -> bool {
        match part {
            Part::Train => matches!(self, Self::Train | Self::Both),
            Part::Test => matches!(self, Self::Test | Self::Both),
        }
    }
}

/// What is looked at on the boundary screen.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct BoundaryView {
    /// The view.
    pub display: Display,
    /// Whether the lines z = 0 of the hidden units are drawn.
    pub folds: bool,
    /// The features across and upwards, from 0, once they are chosen; see [`Section::axes_among`].
    pub axes: Option<[usize; 2]>,
    /// Where the other features are held.
    pub held: HeldAt,
    /// The examples on top.
    pub marked: Marked,
    /// The values of the two features at the crosshair; none where it is on the example.
    pub crosshair: Option<[f64; 2]>,
    /// Whether the picture has the whole screen.
    pub alone: bool,
    /// Whether the unit that is shown was opened from the pictures of all.
    pub(super) from_units: bool,
}

/// The steps of the crosshair across the picture, and down it.
const STEPS: [f64; 2] = [64.0, 32.0];
/// The most pictures of units in a row.
const MOST_ACROSS: usize = 12;

/// How many pictures of units stand in a row, of so many in all: a screen is wider than high, a picture not much.
pub fn units_across(units: usize) -> usize {
    (1..MOST_ACROSS).find(|across| 5 * across * across >= 8 * units).unwrap_or(MOST_ACROSS)
}

impl App {
    /// Keys that mean something else, or something at all, on the boundary screen; none for the others.
    pub(super) fn update_boundary(&mut self, action: Action, snapshot: &Snapshot) -> Option<Vec<Effect>> {
        let has_hidden = snapshot.hidden_layers() > 0;
        let among_units = self.boundary_display(snapshot) == Display::Units;
        match action {
            Action::Display => self.turn_display(snapshot, 1),
            Action::DisplayBack => self.turn_display(snapshot, -1),
            Action::Folds | Action::FocusNext | Action::FocusPrevious | Action::Layer if !has_hidden => {
                return Some(self.refuse(t!(self.text, "boundary.no_hidden")));
            }
            // What does not show does not change.
            Action::Folds | Action::OtherPart if among_units => return None,
            Action::Folds if self.predict => return None,
            Action::FocusNext | Action::FocusPrevious if !self.shows_unit(snapshot) => return None,
            Action::FocusNext | Action::FocusPrevious if self.units_of_layer(snapshot) < 2 => return None,
            Action::CursorLeft | Action::CursorRight | Action::CursorUp | Action::CursorDown
                if among_units && self.units_of_layer(snapshot) < 2 =>
            {
                return None;
            }
            Action::Folds => self.boundary.folds = !self.boundary.folds,
            Action::FocusNext => self.turn_unit(snapshot, 1),
            Action::FocusPrevious => self.turn_unit(snapshot, -1),
            Action::Layer if snapshot.hidden_layers() < 2 => {
                return Some(self.refuse(t!(self.text, "boundary.one_layer")));
            }
            Action::AxisAcross | Action::AxisUp | Action::HeldAt
                if snapshot.sizes()[0] < 3 || snapshot.problem().derived.is_some() =>
            {
                return Some(self.refuse(t!(self.text, "boundary.two_features")));
            }
            Action::AxisAcross => self.turn_axis(snapshot, 0),
            Action::AxisUp => self.turn_axis(snapshot, 1),
            Action::HeldAt => {
                let is_mean = self.boundary.held == HeldAt::Mean;
                self.boundary.held = if is_mean { HeldAt::Example } else { HeldAt::Mean };
            }
            Action::OtherPart => return Some(self.turn_marked(snapshot)),
            Action::CursorLeft => self.move_crosshair(snapshot, [-1, 0]),
            Action::CursorRight => self.move_crosshair(snapshot, [1, 0]),
            Action::CursorUp => self.move_crosshair(snapshot, [0, -1]),
            Action::CursorDown => self.move_crosshair(snapshot, [0, 1]),
            Action::Zoom if among_units => {
                (self.boundary.display, self.boundary.from_units) = (Display::Unit, true);
            }
            Action::Zoom => self.boundary.alone = !self.boundary.alone,
            Action::ExampleNext | Action::ExamplePrevious | Action::Misclassified => {
                self.boundary.crosshair = None;
                return None;
            }
            _ => return None,
        }
        Some(vec![])
    }

    /// Whether the boundary screen shows one unit, or all: as its picture, or beside it.
    pub(super) fn shows_unit(&self, snapshot: &Snapshot) -> bool {
        let is_picture = matches!(self.boundary_display(snapshot), Display::Unit | Display::Units);
        let is_beside = !self.boundary.alone && !self.predict;
        self.screen == Screen::Boundary && snapshot.hidden_layers() > 0 && (is_picture || is_beside)
    }

    /// The plane that the screen shows.
    pub fn section(&self, snapshot: &Snapshot) -> Section {
        if let Some(section) = Section::derived(snapshot.problem()) {
            return section;
        }
        let held = match self.boundary.held {
            HeldAt::Example => self.example_inputs(snapshot),
            HeldAt::Mean => snapshot.setup.ranges().mean.clone(),
        };
        Section::new(snapshot.setup.ranges(), self.boundary.axes, held)
    }

    /// The values of the two features at the crosshair.
    pub fn crosshair(&self, snapshot: &Snapshot, section: &Section) -> [f64; 2] {
        let on_example = || {
            let (examples, row) = self.example_row(snapshot);
            section.point_of(examples, row)
        };
        self.boundary.crosshair.unwrap_or_else(on_example)
    }

    /// The forward pass at the crosshair.
    pub fn probe(&self, snapshot: &Snapshot, section: &Section) -> Probe {
        let mut inputs = vec![0.0; snapshot.sizes()[0]];
        section.inputs_at(self.crosshair(snapshot, section), &mut inputs);
        Probe::new(snapshot.network(), inputs)
    }

    /// The view that is shown: the one chosen, where the network has it.
    pub fn boundary_display(&self, snapshot: &Snapshot) -> Display {
        match self.boundary.display {
            Display::Class(class) if class >= snapshot.problem().class_names.len() => Display::Classes,
            Display::Unit | Display::Units if snapshot.hidden_layers() == 0 => Display::Classes,
            display => display,
        }
    }

    /// The hidden layer looked at and the unit chosen in it, from 0; none without a hidden layer.
    pub fn chosen_unit(&self, snapshot: &Snapshot) -> Option<(usize, usize)> {
        let layer = self.layer.min(snapshot.hidden_layers().checked_sub(1)?);
        Some((layer, self.unit.min(snapshot.sizes()[layer + 1] - 1)))
    }

    /// What the mouse points to: a point of the plane.
    pub fn point_in_plane(&mut self, point: [f64; 2]) {
        self.boundary.crosshair = Some(point);
    }

    /// What the mouse points to: a unit.
    pub fn point_to_unit(&mut self, unit: usize) {
        self.unit = unit;
    }

    /// What the network takes in of the example that is looked at.
    fn example_inputs(&self, snapshot: &Snapshot) -> Vec<f64> {
        let (examples, row) = self.example_row(snapshot);
        examples.inputs.row(row).to_vec()
    }

    /// The example that is looked at: its part and its row.
    fn example_row<'a>(&self, snapshot: &'a Snapshot) -> (&'a Examples, usize) {
        let problem = snapshot.problem();
        let examples = self.example.part.of(problem).unwrap_or(&problem.train);
        (examples, self.example.index.min(examples.labels.len() - 1))
    }

    fn turn_display(&mut self, snapshot: &Snapshot, by: isize) {
        let mut displays = vec![Display::Classes];
        displays.extend((0..snapshot.problem().class_names.len()).map(Display::Class));
        if snapshot.hidden_layers() > 0 {
            displays.extend([Display::Unit, Display::Units]);
        }
        let shown = self.boundary_display(snapshot);
        let at = displays.iter().position(|display| *display == shown).unwrap_or_default();
        (self.boundary.display, self.boundary.from_units) = (displays[turned(at, by, displays.len())], false);
    }

    fn turn_unit(&mut self, snapshot: &Snapshot, by: isize) {
        if let Some((layer, unit)) = self.chosen_unit(snapshot) {
            self.unit = turned(unit, by, snapshot.sizes()[layer + 1]);
        }
    }

    /// The next feature that the other axis does not show.
    fn turn_axis(&mut self, snapshot: &Snapshot, axis: usize) {
        let features = snapshot.sizes()[0];
        let mut axes = Section::axes_among(snapshot.setup.ranges(), self.boundary.axes);
        axes[axis] = turned(axes[axis], 1, features);
        if axes[0] == axes[1] {
            axes[axis] = turned(axes[axis], 1, features);
        }
        self.boundary.axes = Some(axes);
        self.boundary.crosshair = None;
    }

    /// The next choice of examples; n and p then go through those.
    fn turn_marked(&mut self, snapshot: &Snapshot) -> Vec<Effect> {
        let has_test = snapshot.problem().test.is_some();
        let marked = match self.boundary.marked {
            Marked::Train if has_test => Marked::Test,
            Marked::Test => Marked::Both,
            Marked::Train | Marked::Both => Marked::None,
            Marked::None => Marked::Train,
        };
        self.boundary.marked = marked;
        let other = match self.example.part {
            Part::Train => Part::Test,
            Part::Test => Part::Train,
        };
        if marked != Marked::None && !marked.has(self.example.part) {
            self.boundary.crosshair = None;
            return self.look_at_example(ExampleId { part: other, index: 0 });
        }
        if !has_test && marked == Marked::None {
            return self.say(&t!(self.text, "boundary.no_test", key = key_of(Action::OtherPart)));
        }
        vec![]
    }

    /// Moves the crosshair, or among the pictures of all units the choice.
    fn move_crosshair(&mut self, snapshot: &Snapshot, [right, down]: [isize; 2]) {
        if let (Display::Units, Some((layer, unit))) = (self.boundary_display(snapshot), self.chosen_unit(snapshot)) {
            let units = snapshot.sizes()[layer + 1];
            let moved = unit.checked_add_signed(right + down * units_across(units).cast_signed());
            self.unit = moved.filter(|&moved| moved < units).unwrap_or(unit);
            return;
        }
        let section = self.section(snapshot);
        let from = self.crosshair(snapshot, &section);
        let share = section.share_of(from);
        let moved = section.at([share[0] + right as f64 / STEPS[0], share[1] + down as f64 / STEPS[1]]);
        // What does not move keeps its bits.
        let point = if right == 0 { [from[0], moved[1]] } else { [moved[0], from[1]] };
        self.boundary.crosshair = Some(section.nearest(point));
    }
}

/// So many places on in a circle of `length`.
fn turned(at: usize, by: isize, length: usize) -> usize {
    (at + length).saturating_add_signed(by) % length
}
