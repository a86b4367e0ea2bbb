//! The last pass over the characters of a frame. Names and values from outside must not send control characters to the
//! terminal; for terminals with only ASCII, each character is replaced by one in ASCII, so that nothing moves.

use ratatui::buffer::Buffer;

use crate::text::is_unsafe;

/// Removes from `buffer` what a terminal might obey; everything else stays in place.
pub fn make_harmless(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if cell.symbol().contains(is_unsafe) {
            let rest: String = cell.symbol().chars().filter(|c| !is_unsafe(*c)).collect();
            cell.set_symbol(if rest.is_empty() { "\u{FFFD}" } else { &rest });
        }
    }
}

/// Each ASCII character with the characters that it replaces.
const TABLE: &[(char, &str)] = &[
    ('-', "─╌┄−–╶╴—"),
    ('=', "━═"),
    ('|', "│┃║╎┆‖▏▕"),
    ('+', "╭╮╰╯┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╱╲"),
    ('#', "█■▪"),
    ('%', "≡▓▉▇"),
    ('*', "▊▋▆◆★✓●"),
    (':', "▌▍▄▅▒▐"),
    ('.', "░▂▃▎·…"),
    ('_', "▁"),
    ('"', "▀“”«»"),
    ('\'', "’‘"),
    ('>', "→►▶"),
    ('<', "←◄◀"),
    ('^', "↑▲△"),
    ('v', "↓▼▽"),
    ('x', "×✕✗✘"),
    ('o', "○∘◯◌◦"),
    ('/', "÷"),
    ('d', "∂δΔ"),
    ('e', "εé∈"),
    ('E', "ÉΣ"),
    ('l', "λ"),
    ('u', "μúü"),
    ('m', "ₘ"),
    ('s', "σ"),
    ('b', "β"),
    ('r', "√"),
    ('V', "∇"),
    ('T', "ᵀ"),
    ('a', "áâ"),
    ('i', "íᵢ"),
    ('O', "ÓØ"),
    ('A', "Á"),
    ('I', "Í"),
    ('U', "Ú"),
    ('n', "ñ"),
    ('N', "Ñ"),
    ('!', "¡"),
    ('?', "¿"),
    ('&', "±†‡⁺"),
    ('c', "⌖"),
];

/// Returns the ASCII character for `symbol`.
fn plain(symbol: char) -> char {
    const SUPERSCRIPTS: &str = "⁰¹²³⁴⁵⁶⁷⁸⁹";
    const SUBSCRIPTS: &str = "₀₁₂₃₄₅₆₇₈₉";
    if symbol.is_ascii() {
        return symbol;
    }
    let digit = [SUPERSCRIPTS, SUBSCRIPTS].iter().find_map(|digits| digits.chars().position(|digit| digit == symbol));
    if let Some(digit) = digit {
        return char::from_digit(digit as u32, 10).unwrap_or('?');
    }
    if symbol == 'ó' || symbol == 'ô' {
        return 'o';
    }
    // The more dots a Braille character has, the darker its replacement.
    if let Some(dots) = (symbol as u32).checked_sub(0x2800).filter(|dots| *dots < 0x100) {
        return ['.', '.', ':', ':', '*', '*', '#', '#', '#'][dots.count_ones() as usize];
    }
    TABLE.iter().find(|(_, symbols)| symbols.contains(symbol)).map_or('?', |(plain, _)| *plain)
}

/// Replaces every character of `buffer` that is not ASCII.
pub fn make_plain(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        if !cell.symbol().is_ascii() {
            let symbol = cell.symbol().chars().next().unwrap_or(' ');
            cell.set_char(plain(symbol));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::buffer::Cell;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    #[test]
    fn marks_and_escapes_go_and_all_else_stays_in_its_place() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 1));
        buffer.set_string(0, 0, "a\u{202e}b\u{2028}é日c", Style::new());
        buffer[(7, 0)].set_symbol("\u{1b}[31m");
        make_harmless(&mut buffer);
        let line: String = buffer.content().iter().map(Cell::symbol).collect();
        assert!(!line.contains(is_unsafe), "{line:?}");
        assert_eq!(line, "ab\u{FFFD}é日 c[31m");
    }

    #[test]
    fn all_is_ascii_and_stays_in_its_place() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 24, 1));
        buffer.set_string(0, 0, "W¹ ← ε∂L ▁▇█ ⣿ neurona ó", Style::new());
        make_plain(&mut buffer);
        let line: String = buffer.content().iter().map(Cell::symbol).collect();
        assert_eq!(line, "W1 < edL _%# # neurona o");
    }
}
