//! `calls.toml`: parameters of the Calls API, and the fields of its answers.

use indexmap::IndexMap;
use serde::Deserialize;
use toml::Spanned;

use super::{Enumeration, File, Origin, check_doc, check_enumeration};
use crate::problem::Problems;

/// The whole file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Calls {
    pub(crate) create: IndexMap<Spanned<String>, Parameter>,
    pub(crate) update: IndexMap<Spanned<String>, Parameter>,
    pub(crate) list: IndexMap<Spanned<String>, Parameter>,
    #[serde(rename = "field")]
    pub(crate) fields: IndexMap<Spanned<String>, Field>,
    envelope: IndexMap<Spanned<String>, Field>,
    #[serde(rename = "enum")]
    pub(crate) enumerations: IndexMap<Spanned<String>, Enumeration>,
}

/// One parameter of a request.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "facts that do not depend on each other")]
pub(crate) struct Parameter {
    pub(crate) name: Option<String>,
    #[serde(rename = "type")]
    pub(crate) kind: Spanned<Type>,
    pub(crate) mycpaas: bool,
    pub(crate) origin: Origin,
    #[serde(default)]
    pub(crate) required: bool,
    pub(crate) words: Option<Spanned<String>>,
    #[serde(default)]
    pub(crate) allowed: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) joined: bool,
    pub(crate) default: Option<Spanned<String>>,
    pub(crate) min: Option<u32>,
    pub(crate) max: Option<u32>,
    pub(crate) decimals: Option<u32>,
    pub(crate) max_length: Option<u32>,
    pub(crate) alphabet: Option<String>,
    #[serde(default)]
    pub(crate) secret: bool,
    #[serde(default)]
    pub(crate) filter: bool,
    pub(crate) doc: Spanned<String>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Type {
    Phone,
    Url,
    String,
    Integer,
    Boolean,
    Decimal,
    Sid,
    Digits,
    Date,
    Word,
    Words,
}

/// One field of an answer.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Field {
    #[serde(rename = "type")]
    pub(crate) kind: Spanned<FieldType>,
    pub(crate) words: Option<Spanned<String>>,
    #[serde(rename = "mycpaas")]
    _mycpaas: bool,
    #[serde(rename = "origin")]
    _origin: Origin,
    #[serde(default)]
    pub(crate) required: bool,
    pub(crate) doc: Spanned<String>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum FieldType {
    Text,
    Word,
    Timestamp,
    Decimal,
    Seconds,
    Milliseconds,
    Integer,
    Texts,
    Calls,
}

impl File for Calls {
    const NAME: &'static str = "calls.toml";

    fn check(&self, problems: &mut Problems<'_>) {
        for (name, parameter) in self.create.iter().chain(&self.update).chain(&self.list) {
            self.check_parameter(name, parameter, problems);
        }
        for (name, field) in self.fields.iter().chain(&self.envelope) {
            check_doc(&field.doc, true, problems);
            let worded = *field.kind.get_ref() == FieldType::Word;
            self.check_words(name, worded, field.words.as_ref(), problems);
        }
        for (name, enumeration) in &self.enumerations {
            check_enumeration(name, enumeration, problems);
        }
    }
}

impl Calls {
    /// The words of a type, or nothing.
    pub(crate) fn words(&self, name: Option<&Spanned<String>>) -> Vec<&str> {
        let Some(name) = name else { return Vec::new() };
        let found = self.enumerations.iter().find(|(known, _)| known.get_ref() == name.get_ref());
        found.map_or_else(Vec::new, |(_, found)| {
            found.values.keys().map(|word| word.get_ref().as_str()).collect()
        })
    }

    fn check_words(
        &self,
        name: &Spanned<String>,
        worded: bool,
        words: Option<&Spanned<String>>,
        problems: &mut Problems<'_>,
    ) {
        problems.require(
            worded == words.is_some(),
            name.span(),
            "what takes words, and nothing else, names them",
        );
        if let Some(words) = words {
            let known = !self.words(Some(words)).is_empty();
            problems.require(known, words.span(), format_args!("there is no enum {:?}", words.get_ref()));
        }
    }

    fn check_parameter(&self, name: &Spanned<String>, parameter: &Parameter, problems: &mut Problems<'_>) {
        check_doc(&parameter.doc, false, problems);
        let kind = *parameter.kind.get_ref();
        self.check_words(name, matches!(kind, Type::Word | Type::Words), parameter.words.as_ref(), problems);
        let bounded = parameter.min.is_some() || parameter.max.is_some();
        let number = matches!(kind, Type::Integer | Type::Decimal);
        problems.require(number || !bounded, name.span(), "min and max are for numbers");
        let empty = parameter.min.zip(parameter.max).is_some_and(|(min, max)| min > max);
        problems.require(!empty, name.span(), "min is above max");
        let words = self.words(parameter.words.as_ref());
        for value in parameter.default.iter().chain(&parameter.allowed) {
            let text = value.get_ref().as_str();
            let fits = match kind {
                Type::Integer => text.parse().is_ok_and(|number: u32| {
                    parameter.min.is_none_or(|min| min <= number)
                        && parameter.max.is_none_or(|max| number <= max)
                }),
                Type::Boolean => matches!(text, "true" | "false"),
                _ => words.is_empty() || words.contains(&text),
            };
            problems.require(
                fits,
                value.span(),
                format_args!("{text:?} is not a value that the parameter may have"),
            );
        }
    }
}
