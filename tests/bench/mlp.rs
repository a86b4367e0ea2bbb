//! What must be fast: a step, a snapshot, a frame, going back, reading a file. Run with `cargo bench`.
//!
//! `ratios.py` beside this file compares whole runs of the program with `NumPy` and `PyTorch`.

#[path = "../common/mod.rs"]
mod common;

use std::hint::black_box;
use std::io::Write;
use std::sync::Arc;
use std::time::Instant;

use common::{checked, read_csv, session};
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use mlp_tui::data::{Examples, Problem};
use mlp_tui::nn::{Activation, Penalty, Survey, Threads};
use mlp_tui::session::{BatchSize, Command, Measure, Position, Preset, Request, Session, Settings};
use mlp_tui::settings::Speed;
use mlp_tui::text::{Language, Text};
use mlp_tui::ui::{App, Key, KeyCode, Playback};
use mlp_tui::ui::{ColorDepth, Theme, draw};
use ndarray::Array2;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// A session of the size of MNIST, on numbers of no meaning.
fn mnist_size() -> Session {
    let inputs = Array2::from_shape_fn((60_000, 784), |(row, column)| ((row * 31 + column * 17) % 256) as f64 / 255.0);
    let train = Examples { inputs, labels: (0..60_000).map(|row| row * 7 % 10).collect(), points: None };
    let pattern = common::problem("digits");
    let feature_names = (0..784).map(|column| format!("x{column}")).collect();
    let problem = Problem { train, feature_names, ..Problem::clone(&pattern) };
    let settings = Settings {
        hidden_units: vec![256],
        batch_size: BatchSize::Rows(128),
        learning_rate: 0.1,
        ..Settings::default()
    };
    Session::new(Arc::new(problem), checked(settings))
}

fn steps(criterion: &mut Criterion) {
    let hidden = |units| Settings { hidden_units: vec![units], ..Settings::default() };
    let cases = [
        ("A 300×2×100×3", session("spiral", Preset::Cs231n.settings())),
        ("B 300×2×8×2", session("moons", hidden(8))),
        ("C 1797×64×128×10", session("digits", hidden(128))),
        ("C with 256 units", session("digits", hidden(256))),
        ("D 60000×784×256×10, batches of 128", mnist_size()),
    ];
    let mut group = criterion.benchmark_group("step");
    for (name, mut session) in cases {
        for (count, threads) in [("one thread", 1), ("all cores", 0)] {
            let threads = Threads::new(threads).expect("there are threads");
            group.bench_function(BenchmarkId::new(name, count), |bencher| {
                // The whole loop runs on a thread of the pool, as it does in the program.
                bencher.iter_custom(|steps| {
                    threads.run(|| {
                        let start = std::time::Instant::now();
                        (0..steps).for_each(|_| session.step());
                        start.elapsed()
                    })
                });
            });
        }
    }
    let mut phases = session("spiral", Preset::Cs231n.settings());
    let count = phases.run().setup().phases().len();
    group.bench_function("A, phase by phase", |bencher| bencher.iter(|| (0..count).for_each(|_| phases.phase())));
}

fn screen(criterion: &mut Criterion) {
    let mut session = session("spiral", Settings::default());
    session.go_to(Position { step: 2000, phase: 0 });
    criterion.bench_function("snapshot", |bencher| bencher.iter(|| black_box(session.snapshot(Measure::WhenDue))));
    let snapshot = session.snapshot(Measure::Always);
    let app = App::new(Text::of(Language::English), Playback::Running, Speed::Max);
    let theme = Theme::new(ColorDepth::True);
    let mut buffer = Buffer::empty(Rect::new(0, 0, 200, 60));
    criterion.bench_function("frame, 200×60", |bencher| {
        bencher.iter(|| draw(&app, &snapshot, &theme, buffer.area, black_box(&mut buffer)));
    });
    let grid = Array2::from_shape_fn((200 * 120, 2), |(point, axis)| match axis {
        0 => (point % 200) as f64 / 100.0 - 1.0,
        _ => (point / 200) as f64 / 60.0 - 1.0,
    });
    let labels = vec![0; grid.nrows()];
    criterion.bench_function("boundary grid, 200×120 points", |bencher| {
        bencher.iter(|| Survey::of(session.run().network(), Penalty::default(), &grid, black_box(&labels)));
    });
}

