//! The compare screen: two branches side by side, A | B.

mod differences;
mod draw;

use crate::session::{Command, Snapshot};
use crate::ui::component::{Binding, Keyed, Reaction, binding};
use crate::ui::context::Context;
use crate::ui::keymap::{DOWN, ENTER, ESC, Key, SCALE, UP};
use crate::ui::kit::moved;

#[derive(Debug, Clone, Default)]
pub struct Compare {
    chosen: usize,
}

impl Keyed for Compare {
    const NAME: &'static str = "compare";
    const BINDINGS: &'static [&'static [Binding<Self>]] = &[&[
        binding("compare.down", DOWN, |compare, cx| compare.choose(cx, 1)),
        binding("compare.up", UP, |compare, cx| compare.choose(cx, -1)),
        binding("compare.put", ENTER, Self::put),
        binding("compare.back", ESC, back_to_the_list),
        binding("compare.swap", &[Key::char('A')], swap),
        binding("compare.scale", SCALE, toggle_scale),
    ]];
}

impl Compare {
    /// Returns the index of the chosen branch, limited to a list of `branches`.
    pub fn clamped(&self, branches: usize) -> usize {
        self.chosen.min(branches.saturating_sub(1))
    }

    /// Moves the choice in the list; ignored while a branch is shown in place of the list.
    fn choose(&mut self, cx: &mut Context<'_>, by: isize) -> Reaction {
        let branches = cx.snapshot.branches.len();
        if branches < 2 || cx.snapshot.other_run.is_some() {
            return Reaction::Ignored;
        }
        self.chosen = moved(self.clamped(branches), by, branches);
        Reaction::Done
    }

    /// Shows the chosen branch beside the run, or removes it.
    fn put(&mut self, cx: &mut Context<'_>) -> Reaction {
        let Some(number) = self.chosen_branch(cx.snapshot) else { return Reaction::Ignored };
        let is_beside = is_beside(number, cx.snapshot);
        cx.command(Command::Compare((!is_beside).then_some(number)))
    }

    fn chosen_branch(&self, snapshot: &Snapshot) -> Option<usize> {
        snapshot.branches.get(self.clamped(snapshot.branches.len())).map(|branch| branch.number)
    }
}

fn is_beside(number: usize, snapshot: &Snapshot) -> bool {
    snapshot.other_run.as_ref().is_some_and(|beside| beside.number == number)
}

fn back_to_the_list(_: &mut Compare, cx: &mut Context<'_>) -> Reaction {
    if cx.snapshot.other_run.is_some() { cx.command(Command::Compare(None)) } else { Reaction::Ignored }
}

fn swap(_: &mut Compare, cx: &mut Context<'_>) -> Reaction {
    if cx.snapshot.other_run.is_some() { cx.command(Command::SwapBranches) } else { Reaction::Ignored }
}

fn toggle_scale(_: &mut Compare, cx: &mut Context<'_>) -> Reaction {
    let look = &mut cx.shared.look;
    Reaction::toggle(&mut look.logarithmic, !look.is_hidden)
}
