//! What a path leads to: the file in which the thing itself stands, through however many re-exports.

use std::collections::{BTreeMap, BTreeSet};

use super::modules::{Module, Segments};

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// Something in a file of ours, by its number.
    Ours(usize),
    /// Something of another crate.
    Foreign(Segments),
}

/// The crate's modules, and the names of the other crates.
pub struct Names {
    pub modules: Vec<Module>,
    by_path: BTreeMap<Segments, usize>,
    crates: BTreeSet<String>,
}

impl Names {
    pub fn new(modules: Vec<Module>, crates: BTreeSet<String>) -> Self {
        let mut by_path = BTreeMap::new();
        for (index, module) in modules.iter().enumerate() {
            // Of two that stand for each other on different systems, the first.
            by_path.entry(module.path.clone()).or_insert(index);
        }
        Self { modules, by_path, crates }
    }

    /// What `path` leads to, written in the module `from`; nothing for what is local or of the language.
    pub fn target(&self, from: usize, path: &[String]) -> Option<Target> {
        self.resolve(from, path, 0)
    }

    /// Everything that a module names, but for its exports.
    pub fn named(&self, from: usize) -> BTreeSet<Target> {
        self.modules[from].mentions.iter().filter_map(|path| self.target(from, path)).collect()
    }

    fn resolve(&self, from: usize, path: &[String], depth: usize) -> Option<Target> {
        let (first, rest) = path.split_first()?;
        // Names of one another that lead nowhere.
        if depth > 16 {
            return None;
        }
        let module = &self.modules[from];
        match first.as_str() {
            "crate" => return self.descend(0, rest, depth),
            "self" => return self.descend(from, rest, depth),
            "super" => return self.descend(self.by_path[module.path.split_last()?.1], rest, depth),
            _ => {}
        }
        let is_known = self.child(from, first).is_some()
            || module.imports.get(first).is_some_and(|import| import != std::slice::from_ref(first) && import != path)
            || module.items.contains(first);
        if is_known {
            return self.descend(from, path, depth);
        }
        if self.crates.contains(first) {
            return Some(Target::Foreign(path.to_vec()));
        }
        let given = self.modules.iter().position(|module| module.given.contains(first));
        given.map(Target::Ours).or_else(|| self.through_globs(from, path, depth))
    }

    /// What `path` leads to below the module `at`.
    fn descend(&self, at: usize, path: &[String], depth: usize) -> Option<Target> {
        let Some((first, rest)) = path.split_first() else { return Some(Target::Ours(at)) };
        if first == "super" {
            return self.resolve(at, path, depth + 1);
        }
        if let Some(child) = self.child(at, first) {
            return self.descend(child, rest, depth);
        }
        let module = &self.modules[at];
        if module.items.contains(first) {
            return Some(Target::Ours(at));
        }
        if let Some(import) = module.imports.get(first) {
            return self.resolve(at, &[import, rest].concat(), depth + 1);
        }
        let given = || self.modules.iter().position(|module| at == 0 && module.given.contains(first)).map(Target::Ours);
        self.through_globs(at, path, depth).or_else(given).or(Some(Target::Ours(at)))
    }

    fn through_globs(&self, at: usize, path: &[String], depth: usize) -> Option<Target> {
        self.modules[at].globs.iter().find_map(|glob| {
            let Some(Target::Ours(module)) = self.resolve(at, glob, depth + 1) else { return None };
            let first = path.first()?;
            let there = &self.modules[module];
            let has_it = there.items.contains(first)
                || there.imports.contains_key(first)
                || self.child(module, first).is_some()
                || self.through_globs(module, path, depth + 1).is_some();
            (has_it && depth <= 16).then(|| self.descend(module, path, depth + 1))?
        })
    }

    fn child(&self, module: usize, name: &str) -> Option<usize> {
        self.by_path.get(&[&self.modules[module].path[..], &[name.to_owned()]].concat()).copied()
    }
}
