//! The overlay of settings: what changes at once, what needs a new run, what is refused; by keys, from frames.

use crate::common::lecture::{Lecture, SMALL, WIDE};
use crate::common::session;
use mlp_tui::nn::{Activation, Init, OptimizerKind};
use mlp_tui::session::{BatchSize, Session, Setting, Settings};
use mlp_tui::settings::Speed;
use mlp_tui::text::Language;
use mlp_tui::ui::ColorDepth;
use mlp_tui::ui::{Field, KeyCode, Playback, Status};

fn lecture(session: Session) -> Lecture {
    Lecture::on(session)
}

fn spiral() -> Lecture {
    lecture(session("spiral", Settings::default()))
}

/// The names of the settings, in the order of the overlay.
fn names() -> [&'static str; 18] {
    Field::ALL.map(Field::name)
}

/// Opens the overlay, if it is not open, and goes to the line of the setting called `name`.
fn choose(lecture: &mut Lecture, name: &str) {
    if lecture.app.overlay_name() != Some("settings") {
        lecture.keys("t");
    }
    lecture.keys("Home");
    for _ in 0..names().iter().position(|other| *other == name).unwrap() {
        lecture.keys("j");
    }
}

/// The words inside the overlay, whatever shows beside it.
fn inside(frame: &str) -> String {
    let inside = frame.lines().filter_map(|line| Some(line.split_once('┃')?.1.rsplit_once('┃')?.0));
    inside.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

/// The row of the chosen line.
fn row(lecture: &Lecture) -> String {
    let frame = lecture.text(WIDE);
    frame
        .lines()
        .find(|line| line.contains('┃') && line.contains('►'))
        .unwrap_or_else(|| panic!("no line is chosen:\n{frame}"))
        .to_owned()
}

fn type_value(lecture: &mut Lecture, value: &str) {
    lecture.keys("Enter");
    lecture.type_keys(value);
    lecture.keys("Enter");
}

/// The line that starts a new run, chosen and confirmed.
fn start(lecture: &mut Lecture) {
    lecture.keys("r Enter");
}

#[test]
fn every_setting_has_its_line_its_range_and_its_sentence() {
    for language in [Language::English, Language::Spanish] {
        let mut lecture = Lecture::new(session("spiral", Settings::default()), language);
        let text = lecture.app.shared.text;
        let words = |section: &str, field: &str| text.of_name(section, field).expect("every field has words");
        for size in [(80, 24), (120, 40), (200, 60)] {
            for field in names() {
                choose(&mut lecture, field);
                let frame = lecture.text(size);
                let chosen =
                    frame.lines().find(|line| line.contains('┃') && line.contains('►')).expect("the chosen line shows");
                assert!(chosen.contains(words("controls.names", field)), "{field:?} at {size:?}:\n{frame}");
                let joined = inside(&frame);
                assert!(joined.contains(words("controls.talk", field)), "{field:?} says what it does:\n{frame}");
                assert!(frame.contains(text.get("controls.start")), "the way to a new run always shows:\n{frame}");
            }
        }
        for section in ["controls.names.", "controls.talk."] {
            assert_eq!(text.keys().filter(|key| key.starts_with(section)).count(), names().len());
        }
    }
}

#[test]
fn what_can_change_in_mid_run_does_so_at_once_by_arrows_and_by_typing() {
    let mut lecture = spiral();
    lecture.keys("Right×5");
    let set = |lecture: &Lecture| {
        lecture.snapshot.changes.list().iter().map(|change| (change.step, change.setting)).collect::<Vec<_>>()
    };
    choose(&mut lecture, "learning_rate");
    lecture.keys("Left");
    assert!(row(&lecture).contains(" 0.5 "), "{}", row(&lecture));
    assert_eq!(set(&lecture), [(5, Setting::LearningRate(0.5))]);
    type_value(&mut lecture, "0.07");
    assert_eq!(set(&lecture), [(5, Setting::LearningRate(0.07))]);
    choose(&mut lecture, "optimizer");
    lecture.keys("l");
    choose(&mut lecture, "batch");
    type_value(&mut lecture, "64");
    choose(&mut lecture, "l1");
    lecture.keys("l");
    choose(&mut lecture, "l2");
    type_value(&mut lecture, "1e-3");
    let expected = [
        (5, Setting::LearningRate(0.07)),
        (5, Setting::Optimizer(OptimizerKind::Momentum)),
        (5, Setting::Batch(BatchSize::Rows(64))),
        (5, Setting::L1(1e-5)),
        (5, Setting::L2(1e-3)),
    ];
    assert_eq!(set(&lecture), expected);
    lecture.at(SMALL).hides("●"); // nothing needs a new run
    choose(&mut lecture, "batch");
    type_value(&mut lecture, "full");
    assert_eq!(lecture.snapshot.conditions.regime.rows, 300);
    choose(&mut lecture, "speed");
    lecture.keys("lh");
    type_value(&mut lecture, "max");
    assert_eq!(lecture.app.shared.training.speed, Speed::Max);
    assert_eq!(lecture.snapshot.position.step, 5, "the run stands where it stood");
}

#[test]
fn what_needs_a_new_run_is_marked_first_then_done_then_undone() {
    let mut lecture = spiral();
    lecture.keys("Right×5");
    let before = lecture.session.run().network().clone();
    choose(&mut lecture, "hidden");
    type_value(&mut lecture, "16,8");
    assert!(row(&lecture).contains("●16,8") && row(&lecture).contains("needs a new run; now 32"), "{}", row(&lecture));
    choose(&mut lecture, "activation");
    lecture.keys("Right Right");
    assert_eq!((lecture.snapshot.position.step, lecture.session.run().network()), (5, &before), "nothing happened yet");
    lecture.at(SMALL).shows_all(["r, then Enter, starts it", "u brings this run back"]);
    lecture.keys("r").at(SMALL).shows("Enter starts at step 0"); // it says so first
    assert_eq!(lecture.snapshot.position.step, 5);
    lecture.keys("Enter");
    assert_eq!((lecture.snapshot.position.step, lecture.snapshot.sizes()), (0, &[2, 16, 8, 3][..]));
    assert_eq!(lecture.snapshot.activation(), Activation::Tanh);
    lecture.at(SMALL).hides("wait").shows("u brings the old run back");
    assert_eq!(lecture.app.overlay_name(), None, "the settings close, so that the run is seen");
    assert_eq!(lecture.snapshot.branches.len(), 1, "the old run stays as a curve");
    lecture.keys("u");
    assert_eq!((lecture.snapshot.position.step, lecture.session.run().network()), (5, &before), "u brings it back");
    lecture.at(SMALL).hides("wait"); // and nothing waits
    lecture.redo();
    assert_eq!(lecture.snapshot.sizes(), &[2, 16, 8, 3], "and again the other");
}

#[test]
fn every_setting_of_a_new_run_gets_there_by_typing() {
    let mut lecture = spiral();
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
        choose(&mut lecture, field);
        type_value(&mut lecture, value);
        assert!(row(&lecture).contains(value), "{field:?} shows {value}: {}", row(&lecture));
    }
    start(&mut lecture);
    let snapshot = &lecture.snapshot;
    assert_eq!(
        (&*snapshot.problem().name, snapshot.setup.examples(), snapshot.setup.test_examples()),
        ("circles", 72, 18)
    );
    assert_eq!((snapshot.seed(), snapshot.sizes(), snapshot.activation()), (7, &[2, 5, 3][..], Activation::Sigmoid));
    assert_eq!(snapshot.setup.recipe().options.noise, Some(0.25));
    assert_eq!(snapshot.setup.recipe().settings.init, Init::Normal(0.5));
    assert_eq!(snapshot.learning_rate(), 0.3, "what was set in mid-run is what the new run starts with");
    assert!(snapshot.problem().scaler.is_some());
    // The same recipe from the command line's side makes the same run.
    let fresh = crate::common::session_of(snapshot.setup.recipe());
    assert_eq!(crate::common::bits(&fresh), crate::common::bits(&lecture.session));
}

