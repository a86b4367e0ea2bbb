//! Which alerts are shown, and for how long. There is no clock here: the caller passes the time.

use std::mem::discriminant;
use std::time::Duration;

use crate::session::{Diagnosis, Snapshot};

/// The minimum time for which a sentence is shown, and how long a diagnosis is still shown after it was last found.
pub const HOLD: Duration = Duration::from_secs(2);
/// How long a dismissed diagnosis must be absent before it is shown again.
const FORGET: Duration = Duration::from_secs(10);

/// The line of alerts. Diagnoses that alternate within [`HOLD`] are shown together, as one sentence.
#[derive(Debug, Clone, Default)]
pub struct Alerts {
    found: Vec<Diagnosis>,
    /// Diagnoses found within [`HOLD`], at most one of each kind, and when each was last found.
    seen: Vec<(Diagnosis, Duration)>,
    shown: Vec<Diagnosis>,
    /// When `shown` last changed.
    since: Option<Duration>,
    /// Dismissed diagnoses, and when each was last found.
    dismissed: Vec<(Diagnosis, Duration)>,
    /// The step of the latest findings.
    step: u64,
    /// What all of this is about: the data set, its classes, and the layer sizes of the network.
    about: (String, Vec<String>, Vec<usize>),
}

impl Alerts {
    /// Starts afresh if `snapshot` has other data or another network.
    pub fn see(&mut self, snapshot: &Snapshot) {
        let (dataset, classes, sizes) = &self.about;
        let problem = snapshot.problem();
        if *dataset != problem.name || *classes != problem.class_names || *sizes != snapshot.sizes() {
            let about = (problem.name.clone(), problem.class_names.clone(), snapshot.sizes().to_vec());
            *self = Self { about, ..Self::default() };
        }
    }

    /// Takes in the diagnoses `found` at `step`. Returns whether the shown ones have changed.
    pub fn watch(&mut self, found: &[Diagnosis], step: u64, now: Duration) -> bool {
        if step < self.step && found.is_empty() {
            // The run went back to before the problem.
            let had_alert = !self.shown.is_empty();
            let about = std::mem::take(&mut self.about);
            *self = Self { step, about, ..Self::default() };
            return had_alert;
        }
        // The previous findings held until now.
        let until_now = std::mem::replace(&mut self.found, found.to_vec());
        for (dismissed, last) in &mut self.dismissed {
            if until_now.iter().any(|found| is_same(*dismissed, *found)) {
                *last = now;
            }
        }
        self.step = step;
        self.dismissed.retain(|(_, last)| now < *last + FORGET);
        for &diagnosis in found {
            self.seen.retain(|(other, _)| discriminant(other) != discriminant(&diagnosis));
            self.seen.push((diagnosis, now));
            self.dismissed.iter_mut().filter(|(other, _)| is_same(*other, diagnosis)).for_each(|(_, last)| *last = now);
        }
        self.seen.retain(|(_, last)| now < *last + HOLD);
        let wanted = self.wanted();
        let may_change = self.since.is_none_or(|since| now >= since + HOLD);
        let changes = wanted != self.shown && may_change;
        if changes {
            (self.shown, self.since) = (wanted, Some(now));
        }
        changes
    }

    /// Returns what would be shown if the sentence could change now, the most important first.
    fn wanted(&self) -> Vec<Diagnosis> {
        let is_dismissed = |diagnosis: Diagnosis| self.dismissed.iter().any(|(other, _)| is_same(*other, diagnosis));
        let seen = self.seen.iter().map(|(diagnosis, _)| *diagnosis);
        let mut wanted: Vec<Diagnosis> = seen.filter(|diagnosis| !is_dismissed(*diagnosis)).collect();
        wanted.sort_unstable();
        // A class that is never predicted is a consequence of whatever else is wrong.
        let is_alone = wanted.len() < 2;
        wanted.retain(|diagnosis| is_alone || !matches!(diagnosis, Diagnosis::ClassNeverPredicted(_)));
        wanted
    }

    /// Returns the diagnoses shown, the most important first.
    pub fn shown(&self) -> &[Diagnosis] {
        &self.shown
    }

