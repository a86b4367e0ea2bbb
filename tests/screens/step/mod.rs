//! The Step screen, driven by its keys and read off its frames.

use std::collections::HashSet;

use crate::common::frame::lines;
use crate::common::lecture::{Lecture, SMALL, WIDE};
use crate::common::{bits, session};
use mlp_tui::explain::{Axis, Description};
use mlp_tui::nn::Init;
use mlp_tui::session::{BatchSize, Command, Phase, PhaseKind, Position, Preset, Session, Settings};
use mlp_tui::text::{Language, Text};
use mlp_tui::ui::{App, ColorDepth, Effect, MINIMUM, Step, Theme};
use ratatui::layout::Rect;
use ratatui::style::Modifier;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];
const LANGUAGES: [Language; 2] = [Language::English, Language::Spanish];

fn blackboard() -> Session {
    session("blackboard", Preset::Blackboard.settings())
}

fn at_step(mut session: Session, step: u64) -> Session {
    session.go_to(Position { step, phase: 0 });
    session.evaluate();
    session
}

/// The lecture on its Step screen.
fn lecture(session: Session, language: Language) -> Lecture {
    let mut lecture = Lecture::new(session, language);
    lecture.keys("s");
    assert_eq!(lecture.app.screen_name(), "step");
    lecture
}

fn phase_of(lecture: &Lecture) -> Phase {
    lecture.snapshot.open.as_ref().expect("the step is laid open").phase()
}

fn walk_to(lecture: &mut Lecture, phase: Phase) {
    while phase_of(lecture) != phase {
        lecture.keys("Right");
    }
}

#[test]
fn forward_and_back_through_all_phases_ends_in_the_same_bits_and_the_same_frame() {
    let mut lecture = Lecture::on(at_step(session("spiral", Settings::default()), 5000));
    lecture.keys("sjjlll");
    let (start, frame) = (bits(&lecture.session), lecture.frame(ColorDepth::True, (80, 24)));
    let phases = lecture.snapshot.phases().len();
    let mut frames = vec![frame];
    for _ in 0..phases {
        lecture.keys("PageDown");
        frames.push(lecture.frame(ColorDepth::True, (80, 24)));
    }
    assert_eq!(lecture.snapshot.position, Position { step: 5001, phase: 0 });
    assert_ne!(bits(&lecture.session), start, "the step has changed the parameters");
    frames.pop();
    for expected in frames.into_iter().rev() {
        lecture.keys("PageUp");
        let now = lecture.frame(ColorDepth::True, (80, 24));
        assert_eq!(lines(&now), lines(&expected), "at {:?}", lecture.snapshot.position);
        assert!(now == expected, "a colour differs at {:?}", lecture.snapshot.position);
    }
    assert_eq!(lecture.snapshot.position, Position { step: 5000, phase: 0 });
    assert_eq!(bits(&lecture.session), start);
}

/// The frames of all phases, one below the other.
fn all_phases(mut lecture: Lecture, size: (u16, u16)) -> String {
    let mut frames = Vec::new();
    for _ in 0..lecture.snapshot.phases().len() {
        frames.push(lecture.text(size));
        lecture.keys("Right");
    }
    frames.join("\n────\n")
}

#[test]
fn the_whole_step_of_the_blackboard() {
    insta::assert_snapshot!("blackboard_80x24_en", all_phases(lecture(blackboard(), Language::English), (80, 24)));
    insta::assert_snapshot!("blackboard_80x24_es", all_phases(lecture(blackboard(), Language::Spanish), (80, 24)));
}

#[test]
fn the_spiral_on_wide_screens() {
    for (language, name) in LANGUAGES.into_iter().zip(["en", "es"]) {
        let mut lecture = lecture(at_step(session("spiral", Settings::default()), 31), language);
        lecture.keys("jjl");
        for phase in [
            PhaseKind::PreActivation.at(0),
            PhaseKind::LogitsGradient.at(1),
            PhaseKind::PreActivationGradient.at(0),
            PhaseKind::WeightGradient.at(0),
        ] {
            walk_to(&mut lecture, phase);
            for (width, height) in &SIZES[1..] {
                let name = format!("spiral_{width}x{height}_{name}_{}", phase.key());
                insta::assert_snapshot!(name, lecture.text((*width, *height)));
            }
        }
    }
}

