//! Commands to paste into a shell.

use std::ffi::OsStr;

use super::sanitize::is_unsafe;

/// Quotes `value` so that a shell reads it as one word and a terminal that shows it obeys nothing in it.
///
/// Whatever a terminal might obey, or is not text, is put in `$'…'` (POSIX.1-2024, bash, zsh, ksh) as octal byte
/// values.
pub fn shell_word(value: &OsStr) -> String {
    // zsh takes a word that begins with = for the path of a command.
    let is_plain = |c: char| c.is_alphanumeric() || "_./:,+=@%-".contains(c);
    match value.to_str() {
        Some(text) if !text.is_empty() && !text.starts_with('=') && text.chars().all(is_plain) => text.to_owned(),
        Some(text) if !text.contains(is_unsafe) => format!("'{}'", text.replace('\'', r"'\''")),
        _ => in_octal(value),
    }
}

fn in_octal(value: &OsStr) -> String {
    let octal = |bytes: &[u8]| bytes.iter().map(|byte| format!("\\{byte:03o}")).collect::<Vec<_>>().concat();
    let mut word = "$'".to_owned();
    for chunk in value.as_encoded_bytes().utf8_chunks() {
        for letter in chunk.valid().chars() {
            match letter {
                _ if is_unsafe(letter) => word += &octal(letter.encode_utf8(&mut [0; 4]).as_bytes()),
                '\'' | '\\' => word.extend(['\\', letter]),
                _ => word.push(letter),
            }
        }
        word += &octal(chunk.invalid());
    }
    word + "'"
}

/// Returns the command `mlp-tui` with these options (see [`command_words`]).
pub fn command_line<'a, V: AsRef<OsStr> + ?Sized + 'a>(options: impl IntoIterator<Item = (&'a str, &'a V)>) -> String {
    "mlp-tui".to_owned() + &command_words(options)
}

/// Returns options, given as names without `--` and values, as typed after a command.
pub fn command_words<'a, V: AsRef<OsStr> + ?Sized + 'a>(options: impl IntoIterator<Item = (&'a str, &'a V)>) -> String {
    let option = |(name, value): (&str, &V)| {
        let value = value.as_ref();
        // A value that begins with a dash must not be taken for an option.
        let separator = if value.as_encoded_bytes().starts_with(b"-") { '=' } else { ' ' };
        format!(" --{name}{separator}{}", shell_word(value))
    };
    options.into_iter().map(option).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_a_shell_would_take_apart_is_quoted() {
        for (value, word) in [
            ("data/iris-2.csv", "data/iris-2.csv"),
            ("año.csv", "año.csv"),
            ("my data.csv", "'my data.csv'"),
            ("it's", r"'it'\''s'"),
            ("a$b", "'a$b'"),
            ("=ls", "'=ls'"),
            ("", "''"),
            ("a\u{1b}[0m'\\", r"$'a\033[0m\'\\'"),
            ("a\u{202e}b", r"$'a\342\200\256b'"),
        ] {
            assert_eq!(shell_word(value.as_ref()), word);
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_is_no_text_keeps_its_bytes() {
        let name = std::os::unix::ffi::OsStrExt::from_bytes(b"a\xff'.csv");
        assert_eq!(shell_word(name), r"$'a\377\'.csv'");
    }

    #[test]
    fn a_value_with_a_dash_at_its_head_is_no_option() {
        assert_eq!(command_line([("dataset", "-x y.csv"), ("lr", "1")]), "mlp-tui --dataset='-x y.csv' --lr 1");
    }

    /// What a shell makes of the words.
    #[cfg(unix)]
    #[test]
    fn a_shell_reads_back_what_was_meant() {
        for value in
            ["a b", "it's", "$HOME", "`ls`", "a\\b", "a\nb", "=x", "~", "ü'", "a\u{1b}\\'\u{7}", "-n", "!x", "#"]
        {
            let script = format!("printf %s {}", shell_word(format!("x{value}").as_ref()));
            let output = std::process::Command::new("bash").args(["-c", &script]).output();
            // Not every machine has this shell.
            let Ok(output) = output else { return };
            assert_eq!(String::from_utf8_lossy(&output.stdout), format!("x{value}"));
        }
    }
}
