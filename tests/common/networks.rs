//! Random networks of every kind, somewhere in their training, the same in every run of the tests.

use std::sync::Arc;

use mlp_tui::data::{Options, Scaling, load};
use mlp_tui::files::Disk;
use mlp_tui::nn::{Activation, Init, OptimizerKind};
use mlp_tui::random::{Generator, Stream, generator, uniform};
use mlp_tui::session::{BatchSize, Position, Session, Settings};

use super::checked;

/// What the random networks are drawn from.
pub struct Kinds {
    /// The initial parameters.
    pub inits: Vec<Init>,
    /// The most steps.
    pub steps: u64,
    /// Whether λ or λ₁ is never 0.
    pub penalized: bool,
    /// Whether all hidden layers are as wide as there are classes.
    pub square: bool,
}

impl Default for Kinds {
    fn default() -> Self {
        let inits = vec![
            Init::He,
            Init::Xavier,
            Init::Normal(0.01),
            Init::Normal(1e-8),
            Init::Normal(5.0),
            Init::Normal(100.0),
            Init::Uniform(1.0),
            Init::Zeros,
        ];
        Self { inits, steps: 3000, penalized: false, square: false }
    }
}

fn one<T: Clone>(rng: &mut Generator, of: &[T]) -> T {
    of[((uniform(rng) * of.len() as f64) as usize).min(of.len() - 1)].clone()
}

/// The network with this number, in words, too; none where its training breaks. Every tenth goes all the way to step
/// 50,000.
pub fn random_network(number: u64, kinds: &Kinds) -> Option<(String, Session)> {
    let rng = &mut generator(number, Stream::Parameters, 7);
    let is_long = kinds.steps >= 1000 && number.is_multiple_of(10);
    let wide: &[(&str, Option<usize>)] = &[("blackboard", None), ("moons", Some(12)), ("spiral", Some(16))];
    let all = [wide, &[("blobs", Some(40)), ("circles", Some(30)), ("iris", None), ("wine", None)]].concat();
    let (name, samples) = one(rng, if is_long { wide } else { &all });
    let scaling = one(rng, &[Scaling::Standard, Scaling::MinMax, Scaling::None, Scaling::Standard]);
    let dataset = load(name, &Options { samples, ..Options::default() }, number, &Disk).unwrap();
    let problem = Arc::new(dataset.prepare(scaling, 0.0, number).unwrap());
    let depth = one(rng, &[0_usize, 1, 1, 2, 3]);
    let depth = if kinds.square { depth.max(1) } else { depth };
    let units = |rng: &mut Generator| {
        if kinds.square { problem.class_names.len() } else { one(rng, &[1, 2, 3, 4, 6]) }
    };
    let penalty = |rng: &mut Generator| one(rng, &[0.0, 1e-3, 0.1]);
    let (l1, l2) = (penalty(rng), penalty(rng));
    let settings = Settings {
        hidden_units: (0..depth).map(|_| units(rng)).collect(),
        activation: one(rng, &Activation::ALL),
        init: one(rng, &kinds.inits),
        optimizer: one(rng, &OptimizerKind::ALL),
        learning_rate: 10.0_f64.powf(-3.0 * uniform(rng)),
        l1,
        l2: if kinds.penalized && l1 == 0.0 { 1e-3_f64.max(l2) } else { l2 },
        batch_size: one(rng, &[BatchSize::Full, BatchSize::Full, BatchSize::Rows(5)]),
        seed: number,
    };
    let drawn = (kinds.steps as f64).powf(uniform(rng)) as u64;
    let step = if is_long { 50_000 } else { one(rng, &[0, drawn, drawn]) };
    let about = format!("network {number}: {name} {scaling:?}, step {step}, {settings:?}");
    let mut session = Session::new(problem, checked(settings));
    session.go_to(Position { step, phase: 0 });
    session.evaluate().is_some().then_some((about, session))
}
