//! A network read from a file without any other configuration: its sizes come from the shapes of the tensors, the rest
//! from the metadata.

use std::collections::{HashMap, HashSet};

use safetensors::tensor::SafeTensors;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::parameters::{malformed, parameters_in, parse, shape_name};
use crate::data::{ColumnScaler, Feature, Scaler, clean, excerpt};
use crate::error::Error;
use crate::nn::{Activation, Mlp};

/// A trained network, with what its file says about its training data.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedNetwork {
    /// The network.
    pub network: Mlp,
    /// The names of the n features, if known.
    pub features: Option<Vec<String>>,
    /// The names of the q classes, if known.
    pub classes: Option<Vec<String>>,
    /// How the features were derived, if they were.
    pub derived: Option<SavedDerived>,
    /// How the features were scaled, if they were.
    pub scaler: Option<Scaler>,
}

/// How the features of a network were derived from two.
#[derive(Debug, Clone, PartialEq)]
pub struct SavedDerived {
    /// The features, in the network's order.
    pub features: Vec<Feature>,
    /// The names of the two; `None` if the file does not give them.
    pub axes: Option<[String; 2]>,
}

impl SavedDerived {
    /// Compares the requested features with those that the network in the file called `file` takes.
    ///
    /// # Errors
    /// [`Error::FeaturesDiffer`] if the features or their order differ.
    pub fn check_asked(&self, file: &str, asked: &[String]) -> Result<(), Error> {
        let places = ["x1", "x2"].map(str::to_owned);
        let axes = self.axes.as_ref().unwrap_or(&places);
        let is_same = |(feature, name): (&Feature, &String)| Feature::parse(name, axes) == Some(*feature);
        if asked.len() == self.features.len() && self.features.iter().zip(asked).all(is_same) {
            return Ok(());
        }
        let known: Vec<&str> = self.features.iter().map(|feature| feature.name()).collect();
        Err(Error::FeaturesDiffer { file: file.to_owned(), known: known.join(","), given: excerpt(&asked.join(",")) })
    }
}

/// Parses the network in `bytes`, the content of the file called `file`; `activation` is used if the file names none.
/// Parsing takes at most `memory` bytes in addition.
///
/// # Errors
/// The tensors do not form a network, the metadata do not fit them, or the activation is unknown or differs from
/// `activation`.
pub fn parse_network(
    file: &str,
    bytes: &[u8],
    memory: u64,
    activation: Option<Activation>,
) -> Result<SavedNetwork, Error> {
    let tensors = parse(file, bytes, memory)?;
    let (_, header) = SafeTensors::read_metadata(bytes).map_err(|error| malformed(file, &error))?;
    let entries = header.metadata().clone().unwrap_or_default();
    let metadata = Metadata { file, entries };
    let sizes = sizes(file, &tensors)?;
    let (inputs, classes) = (sizes[0], sizes[sizes.len() - 1]);
    let activation = metadata.activation(activation, sizes.len() == 2)?;
    Ok(SavedNetwork {
        features: metadata.names("features", inputs)?,
        classes: metadata.names("classes", classes)?,
        derived: metadata.derived(inputs)?,
        scaler: metadata.scaler(inputs)?,
        network: Mlp { parameters: parameters_in(file, &tensors, &sizes)?, activation },
    })
}

/// Returns the numbers of inputs, hidden units … and classes, from the shapes of `tensors`.
fn sizes(file: &str, tensors: &SafeTensors) -> Result<Vec<usize>, Error> {
    let layer = |name: &str| name.strip_prefix(['W', 'b'])?.parse::<usize>().ok();
    let layers = tensors.names().into_iter().filter_map(layer).max().unwrap_or(1).max(1);
    let shape = |tensor: &str| match tensors.tensor(tensor) {
        Ok(view) => Ok(view.shape().to_vec()),
        Err(_) => Err(Error::NetworkIncomplete { file: file.to_owned(), tensor: tensor.to_owned() }),
    };
    let refuse = |tensor: String, expected: String, found: &[usize]| {
        Err(Error::NetworkShape { file: file.to_owned(), tensor, expected, found: shape_name(found) })
    };
    let mut sizes = Vec::new();
    for layer in 1..=layers {
        let (weight, bias) = (format!("W{layer}"), format!("b{layer}"));
        let (found, before) = (shape(&weight)?, sizes.last().copied());
        // A single class would leave nothing to predict.
        let least = if layer == layers { 2 } else { 1 };
        let outputs = match found[..] {
            [rows, columns] if rows == before.unwrap_or(rows.max(1)) && columns >= least => columns,
            _ => {
                let rows = before.map_or("n".to_owned(), |units| units.to_string());
                return refuse(weight, if layer == layers { rows + "×q, q ≥ 2" } else { rows + "×p" }, &found);
            }
        };
        let biases = shape(&bias)?;
        if biases != [outputs] {
            return refuse(bias, outputs.to_string(), &biases);
        }
        sizes.extend(before.is_none().then_some(found[0]));
        sizes.push(outputs);
    }
    Ok(sizes)
}

