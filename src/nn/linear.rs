//! The linear layer Y = XW + B, forwards and backwards, chunk by chunk.

use ndarray::{Array1, Array2, ArrayViewMut1, ArrayViewMut2};

use super::chunk::{Chunk, ChunkMut};
use super::finish::Finish;
use super::kernels::{Weights, add_bias_gradient, add_weight_gradient, product};

/// Y = XW + B: a layer's weights W (inputs × outputs) and its biases (one row, which B repeats for every example).
///
/// ```
/// use mlp_tui::nn::{Activation, Evaluator, Linear, Mlp, Parameters};
/// use ndarray::array;
///
/// let layer = Linear::new(array![[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], array![0.5, -0.5, 1.0]);
/// let network = Mlp { parameters: Parameters { layers: vec![layer] }, activation: Activation::Identity };
/// let mut evaluator = Evaluator::new(&network, 1);
/// let y = &evaluator.at(&[1.0, -1.0]).logits;
/// assert_eq!(y.row(0).collect::<Vec<_>>(), [-2.5, -3.5, -2.0]);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Linear {
    /// Stored row by row.
    weight: Array2<f64>,
    bias: Array1<f64>,
}

impl Linear {
    /// Creates a layer from W (inputs × outputs) and one row of B (one number per output).
    ///
    /// # Panics
    /// If W does not have one column per number of B, or is not stored row by row.
    pub fn new(weight: Array2<f64>, bias: Array1<f64>) -> Self {
        assert_eq!(weight.ncols(), bias.len(), "a layer has a bias for each column of W");
        assert!(weight.is_standard_layout() && bias.is_standard_layout(), "W is stored row by row");
        Self { weight, bias }
    }

    /// Creates a layer of zeros.
    pub fn zeros(inputs: usize, outputs: usize) -> Self {
        Self { weight: Array2::zeros((inputs, outputs)), bias: Array1::zeros(outputs) }
    }

    /// Returns W, inputs × outputs.
    pub fn weight(&self) -> &Array2<f64> {
        &self.weight
    }

    /// Returns W, mutably.
    pub fn weight_mut(&mut self) -> ArrayViewMut2<'_, f64> {
        self.weight.view_mut()
    }

    /// Returns one row of B, one number per output.
    pub fn bias(&self) -> &Array1<f64> {
        &self.bias
    }

    /// Returns one row of B, mutably.
    pub fn bias_mut(&mut self) -> ArrayViewMut1<'_, f64> {
        self.bias.view_mut()
    }

    /// Returns the number of inputs, the rows of W.
    pub fn inputs(&self) -> usize {
        self.weight.nrows()
    }

    /// Returns the number of outputs, the columns of W.
    pub fn outputs(&self) -> usize {
        self.weight.ncols()
    }

    /// Returns the weights and biases in order: W row by row, then the biases.
    pub fn values(&self) -> impl Iterator<Item = f64> + '_ {
        self.weight.iter().chain(self.bias.iter()).copied()
    }

    /// Returns the weights and biases as two slices, W row by row.
    pub fn slices(&self) -> [&[f64]; 2] {
        let weight = self.weight.as_slice().expect("our weights are stored row by row");
        [weight, self.bias.as_slice().expect("a vector is contiguous")]
    }

    /// Returns the same slices, mutably.
    pub fn slices_mut(&mut self) -> [&mut [f64]; 2] {
        let weight = self.weight.as_slice_mut().expect("our weights are stored row by row");
        [weight, self.bias.as_slice_mut().expect("a vector is contiguous")]
    }

    /// Computes Y = XW + B and applies `finish`: `input` is m × inputs, `output` m × outputs.
    pub(super) fn forward(&self, input: Chunk<'_>, output: ChunkMut<'_>, finish: Finish<'_>) {
        let [values, bias] = self.slices();
        let weights = Weights { values, strides: (self.outputs(), 1), dim: self.weight.dim() };
        product(input, weights, Some(bias), output, finish);
    }

    /// Computes ∂L/∂X = ∂L/∂Y · Wᵀ and applies `finish`: `gradient` is m × outputs, `result` m × inputs.
    pub(super) fn input_gradient(&self, gradient: Chunk<'_>, result: ChunkMut<'_>, finish: Finish<'_>) {
        let (inputs, outputs) = self.weight.dim();
        let transposed = Weights { values: self.slices()[0], strides: (1, outputs), dim: (outputs, inputs) };
        product(gradient, transposed, None, result, finish);
    }

    /// Computes ∂L/∂Y · W with a square W: the result of a forgotten transpose.
    pub(super) fn untransposed_input_gradient(&self, gradient: Chunk<'_>, result: ChunkMut<'_>) {
        let weights = Weights { values: self.slices()[0], strides: (self.outputs(), 1), dim: self.weight.dim() };
        product(gradient, weights, None, result, Finish::Nothing);
    }

    /// Adds one chunk's Xᵀ · ∂L/∂Y to ∂L/∂W, which `self` holds: `input` is m × inputs, `gradient` m × outputs.
    pub(super) fn add_weight_gradient(&mut self, input: Chunk<'_>, gradient: Chunk<'_>) {
        let outputs = self.outputs();
        add_weight_gradient(input, gradient, outputs, self.slices_mut()[0]);
    }

    /// Adds one chunk's column sums of ∂L/∂Y to ∂L/∂B, which `self` holds: `gradient` is m × outputs.
    pub(super) fn add_bias_gradient(&mut self, gradient: Chunk<'_>) {
        add_bias_gradient(gradient, self.slices_mut()[1]);
    }
}

#[cfg(test)]
mod tests {
    use super::super::matrix::Matrix;
    use super::super::partition::Partition;
    use super::*;
    use ndarray::array;

    fn matrix(values: &Array2<f64>) -> Matrix {
        let partition = Partition::new(values.nrows(), &[1, 1]);
        let mut matrix = Matrix::zeros(partition, values.ncols());
        for ((row, column), value) in values.indexed_iter() {
            matrix.set(row, column, *value);
        }
        matrix
    }

    #[test]
    fn the_layer_and_its_gradients_match_a_hand_computed_example() {
        let layer = Linear::new(array![[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], array![0.5, -0.5, 1.0]);
        let input = matrix(&array![[1.0, -1.0], [2.0, 0.5]]);
        let mut output = matrix(&Array2::zeros((2, 3)));
        layer.forward(input.chunk(0), output.chunk_mut(0), Finish::Nothing);
        assert_eq!(output.to_array(), array![[-2.5, -3.5, -2.0], [4.5, 6.0, 10.0]]);

        let gradient = matrix(&array![[1.0, 0.0, 2.0], [-1.0, 1.0, 0.0]]);
        let (mut gradients, mut back) = (Linear::zeros(2, 3), matrix(&Array2::zeros((2, 2))));
        gradients.add_weight_gradient(input.chunk(0), gradient.chunk(0));
        gradients.add_bias_gradient(gradient.chunk(0));
        layer.input_gradient(gradient.chunk(0), back.chunk_mut(0), Finish::Nothing);
        assert_eq!(gradients.weight, array![[-1.0, 2.0, 2.0], [-1.5, 0.5, -2.0]]);
        assert_eq!(gradients.bias, array![0.0, 1.0, 2.0]);
        assert_eq!(back.to_array(), array![[7.0, 16.0], [1.0, 1.0]]);
    }
}
