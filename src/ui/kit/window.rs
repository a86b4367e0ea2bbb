//! Which part of something long is shown, and how a cursor moves in it.

use std::ops::Range;

use ratatui::layout::Rect;
use ratatui::widgets::Block;

/// Returns a window of `shown` of `count` items, with `at` in the middle or as near to it as the ends allow.
pub fn window(at: usize, shown: usize, count: usize) -> Range<usize> {
    window_from(at.saturating_sub(shown / 2), shown, count)
}

/// Returns a window of `shown` of `count` items, scrolled down only as far as needed to show `at` and the next item.
pub fn window_from_top(at: usize, shown: usize, count: usize) -> Range<usize> {
    let ahead = usize::from(shown > 1);
    window_from((at + 1 + ahead).saturating_sub(shown), shown, count)
}

/// Returns a window of `shown` of `count` items from `first`, or from further up if too few follow.
pub fn window_from(first: usize, shown: usize, count: usize) -> Range<usize> {
    let first = first.min(count.saturating_sub(shown));
    first..count.min(first + shown)
}

/// Returns the index `by` places after `index` of `count`; the first follows the last.
pub fn cycled(index: usize, by: isize, count: usize) -> usize {
    (index.cast_signed() + by).rem_euclid(count.max(1).cast_signed()).cast_unsigned()
}

/// Returns the item `by` places after `current` in `all`; the first follows the last.
pub fn next_of<T: Copy + PartialEq>(all: &[T], current: T, by: isize) -> T {
    let index = all.iter().position(|&one| one == current).unwrap_or_default();
    all[cycled(index, by, all.len())]
}

/// Returns the index `by` places after `index` of `count`, but not beyond either end.
pub fn moved(index: usize, by: isize, count: usize) -> usize {
    index.saturating_add_signed(by).min(count.saturating_sub(1))
}

/// Converts a number of columns or lines, capped at `u16::MAX`.
pub fn cells(count: usize) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}

/// Returns the area inside a frame.
pub fn inside(area: Rect) -> Rect {
    Block::bordered().inner(area)
}

/// Returns `area` without its first `lines`.
pub fn below(area: Rect, lines: u16) -> Rect {
    let lines = lines.min(area.height);
    Rect { y: area.y + lines, height: area.height - lines, ..area }
}

/// Returns `area` without its first `columns`.
pub fn right_of(area: Rect, columns: u16) -> Rect {
    let columns = columns.min(area.width);
    Rect { x: area.x + columns, width: area.width - columns, ..area }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_window_holds_the_cursor_and_as_much_as_fits(count in 1..200_usize, at in 0..200_usize, shown in 1..90_usize) {
            let at = at.min(count - 1);
            for window in [window(at, shown, count), window_from_top(at, shown, count)] {
                prop_assert!(window.contains(&at), "{window:?}");
                prop_assert_eq!(window.len(), shown.min(count));
                prop_assert!(window.end <= count, "{:?}", window);
            }
            prop_assert_eq!(window_from(at, shown, count).len(), shown.min(count));
        }

        #[test]
        fn a_turn_there_and_back_ends_where_it_began(count in 1..50_usize, at in 0..50_usize, by in -120..120_isize) {
            let at = at.min(count - 1);
            prop_assert!(cycled(at, by, count) < count);
            prop_assert_eq!(cycled(cycled(at, by, count), -by, count), at);
        }

        #[test]
        fn what_is_cut_off_and_what_is_left_make_the_area(width in 0..90_u16, height in 0..40_u16, cut in 0..99_u16) {
            let area = Rect::new(3, 5, width, height);
            prop_assert_eq!(below(area, cut).bottom(), area.bottom());
            prop_assert_eq!(right_of(area, cut).right(), area.right());
            prop_assert_eq!(below(area, cut).height + cut.min(height), height);
            prop_assert_eq!(right_of(area, cut).width + cut.min(width), width);
        }
    }

    #[test]
    fn a_cursor_stops_at_the_ends_and_a_choice_goes_round() {
        assert_eq!([moved(0, -1, 3), moved(1, 1, 3), moved(1, 5, 3), moved(0, 1, 0)], [0, 2, 2, 0]);
        assert_eq!(
            [('c', 1), ('a', -1), ('a', 1)].map(|(now, by)| next_of(&['a', 'b', 'c'], now, by)),
            ['a', 'c', 'b']
        );
    }

    #[test]
    fn a_window_moves_as_little_as_it_must() {
        assert_eq!([window(0, 5, 100), window(50, 5, 100), window(99, 5, 100)], [0..5, 48..53, 95..100]);
        assert_eq!([0, 3, 4, 99].map(|at| window_from_top(at, 5, 100)), [0..5, 0..5, 1..6, 95..100]);
        assert_eq!((cycled(0, -1, 3), cycled(1, 4, 3), cycled(0, -10, 3), cycled(0, 1, 0)), (2, 2, 2, 0));
        assert_eq!([cells(7), cells(70_000)], [7, u16::MAX]);
    }
}
