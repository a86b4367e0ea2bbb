//! The confusion matrix, and the examples of its cells.

use super::{PARTS, confusion, counted, digits, go_to_cell, lecture, listed, many_classes, session, session_of};
use crate::common::lecture::{Lecture, SIZES, SMALL, WIDE};
use crate::common::{problem, problem_with_test};
use mlp_tui::data::entries;
use mlp_tui::nn::Init;
use mlp_tui::session::{Command, ExampleId, Measure, Part, Request, Settings};
use mlp_tui::text::Language;
use mlp_tui::ui::{ColorDepth, Effect, Pane, PredictionsDisplay};

#[test]
fn the_counts_are_those_of_an_independent_forward_pass_for_every_data_set() {
    for entry in entries() {
        for steps in [0, 20] {
            let snapshot = session(entry.name, steps).snapshot(Measure::Always);
            for part in PARTS {
                let examples = part.of(snapshot.problem()).unwrap();
                let (confusion, cells) = (confusion(&snapshot, part), counted(examples, &snapshot.network.parameters));
                let classes = confusion.classes();
                for cell in (0..classes).flat_map(|correct| (0..classes).map(move |predicted| (correct, predicted))) {
                    let expected = cells.get(&cell).cloned().unwrap_or_default();
                    let place = format!("{} at step {steps}, {part:?}, cell {cell:?}", entry.name);
                    assert_eq!(confusion.count(cell), expected.len(), "{place}");
                    assert_eq!(confusion.examples_of(cell), expected, "{place}");
                }
                assert_eq!(confusion.total(), examples.labels.len());
            }
        }
    }
}

#[test]
fn how_sure_the_network_is_has_the_bits_of_its_probabilities() {
    for (name, hidden) in [("digits", vec![32]), ("iris", vec![5, 4]), ("spiral", vec![100]), ("wine", vec![])] {
        let settings = Settings { hidden_units: hidden, ..Settings::default() };
        let mut session = session_of(problem_with_test(name, 0.25), settings, 3);
        let evaluation = session.evaluate().unwrap();
        let mut lecture = Lecture::on(session);
        for id in PARTS.into_iter().flat_map(|part| (0..20).map(move |index| ExampleId { part, index })) {
            let request = Request { example: id, ..Request::default() };
            lecture.carry_out(vec![Effect::Session(Command::Look(request))]);
            let example = &lecture.snapshot.example;
            assert_eq!(example.id, id);
            let confidence = evaluation.confidence(id.part)[id.index];
            assert_eq!(example.probabilities[example.label], confidence.of_correct(), "{name} {id:?}");
            assert_eq!(example.probabilities[example.predicted], confidence.of_predicted(), "{name} {id:?}");
            assert!((example.loss - confidence.loss()).abs() < 1e-12, "{name} {id:?}");
        }
    }
}

#[test]
fn every_cell_opens_its_examples_and_each_goes_to_the_probabilities() {
    for (name, steps) in [("digits", 12), ("iris", 4), ("blackboard", 0)] {
        let mut lecture = lecture(session(name, steps));
        let names = lecture.snapshot.problem().class_names.clone();
        for part in PARTS {
            let examples = part.of(lecture.snapshot.problem()).unwrap();
            let (all, cells) = (examples.labels.len(), counted(examples, &lecture.snapshot.network.parameters));
            for (cell, expected) in cells {
                let list = go_to_cell(&mut lecture, names.len(), cell).keys("Enter").at((80, 460));
                let title = format!("correct {}, predicted {}", names[cell.0], names[cell.1]);
                list.shows(&title);
                let numbers: Vec<usize> = expected.iter().map(|index| index + 1).collect();
                assert_eq!(listed(&list), numbers, "{name} {part:?} {title}");
                // The last one, and that is what the pane shows.
                lecture.keys(&format!("j×{} Enter", expected.len()));
                let shown = (lecture.app.screen_name(), lecture.app.screens.dashboard.focus);
                assert_eq!(shown, ("dashboard", Pane::Probabilities));
                let kind = if part == Part::Test { "test example" } else { "example" };
                let about = format!("{kind} {} of {all} · class {}", numbers[numbers.len() - 1], names[cell.0]);
                lecture.at(WIDE).shows(&about);
                assert_eq!(lecture.snapshot.example.predicted, cell.1, "{about}");
                lecture.keys("4").at(SMALL).shows(&title); // the screen is as it was left
                lecture.keys("Esc").at(SMALL).shows("Confusion matrix"); // Esc goes back to the matrix
            }
            lecture.keys("T");
        }
        assert_eq!(lecture.keys("Esc").app.screen_name(), "dashboard", "and from the matrix to the dashboard");
    }
}