#[test]
fn arrows_change_every_setting_and_back() {
    let mut lecture = spiral();
    for field in names().into_iter().filter(|field| *field != "preset") {
        choose(&mut lecture, field);
        let before = row(&lecture);
        lecture.keys("Right");
        let right = row(&lecture);
        lecture.keys("Left Left");
        let left = row(&lecture);
        lecture.keys("Right");
        assert!(right != before || left != before, "{field:?} does not move from {before}");
    }
    // Up to the ends and beyond nothing breaks.
    for field in names() {
        choose(&mut lecture, field);
        for code in [KeyCode::Right, KeyCode::Left] {
            for _ in 0..40 {
                lecture.press(code);
            }
        }
        lecture.text(SMALL);
    }
}

#[test]
fn what_is_out_of_range_is_refused_in_place_with_the_range() {
    let mut lecture = spiral();
    for (field, wrong, range) in [
        ("preset", "mine", "cs231n"),
        ("dataset", "spirla", "spiral, circles"),
        ("samples", "5", "6 … 10000000"),
        ("noise", "-1", "0 … 1e300"),
        ("noise", "nan", "0 … 1e300"),
        ("classes", "11", "2 … 10"),
        ("seed", "-1", "0 … 18446744073709551615"),
        ("test_fraction", "1", "0 ≤ F < 1"),
        ("scaling", "log", "none, standard, minmax"),
        ("hidden", "0", "1 … 65536"),
        ("hidden", "8,x", "1 … 65536"),
        ("activation", "swish", "relu, leaky-relu"),
        ("init", "normal:x", "normal:SIGMA"),
        ("init", "normal:-1", "normal:SIGMA"),
        ("optimizer", "rmsprop", "sgd, momentum, adam"),
        ("learning_rate", "0", "ε > 0"),
        ("learning_rate", "1e400", "ε > 0"),
        ("batch", "0", "1, 2, 3, …; full"),
        ("l1", "-0.1", "λ₁ ≥ 0"),
        ("l2", "inf", "λ ≥ 0"),
        ("speed", "0", "0.01 … 1000000"),
    ] {
        choose(&mut lecture, field);
        let before = lecture.app.clone();
        type_value(&mut lecture, wrong);
        for size in [(64, 18), (80, 24), (120, 40)] {
            let frame = lecture.text(size);
            let words = inside(&frame);
            let is_short = size.0 > 64 || wrong.len() < 6;
            assert!(words.contains('✗'), "{field:?} {wrong} at {size:?}:\n{frame}");
            assert!(!is_short || words.contains(&format!("✗ {wrong}")), "{field:?} {wrong} at {size:?}:\n{frame}");
            assert!(words.contains(&format!("“{wrong}” is out of range")), "{frame}");
        }
        lecture.at(WIDE).shows(range);
        lecture.at(WIDE).hides("●");
        assert_eq!(lecture.app.shared.training.speed, before.shared.training.speed);
        lecture.keys("jk").at(WIDE).hides("✗"); // the next key takes it away
    }
    assert_eq!(lecture.snapshot.changes.list(), [], "nothing was changed");
}

