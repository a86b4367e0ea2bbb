//! What screens and overlays have in common: a table of keys, how they are drawn, and what the footer shows.

use std::fmt::Debug;

use ratatui::layout::{Position, Rect};

use super::bound_keys::BoundKeys;
use super::canvas::Canvas;
use super::context::Context;
use super::keymap::Key;
use super::shared::Shared;
use super::theme::Theme;
use crate::session::{ExampleId, Request, Snapshot};

/// The result of a key's action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reaction {
    /// The key has no meaning here, and nothing has changed: another binding, or the layer below, may take it.
    Ignored,
    /// The key took effect.
    Done,
    /// The key did nothing but say why.
    Refused,
}

impl Reaction {
    /// Returns `Done` if something happened, else `Ignored`.
    pub fn done_if(happened: bool) -> Self {
        if happened { Self::Done } else { Self::Ignored }
    }

    /// Flips `switch` if the key `applies`.
    pub fn toggle(switch: &mut bool, applies: bool) -> Self {
        *switch ^= applies;
        Self::done_if(applies)
    }
}

/// A line of a component's table: keys, and their action.
///
/// A key may appear several times in a table: the first binding that does not ignore it takes it.
#[derive(Debug)]
pub struct Binding<C> {
    /// Its name and its keys.
    pub bound: BoundKeys,
    /// The action.
    pub act: fn(&mut C, &mut Context<'_>) -> Reaction,
}

/// Makes a line of a table.
pub const fn binding<C>(
    name: &'static str,
    keys: &'static [Key],
    act: fn(&mut C, &mut Context<'_>) -> Reaction,
) -> Binding<C> {
    Binding { bound: BoundKeys { name, keys }, act }
}

/// Which binding took a key, and the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// The name of the binding.
    pub name: &'static str,
    /// The result of its action.
    pub reaction: Reaction,
}

/// Something with a name and a table of keys.
pub trait Keyed: Sized + 'static {
    /// The name; for a screen, that of its folder.
    const NAME: &'static str;
    /// The table, in the order of the help. It may consist of several parts, some of them shared.
    const BINDINGS: &'static [&'static [Binding<Self>]];

    /// Returns the table without the actions.
    fn bound_keys() -> Vec<BoundKeys> {
        Self::BINDINGS.iter().copied().flatten().map(|binding| binding.bound).collect()
    }

    /// Carries out the first binding that is `wanted` and does not ignore it.
    fn take(&mut self, wanted: &dyn Fn(BoundKeys) -> bool, cx: &mut Context<'_>) -> Option<Taken> {
        for binding in Self::BINDINGS.iter().copied().flatten() {
            if wanted(binding.bound) {
                let reaction = (binding.act)(self, cx);
                if reaction != Reaction::Ignored {
                    return Some(Taken { name: binding.bound.name, reaction });
                }
            }
        }
        None
    }
}

/// The object-safe view of [`Keyed`], implemented for every [`Component`], never by hand.
pub trait Layer {
    /// See [`Keyed::NAME`].
    fn name(&self) -> &'static str;
    /// See [`Keyed::bound_keys`].
    fn bindings(&self) -> Vec<BoundKeys>;
    /// See [`Keyed::take`].
    fn try_bindings(&mut self, wanted: &dyn Fn(BoundKeys) -> bool, cx: &mut Context<'_>) -> Option<Taken>;
    /// Returns a copy.
    fn duplicate(&self) -> Box<dyn Component>;
}

impl<C: Component + Keyed + Clone> Layer for C {
    fn name(&self) -> &'static str {
        C::NAME
    }

    fn bindings(&self) -> Vec<BoundKeys> {
        C::bound_keys()
    }

    fn try_bindings(&mut self, wanted: &dyn Fn(BoundKeys) -> bool, cx: &mut Context<'_>) -> Option<Taken> {
        self.take(wanted, cx)
    }

    fn duplicate(&self) -> Box<dyn Component> {
        Box::new(self.clone())
    }
}

/// A screen or an overlay. Only `draw` and `footer` are required; everything else has defaults.
pub trait Component: Layer + Debug + Send {
    /// Draws the component into `area`. Drawing changes no state.
    fn draw(&self, canvas: &mut Canvas<'_>, area: Rect);

    /// Returns the bindings that the footer may show, its own or others, the most useful first. Bindings that belong
    /// together are one string, `"time.back time.forward"`, and have the word of the first.
    fn footer(&self, shared: &Shared, snapshot: &Snapshot) -> Vec<&'static str>;

    /// Handles a click at `place` when the component is drawn into `area`.
    fn click(&mut self, _place: Position, _area: Rect, _theme: &Theme, _cx: &mut Context<'_>) -> Reaction {
        Reaction::Ignored
    }

    /// Takes in a new snapshot: another run may have fewer layers, units and examples.
    fn see(&mut self, _shared: &Shared, _snapshot: &Snapshot) {}

    // For screens:

    /// Called when the screen opens. `back_to` is the screen that opened it to show the current example, if any.
    fn enter(&mut self, _back_to: Option<&'static str>) {}

    /// Returns what snapshots must contain for this screen.
    fn request(&self, example: ExampleId) -> Request {
        Request { example, ..Request::default() }
    }

    /// Returns whether time advances phase by phase on this screen.
    fn counts_phases(&self) -> bool {
        false
    }

    // For overlays:

    /// Returns whether layers below may take the binding `name` if this one ignores its key.
    fn passes(&self, _name: &str, _snapshot: &Snapshot) -> bool {
        true
    }

    /// Returns whether it hides the screen, so that the key of the open screen closes it.
    fn covers(&self) -> bool {
        false
    }

    /// Returns its question in the footer.
    fn question(&self, _shared: &Shared, _snapshot: &Snapshot) -> Option<String> {
        None
    }

    /// Returns the text being typed into it.
    fn entry<'a>(&'a self, _shared: &'a Shared) -> Option<&'a str> {
        None
    }

    /// Like [`Component::entry`], mutable.
    fn entry_mut<'a>(&'a mut self, _shared: &'a mut Shared) -> Option<&'a mut String> {
        None
    }

    /// Called when the overlay was closed.
    fn closed(&self, _shared: &mut Shared) {}
}

impl Clone for Box<dyn Component> {
    fn clone(&self) -> Self {
        self.duplicate()
    }
}
