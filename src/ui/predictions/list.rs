//! Examples as a list: numbers, the network's confidence, and the features or the image of the chosen one.

use std::iter::repeat_n;

use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use crate::probe::original_features;
use crate::session::ExampleId;
use crate::t;
use crate::ui::Canvas;
use crate::ui::PredictionsDisplay;
use crate::ui::kit::{Column, Tiles, below, cells, fit_among, inside, right_of, row, short};
use crate::ui::predictions::view::ResultsView;

/// The columns of a feature with its gap: at least 10, and up to 19 if its name needs them and there is room.
const FEATURE: std::ops::RangeInclusive<usize> = 10..=19;
pub const WIDEST_PAIR: usize = 23;

/// Returns the lines below the heads, scrolled to the cursor.
fn lines(view: &ResultsView<'_>, inside: Rect) -> Tiles {
    Tiles::lines(below(inside, 1)).around(view.cursor, view.examples.len())
}

/// Returns the index in the list of the example drawn at `place`, if any.
pub fn example_at(view: &ResultsView<'_>, area: Rect, place: Position) -> Option<usize> {
    lines(view, inside(area)).at(place)
}

/// Draws the list; the cursor is visible only if the list is `focused`.
pub fn render(view: &ResultsView<'_>, canvas: &mut Canvas, focused: bool, area: Rect) {
    let (text, theme, examples) = (view.shared.text, view.theme, &view.examples);
    let is_gallery = view.screen.display == PredictionsDisplay::Gallery;
    let title = if is_gallery { t!(text, "predictions.gallery").to_owned() } else { title(view) };
    let inside = view.frame(canvas, &title, &notes(view, focused), focused, area);
    if examples.is_empty() {
        let nothing = if is_gallery {
            t!(text, "predictions.none_wrong", part = view.part_name())
        } else {
            t!(text, "predictions.empty_cell").to_owned()
        };
        return canvas.line(Line::styled(format!(" {nothing}"), theme.dim), inside, 0);
    }
    let table = Table::new(view, is_gallery, focused);
    let used: usize = table.columns.iter().map(|column| column.width()).sum();
    let table = table.with_features(view, usize::from(inside.width).saturating_sub(used));
    canvas.line(Line::styled(table.head(view), theme.label), inside, 0);
    for (index, place) in lines(view, inside).places() {
        let row = table.row(view, examples[index]);
        let line = if focused && index == view.cursor {
            Line::styled(row.replacen(' ', "►", 1), theme.cursor)
        } else {
            Line::styled(row, theme.value.remove_modifier(Modifier::BOLD))
        };
        canvas.line(line, place, 0);
    }
    let (example, place) = (examples[view.cursor], right_of(inside, cells(used + 2)));
    if let Some(picture) = view.picture(example) {
        let title = format!("{} #{}", view.pair(example, 20), example + 1);
        canvas.line(Line::styled(title, theme.value), place, 0);
        picture.render(theme, below(place, 1), canvas.buffer);
    }
}

pub fn title(view: &ResultsView<'_>) -> String {
    let (correct, predicted) = view.screen.cell(view.confusion.classes());
    let [correct, predicted] = [correct, predicted].map(|class| view.class(class, 14));
    t!(view.shared.text, "predictions.listed", correct = correct, predicted = predicted)
}

/// Returns the notes at the right of the title: how many examples, in which order, at which step.
pub fn notes(view: &ResultsView<'_>, focused: bool) -> Vec<String> {
    let count = view.examples.len();
    if !focused {
        return vec![count.to_string()];
    }
    let order = view.screen.by_loss.then(|| t!(view.shared.text, "predictions.by_loss").to_owned());
    [Some(view.count_of(count)), order, Some(view.step())].into_iter().flatten().collect()
}

struct Table {
    heads: Vec<String>,
    columns: Vec<Column>,
    with_classes: bool,
    with_loss: bool,
    /// The number of features shown.
    features: usize,
}

impl Table {
    fn new(view: &ResultsView<'_>, with_classes: bool, with_loss: bool) -> Self {
        let text = view.shared.text;
        let longest = view.snapshot.problem().class_names.iter().map(|name| name.width()).max().unwrap_or(0);
        let pair = (2 * longest + 1).min(WIDEST_PAIR);
        let heads = [
            Some((t!(text, "predictions.number"), 7)),
            with_classes.then(|| (t!(text, "predictions.classes"), pair)),
            Some((t!(text, "predictions.p_correct"), 5)),
            Some((t!(text, "predictions.p_predicted"), 5)),
            with_loss.then(|| (t!(text, "predictions.loss"), 7)),
        ];
        let columns = heads.into_iter().flatten().map(|(head, least)| Column::Right(head.width().max(least) + 2));
        let heads = heads.into_iter().flatten().map(|(head, _)| head.to_owned()).collect();
        Self { heads, columns: columns.collect(), with_classes, with_loss, features: 0 }
    }

    /// Adds as many features as fit into the remaining `room`.
    fn with_features(mut self, view: &ResultsView<'_>, room: usize) -> Self {
        let names = &view.snapshot.problem().feature_names;
        if view.snapshot.problem().image.is_some() {
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

    fn head(&self, view: &ResultsView<'_>) -> String {
        let more = view.snapshot.problem().feature_names.len() - self.features;
        let head = row(&self.columns, &self.heads);
        if more == 0 || view.snapshot.problem().image.is_some() {
            return head;
        }
        format!("{head}  {}", t!(view.shared.text, "predictions.more_features", count = more))
    }

    fn row(&self, view: &ResultsView<'_>, example: usize) -> String {
        let confidence = view.evaluation.confidence(view.part)[example];
        let id = ExampleId { part: view.part, index: example };
        let features = original_features(view.snapshot, id).unwrap_or_default();
        let mut cells = vec![format!("#{}", example + 1)];
        cells.extend(self.with_classes.then(|| view.pair(example, WIDEST_PAIR)));
        cells.extend([confidence.of_correct(), confidence.of_predicted()].map(|p| format!("{p:.3}")));
        cells.extend(self.with_loss.then(|| format!("{:.4}", confidence.loss())));
        cells.extend(features.into_iter().take(self.features).map(short));
        row(&self.columns, cells)
    }
}
