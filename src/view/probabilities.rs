//! The probabilities of one example, a bar a class.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::bars;
use super::image::Picture;
use super::numbers::{fit_among, number};
use super::theme::Theme;
use crate::app::{App, Pane};
use crate::probe::Image;
use crate::session::{Example, Part, Snapshot};
use crate::t;

/// The classes to show in `lines` lines, in their order: all, or the correct one and the likeliest.
fn shown(example: &Example, lines: usize) -> Vec<usize> {
    let classes = example.probabilities.len();
    if classes <= lines {
        return (0..classes).collect();
    }
    let mut by_probability: Vec<usize> = (0..classes).collect();
    by_probability.sort_by(|&a, &b| example.probabilities[b].total_cmp(&example.probabilities[a]));
    by_probability.retain(|&class| class != example.label);
    // One line is for the correct class, one says how many are left out.
    by_probability.truncate(lines.saturating_sub(2));
    by_probability.push(example.label);
    by_probability.sort_unstable();
    by_probability
}

/// The least width of the bars with their names and marks.
const BARS: u16 = 38;

/// Draws the example at the right, where its features are an image and there is room, and returns what is left.
fn beside_the_image(snapshot: &Snapshot, theme: &Theme, inside: Rect, buffer: &mut Buffer) -> Rect {
    let room = (inside.width.saturating_sub(BARS + 1).min(inside.width / 2), inside.height.saturating_sub(1));
    let Some(image) = Image::of_example(snapshot, snapshot.example.id) else { return inside };
    let picture = Picture::of_example(image);
    let (width, height) = picture.size(theme, room);
    if room.0 < picture.least_width(theme) || height > room.1 {
        return inside;
    }
    let place = Rect { x: inside.right() - width, y: inside.y + 1, width, height };
    picture.render(theme, place, buffer);
    Rect { width: inside.width - width - 1, ..inside }
}

/// Draws the pane.
pub fn render(app: &App, snapshot: &Snapshot, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let example = &snapshot.example;
    let title = Line::styled("P = softmax(Y)", theme.value);
    let right_style = if example.is_tie {
        theme.label
    } else if example.predicted == example.label {
        theme.correct
    } else {
        theme.wrong
    };
    let tie = if example.is_tie { format!("{} · ", t!(app.text, "panes.tie")) } else { String::new() };
    let right = Line::styled(format!("{tie}−log P = {}", number(example.loss)), right_style);
    let inside = bars::frame(title, right, app.focus == Pane::Probabilities, theme, area, buffer);
    let names = &snapshot.problem().class_names;
    let (kind, count) = match example.id.part {
        Part::Train => (t!(app.text, "panes.example"), snapshot.setup.examples()),
        Part::Test => (t!(app.text, "panes.test_example"), snapshot.setup.test_examples()),
    };
    let about = Line::from(vec![
        Span::styled(format!("{kind} "), theme.label),
        Span::styled((example.id.index + 1).to_string(), theme.value),
        Span::styled(format!(" {} {count} · {} ", t!(app.text, "panes.of"), t!(app.text, "panes.class")), theme.label),
        Span::styled(fit_among(names, example.label, 20), theme.value),
    ]);
    bars::text(about, inside, 0, buffer);
    let inside = beside_the_image(snapshot, theme, inside, buffer);
    let classes = shown(example, usize::from(inside.height.saturating_sub(1)));
    let label_width = names.iter().map(|name| name.width()).max().unwrap_or(0).min(12) as u16;
    let mark_width = t!(app.text, "panes.correct_predicted").width() as u16 + 3;
    let fixed = label_width + 1 + 7;
    let bar = inside.width.saturating_sub(fixed + mark_width).max(inside.width.saturating_sub(fixed) / 3);
    // Few classes in a tall pane get bars of several lines, with a line between them.
    let pitch = ((inside.height.saturating_sub(1)) / classes.len() as u16).clamp(1, 4);
    let thickness = pitch - u16::from(pitch > 1);
    for (row, &class) in classes.iter().enumerate() {
        let y = row as u16 * pitch + 1;
        if y + thickness > inside.height {
            return;
        }
        let probability = example.probabilities[class];
        let name = fit_among(names, class, usize::from(label_width));
        bars::text(Line::styled(name, theme.value), inside, y, buffer);
        // What is no number predicts nothing, nor does a tie.
        let is_predicted = class == example.predicted && probability.is_finite() && !example.is_tie;
        let is_correct = class == example.label;
        let style = match (is_correct, is_predicted) {
            (true, _) => theme.correct,
            (false, true) => theme.wrong,
            (false, false) => theme.train,
        };
        let place = Rect { x: inside.x + label_width + 1, y: inside.y + y, width: bar, height: 1 };
        (0..thickness).for_each(|line| bars::growing(probability, style, Rect { y: place.y + line, ..place }, buffer));
        let mark = match (is_correct, is_predicted) {
            (true, true) => format!("← {}", t!(app.text, "panes.correct_predicted")),
            (true, false) => format!("← {}", t!(app.text, "panes.correct")),
            (false, true) => format!("← {}", t!(app.text, "panes.predicted")),
            (false, false) => String::new(),
        };
        let after = inside.x + label_width + 1 + bar;
        let rest = Rect { x: after, y: inside.y + y, width: inside.right().saturating_sub(after), height: 1 };
        // Where both words are too long, the bar shows that it is the largest.
        let has_room = mark.width() + 7 <= usize::from(rest.width);
        let mark = if has_room || !is_correct { mark } else { format!("← {}", t!(app.text, "panes.correct")) };
        let line =
            Line::from(vec![Span::styled(format!(" {probability:.3} "), theme.value), Span::styled(mark, style)]);
        bars::text(line, rest, 0, buffer);
    }
    let left_out = example.probabilities.len() - classes.len();
    if left_out > 0 {
        let rest: f64 =
            example.probabilities.iter().sum::<f64>() - classes.iter().map(|&c| example.probabilities[c]).sum::<f64>();
        let line = Line::styled(
            t!(app.text, "panes.more_classes", count = left_out, sum = format!("{:.3}", rest.max(0.0))),
            theme.dim,
        );
        bars::text(line, inside, classes.len() as u16 * pitch + 1, buffer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::session::ExampleId;

    #[test]
    fn the_correct_class_is_always_shown() {
        let example = Example {
            id: ExampleId::default(),
            label: 0,
            predicted: 3,
            probabilities: vec![0.05, 0.2, 0.15, 0.6],
            loss: 3.0,
            is_tie: false,
        };
        assert_eq!(shown(&example, 4), [0, 1, 2, 3]);
        assert_eq!(shown(&example, 3), [0, 3]);
        assert_eq!(shown(&example, 0), [0]);
    }
}
