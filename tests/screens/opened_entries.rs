//! What is printed of an opened entry adds up in the digits printed: read off the text, computed with exact decimals.

use crate::common::calculator::{compute, number, unit};
use crate::common::lecture::{LANGUAGES, Lecture, SMALL, WIDE};
use crate::common::session;
use mlp_tui::explain::{Description, Digits, Place};
use mlp_tui::headless::opened;
use mlp_tui::nn::{Activation, Init, Mistake, OptimizerKind};
use mlp_tui::session::{BatchSize, Command, OpenStep, Phase, PhaseKind, Position, Preset, Session, Setting, Settings};
use mlp_tui::text::{Language, Text};
use proptest::prelude::*;

const WORDS: [&str; 2] = ["(rounded)", "(redondeado)"];

/// The text without the word, and whether it stood there.
fn without_word(line: &str) -> (String, bool) {
    let plain = WORDS.iter().fold(line.to_owned(), |line, word| line.replace(word, ""));
    (plain.trim_end().to_owned(), plain.len() < line.len())
}

/// `start` at the last = or ≈ before the value: the numbers, whether it is =, and the value.
fn last_sign(line: &str) -> Option<(&str, bool, &str)> {
    let (at, sign) = line.char_indices().rev().find(|(_, letter)| matches!(letter, '=' | '≈'))?;
    Some((line[..at].trim(), sign == '=', line[at + sign.len_utf8()..].trim()))
}

fn is_finite(printed: &str) -> bool {
    !printed.contains("inf") && !printed.contains("NaN")
}

/// Checks the text of one cell opened; how often = and ≈ stand between its numbers.
fn check_text(text: &str, what: &str) -> (usize, usize) {
    let (mut true_signs, mut rounded) = (0, 0);
    for block in text.split("\n\n").skip(1) {
        let says_so = WORDS.iter().any(|word| block.contains(word));
        assert_eq!(says_so, block.contains('≈'), "{what}: ≈ and the word belong together:\n{block}");
        let mut values: Vec<String> = Vec::new();
        let terms = block.lines().filter(|line| line.starts_with("  ")).count();
        for line in block.lines().filter(|line| line.starts_with("  ")) {
            let (line, _) = without_word(&line[2..]);
            let is_total = terms > 1 && values.len() == terms - 1;
            if is_total {
                let (_, is_equal, total) = last_sign(&line).unwrap();
                if is_equal && is_finite(total) {
                    let sum = values
                        .iter()
                        .map(|value| number(value))
                        .reduce(crate::common::calculator::Value::plus)
                        .unwrap();
                    assert!(sum.is(total), "{what}: {values:?} do not add to {total}\n{block}");
                }
                (true_signs, rounded) = (true_signs + usize::from(is_equal), rounded + usize::from(!is_equal));
                continue;
            }
            let (start, is_equal, value) = last_sign(&line).unwrap();
            let numbers = start.rsplit_once("  = ").unwrap_or_else(|| panic!("{what}: {line}")).1;
            if is_equal && is_finite(value) {
                assert!(compute(numbers).rounds_to(value), "{what}: {numbers} is not {value}\n{block}");
            }
            (true_signs, rounded) = (true_signs + usize::from(is_equal), rounded + usize::from(!is_equal));
            values.push(value.to_owned());
        }
    }
    (true_signs, rounded)
}

/// Every number of the sums is its own correct rounding, and the entry is what its matrix shows.
fn check_rounding(open: &OpenStep, phase: Phase, place: Place, what: &str) {
    let description = Description::new(open, phase);
    let result = description.result().quantity;
    for sum in description.open(place, false).sums {
        let printed = sum.printed();
        let half = |shown: &str, value: f64| (number(shown).float - value).abs() <= 0.500_001 * unit(shown).float;
        for (index, term) in printed.terms.iter().enumerate().filter(|(_, term)| is_finite(&term.value)) {
            let value = sum.term(index).value;
            assert!(half(&term.value, value), "{what} {phase:?}: {} is no rounding of {value}", term.value);
        }
        if is_finite(&printed.total) {
            assert!(half(&printed.total, sum.value), "{what} {phase:?}: {} for {}", printed.total, sum.value);
        }
        let is_entry = sum.left.trim_end_matches(" ←") == result.letter(open, place.row, place.column);
        let in_matrix = result.digits(open).show(result.value(open, place.row, place.column));
        if is_entry && !in_matrix.contains('e') && is_finite(&printed.total) {
            assert!(compute(&printed.total).rounds_to(&in_matrix), "{what}: {} and {in_matrix}", printed.total);
        }
    }
}

