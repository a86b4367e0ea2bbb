//! Rust source as tokens: enough to see what a file names. Comments and what is only compiled for tests are left out.

/// A token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token {
    /// A name or keyword.
    Name(String),
    /// What stands in a string.
    Text(String),
    /// `::`
    Path,
    /// Any other sign.
    Sign(char),
}

impl Token {
    /// Whether it is this name or keyword.
    pub fn is_name(&self, name: &str) -> bool {
        matches!(self, Self::Name(found) if found == name)
    }

    /// The name, if it is one.
    pub fn name(&self) -> Option<&str> {
        if let Self::Name(name) = self { Some(name) } else { None }
    }
}

/// The tokens of `code` that a build without tests compiles.
pub fn tokens(code: &str) -> Vec<Token> {
    without_tests(&all_tokens(code))
}

fn all_tokens(code: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some((text, length)) = string(rest) {
            tokens.push(Token::Text(text.to_owned()));
            length
        } else if first == '\'' {
            quoted(rest)
        } else if is_name(first) {
            let length = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
            tokens.push(Token::Name(rest[..length].to_owned()));
            length
        } else if rest.starts_with("::") {
            tokens.push(Token::Path);
            2
        } else {
            if !first.is_whitespace() {
                tokens.push(Token::Sign(first));
            }
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    tokens
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// The string that `code` begins with, plain or raw, and how long it is with its quotes.
fn string(code: &str) -> Option<(&str, usize)> {
    let start = code.strip_prefix('b').unwrap_or(code);
    let start = start.strip_prefix('r').unwrap_or(start);
    let hashes = start.len() - start.trim_start_matches('#').len();
    let is_raw = code.starts_with('r') || code.starts_with("br");
    let inside = start[hashes..].strip_prefix('"').filter(|_| is_raw || hashes == 0)?;
    let end = if is_raw {
        inside.find(&format!("\"{}", "#".repeat(hashes)))?
    } else {
        let mut is_escaped = false;
        inside.find(|c| {
            let is_end = c == '"' && !is_escaped;
            is_escaped = c == '\\' && !is_escaped;
            is_end
        })?
    };
    Some((&inside[..end], code.len() - inside.len() + end + 1 + if is_raw { hashes } else { 0 }))
}

/// How long the character or lifetime is that `code` begins with.
fn quoted(code: &str) -> usize {
    let mut characters = code.char_indices().skip(1);
    match (characters.next(), characters.next()) {
        (Some((_, '\\')), _) => code[3..].find('\'').map_or(code.len(), |end| end + 4),
        (_, Some((at, '\''))) => at + 1,
        _ => 1,
    }
}

fn without_tests(tokens: &[Token]) -> Vec<Token> {
    let mark = ["cfg", "test"].map(|name| Token::Name(name.to_owned()));
    let is_mark = |at: usize| {
        let inside = [tokens.get(at + 2), tokens.get(at + 4), tokens.get(at + 6)];
        tokens[at] == Token::Sign('#')
            && tokens.get(at + 1) == Some(&Token::Sign('['))
            && inside == [Some(&mark[0]), Some(&mark[1]), Some(&Token::Sign(']'))]
    };
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if is_mark(at) {
            at = after_item(tokens, at + 7);
        } else {
            kept.push(tokens[at].clone());
            at += 1;
        }
    }
    kept
}

/// The end of the item that begins `at`: its body, or a semicolon.
fn after_item(tokens: &[Token], at: usize) -> usize {
    let mut depth = 0;
    for (index, token) in tokens.iter().enumerate().skip(at) {
        match token {
            Token::Sign('{' | '(' | '[') => depth += 1,
            Token::Sign('}' | ')' | ']') => depth -= 1,
            _ => {}
        }
        if depth == 0 && matches!(token, Token::Sign(';' | '}')) {
            return index + 1;
        }
    }
    tokens.len()
}
