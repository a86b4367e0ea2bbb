//! What is computed and what is read, without a screen: the mathematics, the data, the training, the sentences of errors.

#[path = "../common/mod.rs"]
mod common;

mod data_csv;
mod gradients;
mod mistakes;
mod passes;
mod playground;
mod reference_values;
mod texts;
mod training;
