//! The batch of a step and everything that is computed from it.

use std::sync::Arc;

use super::conditions::Regime;
use super::matrices::{Given, Matrices};
use super::phase::Phase;
use crate::data::{BatchOrder, Examples};
use crate::nn::{Batch, Mistake, Mlp, Parameters, Partition, Penalty, Step};

/// The passes of a run, one per batch size.
#[derive(Debug)]
pub(super) struct Passes {
    /// For all batches, except perhaps the last of an epoch.
    pass: Pass,
    /// For the last batch of an epoch, if it is short.
    last: Option<Box<Pass>>,
    /// Which examples a batch holds; `None` if it holds all.
    order: Option<BatchOrder>,
    regime: Regime,
}

impl Passes {
    /// Allocates room for the batches that `regime` cuts `examples` examples into, for a network with `sizes`.
    pub fn new(examples: usize, regime: Regime, sizes: &[usize], seed: u64) -> Self {
        let rows = regime.rows;
        Self {
            regime,
            pass: Pass::new(rows, sizes),
            last: (!examples.is_multiple_of(rows)).then(|| Box::new(Pass::new(examples % rows, sizes))),
            order: (rows < examples).then(|| BatchOrder::new(seed, examples, rows)),
        }
    }

    pub fn regime(&self) -> Regime {
        self.regime
    }

    fn is_last(&self, step: u64) -> bool {
        (self.regime.batch(step) + 1).is_multiple_of(self.regime.steps_per_epoch)
    }

    /// Returns the pass of `step`, whatever examples it holds.
    pub fn at(&self, step: u64) -> &Pass {
        self.last.as_deref().filter(|_| self.is_last(step)).unwrap_or(&self.pass)
    }

    /// Returns the indices of the examples of `step`, out of `train` training examples.
    pub fn examples(&mut self, step: u64, train: usize) -> Vec<usize> {
        let batch = self.regime.batch(step);
        self.order.as_mut().map_or_else(|| (0..train).collect(), |order| order.rows(batch).to_vec())
    }

    /// Loads the examples of `step`, some or all of `train`, and returns its pass.
    pub fn load(&mut self, step: u64, train: &Examples) -> &mut Pass {
        let (is_last, batch) = (self.is_last(step), self.regime.batch(step));
        let pass = self.last.as_deref_mut().filter(|_| is_last).unwrap_or(&mut self.pass);
        match &mut self.order {
            None => pass.load(0, train, 0..train.labels.len()),
            Some(order) => pass.load(step, train, order.rows(batch).iter().copied()),
        }
        pass
    }
}

/// The batches of one size, one at a time.
#[derive(Debug)]
pub(super) struct Pass {
    /// Its examples, shared with snapshots: they are copied only if they change while a snapshot holds them.
    batch: Arc<Batch>,
    /// The step whose examples the batch holds.
    loaded: Option<u64>,
    /// For steps taken at once.
    step: Step,
    /// For steps walked phase by phase; made when first needed, and shared like the batch.
    matrices: Option<Arc<Matrices>>,
    sizes: Vec<usize>,
}

impl Pass {
    /// Allocates room for steps on `examples` examples of a network with `sizes` = inputs, hidden units …, classes.
    fn new(examples: usize, sizes: &[usize]) -> Self {
        let partition = Partition::new(examples, sizes);
        Self {
            batch: Arc::new(Batch::zeros(partition, sizes[0])),
            loaded: None,
            step: Step::new(partition, sizes),
            matrices: None,
            sizes: sizes.to_vec(),
        }
    }

    /// Gathers the examples of `step`, unless it has done so already.
    fn load(&mut self, step: u64, examples: &Examples, rows: impl Iterator<Item = usize>) {
        if self.loaded != Some(step) {
            Arc::make_mut(&mut self.batch).gather(&examples.inputs, &examples.labels, rows);
            self.loaded = Some(step);
        }
    }

    pub fn batch(&self) -> &Arc<Batch> {
        &self.batch
    }

    /// Returns L and its gradients, without the matrices.
    pub fn gradients(&mut self, network: &Mlp, penalty: Penalty) -> (f64, &mut Parameters) {
        self.step.gradients(network, &self.batch, penalty)
    }

    pub fn loss(&mut self, network: &Mlp, penalty: Penalty) -> f64 {
        self.step.loss(network, &self.batch, penalty)
    }

    /// Returns the matrices of the step that was last computed phase by phase, if one was.
    pub fn matrices(&self) -> Option<&Arc<Matrices>> {
        self.matrices.as_ref()
    }

    /// Computes one matrix of the step, with `mistake` planted; updates compute none.
    pub fn perform(
        &mut self,
        phase: Phase,
        network: &Mlp,
        penalty: Penalty,
        mistake: Option<Mistake>,
    ) -> &mut Matrices {
        let (batch, sizes) = (&self.batch, &self.sizes);
        let shared = self.matrices.get_or_insert_with(|| Arc::new(Matrices::new(batch.partition(), sizes)));
        let matrices = Arc::make_mut(shared);
        matrices.plant(mistake);
        phase.compute(matrices, &Given { network, batch, penalty });
        matrices
    }
}
