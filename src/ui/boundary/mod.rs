//! The boundary screen: the predicted class at every point of a plane through the inputs.

mod draw;
mod examples;
mod folds;
mod layout;
mod legend;
mod multiples;
mod side;
mod view;

use crate::probe::{HeldAt, Probe, Section};
use crate::session::{ExampleId, Part, Snapshot};
use crate::t;
use crate::ui::component::{Binding, Keyed, Reaction, binding};
use crate::ui::context::Context;
use crate::ui::keymap::{
    BACK_TAB, DOWN, ENTER, ESC, ESC_ENTER, Key, LAYER, LEFT, NEXT, PART, PREVIOUS, RIGHT, TAB, UP, VIEW, VIEW_BACK,
    WRONG,
};
use crate::ui::kit::{cycled, next_of};
use crate::ui::shared::Look;

/// The views of the screen, in the order in which the key cycles through them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BoundaryDisplay {
    /// The class that wins at each point.
    #[default]
    Classes,
    /// The probability of one class.
    Class(usize),
    /// H of the chosen unit.
    Unit,
    /// H of every unit of the layer, as small pictures.
    Units,
}

/// Which examples are drawn on top of the picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Marked {
    /// The training examples.
    #[default]
    Train,
    /// The test examples.
    Test,
    /// All examples.
    Both,
    /// No examples: only the picture.
    None,
}

impl Marked {
    /// Returns whether the examples of `part` are drawn.
    pub fn has(self, part: Part) -> bool {
        match part {
            Part::Train => matches!(self, Self::Train | Self::Both),
            Part::Test => matches!(self, Self::Test | Self::Both),
        }
    }
}

/// The state of the boundary screen. The plane itself is shared: see [`Look::plane`].
#[derive(Debug, Clone, Default)]
pub struct Boundary {
    /// The chosen view.
    pub display: BoundaryDisplay,
    /// Whether the lines z = 0 of the hidden units are drawn.
    pub folds: bool,
    /// Which examples are drawn.
    pub marked: Marked,
    /// The values of the two features at the crosshair; `None` if it is on the current example.
    pub crosshair: Option<[f64; 2]>,
    /// Whether the picture fills the whole screen.
    pub alone: bool,
    /// Whether the unit was opened from the pictures of all units.
    from_units: bool,
}

/// The number of steps that the crosshair takes across and down the picture.
const STEPS: [f64; 2] = [64.0, 32.0];
/// The maximum number of pictures of units in a row.
const MOST_ACROSS: usize = 12;

/// Returns the number of pictures of units per row: a screen is much wider than high, a picture is not.
fn units_across(units: usize) -> usize {
    (1..MOST_ACROSS).find(|across| 5 * across * across >= 8 * units).unwrap_or(MOST_ACROSS)
}

impl Keyed for Boundary {
    const NAME: &'static str = "boundary";
    const BINDINGS: &'static [&'static [Binding<Self>]] = &[&[
        binding("boundary.view", VIEW, |boundary, cx| boundary.cycle_display(cx, 1)),
        binding("boundary.view_back", VIEW_BACK, |boundary, cx| boundary.cycle_display(cx, -1)),
        binding("boundary.choose_left", LEFT, |boundary, cx| boundary.choose_unit(cx, [-1, 0])),
        binding("boundary.choose_down", DOWN, |boundary, cx| boundary.choose_unit(cx, [0, 1])),
        binding("boundary.choose_up", UP, |boundary, cx| boundary.choose_unit(cx, [0, -1])),
        binding("boundary.choose_right", RIGHT, |boundary, cx| boundary.choose_unit(cx, [1, 0])),
        binding("boundary.left", LEFT, |boundary, cx| boundary.move_crosshair(cx, [-1, 0])),
        binding("boundary.down", DOWN, |boundary, cx| boundary.move_crosshair(cx, [0, 1])),
        binding("boundary.up", UP, |boundary, cx| boundary.move_crosshair(cx, [0, -1])),
        binding("boundary.right", RIGHT, |boundary, cx| boundary.move_crosshair(cx, [1, 0])),
        binding("boundary.open_unit", ENTER, Self::open_unit),
        binding("boundary.alone", ENTER, Self::show_alone),
        binding("boundary.all", ESC_ENTER, Self::show_all),
        binding("boundary.back", ESC, Self::go_back),
        binding("boundary.next_unit", TAB, |boundary, cx| boundary.cycle_unit(cx, 1)),
        binding("boundary.previous_unit", BACK_TAB, |boundary, cx| boundary.cycle_unit(cx, -1)),
        binding("boundary.folds", &[Key::char('O')], Self::toggle_folds),
        binding("boundary.layer", LAYER, Self::next_layer),
        binding("boundary.across", &[Key::char('X')], |boundary, cx| boundary.next_feature(cx, 0)),
        binding("boundary.upwards", &[Key::char('Y')], |boundary, cx| boundary.next_feature(cx, 1)),
        binding("boundary.held", &[Key::char('M')], switch_held),
        binding("boundary.examples", PART, Self::next_marked),
        binding("boundary.next_example", NEXT, |boundary, cx| boundary.move_example(cx, 1)),
        binding("boundary.previous_example", PREVIOUS, |boundary, cx| boundary.move_example(cx, -1)),
        binding("boundary.wrong", WRONG, Self::next_misclassified),
    ]];
}

