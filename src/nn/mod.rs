//! The mathematics of a feedforward network, and nothing else: no time, no files, no terminal.
//!
//! With m examples, n inputs, p hidden units and q classes, and matrices stored with one row per example:
//!
//! ```text
//! forward    Z = XW¹ + B¹        H = f(Z)        Y = HW² + B²        P = softmax(Y)        L = mean of −log P[correct]
//! backward   ∂L/∂Y = (P − 1[correct])/m         ∂L/∂W² = Hᵀ·∂L/∂Y        ∂L/∂B² = column sums of ∂L/∂Y
//!            ∂L/∂H = ∂L/∂Y·W²ᵀ                  ∂L/∂Z = ∂L/∂H ∘ f′(Z)
//!            ∂L/∂W¹ = Xᵀ·∂L/∂Z                  ∂L/∂B¹ = column sums of ∂L/∂Z
//! ```
//!
//! The network is a list of layers, so the same code works for any number of hidden layers, or none. Gradient descent:
//!
//! ```
//! use mlp_tui::nn::{Activation, Batch, Init, Mlp, Optimizer, OptimizerKind, Penalty, Step};
//! use mlp_tui::random::{Stream, generator};
//!
//! let (sizes, x) = ([2, 8, 2], ndarray::array![[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]);
//! let batch = Batch::of(&x, &[0, 1, 1, 0], &sizes); // XOR
//! let mut network = Mlp::new(&sizes, Activation::Tanh, &Init::Xavier, &mut generator(0, Stream::Parameters, 0));
//! let mut optimizer = Optimizer::new(OptimizerKind::Sgd, &sizes);
//! let mut step = Step::new(batch.partition(), &sizes);
//! for t in 0..500 {
//!     let (_, gradients) = step.gradients(&network, &batch, Penalty::default());
//!     optimizer.update(&mut network.parameters, gradients, 1.0, t);
//! }
//! assert!(step.loss(&network, &batch, Penalty::default()) < 0.05);
//! ```
//!
//! Every sum runs in one fixed order, and multiplication and addition are never fused: the same inputs give the same
//! bits on every machine, with any vector instructions and any number of threads. The order is documented in `kernels`;
//! `partition` cuts the examples into chunks and shards. A step can be walked matrix by matrix ([`Forward`],
//! [`Backward`]) or taken at once ([`Step`]), to the same bits.

mod activation;
mod backward;
mod batch;
mod chunk;
mod difference;
mod evaluator;
mod exponential;
mod finish;
mod finite;
mod fixed;
mod forward;
mod gradient_check;
mod init;
mod kernels;
mod linear;
mod loss;
mod matrix;
mod metrics;
mod mistake;
mod mlp;
mod narrow;
mod optimizer;
mod parallel;
mod parameters;
mod partition;
mod registers;
mod simd;
mod step;
mod survey;

pub use activation::{Activation, LEAKY_SLOPE};
pub use backward::Backward;
pub use batch::Batch;
pub use evaluator::Evaluator;
pub use fixed::FixedParameters;
pub use forward::Forward;
pub use gradient_check::{BlockCheck, Checker, EntryCheck, GradientCheck, TOLERANCE, check_gradients};
pub use init::Init;
pub use linear::Linear;
pub use loss::Penalty;
pub use matrix::Matrix;
pub use metrics::{Confidence, LayerActivity, Metrics, argmax, is_tie};
pub use mistake::Mistake;
pub use mlp::Mlp;
pub use optimizer::{BETA_1, BETA_2, DELTA, MOMENTUM, Optimizer, OptimizerKind};
pub use parallel::Threads;
pub use parameters::{ParameterId, Parameters};
pub use partition::Partition;
pub use simd::Instructions;
pub use step::Step;
pub use survey::Survey;
