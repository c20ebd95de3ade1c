//! The Calls API, as templates read it.

use indexmap::IndexMap;
use serde::Serialize;
use toml::Spanned;

use super::enumeration::{Enumeration, enumeration};
use crate::spec::{self, Calls};
use crate::words::snake;

/// The parameters of one request.
#[derive(Serialize)]
pub(crate) struct Operation {
    /// The type that collects them.
    pub(crate) class: &'static str,
    pub(crate) parameters: Vec<Parameter>,
    /// Those that its constructor takes.
    required: Vec<Parameter>,
    /// The types of words that it uses, each once.
    classes: Vec<String>,
}

#[derive(Clone, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "facts that do not depend on each other")]
pub(crate) struct Parameter {
    index: usize,
    pub(crate) wire: String,
    pub(crate) name: String,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    mycpaas: bool,
    origin: String,
    pub(crate) required: bool,
    class: Option<String>,
    /// The words that are allowed, where there are fewer than the type knows.
    pub(crate) allowed: Vec<String>,
    /// The words that the type knows.
    pub(crate) known: Vec<String>,
    joined: bool,
    default: Option<String>,
    min: Option<u32>,
    pub(crate) max: Option<u32>,
    decimals: Option<u32>,
    max_length: Option<u32>,
    alphabet: Option<String>,
    secret: bool,
    filter: bool,
    doc: String,
}

/// Everything at once, for templates that write it into one file.
#[derive(Serialize)]
pub(crate) struct Api {
    create: Operation,
    update: Operation,
    list: Operation,
    fields: Vec<Field>,
    enumerations: Vec<Enumeration>,
}

/// The fields of a call, and the words of all that has some.
#[derive(Serialize)]
pub(crate) struct Resource {
    pub(crate) fields: Vec<Field>,
    pub(crate) enumerations: Vec<Enumeration>,
    classes: Vec<String>,
}

#[derive(Serialize)]
pub(crate) struct Field {
    pub(crate) name: String,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    pub(crate) class: Option<String>,
    required: bool,
    doc: String,
}

pub(crate) fn operations(spec: &Calls) -> [Operation; 3] {
    [("CreateCall", &spec.create), ("UpdateCall", &spec.update), ("ListCalls", &spec.list)]
        .map(|(class, parameters)| operation(spec, class, parameters))
}

pub(crate) fn resource(spec: &Calls) -> Resource {
    let fields: Vec<Field> = spec.fields.iter().map(|(name, found)| field(name.get_ref(), found)).collect();
    Resource {
        classes: once(fields.iter().filter_map(|field| field.class.clone())),
        enumerations: spec
            .enumerations
            .iter()
            .map(|(name, found)| enumeration(name.get_ref(), found, true))
            .collect(),
        fields,
    }
}

pub(crate) fn api(spec: &Calls) -> Api {
    let [create, update, list] = operations(spec);
    let Resource { fields, enumerations, .. } = resource(spec);
    Api { create, update, list, fields, enumerations }
}

fn operation(
    spec: &Calls,
    class: &'static str,
    parameters: &IndexMap<Spanned<String>, spec::Parameter>,
) -> Operation {
    let numbered = parameters.iter().enumerate();
    let parameters: Vec<Parameter> =
        numbered.map(|(index, (wire, found))| parameter(spec, index, wire.get_ref(), found)).collect();
    Operation {
        class,
        required: parameters.iter().filter(|parameter| parameter.required).cloned().collect(),
        classes: once(parameters.iter().filter_map(|parameter| parameter.class.clone())),
        parameters,
    }
}

fn once(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut names: Vec<String> = names.collect();
    names.sort();
    names.dedup();
    names
}

fn parameter(spec: &Calls, index: usize, wire: &str, parameter: &spec::Parameter) -> Parameter {
    let text = |value: &Option<Spanned<String>>| value.as_ref().map(|value| value.get_ref().clone());
    Parameter {
        index,
        wire: wire.to_owned(),
        name: parameter.name.clone().unwrap_or_else(|| snake(wire)),
        kind: format!("{:?}", parameter.kind.get_ref()),
        mycpaas: parameter.mycpaas,
        origin: format!("{:?}", parameter.origin),
        required: parameter.required,
        class: text(&parameter.words),
        allowed: parameter.allowed.iter().map(|word| word.get_ref().clone()).collect(),
        known: spec.words(parameter.words.as_ref()).into_iter().map(str::to_owned).collect(),
        joined: parameter.joined,
        default: text(&parameter.default),
        min: parameter.min,
        max: parameter.max,
        decimals: parameter.decimals,
        max_length: parameter.max_length,
        alphabet: parameter.alphabet.clone(),
        secret: parameter.secret,
        filter: parameter.filter,
        doc: parameter.doc.get_ref().clone(),
    }
}

fn field(name: &str, field: &spec::Field) -> Field {
    Field {
        name: name.to_owned(),
        kind: format!("{:?}", field.kind.get_ref()),
        class: field.words.as_ref().map(|words| words.get_ref().clone()),
        required: field.required,
        doc: field.doc.get_ref().clone(),
    }
}