#[test]
fn typing_is_given_up_by_esc_or_by_typing_nothing() {
    let mut lecture = spiral();
    choose(&mut lecture, "learning_rate");
    lecture.keys("Enter 3");
    assert!(row(&lecture).contains("3▏"), "{}", row(&lecture));
    lecture.keys("Esc");
    assert!(row(&lecture).contains(" 1 "), "{}", row(&lecture));
    lecture.keys("Enter×2");
    assert_eq!(lecture.snapshot.changes.list(), []);
    // A letter of the keymap is a letter while a word is typed.
    choose(&mut lecture, "optimizer");
    lecture.keys("Enter q");
    assert!(row(&lecture).contains("q▏"), "{}", row(&lecture));
}

#[test]
fn options_that_make_no_sense_for_a_data_set_are_dashes() {
    let mut lecture = lecture(session("iris", Settings::default()));
    for field in ["samples", "noise", "classes"] {
        choose(&mut lecture, field);
        assert!(row(&lecture).contains("—") && row(&lecture).contains("not for this data set"), "{}", row(&lecture));
        lecture.keys("l Enter").at(WIDE).hides("●");
    }
    choose(&mut lecture, "dataset");
    type_value(&mut lecture, "moons");
    choose(&mut lecture, "samples");
    assert!(row(&lecture).contains("300"), "moons are generated: {}", row(&lecture));
    choose(&mut lecture, "classes");
    assert!(row(&lecture).contains("—"), "there are two moons: {}", row(&lecture));
}