/// The words of a frame, without those of the road at its left where it stands there.
fn words(lecture: &Lecture, size: (u16, u16)) -> String {
    let left = if size.0 >= 116 { 44 } else { 0 };
    let shown = lines(&lecture.frame(ColorDepth::None, size));
    let right = shown.iter().map(|line| line.chars().skip(left).collect::<String>());
    right.flat_map(|line| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).collect::<Vec<_>>().join(" ")
}

#[test]
fn no_equation_is_cut_in_any_language_at_any_size() {
    let deep = Settings { hidden_units: vec![4, 3], l1: 0.01, l2: 0.02, ..Settings::default() };
    for settings in [Preset::Blackboard.settings(), deep, Settings { hidden_units: vec![], ..Settings::default() }] {
        for language in LANGUAGES {
            let dataset = if settings.init == Init::He { "iris" } else { "blackboard" };
            let mut lecture = lecture(session(dataset, settings.clone()), language);
            for _ in 0..lecture.snapshot.phases().len() {
                let open = lecture.snapshot.open.clone().unwrap();
                let description = Description::new(&open, open.phase());
                let text = Text::of(language);
                let mut expected = vec![description.equation.clone()];
                match description.chain() {
                    None => expected.push(description.shapes(text)),
                    Some(chain) => {
                        expected.extend(chain.written_line(text).into_iter().chain(chain.computed_line(text)));
                    }
                }
                for size in SIZES {
                    let words = words(&lecture, size);
                    for line in &expected {
                        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
                        assert!(
                            words.contains(&line),
                            "{size:?} {language:?}: “{line}” is cut in\n{}",
                            lecture.text(size)
                        );
                    }
                }
                lecture.keys("Right");
            }
        }
    }
}

/// Everything of the matrices that the mouse can point to.
fn cells_on_screen(lecture: &Lecture, size: (u16, u16)) -> HashSet<(usize, (usize, usize))> {
    let open = lecture.snapshot.open.as_ref().expect("a step laid open");
    let description = Description::new(open, open.phase());
    let mut app = lecture.app.clone();
    app.screens.step.focus = usize::MAX;
    let cell = |app: App| {
        let Step { focus, place, .. } = app.screens.step;
        let (rows, columns) = (focus != usize::MAX).then(|| description.operand(focus).axes)?;
        Some((focus, (place.along(rows), place.along(columns))))
    };
    lecture.clicks(&app, size).filter_map(|(_, app, _)| cell(app)).collect()
}

#[test]
fn the_blackboard_fits_on_a_small_screen_without_scrolling() {
    for language in LANGUAGES {
        for step in [0, 3] {
            let mut lecture = lecture(at_step(blackboard(), step), language);
            for _ in 0..lecture.snapshot.phases().len() {
                let open = lecture.snapshot.open.clone().unwrap();
                let description = Description::new(&open, open.phase());
                let text = lecture.text(SMALL);
                let mut all = 0;
                for operand in description.operands() {
                    let (rows, columns) = operand.quantity.dim(&open);
                    // Along an axis that the result does not have, a click leads to the same place everywhere.
                    let places = |axis: Axis, count: usize| if axis == Axis::Single { 1 } else { count };
                    all += places(operand.axes.0, rows) * places(operand.axes.1, columns);
                    let digits = description.digits(operand.quantity);
                    for (row, column) in (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column))) {
                        let value = operand.quantity.value(&open, row, column);
                        let is_there = [digits, digits.fewer()].map(|digits| text.contains(&digits.show(value)));
                        assert!(is_there.contains(&true), "{:?} at step {step} lacks {value}:\n{text}", open.phase());
                    }
                }
                let shown = cells_on_screen(&lecture, SMALL).len();
                assert_eq!(shown, all, "{:?} at step {step} does not show all its numbers:\n{text}", open.phase());
                // The heatmap of the road may end in an ellipsis; numbers and equations may not.
                assert!(!text.contains('…'), "something is cut in {:?} at step {step}:\n{text}", open.phase());
                lecture.keys("Right");
            }
        }
    }
}

