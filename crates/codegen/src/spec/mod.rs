//! The specification, as it is written and checked.

mod calls;
mod errors;
mod laml;
#[cfg(test)]
mod tests;
mod webhooks;

use std::collections::HashSet;
use std::fmt::Display;
use std::fs;
use std::hash::Hash;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;

use crate::problem::Problems;

pub(crate) use calls::{Calls, Field, Parameter};
pub(crate) use errors::Errors;
pub(crate) use laml::{Attribute, Element, Enumeration, Laml, Mycpaas, Text, Type};
pub(crate) use webhooks::{Detection, Parameter as WebhookParameter, Webhooks};

/// Everything that the specification says.
pub(crate) struct Spec {
    pub(crate) laml: Laml,
    pub(crate) calls: Calls,
    pub(crate) errors: Errors,
    pub(crate) webhooks: Webhooks,
}

/// A file of the specification.
trait File: DeserializeOwned {
    const NAME: &'static str;

    /// Finds what the types cannot say: names that come twice or stand for nothing, ranges that hold nothing.
    fn check(&self, problems: &mut Problems<'_>);
}

/// Who documents something.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Origin {
    Both,
    SignalWire,
    Twilio,
}

/// Reads and checks every file in a folder.
pub(crate) fn load(folder: &Path) -> Result<Spec, String> {
    let calls = read(folder, |_: &Calls, _| {})?;
    let webhooks = read(folder, |webhooks: &Webhooks, problems| webhooks.check_words(&calls, problems))?;
    Ok(Spec { laml: read(folder, |_, _| {})?, errors: read(folder, |_, _| {})?, calls, webhooks })
}

/// Reads a file, and finds also what can be said only with the help of others.
fn read<T: File>(folder: &Path, also: impl FnOnce(&T, &mut Problems<'_>)) -> Result<T, String> {
    let file = format!("spec/{}", T::NAME);
    let text = fs::read_to_string(folder.join(T::NAME)).map_err(|error| format!("{file}: {error}"))?;
    parse(&file, &text, also)
}

fn parse<T: File>(file: &str, text: &str, also: impl FnOnce(&T, &mut Problems<'_>)) -> Result<T, String> {
    let mut problems = Problems::new(file, text);
    match toml::from_str::<T>(text) {
        Ok(content) => {
            content.check(&mut problems);
            also(&content, &mut problems);
            problems.finish().map(|()| content)
        }
        Err(error) => {
            problems.add(error.span().unwrap_or_default(), error.message());
            Err(problems.finish().err().unwrap_or_default())
        }
    }
}

/// Complains about texts that are empty, or that a sentence around them would not fit.
fn check_doc(doc: &Spanned<String>, sentence: bool, problems: &mut Problems<'_>) {
    let text = doc.get_ref();
    let blank = text.trim() != text || text.is_empty() || text.contains('\n');
    problems.require(!blank, doc.span(), "doc is one line, without blanks around it");
    let rule = if sentence {
        "doc is a sentence and ends with a full stop"
    } else {
        "doc reads on from `Sets`, and the full stop is added"
    };
    problems.require(text.ends_with('.') == sentence, doc.span(), rule);
}

fn check_enumeration(name: &Spanned<String>, enumeration: &Enumeration, problems: &mut Problems<'_>) {
    check_doc(&enumeration.doc, true, problems);
    enumeration.values.values().for_each(|doc| check_doc(doc, true, problems));
    problems.require(!enumeration.values.is_empty(), name.span(), "has no values");
}

/// Complains about values that come twice.
fn check_unique<'a, T: Display + Eq + Hash + 'a>(
    values: impl Iterator<Item = &'a Spanned<T>>,
    problems: &mut Problems<'_>,
) {
    let mut seen = HashSet::new();
    for value in values {
        problems.require(
            seen.insert(value.get_ref()),
            value.span(),
            format_args!("{} comes twice", value.get_ref()),
        );
    }
}