/// With two features, there are no others to hold.
fn has_other_features(snapshot: &Snapshot) -> bool {
    snapshot.sizes()[0] >= 3 && snapshot.problem().derived.is_none()
}

fn switch_held(_: &mut Boundary, cx: &mut Context<'_>) -> Reaction {
    if !has_other_features(cx.snapshot) {
        return cx.refuse(t!(cx.text(), "boundary.two_features"));
    }
    let held = &mut cx.shared.look.plane.held;
    *held = if *held == HeldAt::Mean { HeldAt::Example } else { HeldAt::Mean };
    Reaction::Done
}

impl Boundary {
    /// Returns the chosen view, or the classes if the network does not have that view.
    pub fn display(&self, snapshot: &Snapshot) -> BoundaryDisplay {
        match self.display {
            BoundaryDisplay::Class(class) if class >= snapshot.problem().class_names.len() => BoundaryDisplay::Classes,
            BoundaryDisplay::Unit | BoundaryDisplay::Units if snapshot.hidden_layers() == 0 => BoundaryDisplay::Classes,
            display => display,
        }
    }

    fn is_among_units(&self, cx: &Context<'_>) -> bool {
        self.display(cx.snapshot) == BoundaryDisplay::Units
    }

    /// Returns whether the chosen unit is visible: in the picture, or in the panel beside it.
    fn shows_unit(&self, cx: &Context<'_>) -> bool {
        let is_picture = matches!(self.display(cx.snapshot), BoundaryDisplay::Unit | BoundaryDisplay::Units);
        let is_beside = !self.alone && !cx.shared.look.is_hidden;
        cx.snapshot.hidden_layers() > 0 && (is_picture || is_beside)
    }

    /// Returns the values of the two features at the crosshair.
    pub fn crosshair(&self, look: &Look, snapshot: &Snapshot, section: &Section) -> [f64; 2] {
        let on_example = || {
            let (examples, row) = look.example_row(snapshot);
            section.point_of(examples, row)
        };
        self.crosshair.unwrap_or_else(on_example)
    }

    /// Returns the forward pass at the crosshair.
    pub fn probe(&self, look: &Look, snapshot: &Snapshot, section: &Section) -> Probe {
        let mut inputs = vec![0.0; snapshot.sizes()[0]];
        section.inputs_at(self.crosshair(look, snapshot, section), &mut inputs);
        Probe::new(&snapshot.network, inputs)
    }

    fn cycle_display(&mut self, cx: &mut Context<'_>, by: isize) -> Reaction {
        let mut displays = vec![BoundaryDisplay::Classes];
        displays.extend((0..cx.snapshot.problem().class_names.len()).map(BoundaryDisplay::Class));
        if cx.snapshot.hidden_layers() > 0 {
            displays.extend([BoundaryDisplay::Unit, BoundaryDisplay::Units]);
        }
        (self.display, self.from_units) = (next_of(&displays, self.display(cx.snapshot), by), false);
        Reaction::Done
    }

    fn open_unit(&mut self, cx: &mut Context<'_>) -> Reaction {
        if !self.is_among_units(cx) {
            return Reaction::Ignored;
        }
        (self.display, self.from_units) = (BoundaryDisplay::Unit, true);
        Reaction::Done
    }

    fn show_alone(&mut self, cx: &mut Context<'_>) -> Reaction {
        let applies = !self.is_among_units(cx) && !self.alone;
        Reaction::toggle(&mut self.alone, applies)
    }

    fn show_all(&mut self, cx: &mut Context<'_>) -> Reaction {
        // The pictures of all units fill the whole screen anyway.
        let applies = self.alone && !self.is_among_units(cx);
        Reaction::toggle(&mut self.alone, applies)
    }

    /// Goes back from a unit to the pictures of all units if it was opened from there, and from those to the classes.
    fn go_back(&mut self, cx: &mut Context<'_>) -> Reaction {
        self.display = match self.display(cx.snapshot) {
            BoundaryDisplay::Units => BoundaryDisplay::Classes,
            BoundaryDisplay::Unit if self.from_units => BoundaryDisplay::Units,
            _ => return Reaction::Ignored,
        };
        Reaction::Done
    }