/// A frame of the boundary screen, plain and with the lines of all hidden units.
fn boundary(criterion: &mut Criterion) {
    let theme = Theme::new(ColorDepth::True);
    for (name, dataset, activation) in [
        ("spiral 2×100×3", "spiral", Activation::Relu),
        ("spiral 2×100×3, tanh", "spiral", Activation::Tanh),
        ("digits 64×100×10", "digits", Activation::Relu),
    ] {
        let mut session = session(dataset, Settings { hidden_units: vec![100], activation, ..Settings::default() });
        session.go_to(Position { step: 200, phase: 0 });
        let snapshot = session.snapshot(Measure::Always);
        let mut app = App::new(Text::of(Language::English), Playback::Paused, Speed::Max);
        app.key(Key::plain(KeyCode::Char('3')), &snapshot);
        let mut buffer = Buffer::empty(Rect::new(0, 0, 200, 60));
        for view in ["frame 200×60", "frame 200×60 with lines"] {
            criterion.bench_function(&format!("boundary, {name}, {view}"), |bencher| {
                bencher.iter(|| draw(&app, &snapshot, &theme, buffer.area, black_box(&mut buffer)));
            });
            app.key(Key::plain(KeyCode::Char('O')), &snapshot);
        }
    }
}

fn back(criterion: &mut Criterion) {
    let mut session = session("spiral", Settings::default());
    let end = 100_000;
    session.go_to(Position { step: end, phase: 0 });
    let mut at = end;
    criterion.bench_function("one step back", |bencher| {
        bencher.iter(|| {
            at = if at > 1 { at - 1 } else { end };
            session.go_to(Position { step: at, phase: 0 });
        });
    });
}

/// A frame of the Step screen, with few and with many numbers, and the snapshot that it draws.
fn step_screen(criterion: &mut Criterion) {
    for (name, dataset) in [("spiral 300×2", "spiral"), ("digits 1797×64", "digits")] {
        let mut session = session(dataset, Settings::default());
        session.go_to(Position { step: 20, phase: 10 });
        session.apply(Command::Look(Request { open: true, ..Request::default() }));
        let group = format!("Step screen, {name}");
        criterion.bench_function(&format!("{group}, snapshot"), |bencher| {
            bencher.iter(|| black_box(session.snapshot(Measure::Always)));
        });
        let snapshot = session.snapshot(Measure::Always);
        let mut app = App::new(Text::of(Language::English), Playback::Paused, Speed::Max);
        app.key(Key::plain(KeyCode::Char('s')), &snapshot);
        let theme = Theme::new(ColorDepth::True);
        let mut buffer = Buffer::empty(Rect::new(0, 0, 120, 40));
        criterion.bench_function(&format!("{group}, frame 120×40"), |bencher| {
            bencher.iter(|| draw(&app, &snapshot, &theme, buffer.area, black_box(&mut buffer)));
        });
    }
}

/// A run of a million steps with a hundred hidden units: one phase and one step back, at places all along it.
fn far_back(criterion: &mut Criterion) {
    let mut session = session("spiral", Settings { hidden_units: vec![100], ..Settings::default() });
    session.go_to(Position { step: 1_000_000, phase: 0 });
    let mut group = criterion.benchmark_group("back in a run of a million steps");
    group.sample_size(10);
    for place in [1_u64, 777, 123_457, 500_001, 870_001, 999_999] {
        group.bench_function(format!("from elsewhere to step {place}, laid open"), |bencher| {
            bencher.iter_custom(|times| {
                (0..times)
                    .map(|time| {
                        // From another place each time: nothing that lies near helps.
                        session.go_to(Position { step: if time % 2 == 0 { 1_000_000 } else { 0 }, phase: 0 });
                        let start = Instant::now();
                        session.go_to(Position { step: place - 1, phase: 15 });
                        black_box(session.open());
                        start.elapsed()
                    })
                    .sum()
            });
        });
    }
}

/// Reading a file of numbers, and beside it a bare loop that splits records and parses their numbers into one list.
fn csv(criterion: &mut Criterion) {
    let mut file = tempfile::NamedTempFile::new().expect("there is a place for temporary files");
    let header: Vec<String> = (0..784).map(|column| format!("x{column}")).collect();
    let mut text = header.join(",") + ",label\n";
    for row in 0..6000 {
        let numbers: Vec<String> = (0..784).map(|column| ((row * 31 + column * 17) % 256).to_string()).collect();
        text += &format!("{},{}\n", numbers.join(","), row % 10);
    }
    file.write_all(text.as_bytes()).expect("the file is written");
    let mut group = criterion.benchmark_group("CSV of 6000×785 numbers");
    group.throughput(Throughput::Bytes(text.len() as u64)).sample_size(20);
    group.bench_function("read_csv", |bencher| bencher.iter(|| read_csv(file.path(), None).expect("the file is good")));
    group.bench_function("csv records and float parsing alone", |bencher| {
        bencher.iter(|| {
            let mut reader = ::csv::Reader::from_path(file.path()).expect("the file is there");
            let (mut record, mut values) = (::csv::StringRecord::new(), Vec::new());
            while reader.read_record(&mut record).expect("the file is good") {
                values.extend(record.iter().map(|field| field.parse::<f64>().expect("a number")));
            }
            values
        });
    });
}

criterion_group!(benches, steps, screen, step_screen, boundary, back, far_back, csv);
criterion_main!(benches);
