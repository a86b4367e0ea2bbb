//! Examples as a list: their numbers, how sure the network is of each, and their features or the image of the chosen one.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use super::Shown;
use crate::app::PredictionsDisplay;
use crate::probe::{Image, original_features};
use crate::session::ExampleId;
use crate::t;
use crate::view::bars;
use crate::view::image::Picture;
use crate::view::numbers::{fit_among, short};

/// The columns of a feature, gap included: so many at least, and as many as its name needs where there is room.
const FEATURE: std::ops::RangeInclusive<usize> = 10..=19;
/// The widest pair of classes.
const WIDEST_PAIR: usize = 23;

/// The examples that fit into `lines` lines, around the one that the cursor is on.
fn window(at: usize, count: usize, lines: usize) -> Range<usize> {
    let first = at.saturating_sub(lines / 2).min(count.saturating_sub(lines));
    first..count.min(first + lines)
}

fn rows(inside: Rect) -> Rect {
    Rect { y: inside.y + 1, height: inside.height.saturating_sub(1), ..inside }
}

/// The example at a place of the screen, counted from the first of the list.
pub fn example_at(shown: &Shown<'_>, examples: &[usize], area: Rect, place: Position) -> Option<usize> {
    let rows = rows(super::inside(area));
    if !rows.contains(place) {
        return None;
    }
    let window = window(shown.app.predictions.at(examples), examples.len(), usize::from(rows.height));
    let at = window.start + usize::from(place.y - rows.y);
    window.contains(&at).then_some(at)
}

/// A column of the list, its gap included in its width.
struct Column<'a> {
    head: &'a str,
    width: usize,
}

/// Draws the list; the cursor is shown where the keys are `focused` on it.
pub fn render(shown: &Shown<'_>, examples: &[usize], focused: bool, area: Rect, buffer: &mut Buffer) {
    let is_gallery = shown.app.predictions.display == PredictionsDisplay::Gallery;
    let title = if is_gallery { t!(shown.app.text, "predictions.gallery").to_owned() } else { title(shown) };
    let inside = shown.frame(&title, &notes(shown, examples.len(), focused), focused, area, buffer);
    if examples.is_empty() {
        let nothing = if is_gallery {
            t!(shown.app.text, "predictions.none_wrong", part = shown.part_name())
        } else {
            t!(shown.app.text, "predictions.empty_cell").to_owned()
        };
        return bars::text(Line::styled(format!(" {nothing}"), shown.theme.dim), inside, 0, buffer);
    }
    let at = shown.app.predictions.at(examples);
    let columns = columns(shown, is_gallery, focused);
    let used: usize = columns.iter().map(|column| column.width).sum();
    let features = features_that_fit(shown, usize::from(inside.width).saturating_sub(used));
    draw_head(shown, &columns, features, inside, buffer);
    let rows = rows(inside);
    for (line, at_line) in window(at, examples.len(), usize::from(rows.height)).enumerate() {
        let is_cursor = focused && at_line == at;
        draw_row(shown, &columns, features, examples[at_line], is_cursor, rows, line as u16, buffer);
    }
    let left = used as u16 + 2;
    if inside.width > left {
        let place = Rect { x: inside.x + left, width: inside.width - left, ..inside };
        draw_image(shown, examples[at], place, buffer);
    }
}

/// `correct 3, predicted 5`
pub fn title(shown: &Shown<'_>) -> String {
    let (correct, predicted) = shown.app.predictions.cell(shown.confusion.classes());
    let [correct, predicted] = [correct, predicted].map(|class| shown.class(class, 14));
    t!(shown.app.text, "predictions.listed", correct = correct, predicted = predicted)
}

/// What stands at the right of the title: how many, in which order, at which step.
pub fn notes(shown: &Shown<'_>, count: usize, focused: bool) -> Vec<String> {
    if !focused {
        return vec![count.to_string()];
    }
    let order = shown.app.predictions.by_loss.then(|| t!(shown.app.text, "predictions.by_loss").to_owned());
    [Some(shown.count_of(count)), order, Some(shown.step())].into_iter().flatten().collect()
}

