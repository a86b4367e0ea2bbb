//! The user interface: keys become effects, and screens and overlays are drawn.
//!
//! Each screen is a folder with a [`Component`]. Each overlay is a [`Component`], too; it is in `overlays`, or in the
//! folder of its screen if only one screen opens it. What all of them share is in [`Shared`]. The function bound to a
//! key gets a [`Context`]: the shared state, the snapshot, and methods to ask for anything else.
//!
//! # A new screen
//!
//! 1. **State:** a struct with `Default` in `ui/NAME/mod.rs`, which holds everything that only this screen needs. What
//!    other screens need, too, goes into [`Look`] or [`Training`].
//! 2. **Keys:** `impl Keyed` gives the screen its name and its table of keys. Each line of the table is
//!    `binding("NAME.what", KEYS, Self::what)`. The table is the dispatch: there is no other list of keys. A function
//!    that returns `Ignored` must have changed nothing: the key then goes to the next binding in the table that has it,
//!    and finally to the keys of every screen (in `global`, in the order of `tables`). If a key has meanings that exclude each other, each is a
//!    binding of its own.
//! 3. **Texts:** each binding has an entry `keys.NAME.what` in `src/text/en.toml` and `es.toml`, with `help` (a
//!    sentence) and, if the footer shows the binding, `word`.
//! 4. **Drawing:** `impl Component` in `ui/NAME/draw.rs`. It needs `draw(canvas, area)` and `footer` (the names of the
//!    bindings to show, most useful first), and may override `click`, `see`, `enter`, `request` and others. Functions
//!    that draw take `(the screen or what they need of it, canvas, area)`; functions that only read take a [`Scene`].
//!    No screen sees the state of another. Pictures that several screens show are in `pictures`.
//! 5. **Registration:** its `mod` and its line in `screens!`, both in this file, and its name in the texts:
//!    `sections.NAME` and `keys.screens.NAME`.
//!
//! # From a key to its code
//!
//! Keys with the same meaning on several screens are constants in `keymap`, so grepping for `'w'` does not lead to the
//! screens that use it. Instead, find the key and its sentence with `mlp-tui keys`, then grep `src/text/en.toml` for
//! the sentence: its entry, `keys.NAME.what`, is the help of the binding `"NAME.what"` in a screen's table.

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
pub use boundary::BoundaryDisplay;
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

/// Defines [`Screens`] from each screen's name, type, and the keys that open it.
macro_rules! screens {
    ($($name:ident: $screen:ty = $($key:literal)+;)+) => {
        /// All screens, each with its own state.
        #[derive(Debug, Clone, Default)]
        #[expect(missing_docs, reason = "each has its own")]
        pub struct Screens {
            $(pub $name: $screen,)+
        }

        /// The names of the screens, in the order of their keys.
        const SCREENS: &[&str] = &[$(stringify!($name)),+];

        /// The bindings that open the screens.
        const OPEN_SCREENS: &[Binding<Global>] = &[
            $(binding(
                concat!("screens.", stringify!($name)),
                &[$(Key::char($key)),+],
                |_, cx| cx.open(stringify!($name)),
            ),)+
        ];

        impl Screens {
            /// Returns the bindings of all screens.
            fn bound_keys() -> Vec<BoundKeys> {
                [$(<$screen>::bound_keys()),+].concat()
            }

            /// Returns the screens in the order of [`SCREENS`].
            fn all(&self) -> [&dyn Component; SCREENS.len()] {
                [$(&self.$name),+]
            }

            /// Returns the screens in the order of [`SCREENS`].
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
