//! The activity of the hidden units of a layer over many examples, for a screen that shows them all at once.

use std::ops::Range;

use ndarray::{Array2, ArrayView1, Axis, Slice, aview_mut1, aview1};

use crate::data::Examples;
use crate::nn::{Activation, Evaluator, Mlp};
use crate::session::{Part, Snapshot};

/// Roughly the most multiply-adds of a map; a frame waits for it.
const WORK: usize = 40_000_000;
/// The cost of a unit's activation in multiply-adds, including storing its z and h.
const ACTIVATION_WORK: usize = 32;

/// Examples in the order of their classes: all of them, or an evenly spaced selection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// Their rows, from 0: class by class, in order within a class.
    pub rows: Vec<usize>,
    /// The range of each class in `rows`.
    pub classes: Vec<Range<usize>>,
    /// The number of examples that they were chosen from.
    pub total: usize,
}

impl Sample {
    /// Chooses as many examples of `part` as a map of the hidden layer `layer` can cover while a frame waits.
    pub fn of(snapshot: &Snapshot, layer: usize, part: Part) -> Self {
        let examples = part.or_train(snapshot.problem());
        Self::new(&examples.labels, snapshot.problem().class_names.len(), affordable(snapshot.sizes(), layer))
    }

    /// Chooses at most `most` of the examples with these `labels`, but at least one.
    pub fn new(labels: &[usize], classes: usize, most: usize) -> Self {
        let total = labels.len();
        let sorted = by_class(labels, classes);
        let count = most.clamp(1, total.max(1)).min(total);
        let rows: Vec<usize> = (0..count).map(|place| sorted[place * total / count]).collect();
        let start = |class: usize| rows.partition_point(|&row| labels[row] < class);
        Self { classes: (0..classes).map(|class| start(class)..start(class + 1)).collect(), rows, total }
    }
}

/// Returns the rows of `labels`, class by class, in order within a class.
fn by_class(labels: &[usize], classes: usize) -> Vec<usize> {
    let mut next = vec![0; classes + 1];
    for &label in labels {
        next[label + 1] += 1;
    }
    for class in 0..classes {
        next[class + 1] += next[class];
    }
    let mut rows = vec![0; labels.len()];
    for (row, &label) in labels.iter().enumerate() {
        rows[next[label]] = row;
        next[label] += 1;
    }
    rows
}

/// Z of one hidden layer over the examples of a sample.
#[derive(Debug, Clone, PartialEq)]
pub struct ActivityMap {
    /// The examples.
    pub sample: Sample,
    /// Z, one row per unit and one column per example of the sample.
    pub pre_activations: Array2<f64>,
    activation: Activation,
}

impl ActivityMap {
    /// Computes Z of the hidden layer `layer`, from 0, over a sample of `part`.
    pub fn of(snapshot: &Snapshot, layer: usize, part: Part, sample: Sample) -> Self {
        let examples = part.or_train(snapshot.problem());
        Self::new(&snapshot.network, layer, examples, sample)
    }

    /// Puts the `sample` of `examples` through the network up to its hidden layer `layer`, from 0.
    pub fn new(network: &Mlp, layer: usize, examples: &Examples, sample: Sample) -> Self {
        let units = network.parameters.layers[layer].outputs();
        let mut pre_activations = Array2::zeros((units, sample.rows.len()));
        let place = |at: usize, x: &mut [f64]| aview_mut1(x).assign(&examples.inputs.row(sample.rows[at]));
        let mut evaluator = Evaluator::with_pre_activations(network, sample.rows.len());
        evaluator.run_to_pre_activation(layer, 0..sample.rows.len(), place, |range, evaluator| {
            let mut part = pre_activations.slice_axis_mut(Axis(1), Slice::from(range));
            for (unit, mut z) in part.outer_iter_mut().enumerate() {
                z.assign(&aview1(evaluator.pre_activation(layer, unit)));
            }
        });
        Self { sample, pre_activations, activation: network.activation }
    }

    /// Returns H, in the shape of Z.
    pub fn activations(&self) -> Array2<f64> {
        self.pre_activations.mapv(|z| self.activation.apply(z))
    }

    /// Returns the number of units.
    pub fn units(&self) -> usize {
        self.pre_activations.nrows()
    }

