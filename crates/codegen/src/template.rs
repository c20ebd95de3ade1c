//! The templates, and the filters that they use.

use std::fmt::Write;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Value, ValueKind};
use minijinja::{Environment, UndefinedBehavior, escape_formatter};

use crate::words;

/// The widest line of a comment.
const WIDTH: usize = 110;

/// Returns the engine. A name that the model does not have is an error.
pub(crate) fn environment() -> Result<Environment<'static>, minijinja::Error> {
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?;
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
    environment.add_filter("rust", |name: &str| words::rust(name));
    environment.add_filter("quote", |text: &str| format!("{text:?}"));
    environment.add_filter("some", |value: Value| option(&value));
    environment.add_filter("comment", |text: &str, mark: &str| comment(text, mark));
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

/// Breaks a text into lines, each with a mark before it.
fn comment(text: &str, mark: &str) -> String {
    let mut comment = String::new();
    let mut width = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if width == 0 || width + 1 + length > WIDTH {
            let separator = if width == 0 { "" } else { "\n" };
            // Writing to a string does not fail.
            let _ = write!(comment, "{separator}{mark}");
            width = mark.chars().count();
        }
        comment.push(' ');
        comment.push_str(word);
        width += 1 + length;
    }
    comment
}
