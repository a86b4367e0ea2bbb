//! What the environment says about the terminal: which colours and characters it can show.

use super::ColorChoice;
use crate::error::Error;

/// What the terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TerminalOptions {
    /// How many colours to use; never [`ColorChoice::Auto`].
    pub color: ColorChoice,
    /// Whether to use only ASCII characters.
    pub ascii: bool,
}

/// Returns an environment variable; `None` if it is unset or not UTF-8.
pub fn environment(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

impl TerminalOptions {
    /// Returns what the command line asks for, or else what the environment says.
    ///
    /// # Errors
    /// [`Error::TerminalDumb`] if the terminal cannot position text.
    pub fn of(color: ColorChoice, ascii: bool, variable: impl Fn(&str) -> Option<String>) -> Result<Self, Error> {
        if variable("TERM").as_deref() == Some("dumb") {
            return Err(Error::TerminalDumb);
        }
        let ascii = ascii || !(cfg!(windows) || is_utf8(&variable));
        Ok(Self { color: color.resolve(true, variable), ascii })
    }
}

impl ColorChoice {
    /// Replaces [`ColorChoice::Auto`] by what the environment says: no colours if `NO_COLOR` is not empty
    /// (<https://no-color.org>), else as many as `TERM` and `COLORTERM` promise on a terminal, and no fewer than
    /// `FORCE_COLOR` and `CLICOLOR_FORCE` demand.
    #[must_use]
    pub fn resolve(self, is_terminal: bool, variable: impl Fn(&str) -> Option<String>) -> Self {
        const DEPTHS: [ColorChoice; 4] =
            [ColorChoice::Never, ColorChoice::Ansi, ColorChoice::Palette, ColorChoice::True];
        if self != Self::Auto {
            return self;
        }
        let value = |name| variable(name).unwrap_or_default();
        if !value("NO_COLOR").is_empty() {
            return Self::Never;
        }
        let promised = if is_terminal { promised(&value("TERM"), &value("COLORTERM")) } else { 0 };
        let demanded = match &*value("FORCE_COLOR") {
            "" | "0" | "false" => 0,
            "2" => 2,
            "3" => 3,
            _ => 1,
        };
        let is_forced = !matches!(&*value("CLICOLOR_FORCE"), "" | "0");
        DEPTHS[promised.max(demanded).max(usize::from(is_forced))]
    }
}

/// Returns the colour depth, 0 … 3, that a terminal claims to have.
fn promised(term: &str, colorterm: &str) -> usize {
    const KNOWN: [&str; 9] = ["ansi", "color", "cygwin", "linux", "rxvt", "screen", "tmux", "vt", "xterm"];
    if matches!(colorterm, "truecolor" | "24bit") || term.ends_with("-direct") || term.ends_with("-truecolor") {
        return 3;
    }
    if term.contains("256color") {
        return 2;
    }
    // The Windows console sets no TERM, but supports 24-bit colours.
    if term.is_empty() && cfg!(windows) {
        return 3;
    }
    usize::from(!colorterm.is_empty() || KNOWN.iter().any(|known| term.contains(known)))
}

/// Whether the locale's characters are UTF-8, by the rules of POSIX: the first of the three variables that is not empty
/// counts; if all are empty, the locale is C.
fn is_utf8(variable: impl Fn(&str) -> Option<String>) -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| variable(name).filter(|it| !it.is_empty()));
    let locale = locale.unwrap_or_default();
    // Such as `en_US.UTF-8@euro`; macOS also has the bare `UTF-8`.
    let characters = locale.split('@').next().unwrap_or_default().rsplit('.').next().unwrap_or_default();
    characters.eq_ignore_ascii_case("UTF-8") || characters.eq_ignore_ascii_case("UTF8")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `TERM=… NAME=…`, and what `auto` makes of it: the colours, and whether only ASCII is used.
    const TABLE: &[(&str, ColorChoice, bool)] = &[
        ("TERM=xterm LANG=C.UTF-8", ColorChoice::Ansi, false),
        ("TERM=xterm-256color LANG=es_AR.UTF-8", ColorChoice::Palette, false),
        ("TERM=xterm-256color COLORTERM=truecolor LANG=C.UTF-8", ColorChoice::True, false),
        ("TERM=xterm-direct LANG=C.UTF-8", ColorChoice::True, false),
        ("TERM=vt220 LANG=C.UTF-8", ColorChoice::Ansi, false),
        ("TERM=unheard-of LANG=C.UTF-8", ColorChoice::Never, false),
        // Any non-empty value counts.
        ("TERM=xterm-256color NO_COLOR=1 LANG=C.UTF-8", ColorChoice::Never, false),
        ("TERM=xterm-256color NO_COLOR=0 LANG=C.UTF-8", ColorChoice::Never, false),
        ("TERM=xterm-256color NO_COLOR= LANG=C.UTF-8", ColorChoice::Palette, false),
        ("TERM=xterm NO_COLOR=1 FORCE_COLOR=3 LANG=C.UTF-8", ColorChoice::Never, false),
        // `FORCE_COLOR` never lowers the depth.
        ("TERM=xterm COLORTERM=truecolor FORCE_COLOR=1 LANG=C.UTF-8", ColorChoice::True, false),
        ("TERM=xterm COLORTERM=truecolor FORCE_COLOR=0 LANG=C.UTF-8", ColorChoice::True, false),
        ("TERM=xterm-256color CLICOLOR_FORCE=1 LANG=C.UTF-8", ColorChoice::Palette, false),
        ("TERM=xterm-256color CLICOLOR_FORCE=0 LANG=C.UTF-8", ColorChoice::Palette, false),
        ("TERM=unheard-of FORCE_COLOR=1 LANG=C.UTF-8", ColorChoice::Ansi, false),
        ("TERM=unheard-of CLICOLOR_FORCE=1 LANG=C.UTF-8", ColorChoice::Ansi, false),
        ("TERM=xterm FORCE_COLOR=3 LANG=C.UTF-8", ColorChoice::True, false),
        // The first variable that is not empty counts.
        ("TERM=xterm LC_ALL=C LANG=C.UTF-8", ColorChoice::Ansi, true),
        ("TERM=xterm LC_ALL= LC_CTYPE=en_US.utf8 LANG=C", ColorChoice::Ansi, false),
        ("TERM=xterm LC_CTYPE=POSIX LANG=C.UTF-8", ColorChoice::Ansi, true),
        ("TERM=xterm LC_CTYPE=UTF-8", ColorChoice::Ansi, false),
        ("TERM=xterm LANG=de_DE.UTF-8@euro", ColorChoice::Ansi, false),
        ("TERM=xterm LANG=de_DE.ISO-8859-1", ColorChoice::Ansi, true),
        ("TERM=xterm LANG=en_US", ColorChoice::Ansi, true),
        ("TERM=xterm", ColorChoice::Ansi, true),
    ];

    fn look(environment: &str, color: ColorChoice, ascii: bool) -> Result<TerminalOptions, Error> {
        let values: Vec<(&str, &str)> = environment.split(' ').filter_map(|pair| pair.split_once('=')).collect();
        TerminalOptions::of(color, ascii, |name| {
            values.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_environment_decides_by_the_table() {
        for &(environment, color, ascii) in TABLE {
            assert_eq!(
                look(environment, ColorChoice::Auto, false),
                Ok(TerminalOptions { color, ascii }),
                "{environment}"
            );
        }
    }

    #[test]
    fn what_is_asked_for_counts_before_the_environment() {
        let asked = look("TERM=xterm NO_COLOR=1 LANG=C.UTF-8", ColorChoice::True, true);
        assert_eq!(asked, Ok(TerminalOptions { color: ColorChoice::True, ascii: true }));
    }

    #[test]
    fn a_dumb_terminal_is_refused() {
        let refused = look("TERM=dumb COLORTERM=truecolor LANG=C.UTF-8", ColorChoice::True, false);
        assert_eq!(refused, Err(Error::TerminalDumb));
    }

    #[test]
    fn what_is_no_terminal_has_colours_only_where_they_are_demanded() {
        let forced = |value: &'static str| {
            let variable = move |name: &str| match name {
                "TERM" => Some("xterm-256color".to_owned()),
                "FORCE_COLOR" => Some(value.to_owned()),
                _ => None,
            };
            ColorChoice::Auto.resolve(false, variable)
        };
        assert_eq!(
            (forced(""), forced("1"), forced("2")),
            (ColorChoice::Never, ColorChoice::Ansi, ColorChoice::Palette)
        );
    }
}
