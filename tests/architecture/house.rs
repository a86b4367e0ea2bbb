//! The map of the house, as in src/lib.rs: who may name whom, and where other crates and the system have their places.

/// A room or a file in it, and the rooms that it may name besides itself; `error`, `text` and `random` are open to all.
pub const ROOMS: &[(&str, &[&str])] = &[
    ("error", &[]),
    ("text", &[]),
    ("random", &[]),
    ("nn", &[]),
    ("data", &[]),
    ("session", &["nn", "data"]),
    ("settings", &["session", "nn", "data"]),
    ("store", &["settings", "session", "nn", "data"]),
    ("probe", &["session", "nn", "data"]),
    ("explain", &["session", "nn", "data"]),
    ("ui/kit", &["ui/theme.rs"]),
    ("ui/pace", &["settings", "session"]),
    ("ui", &["explain", "probe", "settings", "session", "nn", "data"]),
    ("files", &["store", "session", "nn", "data"]),
    ("cli", &["files", "store", "settings", "session", "nn", "data"]),
    ("headless", &["cli", "files", "ui", "explain", "probe", "store", "settings", "session", "nn", "data"]),
    ("terminal", &["cli", "files", "ui", "explain", "probe", "store", "settings", "session", "nn", "data"]),
    ("lib.rs", &[]),
];

/// The rooms that are open to all.
pub const OPEN: [&str; 3] = ["error", "text", "random"];

/// Every other crate, and the rooms that may name it; none for those that any may.
pub const CRATES: &[(&str, &[&str])] = &[
    ("ansi_colours", &["ui/theme.rs"]),
    ("clap", &["cli"]),
    ("console", &["headless"]),
    ("crossterm", &["terminal"]),
    ("csv", &["data", "headless"]),
    ("indicatif", &["headless"]),
    ("libm", &[]),
    // The type of a matrix in what `nn` and `probe` give.
    ("ndarray", &["nn", "data", "session", "probe", "ui/pictures", "ui/units/panel.rs", "headless/predict.rs"]),
    ("pulp", &["nn"]),
    ("rand", &["random.rs"]),
    ("ratatui", &["ui", "headless", "terminal"]),
    ("rayon", &["nn/parallel.rs"]),
    ("rustix", &["terminal"]),
    ("safetensors", &["store"]),
    ("serde", &["store"]),
    ("serde_json", &["store"]),
    ("sha2", &["store"]),
    ("signal_hook", &["headless", "terminal"]),
    ("strsim", &["data"]),
    ("sys_locale", &["cli"]),
    ("tempfile", &["files"]),
    ("toml", &["store", "text"]),
    ("unicode_width", &["text", "ui", "headless"]),
];

/// What the standard library has of threads, clocks, files, processes, environment and terminals, and the rooms that may
/// name it. A `Path` is only a name; the methods with which it looks at the disk are in [`CALLS`].
pub const SYSTEM: &[(&str, &[&str])] = &[
    ("std::env", &["cli", "terminal"]),
    ("std::fs", &["files", "headless", "terminal"]),
    ("std::io::IsTerminal", &["headless", "terminal"]),
    ("std::io::stderr", &["cli", "headless"]),
    ("std::io::stdin", &["headless", "terminal"]),
    ("std::io::stdout", &["cli", "files", "headless", "terminal"]),
    ("std::net", &[]),
    ("std::os", &["cli", "files", "terminal"]),
    ("std::panic", &["terminal"]),
    ("std::process", &["cli", "headless", "terminal"]),
    ("std::sync::Barrier", &["headless", "terminal"]),
    ("std::sync::Condvar", &["headless", "terminal"]),
    ("std::sync::Mutex", &["files", "headless", "terminal"]),
    ("std::sync::RwLock", &["headless", "terminal"]),
    ("std::sync::atomic", &["headless", "terminal"]),
    ("std::sync::mpsc", &["headless", "terminal"]),
    ("std::thread", &["headless", "terminal"]),
    ("std::time::Instant", &["headless", "terminal"]),
    ("std::time::SystemTime", &["headless", "terminal"]),
    ("std::time::UNIX_EPOCH", &["headless", "terminal"]),
];

/// Macros and methods that write to a stream or look at the disk, and the rooms that may call them.
pub const CALLS: &[(&str, &[&str])] = &[
    // These panic where nobody reads.
    ("print!", &[]),
    ("println!", &[]),
    ("eprint!", &[]),
    ("eprintln!", &[]),
    ("dbg!", &[]),
    (".canonicalize", HOSTS),
    (".exists", HOSTS),
    (".is_dir", HOSTS),
    (".is_file", HOSTS),
    // The store means that of a safetensors file.
    (".metadata", &["files", "cli", "headless", "terminal", "store/network.rs"]),
    (".read_dir", HOSTS),
    (".read_link", HOSTS),
    (".symlink_metadata", HOSTS),
    (".try_exists", HOSTS),
];
const HOSTS: &[&str] = &["files", "cli", "headless", "terminal"];

/// What a file names although it may not, and what has to happen so that its line can go.
pub const EXCEPTIONS: &[(&str, &str, &str)] = &[];

/// What is handed on although it is another room's, and what has to happen so that its line can go.
pub const HANDED_ON: &[(&str, &str, &str)] = &[];

/// The rooms in which more than two files import one another in a circle, with the size of the largest. It may only shrink.
pub const CIRCLES: &[(&str, usize)] = &[];

/// Whether `file` is `place`, or stands in it.
pub fn is_in(file: &str, place: &str) -> bool {
    file.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest == ".rs" || rest.starts_with('/'))
}

/// The room that `file` stands in: the narrowest on the map.
pub fn room_of(file: &str) -> &'static str {
    let rooms = ROOMS.iter().map(|(room, _)| *room).filter(|room| is_in(file, room));
    rooms.max_by_key(|room| room.len()).unwrap_or_else(|| panic!("{file} stands in no room of the map"))
}