#[test]
fn what_feeds_the_cell_shows_without_colours() {
    for depth in [ColorDepth::None, ColorDepth::Ansi] {
        let mut lecture = lecture(blackboard(), Language::English);
        lecture.keys("jll");
        let buffer = lecture.frame(depth, (80, 24));
        let with = |modifier: Modifier| -> String {
            let is_lit = |place: &(u16, u16)| buffer[*place].modifier.contains(modifier);
            let places = (4..11_u16).flat_map(|y| (0..80_u16).map(move |x| (x, y)));
            places.map(|place| if is_lit(&place) { buffer[place].symbol() } else { " " }).collect()
        };
        let numbers = |text: String| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        // Row 2 of X, column 3 of W¹, and the bias 3 feed z[2,3].
        let mut fed = numbers(with(Modifier::UNDERLINED));
        fed.sort();
        assert_eq!(fed, ["0.2", "0.5", "1.0", "−0.1", "−0.5"]);
        let reversed = numbers(with(Modifier::REVERSED));
        assert!(reversed.contains(&"−0.1500".to_owned()), "the entry itself is reversed: {reversed:?}");
    }
}

#[test]
fn the_cursor_stays_in_its_matrix_and_moves_what_the_focus_is_on() {
    let mut lecture = lecture(blackboard(), Language::English);
    lecture.keys("j×10 l×10");
    assert_eq!((lecture.app.screens.step.place.row, lecture.app.screens.step.place.column), (3, 2));
    // From the result Tab goes to X: there the columns are what is summed over.
    lecture.keys("Tab kl");
    let place = lecture.app.screens.step.place;
    assert_eq!((place.row, place.column, place.inner), (2, 2, 1));
    lecture.keys("h×9");
    assert_eq!(lecture.app.screens.step.place.inner, 0);
    lecture.at(SMALL).shows("z[3,3] = x[3,1]·w¹[1,3]");
    lecture.keys("Enter").at(SMALL).shows("matrix 1 of 4"); // Enter shows the matrix alone
}

#[test]
fn hidden_results_leak_nowhere() {
    let mut lecture = lecture(blackboard(), Language::English);
    walk_to(&mut lecture, PhaseKind::Loss.at(1));
    let loss = "0.7154";
    lecture.at(WIDE).shows(loss);
    lecture.keys("v");
    for size in SIZES {
        let text = lecture.at(size);
        text.hides(loss).shows("L ?");
        text.hides("█"); // the curve is hidden, too
    }
    lecture.keys("s").at(WIDE).hides(loss);
    lecture.keys("sv").at(SMALL).shows(loss); // the key shows it again
    for phase in [
        PhaseKind::LogitsGradient.at(1),
        PhaseKind::WeightGradient.at(1),
        PhaseKind::ActivationGradient.at(0),
        PhaseKind::WeightUpdate.at(0),
    ] {
        walk_to(&mut lecture, phase);
        let open = lecture.snapshot.open.clone().unwrap();
        let result = Description::new(&open, phase).result().quantity;
        let shown = result.digits(&open).show(result.value(&open, 0, 0));
        lecture.at(WIDE).shows(&shown);
        lecture.keys("v").at(WIDE).hides(&shown);
        lecture.keys("v");
    }
}

#[test]
fn letters_digits_and_words_open_and_close() {
    let mut lecture = lecture(blackboard(), Language::English);
    lecture.keys("a").at(SMALL).shows_all(["x₁₁", "w¹₂₃", "z₄₃"]);
    lecture.keys("af").at(SMALL).shows("e−1"); // 17 digits have an exponent
    lecture.keys("fi").at(SMALL).shows("Each hidden unit takes a weighted sum");
    lecture.keys("Right").at(SMALL).shows("The activation function bends what would be straight"); // the words follow the road
    lecture.keys("Esc");
    assert_eq!(lecture.app.screen_name(), "step", "Esc closes the words first");
    lecture.keys("Esc");
    assert_eq!(lecture.app.screen_name(), "dashboard");
}

#[test]
fn every_phase_has_its_words_in_both_languages() {
    for language in LANGUAGES {
        let text = Text::of(language);
        for phase in mlp_tui::session::phases(2) {
            let key = phase.key();
            let words = text.of_name("talk", key).unwrap_or_else(|| panic!("{language:?} says nothing of {key}"));
            let sentences = words.matches(['.', '?']).count();
            assert!((2..=6).contains(&sentences), "{language:?} {key}: {words}");
        }
        let kinds = ["activation_smooth", "pre_activation_gradient_smooth", "logits_of_inputs", "update_with_memory"];
        let identity = ["activation_identity", "pre_activation_gradient_identity"];
        for kind in kinds.iter().chain(&identity).chain(&["mistake", "held"]) {
            assert!(text.of_name("talk", kind).is_some(), "{language:?} has no words for {kind}");
        }
        let count = text.keys().filter(|key| key.starts_with("talk.")).count();
        assert_eq!(count, 20, "{language:?} speaks of phases that are not");
    }
}

