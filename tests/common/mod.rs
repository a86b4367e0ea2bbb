//! What several tests need.
#![allow(dead_code, reason = "each test uses a part of it")]

pub mod calculator;
pub mod frame;
pub mod lecture;
pub mod networks;
pub mod program;
pub mod reference_case;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use mlp_tui::data::{Dataset, Files, Options, Problem, load, parse_csv};
use mlp_tui::error::Error;
use mlp_tui::files::{self, Disk, Limit};
use mlp_tui::nn::{Activation, Parameters};
use mlp_tui::session::{Changes, Hyperparameters, Recipe, Run, Session, Settings, Setup, Source};
use mlp_tui::store::{RunFile, SavedNetwork, network_to_bytes, parse_network};

/// The examples of a built-in data set with its default scaling, no test split.
pub fn problem(name: &str) -> Arc<Problem> {
    problem_with_test(name, 0.0)
}

/// The same with a share of the examples kept for testing.
pub fn problem_with_test(name: &str, test_fraction: f64) -> Arc<Problem> {
    let scaling = mlp_tui::data::default_scaling(name);
    let dataset = load(name, &Options::default(), 0, &Disk).expect("a built-in data set loads");
    Arc::new(dataset.prepare(scaling, test_fraction, 0).expect("the split leaves both parts"))
}

/// Settings that are known to be right.
pub fn checked(settings: Settings) -> Hyperparameters {
    settings.check().expect("the test's settings are in range")
}

/// A session on a built-in data set.
pub fn session(name: &str, settings: Settings) -> Session {
    Session::new(problem(name), checked(settings))
}

/// A session on what `recipe` makes.
pub fn session_of(recipe: &Recipe) -> Session {
    Session::of(Setup::build(Arc::new(recipe.clone()), &Disk).expect("the test's recipe can be built"))
}

/// A folder of reference values.
pub fn reference(case: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference").join(case)
}

/// The bits of all parameters of a session.
pub fn bits(session: &Session) -> Vec<u64> {
    session.run().network().parameters.values().map(f64::to_bits).collect()
}

/// The data set in the CSV file at `path`; the classes stand in the column `label`, else in the last.
pub fn read_csv(path: &Path, label: Option<&str>) -> Result<Dataset, Error> {
    let file = Disk.open(path.as_os_str())?;
    parse_csv(&file.name, file.content, label, file.limit)
}

/// The parameters in `file`, for a network with `sizes`.
pub fn load_parameters(file: &Path, sizes: &[usize]) -> Result<Parameters, Error> {
    Disk.parameters(file, sizes)
}

/// The network in `file`, with `activation` where the file does not say one.
pub fn load_network(file: &Path, activation: Option<Activation>) -> Result<SavedNetwork, Error> {
    parse_network(&files::name(file), &files::read(file)?, Limit::of_memory().0, activation)
}

/// The changes in `file`, for a network with `sizes`.
pub fn load_changes(file: &Path, sizes: &[usize]) -> Result<Changes, Error> {
    let limit = Limit::of_memory().part(RunFile::MEMORY);
    RunFile::parse(&files::name(file), &files::read_within(file, limit)?)?.changes(sizes)
}

/// Writes the run's parameters to `file`.
pub fn save_parameters(run: &Run, file: &Path) {
    let bytes = network_to_bytes(run.network(), run.setup().problem(), &files::name(file)).unwrap();
    files::write(file, &bytes).unwrap();
}
