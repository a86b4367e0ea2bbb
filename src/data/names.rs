//! Names and labels as a screen may show them.

use std::borrow::Cow;

/// A name or label as the screen may show it, without white space around it.
pub fn clean(name: &str) -> Cow<'_, str> {
    let name = name.trim();
    if name.chars().any(is_unsafe) { Cow::Owned(sanitize(name)) } else { Cow::Borrowed(name) }
}

/// `text` without what a terminal might obey: control characters and marks that turn the direction of writing.
pub fn sanitize(text: &str) -> String {
    text.chars().map(|c| if is_unsafe(c) { '\u{FFFD}' } else { c }).collect()
}

/// The beginning of `text`, to quote: a quote that never closes makes a field of the whole rest of a file.
pub fn excerpt(text: &str) -> String {
    const LONGEST: usize = 40;
    let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(end, _)| end);
    let more = if end < text.len() { "…" } else { "" };
    sanitize(&text[..end]) + more
}

fn is_unsafe(c: char) -> bool {
    let turns = matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    c.is_control() || turns
}