#[test]
fn a_planted_mistake_is_named_and_found() {
    let mut lecture = lecture(blackboard(), Language::English);
    lecture.keys("c");
    let checked = lecture.text(SMALL);
    assert_eq!(checked.matches("┃ ✓").count(), 5, "four blocks and the verdict:\n{checked}");
    lecture.keys("Esc xj Enter").at(SMALL).shows("∂L/∂Z = ∂L/∂H: the mask");
    lecture.keys("c");
    let checked = lecture.at(SMALL);
    for line in ["✓ W²", "✓ B²", "✗ W¹", "✗ B¹"] {
        checked.shows(line);
    }
    checked.shows("planted mistake: ∂L/∂Z = ∂L/∂H"); // it stands as long as it is planted
    lecture.keys("Esc");
    walk_to(&mut lecture, PhaseKind::PreActivationGradient.at(0));
    lecture.keys("l").at(SMALL).shows("∂L/∂z[1,2] = ∂L/∂h[1,2] = 0.0359"); // the wrong line is what is shown
    lecture.keys("xk Enter").at(SMALL).hides("✗ planted").shows("→ none; u takes it"); // the first line takes it out
    // Where W is not square the transpose cannot be forgotten.
    let mut spiral = self::lecture(session("spiral", Settings::default()), Language::English);
    spiral.keys("xjjjj Enter");
    assert!(spiral.snapshot.mistake().is_none() && spiral.text(SMALL).contains("not possible here"));
}

#[test]
fn marks_and_jumps_lead_there_and_back() {
    let mut lecture = lecture(blackboard(), Language::English);
    walk_to(&mut lecture, PhaseKind::WeightGradient.at(1));
    lecture.keys("B");
    let marked = lecture.snapshot.position;
    lecture.keys(")}>");
    assert_eq!(lecture.snapshot.position, Position { step: 111, phase: 0 });
    lecture.keys("(");
    assert_eq!(lecture.snapshot.position.step, 11);
    lecture.keys("g0 Enter B:7 Enter");
    assert_eq!(lecture.snapshot.position.step, 7);
    lecture.keys("b");
    assert_eq!(lecture.snapshot.position.step, 0, "a jump marks the place that it leaves");
    walk_to(&mut lecture, PhaseKind::WeightGradient.at(1));
    assert_eq!(lecture.snapshot.position, marked);
    lecture.keys("s Home b");
    assert_eq!((lecture.app.screen_name(), lecture.snapshot.position), ("step", marked), "so does leaving the screen");
    lecture.keys("gx Enter").at(SMALL).shows("“x” is no step");
    assert_eq!(lecture.snapshot.position, marked, "a number that is none moves nothing");
}

#[test]
fn epochs_are_jumps_too() {
    let settings = Settings { batch_size: BatchSize::Rows(40), ..Settings::default() };
    let mut lecture = lecture(session("iris", settings), Language::English);
    lecture.keys(">>e");
    assert_eq!(lecture.snapshot.position.step, 4, "150 examples make four batches");
    lecture.at(SMALL).shows("Row 1 of the batch is example ");
    lecture.keys("e>EE");
    assert_eq!(lecture.snapshot.position.step, 4, "back to the start of this epoch, then to the one before");
}

#[test]
fn the_timeline_shows_changes_and_what_was_left_behind() {
    let mut lecture = lecture(session("spiral", Settings::default()), Language::English);
    lecture.keys("g420 Enter [[[g600 Enter").at(WIDE).shows("◆ ε set to 0.1 at step 420");
    lecture.keys("g500 Enter [");
    let text = lecture.at(WIDE);
    text.shows("ε set to 0.05 at step 500");
    text.shows("left behind: ε 0.1, seed 0");
    assert_eq!(lecture.snapshot.branches.len(), 1);
    assert_eq!(lecture.snapshot.branches[0].from, 500);
    lecture.keys("s").at(WIDE).shows("···"); // the dashboard has that curve, too
    lecture.keys("sb");
    // A click at the left end goes to the start.
    let (theme, area) = (Theme::new(ColorDepth::True), Rect::new(0, 0, 120, 40));
    let mut goes_to = |x: u16, y: u16, target: Position| {
        let effects = lecture.app.click((x, y).into(), area, &theme, &lecture.snapshot);
        assert!(effects.contains(&Effect::Session(Command::GoTo(target))), "{effects:?}");
    };
    goes_to(3, 36, Position::default());
    // And one on the road goes to a phase of this step.
    goes_to(5, 4, Position { step: 500, phase: 1 });
}

