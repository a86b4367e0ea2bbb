//! Examples as a list: their numbers, how sure the network is of each, and their features or the image of the chosen one.

use std::iter::repeat_n;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use crate::probe::{Image, original_features};
use crate::session::ExampleId;
use crate::t;
use crate::ui::PredictionsDisplay;
use crate::ui::kit::{self, Column, Tiles, below, cells, fit_among, inside, right_of, row, short};
use crate::ui::pictures::image::Picture;
use crate::ui::predictions::results::Results;

/// The columns of a feature, gap included: so many at least, and as many as its name needs where there is room.
const FEATURE: std::ops::RangeInclusive<usize> = 10..=19;
/// The widest pair of classes.
const WIDEST_PAIR: usize = 23;

/// The lines of the examples below the heads, around the one that the cursor is on.
fn lines(shown: &Results<'_>, examples: &[usize], inside: Rect) -> Tiles {
    Tiles::lines(below(inside, 1)).around(shown.screen.at(examples), examples.len())
}

/// The example at a place of the screen, counted from the first of the list.
pub fn example_at(shown: &Results<'_>, examples: &[usize], area: Rect, place: Position) -> Option<usize> {
    lines(shown, examples, inside(area)).at(place)
}

/// Draws the list; the cursor is shown where the keys are `focused` on it.
pub fn render(shown: &Results<'_>, examples: &[usize], focused: bool, area: Rect, buffer: &mut Buffer) {
    let (text, theme) = (shown.shared.text, shown.theme);
    let is_gallery = shown.screen.display == PredictionsDisplay::Gallery;
    let title = if is_gallery { t!(text, "predictions.gallery").to_owned() } else { title(shown) };
    let inside = shown.frame(&title, &notes(shown, examples.len(), focused), focused, area, buffer);
    if examples.is_empty() {
        let nothing = if is_gallery {
            t!(text, "predictions.none_wrong", part = shown.part_name())
        } else {
            t!(text, "predictions.empty_cell").to_owned()
        };
        return kit::line(Line::styled(format!(" {nothing}"), theme.dim), inside, 0, buffer);
    }
    let at = shown.screen.at(examples);
    let table = Table::new(shown, is_gallery, focused);
    let used: usize = table.columns.iter().map(|column| column.width()).sum();
    let table = table.with_features(shown, usize::from(inside.width).saturating_sub(used));
    kit::line(Line::styled(table.head(shown), theme.label), inside, 0, buffer);
    for (line, place) in lines(shown, examples, inside).places() {
        let row = table.row(shown, examples[line]);
        let line = if focused && line == at {
            Line::styled(row.replacen(' ', "►", 1), theme.cursor)
        } else {
            Line::styled(row, theme.value.remove_modifier(Modifier::BOLD))
        };
        kit::line(line, place, 0, buffer);
    }
    draw_image(shown, examples[at], right_of(inside, cells(used + 2)), buffer);
}

/// `correct 3, predicted 5`
pub fn title(shown: &Results<'_>) -> String {
    let (correct, predicted) = shown.screen.cell(shown.confusion.classes());
    let [correct, predicted] = [correct, predicted].map(|class| shown.class(class, 14));
    t!(shown.shared.text, "predictions.listed", correct = correct, predicted = predicted)
}

/// What stands at the right of the title: how many, in which order, at which step.
pub fn notes(shown: &Results<'_>, count: usize, focused: bool) -> Vec<String> {
    if !focused {
        return vec![count.to_string()];
    }
    let order = shown.screen.by_loss.then(|| t!(shown.shared.text, "predictions.by_loss").to_owned());
    [Some(shown.count_of(count)), order, Some(shown.step())].into_iter().flatten().collect()
}

/// The columns of the list.
struct Table {
    heads: Vec<String>,
    columns: Vec<Column>,
    with_classes: bool,
    with_loss: bool,
    /// The features that are shown.
    features: usize,
}