    /// Returns z of a unit for each example of the sample.
    pub fn z(&self, unit: usize) -> ArrayView1<'_, f64> {
        self.pre_activations.row(unit)
    }

    /// Returns the number of examples in `places` of the sample for which z > 0.
    pub fn active(&self, unit: usize, places: Range<usize>) -> usize {
        places.filter(|&place| self.pre_activations[[unit, place]] > 0.0).count()
    }

    /// Returns that number as a share of `places`; `None` if there are none.
    pub fn share(&self, unit: usize, places: Range<usize>) -> Option<f64> {
        let count = places.len();
        (count > 0).then(|| self.active(unit, places) as f64 / count as f64)
    }

    /// Returns the units with z > 0 for no example of the sample, in order.
    pub fn always_off(&self) -> Vec<usize> {
        (0..self.units()).filter(|&unit| self.z(unit).iter().all(|&z| z <= 0.0)).collect()
    }

    /// Returns the units with z > 0 for every example of the sample, in order.
    pub fn always_on(&self) -> Vec<usize> {
        (0..self.units()).filter(|&unit| self.z(unit).iter().all(|&z| z > 0.0)).collect()
    }

    /// Whether every z is finite.
    pub fn is_finite(&self) -> bool {
        self.pre_activations.iter().all(|z| z.is_finite())
    }
}

/// Returns how many examples a network with `sizes` can take up to its hidden layer `layer` within [`WORK`].
fn affordable(sizes: &[usize], layer: usize) -> usize {
    let of_layer = |pair: &[usize]| (pair[0] + ACTIVATION_WORK) * pair[1];
    WORK / sizes[..=layer + 1].windows(2).map(of_layer).sum::<usize>().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    use crate::nn::{Linear, Parameters};

    #[test]
    fn a_sample_stands_class_after_class_and_is_chosen_evenly() {
        let labels = [2, 0, 1, 0, 2, 0];
        let all = Sample::new(&labels, 4, usize::MAX);
        assert_eq!(all.rows, [1, 3, 5, 2, 0, 4]);
        assert_eq!(all.classes, [0..3, 3..4, 4..6, 6..6], "a class without an example has no place");
        assert_eq!(all.rows.len(), all.total);
        let half = Sample::new(&labels, 4, 3);
        assert_eq!((half.rows, half.classes, half.total), (vec![1, 5, 0], vec![0..2, 2..2, 2..3, 3..3], 6));
        assert_eq!(Sample::new(&labels, 4, 0).rows, [1], "one example is always there");
    }

    #[test]
    fn the_work_of_a_map_is_bounded() {
        assert_eq!(affordable(&[2, 32, 3], 0), 40_000_000 / (34 * 32));
        assert_eq!(affordable(&[784, 100, 50, 10], 1), 40_000_000 / (816 * 100 + 132 * 50));
        assert_eq!(affordable(&[65_536, 65_536, 2], 0), 0, "then the sample takes one all the same");
    }

    #[test]
    fn the_map_holds_z_and_h_by_hand() {
        let layer = Linear::new(array![[1.0, -1.0, 0.0]], array![0.5, 0.0, -1.0]);
        let parameters = Parameters { layers: vec![layer, Linear::zeros(3, 2)] };
        let network = Mlp { parameters, activation: Activation::Relu };
        let examples = Examples { inputs: array![[1.0], [-2.0], [3.0]], labels: vec![1, 0, 1], points: None };
        let sample = Sample::new(&examples.labels, 2, usize::MAX);
        let map = ActivityMap::new(&network, 0, &examples, sample);
        assert_eq!(map.sample.rows, [1, 0, 2]);
        assert_eq!(map.pre_activations, array![[-1.5, 1.5, 3.5], [2.0, -1.0, -3.0], [-1.0, -1.0, -1.0]]);
        assert_eq!(map.activations(), array![[0.0, 1.5, 3.5], [2.0, 0.0, 0.0], [0.0, 0.0, 0.0]]);
        assert_eq!([map.share(0, 0..3), map.share(0, 1..3), map.share(0, 1..1)], [Some(2.0 / 3.0), Some(1.0), None]);
        assert_eq!((map.always_off(), map.always_on()), (vec![2], vec![]));
    }
}