#[test]
fn a_unit_that_is_always_off_is_said_not_to_learn() {
    let settings = Settings { init: Init::Zeros, ..Settings::default() };
    let mut lecture = lecture(session("spiral", settings), Language::English);
    walk_to(&mut lecture, PhaseKind::WeightGradient.at(0));
    lecture.at(SMALL).shows("is off for all 300 examples: they give its weights no gradient");
}

#[test]
fn any_network_draws_at_any_size_in_any_phase() {
    let networks = [
        session("spiral", Settings { hidden_units: vec![], ..Settings::default() }),
        session("iris", Settings { hidden_units: vec![5, 4, 3], l2: 0.1, ..Settings::default() }),
        session("digits", Settings { batch_size: BatchSize::Rows(1), ..Settings::default() }),
        session("spiral", Settings { learning_rate: 1e200, ..Settings::default() }),
    ];
    for network in networks {
        let mut lecture = lecture(at_step(network, 2), Language::Spanish);
        for index in 0..lecture.snapshot.phases().len() {
            lecture.type_keys(["j", "ljl", "\t", "a", "f", "v", "\n"][index % 7]);
            for size in [(1, 1), (30, 9), MINIMUM, (77, 19), (80, 24), (116, 30), (133, 51), (200, 60)] {
                lecture.frame(ColorDepth::Palette, size);
            }
            lecture.keys("Right");
        }
    }
}

#[test]
fn where_the_numbers_break_the_road_ends_and_the_first_broken_matrix_is_named() {
    let mut lecture =
        lecture(session("spiral", Settings { learning_rate: 1e200, ..Settings::default() }), Language::English);
    lecture.keys(">");
    assert_eq!(lecture.snapshot.breakdown.map(|breakdown| breakdown.phase), Some(PhaseKind::Logits.at(1)));
    lecture.keys("Right×5");
    assert_eq!((lecture.snapshot.position.step, phase_of(&lecture)), (1, PhaseKind::Loss.at(1)));
    let text = words(&lecture, (80, 24));
    assert!(text.contains("Y is no longer finite") && text.contains("< goes back to step 0"), "{text}");
    lecture.keys("Left");
    assert_eq!((lecture.snapshot.position.step, phase_of(&lecture)), (1, PhaseKind::Probabilities.at(1)));
    lecture.keys("<");
    assert_eq!(lecture.snapshot.position, Position::default());
    assert!(lecture.snapshot.breakdown.is_none());
}

#[test]
fn a_mistake_that_overflows_ends_the_road_where_it_overflows() {
    let mut parameters = mlp_tui::nn::Parameters::zeros(&[2, 3, 3]);
    parameters.layers.iter_mut().for_each(|layer| layer.weight_mut().fill(500.0));
    let settings =
        Settings { hidden_units: vec![3], init: Init::Given(std::sync::Arc::new(parameters)), ..Settings::default() };
    let mut lecture = lecture(session("spiral", settings), Language::English);
    walk_to(&mut lecture, PhaseKind::WeightGradient.at(0));
    lecture.keys("xjjjjj Enter");
    assert!(lecture.snapshot.breakdown.is_some(), "e^y overflows");
    assert!(
        matches!(phase_of(&lecture).kind, PhaseKind::Probabilities | PhaseKind::Loss),
        "what is behind it is of no step"
    );
    lecture.at(SMALL).shows("The planted mistake lets it overflow");
    lecture.keys("xkkkkk Enter");
    assert!(lecture.snapshot.breakdown.is_none(), "without the mistake the numbers are finite");
}

#[test]
fn a_check_that_belongs_to_another_place_is_not_shown() {
    let mut lecture = lecture(blackboard(), Language::English);
    lecture.keys("c>").at(SMALL).shows("Not checked at this place: c checks.");
    lecture.keys("c").at(SMALL).shows("all blocks agree");
}
