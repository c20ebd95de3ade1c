//! Data that the tests of every language run. `tests/vectors/README.md` describes the format.

mod calls;
mod form;
mod laml;
mod webhooks;

use serde::Serialize;

use crate::model;
use crate::output::Generated;

/// Returns the files.
pub(crate) fn vectors(
    laml: &model::laml::Model,
    operations: &[model::calls::Operation],
    resource: &model::calls::Resource,
    webhooks: &model::webhooks::Model,
) -> Result<Vec<Generated>, String> {
    Ok(vec![
        file("laml_attributes", &laml::attributes(laml))?,
        file("calls_parameters", &calls::parameters(operations))?,
        file("calls_fields", &calls::fields(resource))?,
        file("webhooks", &webhooks::cases(webhooks))?,
    ])
}

/// Writes one case a line.
fn file(name: &str, cases: &[impl Serialize]) -> Result<Generated, String> {
    let path = format!("tests/vectors/generated/{name}.json");
    let lines: Result<Vec<String>, serde_json::Error> = cases.iter().map(serde_json::to_string).collect();
    let lines = lines.map_err(|error| format!("{path}: {error}"))?;
    Ok(Generated { path, text: format!("[\n{}\n]\n", lines.join(",\n")) })
}
