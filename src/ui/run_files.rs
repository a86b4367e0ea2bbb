//! The names of the two files of a saved run.

use std::path::PathBuf;

/// The files of a saved run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunFiles {
    /// The parameters at the step, as `train --save` writes them.
    pub parameters: PathBuf,
    /// Data, options, step and changes.
    pub run: PathBuf,
}

impl RunFiles {
    /// Returns `NAME.safetensors` and `NAME.toml`; `None` if `name` is not a file name. It may have either ending.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim();
        let name = [".toml", ".safetensors"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name);
        let is_folder = name.is_empty() || name.ends_with(['/', std::path::MAIN_SEPARATOR]);
        let file = |ending: &str| PathBuf::from(format!("{name}.{ending}"));
        (!is_folder).then(|| Self { parameters: file("safetensors"), run: file("toml") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn a_name_is_two_files_beside_each_other() {
        let files = RunFiles::named(" a/b c ").unwrap();
        assert_eq!([&*files.parameters, &*files.run], [Path::new("a/b c.safetensors"), Path::new("a/b c.toml")]);
        assert_eq!(RunFiles::named("x.toml"), RunFiles::named("x"));
        assert_eq!(RunFiles::named("x.safetensors"), RunFiles::named("x"));
        assert_eq!([" ", "", "a/", ".toml"].map(RunFiles::named), [None, None, None, None]);
    }
}
