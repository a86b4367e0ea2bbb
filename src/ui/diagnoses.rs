//! Diagnoses in words.

use unicode_width::UnicodeWidthStr;

use super::bound_keys::{BoundKeys, key_of};
use crate::session::{Cause, Diagnosis, Setup, Snapshot, superscript};
use crate::t;
use crate::text::{Text, exact, fill, fit, fit_among, number};

const CLASS: usize = 16;

/// Returns one sentence of at most `width` columns, with advice (which names `keys`) if there is room; cut if need be.
pub fn sentence(found: &[Diagnosis], snapshot: &Snapshot, text: &Text, keys: &[BoundKeys], width: usize) -> String {
    let Some((&first, rest)) = found.split_first() else { return String::new() };
    let words = |diagnosis: Diagnosis, form: &str| clause(diagnosis, form, snapshot, text, keys);
    let all = |first: String, form: &str| {
        rest.iter().fold(first, |all, &diagnosis| format!("{all}; {}", lower(&words(diagnosis, form))))
    };
    let (long, short) = (words(first, ""), words(first, "_also"));
    let candidates = [
        format!("{}. {}.", all(long.clone(), ""), words(first, "_advice")),
        format!("{}. {}.", all(long.clone(), "_also"), words(first, "_advice")),
        all(long.clone(), ""),
        all(long.clone(), "_also"),
        all(upper(&short), "_also"),
        // The others are shown once the first is dismissed.
        long,
        upper(&short),
    ];
    let fits = |sentence: &&String| sentence.width() <= width;
    candidates.iter().find(fits).cloned().unwrap_or_else(|| fit(&upper(&short), width))
}

/// Returns diagnoses at full length, without advice: for commands without a screen.
pub fn all_of(found: &[Diagnosis], snapshot: &Snapshot, text: &Text) -> String {
    let clauses: Vec<String> =
        found.iter().map(|&diagnosis| lower(&clause(diagnosis, "", snapshot, text, &[]))).collect();
    upper(&clauses.join("; "))
}

/// Returns each diagnosis at full length with its advice.
pub fn explained(found: &[Diagnosis], snapshot: &Snapshot, text: &Text, keys: &[BoundKeys]) -> Vec<String> {
    let words = |diagnosis, form| clause(diagnosis, form, snapshot, text, keys);
    found.iter().map(|&one| format!("{}. {}.", words(one, ""), words(one, "_advice"))).collect()
}

/// Returns one diagnosis in a `form`: `""`, the shorter `_also` for use after others, or `_advice`.
fn clause(diagnosis: Diagnosis, form: &str, snapshot: &Snapshot, text: &Text, keys: &[BoundKeys]) -> String {
    let hidden = snapshot.hidden_layers();
    let of_layer = |layer: usize| if hidden > 1 { superscript(layer + 1) } else { String::new() };
    let layer = match diagnosis {
        Diagnosis::AllUnitsDead(layer) | Diagnosis::Symmetric(layer) | Diagnosis::Saturated(layer) => of_layer(layer),
        _ => String::new(),
    };
    let class = match diagnosis {
        Diagnosis::Untrained(class) | Diagnosis::ClassNeverPredicted(class) => {
            fit_among(&snapshot.problem().class_names, class, CLASS)
        }
        _ => String::new(),
    };
    let step = match diagnosis {
        Diagnosis::Overfits(step) | Diagnosis::Diverging(Cause::ByHand(step) | Cause::Earlier(step)) => step,
        _ => 0,
    };
    let measured = snapshot.measured.evaluation.as_ref().map_or(snapshot.position.step, |evaluation| evaluation.step);
    let test = || snapshot.measured.history.test_loss.buckets().iter().take_while(|bucket| bucket.first <= measured);
    let least = test().map(|bucket| bucket.min).reduce(f64::min).map_or_else(String::new, number);
    // The same number as in the header.
    let now = snapshot.measured.evaluation.as_ref().and_then(|evaluation| evaluation.test);
    let now = now.map_or_else(String::new, |test| number(test.loss));
    let values = [
        ("rate", &*exact(snapshot.learning_rate())),
        ("start", &*key_of("time.start", keys)),
        ("less", &*key_of("run.smaller_rate", keys)),
        ("controls", &*key_of("app.settings", keys)),
        ("layer", &*layer),
        ("last", &*of_layer(hidden.saturating_sub(1))),
        ("out", &*superscript(hidden + 1)),
        ("class", &*class),
        ("step", &*step.to_string()),
        ("least", &*least),
        ("now", &*now),
    ];
    let words = text.of_name("diagnoses", &format!("{}{form}", diagnosis.name()));
    words.map_or_else(String::new, |words| fill(words, &values))
}

fn upper(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Lowercases the first letter, unless the first word is a symbol or an acronym.
fn lower(sentence: &str) -> String {
    let mut letters = sentence.chars();
    match (letters.next(), letters.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(letters).collect(),
        _ => sentence.to_owned(),
    }
}

/// Returns a sentence about data rows that were left out, if any.
pub fn left_out(setup: &Setup, text: &Text) -> Option<String> {
    let problem = setup.problem();
    (problem.rows_left_out > 0)
        .then(|| t!(text, "messages.rows_left_out", count = problem.rows_left_out, dataset = problem.name))
}
