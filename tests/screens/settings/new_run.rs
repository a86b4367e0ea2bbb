//! What needs a new run waits, is marked, and starts one.

use super::{choose, row_shows, set, start};
use crate::common::lecture::{Lecture, SIZES, SMALL, WIDE};
use crate::common::{bits, session_of};
use mlp_tui::nn::{Activation, Init};
use mlp_tui::text::Language;
use mlp_tui::ui::Status;

#[test]
fn what_needs_a_new_run_is_marked_first_then_done_then_undone() {
    let mut lecture = Lecture::spiral().after("Right×5");
    let before = lecture.session.run().network().clone();
    row_shows(set(&mut lecture, "hidden", "16,8"), &["●16,8", "needs a new run; now 32"]);
    choose(&mut lecture, "activation").keys("Right Right");
    assert_eq!((lecture.snapshot.position.step, lecture.session.run().network()), (5, &before), "nothing happened yet");
    lecture.at(SMALL).shows_all(["r, then Enter, starts it", "u brings this run back"]);
    lecture.keys("r").at(SMALL).shows("Enter starts at step 0"); // it says so first
    assert_eq!(lecture.snapshot.position.step, 5);
    lecture.keys("Enter").at(SMALL).hides("wait").shows("u brings the old run back");
    assert_eq!((lecture.snapshot.position.step, lecture.snapshot.sizes()), (0, &[2, 16, 8, 3][..]));
    assert_eq!(lecture.snapshot.activation(), Activation::Tanh);
    assert_eq!(lecture.app.overlay_name(), None, "the settings close, so that the run is seen");
    assert_eq!(lecture.snapshot.branches.len(), 1, "the old run stays as a curve");
    lecture.keys("u").at(SMALL).hides("wait"); // nothing waits
    assert_eq!((lecture.snapshot.position.step, lecture.session.run().network()), (5, &before), "u brings it back");
    lecture.redo();
    assert_eq!(lecture.snapshot.sizes(), &[2, 16, 8, 3], "and again the other");
}

#[test]
fn every_setting_of_a_new_run_gets_there_by_typing() {
    let mut lecture = Lecture::spiral();
    for (field, value) in [
        ("dataset", "circles"),
        ("samples", "90"),
        ("noise", "0.25"),
        ("classes", "3"),
        ("seed", "7"),
        ("test_fraction", "0.2"),
        ("scaling", "standard"),
        ("hidden", "5"),
        ("activation", "sigmoid"),
        ("init", "normal:0.5"),
        ("learning_rate", "0.3"),
    ] {
        row_shows(set(&mut lecture, field, value), &[value]);
    }
    let snapshot = &start(&mut lecture).snapshot;
    let setup = &snapshot.setup;
    assert_eq!((&*snapshot.problem().name, setup.examples(), setup.test_examples()), ("circles", 72, 18));
    assert_eq!((snapshot.seed(), snapshot.sizes(), snapshot.activation()), (7, &[2, 5, 3][..], Activation::Sigmoid));
    assert_eq!(setup.recipe().options.noise, Some(0.25));
    assert_eq!(setup.recipe().settings.init, Init::Normal(0.5));
    assert_eq!(snapshot.learning_rate(), 0.3, "what was set in mid-run is what the new run starts with");
    assert!(snapshot.problem().scaler.is_some());
    // The same recipe from the command line's side makes the same run.
    assert_eq!(bits(&session_of(setup.recipe())), bits(&lecture.session));
}

#[test]
fn a_preset_fills_in_everything_and_can_be_dropped() {
    let mut lecture = Lecture::spiral();
    set(&mut lecture, "seed", "3");
    set(&mut lecture, "preset", "blackboard").at(WIDE).shows_all(["●blackboard", "●3 ", "●0.5 ", "now spiral"]);
    lecture.keys("rj Enter").at(WIDE).hides("●"); // dropped by the last line
    set(&mut lecture, "preset", "blackboard");
    choose(&mut lecture, "learning_rate").keys("l");
    assert_eq!(lecture.snapshot.changes.list(), [], "ε is that of the run to come");
    let snapshot = &start(&mut lecture).snapshot;
    let run = (&*snapshot.problem().name, snapshot.sizes(), snapshot.learning_rate());
    assert_eq!(run, ("blackboard", &[2, 3, 3][..], 1.0));
    assert!(matches!(snapshot.setup.recipe().settings.init, Init::Given(_)));
    choose(&mut lecture, "learning_rate").keys("h");
    assert_eq!(lecture.snapshot.changes.list().len(), 1, "and now of this one");
    set(&mut lecture, "hidden", "4").at(WIDE).shows("●he"); // parameters for three units do not fit four
}

#[test]
fn a_file_is_typed_and_what_is_wrong_with_it_is_said_in_the_footer() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mine.csv");
    std::fs::write(&file, "a,b,class\n0,1,x\n1,0,y\n0.5,1,x\n1,0.5,y\n").unwrap();
    let mut lecture = Lecture::spiral();
    set(&mut lecture, "dataset", "no/such/file.csv");
    start(&mut lecture).at(WIDE).shows("no/such/file.csv: there is no such file");
    assert_eq!(&*lecture.snapshot.problem().name, "spiral", "the run is the one before");
    set(&mut lecture, "dataset", &file.display().to_string());
    let snapshot = &start(&mut lecture).snapshot;
    assert_eq!((snapshot.setup.examples(), snapshot.problem().class_names.len()), (4, 2));
}

/// What the header tells of settings that wait; nothing where it tells of none.
#[track_caller]
fn waiting(lecture: &Lecture) -> String {
    let waits = SIZES.map(|size| {
        let frame = lecture.at(size);
        let words: Vec<&str> = frame.text().split_whitespace().collect();
        let word = words.iter().position(|word| word.starts_with("wait"));
        word.map_or(String::new(), |at| words[at - 2..at + 2].join(" "))
    });
    assert!(waits.iter().all(|wait| *wait == waits[0]), "the same at every size: {waits:?}");
    waits[0].clone()
}

#[test]
fn the_header_tells_of_settings_that_wait_until_a_run_of_them_begins() {
    let mut lecture = Lecture::spiral();
    assert_eq!(waiting(set(&mut lecture, "hidden", "8")), "", "while they are open they are marked");
    assert_eq!(waiting(lecture.keys("Esc")), "1 setting waits: t");
    assert_eq!(waiting(choose(&mut lecture, "activation").keys("Right t")), "2 settings wait: t");
    assert_eq!(waiting(lecture.keys("R")), "2 settings wait: t", "the seed was not set there");
    let mut lecture = lecture.speaking(Language::Spanish);
    lecture.at(SMALL).shows("2 ajustes esperan: t");
    lecture = lecture.speaking(Language::English).after("t");
    assert_eq!(waiting(start(&mut lecture)), "");
    assert_eq!(lecture.snapshot.sizes()[1], 8);
    assert_eq!(waiting(lecture.keys("u")), "", "nothing waits, now that u took it back");
    assert_eq!(lecture.snapshot.sizes()[1], 32);
    // A run that is refused leaves them waiting.
    set(&mut lecture, "dataset", "no/such.csv");
    start(&mut lecture).app.observe(Status { acknowledged: u64::MAX, ..Status::default() });
    lecture.app.see(&lecture.snapshot);
    assert_eq!(waiting(&lecture), "2 settings wait: t", "a file is scaled");
}
