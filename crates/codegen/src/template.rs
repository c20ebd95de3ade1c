//! The templates, and the filters that they use.

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Value, ValueKind};
use minijinja::{Environment, UndefinedBehavior, escape_formatter};

use crate::prose::{self, comment};
use crate::words;

/// Returns the engine. A name that the model does not have is an error.
pub(crate) fn environment() -> Result<Environment<'static>, minijinja::Error> {
    let syntax =
        SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build()?;
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(syntax);
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    environment.set_formatter(|output, state, value| match value.kind() {
        ValueKind::Bool => Ok(output.write_str(if value.is_true() { "true" } else { "false" })?),
        _ => escape_formatter(output, state, value),
    });
    environment.add_filter("snake", |name: &str| words::snake(name));
    environment.add_filter("camel", |name: &str| words::camel(name));
    environment.add_filter("camel_small", |name: &str| words::camel_small(name));
    environment.add_filter("rust", |name: &str| words::rust(name));
    environment.add_filter("python", |name: &str| words::python(name));
    environment.add_filter("c", |name: &str| words::c(name));
    environment.add_filter("quote", |text: &str| format!("{text:?}"));
    environment.add_filter("some", |value: Value| option(&value));
    environment.add_filter("comment", |text: &str, mark: &str| comment(text, mark));
    environment.add_filter("capital", |text: &str| prose::capital(text));
    environment.add_filter("plain", |text: &str| prose::plain(text));
    environment.add_filter("c_names", |text: &str| prose::c_names(text));
    environment.add_filter("cpp_names", |text: &str| prose::cpp_names(text));
    environment.add_filter("comment_block", |text: &str| prose::comment_block(text));
    environment.add_filter("doxygen", |text: &str, indent: &str| prose::doxygen(text, indent));
    environment.add_filter("docstring", |text: &str, indent: &str| prose::docstring(text, indent));
    environment.add_filter("paragraph", |text: &str, indent: &str| prose::paragraph(text, indent));
    environment.add_filter("hanging", |text: &str, indent: &str| prose::hanging(text, indent));
    environment.add_filter("member", |name: &str| words::member(name));
    environment.add_filter("jsdoc", |text: &str, indent: &str| prose::jsdoc(text, indent));
    Ok(environment)
}

/// An optional value in Rust.
fn option(value: &Value) -> String {
    match value.as_str() {
        Some(text) => format!("Some({text:?})"),
        None if value.is_none() => "None".to_owned(),
        None => format!("Some({})", grouped(&value.to_string())),
    }
}

/// Digits in groups of three, once there are more than four.
fn grouped(number: &str) -> String {
    let long = number.len() > 4;
    let mut grouped = String::new();
    for (index, digit) in number.chars().enumerate() {
        if long && index > 0 && (number.len() - index).is_multiple_of(3) {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    grouped
}