    fn toggle_folds(&mut self, cx: &mut Context<'_>) -> Reaction {
        if cx.snapshot.hidden_layers() == 0 {
            return cx.refuse(t!(cx.text(), "boundary.no_hidden"));
        }
        // Lines that are not on the screen cannot be toggled.
        let applies = !self.is_among_units(cx) && !cx.shared.look.is_hidden;
        Reaction::toggle(&mut self.folds, applies)
    }

    fn next_layer(&mut self, cx: &mut Context<'_>) -> Reaction {
        match cx.snapshot.hidden_layers() {
            0 => cx.refuse(t!(cx.text(), "boundary.no_hidden")),
            1 => cx.refuse(t!(cx.text(), "boundary.one_layer")),
            _ if !self.shows_unit(cx) => Reaction::Ignored,
            _ => {
                cx.shared.look.next_layer(cx.snapshot);
                Reaction::Done
            }
        }
    }

    fn cycle_unit(&mut self, cx: &mut Context<'_>, by: isize) -> Reaction {
        let Some((layer, unit)) = cx.shared.look.chosen_unit(cx.snapshot) else {
            return cx.refuse(t!(cx.text(), "boundary.no_hidden"));
        };
        let units = cx.snapshot.sizes()[layer + 1];
        if !self.shows_unit(cx) || units < 2 {
            return Reaction::Ignored;
        }
        cx.shared.look.unit = cycled(unit, by, units);
        Reaction::Done
    }

    /// Goes to the next feature that the other axis does not show.
    fn next_feature(&mut self, cx: &mut Context<'_>, axis: usize) -> Reaction {
        if !has_other_features(cx.snapshot) {
            return cx.refuse(t!(cx.text(), "boundary.two_features"));
        }
        let features = cx.snapshot.sizes()[0];
        let plane = &mut cx.shared.look.plane;
        let mut axes = Section::axes_among(cx.snapshot.setup.ranges(), plane.axes);
        axes[axis] = cycled(axes[axis], 1, features);
        if axes[0] == axes[1] {
            axes[axis] = cycled(axes[axis], 1, features);
        }
        plane.axes = Some(axes);
        self.crosshair = None;
        Reaction::Done
    }

    fn move_example(&mut self, cx: &mut Context<'_>, by: isize) -> Reaction {
        self.crosshair = None;
        cx.move_example(by)
    }

    fn next_misclassified(&mut self, cx: &mut Context<'_>) -> Reaction {
        self.crosshair = None;
        cx.next_misclassified()
    }

    /// Goes to the next choice of examples. If the current example is not among them, goes to one that is.
    fn next_marked(&mut self, cx: &mut Context<'_>) -> Reaction {
        if self.is_among_units(cx) {
            return Reaction::Ignored;
        }
        let has_test = cx.snapshot.problem().test.is_some();
        self.marked = match self.marked {
            Marked::Train if has_test => Marked::Test,
            Marked::Test => Marked::Both,
            Marked::Train | Marked::Both => Marked::None,
            Marked::None => Marked::Train,
        };
        let part = cx.shared.look.example.part;
        if self.marked != Marked::None && !self.marked.has(part) {
            self.crosshair = None;
            let part = if part == Part::Train { Part::Test } else { Part::Train };
            return cx.look_at(ExampleId { part, index: 0 });
        }
        if !has_test && self.marked == Marked::None {
            return cx.say(t!(cx.text(), "boundary.no_test", key = cx.shared.key_of("boundary.examples")));
        }
        Reaction::Done
    }

    fn choose_unit(&mut self, cx: &mut Context<'_>, [right, down]: [isize; 2]) -> Reaction {
        let Some((layer, unit)) = cx.shared.look.chosen_unit(cx.snapshot).filter(|_| self.is_among_units(cx)) else {
            return Reaction::Ignored;
        };
        let units = cx.snapshot.sizes()[layer + 1];
        if units < 2 {
            return Reaction::Ignored;
        }
        let moved = unit.checked_add_signed(right + down * units_across(units).cast_signed());
        cx.shared.look.unit = moved.filter(|&moved| moved < units).unwrap_or(unit);
        Reaction::Done
    }

    fn move_crosshair(&mut self, cx: &mut Context<'_>, [right, down]: [isize; 2]) -> Reaction {
        if self.is_among_units(cx) {
            return Reaction::Ignored;
        }
        let section = cx.shared.look.section(cx.snapshot);
        let from = self.crosshair(&cx.shared.look, cx.snapshot, &section);
        let share = section.share_of(from);
        let moved = section.at([share[0] + right as f64 / STEPS[0], share[1] + down as f64 / STEPS[1]]);
        // The coordinate that does not change keeps its bits.
        let point = if right == 0 { [from[0], moved[1]] } else { [moved[0], from[1]] };
        self.crosshair = Some(section.nearest(point));
        Reaction::Done
    }
}