/// Opens every `stride`-th entry of every phase of a step.
fn check_step(session: &mut Session, step: u64, full: bool, stride: usize, what: &str) -> (usize, usize) {
    let mut signs = (0, 0);
    for (index, phase) in session.run().setup().phases().to_vec().into_iter().enumerate() {
        session.go_to(Position { step, phase: index });
        let Some(open) = session.open().filter(|open| open.is_computed(phase)) else { continue };
        let (rows, columns) = Description::new(&open, phase).result().quantity.dim(&open);
        for at in (0..rows * columns).step_by(stride) {
            let (row, column) = (at / columns, at % columns);
            let text = opened(&open, phase, (row + 1, column + 1), full, Text::of(Language::English)).unwrap();
            let (a, b) = check_text(&text, what);
            signs = (signs.0 + a, signs.1 + b);
            if !full {
                check_rounding(&open, phase, Place { row, column, inner: 0 }, what);
            }
        }
    }
    signs
}

#[test]
fn the_blackboard_adds_up_and_nothing_is_rounded_when_the_lesson_begins() {
    let mut session = session("blackboard", Preset::Blackboard.settings());
    let mut rounded = Vec::new();
    for step in 0..12 {
        let (signs, of_them) = check_step(&mut session, step, false, 1, &format!("blackboard, step {step}"));
        assert!(signs > 150, "only {signs} signs were read");
        rounded.push(of_them);
    }
    assert_eq!(rounded[..4], [0; 4], "entries that need ≈ when the lesson begins");
    // Those after it need it: at no number of digits do their roundings add up, as the next test shows.
    assert!(rounded.iter().sum::<usize>() < 12, "entries that need ≈: {rounded:?}");
    let (_, of_them) = check_step(&mut session, 3, true, 1, "blackboard, 17 digits");
    assert!(of_them > 0, "17 digits are rounded, too");
}

#[test]
fn what_is_rounded_would_take_more_than_seven_digits() {
    let mut session = session("blackboard", Preset::Blackboard.settings());
    let mut found = Vec::new();
    for (step, index) in (0..12).flat_map(|step| (0..12).map(move |index| (step, index))) {
        session.go_to(Position { step, phase: index });
        let open = session.open().unwrap();
        let description = Description::new(&open, open.phase());
        let (rows, columns) = description.result().quantity.dim(&open);
        for (row, column) in (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column))) {
            for sum in description.open(Place { row, column, inner: 0 }, false).sums {
                let printed = sum.printed();
                found.extend((!printed.is_true()).then(|| format!("step {step}: {}", sum.left)));
                if printed.adds {
                    continue;
                }
                let units = |value: f64, digits: usize| -> i64 {
                    format!("{value:.digits$}").replace('.', "").parse().unwrap()
                };
                let Digits::Fixed(shown) = sum.digits else { panic!("the blackboard has no exponents") };
                for digits in shown..=7 {
                    let terms: i64 = sum.terms().map(|term| units(term.value, digits)).sum();
                    assert_ne!(terms, units(sum.value, digits), "step {step}: {} adds up in {digits} digits", sum.left);
                }
            }
        }
    }
    assert!(found.len() < 12, "{found:#?}");
}

