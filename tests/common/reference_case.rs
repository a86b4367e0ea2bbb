//! The reference cases: `tests/reference/README.md` says what is what.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use super::read_csv;
use super::{checked, load_parameters, reference};
use mlp_tui::data::Scaling;
use mlp_tui::nn::Init;
use mlp_tui::session::{Session, Settings};
use safetensors::SafeTensors;

/// The cases.
pub const CASES: [&str; 3] = ["iris", "spiral", "spiral-l2"];

/// A reference case.
pub struct Case {
    /// The lines of its case.txt.
    pub settings: HashMap<String, f64>,
    /// At step 0.
    pub session: Session,
}

/// A session that starts as the reference program did.
pub fn case(name: &str) -> Case {
    let folder = reference(name);
    let text = std::fs::read_to_string(folder.join("case.txt")).unwrap();
    let settings: HashMap<String, f64> = text
        .lines()
        .map(|line| line.split_once(' ').unwrap())
        .map(|(key, value)| (key.to_owned(), value.parse().unwrap()))
        .collect();
    let problem = read_csv(&folder.join("data.csv"), None).unwrap().prepare(Scaling::None, 0.0, 0).unwrap();
    let hidden = settings["hidden"] as usize;
    let sizes = [problem.train.inputs.ncols(), hidden, problem.class_names.len()];
    let init = load_parameters(&folder.join("init.safetensors"), &sizes).unwrap();
    let hyperparameters = checked(Settings {
        hidden_units: vec![hidden],
        init: Init::Given(Arc::new(init)),
        learning_rate: settings["lr"],
        l2: settings["l2"],
        ..Settings::default()
    });
    Case { settings, session: Session::new(Arc::new(problem), hyperparameters) }
}

/// The tensors of a file, row by row.
pub fn tensors(file: &Path) -> HashMap<String, Vec<f64>> {
    let bytes = std::fs::read(file).unwrap();
    let tensors = SafeTensors::deserialize(&bytes).unwrap();
    let numbers = |data: &[u8]| data.as_chunks::<8>().0.iter().map(|bytes| f64::from_le_bytes(*bytes)).collect();
    tensors.tensors().into_iter().map(|(name, view)| (name, numbers(view.data()))).collect()
}
