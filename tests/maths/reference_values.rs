//! The mathematics against a NumPy float64 program: `tests/reference/README.md` says what is what.

use crate::common::reference_case::{CASES, Case, case, tensors};
use crate::common::{load_parameters, reference, save_parameters};
use mlp_tui::session::Matrices;

fn assert_close<'a>(name: &str, ours: impl IntoIterator<Item = &'a f64>, theirs: &[f64], tolerance: f64) {
    let ours: Vec<f64> = ours.into_iter().copied().collect();
    assert_eq!(ours.len(), theirs.len(), "{name} has another size");
    let worst = ours.iter().zip(theirs).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
    assert!(worst <= tolerance, "{name} is off by {worst:e}, more than {tolerance:e}");
}

#[test]
fn every_loss_and_the_final_parameters_agree() {
    for name in CASES {
        let Case { settings, mut session } = case(name);
        let losses = std::fs::read_to_string(reference(name).join("losses.csv")).unwrap();
        let mut rows = 0;
        for row in losses.lines().skip(1) {
            let fields: Vec<f64> = row.split(',').map(|field| field.parse().unwrap()).collect();
            let evaluation = session.evaluate().unwrap();
            assert_eq!(evaluation.step, fields[0] as u64);
            let (loss, accuracy) = (evaluation.train.loss, evaluation.train.accuracy);
            assert!(
                (loss - fields[1]).abs() <= 1e-9 * fields[1],
                "{name}, step {}: L {loss}, not {}",
                fields[0],
                fields[1]
            );
            assert!((accuracy - fields[2]).abs() < 1e-12, "{name}, step {}: accuracy {accuracy}", fields[0]);
            rows += 1;
            if rows <= settings["steps"] as usize {
                session.step();
            }
        }
        assert_eq!(rows, settings["steps"] as usize + 1, "every step is compared");
        let last = tensors(&reference(name).join("final.safetensors"));
        for (layer, linear) in session.run().network().parameters.layers.iter().enumerate() {
            assert_close("W", linear.weight(), &last[&format!("W{}", layer + 1)], 1e-9);
            assert_close("b", linear.bias(), &last[&format!("b{}", layer + 1)], 1e-9);
        }
    }
}

#[test]
fn every_matrix_of_the_first_step_agrees() {
    for name in CASES {
        let mut session = case(name).session;
        while !session.run().setup().phases()[session.run().position().phase].is_update() {
            session.phase();
        }
        let Matrices { forward, backward } = &**session.run().matrices().expect("the step was walked");
        let matrices = [
            ("X", &session.run().batch().inputs),
            ("Z", &forward.pre_activations[0]),
            ("H", &forward.activations[0]),
            ("Y", &forward.logits),
            ("P", &forward.probabilities),
            ("dY", &backward.output_gradients[1]),
            ("dH", &backward.activation_gradients[0]),
            ("dZ", &backward.output_gradients[0]),
        ];
        let expected = tensors(&reference(name).join("step0.safetensors"));
        for (matrix, ours) in matrices {
            assert_close(matrix, &ours.to_array(), &expected[matrix], 1e-12);
        }
        let gradients = tensors(&reference(name).join("grad.safetensors"));
        for (layer, linear) in backward.gradients.layers.iter().enumerate() {
            assert_close("dW", linear.weight(), &gradients[&format!("W{}", layer + 1)], 1e-12);
            assert_close("db", linear.bias(), &gradients[&format!("b{}", layer + 1)], 1e-12);
        }
    }
}

#[test]
fn saved_parameters_load_to_the_same_bits() {
    let mut session = case("iris").session;
    (0..5).for_each(|_| session.step());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("p.safetensors");
    save_parameters(session.run(), &file);
    let parameters = &session.run().network().parameters;
    assert_eq!(&load_parameters(&file, &parameters.sizes()).unwrap(), parameters);
}
