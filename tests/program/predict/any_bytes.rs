//! Any bytes are a network, or rows, or refused.

use std::path::PathBuf;

use crate::common::program::Desk;
use crate::common::{checked, load_network, problem, save_parameters};
use mlp_tui::data::{ColumnScaler, Options, Scaler, Wanted, load_rows};
use mlp_tui::files::Disk;
use mlp_tui::nn::Activation;
use mlp_tui::session::{Session, Settings};
use proptest::prelude::*;

fn scaler(offset: [f64; 2], factor: [f64; 2]) -> Scaler {
    let column = |index: usize| ColumnScaler { unit: 1.0, offset: offset[index], rest: 0.0, factor: factor[index] };
    Scaler { columns: vec![column(0), column(1)] }
}

/// A small network's file with this scaler.
fn file_with_scaler(desk: &Desk, scaler: Scaler) -> PathBuf {
    let mut problem = (*problem("blackboard")).clone();
    problem.scaler = Some(scaler);
    let session = Session::new(problem.into(), checked(Settings { hidden_units: vec![2], ..Settings::default() }));
    let file = desk.path("scaled.safetensors");
    save_parameters(session.run(), &file);
    file
}

proptest! {
    #[test]
    fn a_saved_network_is_read_with_the_same_bits(bits in prop::array::uniform4(any::<u64>())) {
        let values = bits.map(f64::from_bits);
        prop_assume!(values.iter().all(|value| value.is_finite()));
        let scaler = scaler([values[0], values[1]], [values[2], values[3]]);
        let desk = Desk::new();
        let saved = load_network(&file_with_scaler(&desk, scaler), None).unwrap();
        let read = saved.scaler.unwrap().columns;
        let back = [read[0].offset, read[1].offset, read[0].factor, read[1].factor].map(f64::to_bits);
        prop_assert_eq!(back, bits);
        prop_assert_eq!(saved.features.unwrap(), ["x1", "x2"]);
    }

    #[test]
    fn any_bytes_are_a_network_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let desk = Desk::new();
        let network = load_network(&desk.path(desk.write("bytes", bytes)), Some(Activation::Relu));
        if let Err(error) = network {
            prop_assert!(error.to_string().contains("bytes"), "it names no file: {}", error);
        }
    }

    #[test]
    fn a_network_with_any_bytes_changed_is_one_or_refused(changes in prop::collection::vec(any::<(u16, u8)>(), 1..4)) {
        let desk = Desk::new();
        let file = file_with_scaler(&desk, scaler([0.5, -1.25], [2.0, 0.1]));
        let mut bytes = std::fs::read(&file).unwrap();
        for (place, byte) in changes {
            let place = place as usize % bytes.len();
            bytes[place] = byte;
        }
        if let Ok(saved) = load_network(&desk.path(desk.write("bytes", bytes)), None) {
            let sizes = saved.network.parameters.sizes();
            prop_assert!(saved.network.parameters.is_finite());
            prop_assert!(saved.features.is_none_or(|names| names.len() == sizes[0]));
            prop_assert!(saved.classes.is_none_or(|names| names.len() == *sizes.last().unwrap()));
        }
    }

    #[test]
    fn any_text_is_rows_or_refused(content in "(a,b,c\n)?([0-9.eE+-]{0,5}[,;\t\n\"]{1,2}[a-z]{0,2}\n?){0,12}") {
        let desk = Desk::new();
        let file = desk.path(desk.write("rows.csv", content));
        let names = ["b".to_owned(), "a".to_owned()];
        for wanted in [Wanted::Named(&names), Wanted::Count(2)] {
            if let Ok(rows) = load_rows(file.as_os_str(), &Options::default(), 0, wanted, &Disk) {
                prop_assert_eq!(rows.features.ncols(), 2);
                prop_assert!(rows.labels.is_none_or(|labels| labels.rows.len() == rows.features.nrows()));
            }
        }
    }
}
