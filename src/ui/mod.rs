//! What a person sees and does: keys become effects, screens and what lies over them are drawn.
//!
//! A screen is one folder and a [`Component`]; what lies over a screen is one, too, in `overlays` or in the folder of
//! the only screen that opens it. What all of them share is [`Shared`]; a key finds that, the snapshot, and what it may
//! ask for in its [`Context`].
//!
//! A new screen:
//!
//! 1. Its state is a struct with `Default`, in `ui/NAME/mod.rs`; nothing else holds any of it. What other screens look
//!    at, too, is in [`Look`] or [`Training`].
//! 2. `impl Keyed`: its name, and its table: `binding("NAME.what", KEYS, Self::what)`. The table is the dispatch. What
//!    is `Ignored` goes on to the next binding with that key, then to the tables of every screen (`global`); it must
//!    have changed nothing. Meanings that exclude each other are bindings of their own.
//! 3. The texts of a binding stand under `keys.NAME.what`: `help`, and `word` where the footer has an entry of it.
//! 4. `impl Component`, in `ui/NAME/draw.rs`: `draw(canvas, area)`, `footer` (names, in the order of their use); where
//!    it needs them `click`, `see`, `enter`, `request`. Functions that draw take `(the screen or what they need of it,
//!    canvas, area)`; those that only look a [`Scene`]. No screen sees the state of another; pictures that several
//!    screens show are in `pictures`.
//! 5. Its `mod` and its line in the table of screens, both below, and its name in the texts (`sections.NAME`,
//!    `keys.screens.NAME`).

mod alerts;
mod app;
mod bound_keys;
mod boundary;
mod canvas;
mod compare;
mod component;
mod context;
mod curves;
mod dashboard;
mod deeds;
mod diagnoses;
mod edit;
mod effect;
mod frame;
mod global;
mod hints;
mod keymap;
pub(crate) mod kit;
mod layout;
mod overlays;
pub mod pace;
mod palette;
mod pictures;
mod predictions;
mod run_files;
mod shared;
mod step;
mod tables;
mod theme;
mod units;

pub use alerts::{Alerts, HOLD};
pub use app::App;
pub use bound_keys::{BoundKeys, Sections};
pub use boundary::Display;
pub use canvas::{Canvas, Scene};
pub use component::{Binding, Component, Keyed, Reaction};
pub use context::Context;
pub(crate) use curves::{branch_curves, curve, draw_branches};
pub use dashboard::Pane;
pub use diagnoses::{all_of, left_out, sentence};
pub use effect::{Effect, Host};
pub use frame::draw;
pub use hints::{Hint, hints};
pub use keymap::{Key, KeyCode};
pub use layout::{Layout, MINIMUM};
pub use overlays::settings::{Controls, Field, Plan, SettingsLine};
pub use pace::{Pace, Playback, Status};
pub(crate) use palette::class_symbol;
pub use predictions::{Predictions, PredictionsDisplay};
pub use run_files::RunFiles;
pub use shared::{Kept, KeptFile, Look, Note, Notice, Outcome, SavePrompt, Shared, Training, Unsaved};
pub use step::Step;
pub use tables::{all_keys, markdown};
pub use theme::{ColorDepth, DEAD, SCALE_GLYPHS, SILENCED, Theme};
pub use units::UnitsDisplay;

use component::binding;
use global::Global;

/// Every screen: its name, its type, and the keys that open it.
macro_rules! screens {
    ($($name:ident: $screen:ty = $($key:literal)+;)+) => {
        /// All screens, each with its own state.
        #[derive(Debug, Clone, Default)]
        #[expect(missing_docs, reason = "each has its own")]
        pub struct Screens {
            $(pub $name: $screen,)+
        }

        /// Their names, in the order of their keys.
        const SCREENS: &[&str] = &[$(stringify!($name)),+];

        /// The keys that open them.
        const OPEN_SCREENS: &[Binding<Global>] = &[
            $(binding(
                concat!("screens.", stringify!($name)),
                &[$(Key::char($key)),+],
                |_, cx| cx.open(stringify!($name)),
            ),)+
        ];

        impl Screens {
            /// The bindings of all of them.
            fn bound_keys() -> Vec<BoundKeys> {
                [$(<$screen>::bound_keys()),+].concat()
            }

            /// All, in the order of [`SCREENS`].
            fn all(&self) -> [&dyn Component; SCREENS.len()] {
                [$(&self.$name),+]
            }

            /// The same, to be changed.
            fn all_mut(&mut self) -> [&mut dyn Component; SCREENS.len()] {
                [$(&mut self.$name),+]
            }
        }
    };
}

screens! {
    dashboard: dashboard::Dashboard = '1';
    step: step::Step = 's' '2';
    boundary: boundary::Boundary = '3';
    predictions: predictions::Predictions = '4';
    units: units::Units = '5';
    compare: compare::Compare = '6';
}
