//! Names cut to the available width.

use unicode_width::UnicodeWidthStr;

use super::sanitize::columns;

/// Cuts `word` to `width` columns, with an ellipsis if anything was cut.
pub fn fit(word: &str, width: usize) -> String {
    if word.width() <= width {
        return word.to_owned();
    }
    let mut used = 1;
    let kept = word.chars().take_while(|c| {
        used += columns(*c);
        used <= width
    });
    kept.collect::<String>() + if width > 0 { "…" } else { "" }
}

/// Cuts the name at `index` to `width` columns so that it still differs from the others: at its end, else in its
/// middle, else at its beginning. If no such cut distinguishes them, cuts at its end.
pub fn fit_among(names: &[String], index: usize, width: usize) -> String {
    let Some(name) = names.get(index) else { return String::new() };
    if name.width() <= width || width < 2 {
        return fit(name, width);
    }
    let others = || names.iter().filter(|other| *other != name);
    let differs = |cut: &dyn Fn(&str) -> String| others().all(|other| cut(other) != cut(name));
    // Names that begin alike differ at the end; the longer the beginning, the easier to read.
    if let Some(head) = (1..width).rev().find(|&head| differs(&|name| middle(name, head, width))) {
        return middle(name, head, width);
    }
    let alike = others().map(|other| name.chars().zip(other.chars()).take_while(|(own, its)| own == its).count());
    let alike = alike.min().unwrap_or(0);
    let without = |name: &str| format!("…{}", fit(&name.chars().skip(alike).collect::<String>(), width - 1));
    if alike > 0 && differs(&without) { without(name) } else { middle(name, width - 1, width) }
}

/// Returns the first `head` columns of `name`, an ellipsis, and as much of its end as fits in `width` columns.
fn middle(name: &str, head: usize, width: usize) -> String {
    if name.width() <= width {
        return name.to_owned();
    }
    let taken = |letters: &mut dyn Iterator<Item = char>, room: usize| {
        let mut used = 0;
        let fits = |letter: &char| {
            used += columns(*letter);
            used <= room
        };
        letters.take_while(fits).collect::<Vec<char>>()
    };
    let tail = taken(&mut name.chars().rev(), width - 1 - head);
    taken(&mut name.chars(), head).into_iter().chain(['…']).chain(tail.into_iter().rev()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_cut_still_differ() {
        let names = ["sepal_length", "sepal_width", "petal_length", "petal_width"].map(str::to_owned);
        let cut = |width: usize| [0, 1, 2, 3].map(|index| fit_among(&names, index, width));
        assert_eq!(cut(8), ["sepal_l…", "sepal_w…", "petal_l…", "petal_w…"]);
        for width in 6..12 {
            let cut = cut(width);
            assert!((0..4).all(|one| (0..one).all(|other| cut[one] != cut[other])), "{cut:?}");
            assert!(cut.iter().all(|name| name.width() <= width));
        }
        assert_eq!(cut(20), names, "what fits is not cut");
        let axes = ["sepal_length_cm", "sepal_width_cm"].map(str::to_owned);
        assert_eq!([0, 1].map(|index| fit_among(&axes, index, 7)), ["…lengt…", "…width…"]);
        let numbered = ["measurement 1", "measurement 2"].map(str::to_owned);
        assert_eq!([0, 1].map(|index| fit_among(&numbered, index, 6)), ["meas…1", "meas…2"]);
        let same = ["equal", "equal"].map(str::to_owned);
        assert_eq!(fit_among(&same, 0, 4), "equ…", "the same name twice cannot be told apart");
    }
}
