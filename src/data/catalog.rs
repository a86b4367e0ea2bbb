//! The named data sets, and how a name or a path becomes a data set.

use std::ffi::OsStr;
use std::path::Path;

use super::csv::parse_csv;
use super::dataset::Dataset;
use super::files::{Files, OpenFile};
use super::names::sanitize;
use super::options::Options;
use super::plane::{check_features, refuse_repeated};
use super::playground;
use super::scaling::Scaling;
use super::synthetic::{Generate, Shape, blobs, circles, dataset, moons, planar, spiral, xor};
use crate::error::Error;
use crate::random::{Stream, generator};

/// A named data set.
#[derive(Debug)]
pub struct Entry {
    /// The name on the command line.
    pub name: &'static str,
    kind: Kind,
}

/// Where the examples of a data set come from.
#[derive(Debug)]
enum Kind {
    /// Drawn from a formula.
    Generated(Generate, Drawing),
    /// Measured: a CSV file that is part of the program, with width and height if its features are pixels.
    Real(&'static str, Option<(usize, usize)>),
    /// Always the same few points.
    Fixed,
}

/// How a generated data set is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drawing {
    /// The number of examples, all classes together.
    pub samples: usize,
    /// The standard deviation of the noise, or what the formula uses instead.
    pub noise: f64,
    /// The number of classes.
    pub classes: usize,
    /// Whether other numbers of classes make sense.
    pub any_classes: bool,
}

/// The most noise whose multiples are still finite.
const MOST_NOISE: f64 = 1e300;
/// The fewest examples per class that still have a shape.
const FEWEST: usize = 2;

const ENTRIES: &[Entry] = &[
    generated("spiral", spiral, 0.2, 3, true),
    generated("circles", circles, 0.05, 2, true),
    generated("xor", xor, 0.0, 2, false),
    generated("moons", moons, 0.1, 2, false),
    generated("blobs", blobs, 0.25, 3, true),
    playground("playground-circle", playground::circle),
    playground("playground-xor", playground::xor),
    playground("playground-gauss", playground::gauss),
    playground("playground-spiral", playground::spiral),
    Entry { name: "blackboard", kind: Kind::Fixed },
    real("iris", include_str!("../../datasets/iris.csv"), None),
    real("wine", include_str!("../../datasets/wine.csv"), None),
    real("penguins", include_str!("../../datasets/penguins.csv"), None),
    real("digits", include_str!("../../datasets/digits.csv"), Some((8, 8))),
];

const fn generated(name: &'static str, generate: Generate, noise: f64, classes: usize, any_classes: bool) -> Entry {
    Entry { name, kind: Kind::Generated(generate, Drawing { samples: 300, noise, classes, any_classes }) }
}

/// Creates the entry of a data set of TensorFlow Playground, with its initial settings.
const fn playground(name: &'static str, generate: Generate) -> Entry {
    let drawing = Drawing { samples: 500, noise: 0.0, classes: 2, any_classes: false };
    Entry { name, kind: Kind::Generated(generate, drawing) }
}

const fn real(name: &'static str, text: &'static str, image: Option<(usize, usize)>) -> Entry {
    Entry { name, kind: Kind::Real(text, image) }
}

/// Returns the named data sets, generated ones first.
pub fn entries() -> &'static [Entry] {
    ENTRIES
}

/// Returns the data set called `name`, or reads it from the CSV file `name` among `files`.
///
/// # Errors
/// If there is no such data set or file, if the file cannot be used, or if an option makes no sense for it.
pub fn load(
    name: &(impl AsRef<OsStr> + ?Sized),
    options: &Options,
    seed: u64,
    files: &dyn Files,
) -> Result<Dataset, Error> {
    let name = name.as_ref();
    let dataset = if let Some(entry) = find(name) {
        load_entry(entry, options, seed)?
    } else {
        let OpenFile { name, content, limit } = file_called(name, options, files)?;
        parse_csv(&name, content, options.label.as_deref(), limit)?.with_image(options.image)?
    };
    let Some(names) = &options.features else { return Ok(dataset) };
    let features = dataset.parse_features(names)?;
    dataset.derive(features)
}

/// Checks everything about `options` that is known before the data set called `name` is read or drawn.
///
/// # Errors
/// The first error that [`load`] is sure to give.
pub fn check(name: &(impl AsRef<OsStr> + ?Sized), options: &Options) -> Result<(), Error> {
    if let Some(entry) = find(name.as_ref()) {
        check_entry(entry, options)?;
    }
    match &options.features {
        Some(names) if is_planar(name) => check_features(names, &["x1", "x2"].map(str::to_owned)),
        // The names of a file's features are in the file.
        Some(names) => refuse_repeated(names, |name| sanitize(name)),
        None => Ok(()),
    }
}