struct Metadata<'a> {
    file: &'a str,
    entries: HashMap<String, String>,
}

/// Lists with one number per feature; see [`ColumnScaler`].
#[derive(Deserialize)]
struct SavedScaler {
    offset: Vec<f64>,
    factor: Vec<f64>,
    unit: Option<Vec<f64>>,
    rest: Option<Vec<f64>>,
}

impl Metadata<'_> {
    /// Returns f from the file, or else as `given`. A one-layer network has no f, so any will do.
    fn activation(&self, given: Option<Activation>, is_linear: bool) -> Result<Activation, Error> {
        let file = self.file.to_owned();
        let Some(name) = self.entries.get("activation") else {
            let names = || Activation::ALL.map(Activation::name).join(", ");
            return given
                .or(is_linear.then(Activation::default))
                .ok_or_else(|| Error::ActivationMissing { file, names: names() });
        };
        let known = Activation::named(name);
        match (known, given) {
            (None, _) => Err(self.not_of_form("activation", &Activation::ALL.map(Activation::name).join(" | "))),
            (Some(known), Some(given)) if known != given => {
                let (known, given) = (known.name().to_owned(), given.name().to_owned());
                Err(Error::ActivationDiffers { file, known, given })
            }
            (Some(known), _) => Ok(known),
        }
    }

    /// Reads the list of `count` distinct names under `key`, made safe for the screen.
    fn names(&self, key: &str, count: usize) -> Result<Option<Vec<String>>, Error> {
        let Some(names) = self.json::<Vec<String>>(key, r#"["…", …]"#)? else { return Ok(None) };
        self.check_count(key, count, names.len())?;
        let names: Vec<String> = names.iter().map(|name| clean(name).into_owned()).collect();
        let mut seen = HashSet::new();
        match names.iter().find(|name| !seen.insert(*name)) {
            Some(name) => {
                Err(Error::MetadataTwice { file: self.file.to_owned(), key: key.to_owned(), name: excerpt(name) })
            }
            None => Ok(Some(names)),
        }
    }

    /// Reads how the `inputs` features were derived, if they were.
    fn derived(&self, inputs: usize) -> Result<Option<SavedDerived>, Error> {
        let Some(names) = self.names("derived", inputs)? else { return Ok(None) };
        let form = || format!(r#"["{}", …]"#, Feature::ALL.map(Feature::name).join(r#"", ""#));
        let features = names.iter().map(|name| Feature::named(name)).collect::<Option<_>>();
        let features = features.ok_or_else(|| self.not_of_form("derived", &form()))?;
        let axes = self.names("axes", 2)?.and_then(|names| <[String; 2]>::try_from(names).ok());
        Ok(Some(SavedDerived { features, axes }))
    }

    fn scaler(&self, inputs: usize) -> Result<Option<Scaler>, Error> {
        let form = r#"{"offset": [1.5, …], "factor": [1.5, …]}"#;
        let Some(SavedScaler { offset, factor, unit, rest }) = self.json("scaler", form)? else { return Ok(None) };
        let unit = unit.unwrap_or_else(|| vec![1.0; inputs]);
        let rest = rest.unwrap_or_else(|| vec![0.0; inputs]);
        for list in [&offset, &factor, &unit, &rest] {
            self.check_count("scaler", inputs, list.len())?;
            if !list.iter().all(|value| value.is_finite()) {
                return Err(self.not_of_form("scaler", form));
            }
        }
        let column = |index: usize| ColumnScaler {
            unit: unit[index],
            offset: offset[index],
            rest: rest[index],
            factor: factor[index],
        };
        Ok(Some(Scaler { columns: (0..inputs).map(column).collect() }))
    }

    /// Parses the JSON under `key`; `form` shows its expected form.
    fn json<T: DeserializeOwned>(&self, key: &str, form: &str) -> Result<Option<T>, Error> {
        let parse = |text: &String| serde_json::from_str(text).map_err(|_| self.not_of_form(key, form));
        self.entries.get(key).map(parse).transpose()
    }

    fn not_of_form(&self, key: &str, form: &str) -> Error {
        let found = self.entries.get(key).map(|text| excerpt(text)).unwrap_or_default();
        Error::MetadataMalformed { file: self.file.to_owned(), key: key.to_owned(), expected: form.to_owned(), found }
    }

    fn check_count(&self, key: &str, expected: usize, found: usize) -> Result<(), Error> {
        if found == expected {
            return Ok(());
        }
        Err(Error::MetadataCount { file: self.file.to_owned(), key: key.to_owned(), expected, found })
    }
}
