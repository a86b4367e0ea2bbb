//! The gradients by the chain rule against central differences, for every kind of network.

use crate::common::networks::{Kinds, random_network};
use crate::common::{problem, session};
use mlp_tui::nn::{Activation, Batch, OptimizerKind, check_gradients};
use mlp_tui::session::{Position, Settings};

#[test]
fn every_activation_optimizer_penalty_and_depth_agrees_with_differences() {
    let train = &problem("spiral").train;
    for activation in Activation::ALL {
        let shallow = OptimizerKind::ALL.into_iter().flat_map(|optimizer| {
            [(0.0, 0.0), (1e-3, 0.0), (0.0, 1e-2), (1e-3, 1e-2)].map(|(l1, l2)| (vec![6], optimizer, l1, l2))
        });
        let others = [(vec![], OptimizerKind::Sgd, 0.0, 0.0), (vec![6, 5], OptimizerKind::Momentum, 1e-3, 0.0)];
        for (hidden_units, optimizer, l1, l2) in shallow.chain(others) {
            let settings =
                Settings { hidden_units, activation, optimizer, l1, l2, learning_rate: 0.01, ..Settings::default() };
            for step in [0, 1, 100] {
                let mut session = session("spiral", settings.clone());
                session.go_to(Position { step, phase: 0 });
                let sizes = session.run().network().parameters.sizes();
                let batch = Batch::of(&train.inputs, &train.labels, &sizes);
                let penalty = session.run().setup().hyperparameters().penalty();
                for block in check_gradients(session.run().network(), &batch, penalty).blocks {
                    assert!(block.largest_error <= 1e-6, "{settings:?} at step {step}: {block:?}");
                }
            }
        }
    }
}

#[test]
fn no_right_gradient_of_two_hundred_random_networks_is_accused() {
    let networks = (0..).filter_map(|number| random_network(number, &Kinds::default()));
    let checks = networks.filter_map(|(about, mut session)| Some((about, session.check().ok()?)));
    for (about, checked) in checks.take(200) {
        for block in &checked.result.blocks {
            assert!(block.agrees(), "{about}: {block:?}");
        }
    }
}