#[test]
fn a_preset_fills_in_everything_and_can_be_dropped() {
    let mut lecture = spiral();
    choose(&mut lecture, "seed");
    type_value(&mut lecture, "3");
    choose(&mut lecture, "preset");
    type_value(&mut lecture, "blackboard");
    let frame = lecture.at(WIDE);
    for words in ["●blackboard", "●3 ", "●0.5 ", "now spiral"] {
        frame.shows(words);
    }
    // Dropped by the last line.
    lecture.keys("rj Enter").at(WIDE).hides("●");
    choose(&mut lecture, "preset");
    type_value(&mut lecture, "blackboard");
    choose(&mut lecture, "learning_rate");
    lecture.keys("l");
    assert_eq!(lecture.snapshot.changes.list(), [], "ε is that of the run to come");
    start(&mut lecture);
    let snapshot = &lecture.snapshot;
    assert_eq!(
        (&*snapshot.problem().name, snapshot.sizes(), snapshot.learning_rate()),
        ("blackboard", &[2, 3, 3][..], 1.0)
    );
    assert!(matches!(snapshot.setup.recipe().settings.init, Init::Given(_)));
    choose(&mut lecture, "learning_rate");
    lecture.keys("h");
    assert_eq!(lecture.snapshot.changes.list().len(), 1, "and now of this one");
    choose(&mut lecture, "hidden");
    type_value(&mut lecture, "4");
    lecture.at(WIDE).shows("●he"); // parameters for three units do not fit four
}

#[test]
fn a_file_is_typed_and_what_is_wrong_with_it_is_said_in_the_footer() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("mine.csv");
    std::fs::write(&file, "a,b,class\n0,1,x\n1,0,y\n0.5,1,x\n1,0.5,y\n").unwrap();
    let mut lecture = spiral();
    choose(&mut lecture, "dataset");
    type_value(&mut lecture, "no/such/file.csv");
    start(&mut lecture);
    lecture.at(WIDE).shows("no/such/file.csv: there is no such file");
    assert_eq!(&*lecture.snapshot.problem().name, "spiral", "the run is the one before");
    choose(&mut lecture, "dataset");
    type_value(&mut lecture, &file.display().to_string());
    start(&mut lecture);
    assert_eq!((lecture.snapshot.setup.examples(), lecture.snapshot.problem().class_names.len()), (4, 2));
}

#[test]
fn what_was_changed_stays_when_the_overlay_closes_and_playback_goes_on() {
    let mut lecture = spiral();
    lecture.keys("Space");
    assert_eq!(lecture.app.shared.training.playback(), Playback::Running);
    choose(&mut lecture, "hidden");
    type_value(&mut lecture, "8");
    lecture.keys("Esc").at(WIDE).hides("hidden units  ");
    lecture.keys("t");
    assert!(row(&lecture).contains("●8"), "{}", row(&lecture));
    start(&mut lecture);
    assert_eq!(lecture.app.shared.training.playback(), Playback::Running, "a new run goes on running");
    assert_eq!(lecture.snapshot.sizes(), [2, 8, 3]);
}

