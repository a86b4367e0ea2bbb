//! The list of all bindings, and README's table of them.

use std::sync::LazyLock;

use super::bound_keys::{BoundKeys, sections};
use super::component::{Binding, Keyed};
use super::global::{self, Always, Global, Stop};
use super::{OPEN_SCREENS, Screens, overlays};
use crate::t;
use crate::text::Text;

static ALL: LazyLock<Vec<BoundKeys>> =
    LazyLock::new(|| [of_every_screen(), Screens::bound_keys(), overlays::bound_keys()].concat());

impl Keyed for Global {
    const NAME: &'static str = "global";
    const BINDINGS: &'static [&'static [Binding<Self>]] =
        &[OPEN_SCREENS, global::PROGRAM, global::TIME, global::RUN, global::LOOK];
}

pub(super) fn of_every_screen() -> Vec<BoundKeys> {
    [Global::bound_keys(), Stop::bound_keys(), Always::bound_keys()].concat()
}

/// Returns all bindings: those of every screen, then those of each screen and of each overlay.
pub fn all_keys() -> &'static [BoundKeys] {
    &ALL
}

/// Returns all tables as Markdown, one below another.
pub fn markdown(text: &Text) -> String {
    let mut table = format!("{}\n|---|---|\n", t!(text, "messages.keys_header"));
    for (section, all) in sections(ALL.iter().copied()) {
        table += &format!("| | **{}** |\n", text.section(section));
        for bound in all {
            let keys: Vec<String> = bound.keys.iter().map(|key| format!("`{}`", key.name())).collect();
            if let Some(sentence) = text.sentence(bound.name) {
                table += &format!("| {} | {sentence} |\n", keys.join(" "));
            }
        }
    }
    table
}
