//! All that a frame may show: a copy, so that drawing and training never wait for each other.

use std::sync::Arc;

use super::branch::Branch;
use super::breakdown::Breakdown;
use super::changes::Change;
use super::companion::Beside;
use super::conditions::Conditions;
use super::deeds::{Dated, News};
use super::diagnosis::Diagnosis;
use super::evaluation::Evaluation;
use super::example::{Example, ExampleId};
use super::gradients::Gradients;
use super::history::History;
use super::hyperparameters::Hyperparameters;
use super::phase::Phase;
use super::recipe::Recipe;
use super::run::Position;
use super::session::{Checked, Session};
use super::walk::Walk;
use crate::data::{Problem, Ranges};
use crate::error::Error;
use crate::nn::{Activation, Mistake, Network, Parameters};

/// What a snapshot shall show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Request {
    /// The example whose probabilities are shown.
    pub example: ExampleId,
    /// Whether the step at hand is laid open.
    pub walk: bool,
    /// Whether the gradients of the step at hand are shown.
    pub gradients: bool,
}

/// When a snapshot measures the network over all examples.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Never: the snapshot is there at once, with the latest measurement.
    Never,
    /// Where [`Session::evaluation_is_due`].
    WhenDue,
    /// Always: nothing moves, so that everything shown shall be of this very step.
    Always,
}

/// The names that a run's numbers go by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    /// The data set.
    pub dataset: String,
    /// The inputs, in the order of the columns of X.
    pub features: Vec<String>,
    /// The classes, in the order of the columns of Y.
    pub classes: Vec<String>,
    /// The number of training examples m.
    pub examples: usize,
    /// The number of test examples, 0 without a split.
    pub test_examples: usize,
    /// Rows of the data set that were left out since values were missing.
    pub rows_left_out: usize,
}

impl Names {
    pub(super) fn of(problem: &Problem) -> Self {
        Self {
            dataset: problem.name.clone(),
            features: problem.feature_names.clone(),
            classes: problem.class_names.clone(),
            examples: problem.train.labels.len(),
            test_examples: problem.test.as_ref().map_or(0, |test| test.labels.len()),
            rows_left_out: problem.rows_left_out,
        }
    }
}

/// All that a frame may show of a session.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// The names of the data.
    pub names: Arc<Names>,
    /// The data themselves.
    pub problem: Arc<Problem>,
    /// Where the training examples lie.
    pub ranges: Arc<Ranges>,
    /// What the run is made of.
    pub recipe: Arc<Recipe>,
    /// Inputs, hidden units …, classes.
    pub sizes: Vec<usize>,
    /// f.
    pub activation: Activation,
    /// Where the run stands.
    pub position: Position,
    /// The furthest step that this run has reached.
    pub furthest: u64,
    /// The phases of a step.
    pub phases: Vec<Phase>,
    /// The place that is being walked to.
    pub target: Option<Position>,
    /// The updates of an epoch; 1 means full batch.
    pub steps_per_epoch: u64,
    /// The seed of this run.
    pub seed: u64,
    /// The epochs finished.
    pub epoch: u64,
    /// ε of the next update.
    pub learning_rate: f64,
    /// What the run was started with.
    pub hyperparameters: Hyperparameters,
    /// All that holds in the step at hand.
    pub conditions: Conditions,
    /// L of this step's batch at θ(step), when it is known.
    pub loss: Option<f64>,
    /// The latest measurement over all examples: its step may lie behind while training runs.
    pub evaluation: Option<Arc<Evaluation>>,
    /// What went wrong in the training, when it was measured last: the most telling first.
    pub diagnoses: Vec<Diagnosis>,
    /// What was measured along the run.
    pub history: History,
    /// θ(step).
    pub parameters: Parameters,
    /// The example looked at.
    pub example: Example,
    /// The step at hand laid open, where that was asked for and it can be.
    pub walk: Option<Arc<Walk>>,
    /// The gradients of the step that was evaluated last, where they were asked for and there are any.
    pub gradients: Option<Arc<Gradients>>,
    /// The mistake that is planted.
    pub mistake: Option<Mistake>,
    /// The mistakes that this network leaves room for.
    pub possible_mistakes: Vec<Mistake>,
    /// What was set along the run, oldest first.
    pub changes: Vec<Change>,
    /// The curves of the futures left behind, oldest first.
    pub branches: Vec<Arc<Branch>>,
    /// The branch that goes beside the run.
    pub beside: Option<Arc<Beside>>,
    /// Why the last thing asked for was refused.
    pub refused: Option<Arc<Error>>,
    /// The gradient check done last, while it holds.
    pub checked: Option<Arc<Checked>>,
    /// How many entries of a gradient check are probed, and how many will be, while one goes on.
    pub checking: Option<(usize, usize)>,
    /// Where the numbers stopped being finite, if they did.
    pub breakdown: Option<Breakdown>,
    /// What can be undone.
    pub undo: Option<Dated>,
    /// What can be done again.
    pub redo: Option<Dated>,
    /// What was done to the run last, undone or done again.
    pub news: Option<Arc<News>>,
    /// Whether another seed makes another run.
    pub is_random: bool,
}