#[test]
fn every_preset_adds_up_or_says_that_it_is_rounded() {
    for preset in Preset::ALL {
        let mut session = session(preset.dataset(), preset.settings());
        let (signs, rounded) = check_step(&mut session, 2, false, 97, preset.name());
        assert!(rounded * 4 < signs, "{}: {rounded} of {signs} are rounded", preset.name());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_network_what_is_printed_adds_up(
        data in prop::sample::select(vec!["blackboard", "iris", "wine", "xor"]),
        activation in prop::sample::select(Activation::ALL.to_vec()),
        optimizer in prop::sample::select(OptimizerKind::ALL.to_vec()),
        hidden in prop::collection::vec(1_usize..5, 0..3),
        penalties in prop::sample::select(vec![(0.0, 0.0), (0.01, 0.0), (0.0, 0.02), (0.003, 1e-4)]),
        mistake in prop::option::of(prop::sample::select(Mistake::ALL.to_vec())),
        rate in prop::sample::select(vec![1e-4, 0.1, 1.0, 30.0]),
        size in prop::sample::select(vec![1e-4, 0.5, 20.0]),
        rows in prop::sample::select(vec![BatchSize::Rows(4), BatchSize::Rows(1)]),
        step in 0_u64..6,
        full in prop::bool::weighted(0.2),
    ) {
        let settings = Settings {
            activation, optimizer, hidden_units: hidden, l1: penalties.0, l2: penalties.1, learning_rate: rate,
            init: Init::Normal(size), batch_size: rows, ..Settings::default()
        };
        let what = format!("{data} {settings:?} {mistake:?} step {step}");
        let mut session = session(data, settings);
        if let Some(mistake) = mistake {
            session.apply(Command::Set(Setting::Mistake(Some(mistake))));
        }
        check_step(&mut session, step, full, 5, &what);
    }
}

#[test]
fn numbers_at_the_end_of_the_range_add_up_too() {
    let settings = Settings {
        hidden_units: vec![3],
        activation: Activation::LeakyRelu,
        init: Init::Normal(20.0),
        optimizer: OptimizerKind::Adam,
        learning_rate: 0.1,
        l1: 0.01,
        batch_size: BatchSize::Rows(1),
        ..Settings::default()
    };
    for full in [false, true] {
        check_step(&mut session("wine", settings.clone()), 1, full, 1, "wine, with numbers near 1e−314");
    }
}

/// The lines of the opened entry in a frame, from its name on.
fn opened_in(frame: &str, left: &str) -> Option<Vec<String>> {
    let lines: Vec<Vec<char>> = frame.lines().map(|line| line.chars().collect()).collect();
    let name: Vec<char> = format!(" {left} = ").chars().collect();
    let find = |line: &Vec<char>| line.windows(name.len()).position(|part| part == name.as_slice());
    let (y, x) = lines.iter().enumerate().find_map(|(y, line)| Some((y, find(line)?)))?;
    let of = |line: &Vec<char>| line.iter().skip(x).collect::<String>();
    let goes_on = |line: &&String| {
        line.starts_with("   ") && ["= ", "≈ ", "+ "].iter().any(|sign| line.trim_start().starts_with(sign))
    };
    let first = of(&lines[y])[name.iter().collect::<String>().len()..].to_owned();
    let others: Vec<String> = lines[y + 1..].iter().map(of).collect();
    Some([first].into_iter().chain(others.iter().take_while(goes_on).map(|line| line.trim().to_owned())).collect())
}

/// Checks an entry as the screen shows it; whether it is rounded.
fn check_lines(lines: &[String], is_sum: bool, what: &str) -> bool {
    let whole = lines.join(" ");
    let says_so = WORDS.iter().any(|word| whole.contains(word));
    assert_eq!(says_so, whole.contains('≈'), "{what}: ≈ and the word belong together: {whole}");
    let lines: Vec<String> = lines.iter().map(|line| without_word(line).0).collect();
    if !lines.iter().any(|line| line.starts_with("+ ")) {
        // letters = numbers = values = total
        let whole = lines.join(" ");
        let mut parts: Vec<(bool, &str)> = Vec::new();
        let mut rest = &*whole;
        while let Some((start, is_equal, part)) = last_sign(rest) {
            parts.insert(0, (is_equal, part));
            rest = start;
        }
        for pair in parts.windows(2).filter(|pair| pair[1].0) {
            let (numbers, value) = (pair[0].1, pair[1].1);
            if value.contains(" + ") {
                for (number, value) in numbers.split(" + ").zip(value.split(" + ")) {
                    let value = value.trim_start_matches('(').trim_end_matches(')');
                    assert!(compute(number).rounds_to(value), "{what}: {number} is not {value}: {whole}");
                }
            } else if is_sum {
                assert!(compute(numbers).is(value), "{what}: {numbers} is not {value}: {whole}");
            } else {
                assert!(compute(numbers).rounds_to(value), "{what}: {numbers} is not {value}: {whole}");
            }
        }
        return says_so;
    }
    let mut values = Vec::new();
    let (total, terms) = lines.split_last().unwrap();
    for line in terms {
        let line = line.trim_start_matches("+ ");
        if let Some((_, rest)) = line.strip_prefix('…').and_then(|line| line.split_once(": ")) {
            values.push(rest.to_owned());
            continue;
        }
        let (start, is_equal, value) = last_sign(line).unwrap_or_else(|| panic!("{what}: {line}"));
        if let Some((_, _, numbers)) = last_sign(start).filter(|_| is_equal) {
            assert!(compute(numbers).rounds_to(value), "{what}: {numbers} is not {value}");
        }
        values.push(value.to_owned());
    }
    let (_, is_equal, total) = last_sign(total).unwrap();
    if is_equal && is_sum {
        let sum = values.iter().map(|value| number(value)).reduce(crate::common::calculator::Value::plus).unwrap();
        assert!(sum.is(total), "{what}: {values:?} do not add to {total}");
    }
    says_so
}

/// Checks the table of one row on its way from Y to ∂L/∂Y.
fn check_row(frame: &str, what: &str) {
    let table = || frame.lines().skip_while(|line| !line.contains(" e^(y−max) "));
    let row = |name: &str| -> Vec<String> {
        let numbers = table().find_map(|line| Some(line.split_once(&format!(" {name} "))?.1));
        let numbers = numbers.unwrap_or_else(|| panic!("{what}: no row {name}\n{frame}"));
        numbers.split_whitespace().map(str::to_owned).collect()
    };
    let m = table().find_map(|line| Some(line.split_once(" ÷ ")?.1.split_whitespace().next()?.to_owned())).unwrap();
    let [differences, quotients] = [row("p − 1[c]"), row(&format!("÷ {m}"))];
    for numbers in [row("e^(y−max)"), row("p"), row("1[c]"), differences.clone(), quotients.clone()] {
        let (total, numbers) = numbers.split_last().unwrap();
        let sum = numbers.iter().map(|of| number(of)).reduce(crate::common::calculator::Value::plus).unwrap();
        assert!(sum.is(total), "{what}: {numbers:?} do not add to {total}\n{frame}");
    }
    for (difference, quotient) in differences.iter().zip(&quotients) {
        assert!(
            compute(&format!("{difference}/{m}")).rounds_to(quotient),
            "{what}: {difference}/{m} is not {quotient}"
        );
    }
}

/// Opens entries of every phase on the Step screen; how many there are, and how many are rounded.
fn check_screen(mut lecture: Lecture, size: (u16, u16), what: &str) -> (usize, usize) {
    let (mut count, mut rounded) = (0, 0);
    lecture.keys("s");
    for _ in 0..lecture.snapshot.phases().len() {
        for keys in ["", "jl", "ljjj"] {
            lecture.type_keys(keys);
            let open = lecture.snapshot.open.clone().unwrap();
            let description = Description::new(&open, open.phase());
            let place = description.clamped(lecture.app.screens.step.place);
            let sums = description.open(place, false).sums;
            let frame = lecture.at(size);
            let sum = sums.last().unwrap();
            let what = format!("{what} {size:?} {:?}", open.phase());
            let is_row = open.phase().kind == PhaseKind::LogitsGradient;
            if is_row {
                check_row(frame.text(), &what);
            }
            let lines = opened_in(frame.text(), &sum.left);
            // A small screen shows the row on its way alone.
            assert!(lines.is_some() || is_row, "{what}: {} is not open\n{}", sum.left, frame.text());
            rounded += lines.map_or(0, |lines| usize::from(check_lines(&lines, sum.count > 1, &what)));
            count += 1;
        }
        lecture.keys("Right");
    }
    (count, rounded)
}

#[test]
fn the_screen_shows_terms_that_add_up_with_what_is_left_out() {
    for size in [SMALL, WIDE] {
        for language in LANGUAGES {
            let mut blackboard = session("blackboard", Preset::Blackboard.settings());
            blackboard.go_to(Position { step: 3, phase: 0 });
            let (count, rounded) = check_screen(Lecture::new(blackboard, language), size, "blackboard");
            assert!(count > 40 && rounded == 0, "{rounded} of {count} are rounded");
            let mut spiral = session("spiral", Settings::default());
            spiral.go_to(Position { step: 20, phase: 0 });
            let (count, rounded) = check_screen(Lecture::new(spiral, language), size, "spiral");
            assert!(rounded * 10 < count, "{rounded} of {count} are rounded");
        }
    }
}
