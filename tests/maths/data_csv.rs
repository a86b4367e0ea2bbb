//! CSV files: what is accepted, and what each fault is answered with.

use std::path::{Path, PathBuf};

use crate::common::read_csv;
use mlp_tui::data::{Dataset, Options, entries, load, write_csv};
use mlp_tui::error::Error;
use mlp_tui::files::Disk;
use ndarray::array;
use proptest::prelude::*;

fn read_bytes(bytes: &[u8], label: Option<&str>) -> Result<Dataset, Error> {
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join("data.csv");
    std::fs::write(&path, bytes).unwrap();
    read_csv(&path, label)
}

fn read(text: &str) -> Result<Dataset, Error> {
    read_bytes(text.as_bytes(), None)
}

#[test]
fn the_common_dialects_give_the_same_data() {
    let plain = read("a,b,class\n1,2.5,x\n3,-4e1,y\n").unwrap();
    assert_eq!(plain.features, array![[1.0, 2.5], [3.0, -40.0]]);
    assert_eq!(plain.labels, [0, 1]);
    for other in [
        "\u{FEFF}a,b,class\r\n1,2.5,x\r\n3,-4e1,y\r\n",
        "a;b;class\n1;2.5;x\n3;-4e1;y",
        "a\tb\tclass\n1\t2.5\tx\n\n3\t-4e1\ty\n\n",
        "\"a\",\"b\",\"class\"\n\"1\", 2.5 ,\"x\"\n3,-4e1,y\n",
    ] {
        assert_eq!(read(other).unwrap(), plain, "{other:?}");
    }
}

#[test]
fn classes_stand_in_natural_order() {
    assert_eq!(read("a,c\n1,10\n1,9\n1,2\n").unwrap().class_names, ["2", "9", "10"]);
    assert_eq!(read("a,c\n1,b10\n1,b2\n1,a\n").unwrap().class_names, ["a", "b2", "b10"]);
}

#[test]
fn the_label_may_stand_in_any_column() {
    let data = read_bytes(b"kind,a,b\nx,1,2\ny,3,4\n", Some("kind")).unwrap();
    assert_eq!((data.feature_names, data.features), (vec!["a".into(), "b".into()], array![[1.0, 2.0], [3.0, 4.0]]));
}

#[test]
fn rows_with_missing_values_are_left_out_and_counted() {
    let data = read("a,b,c\n1,2,x\n,2,x\nNA,2,y\n3,4,y\n5,6,\n").unwrap();
    assert_eq!((data.labels.len(), data.rows_left_out), (2, 3));
}

#[test]
fn hidden_escapes_do_not_get_through() {
    let data = read("a\u{1b}[31m,c\n1,x\u{202E}\n2,y\u{9b}\n").unwrap();
    let all = format!("{:?}{:?}", data.feature_names, data.class_names);
    assert!(!all.contains(['\u{1b}', '\u{202E}', '\u{9b}']), "{all}");
}

#[test]
fn each_fault_is_named_with_its_place() {
    let error = |text: &str| read(text).unwrap_err();
    assert!(matches!(error(""), Error::FileEmpty { .. }));
    assert!(matches!(error("\n\n"), Error::FileEmpty { .. }));
    assert!(matches!(error("a,b,c\n"), Error::NoRows { .. }));
    assert!(matches!(error("a\n1\n"), Error::NoFeatures { .. }));
    assert!(matches!(error("a,a,c\n1,2,x\n"), Error::DuplicateColumn { column, .. } if column == "a"));
    assert!(matches!(error("a,b\n1,x\n2,x\n"), Error::OneClass { class, .. } if class == "x"));
    assert!(matches!(error("a,b\n1,x\n2\n"), Error::RaggedRow { line: 3, expected: 2, found: 1, .. }));
    assert!(matches!(error("a,b\n1,x\n\n2,y,z\n"), Error::RaggedRow { line: 4, .. }));
    let not_a_number = error("a,b\n1,x\nten,y\n");
    assert!(
        matches!(not_a_number, Error::NotANumber { line: 3, ref column, ref found, .. } if column == "a" && found == "ten")
    );
    for text in ["nan", "inf", "1e400", "-Infinity"] {
        assert!(matches!(error(&format!("a,b\n1,x\n{text},y\n")), Error::NotFinite { line: 3, .. }), "{text}");
    }
    assert!(matches!(read_bytes(b"a,b\n1,x\n2,\xFF\n", None), Err(Error::FileNotUtf8 { line: 3, .. })));
    assert!(
        matches!(read_bytes(b"a,b\n1,x\n", Some("z")), Err(Error::UnknownLabel { columns, .. }) if columns == "a, b")
    );
    assert!(matches!(read_csv(Path::new("/no/such/file.csv"), None), Err(Error::FileNotFound { .. })));
    assert!(matches!(read_csv(&std::env::temp_dir(), None), Err(Error::FileIsFolder { .. })));
}

