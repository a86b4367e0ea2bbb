//! Equally large tiles in rows.

use std::ops::Range;

use ratatui::layout::{Position, Rect};

use super::window::{cells, window};

/// Tiles in an area: as many whole rows as fit.
///
/// ```text
/// ┌ 5 ┐ ┌ 6 ┐ ┌ 7 ┐
/// └───┘ └───┘ └───┘
/// ┌ 8 ┐ ┌ 9 ┐
/// └───┘ └───┘
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tiles {
    area: Rect,
    /// The number of tiles per row.
    across: usize,
    /// The number of rows that fit.
    down: usize,
    /// The columns and lines of a tile.
    size: (u16, u16),
    /// The columns and lines between two tiles.
    gap: (u16, u16),
    shown: Range<usize>,
}

impl Tiles {
    /// Lays out `down` rows of `across` tiles, at least one of each. No tile is shown yet: see [`Tiles::around`].
    pub fn new(area: Rect, (across, down): (usize, usize), size: (u16, u16), gap: (u16, u16)) -> Self {
        Self { area, across: across.max(1), down: down.max(1), size, gap, shown: 0..0 }
    }

    /// Lays out as many tiles of `size` as fit.
    pub fn fitting(area: Rect, size: (u16, u16), gap: (u16, u16)) -> Self {
        let fit = |room: u16, size: u16, gap: u16| usize::from((room + gap) / (size + gap).max(1));
        let (across, down) = (fit(area.width, size.0, gap.0), fit(area.height, size.1, gap.1));
        Self::new(area, (across, down), size, gap)
    }

    /// Lays out a list: one line per tile.
    pub fn lines(area: Rect) -> Self {
        Self::new(area, (1, area.height.into()), (area.width, 1), (0, 0))
    }

    /// Lays out one column for each of `count` things, at most `widest` wide. If there are too many, several things
    /// share a column. Returns how many, and the tiles. A column wider than 2 ends with a gap: see [`without_gap`].
    pub fn columns(area: Rect, count: usize, widest: u16) -> (usize, Self) {
        let merged = count.div_ceil(usize::from(area.width).max(1)).max(1);
        let columns = count.div_ceil(merged);
        let width = (area.width / cells(columns).max(1)).clamp(1, widest);
        (merged, Self::new(area, (columns, 1), (width, area.height), (0, 0)).around(0, columns))
    }

    /// Returns how many tiles fit.
    pub fn room(&self) -> usize {
        self.across * self.down
    }

    /// Shows the rows of `count` tiles that fit around tile `at`.
    #[must_use]
    pub fn around(self, at: usize, count: usize) -> Self {
        let rows = window(at / self.across, self.down, count.div_ceil(self.across));
        Self { shown: rows.start * self.across..(rows.end * self.across).min(count), ..self }
    }

    /// Returns the indices of the tiles shown.
    pub fn shown(&self) -> Range<usize> {
        self.shown.clone()
    }

    /// Returns the area of tile `index`; empty if it is not shown.
    pub fn place(&self, index: usize) -> Rect {
        if !self.shown.contains(&index) {
            return Rect { width: 0, height: 0, ..self.area };
        }
        let index = index - self.shown.start;
        let (across, down) = (cells(index % self.across), cells(index / self.across));
        let x = self.area.x.saturating_add(across.saturating_mul(self.size.0 + self.gap.0));
        let y = self.area.y.saturating_add(down.saturating_mul(self.size.1 + self.gap.1));
        Rect::new(x, y, self.size.0, self.size.1).intersection(self.area)
    }

    /// Returns the indices and areas of the tiles shown.
    pub fn places(&self) -> impl Iterator<Item = (usize, Rect)> {
        self.shown().map(|index| (index, self.place(index)))
    }

    /// Returns the tile at `place`, if any.
    pub fn at(&self, place: Position) -> Option<usize> {
        self.places().find(|(_, tile)| tile.contains(place)).map(|(index, _)| index)
    }
}

/// Returns a column of [`Tiles::columns`] without its gap.
pub fn without_gap(column: Rect) -> Rect {
    Rect { width: column.width - u16::from(column.width > 2), ..column }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    prop_compose! {
        fn tiles()(
            (width, height) in (0..120_u16, 0..50_u16),
            size in (1..30_u16, 1..12_u16),
            gap in (0..3_u16, 0..2_u16),
            (at, count) in (0..80_usize, 1..80_usize),
        ) -> (Tiles, usize, usize) {
            let at = at.min(count - 1);
            (Tiles::fitting(Rect::new(2, 3, width, height), size, gap).around(at, count), at, count)
        }
    }

    proptest! {
        #[test]
        fn place_and_hit_test_are_inverse((tiles, ..) in tiles()) {
            for y in 0..=tiles.area.bottom() {
                for x in 0..=tiles.area.right() {
                    let place = Position::new(x, y);
                    let there: Vec<usize> = tiles.shown().filter(|&index| tiles.place(index).contains(place)).collect();
                    prop_assert!(there.len() <= 1, "two tiles at {place}: {there:?}");
                    prop_assert_eq!(tiles.at(place), there.first().copied());
                }
            }
        }

        #[test]
        fn the_cursor_is_shown_and_nothing_stands_outside((tiles, at, count) in tiles()) {
            prop_assert!(tiles.shown().contains(&at) && tiles.shown().end <= count);
            prop_assert!(tiles.shown().len() <= tiles.room());
            for (_, tile) in tiles.places() {
                prop_assert_eq!(tile.intersection(tiles.area), tile);
            }
            let (width, height) = tiles.size;
            if tiles.area.width >= width && tiles.area.height >= height {
                prop_assert!(tiles.places().all(|(_, tile)| (tile.width, tile.height) == (width, height)), "a tile is cut");
            }
        }
    }

    #[test]
    fn columns_are_shared_where_they_are_too_few() {
        let columns = |width: u16, count: usize| {
            let (merged, columns) = Tiles::columns(Rect::new(0, 0, width, 3), count, 5);
            (merged, columns.shown().len(), columns.place(0).width)
        };
        assert_eq!([columns(40, 4), columns(9, 4), columns(2, 4)], [(1, 4, 5), (1, 4, 2), (2, 2, 1)]);
        assert_eq!(without_gap(Rect::new(0, 0, 3, 1)).width + without_gap(Rect::new(0, 0, 2, 1)).width, 4);
    }

    #[test]
    fn whole_rows_are_shown_around_the_cursor() {
        let tiles = Tiles::new(Rect::new(0, 0, 20, 6), (3, 2), (6, 2), (1, 1)).around(9, 11);
        assert_eq!(tiles.shown(), 6..11);
        assert_eq!(tiles.place(9), Rect::new(0, 3, 6, 2));
        assert_eq!(
            (tiles.at(Position::new(8, 4)), tiles.at(Position::new(6, 4))),
            (Some(10), None),
            "a gap is no tile"
        );
        assert_eq!(tiles.place(2).area(), 0);
    }
}
