//! What is said of a value that an option does not take.

use crate::error::Error;

/// That `option` was given `found` and takes what `expected` says.
pub(super) fn out_of_range(option: &str, found: &str, expected: &str) -> Error {
    Error::OptionOutOfRange { option: option.to_owned(), found: found.to_owned(), expected: expected.to_owned() }
}