impl Table {
    fn new(shown: &Results<'_>, with_classes: bool, with_loss: bool) -> Self {
        let text = shown.shared.text;
        let longest = shown.snapshot.problem().class_names.iter().map(|name| name.width()).max().unwrap_or(0);
        let pair = (2 * longest + 1).min(WIDEST_PAIR);
        let heads = [
            Some((t!(text, "predictions.number"), 7)),
            with_classes.then(|| (t!(text, "predictions.classes"), pair)),
            Some((t!(text, "predictions.p_correct"), 5)),
            Some((t!(text, "predictions.p_predicted"), 5)),
            with_loss.then(|| (t!(text, "predictions.loss"), 7)),
        ];
        let columns = heads.into_iter().flatten().map(|(head, least)| Column::Right(head.width().max(least) + 2));
        let heads_of = heads.into_iter().flatten().map(|(head, _)| head.to_owned());
        Self { heads: heads_of.collect(), columns: columns.collect(), with_classes, with_loss, features: 0 }
    }

    /// The same with as many features as fit into the `room` that is left.
    fn with_features(mut self, shown: &Results<'_>, room: usize) -> Self {
        let names = &shown.snapshot.problem().feature_names;
        if shown.snapshot.problem().image.is_some() {
            return self;
        }
        let longest = names.iter().map(|name| name.width() + 2).max().unwrap_or(0);
        let wide = longest.clamp(*FEATURE.start(), *FEATURE.end());
        let wide = if names.len() * wide <= room { wide } else { *FEATURE.start() };
        self.features = names.len().min(room / wide);
        self.columns.extend(repeat_n(Column::Right(wide), self.features));
        self.heads.extend((0..self.features).map(|feature| fit_among(names, feature, wide - 1)));
        self
    }

    fn head(&self, shown: &Results<'_>) -> String {
        let more = shown.snapshot.problem().feature_names.len() - self.features;
        let head = row(&self.columns, &self.heads);
        if more == 0 || shown.snapshot.problem().image.is_some() {
            return head;
        }
        format!("{head}  {}", t!(shown.shared.text, "predictions.more_features", count = more))
    }

    fn row(&self, shown: &Results<'_>, example: usize) -> String {
        let confidence = shown.evaluation.confidence(shown.part)[example];
        let id = ExampleId { part: shown.part, index: example };
        let features = original_features(shown.snapshot, id).unwrap_or_default();
        let mut cells = vec![format!("#{}", example + 1)];
        cells.extend(self.with_classes.then(|| pair(shown, example, WIDEST_PAIR)));
        cells.extend([confidence.of_correct(), confidence.of_predicted()].map(|p| format!("{p:.3}")));
        cells.extend(self.with_loss.then(|| format!("{:.4}", confidence.loss())));
        cells.extend(features.into_iter().take(self.features).map(short));
        row(&self.columns, cells)
    }
}

/// `7→1`: the correct and the predicted class, in at most so many columns.
pub fn pair(shown: &Results<'_>, example: usize, width: usize) -> String {
    let Some((correct, predicted)) = shown.confusion.cell_of(example) else { return String::new() };
    let each = width.saturating_sub(1) / 2;
    let names = &shown.snapshot.problem().class_names;
    // What one name does not need the other may have.
    let first = fit_among(names, correct, each.max(width.saturating_sub(1 + names[predicted].width())));
    let second = fit_among(names, predicted, width.saturating_sub(1 + first.width()));
    format!("{first}→{second}")
}

fn draw_image(shown: &Results<'_>, example: usize, place: Rect, buffer: &mut Buffer) {
    let Some(image) = Image::of_example(shown.snapshot, ExampleId { part: shown.part, index: example }) else {
        return;
    };
    let picture = Picture::of_example(image);
    let title = format!("{} #{}", pair(shown, example, 20), example + 1);
    kit::line(Line::styled(title, shown.theme.value), place, 0, buffer);
    picture.render(shown.theme, below(place, 1), buffer);
}
