//! Which template writes which file.

use std::path::Path;

use minijinja::value::{Serde, Value};
use serde::Serialize;

use crate::model;
use crate::output::{Generated, format_rust};
use crate::spec::{Errors, Spec};
use crate::template::environment;
use crate::vectors::vectors;

/// Names a template, and the file that it writes.
macro_rules! target {
    ($template:literal => $path:literal) => {
        Target { path: $path, template: include_str!(concat!("../templates/", $template)) }
    };
}

/// A template, and the file that it writes.
struct Target {
    path: &'static str,
    template: &'static str,
}

const LAML: &[Target] = &[
    target!("rust/laml_mod.rs.j2" => "crates/core/src/laml/generated/mod.rs"),
    target!("rust/laml_elements.rs.j2" => "crates/core/src/laml/generated/elements.rs"),
    target!("rust/laml_words.rs.j2" => "crates/core/src/laml/generated/words.rs"),
    target!("rust/laml_table.rs.j2" => "crates/core/src/laml/generated/table.rs"),
    target!("bridge/laml.rs.j2" => "crates/bridge/src/laml/generated/mod.rs"),
    target!("python/laml.py.j2" => "bindings/py/python/mycpaas/laml.py"),
    target!("python/typed_laml.py.j2" => "bindings/py/tests/typed/laml_elements.py"),
    target!("python/laml_classes.rs.j2" => "bindings/py/src/laml/generated.rs"),
    target!("python/laml_types.py.j2" => "bindings/py/python/mycpaas/_laml_types.py"),
    target!("node/laml_elements.ts.j2" => "bindings/node/lib/laml/generated/elements.ts"),
    target!("node/laml_options.ts.j2" => "bindings/node/lib/laml/generated/options.ts"),
    target!("node/laml_words.ts.j2" => "bindings/node/lib/laml/generated/words.ts"),
    target!("node/laml_shapes.ts.j2" => "bindings/node/lib/laml/generated/shapes.ts"),
    target!("c/laml.h.j2" => "bindings/c/include/mycpaas_laml.h"),
    target!("c/mycpaas_laml.hpp.j2" => "bindings/c/include/mycpaas_laml.hpp"),
    target!("c/laml_by_name.h.j2" => "bindings/c/tests/generated/laml_by_name.h"),
    target!("c/laml_by_name.c.j2" => "bindings/c/tests/generated/laml_by_name.c"),
    target!("node/typed_laml.ts.j2" => "bindings/node/test/typed/generated/laml.ts"),
];

/// One for each request, in the order of the model, and in each language that has one file for each.
const OPERATIONS: [[Target; 3]; 2] = [
    [
        target!("rust/calls_parameters.rs.j2" => "crates/core/src/calls/generated/create.rs"),
        target!("rust/calls_parameters.rs.j2" => "crates/core/src/calls/generated/update.rs"),
        target!("rust/calls_parameters.rs.j2" => "crates/core/src/calls/generated/list.rs"),
    ],
    [
        target!("c/params.rs.j2" => "bindings/c/src/params/generated/call.rs"),
        target!("c/params.rs.j2" => "bindings/c/src/params/generated/update.rs"),
        target!("c/params.rs.j2" => "bindings/c/src/params/generated/list.rs"),
    ],
];

const CALLS: &[Target] = &[
    target!("rust/calls_mod.rs.j2" => "crates/core/src/calls/generated/mod.rs"),
    target!("rust/calls_call.rs.j2" => "crates/core/src/calls/generated/call.rs"),
    target!("rust/calls_words.rs.j2" => "crates/core/src/calls/generated/words.rs"),
    target!("node/call.ts.j2" => "bindings/node/lib/generated/call.ts"),
];

/// What is written from everything that there is of calls.
const API: &[Target] = &[
    target!("bridge/calls.rs.j2" => "crates/bridge/src/arguments/generated/mod.rs"),
    target!("python/call.rs.j2" => "bindings/py/src/call.rs"),
    target!("python/calls.py.j2" => "bindings/py/python/mycpaas/_calls.py"),
    target!("python/native.pyi.j2" => "bindings/py/python/mycpaas/_native.pyi"),
    target!("python/words.py.j2" => "bindings/py/python/mycpaas/_words.py"),
    target!("node/call.rs.j2" => "bindings/node/src/call.rs"),
    target!("c/params_mod.rs.j2" => "bindings/c/src/params/generated/mod.rs"),
    target!("c/call.rs.j2" => "bindings/c/src/call/generated/mod.rs"),
    target!("c/calls_by_name.c.j2" => "bindings/c/tests/generated/calls_by_name.c"),
    target!("c/calls_by_name.h.j2" => "bindings/c/tests/generated/calls_by_name.h"),
    target!("c/call_words.rs.j2" => "bindings/c/src/enums/generated/call_words.rs"),
    target!("node/words.ts.j2" => "bindings/node/lib/generated/words.ts"),
    target!("node/parameters.ts.j2" => "bindings/node/lib/generated/parameters.ts"),
];

