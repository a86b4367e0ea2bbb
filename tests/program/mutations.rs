//! Files that are almost right: each is read or refused, without a panic, without end, and in the memory of its size.
//!
//! A few thousand of them are tried with every run of the tests; 100,000 by
//! `cargo test --test program hundred_thousand -- --ignored`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::common::{checked, load_changes, load_network, load_parameters};
use mlp_tui::data::{Dataset, Options, Scaling, Wanted, load, load_rows, write_csv};
use mlp_tui::files::Disk;
use mlp_tui::session::{Hyperparameters, Measure, Session, Settings};
use mlp_tui::store::changes_to_toml;
use mlp_tui::text::{Language, Text};
use mlp_tui::ui::{ColorDepth, Theme, draw};

/// Long enough for any file on any machine: what takes so long hangs.
const PATIENCE: Duration = Duration::from_secs(60);
/// What the process may take at most, in kilobytes: the files have less than 200.
#[cfg(target_os = "linux")]
const MOST_MEMORY: u64 = 600_000;

/// The generator SplitMix64.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`; 0 where there is none.
    fn below(&mut self, end: usize) -> usize {
        (self.roll() % end.max(1) as u64) as usize
    }

    fn choose<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> &'a T {
        all[self.below(all.len())]
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Csv,
    Safetensors,
    Toml,
}

/// What means something to one of the readers.
const WORDS: [&[u8]; 44] = [
    b",",
    b";",
    b"\t",
    b"\"",
    b"\"\"",
    b"\n",
    b"\r\n",
    b"\r",
    b"\0",
    b"\xff",
    b"\xEF\xBB\xBF",
    b"\xFF\xFE",
    b" ",
    b"NA",
    b"nan",
    b"inf",
    b"-0",
    b"1e309",
    b"1e-400",
    b"1e308",
    b"99999999999999999999",
    b"-1",
    b"0x10",
    b"1_000",
    b"[",
    b"]",
    b"[[change]]\n",
    b"{",
    b"}",
    b"=",
    b"step = 1\n",
    b"'''",
    b"\\u001b",
    b"\\ud800",
    b"\"W1\":",
    b"\"__metadata__\":{",
    b"\"shape\":[2,3]",
    b"\"dtype\":\"F64\"",
    b"18446744073709551615",
    b"9223372036854775807",
    b"\xe2\x80\xae",
    b"\x1b]0;x\x07",
    b"\xf0\x9f\x91\xa9\xe2\x80\x8d",
    b"e\xcc\x81",
];

/// `bytes` with some damage.
fn mutated(mut bytes: Vec<u8>, others: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    // Half of them at one place only.
    for _ in 0..=dice.below(4) * dice.below(2) {
        let at = dice.below(bytes.len() + 1).min(bytes.len());
        let end = (at + dice.below(24)).min(bytes.len());
        match dice.below(11) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            1 if at < bytes.len() => bytes[at] = dice.roll() as u8,
            2 => drop(bytes.drain(at..end)),
            3 => bytes.truncate(at),
            4 | 5 => {
                let word = dice.choose(&WORDS);
                bytes.splice(at..end.min(at + word.len() * dice.below(2)), word.iter().copied());
            }
            6 => {
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece.repeat(1 + dice.below(12)));
            }
            7 => {
                let piece = dice.choose(&WORDS);
                bytes.splice(at..at, piece.repeat(dice.below(2000)));
            }
            8 => {
                let other = &others[dice.below(others.len())];
                let from = dice.below(other.len());
                bytes.splice(at..end, other[from..].iter().copied().take(200));
            }
            9 => {
                // The length with which a file of parameters begins.
                let lengths = [
                    0,
                    1,
                    7,
                    u64::MAX,
                    1 << 40,
                    bytes.len() as u64,
                    (bytes.len() as u64).saturating_sub(8),
                    100_000_000,
                ];
                let length = lengths[dice.below(lengths.len())].to_le_bytes();
                bytes.splice(0..bytes.len().min(8), length);
            }
            _ => {
                // One digit for another.
                let digits: Vec<usize> = (0..bytes.len()).filter(|&at| bytes[at].is_ascii_digit()).collect();
                if !digits.is_empty() {
                    bytes[digits[dice.below(digits.len())]] = b'0' + dice.below(10) as u8;
                }
            }
        }
    }
    bytes.truncate(200_000);
    bytes
}

