//! What must be fast: a step, a snapshot, a frame, going back. Run with `cargo bench`.

#[path = "../common/mod.rs"]
mod common;

use std::hint::black_box;

use common::session;
use criterion::{Criterion, criterion_group, criterion_main};
use mlp_tui::app::{App, Playback, Speed};
use mlp_tui::session::{Measure, Position, Preset, Settings};
use mlp_tui::text::{Language, Text};
use mlp_tui::view::{ColorDepth, Theme, draw};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

fn steps(criterion: &mut Criterion) {
    let mut lecture = session("spiral", Preset::Cs231n.settings());
    criterion.bench_function("step, spiral 300×2×100×3", |bencher| bencher.iter(|| lecture.step()));
    let mut digits = session("digits", Settings { hidden_units: vec![128], ..Settings::default() });
    criterion.bench_function("step, digits 1797×64×128×10", |bencher| bencher.iter(|| digits.step()));
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

criterion_group!(benches, steps, screen, back);
criterion_main!(benches);