fn check_entry(entry: &Entry, options: &Options) -> Result<(), Error> {
    match entry.kind {
        Kind::Generated(_, usual) => {
            refuse_foreign(options.foreign(true, usual.any_classes, false), entry.name)?;
            usual.with(options).check(entry.name)
        }
        Kind::Real(..) | Kind::Fixed => refuse_foreign(options.foreign(false, false, false), entry.name),
    }
}

fn load_entry(entry: &Entry, options: &Options, seed: u64) -> Result<Dataset, Error> {
    check_entry(entry, options)?;
    match entry.kind {
        Kind::Generated(generate, usual) => Ok(usual.with(options).draw(entry.name, generate, seed)),
        Kind::Real(text, image) => parse_csv(entry.name, std::io::Cursor::new(text), None, u64::MAX)?.with_image(image),
        Kind::Fixed => Ok(blackboard()),
    }
}

/// Opens the file called `name`, which is not the name of a data set.
pub(super) fn file_called(name: &OsStr, options: &Options, files: &dyn Files) -> Result<OpenFile, Error> {
    if !(looks_like_a_path(name) || files.is_there(name)) {
        return Err(unknown(name));
    }
    refuse_foreign(options.foreign(false, false, true), &name.to_string_lossy())?;
    files.open(name)
}

fn refuse_foreign(foreign: Option<&'static str>, dataset: &str) -> Result<(), Error> {
    foreign.map_or(Ok(()), |option| {
        Err(Error::OptionNotForDataset { option: option.to_owned(), dataset: sanitize(dataset) })
    })
}

/// Returns how the data set called `name` is scaled by default: measured features have units, generated ones do not.
pub fn default_scaling(name: &(impl AsRef<OsStr> + ?Sized)) -> Scaling {
    if is_planar(name) { Scaling::None } else { Scaling::Standard }
}

/// Returns whether the data set called `name` is known to have two features, as all have that are not measured.
pub fn is_planar(name: &(impl AsRef<OsStr> + ?Sized)) -> bool {
    find(name.as_ref()).is_some_and(|entry| !matches!(entry.kind, Kind::Real(..)))
}

/// Returns how the data set called `name` is drawn by default; `None` if it is not generated.
pub fn defaults(name: &(impl AsRef<OsStr> + ?Sized)) -> Option<Drawing> {
    match find(name.as_ref())?.kind {
        Kind::Generated(_, drawing) => Some(drawing),
        Kind::Real(..) | Kind::Fixed => None,
    }
}

pub(super) fn find(name: &OsStr) -> Option<&'static Entry> {
    ENTRIES.iter().find(|entry| name == entry.name)
}

/// Returns whether `name` is more likely a path than a misspelt name.
fn looks_like_a_path(name: &OsStr) -> bool {
    name.as_encoded_bytes().iter().any(|byte| matches!(byte, b'/' | b'\\')) || Path::new(name).extension().is_some()
}

fn unknown(name: &OsStr) -> Error {
    let name = &*name.to_string_lossy();
    let nearest = ENTRIES.iter().min_by_key(|entry| strsim::damerau_levenshtein(entry.name, name));
    Error::UnknownDataset {
        name: sanitize(name),
        nearest: nearest.map(|entry| entry.name.to_owned()).unwrap_or_default(),
        names: ENTRIES.iter().map(|entry| entry.name).collect::<Vec<_>>().join(", "),
    }
}

impl Drawing {
    /// Returns the same with whatever `options` give.
    fn with(self, options: &Options) -> Self {
        Self {
            samples: options.samples.unwrap_or(self.samples),
            noise: options.noise.unwrap_or(self.noise),
            classes: options.classes.unwrap_or(self.classes),
            ..self
        }
    }

    fn check(self, name: &str) -> Result<(), Error> {
        let Self { samples, noise, classes, .. } = self;
        let refuse = |option: &str, found: String, expected: &str| {
            Err(Error::OptionOutOfRange { option: option.to_owned(), found, expected: expected.to_owned() })
        };
        if !(0.0..=MOST_NOISE).contains(&noise) {
            return refuse("--noise", noise.to_string(), "0 … 1e300");
        }
        if !(2..=10).contains(&classes) {
            return refuse("--classes", classes.to_string(), "2 … 10");
        }
        if samples > 10_000_000 {
            return refuse("--samples", samples.to_string(), "≤ 10000000");
        }
        if samples < FEWEST * classes {
            return Err(Error::TooFewSamples { dataset: name.to_owned(), least: FEWEST * classes, found: samples });
        }
        Ok(())
    }

