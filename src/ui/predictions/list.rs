//! Examples as a list: numbers, how sure the network is of each, and the features or the image of the chosen one.

use std::iter::repeat_n;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Modifier;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use crate::probe::original_features;
use crate::session::ExampleId;
use crate::t;
use crate::ui::PredictionsDisplay;
use crate::ui::kit::{self, Column, Tiles, below, cells, fit_among, inside, right_of, row, short};
use crate::ui::predictions::results::Results;

/// The columns of a feature with its gap: at least 10, up to 19 if its name needs them and there is room.
const FEATURE: std::ops::RangeInclusive<usize> = 10..=19;
/// The widest pair of classes.
const WIDEST_PAIR: usize = 23;

/// The lines below the heads, scrolled to the cursor.
fn lines(shown: &Results<'_>, inside: Rect) -> Tiles {
    Tiles::lines(below(inside, 1)).around(shown.at, shown.examples.len())
}

/// The index of the example at a place of the screen.
pub fn example_at(shown: &Results<'_>, area: Rect, place: Position) -> Option<usize> {
    lines(shown, inside(area)).at(place)
}

/// Draws the list; the cursor shows only if it is `focused`.
pub fn render(shown: &Results<'_>, focused: bool, area: Rect, buffer: &mut Buffer) {
    let (text, theme, examples) = (shown.shared.text, shown.theme, &shown.examples);
    let is_gallery = shown.screen.display == PredictionsDisplay::Gallery;
    let title = if is_gallery { t!(text, "predictions.gallery").to_owned() } else { title(shown) };
    let inside = shown.frame(&title, &notes(shown, focused), focused, area, buffer);
    if examples.is_empty() {
        let nothing = if is_gallery {
            t!(text, "predictions.none_wrong", part = shown.part_name())
        } else {
            t!(text, "predictions.empty_cell").to_owned()
        };
        return kit::line(Line::styled(format!(" {nothing}"), theme.dim), inside, 0, buffer);
    }
    let table = Table::new(shown, is_gallery, focused);
    let used: usize = table.columns.iter().map(|column| column.width()).sum();
    let table = table.with_features(shown, usize::from(inside.width).saturating_sub(used));
    kit::line(Line::styled(table.head(shown), theme.label), inside, 0, buffer);
    for (index, place) in lines(shown, inside).places() {
        let row = table.row(shown, examples[index]);
        let line = if focused && index == shown.at {
            Line::styled(row.replacen(' ', "►", 1), theme.cursor)
        } else {
            Line::styled(row, theme.value.remove_modifier(Modifier::BOLD))
        };
        kit::line(line, place, 0, buffer);
    }
    let (example, place) = (examples[shown.at], right_of(inside, cells(used + 2)));
    if let Some(picture) = shown.picture(example) {
        let title = format!("{} #{}", shown.pair(example, 20), example + 1);
        kit::line(Line::styled(title, theme.value), place, 0, buffer);
        picture.render(theme, below(place, 1), buffer);
    }
}

/// `correct 3, predicted 5`
pub fn title(shown: &Results<'_>) -> String {
    let (correct, predicted) = shown.screen.cell(shown.confusion.classes());
    let [correct, predicted] = [correct, predicted].map(|class| shown.class(class, 14));
    t!(shown.shared.text, "predictions.listed", correct = correct, predicted = predicted)
}

/// The notes right of the title: how many, in which order, at which step.
pub fn notes(shown: &Results<'_>, focused: bool) -> Vec<String> {
    let count = shown.examples.len();
    if !focused {
        return vec![count.to_string()];
    }
    let order = shown.screen.by_loss.then(|| t!(shown.shared.text, "predictions.by_loss").to_owned());
    [Some(shown.count_of(count)), order, Some(shown.step())].into_iter().flatten().collect()
}

struct Table {
    heads: Vec<String>,
    columns: Vec<Column>,
    with_classes: bool,
    with_loss: bool,
    /// How many features are shown.
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
        let heads = heads.into_iter().flatten().map(|(head, _)| head.to_owned()).collect();
        Self { heads, columns: columns.collect(), with_classes, with_loss, features: 0 }
    }

    /// Adds as many features as fit into the remaining `room`.
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
        cells.extend(self.with_classes.then(|| shown.pair(example, WIDEST_PAIR)));
        cells.extend([confidence.of_correct(), confidence.of_predicted()].map(|p| format!("{p:.3}")));
        cells.extend(self.with_loss.then(|| format!("{:.4}", confidence.loss())));
        cells.extend(features.into_iter().take(self.features).map(short));
        row(&self.columns, cells)
    }
}
