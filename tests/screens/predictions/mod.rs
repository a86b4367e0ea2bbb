//! The predictions screen and the images, driven by keys and read off the frames.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::common::frame::lines;
use crate::common::lecture::{Lecture, SMALL, WIDE};
use crate::common::{checked, problem_with_test};
use mlp_tui::data::{Examples, Problem, Scaling, entries, load};
use mlp_tui::files::Disk;
use mlp_tui::nn::{Init, Parameters, argmax};
use mlp_tui::probe::{Confusion, Image, original_features};
use mlp_tui::session::{ExampleId, Measure, Part, Position, Session, Settings, Snapshot};
use mlp_tui::text::Language;
use mlp_tui::ui::{App, ColorDepth, MINIMUM, Theme, draw};
use mlp_tui::ui::{Pane, Predictions, PredictionsDisplay};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];
const PARTS: [Part; 2] = [Part::Train, Part::Test];

fn session_of(problem: Arc<Problem>, settings: Settings, steps: u64) -> Session {
    let mut session = Session::new(problem, checked(settings));
    session.go_to(Position { step: steps, phase: 0 });
    session
}

fn session(name: &str, steps: u64) -> Session {
    let settings = Settings { learning_rate: 0.5, ..Settings::default() };
    session_of(problem_with_test(name, 0.25), settings, steps)
}

/// The lecture on its predictions screen.
fn lecture(session: Session, language: Language) -> Lecture {
    let mut lecture = Lecture::new(session, language);
    lecture.keys("4");
    assert_eq!(lecture.app.screen_name(), "predictions");
    lecture
}

/// The predicted class of an example, by sums written here again.
fn predict(parameters: &Parameters, example: &[f64]) -> usize {
    let mut row = example.to_vec();
    let last = parameters.layers.len() - 1;
    for (index, layer) in parameters.layers.iter().enumerate() {
        let z = (0..layer.weight().ncols()).map(|unit| {
            row.iter().enumerate().map(|(input, x)| x * layer.weight()[[input, unit]]).sum::<f64>() + layer.bias()[unit]
        });
        row = z.map(|z| if index < last && z <= 0.0 { 0.0 } else { z }).collect();
    }
    argmax(row)
}

/// The examples of each cell, by an independent forward pass.
fn counted(examples: &Examples, parameters: &Parameters) -> BTreeMap<(usize, usize), Vec<usize>> {
    let mut cells: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (index, (row, &label)) in examples.inputs.rows().into_iter().zip(&examples.labels).enumerate() {
        cells.entry((label, predict(parameters, &row.to_vec()))).or_default().push(index);
    }
    cells
}

fn confusion(snapshot: &Snapshot, part: Part) -> Confusion<'_> {
    let labels = &part.of(snapshot.problem()).expect("there is a test part").labels;
    Confusion::of(
        labels,
        snapshot.measured.evaluation.as_ref().unwrap().predicted(part),
        snapshot.problem().class_names.len(),
    )
}

