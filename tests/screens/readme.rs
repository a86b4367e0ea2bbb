//! The pictures in README.md are what the screen shows: each stands below a line `<!-- frame: NAME -->`.
//!
//! `UPDATE_README=1 cargo test --test screens readme` puts what is stale right.

use std::path::Path;

use crate::common::frame::Frame;
use crate::common::lecture::{Lecture, SMALL};
use crate::common::{checked, problem_with_test};
use mlp_tui::session::{Session, Settings};

/// The lines of `frame` from the one that holds `first` to the one that holds `last`, without the sides of its pane; of
/// more than `most` the middle is left out.
fn part(frame: &Frame, first: &str, last: &str, most: usize) -> String {
    let rows: Vec<&str> = frame.text().lines().map(|row| row.trim_matches('┃').trim_end()).collect();
    let find = |part| {
        rows.iter().position(|row| row.contains(part)).unwrap_or_else(|| panic!("no {part} in\n{}", frame.text()))
    };
    let rows = &rows[find(first)..=find(last)];
    if rows.len() <= most {
        return rows.join("\n");
    }
    let (above, below) = (&rows[..most - 4], &rows[rows.len() - 3..]);
    [above, &[" …"], below].concat().join("\n")
}

/// The pictures by their names. Without colours: text has none.
fn pictures() -> Vec<(&'static str, String)> {
    let dashboard = Lecture::spiral().walked_to(60);
    let step = Lecture::blackboard().walked_to(10).after("g3 Enter s Right×6");
    let iris = Session::new(problem_with_test("iris", 0.2), checked(Settings::default()));
    let predictions = Lecture::on(iris).walked_to(20).after("4 jl l");
    let units = Settings { hidden_units: vec![24], learning_rate: 0.3, ..Settings::default() };
    let units = Lecture::of("iris", units).walked_to(200).after("5");
    vec![
        ("dashboard", dashboard.plain(SMALL).text().to_owned()),
        ("step", step.plain(SMALL).text().to_owned()),
        ("predictions", part(&predictions.plain((80, 19)), "correct ↓", "correct versicolor, predicted virginica", 20)),
        ("units", part(&units.plain(SMALL), "Active units", "virginica: 0%)", 9)),
    ]
}

/// README.md with these pictures in it.
fn with_pictures(readme: &str, pictures: &[(&str, String)]) -> String {
    let mut readme = readme.to_owned();
    for (name, picture) in pictures {
        let marker = format!("<!-- frame: {name} -->\n\n");
        let start = readme.find(&marker).unwrap_or_else(|| panic!("README.md has no place for the frame {name}"));
        let start = start + marker.len();
        let is_picture = |line: &&str| line.starts_with("    ") || line.trim().is_empty();
        let old: usize = readme[start..].split_inclusive('\n').take_while(is_picture).map(str::len).sum();
        let new: String = picture.lines().map(|line| format!("    {line}").trim_end().to_owned() + "\n").collect();
        readme.replace_range(start..start + old, &(new + "\n"));
    }
    readme
}

#[test]
fn the_pictures_of_the_readme_are_what_the_screen_shows() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(&path).unwrap();
    let pictures = pictures();
    assert_eq!(readme.matches("<!-- frame: ").count(), pictures.len(), "each has a place of its own");
    let expected = with_pictures(&readme, &pictures);
    if std::env::var_os("UPDATE_README").is_some() {
        std::fs::write(path, expected).unwrap();
        return;
    }
    for (name, picture) in &pictures {
        let is_there = with_pictures(&readme, &[(*name, picture.clone())]) == readme;
        assert!(is_there, "README.md shows another {name} than the screen (UPDATE_README=1 puts it right):\n{picture}");
    }
}