fn columns<'a>(shown: &Shown<'a>, with_classes: bool, with_all: bool) -> Vec<Column<'a>> {
    let column = |head: &'a str, least: usize| Column { head, width: head.width().max(least) + 2 };
    let longest = shown.snapshot.problem().class_names.iter().map(|name| name.width()).max().unwrap_or(0);
    let mut columns = vec![column(t!(shown.app.text, "predictions.number"), 7)];
    if with_classes {
        columns.push(column(t!(shown.app.text, "predictions.classes"), (2 * longest + 1).min(WIDEST_PAIR)));
    }
    columns.extend(
        [t!(shown.app.text, "predictions.p_correct"), t!(shown.app.text, "predictions.p_predicted")]
            .map(|head| column(head, 5)),
    );
    if with_all {
        columns.push(column(t!(shown.app.text, "predictions.loss"), 7));
    }
    columns
}

/// How many features fit into the `room` that is left, and the columns of each.
fn features_that_fit(shown: &Shown<'_>, room: usize) -> (usize, usize) {
    let names = &shown.snapshot.problem().feature_names;
    if shown.snapshot.problem().image.is_some() {
        return (0, *FEATURE.start());
    }
    let longest = names.iter().map(|name| name.width() + 2).max().unwrap_or(0);
    let wide = longest.clamp(*FEATURE.start(), *FEATURE.end());
    if names.len() * wide <= room {
        (names.len(), wide)
    } else {
        ((room / FEATURE.start()).min(names.len()), *FEATURE.start())
    }
}

fn draw_head(
    shown: &Shown<'_>,
    columns: &[Column<'_>],
    (features, wide): (usize, usize),
    inside: Rect,
    buffer: &mut Buffer,
) {
    let mut line = String::new();
    for column in columns {
        line += &right_aligned(column.head, column.width);
    }
    let names = &shown.snapshot.problem().feature_names;
    for feature in 0..features {
        line += &right_aligned(&fit_among(names, feature, wide - 1), wide);
    }
    let more = shown.snapshot.problem().feature_names.len() - features;
    if more > 0 && shown.snapshot.problem().image.is_none() {
        line += &format!("  {}", t!(shown.app.text, "predictions.more_features", count = more));
    }
    bars::text(Line::styled(line, shown.theme.label), inside, 0, buffer);
}

/// A text at the right of `width` columns.
fn right_aligned(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(text.width())))
}

fn draw_row(
    shown: &Shown<'_>,
    columns: &[Column<'_>],
    (features, wide): (usize, usize),
    example: usize,
    is_cursor: bool,
    rows: Rect,
    line: u16,
    buffer: &mut Buffer,
) {
    let confidence = shown.evaluation.confidence(shown.part)[example];
    let mut texts = vec![format!("#{}", example + 1)];
    if shown.app.predictions.display == PredictionsDisplay::Gallery {
        texts.push(pair(shown, example, WIDEST_PAIR));
    }
    texts.extend([confidence.of_correct(), confidence.of_predicted()].map(|p| format!("{p:.3}")));
    texts.push(format!("{:.4}", confidence.loss()));
    let mut text = String::new();
    for (column, value) in columns.iter().zip(texts) {
        text += &right_aligned(&value, column.width);
    }
    let values = original_features(shown.snapshot, ExampleId { part: shown.part, index: example }).unwrap_or_default();
    for value in values.into_iter().take(features) {
        text += &right_aligned(&short(value), wide);
    }
    let style = if is_cursor { shown.theme.cursor } else { shown.theme.value.remove_modifier(Modifier::BOLD) };
    if is_cursor {
        text.replace_range(0..1, "►");
    }
    bars::text(Line::from(Span::styled(text, style)), rows, line, buffer);
}

/// `7→1`: the correct and the predicted class, in at most so many columns.
pub fn pair(shown: &Shown<'_>, example: usize, width: usize) -> String {
    let Some((correct, predicted)) = shown.confusion.cell_of(example) else { return String::new() };
    let each = width.saturating_sub(1) / 2;
    let names = &shown.snapshot.problem().class_names;
    // What one name does not need the other may have.
    let first = fit_among(names, correct, each.max(width.saturating_sub(1 + names[predicted].width())));
    let second = fit_among(names, predicted, width.saturating_sub(1 + first.width()));
    format!("{first}→{second}")
}

fn draw_image(shown: &Shown<'_>, example: usize, place: Rect, buffer: &mut Buffer) {
    let Some(image) = Image::of_example(shown.snapshot, ExampleId { part: shown.part, index: example }) else {
        return;
    };
    let picture = Picture::of_example(image);
    let title = format!("{} #{}", pair(shown, example, 20), example + 1);
    bars::text(Line::styled(title, shown.theme.value), place, 0, buffer);
    let room = Rect { y: place.y + 1, height: place.height.saturating_sub(1), ..place };
    picture.render(shown.theme, room, buffer);
}