    /// Dismisses the diagnoses shown. Returns whether there were any.
    pub fn dismiss(&mut self) -> bool {
        let last = |shown: &Diagnosis| self.seen.iter().find(|(seen, _)| seen == shown).map(|(_, last)| *last);
        let shown = std::mem::take(&mut self.shown);
        let dismissed = shown.iter().map(|shown| (*shown, last(shown).or(self.since).unwrap_or_default()));
        let dismissed: Vec<_> = dismissed.collect();
        self.dismissed.extend(dismissed);
        !shown.is_empty()
    }

    /// Returns when the sentence may change even if nothing new is found.
    pub fn due(&self) -> Option<Duration> {
        let gone = self.seen.iter().filter(|(diagnosis, _)| !self.found.contains(diagnosis));
        let next = gone.map(|(_, last)| *last + HOLD).min();
        let held = (self.wanted() != self.shown).then(|| self.since.map(|since| since + HOLD)).flatten();
        [next, held].into_iter().flatten().min()
    }
}

/// Returns whether both are the same problem: the step of the least test loss may differ.
fn is_same(one: Diagnosis, other: Diagnosis) -> bool {
    one == other || matches!((one, other), (Diagnosis::Overfits(_), Diagnosis::Overfits(_)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use Diagnosis::{AllUnitsDead, ClassNeverPredicted, Overfits, TestNotFinite};

    fn at(tenths: u64) -> Duration {
        Duration::from_millis(100 * tenths)
    }

    #[test]
    fn what_alternates_becomes_one_sentence_that_stands() {
        let mut alerts = Alerts::default();
        let mut changes = Vec::new();
        for tenth in 0..200 {
            let found = [[AllUnitsDead(0)], [TestNotFinite]][tenth as usize % 2];
            if alerts.watch(&found, tenth, at(tenth)) {
                changes.push(tenth);
            }
        }
        assert_eq!(changes, [0, 20], "the first at once, both together when that has stood for two seconds");
        assert_eq!(alerts.shown(), [AllUnitsDead(0), TestNotFinite]);
    }

    #[test]
    fn what_is_over_goes_when_its_time_has_come_and_the_host_is_told_when() {
        let mut alerts = Alerts::default();
        assert!(alerts.watch(&[AllUnitsDead(0)], 5, at(0)));
        assert_eq!(alerts.due(), None, "what is still so stays: paused, nobody need wake up");
        assert!(!alerts.watch(&[], 6, at(5)));
        assert_eq!(alerts.due(), Some(at(20)));
        assert!(alerts.watch(&[], 6, at(20)));
        assert!(alerts.shown().is_empty());
        assert_eq!(alerts.due(), None);
    }

    #[test]
    fn what_was_dismissed_stays_away_while_it_flickers() {
        let mut alerts = Alerts::default();
        alerts.watch(&[AllUnitsDead(0)], 1, at(0));
        assert!(alerts.dismiss() && !alerts.dismiss());
        for tenth in 1..300 {
            let found = if tenth / 30 % 2 == 0 { vec![AllUnitsDead(0)] } else { vec![] };
            alerts.watch(&found, tenth, at(tenth));
            assert!(alerts.shown().is_empty(), "it came back at {tenth}");
        }
        alerts.watch(&[AllUnitsDead(0)], 400, at(500));
        assert_eq!(alerts.shown(), [AllUnitsDead(0)], "it was away for long");
    }

    #[test]
    fn going_back_to_before_it_takes_it_away_at_once() {
        let mut alerts = Alerts::default();
        alerts.watch(&[Overfits(3)], 90, at(0));
        assert!(alerts.watch(&[], 2, at(1)));
        assert!(alerts.shown().is_empty());
        assert!(alerts.watch(&[Overfits(3)], 90, at(2)), "and it is said again");
    }

    #[test]
    fn a_class_that_is_never_predicted_comes_of_what_else_is_wrong() {
        let mut alerts = Alerts::default();
        alerts.watch(&[ClassNeverPredicted(1)], 1, at(0));
        assert_eq!(alerts.shown(), [ClassNeverPredicted(1)]);
        alerts.watch(&[AllUnitsDead(0), ClassNeverPredicted(1)], 2, at(30));
        assert_eq!(alerts.shown(), [AllUnitsDead(0)]);
    }
}
