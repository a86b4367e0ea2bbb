//! The changes made to the run, in words: each sentence names the change and the key that undoes it.

use super::bound_keys::{BoundKeys, key_of};
use crate::session::{Deed, News, Way};
use crate::settings::name_and_value;
use crate::t;
use crate::text::{Text, fill, sanitize};

/// Describes what a deed changed, such as `w¹[1,3]: 0.8081 → 5`; with `is_back`, what undoing it changes.
fn deed(deed: &Deed, is_back: bool, hidden_layers: usize, text: &Text) -> String {
    let change = |name: &str, before: String, after: String| {
        let (before, after) = if is_back { (after, before) } else { (before, after) };
        t!(text, "deeds.change", name = name, before = before, after = after)
    };
    match deed {
        Deed::Set { before, after } => {
            let ((name, before), (_, after)) =
                (name_and_value(*before, hidden_layers, text), name_and_value(*after, hidden_layers, text));
            change(&name, before, after)
        }
        Deed::Reset => if is_back { t!(text, "deeds.reset_back") } else { t!(text, "deeds.reset") }.to_owned(),
        Deed::Reseed { before, after } => change(t!(text, "deeds.seed"), before.to_string(), after.to_string()),
        Deed::Rebuild { before, after } if before == after || is_back => {
            if is_back { t!(text, "deeds.rebuild_back") } else { t!(text, "deeds.rebuild") }.to_owned()
        }
        Deed::Rebuild { before, after } => change(t!(text, "deeds.rebuild"), sanitize(before), sanitize(after)),
        Deed::Swap => t!(text, "deeds.swap").to_owned(),
    }
}

pub(super) fn sentence(news: &News, hidden_layers: usize, text: &Text, keys: &[BoundKeys]) -> String {
    let is_back = news.way == Way::Undone;
    let starts_over = matches!(news.dated.deed, Deed::Reset | Deed::Reseed { .. } | Deed::Rebuild { .. });
    let what = if starts_over && news.way == Way::Redone {
        t!(text, "deeds.newer_back").to_owned()
    } else {
        deed(&news.dated.deed, is_back, hidden_layers, text)
    };
    let at = news.moved_to.map_or_else(String::new, |step| t!(text, "deeds.at", step = step));
    let (undo, redo) = (key_of("run.undo", keys), key_of("run.redo", keys));
    let values = [("what", &*what), ("at", &*at), ("undo", &*undo), ("redo", &*redo)];
    fill(
        if is_back {
            t!(text, "deeds.undone")
        } else if starts_over {
            t!(text, "deeds.begun")
        } else {
            t!(text, "deeds.done")
        },
        &values,
    )
}
