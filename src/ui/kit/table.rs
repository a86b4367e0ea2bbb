//! Rows of text in columns.

use super::words::{aligned_left, aligned_right};

/// A column, and on which side of it its cells stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// So many columns of the screen, gap included; words stand at the left.
    Left(usize),
    /// So many columns of the screen, gap included; numbers stand at the right.
    Right(usize),
}

impl Column {
    /// The columns of the screen that it takes.
    pub fn width(self) -> usize {
        match self {
            Self::Left(width) | Self::Right(width) => width,
        }
    }
}

/// The cells of a row, each in its column; a cell that is too wide is cut.
pub fn row<S: AsRef<str>>(columns: &[Column], cells: impl IntoIterator<Item = S>) -> String {
    let cell = |(column, cell): (&Column, S)| match *column {
        Column::Left(width) => aligned_left(cell.as_ref(), width),
        Column::Right(width) => aligned_right(cell.as_ref(), width),
    };
    columns.iter().zip(cells).map(cell).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_width::UnicodeWidthStr;

    proptest! {
        #[test]
        fn columns_stay_where_they_are_whatever_stands_in_them(
            cells in prop::collection::vec(("[a-z日¹ ]{0,12}", 1..9_usize, any::<bool>()), 1..8),
        ) {
            let column = |&(_, width, left): &(String, usize, bool)| if left { Column::Left(width) } else { Column::Right(width) };
            let columns: Vec<Column> = cells.iter().map(column).collect();
            for end in 0..=cells.len() {
                let row = row(&columns, cells[..end].iter().map(|(cell, ..)| cell));
                prop_assert_eq!(row.width(), columns[..end].iter().map(|column| column.width()).sum::<usize>());
            }
        }
    }

    #[test]
    fn words_stand_at_the_left_and_numbers_at_the_right() {
        assert_eq!(row(&[Column::Left(8), Column::Right(5)], ["iris", "150"]), "iris      150");
        assert_eq!(row(&[Column::Left(4), Column::Right(3)], ["setosa", "1234"]), "set…12…");
    }
}