const ERRORS: &[Target] = &[
    target!("rust/errors.rs.j2" => "crates/core/src/error/generated/mod.rs"),
    target!("python/errors.rs.j2" => "bindings/py/src/error_classes.rs"),
    target!("python/errors.py.j2" => "bindings/py/python/mycpaas/_errors.py"),
    target!("c/enums_mod.rs.j2" => "bindings/c/src/enums/generated/mod.rs"),
    target!("c/error_kind.rs.j2" => "bindings/c/src/enums/generated/error_kind.rs"),
    target!("node/errors.ts.j2" => "bindings/node/lib/generated/errors.ts"),
];

/// What is written from everything that there is of calls, and from the kinds of error.
const CLIENTS: &[Target] = &[target!("c/mycpaas.hpp.j2" => "bindings/c/include/mycpaas.hpp")];

const WEBHOOKS: &[Target] = &[
    target!("rust/webhook_mod.rs.j2" => "crates/core/src/webhook/generated/mod.rs"),
    target!("rust/webhook_events.rs.j2" => "crates/core/src/webhook/generated/events.rs"),
    target!("rust/webhook_kinds.rs.j2" => "crates/core/src/webhook/generated/kinds.rs"),
    target!("rust/webhook_words.rs.j2" => "crates/core/src/webhook/generated/words.rs"),
    target!("python/webhooks.py.j2" => "bindings/py/python/mycpaas/webhooks/__init__.py"),
    target!("python/webhook_events.py.j2" => "bindings/py/python/mycpaas/webhooks/_events.py"),
    target!("node/webhook_events.ts.j2" => "bindings/node/lib/webhooks/generated/events.ts"),
    target!("node/webhook_words.ts.j2" => "bindings/node/lib/webhooks/generated/words.ts"),
    target!("c/event_words.rs.j2" => "bindings/c/src/enums/generated/event_words.rs"),
    target!("c/event_values.rs.j2" => "bindings/c/src/webhook/generated/mod.rs"),
    target!("c/mycpaas_webhooks.hpp.j2" => "bindings/c/include/mycpaas_webhooks.hpp"),
    target!("c/events_by_name.c.j2" => "bindings/c/tests/generated/events_by_name.c"),
    target!("c/events_by_name.h.j2" => "bindings/c/tests/generated/events_by_name.h"),
    target!("rust/vectors_webhooks.rs.j2" => "tests/tests/vectors/generated/webhooks.rs"),
];

/// What the runner of the vectors in Rust finds setters by.
const BY_NAME: &[Target] = &[
    target!("rust/vectors_mod.rs.j2" => "tests/tests/vectors/generated/mod.rs"),
    target!("rust/vectors_calls.rs.j2" => "tests/tests/vectors/generated/calls.rs"),
    target!("rust/vectors_laml.rs.j2" => "tests/tests/vectors/generated/laml.rs"),
];

/// Calls, and what may go wrong with them.
#[derive(Serialize)]
struct CallsAndErrors<'a> {
    #[serde(flatten)]
    api: &'a model::calls::Api,
    #[serde(flatten)]
    errors: &'a Errors,
}

/// The whole specification.
#[derive(Serialize)]
struct Everything<'a> {
    #[serde(flatten)]
    laml: &'a model::laml::Model,
    operations: &'a [model::calls::Operation],
    fields: &'a [model::calls::Field],
}

/// Writes every file, as it is to be committed.
pub(crate) fn render(spec: &Spec, root: &Path) -> Result<Vec<Generated>, String> {
    let laml = model::laml::laml(&spec.laml);
    let mut files = render_all(LAML, &laml, root)?;
    let operations = model::calls::operations(&spec.calls);
    for (target, operation) in OPERATIONS.iter().flat_map(|targets| targets.iter().zip(&operations)) {
        files.push(render_one(target, &Value::from(Serde(operation)), root)?);
    }
    let resource = model::calls::resource(&spec.calls);
    files.extend(render_all(CALLS, &resource, root)?);
    let api = model::calls::api(&spec.calls);
    files.extend(render_all(API, &api, root)?);
    files.extend(render_all(ERRORS, &spec.errors, root)?);
    files.extend(render_all(CLIENTS, &CallsAndErrors { api: &api, errors: &spec.errors }, root)?);
    let everything = Everything { laml: &laml, operations: &operations, fields: &resource.fields };
    files.extend(render_all(BY_NAME, &everything, root)?);
    let webhooks = model::webhooks::webhooks(&spec.webhooks, &spec.calls);
    files.extend(render_all(WEBHOOKS, &webhooks, root)?);
    files.extend(vectors(&laml, &operations, &resource, &webhooks)?);
    Ok(files)
}

fn render_all(targets: &[Target], model: &impl Serialize, root: &Path) -> Result<Vec<Generated>, String> {
    let model = Value::from(Serde(model));
    targets.iter().map(|target| render_one(target, &model, root)).collect()
}

fn render_one(target: &Target, model: &Value, root: &Path) -> Result<Generated, String> {
    let failed = |error: minijinja::Error| format!("the template of {}: {error:#}", target.path);
    let environment = environment().map_err(failed)?;
    let text = environment.render_named_str(target.path, target.template, model).map_err(failed)?;
    let text = match Path::new(target.path).extension() {
        Some(extension) if extension == "rs" => {
            format_rust(root, &text).map_err(|error| format!("{}: {error}", target.path))?
        }
        _ => text,
    };
    Ok(Generated { path: target.path.to_owned(), text })
}
