//! The linear layer Y = XW + B, forwards and backwards.
//!
//! The kernels work on row-major slices. In each the inner loop runs along a row of the result, so that it vectorizes
//! without changing the order in which any single sum is taken.

use ndarray::{Array1, Array2};

/// A layer's weights W (inputs × outputs) and its biases (one row, which B repeats for every example).
#[derive(Debug, Clone, PartialEq)]
pub struct Linear {
    /// W, inputs × outputs.
    pub weight: Array2<f64>,
    /// One row of B, a number for each output.
    pub bias: Array1<f64>,
}

impl Linear {
    /// A layer of zeros.
    pub fn zeros(inputs: usize, outputs: usize) -> Self {
        Self { weight: Array2::zeros((inputs, outputs)), bias: Array1::zeros(outputs) }
    }

    /// The number of inputs, the rows of W.
    pub fn inputs(&self) -> usize {
        self.weight.nrows()
    }

    /// The number of outputs, the columns of W.
    pub fn outputs(&self) -> usize {
        self.weight.ncols()
    }

    /// The weights and biases in order: W row by row, then the biases.
    pub fn values(&self) -> impl Iterator<Item = f64> + '_ {
        self.weight.iter().chain(self.bias.iter()).copied()
    }

    /// The weights and biases as two slices, W row by row.
    pub fn slices_mut(&mut self) -> [&mut [f64]; 2] {
        [row_major_mut(&mut self.weight), self.bias.as_slice_mut().expect("a vector is contiguous")]
    }

    /// Y = XW + B: `input` is m × inputs, `output` m × outputs.
    pub(super) fn forward(&self, input: &Array2<f64>, output: &mut Array2<f64>) {
        let (width, bias) = (self.outputs(), self.bias.as_slice().expect("a vector is contiguous"));
        product(row_major(input), row_major(&self.weight), row_major_mut(output), self.inputs(), width);
        for row in row_major_mut(output).chunks_exact_mut(width) {
            add(row, bias);
        }
    }
}

/// ∂L/∂W = Xᵀ · ∂L/∂Y: `input` is m × inputs, `gradient` m × outputs, `result` inputs × outputs.
pub(super) fn weight_gradient(input: &Array2<f64>, gradient: &Array2<f64>, result: &mut Array2<f64>) {
    let (inputs, outputs) = result.dim();
    let result = row_major_mut(result);
    result.fill(0.0);
    let rows = row_major(input).chunks_exact(inputs).zip(row_major(gradient).chunks_exact(outputs));
    for (x, g) in rows {
        for (&x, row) in x.iter().zip(result.chunks_exact_mut(outputs)) {
            add_scaled(row, x, g);
        }
    }
}

/// ∂L/∂B = the column sums of ∂L/∂Y: `gradient` is m × outputs, `result` has one number for each output.
pub(super) fn bias_gradient(gradient: &Array2<f64>, result: &mut Array1<f64>) {
    let result = result.as_slice_mut().expect("a vector is contiguous");
    result.fill(0.0);
    for row in row_major(gradient).chunks_exact(result.len()) {
        add(result, row);
    }
}

/// ∂L/∂X = ∂L/∂Y · Wᵀ: `gradient` is m × outputs, `transposed` is Wᵀ (outputs × inputs), `result` m × inputs.
pub(super) fn input_gradient(gradient: &Array2<f64>, transposed: &Array2<f64>, result: &mut Array2<f64>) {
    let (outputs, inputs) = transposed.dim();
    product(row_major(gradient), row_major(transposed), row_major_mut(result), outputs, inputs);
}

/// The elements of a matrix of ours, row by row.
pub(super) fn row_major(matrix: &Array2<f64>) -> &[f64] {
    matrix.as_slice().expect("our matrices are stored row by row")
}

/// The elements of a matrix of ours, row by row, to change.
pub(super) fn row_major_mut(matrix: &mut Array2<f64>) -> &mut [f64] {
    matrix.as_slice_mut().expect("our matrices are stored row by row")
}

/// C = AB, with A's rows `inner` long and B's and C's rows `width` long; each sum is taken from the first term on.
fn product(a: &[f64], b: &[f64], c: &mut [f64], inner: usize, width: usize) {
    for (a, c) in a.chunks_exact(inner).zip(c.chunks_exact_mut(width)) {
        c.fill(0.0);
        for (&a, b) in a.iter().zip(b.chunks_exact(width)) {
            add_scaled(c, a, b);
        }
    }
}

fn add(sum: &mut [f64], term: &[f64]) {
    for (sum, term) in sum.iter_mut().zip(term) {
        *sum += term;
    }
}

fn add_scaled(sum: &mut [f64], factor: f64, term: &[f64]) {
    for (sum, term) in sum.iter_mut().zip(term) {
        *sum += factor * term;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn the_layer_and_its_gradients_match_a_hand_computed_example() {
        let layer = Linear { weight: array![[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], bias: array![0.5, -0.5, 1.0] };
        let input = array![[1.0, -1.0], [2.0, 0.5]];
        let mut output = Array2::zeros((2, 3));
        layer.forward(&input, &mut output);
        assert_eq!(output, array![[-2.5, -3.5, -2.0], [4.5, 6.0, 10.0]]);

        let gradient = array![[1.0, 0.0, 2.0], [-1.0, 1.0, 0.0]];
        let (mut weight, mut bias, mut back) = (Array2::zeros((2, 3)), Array1::zeros(3), Array2::zeros((2, 2)));
        weight_gradient(&input, &gradient, &mut weight);
        bias_gradient(&gradient, &mut bias);
        let transposed = layer.weight.t().as_standard_layout().into_owned();
        input_gradient(&gradient, &transposed, &mut back);
        assert_eq!(weight, array![[-1.0, 2.0, 2.0], [-1.5, 0.5, -2.0]]);
        assert_eq!(bias, array![0.0, 1.0, 2.0]);
        assert_eq!(back, array![[7.0, 16.0], [1.0, 1.0]]);
    }
}