#[test]
fn the_header_tells_of_settings_that_wait_until_a_run_of_them_begins() {
    let mut lecture = spiral();
    let told = |lecture: &Lecture| {
        let waits = [(80, 24), (120, 40), (200, 60)].map(|size| {
            let frame = lecture.text(size);
            let word = frame.split_whitespace().position(|word| word.starts_with("wait"));
            word.map_or(String::new(), |at| frame.split_whitespace().skip(at - 2).take(4).collect::<Vec<_>>().join(" "))
        });
        assert!(waits.iter().all(|wait| *wait == waits[0]), "the same at every size: {waits:?}");
        waits[0].clone()
    };
    choose(&mut lecture, "hidden");
    type_value(&mut lecture, "8");
    assert_eq!(told(&lecture), "", "while they are open they are marked");
    lecture.keys("Esc");
    assert_eq!(told(&lecture), "1 setting waits: t");
    choose(&mut lecture, "activation");
    lecture.keys("Right t");
    assert_eq!(told(&lecture), "2 settings wait: t");
    lecture.keys("R");
    assert_eq!(told(&lecture), "2 settings wait: t", "the seed was not set there");
    lecture.app.shared.text = mlp_tui::text::Text::of(Language::Spanish);
    lecture.at(SMALL).shows("2 ajustes esperan: t");
    lecture.app.shared.text = mlp_tui::text::Text::of(Language::English);
    lecture.keys("t");
    start(&mut lecture);
    assert_eq!((lecture.snapshot.sizes()[1], told(&lecture)), (8, String::new()));
    lecture.keys("u");
    assert_eq!(
        (lecture.snapshot.sizes()[1], told(&lecture)),
        (32, String::new()),
        "nothing waits, now that u took it back"
    );
    // A run that is refused leaves them waiting.
    choose(&mut lecture, "dataset");
    type_value(&mut lecture, "no/such.csv");
    start(&mut lecture);
    lecture.app.observe(Status { acknowledged: u64::MAX, ..Status::default() });
    lecture.app.see(&lecture.snapshot);
    assert_eq!(told(&lecture), "2 settings wait: t", "a file is scaled");
}

#[test]
fn the_keys_of_the_screens_lead_there_from_the_settings_and_the_help_and_what_waits_is_kept() {
    let screens = ["dashboard", "step", "boundary", "predictions", "units", "compare"];
    for from in ["1", "s", "3", "4", "5", "6"] {
        for (digit, screen) in ('1'..).zip(screens) {
            for over in ["", "?"] {
                let mut lecture = spiral();
                lecture.type_keys(from);
                choose(&mut lecture, "samples");
                lecture.keys("Right");
                lecture.type_keys(&format!("{over}{digit}"));
                let at = format!("{digit} in the settings of {from}, then {over:?}");
                assert_eq!((lecture.app.screen_name(), lecture.app.overlay_name()), (screen, None), "{at}");
                assert_eq!(lecture.app.waiting_settings(&lecture.snapshot), 1, "{at}");
                lecture.keys("t").at(WIDE).shows("●");
            }
        }
    }
}

#[test]
fn a_comma_in_a_number_is_refused_with_the_reason() {
    let mut lecture = spiral();
    for (field, typed) in [("learning_rate", "0,5"), ("noise", "0,1"), ("samples", "1,000")] {
        choose(&mut lecture, field);
        type_value(&mut lecture, typed);
        let words = inside(&lecture.text(SMALL));
        assert!(words.contains(&format!("“{typed}”: decimals stand after a point, as in 1.5.")), "{words}");
    }
    choose(&mut lecture, "learning_rate");
    type_value(&mut lecture, "０．０５");
    assert_eq!(lecture.snapshot.learning_rate(), 0.05, "wide digits are digits");
}

#[test]
fn a_smaller_network_leaves_no_cursor_in_the_void() {
    let settings = Settings { hidden_units: vec![40, 30, 20], ..Settings::default() };
    let mut lecture = lecture(session("digits", settings));
    lecture.keys("ww Tab l×30 Tab×2 l×30");
    choose(&mut lecture, "dataset");
    type_value(&mut lecture, "moons");
    for hidden in ["2", "none", "3,3"] {
        choose(&mut lecture, "hidden");
        type_value(&mut lecture, hidden);
        start(&mut lecture);
        lecture.keys("Esc");
        for screen in ["1", "s", "s", "3", "4", "5", "6", "1"] {
            lecture.type_keys(screen);
            lecture.text(SMALL);
        }
        lecture.keys("hjkl Tab KzF");
        lecture.text(WIDE);
    }
}

#[test]
fn the_overlay_draws_at_every_size_in_every_depth() {
    let mut lecture = spiral();
    choose(&mut lecture, "init");
    lecture.keys("l");
    for depth in [ColorDepth::True, ColorDepth::Palette, ColorDepth::Ansi, ColorDepth::None] {
        for width in (1..=90).step_by(3).chain([80, 120, 200]) {
            for height in (1..=30).chain([40, 60]) {
                lecture.frame(depth, (width, height));
            }
        }
    }
}
