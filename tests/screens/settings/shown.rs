//! What the overlay shows, and where it stands.

use super::{choose, chosen, inside, row, row_shows, set, start};
use crate::common::lecture::{LANGUAGES, Lecture, SIZES, SMALL, WIDE};
use mlp_tui::session::Settings;
use mlp_tui::ui::Field;

#[test]
fn every_setting_has_its_line_its_range_and_its_sentence() {
    for language in LANGUAGES {
        let mut lecture = Lecture::spiral().speaking(language);
        let text = lecture.app.shared.text;
        let words = |section: &str, field: &str| text.of_name(section, field).expect("every field has words");
        for field in Field::ALL.map(Field::name) {
            choose(&mut lecture, field);
            for size in SIZES {
                let frame = lecture.at(size);
                let line = chosen(&frame);
                assert!(line.contains(words("controls.names", field)), "{field:?} at {size:?}: {line}");
                let joined = inside(&frame);
                assert!(joined.contains(words("controls.talk", field)), "{field:?} says what it does: {joined}");
                frame.shows(text.get("controls.start")); // the way to a new run
            }
        }
        for section in ["controls.names.", "controls.talk."] {
            assert_eq!(text.keys().filter(|key| key.starts_with(section)).count(), Field::ALL.len());
        }
    }
}

#[test]
fn arrows_change_every_setting_and_back() {
    let mut lecture = Lecture::spiral();
    for field in Field::ALL.map(Field::name).into_iter().filter(|field| *field != "preset") {
        let before = row(choose(&mut lecture, field));
        let right = row(lecture.keys("Right"));
        let left = row(lecture.keys("Left Left"));
        lecture.keys("Right");
        assert!(right != before || left != before, "{field:?} does not move from {before}");
    }
    // Up to the ends and beyond the line stays chosen.
    for field in Field::ALL.map(Field::name) {
        for keys in ["Right×40", "Left×40"] {
            let frame = choose(&mut lecture, field).keys(keys).at(SMALL);
            let name = lecture.app.shared.text.of_name("controls.names", field).expect("every field has a name");
            assert!(chosen(&frame).contains(name), "{field:?} after {keys}: {}", frame.text());
        }
    }
}

#[test]
fn options_that_make_no_sense_for_a_data_set_are_dashes() {
    let mut lecture = Lecture::of("iris", Settings::default());
    for field in ["samples", "noise", "classes"] {
        row_shows(choose(&mut lecture, field), &["—", "not for this data set"]);
        lecture.keys("l Enter").at(WIDE).hides("●");
    }
    set(&mut lecture, "dataset", "moons");
    row_shows(choose(&mut lecture, "samples"), &["300"]); // moons are generated
    row_shows(choose(&mut lecture, "classes"), &["—"]); // there are two moons
}

#[test]
fn the_keys_of_the_screens_lead_there_from_the_settings_and_the_help_and_what_waits_is_kept() {
    let screens = ["dashboard", "step", "boundary", "predictions", "units", "compare"];
    for from in ["1", "s", "3", "4", "5", "6"] {
        for (digit, screen) in ('1'..).zip(screens) {
            for over in ["", "?"] {
                let mut lecture = Lecture::spiral().after(from);
                choose(&mut lecture, "samples").keys("Right").keys(&format!("{over}{digit}"));
                let at = format!("{digit} in the settings of {from}, then {over:?}");
                assert_eq!((lecture.app.screen_name(), lecture.app.overlay_name()), (screen, None), "{at}");
                assert_eq!(lecture.app.waiting_settings(&lecture.snapshot), 1, "{at}");
                lecture.keys("t").at(WIDE).shows("●");
            }
        }
    }
}

#[test]
fn a_smaller_network_leaves_no_cursor_in_the_void() {
    let settings = Settings { hidden_units: vec![40, 30, 20], ..Settings::default() };
    let mut lecture = Lecture::of("digits", settings).after("ww Tab l×30 Tab×2 l×30");
    set(&mut lecture, "dataset", "moons");
    for hidden in ["2", "none", "3,3"] {
        set(&mut lecture, "hidden", hidden);
        start(&mut lecture).keys("Esc");
        for screen in ["1", "s", "s", "3", "4", "5", "6", "1"] {
            lecture.keys(screen);
            let frame = lecture.at(SMALL);
            // Of units there is none to look at, where none is hidden.
            let has_cursor = ["step", "boundary", "predictions", "units"].contains(&lecture.app.screen_name());
            if has_cursor && (hidden != "none" || lecture.app.screen_name() != "units") {
                frame.shows_its_cursor();
            }
        }
        lecture.keys("hjkl Tab KzF").at(WIDE).shows("moons");
    }
}

#[test]
fn at_every_sampled_size_the_overlay_shows_the_line_that_is_chosen() {
    let mut lecture = Lecture::spiral();
    choose(&mut lecture, "init").keys("l").at_sampled_sizes(80, |frame| {
        assert!(chosen(frame).contains("initial weights"), "{}", frame.text());
        frame.shows_its_cursor();
    });
}
