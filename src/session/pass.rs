//! The batch of a step and all that is computed from it.

use super::phase::Phase;
use crate::data::Examples;
use crate::nn::{Backward, Batch, Forward, Mlp, Partition, Penalty, Step};

/// The batches of one size, one at a time.
#[derive(Debug)]
pub(super) struct Pass {
    pub batch: Batch,
    /// The step whose examples the batch holds.
    loaded: Option<u64>,
    /// For steps taken at once.
    pub step: Step,
    /// For steps walked phase by phase; made when first needed.
    matrices: Option<Box<Matrices>>,
    sizes: Vec<usize>,
}

/// Every matrix of a step.
#[derive(Debug)]
pub struct Matrices {
    /// From Z to L.
    pub forward: Forward,
    /// From ∂L/∂Y to ∂L/∂B¹.
    pub backward: Backward,
}

impl Pass {
    /// Room for steps on `examples` examples of a network with `sizes` = inputs, hidden units …, classes.
    pub fn new(examples: usize, sizes: &[usize]) -> Self {
        let partition = Partition::new(examples, sizes);
        Self {
            batch: Batch::zeros(partition, sizes[0]),
            loaded: None,
            step: Step::new(partition, sizes),
            matrices: None,
            sizes: sizes.to_vec(),
        }
    }

    /// Gathers the examples of `step`, unless it has done so already.
    pub fn load(&mut self, step: u64, examples: &Examples, rows: impl Iterator<Item = usize>) {
        if self.loaded != Some(step) {
            self.batch.gather(&examples.inputs, &examples.labels, rows);
            self.loaded = Some(step);
        }
    }

    /// The matrices of the step that is walked, if one was.
    pub fn matrices(&self) -> Option<&Matrices> {
        self.matrices.as_deref()
    }

    /// Computes one matrix of the step; [`Phase::Update`] is not one.
    pub fn perform(&mut self, phase: Phase, network: &Mlp, penalty: Penalty) -> &mut Matrices {
        let (batch, sizes) = (&self.batch, &self.sizes);
        let matrices = self.matrices.get_or_insert_with(|| {
            let partition = batch.partition();
            Box::new(Matrices { forward: Forward::new(partition, sizes), backward: Backward::new(partition, sizes) })
        });
        let Matrices { forward, backward } = &mut **matrices;
        match phase {
            Phase::PreActivation(layer) => forward.pre_activation(network, batch, layer),
            Phase::Activation(layer) => forward.activation(network, layer),
            Phase::Logits => forward.logits(network, batch),
            Phase::Probabilities => forward.probabilities(),
            Phase::Loss => forward.loss(network, batch, penalty),
            Phase::LogitsGradient => backward.logits_gradient(batch, forward),
            Phase::WeightGradient(layer) => backward.weight_gradient(network, batch, forward, penalty, layer),
            Phase::BiasGradient(layer) => backward.bias_gradient(layer),
            Phase::ActivationGradient(layer) => backward.activation_gradient(network, layer),
            Phase::PreActivationGradient(layer) => backward.pre_activation_gradient(network, forward, layer),
            Phase::Update => {}
        }
        matrices
    }
}
