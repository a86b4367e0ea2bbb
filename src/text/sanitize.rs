//! Text from outside (file names, labels, options) as a terminal may be given it.

/// `text` without what a terminal might obey: control characters and marks that turn the direction of writing.
pub fn sanitize(text: &str) -> String {
    text.chars().map(|c| if is_unsafe(c) { '\u{FFFD}' } else { c }).collect()
}

/// Whether a terminal might obey `c`, or write it where it does not stand.
pub fn is_unsafe(c: char) -> bool {
    let turns = matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    c.is_control() || turns
}
