//! Makes text from outside (file names, labels, options) safe for a terminal.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;

/// Replaces in `text` what a terminal might obey: control characters and marks that change the writing direction.
pub fn sanitize(text: &str) -> String {
    harmless(text).into_owned()
}

/// Like [`sanitize`], but copies only if it must.
pub fn harmless(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unsafe) {
        return Cow::Borrowed(text);
    }
    text.chars().map(|c| if is_unsafe(c) { '\u{FFFD}' } else { c }).collect()
}

/// Whether a terminal might obey `c`, write it in the wrong place, or show nothing for it.
pub fn is_unsafe(c: char) -> bool {
    // C0, DEL and C1 are control characters; these are others that have an effect or no width.
    let acts = matches!(
        c,
        '\u{61C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' // marks of direction, a space of no width
            | '\u{2028}'..='\u{202E}' // separators of lines and paragraphs, embeddings and overrides
            | '\u{2060}'..='\u{206F}' // joiners, isolates, what Unicode gave up
            | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' // the byte order mark, annotations
            | '\u{E0000}'..='\u{E007F}' // tags
    );
    c.is_control() || acts
}

/// Returns the most columns that `c` adds to a text; a whole text may have fewer than the sum, never more.
pub fn columns(c: char) -> usize {
    // Follows a symbol to request its picture, which is wider.
    const AS_PICTURE: char = '\u{FE0F}';
    if c == AS_PICTURE { 1 } else { c.width().unwrap_or(1) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_width::UnicodeWidthStr;

    proptest! {
        #[test]
        fn no_text_is_wider_than_its_characters(text in "(?s)(.|[\u{FE0E}\u{FE0F}\u{200D}❤☎👩日e\u{301}]){0,20}") {
            prop_assert!(text.width() <= text.chars().map(columns).sum::<usize>(), "{text:?}");
        }
    }

    #[test]
    fn what_a_terminal_obeys_is_replaced_and_what_people_write_stays() {
        for text in
            ["\u{1b}[31m", "\u{9b}31m", "\u{7f}", "\n", "\u{202e}", "\u{2066}", "\u{2028}", "\u{200b}", "\u{feff}"]
        {
            assert!(sanitize(text).starts_with('\u{FFFD}'), "{text:?}");
        }
        for text in ["iris-2.csv", "ñandú", "日本", "e\u{301}", "می\u{200c}خواهم", "x²", "😀"] {
            assert!(matches!(harmless(text), Cow::Borrowed(same) if same == text), "{text:?}");
        }
    }
}
