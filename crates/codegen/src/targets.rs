//! Which template writes which file.

use std::path::Path;

use minijinja::value::{Serde, Value};

use crate::fixtures::fixtures;
use crate::model;
use crate::output::{Generated, format_rust};
use crate::spec::Spec;
use crate::template::environment;

/// A template, and the file that it writes.
struct Target {
    path: &'static str,
    template: &'static str,
}

const LAML: &[Target] = &[
    Target {
        path: "crates/core/src/laml/generated/elements.rs",
        template: include_str!("../templates/rust/laml_elements.rs.j2"),
    },
    Target {
        path: "crates/core/src/laml/generated/mod.rs",
        template: include_str!("../templates/rust/laml_mod.rs.j2"),
    },
    Target {
        path: "crates/core/src/laml/generated/table.rs",
        template: include_str!("../templates/rust/laml_table.rs.j2"),
    },
    Target {
        path: "crates/core/src/laml/generated/words.rs",
        template: include_str!("../templates/rust/laml_words.rs.j2"),
    },
];

const FIXTURES: &str = "tests/vectors/generated/laml_attributes.json";

/// Writes every file, as it is to be committed.
pub(crate) fn render(spec: &Spec, root: &Path) -> Result<Vec<Generated>, String> {
    let laml = model::laml::laml(&spec.laml);
    let mut files = render_all(LAML, &Value::from(Serde(&laml)), root)?;
    let text = fixtures(&laml).map_err(|error| format!("{FIXTURES}: {error}"))?;
    files.push(Generated { path: FIXTURES.to_owned(), text });
    Ok(files)
}

fn render_all(targets: &[Target], model: &Value, root: &Path) -> Result<Vec<Generated>, String> {
    targets.iter().map(|target| render_one(target, model, root)).collect()
}

fn render_one(target: &Target, model: &Value, root: &Path) -> Result<Generated, String> {
    let failed = |error: minijinja::Error| format!("the template of {}: {error:#}", target.path);
    let environment = environment().map_err(failed)?;
    let text = environment.render_named_str(target.path, target.template, model).map_err(failed)?;
    let text = format_rust(root, &text).map_err(|error| format!("{}: {error}", target.path))?;
    Ok(Generated { path: target.path.to_owned(), text })
}