/// The file of a network with these sizes, byte for byte the same in every run.
fn network(sizes: &[usize]) -> Vec<u8> {
    let features = r#"[\"x1\",\"x2\"]"#;
    let scaler = r#"{\"offset\":[0.5,0.25],\"factor\":[1.0,2.0]}"#;
    let mut header = format!(
        r#"{{"__metadata__":{{"activation":"relu","features":"{features}","classes":"{features}","scaler":"{scaler}"}}"#
    );
    let mut data = Vec::new();
    for (layer, pair) in sizes.windows(2).enumerate() {
        for (name, shape) in [('W', vec![pair[0], pair[1]]), ('b', vec![pair[1]])] {
            let (start, count) = (data.len(), shape.iter().product::<usize>());
            data.extend((0..count).flat_map(|index| (0.5 - index as f64 / 7.0).to_le_bytes()));
            let end = data.len();
            let number = layer + 1;
            header +=
                &format!(r#","{name}{number}":{{"dtype":"F64","shape":{shape:?},"data_offsets":[{start},{end}]}}"#);
        }
    }
    header += "}";
    header += &" ".repeat(header.len().next_multiple_of(8) - header.len());
    [&(header.len() as u64).to_le_bytes(), header.as_bytes(), &data].concat()
}

/// Files that are right.
fn corpus() -> BTreeMap<Kind, Vec<Vec<u8>>> {
    let data = |name: &str, samples| load(name, &Options { samples, ..Options::default() }, 0, &Disk).unwrap();
    let csv = |data: &Dataset| {
        let mut bytes = Vec::new();
        write_csv(data, &mut bytes).unwrap();
        bytes
    };
    let mut iris = csv(&data("iris", None));
    iris.truncate(2000);
    let mut csvs = vec![csv(&data("blackboard", None)), csv(&data("moons", Some(20))), iris];
    csvs.extend(
        [
            "a;b;c\r\n1;2,5;x\r\n2;3;y\r\n",
            "\u{feff}a\tb\n1\tx\n\n2\t\"y\n\"\n",
            "a,\"b,\"\"\",c\n1,NA,x\n1e300,-1e300,y\n3,4,z\n",
        ]
        .map(Into::into),
    );
    let networks = vec![network(&[2, 2]), network(&[2, 3, 2]), network(&[2, 2, 3, 2])];
    let changes = [
        "learning_rate = 0.5",
        "l1 = 0.1",
        "l2 = 1e-3",
        "batch = \"2\"",
        "batch = \"full\"",
        "optimizer = \"adam\"",
        "mistake = \"missing_mask\"",
        "mistake = \"none\"",
        "parameter = \"w1[1,2]\"\nvalue = -1.5",
        "freeze = \"b1[1]\"",
        "unfreeze = \"b1[1]\"",
        "silence = \"h1[1]\"",
        "unsilence = \"h1[1]\"",
    ];
    let entry = |(step, what): (usize, &&str)| format!("[[change]]\nstep = {step}\n{what}\n");
    let list = changes.iter().enumerate().map(entry).collect::<Vec<_>>().concat();
    let tomls = vec![changes_to_toml(&[]).into_bytes(), list.into_bytes()];
    BTreeMap::from([(Kind::Csv, csvs), (Kind::Safetensors, networks), (Kind::Toml, tomls)])
}

fn small() -> Hyperparameters {
    checked(Settings { hidden_units: vec![3], ..Settings::default() })
}

/// Does with the file all that the program does with one; whether it could be read.
fn use_file(kind: Kind, file: &Path) -> bool {
    match kind {
        Kind::Csv => {
            for wanted in [Wanted::Count(2), Wanted::Named(&["a".to_owned()])] {
                let _ = load_rows(file.as_os_str(), &Options::default(), 0, wanted, &Disk);
            }
            let _ = load(file, &Options { label: Some("a".to_owned()), ..Options::default() }, 0, &Disk);
            let Ok(dataset) = load(file, &Options::default(), 0, &Disk) else { return false };
            if let Ok(problem) = dataset.prepare(Scaling::Standard, 0.3, 0) {
                let mut session = Session::new(Arc::new(problem), small());
                session.step();
                look(&mut session);
            }
            true
        }
        Kind::Safetensors => {
            let _ = load_network(file, None);
            let _ = load_parameters(file, &[2, 3, 2]);
            load_network(file, Some(mlp_tui::nn::Activation::default())).is_ok()
        }
        Kind::Toml => {
            let Ok(changes) = load_changes(file, &[2, 3, 3]) else { return false };
            let problem = load("spiral", &Options { samples: Some(12), ..Options::default() }, 0, &Disk).unwrap();
            let problem = problem.prepare(Scaling::None, 0.0, 0).unwrap();
            let mut session = Session::new(Arc::new(problem), small()).with_changes(changes);
            for _ in 0..3 {
                session.step();
            }
            look(&mut session);
            true
        }
    }
}

/// Draws what there is.
fn look(session: &mut Session) {
    use mlp_tui::settings::Speed;
    use mlp_tui::ui::{App, Key, KeyCode, Playback};
    let snapshot = session.snapshot(Measure::Always);
    let mut app = App::new(Text::of(Language::English), Playback::Paused, Speed::default());
    let mut buffer = ratatui::buffer::Buffer::empty(ratatui::layout::Rect::new(0, 0, 80, 24));
    for screen in ['1', '4'] {
        app.key(Key::plain(KeyCode::Char(screen)), &snapshot);
        draw(&app, &snapshot, &Theme::new(ColorDepth::None), buffer.area, &mut buffer);
    }
}

/// Tries so many files, each of them made by its number alone.
fn try_files(count: u64) {
    let folder = tempfile::tempdir().unwrap();
    let corpus = corpus();
    let all: Vec<Vec<u8>> = corpus.values().flatten().cloned().collect::<Vec<_>>();
    let (begin, begun) = mpsc::channel::<(Kind, PathBuf)>();
    let (done, finished) = mpsc::channel();
    let worker = thread::spawn(move || {
        for (kind, file) in begun {
            done.send(use_file(kind, &file)).unwrap();
        }
    });
    let mut read = BTreeMap::new();
    for number in 0..count {
        let mut dice = Dice(number);
        let kind = [Kind::Csv, Kind::Safetensors, Kind::Toml][number as usize % 3];
        let sound = &corpus[&kind][dice.below(corpus[&kind].len())];
        let bytes = mutated(sound.clone(), &all, &mut dice);
        let file = folder.path().join("file.csv");
        fs::write(&file, &bytes).unwrap();
        begin.send((kind, file)).unwrap();
        match finished.recv_timeout(PATIENCE) {
            Ok(is_read) => *read.entry((kind, is_read)).or_insert(0_u64) += 1,
            Err(error) => panic!("file {number}, {kind:?}: {error}; {:?}", String::from_utf8_lossy(&bytes)),
        }
    }
    drop(begin);
    worker.join().unwrap();
    println!("{count} files: {read:?}");
    for kind in [Kind::Csv, Kind::Safetensors, Kind::Toml] {
        for is_read in [true, false] {
            assert!(read.get(&(kind, is_read)).is_some_and(|count| *count > 20), "{kind:?}, read {is_read}: {read:?}");
        }
    }
    #[cfg(target_os = "linux")]
    {
        let status = fs::read_to_string("/proc/self/status").unwrap();
        let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
        let peak: u64 = peak.unwrap().parse().unwrap();
        println!("at most {peak} kB of memory");
        assert!(peak < MOST_MEMORY, "{peak} kB of memory");
    }
}

#[test]
fn thousands_of_files_that_are_almost_right_are_read_or_refused() {
    try_files(3000);
}

#[test]
#[ignore = "takes minutes"]
fn a_hundred_thousand_files_that_are_almost_right_are_read_or_refused() {
    try_files(100_000);
}
