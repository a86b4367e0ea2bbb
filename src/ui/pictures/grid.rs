//! The layout of a matrix in cells.

use ndarray::Array2;

/// The minimum width of a cell that shows its number.
const NUMBER_WIDTH: usize = 7;
/// The maximum width of a cell, so that a small matrix still looks like one.
const WIDEST: usize = 12;

/// "Down" and "across" are directions on the screen: if a matrix is drawn transposed, its columns go down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grid {
    pub transposed: bool,
    /// The number of weights that share a cell, down and across: more than 1 if the matrix is larger than the pane.
    pub merged: (usize, usize),
    /// The number of cells, down and across.
    pub cells: (usize, usize),
    /// The height of a cell in units, and its width in columns.
    pub size: (usize, usize),
    /// Units per line of the screen: 2 with half blocks, else 1.
    pub per_line: usize,
    /// Whether cells show their numbers.
    pub numbers: bool,
}

impl Grid {
    /// Lays out a matrix of `rows` × `columns` in a pane of `width` columns and `height` lines.
    pub fn new((rows, columns): (usize, usize), width: usize, height: usize, colors: bool) -> Self {
        // The longer side goes across, because a terminal is wide.
        let transposed = rows > columns;
        let (down, across) = if transposed { (columns, rows) } else { (rows, columns) };
        let (width, height) = (width.max(1), height.max(1));
        let numbers = across * NUMBER_WIDTH <= width && down <= height;
        let per_line = if colors && !numbers { 2 } else { 1 };
        let units = height * per_line;
        let merged = (down.div_ceil(units), across.div_ceil(width));
        let cells = (down.div_ceil(merged.0), across.div_ceil(merged.1));
        let tallest = if numbers { 3 } else { 4 * per_line };
        let size = ((units / cells.0).clamp(1, tallest), (width / cells.1).clamp(1, WIDEST));
        // Cells that fill whole lines look calmer.
        let tall = if size.0 > per_line { size.0 - size.0 % per_line } else { size.0 };
        Self { transposed, merged, cells, size: (tall, size.1), per_line, numbers }
    }

    /// Returns the cell of a weight.
    pub fn cell_of(self, (row, column): (usize, usize)) -> (usize, usize) {
        let (down, across) = if self.transposed { (column, row) } else { (row, column) };
        (down / self.merged.0, across / self.merged.1)
    }

    /// Returns the weights of a cell, as ranges of rows and columns.
    pub fn weights(
        self,
        (down, across): (usize, usize),
        (rows, columns): (usize, usize),
    ) -> [std::ops::Range<usize>; 2] {
        let range = |cell: usize, merged: usize, most: usize| cell * merged..((cell + 1) * merged).min(most);
        if self.transposed {
            [range(across, self.merged.1, rows), range(down, self.merged.0, columns)]
        } else {
            [range(down, self.merged.0, rows), range(across, self.merged.1, columns)]
        }
    }

    /// Returns the cell's weight with the largest absolute value.
    pub fn value(self, cell: (usize, usize), matrix: &Array2<f64>) -> f64 {
        let [rows, columns] = self.weights(cell, matrix.dim());
        let all = rows.flat_map(|row| columns.clone().map(move |column| matrix[[row, column]]));
        all.fold(0.0, |largest: f64, weight| if weight.abs() > largest.abs() { weight } else { largest })
    }

    /// Returns all cells, row by row.
    pub fn all(self) -> impl Iterator<Item = (usize, usize)> {
        let (down, across) = self.cells;
        (0..down).flat_map(move |down| (0..across).map(move |across| (down, across)))
    }

    /// Returns the cell at a unit down and a column across, if any.
    pub fn cell_at(self, unit: usize, column: usize) -> Option<(usize, usize)> {
        let cell = (unit / self.size.0, column / self.size.1);
        (cell.0 < self.cells.0 && cell.1 < self.cells.1).then_some(cell)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn every_weight_has_a_cell_and_every_cell_its_weights() {
        for shape in [(2, 32), (32, 3), (64, 128), (500, 7), (1, 1)] {
            for (width, height) in [(38, 4), (98, 12), (1, 1), (200, 50)] {
                for colors in [true, false] {
                    let grid = Grid::new(shape, width, height, colors);
                    assert!(grid.cells.1 * grid.size.1 <= width, "{shape:?} is too wide for {width}: {grid:?}");
                    assert!(grid.cells.0 * grid.size.0 <= height * grid.per_line, "{shape:?} is too tall: {grid:?}");
                    for row in 0..shape.0 {
                        for column in 0..shape.1 {
                            let [rows, columns] = grid.weights(grid.cell_of((row, column)), shape);
                            assert!(rows.contains(&row) && columns.contains(&column), "{shape:?} {grid:?}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn a_merged_cell_shows_its_largest_weight_with_its_sign() {
        let grid = Grid::new((2, 4), 2, 1, false);
        assert_eq!(grid.merged, (2, 2));
        let matrix = array![[0.1, -0.9, 0.0, 0.2], [0.3, 0.4, 0.1, 0.0]];
        assert_eq!([grid.value((0, 0), &matrix), grid.value((0, 1), &matrix)], [-0.9, 0.2]);
    }
}