/// Data that can be learned from, or a refusal in one line that names the file.
fn holds(read: Result<Dataset, Error>) -> Result<(), TestCaseError> {
    let data = match read {
        Ok(data) => data,
        Err(error) => {
            let said = error.to_string();
            prop_assert!(said.contains("data.csv") && !said.contains(char::is_control), "{}", said);
            return Ok(());
        }
    };
    prop_assert_eq!(data.features.dim(), (data.labels.len(), data.feature_names.len()));
    prop_assert!(data.features.iter().all(|x| x.is_finite()));
    prop_assert!(data.class_names.len() > 1);
    prop_assert!((0..data.class_names.len()).all(|class| data.labels.contains(&class)));
    prop_assert_eq!(data.labels.iter().max(), Some(&(data.class_names.len() - 1)));
    Ok(())
}

proptest! {
    #[test]
    fn any_bytes_parse_or_are_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        holds(read_bytes(&bytes, None))?;
    }

    #[test]
    fn almost_right_text_parses_or_is_refused(text in "(a,b,c\n)?([0-9.eE+-]{0,5}[,;\t\n\"]{1,2}[a-z]{0,2}\n?){0,12}") {
        holds(read(&text))?;
    }

    #[test]
    fn what_is_written_reads_back_the_same(values in prop::collection::vec(-1e300_f64..1e300, 2..40)) {
        let rows = values.len();
        let data = Dataset {
            name: "data".into(),
            features: ndarray::Array2::from_shape_vec((rows, 1), values).unwrap(),
            labels: (0..rows).map(|row| row % 2).collect(),
            feature_names: vec!["a, \"b\"".into()],
            class_names: vec!["x y".into(), "z".into()],
            rows_left_out: 0,
            derived: None,
            image: None,
        };
        let mut text = Vec::new();
        write_csv(&data, &mut text).unwrap();
        prop_assert_eq!(read_bytes(&text, None).unwrap(), data);
    }
}

fn written(data: &Dataset) -> Vec<u8> {
    let mut text = Vec::new();
    write_csv(data, &mut text).unwrap();
    text
}

#[test]
fn blank_lines_and_white_space_of_any_kind_do_not_matter() {
    let plain = read("a;b;c\n1;2;x\n3;4;y\n").unwrap();
    for other in ["\n \r\na;b;c\n1;2;x\n3;4;y\n", "a;b;c\n1;2;x\n   \n3;4;y\n", "a;b;c\n\u{a0}1;2;x\u{3000}\n3;4;y\n"] {
        assert_eq!(read(other).unwrap(), plain, "{other:?}");
    }
}

#[test]
fn lines_are_those_of_the_file() {
    assert!(matches!(read("a,b\r\n1,x\r\n2\r\n"), Err(Error::RaggedRow { line: 3, .. })));
    assert!(matches!(read("a,\"b\nc\",k\n1,2,x\n\n\nz,2,y\n"), Err(Error::NotANumber { line: 6, .. })));
    let apart = format!("a,b\n1,x\n{}2\n", "\n".repeat(100_000));
    assert!(matches!(read(&apart), Err(Error::RaggedRow { line: 100_003, .. })));
    assert!(matches!(read_bytes(b"\xEF\xBB\xBFa,b\n1,x\n\n\xFF,y\n", None), Err(Error::FileNotUtf8 { line: 4, .. })));
    assert!(matches!(read_bytes(b"a,b,c\n1,,x\n,\xFF,y\n", None), Err(Error::FileNotUtf8 { line: 3, .. })));
}

#[test]
fn an_error_quotes_only_the_beginning_of_a_long_field() {
    let Err(Error::NotANumber { found, .. }) = read(&format!("a,b\n{},x\n", "é".repeat(10_000))) else { panic!() };
    assert_eq!(found, "é".repeat(40) + "…");
}

#[test]
fn labels_that_look_alike_are_one_class() {
    assert!(matches!(read("a,b\n1,x\u{202E}\n2,x\u{202D}\n"), Err(Error::OneClass { .. })));
}

#[test]
fn awkward_names_of_columns_are_written_so_that_they_read_back() {
    let class_is_a_feature = read_bytes(b"kind,class\nx,1\ny,2\n", Some("kind")).unwrap();
    let other_delimiters = read("\"a;b;c\",k\n1,x\n2,y\n").unwrap();
    for data in [class_is_a_feature, other_delimiters] {
        assert_eq!(read_bytes(&written(&data), None).unwrap(), data);
    }
}

#[test]
fn every_data_set_of_the_catalog_reads_back_the_same() {
    for entry in entries() {
        let data = load(entry.name, &Options::default(), 0, &Disk).unwrap();
        let back = read_bytes(&written(&data), None).unwrap();
        // The file has its own name, only the rows that were kept, and does not say that its columns are pixels.
        let known = Dataset { name: data.name.clone(), rows_left_out: data.rows_left_out, image: data.image, ..back };
        assert_eq!(known, data, "{}", entry.name);
    }
}
