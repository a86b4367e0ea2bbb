//! The sentences of the Step screen are true of the network that stands there, whatever it is.

use crate::common::lecture::{Lecture, SMALL};
use crate::common::session;
use mlp_tui::explain::{Description, Place};
use mlp_tui::nn::{Activation, Init, Mistake, ParameterId};
use mlp_tui::session::{Command, Phase, PhaseKind, Position, Setting, Settings};
use mlp_tui::text::{Language, Text};
use mlp_tui::ui::KeyCode;

/// The words over the matrices of `phase`, each run of spaces and frames as one space.
fn words(lecture: &mut Lecture, phase: Phase) -> String {
    let index = lecture.snapshot.open.as_ref().unwrap().phases().iter().position(|&other| other == phase).unwrap();
    lecture.keys("Home");
    (0..index).for_each(|_| lecture.press(KeyCode::Right));
    lecture.keys("i");
    let words = lecture.at(SMALL).words();
    lecture.keys("i");
    words
}

fn on_the_step_screen(settings: Settings, setting: Option<Setting>) -> Lecture {
    let mut session = session("blackboard", settings);
    if let Some(setting) = setting {
        session.apply(Command::Set(setting));
    }
    let mut lecture = Lecture::on(session);
    lecture.keys("s");
    lecture
}

#[test]
fn the_bias_is_among_what_adds_up_and_no_function_doubles_a_sum() {
    let [english, spanish] = [Language::English, Language::Spanish].map(Text::of);
    assert!(english.get("talk.pre_activation").contains("their products and the bias add up"));
    assert!(spanish.get("talk.pre_activation").contains("sus productos más el sesgo suman"));
    let is_talk = |key: &&str| key.starts_with("talk.") || key.starts_with("controls.talk.");
    let all = spanish.keys().filter(is_talk).filter_map(|key| spanish.find(key));
    assert!(all.into_iter().all(|sentence| !sentence.contains("dobla")), "«doblar» is to double, too");
}

#[test]
fn what_is_otherwise_in_this_run_is_said() {
    let mut wrong = on_the_step_screen(Settings::default(), Some(Setting::Mistake(Some(Mistake::MissingMask))));
    let here = words(&mut wrong, PhaseKind::PreActivationGradient.at(0));
    assert!(here.contains("But here a mistake is planted. ∂L/∂Z = ∂L/∂H"), "{here}");
    let elsewhere = words(&mut wrong, PhaseKind::LogitsGradient.at(1));
    assert!(!elsewhere.contains("mistake is planted."), "{elsewhere}");
    let id = ParameterId { layer: 0, row: Some(0), column: 0 };
    let mut held = on_the_step_screen(Settings::default(), Some(Setting::Freeze(id, true)));
    let update = words(&mut held, PhaseKind::WeightUpdate.at(0));
    assert!(update.contains("frozen or silenced stay as they are"), "{update}");
}

#[test]
fn a_tie_is_no_prediction_and_a_dead_unit_with_no_mask_has_a_gradient() {
    let text = Text::of(Language::English);
    let zeros = Settings { init: Init::Zeros, ..Settings::default() };
    let mut session = session("blackboard", zeros);
    let at = |phase: Phase, session: &mut mlp_tui::session::Session| {
        let index = session.run().setup().phases().iter().position(|&other| other == phase).unwrap();
        session.go_to(Position { step: 0, phase: index });
        Description::new(&session.open().unwrap(), phase).remark(Place::default(), text).unwrap()
    };
    let tie = at(PhaseKind::Probabilities.at(1), &mut session);
    assert!(tie.contains("the largest p is shared by 3 classes"), "{tie}");
    let dead = at(PhaseKind::PreActivationGradient.at(0), &mut session);
    assert!(dead.contains("no gradient"), "{dead}");
    session.apply(Command::Set(Setting::Mistake(Some(Mistake::MissingMask))));
    let passes = at(PhaseKind::PreActivationGradient.at(0), &mut session);
    assert!(passes.contains("its column of H is 0") && !passes.contains("no gradient"), "{passes}");
}

#[test]
fn the_identity_bends_nothing_and_has_no_flat_place() {
    let settings = Settings { activation: Activation::Identity, ..Settings::default() };
    let mut lecture = on_the_step_screen(settings, None);
    let forward = words(&mut lecture, PhaseKind::Activation.at(0));
    assert!(forward.contains("The identity changes nothing") && !forward.contains("flat"), "{forward}");
    let backward = words(&mut lecture, PhaseKind::PreActivationGradient.at(0));
    assert!(backward.contains("every gradient passes unchanged"), "{backward}");
}
