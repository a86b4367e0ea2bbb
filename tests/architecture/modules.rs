//! The modules of the crate: what each declares, imports and names.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::tokens::{Token, tokens};

/// A path as it is written, by its segments.
pub type Segments = Vec<String>;

/// A file and what it says.
#[derive(Debug, Default)]
pub struct Module {
    /// Where it stands below `src`, with slashes.
    pub file: String,
    /// The names from the crate to it.
    pub path: Segments,
    /// The items that it declares itself.
    pub items: BTreeSet<String>,
    /// What its names stand for that it imports.
    pub imports: BTreeMap<String, Segments>,
    /// The modules of which it imports everything.
    pub globs: Vec<Segments>,
    /// What it makes public of others.
    pub exports: Vec<Segments>,
    /// Every path that it names, in imports or else, but for its exports.
    pub mentions: BTreeSet<Segments>,
    /// The macros and the methods that it calls.
    pub calls: BTreeSet<String>,
    /// The macros that it gives to the whole crate.
    pub given: BTreeSet<String>,
}

impl Module {
    /// The module at `path`, and its children, each with the file that an attribute names.
    pub fn new(file: String, path: Segments, code: &str) -> (Self, Vec<(String, Option<String>)>) {
        let mut module = Self { file, path, ..Self::default() };
        let children = parse(&tokens(code), &mut module);
        (module, children)
    }
}

/// Reads the crate from its root.
pub fn read_crate(src: &Path) -> Vec<Module> {
    let mut modules = Vec::new();
    read(src, &src.join("lib.rs"), &[], &mut modules);
    modules
}

fn read(src: &Path, file: &Path, path: &[String], modules: &mut Vec<Module>) {
    let code = std::fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let name = file.strip_prefix(src).unwrap().to_string_lossy().replace('\\', "/");
    let (module, children) = Module::new(name, path.to_vec(), &code);
    modules.push(module);
    let stem = file.file_stem().unwrap();
    let folder = match stem.to_str() {
        Some("lib" | "mod") => file.parent().unwrap().to_owned(),
        _ => file.with_file_name(stem),
    };
    for (name, place) in children {
        let candidates: [PathBuf; 3] = [
            file.with_file_name(place.unwrap_or_default()),
            folder.join(format!("{name}.rs")),
            folder.join(&name).join("mod.rs"),
        ];
        let child = candidates.iter().find(|candidate| candidate.is_file()).expect("a module has a file");
        read(src, child, &[path, &[name]].concat(), modules);
    }
}

/// Fills `module` and gives its children, each with the file that an attribute names.
fn parse(tokens: &[Token], module: &mut Module) -> Vec<(String, Option<String>)> {
    let mut children = Vec::new();
    let mut place = None;
    let mut is_given = false;
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let next = tokens.get(at + 1).and_then(Token::name);
        match token.name() {
            Some("path") if tokens.get(at + 1) == Some(&Token::Sign('=')) => {
                if let Some(Token::Text(file)) = tokens.get(at + 2) {
                    place = Some(file.clone());
                }
            }
            Some("macro_export") => is_given = true,
            Some("macro_rules") => {
                let name = tokens.get(at + 2).and_then(Token::name).unwrap_or_default().to_owned();
                if std::mem::take(&mut is_given) {
                    module.given.insert(name.clone());
                }
                module.items.insert(name);
            }
            Some("mod") if tokens.get(at + 2) == Some(&Token::Sign(';')) => {
                children.extend(next.map(|name| (name.to_owned(), place.take())));
            }
            Some("use") => {
                let is_public = is_public(&tokens[..at]);
                at = import(tokens, at + 1, is_public, module);
                continue;
            }
            Some("struct" | "enum" | "trait" | "type" | "const" | "static" | "fn" | "union") => {
                module.items.extend(next.map(str::to_owned));
            }
            Some(name) if tokens.get(at + 1) == Some(&Token::Path) => {
                let mut path = vec![name.to_owned()];
                while let (Some(Token::Path), Some(Token::Name(name))) = (tokens.get(at + 1), tokens.get(at + 2)) {
                    path.push(name.clone());
                    at += 2;
                }
                module.mentions.insert(path);
            }
            Some(name) if tokens.get(at + 1) == Some(&Token::Sign('!')) => {
                module.calls.insert(format!("{name}!"));
                module.mentions.insert(vec![name.to_owned()]);
            }
            None if *token == Token::Sign('.') => module.calls.extend(next.map(|name| format!(".{name}"))),
            _ => {}
        }
        at += 1;
    }
    children
}

/// Whether what follows `before` is visible outside the file: `pub`, `pub(super)`, …
fn is_public(before: &[Token]) -> bool {
    let end = before.iter().rposition(|token| matches!(token, Token::Sign(';' | '}' | '{' | ']')));
    before[end.map_or(0, |end| end + 1)..].iter().any(|token| token.is_name("pub"))
}

/// Takes in the tree of an import, and gives the place after it.
fn import(tokens: &[Token], start: usize, is_public: bool, module: &mut Module) -> usize {
    let end =
        tokens[start..].iter().position(|token| *token == Token::Sign(';')).map_or(tokens.len(), |end| start + end);
    for (path, name) in leaves(&tokens[start..end], &[]) {
        if path.last().is_some_and(|last| last == "*") {
            module.globs.push(path[..path.len() - 1].to_vec());
        } else {
            module.imports.insert(name, path.clone());
        }
        let path = path.into_iter().filter(|segment| segment != "*").collect();
        if is_public {
            module.exports.push(path);
        } else {
            module.mentions.insert(path);
        }
    }
    end + 1
}

/// The paths of a tree of imports, each with the name that it gets.
fn leaves(tree: &[Token], base: &[String]) -> Vec<(Segments, String)> {
    let mut path = base.to_vec();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(token) = tree.get(at) {
        match token {
            Token::Name(word) if word == "as" => {
                let name = tree.get(at + 1).and_then(Token::name).unwrap_or_default();
                return vec![(path, name.to_owned())];
            }
            Token::Name(name) => path.push(name.clone()),
            Token::Sign('*') => path.push("*".to_owned()),
            Token::Sign('{') => {
                let mut depth = 0;
                let mut start = at + 1;
                for (index, token) in tree.iter().enumerate().skip(at) {
                    match token {
                        Token::Sign('{') => depth += 1,
                        Token::Sign('}') => depth -= 1,
                        _ => {}
                    }
                    let is_end = depth == 1 && *token == Token::Sign(',') || depth == 0;
                    if is_end && start < index {
                        found.extend(leaves(&tree[start..index], &path));
                    }
                    start = if is_end { index + 1 } else { start };
                }
                return found;
            }
            _ => {}
        }
        at += 1;
    }
    if path.last().is_some_and(|last| last == "self") && path.len() > 1 {
        path.pop();
    }
    let name = path.last().cloned().unwrap_or_default();
    vec![(path, name)]
}
