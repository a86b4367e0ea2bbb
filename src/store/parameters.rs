//! Parameters in safetensors files: float64 tensors W1, b1, W2, b2, …, with the metadata that a reader needs.

use std::collections::HashMap;

use safetensors::SafeTensorError;
use safetensors::tensor::{Dtype, SafeTensors, TensorView};
use sha2::{Digest, Sha256};

use crate::data::{ColumnScaler, Problem, Scaler};
use crate::error::Error;
use crate::nn::{Mlp, Parameters};
use crate::text::{sanitize, size};

/// Returns the SHA-256 of the little-endian bytes of all parameters in the order W1, b1, W2, b2, …, in hexadecimal.
pub fn hash(parameters: &Parameters) -> String {
    let mut sha = Sha256::new();
    parameters.values().for_each(|value| sha.update(value.to_le_bytes()));
    sha.finalize().iter().fold(String::new(), |hexadecimal, byte| hexadecimal + &format!("{byte:02x}"))
}

/// Parses the parameters in `bytes`, the content of the file called `file`, for a network with `sizes` = inputs, hidden
/// units …, classes. Parsing takes at most `memory` bytes in addition.
///
/// # Errors
/// The file has another format, or a tensor is missing, has another shape or type, or is not finite.
pub fn parse_parameters(file: &str, bytes: &[u8], memory: u64, sizes: &[usize]) -> Result<Parameters, Error> {
    parameters_in(file, &parse(file, bytes, memory)?, sizes)
}

/// How many times its own size a header may take while it is parsed; a list of many empty tensors takes that much.
const PARSED: u64 = 32;

/// Parses the tensors in `bytes`, the content of the file called `file`.
pub(super) fn parse<'a>(file: &str, bytes: &'a [u8], memory: u64) -> Result<SafeTensors<'a>, Error> {
    // A file begins with the length of its header.
    let header = bytes.first_chunk().map_or(0, |length| u64::from_le_bytes(*length));
    let most = memory / PARSED;
    if header.min(bytes.len() as u64) > most {
        return Err(Error::FileTooLarge { file: file.to_owned(), most: size(most) });
    }
    SafeTensors::deserialize(bytes).map_err(|error| malformed(file, &error))
}

pub(super) fn malformed(file: &str, error: &SafeTensorError) -> Error {
    Error::ParametersMalformed { file: file.to_owned(), reason: sanitize(&error.to_string()) }
}

/// Reads the parameters among the `tensors` of the file called `file`, for a network with `sizes`.
pub(super) fn parameters_in(file: &str, tensors: &SafeTensors, sizes: &[usize]) -> Result<Parameters, Error> {
    let mut parameters = Parameters::zeros(sizes);
    for (layer, place) in parameters.layers.iter_mut().enumerate() {
        let shapes = [vec![place.inputs(), place.outputs()], vec![place.outputs()]];
        for ((values, shape), prefix) in place.slices_mut().into_iter().zip(shapes).zip(["W", "b"]) {
            let tensor = format!("{prefix}{}", layer + 1);
            let view = tensors
                .tensor(&tensor)
                .map_err(|_| Error::ParametersMissing { file: file.to_owned(), tensor: tensor.clone() })?;
            if view.dtype() != Dtype::F64 {
                let found = format!("{:?}", view.dtype());
                return Err(Error::ParametersNotFloat64 { file: file.to_owned(), tensor, found });
            }
            if view.shape() != shape {
                let (expected, found) = (shape_name(&shape), shape_name(view.shape()));
                return Err(Error::ParametersShape { file: file.to_owned(), tensor, expected, found });
            }
            for (value, bytes) in values.iter_mut().zip(view.data().as_chunks::<8>().0) {
                *value = f64::from_le_bytes(*bytes);
            }
            if !values.iter().all(|value| value.is_finite()) {
                return Err(Error::ParametersNotFinite { file: file.to_owned(), tensor });
            }
        }
    }
    Ok(parameters)
}

/// Writes a shape like 4×16.
pub(super) fn shape_name(shape: &[usize]) -> String {
    shape.iter().map(ToString::to_string).collect::<Vec<_>>().join("×")
}

/// Writes a network, and what it must know about its training data, as the content of the file called `file`.
///
/// # Errors
/// [`Error::CannotWrite`] if the format cannot hold them.
pub fn network_to_bytes(network: &Mlp, problem: &Problem, file: &str) -> Result<Vec<u8>, Error> {
    to_bytes(network, problem).map_err(|reason| Error::CannotWrite { file: file.to_owned(), reason })
}

fn to_bytes(network: &Mlp, problem: &Problem) -> Result<Vec<u8>, String> {
    let parameters = &network.parameters;
    let mut data: Vec<(String, Vec<usize>, Vec<u8>)> = Vec::new();
    for (layer, linear) in parameters.layers.iter().enumerate() {
        let bytes = |values: &mut dyn Iterator<Item = &f64>| values.flat_map(|value| value.to_le_bytes()).collect();
        data.push((format!("W{}", layer + 1), linear.weight().shape().to_vec(), bytes(&mut linear.weight().iter())));
        data.push((format!("b{}", layer + 1), linear.bias().shape().to_vec(), bytes(&mut linear.bias().iter())));
    }
    let views = data
        .iter()
        .map(|(name, shape, bytes)| Ok((name, TensorView::new(Dtype::F64, shape.clone(), bytes)?)))
        .collect::<Result<Vec<_>, SafeTensorError>>()
        .map_err(|error| error.to_string())?;
    safetensors::serialize(views, Some(metadata(network, problem))).map_err(|error| error.to_string())
}

/// What a reader needs besides the numbers: the activation, the names, and how the inputs were derived and scaled, as
/// JSON.
fn metadata(network: &Mlp, problem: &Problem) -> HashMap<String, String> {
    let json = |value: serde_json::Value| value.to_string();
    let mut metadata = HashMap::from([
        ("activation".to_owned(), network.activation.name().to_owned()),
        ("features".to_owned(), json(problem.feature_names.clone().into())),
        ("classes".to_owned(), json(problem.class_names.clone().into())),
    ]);
    if let Some(derived) = &problem.derived {
        let names: Vec<&str> = derived.iter().map(|feature| feature.name()).collect();
        metadata.insert("derived".to_owned(), json(names.into()));
        if let Some(axes) = &problem.axes {
            metadata.insert("axes".to_owned(), json(axes.to_vec().into()));
        }
    }
    if let Some(scaler) = &problem.scaler {
        metadata.insert("scaler".to_owned(), json(lists(scaler)));
    }
    metadata
}

/// A scaler as lists with one number per feature. `unit` and `rest` are present only if they have an effect: x′ =
/// ((x·unit − offset) − rest)·factor, else just (x − offset)·factor.
fn lists(scaler: &Scaler) -> serde_json::Value {
    let list = |of: fn(&ColumnScaler) -> f64| scaler.columns.iter().map(of).collect::<Vec<f64>>();
    let mut lists =
        serde_json::json!({ "offset": list(|column| column.offset), "factor": list(|column| column.factor) });
    for (name, list, idle) in [("unit", list(|column| column.unit), 1.0), ("rest", list(|column| column.rest), 0.0)] {
        if list.iter().any(|value| *value != idle) {
            lists[name] = list.into();
        }
    }
    lists
}
