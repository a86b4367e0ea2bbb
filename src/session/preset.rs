//! Named configurations.

use std::sync::Arc;

use ndarray::array;

use super::hyperparameters::Settings;
use super::recipe::Recipe;
use super::setting::BatchSize;
use crate::nn::{Activation, Init, Linear, Parameters};
use crate::text::named;

named! {
    /// A named configuration: a data set, hyperparameters, and where to pause.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub enum Preset {
        /// The network of the course notes of CS231n, "Putting it together: minimal neural network case study".
        Cs231n = "cs231n",
        /// The linear classifier of the same notes.
        Cs231nLinear = "cs231n-linear",
        /// A network whose numbers fit on a blackboard.
        Blackboard = "blackboard",
        /// The initial setup of TensorFlow Playground: a disc in a ring.
        PlaygroundCircle = "playground-circle",
        /// The same on opposite quarters that share a class.
        PlaygroundXor = "playground-xor",
        /// The same on two clouds.
        PlaygroundGauss = "playground-gauss",
        /// The same on two spiral arms.
        PlaygroundSpiral = "playground-spiral",
    }
}

impl Preset {
    /// Returns its data set, the share of the examples kept for testing, and the steps after which it has served its
    /// purpose.
    fn row(self) -> (&'static str, f64, Option<u64>) {
        match self {
            Self::Cs231n => ("spiral", 0.0, Some(10_000)),
            Self::Cs231nLinear => ("spiral", 0.0, Some(200)),
            Self::Blackboard => ("blackboard", 0.0, None),
            // Playground tests on half of its examples. A thousand epochs of 25 batches.
            Self::PlaygroundCircle | Self::PlaygroundXor | Self::PlaygroundGauss | Self::PlaygroundSpiral => {
                (self.name(), 0.5, Some(25_000))
            }
        }
    }

    /// Returns everything that it is made of.
    pub fn recipe(self) -> Recipe {
        let (dataset, test_fraction, _) = self.row();
        Recipe { test_fraction, ..Recipe::new(dataset, self.settings()) }
    }

    /// Returns the name of its data set.
    pub fn dataset(self) -> &'static str {
        self.row().0
    }

    /// Returns its hyperparameters.
    pub fn settings(self) -> Settings {
        let notes = Settings { init: Init::Normal(0.01), learning_rate: 1.0, l2: 1e-3, ..Settings::default() };
        match self {
            Self::Cs231n => Settings { hidden_units: vec![100], ..notes },
            Self::Cs231nLinear => Settings { hidden_units: vec![], ..notes },
            Self::Blackboard => Settings {
                hidden_units: vec![3],
                init: Init::Given(Arc::new(blackboard())),
                learning_rate: 0.5,
                ..Settings::default()
            },
            Self::PlaygroundCircle | Self::PlaygroundXor | Self::PlaygroundGauss | Self::PlaygroundSpiral => Settings {
                hidden_units: vec![4, 2],
                activation: Activation::Tanh,
                init: Init::Uniform(0.5),
                learning_rate: 0.03,
                batch_size: BatchSize::Rows(10),
                ..Settings::default()
            },
        }
    }

    /// Returns the steps after which it has served its purpose.
    pub fn steps(self) -> Option<u64> {
        self.row().2
    }
}

/// Returns one-decimal parameters for the data set `blackboard`: some z are below zero and one example is
/// misclassified.
fn blackboard() -> Parameters {
    Parameters {
        layers: vec![
            Linear::new(array![[0.8, -0.5, -0.1], [0.4, 0.6, -0.5]], array![0.1, 0.0, 0.2]),
            Linear::new(array![[0.7, -0.1, -0.4], [-0.8, -0.3, 0.7], [-0.7, 0.8, -0.3]], array![0.0, 0.0, 0.0]),
        ],
    }
}
