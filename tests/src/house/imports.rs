//! Who may import whom.

use super::crates::{Crate, Dependency};

/// What the crates in a folder may import.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The folder from the root of the workspace; `/*` at its end stands for every folder in it.
    pub folder: &'static str,
    /// The folders of ours that it may import.
    pub imports: &'static [&'static str],
    /// The folders of ours that it may import behind a feature.
    pub imports_behind_feature: &'static [&'static str],
    /// Packages that it may not name, and neither their relatives (`pyo3` stands for `pyo3-ffi` as well).
    pub never: &'static [&'static str],
}

const NONE: &[&str] = &[];
const BINDING: &[&str] = &["pyo3", "napi", "libc"];

/// Section 1 of the design. What is not written here is not allowed, and a crate without a row is a breach.
pub const RULES: &[Rule] = &[
    Rule { folder: "crates/core", imports: NONE, imports_behind_feature: NONE, never: BINDING },
    Rule { folder: "crates/bridge", imports: &["crates/core"], imports_behind_feature: NONE, never: NONE },
    Rule { folder: "crates/simulator", imports: &["crates/core"], imports_behind_feature: NONE, never: NONE },
    Rule { folder: "crates/codegen", imports: NONE, imports_behind_feature: NONE, never: NONE },
    Rule {
        folder: "bindings/*",
        imports: &["crates/bridge"],
        imports_behind_feature: &["crates/simulator"],
        never: NONE,
    },
    Rule {
        folder: "examples/*",
        imports: &["crates/core", "crates/simulator"],
        imports_behind_feature: NONE,
        never: NONE,
    },
    Rule {
        folder: "tests",
        imports: &["crates/core", "crates/simulator"],
        imports_behind_feature: NONE,
        never: NONE,
    },
];

impl Rule {
    fn applies_to(&self, folder: &str) -> bool {
        match self.folder.strip_suffix("/*") {
            Some(parent) => folder
                .strip_prefix(parent)
                .and_then(|rest| rest.strip_prefix('/'))
                .is_some_and(|rest| !rest.is_empty() && !rest.contains('/')),
            None => self.folder == folder,
        }
    }

    fn breach(&self, dependency: &Dependency) -> Option<String> {
        if let Some(relative) = self.never.iter().find(|never| is_relative(&dependency.name, never)) {
            return Some(format!("depends on {}, and may not depend on {relative}", dependency.name));
        }
        let folder = dependency.folder.as_deref()?;
        if self.imports.contains(&folder) {
            return None;
        }
        if !self.imports_behind_feature.contains(&folder) {
            return Some(format!("imports {folder}"));
        }
        (!dependency.optional).then(|| format!("imports {folder}, and not behind a feature"))
    }
}

/// Returns what in the crates breaks the rules.
pub fn import_breaches(crates: &[Crate], rules: &[Rule]) -> Vec<String> {
    crates.iter().flat_map(|own| crate_breaches(own, rules)).collect()
}

fn crate_breaches(own: &Crate, rules: &[Rule]) -> Vec<String> {
    let folder = &own.folder;
    let Some(rule) = rules.iter().find(|rule| rule.applies_to(folder)) else {
        return vec![format!("{folder}: no rule says what it may import")];
    };
    let inside = format!("{folder}/");
    let outside = own.targets.iter().filter(|target| !target.starts_with(&inside));
    let imports = own.dependencies.iter().filter_map(|dependency| rule.breach(dependency));
    imports
        .chain(outside.map(|target| format!("has its source in {target}")))
        .map(|breach| format!("{folder}: {breach}"))
        .collect()
}

/// Returns the manifests that belong to no member, so that no rule would see them.
pub fn stray_crates(crates: &[Crate], manifests: &[String]) -> Vec<String> {
    let is_member =
        |manifest: &str| crates.iter().any(|own| manifest == format!("{}/Cargo.toml", own.folder));
    let stray = manifests.iter().filter(|manifest| !is_member(manifest));
    stray.map(|manifest| format!("{manifest}: not a member of the workspace")).collect()
}

fn is_relative(name: &str, family: &str) -> bool {
    name.strip_prefix(family).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}
