//! The probabilities of one example, one bar per class.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::probe::Image;
use crate::session::{Example, Part};
use crate::t;
use crate::ui::kit::{below, cells, fit_among, number, right_of};
use crate::ui::pictures::image::Picture;
use crate::ui::{Canvas, Scene};

/// Returns the classes to show in `lines` lines, in order: all, or the correct class and the likeliest ones.
fn classes_shown(example: &Example, lines: usize) -> Vec<usize> {
    let classes = example.probabilities.len();
    if classes <= lines {
        return (0..classes).collect();
    }
    let mut by_probability: Vec<usize> = (0..classes).collect();
    by_probability.sort_by(|&a, &b| example.probabilities[b].total_cmp(&example.probabilities[a]));
    by_probability.retain(|&class| class != example.label);
    // Two lines are for the correct class and for how many classes are left out.
    by_probability.truncate(lines.saturating_sub(2));
    by_probability.push(example.label);
    by_probability.sort_unstable();
    by_probability
}

/// The minimum width of the bars with their names and marks.
const BARS: u16 = 38;

/// Draws the example at the right if it is an image and there is room. Returns the remaining area.
fn beside_the_image(canvas: &mut Canvas, inside: Rect) -> Rect {
    let Scene { snapshot, theme, .. } = canvas.scene;
    let room = (inside.width.saturating_sub(BARS + 1).min(inside.width / 2), inside.height.saturating_sub(1));
    let Some(image) = Image::of_example(snapshot, snapshot.example.id) else { return inside };
    let picture = Picture::of_example(image);
    let (width, height) = picture.size(theme, room);
    if room.0 < picture.least_width(theme) || height > room.1 {
        return inside;
    }
    let place = Rect { x: inside.right() - width, y: inside.y + 1, width, height };
    picture.render(theme, place, canvas.buffer);
    Rect { width: inside.width - width - 1, ..inside }
}

pub fn render(canvas: &mut Canvas, is_focused: bool, area: Rect) {
    let Scene { shared, snapshot, theme } = canvas.scene;
    let example = &snapshot.example;
    let title = Line::styled("P = softmax(Y)", theme.value);
    let right_style = match example.is_correct() {
        _ if example.is_tie => theme.label,
        true => theme.correct,
        false => theme.wrong,
    };
    let tie = if example.is_tie { format!("{} · ", t!(shared.text, "panes.tie")) } else { String::new() };
    let right = Line::styled(format!("{tie}−log P = {}", number(example.loss)), right_style);
    let inside = canvas.pane(title, right, is_focused, area);
    let names = &snapshot.problem().class_names;
    let (kind, count) = match example.id.part {
        Part::Train => (t!(shared.text, "panes.example"), snapshot.setup.examples()),
        Part::Test => (t!(shared.text, "panes.test_example"), snapshot.setup.test_examples()),
    };
    let of_class = format!(" {} {count} · {} ", t!(shared.text, "panes.of"), t!(shared.text, "panes.class"));
    let about = Line::from_iter([
        Span::styled(format!("{kind} "), theme.label),
        Span::styled((example.id.index + 1).to_string(), theme.value),
        Span::styled(of_class, theme.label),
        Span::styled(fit_among(names, example.label, 20), theme.value),
    ]);
    canvas.line(about, inside, 0);
    let inside = beside_the_image(canvas, inside);
    let classes = classes_shown(example, usize::from(inside.height.saturating_sub(1)));
    let label_width = cells(names.iter().map(|name| name.width()).max().unwrap_or(0).min(12));
    let mark_width = cells(t!(shared.text, "panes.correct_predicted").width()) + 3;
    let fixed = label_width + 1 + 7;
    let bar = inside.width.saturating_sub(fixed + mark_width).max(inside.width.saturating_sub(fixed) / 3);
    // If there are few classes in a tall pane, bars are several lines high, with a blank line in between.
    let pitch = ((inside.height.saturating_sub(1)) / cells(classes.len())).clamp(1, 4);
    let height = pitch - u16::from(pitch > 1);
    for (row, &class) in classes.iter().enumerate() {
        let line = below(inside, 1 + cells(row) * pitch);
        if height > line.height {
            return;
        }
        draw_class(canvas, class, [label_width + 1, bar], Rect { height, ..line });
    }
    let left_out = example.probabilities.len() - classes.len();
    if left_out > 0 {
        let all = example.probabilities.iter().sum::<f64>();
        let rest = all - classes.iter().map(|&class| example.probabilities[class]).sum::<f64>();
        let sum = format!("{:.3}", rest.max(0.0));
        let line = Line::styled(t!(shared.text, "panes.more_classes", count = left_out, sum = sum), theme.dim);
        canvas.line(line, inside, 1 + cells(classes.len()) * pitch);
    }
}

/// Draws the name of a class, its probability as a bar and a number, and whether it is correct or predicted.
fn draw_class(canvas: &mut Canvas, class: usize, [name_width, bar]: [u16; 2], area: Rect) {
    let Scene { shared, snapshot, theme } = canvas.scene;
    let example = &snapshot.example;
    let probability = example.probabilities[class];
    let name = fit_among(&snapshot.problem().class_names, class, usize::from(name_width - 1));
    canvas.line(Line::styled(name, theme.value), area, 0);
    // A tie predicts nothing, nor does NaN.
    let is_predicted = class == example.predicted && probability.is_finite() && !example.is_tie;
    let is_correct = class == example.label;
    let correct = || format!("← {}", t!(shared.text, "panes.correct"));
    let (style, mark) = match (is_correct, is_predicted) {
        (true, true) => (theme.correct, format!("← {}", t!(shared.text, "panes.correct_predicted"))),
        (true, false) => (theme.correct, correct()),
        (false, true) => (theme.wrong, format!("← {}", t!(shared.text, "panes.predicted"))),
        (false, false) => (theme.train, String::new()),
    };
    let beside_name = right_of(area, name_width);
    canvas.growing(probability, style, Rect { width: bar, ..beside_name });
    let rest = right_of(beside_name, bar);
    // If both words are too long, the bar still shows that it is the longest.
    let has_room = mark.width() + 7 <= usize::from(rest.width);
    let mark = if has_room || !is_correct { mark } else { correct() };
    let number = Span::styled(format!(" {probability:.3} "), theme.value);
    canvas.line(Line::from(vec![number, Span::styled(mark, style)]), rest, 0);
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
        assert_eq!(classes_shown(&example, 4), [0, 1, 2, 3]);
        assert_eq!(classes_shown(&example, 3), [0, 3]);
        assert_eq!(classes_shown(&example, 0), [0]);
    }
}
