//! A training step allocates nothing, on one thread and on several.

mod common;

use common::problem;
use mlp_tui::nn::{Activation, Batch, Init, Mlp, Optimizer, OptimizerKind, Parameters, Penalty, Step, Threads};
use mlp_tui::random::{Stream, generator};

#[global_allocator]
static ALLOCATOR: dhat::Alloc = dhat::Alloc;

/// The blocks that were allocated so far.
fn blocks() -> u64 {
    dhat::HeapStats::get().total_blocks
}

/// What `steps` steps on `dataset` allocate, once the first ones have set up what stays.
fn allocated(dataset: &str, hidden_units: usize, kind: OptimizerKind, threads: usize) -> u64 {
    let problem = problem(dataset);
    let sizes = [problem.train.inputs.ncols(), hidden_units, problem.class_names.len()];
    let batch = Batch::of(&problem.train.inputs, &problem.train.labels, &sizes);
    let mut network = Mlp::new(&sizes, Activation::Relu, &Init::He, &mut generator(0, Stream::Parameters, 0));
    let mut optimizer = Optimizer::new(kind, &sizes);
    let mut step = Step::new(batch.partition(), &sizes);
    let penalty = Penalty { l1: 1e-4, l2: 1e-4 };
    let before: Parameters = network.parameters.clone();
    let allocated = Threads::new(threads).unwrap().run(|| {
        let mut walk = |steps: std::ops::Range<u64>| {
            for number in steps {
                let (loss, gradients) = step.gradients(&network, &batch, penalty);
                assert!(loss.is_finite());
                optimizer.update(&mut network.parameters, gradients, 0.01, number);
            }
        };
        walk(0..100);
        // A thread of the pool that starts late allocates for itself; a step that allocates does so every time.
        let tries = (0..3).map(|_| {
            let start = blocks();
            walk(100..300);
            blocks() - start
        });
        tries.min().expect("there are three tries")
    });
    assert_ne!(network.parameters, before, "the steps train");
    allocated
}

#[test]
fn a_step_allocates_nothing() {
    let _profiler = dhat::Profiler::builder().testing().build();
    let start = blocks();
    drop(std::hint::black_box(vec![1_u8; 100]));
    assert_eq!(blocks() - start, 1, "an allocation is counted");
    for (dataset, hidden_units, kind) in
        [("spiral", 100, OptimizerKind::Sgd), ("digits", 16, OptimizerKind::Adam), ("iris", 8, OptimizerKind::Momentum)]
    {
        for threads in [1, 2] {
            let blocks = allocated(dataset, hidden_units, kind, threads);
            assert_eq!(blocks, 0, "200 steps on {dataset} with {threads} threads allocate {blocks} blocks");
        }
    }
}