impl Snapshot {
    /// L at θ(step), or where that is not known yet, the one measured last; none where the run broke.
    pub fn latest_loss(&self) -> Option<f64> {
        if self.breakdown.is_some() {
            return None;
        }
        let measured = || self.history.loss.buckets().last().map(|bucket| bucket.value);
        self.loss.or_else(measured)
    }

    /// What makes this very run again, with its seed: after a reseed that is another than its data's.
    pub fn own_recipe(&self) -> Recipe {
        self.recipe.reseeded(self.seed)
    }

    /// The network at θ(step).
    pub fn network(&self) -> Network<'_> {
        Network { parameters: &self.parameters, activation: self.activation }
    }

    /// The number of hidden layers.
    pub fn hidden_layers(&self) -> usize {
        self.sizes.len() - 2
    }
}

impl Session {
    /// The session as it stands, measured first where `measure` says so.
    pub fn snapshot(&mut self, measure: Measure) -> Snapshot {
        if measure == Measure::Always || (measure == Measure::WhenDue && self.evaluation_is_due()) {
            self.evaluate();
        }
        let example = self.look_at(self.request.example);
        let walk = if self.request.walk && self.target().is_none() { self.run.walk().map(Arc::new) } else { None };
        let beside = self.beside(measure != Measure::Never);
        let gradients = self.gradients();
        let run = &self.run;
        let (sizes, penalty) = (run.network().parameters.sizes(), run.conditions().penalty);
        let is_possible = |mistake: &Mistake| mistake.is_possible(&sizes, run.network().activation, penalty);
        let step = run.position().step;
        Snapshot {
            names: Arc::clone(&self.names),
            problem: Arc::clone(run.problem()),
            ranges: Arc::clone(&self.ranges),
            recipe: Arc::clone(&run.recipe),
            sizes: run.network().parameters.sizes(),
            activation: run.network().activation,
            position: run.position(),
            furthest: run.furthest(),
            phases: run.phases().to_vec(),
            target: self.target(),
            steps_per_epoch: run.steps_per_epoch(),
            seed: run.hyperparameters().seed,
            epoch: run.epoch(),
            learning_rate: run.learning_rate(),
            hyperparameters: run.hyperparameters().clone(),
            conditions: run.conditions().clone(),
            loss: run.known_loss(),
            evaluation: self.evaluation.clone(),
            diagnoses: self.diagnoses(),
            history: run.history().clone(),
            parameters: run.network().parameters.clone(),
            example,
            walk,
            gradients,
            mistake: run.mistake(),
            possible_mistakes: Mistake::ALL.into_iter().filter(is_possible).collect(),
            changes: run.changes().to_vec(),
            branches: self.branches(),
            beside,
            refused: self.refused.clone(),
            checked: self.checked.clone().filter(|checked| checked.step == step),
            checking: self.checking(),
            breakdown: run.breakdown(),
            undo: self.undo_next().cloned(),
            redo: self.redo_next().cloned(),
            news: self.news().cloned(),
            is_random: run.hyperparameters().init.is_random() || !run.is_full_batch(),
        }
    }
}