    fn draw(self, name: &str, generate: Generate, seed: u64) -> Dataset {
        let Self { samples, noise, classes, .. } = self;
        // The first classes get the remainder.
        let per_class: Vec<usize> =
            (0..classes).map(|class| samples / classes + usize::from(class < samples % classes)).collect();
        let shape = Shape { per_class: &per_class, noise };
        dataset(name, &shape, generate, &mut generator(seed, Stream::Data, 0))
    }
}

/// Returns four points with one decimal, for sums that fit on a blackboard.
fn blackboard() -> Dataset {
    planar("blackboard", &[[0.5, -1.0], [1.0, 0.5], [-0.5, 1.0], [-1.0, -0.5]], vec![1, 0, 2, 2], 3)
}

#[cfg(test)]
mod tests {
    use super::super::files::NoFiles;
    use super::*;

    #[test]
    fn every_entry_loads_with_its_size() {
        let size = |name: &str| {
            let data = load(name, &Options::default(), 0, &NoFiles).unwrap();
            (data.features.nrows(), data.features.ncols(), data.class_names.len(), data.rows_left_out)
        };
        assert_eq!(size("spiral"), (300, 2, 3, 0));
        assert_eq!(size("circles"), (300, 2, 2, 0));
        assert_eq!(size("xor"), (300, 2, 2, 0));
        assert_eq!(size("moons"), (300, 2, 2, 0));
        assert_eq!(size("blobs"), (300, 2, 3, 0));
        for name in ["playground-circle", "playground-xor", "playground-gauss", "playground-spiral"] {
            assert_eq!(size(name), (500, 2, 2, 0), "{name}");
        }
        assert_eq!(size("blackboard"), (4, 2, 3, 0));
        assert_eq!(size("iris"), (150, 4, 3, 0));
        assert_eq!(size("wine"), (178, 13, 3, 0));
        assert_eq!(size("penguins"), (342, 4, 3, 2));
        assert_eq!(size("digits"), (1797, 64, 10, 0));
    }

    #[test]
    fn samples_count_all_classes_together() {
        let options = Options { samples: Some(100), classes: Some(3), ..Options::default() };
        let data = load("spiral", &options, 0, &NoFiles).unwrap();
        let count = |class| data.labels.iter().filter(|&&label| label == class).count();
        assert_eq!([count(0), count(1), count(2)], [34, 33, 33]);
    }

    #[test]
    fn options_that_make_no_sense_are_refused() {
        let with = |name: &str, options| load(name, &options, 0, &NoFiles).unwrap_err();
        let classes = Options { classes: Some(3), ..Options::default() };
        let option = |error| match error {
            Error::OptionNotForDataset { option, .. } | Error::OptionOutOfRange { option, .. } => option,
            other => panic!("another error: {other:?}"),
        };
        assert_eq!(option(with("moons", classes)), "--classes");
        assert_eq!(option(with("iris", Options { samples: Some(9), ..Options::default() })), "--samples");
        assert_eq!(option(with("spiral", Options { label: Some("x".into()), ..Options::default() })), "--label");
        assert_eq!(option(with("spiral", Options { noise: Some(-1.0), ..Options::default() })), "--noise");
        assert_eq!(option(with("spiral", Options { classes: Some(1), ..Options::default() })), "--classes");
        assert!(matches!(
            with("spiral", Options { samples: Some(5), ..Options::default() }),
            Error::TooFewSamples { least: 6, found: 5, .. }
        ));
    }

    #[test]
    fn noise_is_bounded_where_points_would_stop_being_finite() {
        let with = |name: &str, noise| load(name, &Options { noise: Some(noise), ..Options::default() }, 0, &NoFiles);
        for entry in entries().iter().filter(|entry| matches!(entry.kind, Kind::Generated(..))) {
            assert!(with(entry.name, 1e300).unwrap().features.iter().all(|x| x.is_finite()), "{}", entry.name);
            for noise in [1e308, f64::INFINITY, f64::NAN] {
                assert!(matches!(with(entry.name, noise), Err(Error::OptionOutOfRange { .. })), "{noise}");
            }
        }
    }

    #[test]
    fn a_misspelt_name_is_answered_with_the_nearest() {
        let Err(Error::UnknownDataset { nearest, .. }) = load("spirla", &Options::default(), 0, &NoFiles) else {
            panic!()
        };
        assert_eq!(nearest, "spiral");
    }
}
