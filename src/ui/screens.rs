//! The screens, each with the keys that open it. A new one has its line here, its folder, and its texts.

use super::boundary::Boundary;
use super::compare::Compare;
use super::component::{Binding, Component, Keyed, binding};
use super::dashboard::Dashboard;
use super::global::Global;
use super::keymap::Key;
use super::predictions::Predictions;
use super::step::Step;
use super::told::Told;
use super::units::Units;

/// Every screen: its name, its type, and its keys.
macro_rules! screens {
    ($($name:ident: $screen:ty = $($key:literal)+;)+) => {
        /// All screens, each with its own state.
        #[derive(Debug, Clone, Default)]
        #[expect(missing_docs, reason = "each has its own")]
        pub struct Screens {
            $(pub $name: $screen,)+
        }

        /// Their names, in the order of their keys.
        pub const NAMES: &[&str] = &[$(stringify!($name)),+];

        /// The keys that open them.
        pub(super) const OPEN: &[Binding<Global>] = &[
            $(binding(
                concat!("screens.", stringify!($name)),
                &[$(Key::char($key)),+],
                |_, cx| cx.open(stringify!($name)),
            ),)+
        ];

        /// The tables of all of them.
        pub(super) fn told() -> Vec<Told> {
            [$(<$screen>::told()),+].concat()
        }

        impl Screens {
            /// All, in the order of [`NAMES`].
            pub(super) fn all(&self) -> [&dyn Component; NAMES.len()] {
                [$(&self.$name),+]
            }

            /// The same, to be changed.
            pub(super) fn all_mut(&mut self) -> [&mut dyn Component; NAMES.len()] {
                [$(&mut self.$name),+]
            }
        }
    };
}

screens! {
    dashboard: Dashboard = '1';
    step: Step = 's' '2';
    boundary: Boundary = '3';
    predictions: Predictions = '4';
    units: Units = '5';
    compare: Compare = '6';
}
