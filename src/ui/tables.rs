//! The tables of all keys.

use std::sync::LazyLock;

use super::component::Keyed;
use super::global::{Always, Global, Stop};
use super::told::{Told, sections};
use super::{overlays, screens};
use crate::t;
use crate::text::Text;

static TOLD: LazyLock<Vec<Told>> = LazyLock::new(|| [of_every_screen(), screens::told(), overlays::told()].concat());

/// The bindings that hold on every screen.
pub(super) fn of_every_screen() -> Vec<Told> {
    [Global::told(), Stop::told(), Always::told()].concat()
}

/// All bindings: those of every screen, then those of each screen and of each overlay.
pub fn told() -> &'static [Told] {
    &TOLD
}

/// All tables as Markdown, one below another.
pub fn markdown(text: &Text) -> String {
    let mut table = format!("{}\n|---|---|\n", t!(text, "messages.keys_header"));
    for (section, all) in sections(TOLD.iter().copied()) {
        table += &format!("| | **{}** |\n", text.section(section));
        for told in all {
            let keys: Vec<String> = told.keys.iter().map(|key| format!("`{}`", key.name())).collect();
            if let Some(sentence) = text.sentence(told.name) {
                table += &format!("| {} | {sentence} |\n", keys.join(" "));
            }
        }
    }
    table
}
