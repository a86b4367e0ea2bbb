//! The decision boundary of a run over two features, as a small picture.

use std::sync::Arc;

use crate::data::{Problem, Ranges};
use crate::probe::{Plane, PlaneLook, Section};
use crate::session::Run;

/// The predicted class at each point of a grid over the plane, starting at the upper left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Picture {
    columns: usize,
    classes: Vec<u32>,
    pub(super) class_names: Vec<String>,
}

impl Picture {
    /// Computes the classes at `columns` × `rows` points; `None` unless the examples have two features.
    pub(super) fn of(run: &Run, (columns, rows): (usize, usize)) -> Option<Self> {
        let section = section(run.setup().problem())?;
        let plane = Plane::new(run.network(), &section, (columns, rows), PlaneLook::Classes);
        let places = (0..rows).flat_map(|row| (0..columns).map(move |column| (column, row)));
        let classes = places.map(|(column, row)| plane.spot(column, row).class as u32).collect();
        Some(Self { columns, classes, class_names: run.setup().problem().class_names.clone() })
    }

    pub(super) fn class(&self, column: usize, row: usize) -> u32 {
        self.classes[row * self.columns + column]
    }
}

/// Returns the plane of the only two features, or of the two that all others are derived from.
fn section(problem: &Arc<Problem>) -> Option<Section> {
    Section::derived(problem).or_else(|| {
        let inputs = &problem.train.inputs;
        let ranges = Ranges::of(inputs);
        (inputs.ncols() == 2).then(|| Section::new(&ranges, None, ranges.mean.clone()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{NoFiles, Options, Scaling, load};
    use crate::session::{Session, Settings};

    fn trained(dataset: &str) -> Session {
        let problem =
            load(dataset, &Options::default(), 0, &NoFiles).unwrap().prepare(Scaling::Standard, 0.0, 0).unwrap();
        let mut session = Session::new(Arc::new(problem), Settings::default().check().unwrap());
        (0..100).for_each(|_| session.step());
        session
    }

    #[test]
    fn the_picture_shows_the_classes_where_the_examples_lie() {
        let mut session = trained("spiral");
        let predicted = session.evaluate().unwrap().predicted.clone();
        let picture = Picture::of(session.run(), (24, 40)).unwrap();
        let (problem, section) = (session.run().setup().problem(), section(session.run().setup().problem()).unwrap());
        let class = |row: usize| {
            let [right, down] = section.share_of(section.point_of(&problem.train, row));
            picture.class((right * 24.0) as usize, (down * 40.0) as usize)
        };
        let agreeing = predicted.iter().enumerate().filter(|(row, predicted)| class(*row) == **predicted);
        assert!(agreeing.count() > 270, "the picture shows other classes than the network predicts");
    }

    #[test]
    fn there_is_no_picture_of_more_than_two_features() {
        assert_eq!(Picture::of(trained("iris").run(), (24, 24)), None);
    }
}