#[test]
fn the_matrix_shows_counts_shares_totals_precision_and_recall() {
    let mut lecture = lecture(session("iris", 4));
    let snapshot = lecture.snapshot.clone();
    let confusion = confusion(&snapshot, Part::Train);
    let frame = lecture.at(SMALL);
    let row = |name: &str| -> Vec<String> {
        let is_row = |line: &&str| line.trim_start_matches('┃').starts_with(name);
        let line = frame.text().lines().find(is_row).unwrap_or_else(|| panic!("no {name}\n{}", frame.text()));
        line.trim_matches('┃').split_whitespace().map(|word| word.trim_start_matches('✓').to_owned()).collect()
    };
    for (class, name) in ["setosa", "versicolor", "virginica"].into_iter().enumerate() {
        let counts = (0..3).map(|column| confusion.count((class, column)));
        let counts: Vec<String> = counts.map(|n| if n == 0 { "·".to_owned() } else { n.to_string() }).collect();
        assert_eq!(row(name)[1..4], counts, "row {class} of\n{}", frame.text());
        assert_eq!(row(name)[4], confusion.row_total(class).to_string());
        assert_eq!(row("total")[class + 1], confusion.column_total(class).to_string());
    }
    assert_eq!(row("precision")[0], "precision");
    let accuracy = format!("accuracy {:.3} · step 4", confusion.accuracy().unwrap());
    let header = frame.line_with("Confusion");
    assert!(header.contains(&accuracy) && header.contains("training examples"), "{header}");
    let ratio = |part: usize, all: usize| format!("{part}/{all} = {:.4}", part as f64 / all as f64);
    go_to_cell(&mut lecture, 3, (1, 2)).at(SMALL).shows_all([
        format!("recall of versicolor: {}", ratio(confusion.count((1, 1)), confusion.row_total(1))),
        format!("precision of virginica: {}", ratio(confusion.count((2, 2)), confusion.column_total(2))),
    ]);
    let share = format!("✓{:.0}%", 100.0 * confusion.row_share((0, 0)).unwrap());
    lecture.keys("d").at(SMALL).shows(&share);
    assert_eq!(lecture.app.screens.predictions.display, PredictionsDisplay::Shares);
}

#[test]
fn what_is_not_defined_is_a_dash() {
    // A network of zeros takes everything for the first class.
    let settings = Settings { init: Init::Zeros, ..Settings::default() };
    let mut lecture = lecture(session_of(problem_with_test("iris", 0.25), settings, 0));
    let frame = lecture.keys("l").at(SMALL);
    assert_eq!(frame.line_with("precision ").matches('—').count(), 2, "two classes are never predicted");
    frame.shows("precision of versicolor: 0/0 = —");
    lecture.keys("Enter").at(SMALL).shows("no example in this cell"); // an empty cell opens nothing
    assert!(!lecture.app.screens.predictions.opened);
}

#[test]
fn nothing_measured_a_broken_run_no_test_part_and_hidden_results_say_so() {
    let settings = Settings { learning_rate: 1e200, ..Settings::default() };
    let mut broken = lecture(session_of(problem("spiral"), settings, 0));
    broken.keys("Right Right").at(SMALL).shows("there are no predictions").hides("accuracy");
    broken.keys("jl Enter").at(SMALL).shows("there are no predictions");
    let mut fresh = lecture(session_of(problem("spiral"), Settings::default(), 0));
    fresh.snapshot.measured.evaluation = None;
    fresh.at(SMALL).shows("Nothing is measured yet");
    fresh.keys("T").at(SMALL).shows("--test-fraction");
    for keys in ["v", "d", "d"] {
        fresh.keys(keys).at(WIDE).shows("hidden: v shows it").hides("%");
    }
    assert!(!fresh.keys("Enter").app.screens.predictions.opened, "what is hidden does not open");
}

#[test]
fn without_colours_the_diagonal_and_the_cursor_show() {
    for depth in [ColorDepth::None, ColorDepth::Ansi, ColorDepth::Palette] {
        let lecture = digits().after("jl");
        let frame = lecture.in_colors(depth, SMALL);
        assert_eq!(frame.count("✓"), 10, "ten classes fit, and each has its mark:\n{}", frame.text());
        let count = confusion(&lecture.snapshot, Part::Train).count((1, 1));
        assert_eq!(frame.reversed().trim(), format!("✓{count}"));
    }
}

#[test]
fn the_mouse_finds_every_cell() {
    let mut lecture = digits();
    lecture.app.screens.predictions.cell = (usize::MAX, usize::MAX);
    let found = lecture.clicks_change(SMALL, |app| app.screens.predictions.cell);
    assert_eq!(found.len(), 100, "every cell can be clicked");
    lecture.app.screens.predictions.cell = (8, 1);
    lecture.at(SMALL).shows("correct 8, predicted 1");
}

#[test]
fn hundreds_of_classes_scroll_with_the_cursor_and_long_names_are_cut() {
    let mut lecture = lecture(many_classes(150));
    for (keys, cell) in [("", (0, 0)), ("jjjl", (3, 1)), ("j×200", (149, 1)), ("l×200", (149, 149))] {
        lecture.keys(keys);
        for size in SIZES {
            let frame = lecture.at(size);
            frame.shows("of 150"); // the window is named
            assert!(!frame.reversed().is_empty(), "the cursor is at {cell:?}, and on the screen:\n{}", frame.text());
        }
        assert_eq!(lecture.app.screens.predictions.cell, cell);
    }
}

#[test]
fn at_every_sampled_size_every_view_shows_its_cursor() {
    let lectures = [digits(), lecture(session("iris", 4)).speaking(Language::Spanish), lecture(many_classes(40))];
    for mut lecture in lectures {
        for keys in ["", "Enter", "d", "d", "d"] {
            lecture.keys(keys).at_sampled_sizes(20, |frame| {
                frame.shows_its_cursor();
            });
        }
    }
}
