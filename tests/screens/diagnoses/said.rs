//! The sentences: on the screen, dismissed, said again, and as long as a line.

use std::mem::discriminant;
use std::time::Duration;

use super::{overfitting, weight, with_biases, without_a_class};
use crate::common::lecture::{LANGUAGES, Lecture, READABLE, SIZES, SMALL};
use crate::common::session;
use mlp_tui::nn::{Activation, Init};
use mlp_tui::session::{Blame, Cause, Command, Diagnosis, Measure, Position, Session, Setting, Settings};
use mlp_tui::text::Text;
use mlp_tui::ui::{HOLD, MINIMUM, all_keys, all_of, sentence};

#[test]
fn a_number_typed_too_large_is_named_when_the_run_breaks() {
    let mut run = session("spiral", Settings::default());
    run.apply(Command::Set(Setting::Parameter(weight(1, 0, 0), 1e308)));
    run.step();
    run.step();
    let blame = run.run().breakdown().expect("it overflows").blame;
    assert_eq!(blame, Blame::ByHand(0));
    let frame = Lecture::on(run).at(SMALL);
    frame.says("a value set by hand at step 0 is too large").hides_all(["initial parameters", "ε = 1 is"]);
}

/// Makes the session of a run.
type Make = fn() -> Session;

#[test]
fn each_sentence_stands_on_the_screen_in_both_languages_and_is_dismissed() {
    let runs: [(Make, u64, &str, &str); 6] = [
        (
            || session("spiral", Settings { init: Init::Zeros, ..Settings::default() }),
            1,
            "only B² can learn",
            "solo B² puede aprender",
        ),
        (
            || session("spiral", Settings { learning_rate: 20.0, ..Settings::default() }),
            60,
            "far above its start",
            "por encima de su inicio",
        ),
        (|| with_biases(&[-5.0, -6.0], Activation::Relu), 1, "are dead", "muertas"),
        (|| with_biases(&[9.0, -8.0], Activation::Tanh), 1, "are saturated", "saturada"),
        (overfitting, 1000, "Overfits since", "Sobreajuste desde"),
        (without_a_class, 60, "Class 2 is never", "La clase 2 nunca"),
    ];
    for (make, step, english, spanish) in runs {
        for (language, words) in LANGUAGES.into_iter().zip([english, spanish]) {
            let mut run = make();
            run.go_to(Position { step, phase: 0 });
            let mut lecture = Lecture::new(run, language);
            lecture.at(MINIMUM).shows("Esc").hides_all(["{", "}"]);
            for size in SIZES {
                lecture.at(size).says(words).shows("Esc").hides_all(["{", "}"]);
            }
            let count = lecture.snapshot.diagnoses().len();
            lecture.keys(&format!("Esc×{count}")).at(SMALL).hides(" ! "); // dismissed
            lecture.keys("Right").at(SMALL).hides(" ! "); // it does not come back by itself
        }
    }
}

#[test]
fn what_went_away_in_between_is_said_again() {
    let mut lecture = Lecture::of("spiral", Settings { init: Init::Zeros, ..Settings::default() });
    lecture.at(SMALL).hides(" ! "); // nothing was learned yet
    lecture.keys("Right").at(SMALL).shows("only B² can learn");
    lecture.keys("Esc Esc").at(SMALL).hides(" ! ");
    lecture.keys("Left Right").at(SMALL).shows("only B² can learn"); // step 0 was without it
    // On the other screens, too: Esc closes the sentence first, and the screen after.
    lecture.keys("3").at(SMALL).shows("only B² can learn");
    assert_eq!(lecture.keys("Esc").app.screen_name(), "boundary");
}

/// The lines of a frame that hold the frames of panes: where each pane stands.
fn skeleton(frame: &str) -> Vec<String> {
    let corners = |line: &str| line.chars().map(|c| if "╭╮╰╯┏┓┗┛".contains(c) { c } else { ' ' }).collect::<String>();
    frame.lines().map(|line| corners(line).trim_end().to_owned()).collect()
}

#[test]
fn at_a_large_learning_rate_nothing_jumps_and_a_sentence_stands_for_two_seconds() {
    let settings = Settings { learning_rate: 100.0, ..Settings::default() };
    let mut lecture = Lecture::of("spiral", settings);
    let at_rest = READABLE.map(|size| skeleton(lecture.at(size).text()));
    let (mut shown, mut since) = (Vec::new(), Duration::ZERO);
    let mut stood = 0;
    for step in 1..3000_u64 {
        let now = Duration::from_millis(16 * step);
        lecture.session.step();
        lecture.snapshot = lecture.session.snapshot(Measure::WhenDue);
        lecture.app.see(&lecture.snapshot);
        lecture.app.watch(&lecture.snapshot, now);
        if lecture.app.shared.alerts.shown() != shown {
            assert!(
                shown.is_empty() && since.is_zero() || now >= since + HOLD,
                "{shown:?} stood from {since:?} to {now:?}"
            );
            (shown, since) = (lecture.app.shared.alerts.shown().to_vec(), now);
        }
        stood += usize::from(!shown.is_empty());
        if step % 25 == 0 {
            let frames = READABLE.map(|size| skeleton(lecture.at(size).text()));
            assert!(frames == at_rest, "a pane moved at step {step}:\n{}", lecture.at(SMALL).text());
        }
    }
    assert!(stood > 2000, "it is said: {stood}");
}

#[test]
fn every_sentence_fits_a_line_of_eighty_columns() {
    let snapshot = overfitting().snapshot(Measure::Always);
    for language in LANGUAGES {
        let text = Text::of(language);
        let all = [
            Diagnosis::Diverging(Cause::LearningRate),
            Diagnosis::Diverging(Cause::Mistake),
            Diagnosis::Diverging(Cause::ByHand(1234)),
            Diagnosis::Diverging(Cause::Earlier(1234)),
            Diagnosis::NothingLearns,
            Diagnosis::AllUnitsDead(0),
            Diagnosis::Symmetric(0),
            Diagnosis::Saturated(0),
            Diagnosis::TestNotFinite,
            Diagnosis::Overfits(1234),
            Diagnosis::Untrained(0),
            Diagnosis::ClassNeverPredicted(0),
        ];
        for one in all {
            let said = sentence(&[one], &snapshot, text, all_keys(), 72);
            assert!(!said.contains('…'), "{said}");
            let long =
                sentence(&[one], &snapshot, text, all_keys(), 72).contains(all_of(&[one], &snapshot, text).as_str());
            assert!(long, "only in its short form: {said}");
            for other in all.into_iter().filter(|other| discriminant(other) != discriminant(&one)) {
                let both = sentence(&[one, other], &snapshot, text, all_keys(), 72);
                assert!(!both.contains(['…', '{']), "{both}");
            }
        }
    }
}
