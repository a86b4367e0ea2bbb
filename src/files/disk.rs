//! The files of this machine, for code that only knows them by name.

use std::ffi::OsStr;
use std::path::Path;

use super::limit::Limit;
use super::paths::name;
use super::read::{open, read};
use crate::data::{Files, OpenFile};
use crate::error::Error;
use crate::nn::Parameters;
use crate::session::Source;
use crate::store::parse_parameters;

/// The files of this machine.
#[derive(Debug, Clone, Copy)]
pub struct Disk;

impl Files for Disk {
    fn is_there(&self, name: &OsStr) -> bool {
        Path::new(name).exists()
    }

    fn open(&self, name: &OsStr) -> Result<OpenFile, Error> {
        let (name, file) = open(Path::new(name))?;
        Ok(OpenFile { name, content: Box::new(file), limit: Limit::of_memory().0 })
    }
}

impl Source for Disk {
    fn parameters(&self, file: &Path, sizes: &[usize]) -> Result<Parameters, Error> {
        parse_parameters(&name(file), &read(file)?, Limit::of_memory().0, sizes)
    }
}
