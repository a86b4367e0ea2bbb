//! The arguments of `predict`, and how they become a network and rows.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValuesParser;

use super::given::DataGiven;
use crate::data::{self, Rows, Wanted, load_rows};
use crate::error::Error;
use crate::files::{self, Disk, Limit};
use crate::nn::Activation;
use crate::store::{SavedNetwork, parse_network};

#[derive(Debug, Args)]
pub(super) struct PredictArguments {
    #[arg(long, value_name = "FILE.safetensors")]
    params: PathBuf,
    // These need their own ids: elsewhere the options have defaults, which their help mentions.
    #[arg(id = "rows", long = "dataset", value_name = "FILE.csv|NAME")]
    dataset: OsString,
    #[command(flatten)]
    data: DataGiven,
    #[arg(id = "saved_activation", long = "activation", value_name = "NAME")]
    #[arg(value_parser = PossibleValuesParser::new(Activation::ALL.map(Activation::name)))]
    activation: Option<String>,
    #[arg(long)]
    seed: Option<u64>,
}

/// A prediction to make.
#[derive(Debug)]
pub struct Prediction {
    /// The network that predicts.
    pub saved: SavedNetwork,
    /// The rows to classify; their features are in the network's order and not scaled yet.
    pub rows: Rows,
}

impl PredictArguments {
    pub(super) fn load(self) -> Result<Prediction, Error> {
        let given = self.activation.as_deref();
        let activation = Activation::ALL.into_iter().find(|activation| Some(activation.name()) == given);
        let (file, bytes) = (files::name(&self.params), files::read(&self.params)?);
        let saved = parse_network(&file, &bytes, Limit::of_memory().0, activation)?;
        let (options, seed) = self.data.options_for("predict", &self.dataset, self.seed)?;
        let rows = if let Some(derived) = &saved.derived {
            if let Some(given) = &options.features {
                derived.check_asked(&file, given)?;
            }
            // The features that the file names need not be requested again.
            let asked = data::Options { features: None, ..options };
            let wanted = derived.axes.as_ref().map_or(Wanted::Count(2), |axes| Wanted::Named(axes));
            load_rows(&self.dataset, &asked, seed, wanted, &Disk)?.derive(&derived.features)?
        } else {
            let inputs = saved.network.parameters.layers[0].inputs();
            let wanted = saved.features.as_deref().map_or(Wanted::Count(inputs), Wanted::Named);
            load_rows(&self.dataset, &options, seed, wanted, &Disk)?
        };
        Ok(Prediction { saved, rows })
    }
}