#[test]
fn the_counts_are_those_of_an_independent_forward_pass_for_every_data_set() {
    for entry in entries() {
        for steps in [0, 20] {
            let mut session = session(entry.name, steps);
            let snapshot = session.snapshot(Measure::Always);
            for part in PARTS {
                let examples = part.of(snapshot.problem()).unwrap();
                let (confusion, cells) = (confusion(&snapshot, part), counted(examples, &snapshot.network.parameters));
                for correct in 0..confusion.classes() {
                    for predicted in 0..confusion.classes() {
                        let cell = (correct, predicted);
                        let expected = cells.get(&cell).cloned().unwrap_or_default();
                        let place = format!("{} at step {steps}, {part:?}, cell {cell:?}", entry.name);
                        assert_eq!(confusion.count(cell), expected.len(), "{place}");
                        assert_eq!(confusion.examples_of(cell), expected, "{place}");
                    }
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
        for part in PARTS {
            for index in 0..20 {
                let mut lecture = Lecture::on(session);
                let effects =
                    vec![mlp_tui::ui::Effect::Session(mlp_tui::session::Command::Look(mlp_tui::session::Request {
                        example: ExampleId { part, index },
                        ..mlp_tui::session::Request::default()
                    }))];
                lecture.carry_out(effects);
                let example = &lecture.snapshot.example;
                let confidence = evaluation.confidence(part)[index];
                assert_eq!(example.probabilities[example.label], confidence.of_correct(), "{name} {part:?} {index}");
                assert_eq!(example.probabilities[example.predicted], confidence.of_predicted(), "{name} {index}");
                assert!((example.loss - confidence.loss()).abs() < 1e-12, "{name} {index}");
                session = lecture.session;
            }
        }
    }
}

/// The numbers of the examples that a list shows, in its order.
fn listed(frame: &str) -> Vec<usize> {
    let rows = frame.lines().filter(|line| line.starts_with('┃'));
    rows.filter_map(|line| {
        let number = line.trim_start_matches(['┃', '►', ' ']).strip_prefix('#')?;
        number.split(' ').next()?.parse().ok()
    })
    .collect()
}

/// Moves the cursor of the matrix to a cell.
fn go_to_cell(lecture: &mut Lecture, classes: usize, (correct, predicted): (usize, usize)) {
    lecture.type_keys(&("k".repeat(classes) + &"h".repeat(classes) + &"j".repeat(correct) + &"l".repeat(predicted)));
}

#[test]
fn every_cell_opens_its_examples_and_each_goes_to_the_probabilities() {
    for (name, steps) in [("digits", 12), ("iris", 4), ("blackboard", 0)] {
        let mut lecture = lecture(session(name, steps), Language::English);
        let names = lecture.snapshot.problem().class_names.clone();
        for part in PARTS {
            let examples = part.of(lecture.snapshot.problem()).unwrap();
            let (all, cells) = (examples.labels.len(), counted(examples, &lecture.snapshot.network.parameters));
            for (cell, expected) in cells {
                go_to_cell(&mut lecture, names.len(), cell);
                lecture.keys("Enter");
                let text = lecture.text((80, 460));
                let title = format!("correct {}, predicted {}", names[cell.0], names[cell.1]);
                assert!(text.contains(&title), "the list says its cell, {title}:\n{}", lecture.text(SMALL));
                let numbers: Vec<usize> = expected.iter().map(|index| index + 1).collect();
                assert_eq!(listed(&text), numbers, "{name} {part:?} {title}");
                // The last one, and that is what the pane shows.
                lecture.type_keys(&("j".repeat(expected.len()) + "\n"));
                assert_eq!(
                    (lecture.app.screen_name(), lecture.app.screens.dashboard.focus),
                    ("dashboard", Pane::Probabilities)
                );
                let index = *expected.last().unwrap();
                let kind = if part == Part::Test { "test example" } else { "example" };
                let about = format!("{kind} {} of {all} · class {}", index + 1, names[cell.0]);
                lecture.at(WIDE).shows(&about);
                assert_eq!(lecture.snapshot.example.predicted, cell.1, "{about}");
                lecture.keys("4").at(SMALL).shows(&title); // the screen is as it was left
                lecture.keys("Esc").at(SMALL).shows("Confusion matrix"); // Esc goes back to the matrix
            }
            lecture.keys("T");
        }
        lecture.keys("Esc");
        assert_eq!(lecture.app.screen_name(), "dashboard", "and from the matrix to the dashboard");
    }
}

#[test]
fn the_matrix_shows_counts_shares_totals_precision_and_recall() {
    let mut lecture = lecture(session("iris", 4), Language::English);
    let snapshot = lecture.snapshot.clone();
    let confusion = confusion(&snapshot, Part::Train);
    let rows = |text: &str| -> Vec<Vec<String>> {
        let words = |line: &str| line.split_whitespace().map(|word| word.trim_start_matches('✓').to_owned()).collect();
        let is_row = |line: &&str| {
            ["setosa", "versicolor", "virginica", "total", "precision"].iter().any(|name| line.starts_with(name))
        };
        text.lines().map(|line| line.trim_matches('┃')).filter(is_row).map(words).collect()
    };
    let text = lecture.text(SMALL);
    let shown = rows(&text);
    for class in 0..3 {
        let counts: Vec<String> = (0..3)
            .map(|column| confusion.count((class, column)))
            .map(|count| if count == 0 { "·".to_owned() } else { count.to_string() })
            .collect();
        assert_eq!(shown[class][1..4], counts, "row {class} of\n{text}");
        assert_eq!(shown[class][4], confusion.row_total(class).to_string(), "{text}");
        assert!(shown[3][class + 1] == confusion.column_total(class).to_string(), "{text}");
    }
    let header = text.lines().find(|line| line.contains("Confusion")).unwrap();
    assert!(header.contains(&format!("accuracy {:.3} · step 4", confusion.accuracy().unwrap())), "{header}");
    assert!(header.contains("training examples"), "{header}");
    go_to_cell(&mut lecture, 3, (1, 2));
    let text = lecture.at(SMALL);
    let [part, all, taken] = [confusion.count((1, 1)), confusion.row_total(1), confusion.column_total(2)];
    text.shows(&format!("recall of versicolor: {part}/{all} = {:.4}", part as f64 / all as f64));
    let part = confusion.count((2, 2));
    text.shows(&format!("precision of virginica: {part}/{taken} = {:.4}", part as f64 / taken as f64));
    lecture.keys("d");
    assert_eq!(lecture.app.screens.predictions.display, PredictionsDisplay::Shares);
    let share = confusion.row_share((0, 0)).unwrap();
    lecture.at(SMALL).shows(&format!("✓{:.0}%", 100.0 * share));
}

#[test]
fn what_is_not_defined_is_a_dash() {
    // A network of zeros takes everything for the first class.
    let settings = Settings { init: Init::Zeros, ..Settings::default() };
    let mut lecture = lecture(session_of(problem_with_test("iris", 0.25), settings, 0), Language::English);
    lecture.keys("l");
    let text = lecture.text(SMALL);
    let precision = text.lines().find(|line| line.contains("precision ")).unwrap();
    assert_eq!(precision.matches('—').count(), 2, "two classes are never predicted:\n{text}");
    assert!(text.contains("precision of versicolor: 0/0 = —"), "{text}");
    lecture.keys("Enter").at(SMALL).shows("no example in this cell"); // an empty cell opens nothing
    assert!(!lecture.app.screens.predictions.opened);
}

#[test]
fn nothing_measured_a_broken_run_no_test_part_and_hidden_results_say_so() {
    let settings = Settings { learning_rate: 1e200, ..Settings::default() };
    let mut broken = lecture(session_of(crate::common::problem("spiral"), settings, 0), Language::English);
    broken.keys("Right Right").at(SMALL).shows("there are no predictions").hides("accuracy");
    broken.keys("jl Enter");
    let mut fresh = lecture(session_of(crate::common::problem("spiral"), Settings::default(), 0), Language::English);
    fresh.snapshot.measured.evaluation = None;
    fresh.at(SMALL).shows("Nothing is measured yet");
    fresh.keys("T").at(SMALL).shows("--test-fraction");
    fresh.keys("v");
    for keys in ["", "d", "d"] {
        fresh.type_keys(keys);
        fresh.at(WIDE).shows("hidden: v shows it").hides("%");
    }
    fresh.keys("Enter");
    assert!(!fresh.app.screens.predictions.opened, "what is hidden does not open");
}

/// The digits' gallery of training examples.
fn gallery() -> Lecture {
    let mut lecture = lecture(session("digits", 12), Language::English);
    lecture.keys("dd");
    assert_eq!(lecture.app.screens.predictions.display, PredictionsDisplay::Gallery);
    lecture
}

#[test]
fn the_gallery_moves_through_all_misclassified_images_and_opens_them() {
    let mut lecture = gallery();
    let snapshot = lecture.snapshot.clone();
    let confusion = confusion(&snapshot, Part::Train);
    let wrong = confusion.wrong();
    assert!(wrong.len() > 20, "so many that they do not fit on one screen");
    for (at, &example) in wrong.iter().enumerate() {
        let text = lecture.text(SMALL);
        let (correct, predicted) = confusion.cell_of(example).unwrap();
        let title = format!("{correct}→{predicted} #{}", example + 1);
        assert!(text.matches(&title).count() == 1, "{title} is not among\n{text}");
        assert!(text.contains(&format!("{} of {}", at + 1, wrong.len())), "{text}");
        lecture.keys("l");
    }
    let columns = Predictions::columns(wrong.len());
    lecture.type_keys(&"h".repeat(wrong.len()));
    lecture.keys("jl Enter");
    assert_eq!(lecture.snapshot.example.id, ExampleId { part: Part::Train, index: wrong[columns + 1] });
    assert_eq!(lecture.app.screens.dashboard.focus, Pane::Probabilities);
    lecture.keys("4T").at(SMALL).shows("test examples"); // T shows the test examples' gallery
}

#[test]
fn the_worst_examples_stand_first_where_that_is_asked_for() {
    let mut lecture = gallery();
    lecture.keys("o");
    let evaluation = lecture.snapshot.measured.evaluation.clone().unwrap();
    let loss = |&index: &usize| evaluation.confidence(Part::Train)[index].loss();
    let view = &lecture.app.screens.predictions;
    let examples = view.examples(&view.confusion(&lecture.snapshot).unwrap(), &lecture.snapshot);
    assert!(examples.is_sorted_by(|a, b| loss(a) >= loss(b)));
    lecture.at(WIDE).shows("worst first");
}

#[test]
fn without_images_the_gallery_is_a_list_with_the_features_as_they_were() {
    let mut lecture = lecture(session("iris", 4), Language::English);
    lecture.keys("dd");
    let text = lecture.text(WIDE);
    let dataset = load("iris", &mlp_tui::data::Options::default(), 0, &Disk).unwrap();
    let wrong = confusion(&lecture.snapshot, Part::Train).wrong();
    assert_eq!(listed(&text).len(), wrong.len(), "{text}");
    let first = original_features(&lecture.snapshot, ExampleId { part: Part::Train, index: wrong[0] }).unwrap();
    let is_there = |row: ndarray::ArrayView1<'_, f64>| row.iter().zip(&first).all(|(a, b)| (a - b).abs() < 1e-9);
    assert!(dataset.features.rows().into_iter().any(is_there), "{first:?} is no row of the data");
    assert!(text.contains("sepal") && text.contains(&format!("{:.2}", first[0])), "{text}");
}

#[test]
fn images_have_the_pixels_of_the_data() {
    let dataset = load("digits", &mlp_tui::data::Options::default(), 0, &Disk).unwrap();
    for scaling in [Scaling::None, Scaling::Standard, Scaling::MinMax] {
        let problem = Arc::new(dataset.clone().prepare(scaling, 0.0, 0).unwrap());
        let snapshot = session_of(problem, Settings::default(), 0).snapshot(Measure::Never);
        for index in [0, 17, 1796] {
            let image = Image::of_example(&snapshot, ExampleId { part: Part::Train, index }).unwrap();
            assert_eq!((image.width, image.height), (8, 8));
            for (pixel, raw) in image.pixels.iter().zip(dataset.features.row(index)) {
                assert!((pixel - raw).abs() < 1e-12, "{scaling:?}: {pixel} was {raw}");
            }
        }
    }
}

/// The places of a frame that show a brightness.
fn pixels(lecture: &Lecture, depth: ColorDepth, size: (u16, u16)) -> usize {
    let theme = Theme::new(depth);
    let greys: Vec<_> = (0..=1000).map(|share| theme.light(f64::from(share) / 1000.0)).collect();
    let frame = lecture.frame(depth, size);
    frame.content().iter().filter(|cell| greys.contains(&cell.bg)).count()
}

#[test]
fn the_probabilities_show_the_image_where_there_is_room() {
    let mut lecture = gallery();
    lecture.keys("Enter");
    assert_eq!(pixels(&lecture, ColorDepth::True, (80, 24)), 0, "there is no room beside the bars");
    assert_eq!(pixels(&lecture, ColorDepth::True, (120, 40)), 16 * 8, "every pixel is two columns and a line");
    lecture.keys("Enter");
    assert_eq!(pixels(&lecture, ColorDepth::True, (80, 24)), 32 * 16, "alone it is larger");
    let text = lines(&lecture.frame(ColorDepth::None, (80, 24))).join("\n");
    assert!(text.contains('█') && text.contains('░') && text.contains('▓'), "shades say it without colours:\n{text}");
}

#[test]
fn the_zoomed_weights_of_images_are_templates_and_dead_units_are_marked() {
    // With zeros every unit is dead, at random none is.
    for (init, mark) in [(Init::Zeros, " ✕"), (Init::He, "")] {
        let settings = Settings { hidden_units: vec![9], init, ..Settings::default() };
        let mut lecture = Lecture::on(session_of(crate::common::problem("digits"), settings, 0));
        lecture.keys("Tab Enter ll");
        for depth in [ColorDepth::True, ColorDepth::Ansi, ColorDepth::None] {
            let text = lines(&lecture.frame(depth, (120, 40))).join("\n");
            let names: String = text.lines().filter(|line| line.contains("►3")).collect();
            assert!(names.contains(&format!("►3{mark}")), "the cursor is under unit 3:\n{text}");
            for unit in 4..=9 {
                let [inside, first] = [' ', '┃'].map(|before| format!("{before}{unit}{mark} "));
                assert!(text.contains(&inside) || text.contains(&first), "unit {unit} is missing:\n{text}");
            }
            assert_eq!(text.contains('✕'), !mark.is_empty(), "{text}");
            assert!(text.contains("pixel 1,1 → unit 3"), "{text}");
        }
        lecture.keys("d").at(WIDE).shows("columns: inputs"); // d shows the matrix
    }
}

#[test]
fn without_colours_the_diagonal_and_the_cursor_show() {
    for depth in [ColorDepth::None, ColorDepth::Ansi, ColorDepth::Palette] {
        let mut lecture = lecture(session("digits", 12), Language::English);
        lecture.keys("jl");
        let frame = lecture.frame(depth, (80, 24));
        let text = lines(&frame).join("\n");
        assert_eq!(text.matches('✓').count(), 10, "ten classes fit, and each has its mark:\n{text}");
        let reversed: String = frame
            .content()
            .iter()
            .filter(|cell| cell.modifier.contains(Modifier::REVERSED))
            .map(ratatui::buffer::Cell::symbol)
            .collect();
        let count = confusion(&lecture.snapshot, Part::Train).count((1, 1));
        assert_eq!(reversed.trim(), format!("✓{count}"));
    }
    // Black or white says a digit where shades have no room.
    let mut lecture = gallery();
    lecture.keys("l");
    let text = lines(&lecture.frame(ColorDepth::None, (80, 24))).join("\n");
    assert!(text.contains('▄') && text.contains('▀'), "{text}");
}

#[test]
fn the_mouse_finds_cells_and_images() {
    let mut lecture = lecture(session("digits", 12), Language::English);
    lecture.app.screens.predictions.cell = (usize::MAX, usize::MAX);
    assert_eq!(
        lecture.clicks_change(SMALL, |app| app.screens.predictions.cell).len(),
        100,
        "every cell can be clicked"
    );
    lecture.app.screens.predictions.cell = (8, 1);
    lecture.at(SMALL).shows("correct 8, predicted 1");
    lecture.keys("dd");
    let snapshot = lecture.snapshot.clone();
    let at = |app: &App| {
        let screen = &app.screens.predictions;
        screen.at(&screen.examples(&screen.confusion(&snapshot).expect("predictions"), &snapshot))
    };
    // A click on the image under the cursor changes nothing: that one is found from another.
    let mut found = lecture.clicks_change(SMALL, at);
    lecture.keys("l");
    found.extend(lecture.clicks_change(SMALL, at));
    assert!(found.into_iter().eq(0..18), "every image can be clicked");
    let eighth = lecture.clicks(&lecture.app, SMALL).map(|(_, app, _)| app).find(|app| at(app) == 7);
    lecture.app = eighth.expect("an eighth image");
    lecture.at(SMALL).shows("8 of ");
}

#[test]
fn the_mouse_finds_the_unit_of_a_template() {
    let settings = Settings { hidden_units: vec![9], ..Settings::default() };
    let mut lecture = Lecture::on(session_of(crate::common::problem("digits"), settings, 0));
    lecture.keys("Tab Enter");
    let unit = |app: &App| app.screens.dashboard.cursor(Pane::Weights).1;
    let mut units = lecture.clicks_change(WIDE, unit);
    lecture.keys("l");
    units.extend(lecture.clicks_change(WIDE, unit));
    assert!(units.into_iter().eq(0..9), "every template can be clicked");
}

#[test]
fn plain_characters_have_a_meaning_for_every_glyph() {
    for keys in ["4", "4jl\n", "4dd", "4dd\n\n", "\t\n"] {
        let mut lecture = Lecture::on(session("digits", 12));
        lecture.type_keys(keys);
        let mut buffer = Buffer::empty(Rect::new(0, 0, 120, 40));
        let theme = Theme::new(ColorDepth::True).with_ascii(true);
        draw(&lecture.app, &lecture.snapshot, &theme, buffer.area, &mut buffer);
        let text = lines(&buffer).join("\n");
        assert!(text.is_ascii(), "{text}");
        assert_eq!(text.matches('?').count(), 1, "“?” stands for the help's key alone:\n{text}");
    }
}

/// Many classes with long names, and few examples.
fn many_classes(classes: usize) -> Session {
    let mut dataset = load("blackboard", &mlp_tui::data::Options::default(), 0, &Disk).unwrap();
    dataset.features =
        ndarray::Array2::from_shape_fn((2 * classes, 3), |(row, column)| ((row * 7 + column) % 11) as f64);
    dataset.labels = (0..2 * classes).map(|row| row / 2).collect();
    dataset.feature_names = ["a feature with a long name", "日本語の名前", "c"].map(str::to_owned).to_vec();
    dataset.class_names = (1..=classes).map(|class| format!("a class with a very long name {class}")).collect();
    session_of(Arc::new(dataset.prepare(Scaling::None, 0.0, 0).unwrap()), Settings::default(), 1)
}

#[test]
fn hundreds_of_classes_scroll_with_the_cursor_and_long_names_are_cut() {
    let mut lecture = lecture(many_classes(150), Language::English);
    for (keys, cell) in [("", (0, 0)), ("jjjl", (3, 1)), (&"j".repeat(200), (149, 1)), (&"l".repeat(200), (149, 149))] {
        lecture.type_keys(keys);
        for size in SIZES {
            let text = lecture.text(size);
            assert!(text.contains("of 150"), "the window is named:\n{text}");
            let frame = lecture.frame(ColorDepth::True, size);
            let is_seen = frame.content().iter().any(|cell| cell.modifier.contains(Modifier::REVERSED));
            assert!(is_seen, "the cursor is at {cell:?}, and on the screen:\n{text}");
        }
        assert_eq!(lecture.app.screens.predictions.cell, cell);
    }
}

#[test]
fn every_view_draws_at_every_size() {
    let networks = [session("digits", 12), session("iris", 4), many_classes(40)];
    for (index, session) in networks.into_iter().enumerate() {
        let mut lecture = lecture(session, [Language::English, Language::Spanish][index % 2]);
        for keys in ["", "\n", "d", "d", "d"] {
            lecture.type_keys(keys);
            for width in (60..=130).step_by(7).chain([MINIMUM.0, 80, 160, 200]) {
                for height in (16..=60).step_by(5).chain([MINIMUM.1, 24]) {
                    let depth = [ColorDepth::True, ColorDepth::Ansi, ColorDepth::None][usize::from(width + height) % 3];
                    lecture.frame(depth, (width, height));
                }
            }
        }
    }
}

#[test]
fn whole_screens() {
    for (language, name) in [(Language::English, "en"), (Language::Spanish, "es")] {
        for (width, height) in &SIZES[..2] {
            let size = (*width, *height);
            let mut lecture = lecture(session("digits", 12), language);
            lecture.keys("jjjjjjjjl");
            insta::assert_snapshot!(format!("matrix_{width}x{height}_{name}"), lecture.text(size));
            lecture.keys("Enter");
            insta::assert_snapshot!(format!("list_{width}x{height}_{name}"), lecture.text(size));
            lecture.keys("dd");
            let frame = lines(&lecture.frame(ColorDepth::None, size)).join("\n");
            insta::assert_snapshot!(format!("gallery_{width}x{height}_{name}"), frame);
            lecture.keys("Enter×2");
            let frame = lines(&lecture.frame(ColorDepth::None, size)).join("\n");
            insta::assert_snapshot!(format!("probabilities_{width}x{height}_{name}"), frame);
        }
    }
}
