//! Editing parameters by hand: the keys that change the parameter under a screen's cursor.

use super::component::{Binding, Reaction, binding};
use super::context::Context;
use super::keymap::Key;
use super::overlays::Write;
use crate::nn::ParameterId;
use crate::session::{Command, Edit, Setting, Unit};
use crate::t;

/// A screen with a cursor on a parameter.
pub trait ParameterCursor: Sized + 'static {
    /// The editing keys: part of the screen's own table.
    const EDITS: &'static [Binding<Self>] = &[
        binding("edit.write", &[Key::char('W')], |screen, cx| change(screen, cx, |id, cx| cx.cover(Write::new(id)))),
        binding("edit.more", &[Key::char('K')], |screen, cx| nudge(screen, cx, NUDGE)),
        binding("edit.less", &[Key::char('J')], |screen, cx| nudge(screen, cx, -NUDGE)),
        binding("edit.zero", &[Key::char('0')], |screen, cx| {
            change(screen, cx, |id, cx| cx.walk(Command::Set(Setting::Parameter(id, 0.0))))
        }),
        binding("edit.freeze", &[Key::char('F')], |screen, cx| {
            edit(screen, cx, |id, cx| cx.command(Command::Edit(Edit::Freeze(id))))
        }),
        binding("edit.silence", &[Key::char('z')], silence),
    ];

    /// Returns whether the screen shows parameters at all.
    fn shows_parameters(&self, cx: &Context<'_>) -> bool;

    /// Returns the parameter under the cursor, if any.
    fn parameter(&self, cx: &Context<'_>) -> Option<ParameterId>;

    /// Returns the hidden unit under the cursor; for a weight, the one that it leads to or comes from.
    fn unit(&self, cx: &Context<'_>) -> Option<Unit>;
}

const NUDGE: f64 = 0.1;

/// Acts on the parameter under the cursor, or says that there is none.
fn edit(
    screen: &impl ParameterCursor,
    cx: &mut Context<'_>,
    act: impl FnOnce(ParameterId, &mut Context<'_>) -> Reaction,
) -> Reaction {
    if !screen.shows_parameters(cx) {
        return Reaction::Ignored;
    }
    match screen.parameter(cx) {
        Some(id) => act(id, cx),
        None => cx.refuse(t!(cx.text(), "edit.choose")),
    }
}

/// Acts on the value of the parameter, or says that its unit is silenced.
fn change(
    screen: &impl ParameterCursor,
    cx: &mut Context<'_>,
    act: impl FnOnce(ParameterId, &mut Context<'_>) -> Reaction,
) -> Reaction {
    edit(screen, cx, |id, cx| {
        let conditions = &cx.snapshot.conditions;
        if conditions.fixed.contains(id) && !conditions.frozen.contains(&id) {
            return cx.refuse(t!(cx.text(), "edit.is_silenced"));
        }
        act(id, cx)
    })
}

fn nudge<C: ParameterCursor>(screen: &mut C, cx: &mut Context<'_>, by: f64) -> Reaction {
    change(screen, cx, |id, cx| cx.walk(Command::Edit(Edit::Nudge(id, by))))
}

fn silence<C: ParameterCursor>(screen: &mut C, cx: &mut Context<'_>) -> Reaction {
    let unit = screen.unit(cx);
    edit(screen, cx, |_, cx| match unit {
        Some(unit) => cx.command(Command::Edit(Edit::Silence(unit))),
        None => cx.refuse(t!(cx.text(), "edit.no_unit")),
    })
}
