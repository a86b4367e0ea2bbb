//! Names and labels as a screen may show them.

use std::borrow::Cow;

use crate::text::is_unsafe;
pub use crate::text::sanitize;

/// Returns a name or label as the screen may show it, without white space around it.
pub fn clean(name: &str) -> Cow<'_, str> {
    let name = name.trim();
    if name.chars().any(is_unsafe) { Cow::Owned(sanitize(name)) } else { Cow::Borrowed(name) }
}

/// Returns the beginning of `text`, to quote: a quote that is never closed makes one field of the rest of a file.
pub fn excerpt(text: &str) -> String {
    const LONGEST: usize = 40;
    let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(end, _)| end);
    let more = if end < text.len() { "…" } else { "" };
    sanitize(&text[..end]) + more
}
