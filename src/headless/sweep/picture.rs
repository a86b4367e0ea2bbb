//! The decision boundary of a run over two features, as a small picture.

use ndarray::Array2;

use crate::nn::Survey;
use crate::session::Run;

/// The predicted class of each point of a grid over the plane, from the upper left one on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Picture {
    pub(super) columns: usize,
    pub(super) classes: Vec<u32>,
    pub(super) class_names: Vec<String>,
}

/// How much of the plane lies around the examples, as a share of their extent.
const MARGIN: f64 = 0.08;

impl Picture {
    /// The classes at `columns` × `rows` points; none unless there are two features.
    pub(super) fn of(run: &Run, (columns, rows): (usize, usize)) -> Option<Self> {
        let inputs = &run.problem().train.inputs;
        if inputs.ncols() != 2 {
            return None;
        }
        let (across, up) = (places(inputs, 0, columns), places(inputs, 1, rows));
        let points = Array2::from_shape_fn((columns * rows, 2), |(point, feature)| match feature {
            0 => across[point % columns],
            _ => up[rows - 1 - point / columns],
        });
        let penalty = run.hyperparameters().penalty();
        let classes = Survey::of(run.network(), penalty, &points, &vec![0; columns * rows]).predicted;
        Some(Self { columns, classes, class_names: run.problem().class_names.clone() })
    }

    /// The rows of points, from the upper one on.
    pub(super) fn rows(&self) -> impl Iterator<Item = &[u32]> {
        self.classes.chunks(self.columns)
    }
}

/// The middles of `count` cells over the extent of a feature, with a margin.
fn places(inputs: &Array2<f64>, feature: usize, count: usize) -> Vec<f64> {
    let values = inputs.column(feature);
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let (least, most) = if least < most { (least, most) } else { (least - 1.0, most + 1.0) };
    let share = |cell: usize| (cell as f64 + 0.5) / count as f64 * (1.0 + 2.0 * MARGIN) - MARGIN;
    // Each end by itself: the difference of huge ends is not finite.
    (0..count).map(|cell| (1.0 - share(cell)) * least + share(cell) * most).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::data::{Options, Scaling, load};
    use crate::session::{Session, Settings};

    fn trained(dataset: &str) -> Session {
        let problem = load(dataset, &Options::default(), 0).unwrap().prepare(Scaling::Standard, 0.0, 0).unwrap();
        let mut session = Session::new(Arc::new(problem), Settings::default().check().unwrap());
        (0..100).for_each(|_| session.step());
        session
    }

    #[test]
    fn the_picture_shows_the_classes_where_the_examples_lie() {
        let mut session = trained("spiral");
        let predicted = session.evaluate().unwrap().predicted.clone();
        let picture = Picture::of(session.run(), (24, 40)).unwrap();
        let inputs = &session.run().problem().train.inputs;
        let (across, up) = (places(inputs, 0, 24), places(inputs, 1, 40));
        let nearest = |places: &[f64], x: f64| {
            (0..places.len()).min_by(|&a, &b| (places[a] - x).abs().total_cmp(&(places[b] - x).abs())).unwrap()
        };
        let rows: Vec<&[u32]> = picture.rows().collect();
        let class = |x: f64, y: f64| rows[39 - nearest(&up, y)][nearest(&across, x)];
        let agreeing =
            inputs.rows().into_iter().zip(&predicted).filter(|(x, class_of)| class(x[0], x[1]) == **class_of);
        assert!(agreeing.count() > 270, "the picture shows other classes than the network predicts");
    }

    #[test]
    fn there_is_no_picture_of_more_than_two_features() {
        assert_eq!(Picture::of(trained("iris").run(), (24, 24)), None);
    }
}
