//! However a network is evaluated, the bits are those of the pass that is walked matrix by matrix.

use std::ops::Range;

use mlp_tui::nn::{
    Activation, Backward, Batch, Confidence, Evaluator, Forward, Init, Matrix, Mlp, Penalty, Step, Survey,
};
use mlp_tui::random::{Stream, generator, normal};
use ndarray::{Array2, aview_mut1};

const EXAMPLES: usize = 1003;

/// A network, examples for it, and the pass that is walked.
struct Case {
    network: Mlp,
    inputs: Array2<f64>,
    batch: Batch,
    forward: Forward,
    penalty: Penalty,
    name: String,
}

/// Networks for which there are kernels of their own (up to 4 inputs and classes, one hidden layer, ReLU), and others.
fn cases() -> impl Iterator<Item = Case> {
    let shapes = [&[2, 7, 3][..], &[2, 100, 3], &[4, 9, 4], &[5, 9, 4, 6], &[3, 2]];
    let pairs = shapes.into_iter().flat_map(|sizes| Activation::ALL.map(|activation| (sizes, activation)));
    pairs.enumerate().map(|(seed, (sizes, activation))| {
        let mut rng = generator(seed as u64, Stream::Parameters, 0);
        let network = Mlp::new(sizes, activation, &Init::Uniform(0.5), &mut rng);
        let inputs = Array2::from_shape_simple_fn((EXAMPLES, sizes[0]), || normal(&mut rng));
        let labels: Vec<usize> = (0..EXAMPLES).map(|row| row % sizes[sizes.len() - 1]).collect();
        let batch = Batch::of(&inputs, &labels, sizes);
        let mut forward = Forward::new(batch.partition(), sizes);
        let penalty = Penalty { l1: 1e-3, l2: 1e-2 };
        forward.run(&network, &batch, penalty);
        Case { network, inputs, batch, forward, penalty, name: format!("{sizes:?} {activation:?}") }
    })
}

fn bits(values: impl IntoIterator<Item = f64>) -> Vec<u64> {
    values.into_iter().map(f64::to_bits).collect()
}

#[test]
fn an_evaluator_gives_the_bits_of_the_forward_pass() {
    for Case { network, inputs, batch, forward, name, .. } in cases() {
        let place = |row: usize, x: &mut [f64]| aview_mut1(x).assign(&inputs.row(row));
        let agrees = |values: &[f64], matrix: &Matrix, range: &Range<usize>, column| {
            let expected = range.clone().map(|row| matrix.get(row, column));
            assert_eq!(bits(values.iter().copied()), bits(expected), "{name}");
        };
        let network = &network;
        let evaluators = [Evaluator::new(network, EXAMPLES), Evaluator::with_pre_activations(network, EXAMPLES)];
        for (mut evaluator, keeps_z) in evaluators.into_iter().zip([false, true]) {
            let mut seen = 0;
            evaluator.run(0..EXAMPLES, place, |range, points| {
                seen += range.len();
                for class in 0..forward.logits.dim().1 {
                    agrees(points.probability(class), &forward.probabilities, &range, class);
                }
                for (layer, (z, h)) in forward.pre_activations.iter().zip(&forward.activations).enumerate() {
                    for unit in 0..h.dim().1 {
                        agrees(points.activation(layer, unit), h, &range, unit);
                        if keeps_z {
                            agrees(points.pre_activation(layer, unit), z, &range, unit);
                        }
                    }
                }
                for (at, row) in range.enumerate() {
                    assert_eq!(bits(points.forward().logits.row(at)), bits(forward.logits.row(row)), "{name}");
                    let confidence = Confidence::of(points.forward(), at, batch.labels[row]);
                    assert_eq!(confidence, Confidence::of(&forward, row, batch.labels[row]), "{name}");
                }
            });
            assert_eq!(seen, EXAMPLES, "every point is visited");
            let one = evaluator.at(&inputs.row(17).to_vec());
            assert_eq!(bits(one.probabilities.row(0)), bits(forward.probabilities.row(17)), "{name}");
        }
        let mut evaluator = Evaluator::with_pre_activations(network, 100);
        for (layer, z) in forward.pre_activations.iter().enumerate() {
            evaluator.run_to_pre_activation(layer, 40..EXAMPLES, place, |range, points| {
                (0..z.dim().1).for_each(|unit| agrees(points.pre_activation(layer, unit), z, &range, unit));
            });
        }
    }
}

#[test]
fn a_survey_and_a_step_at_once_give_the_bits_of_the_walk() {
    for Case { network, inputs, batch, forward, penalty, name } in cases() {
        let sizes = network.parameters.sizes();
        let mut backward = Backward::new(batch.partition(), &sizes);
        backward.run(&network, &batch, &forward, penalty);
        let mut step = Step::new(batch.partition(), &sizes);
        let (loss, gradients) = step.gradients(&network, &batch, penalty);
        assert_eq!(loss.to_bits(), forward.loss.to_bits(), "{name}");
        assert_eq!(bits(gradients.values()), bits(backward.gradients.values()), "{name}");
        assert_eq!(step.loss(&network, &batch, penalty).to_bits(), forward.loss.to_bits(), "{name}");
        let survey = Survey::of(&network, penalty, &inputs, &batch.labels);
        assert_eq!(survey.metrics.loss.to_bits(), forward.loss.to_bits(), "{name}");
    }
}
