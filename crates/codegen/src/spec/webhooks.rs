//! `webhooks.toml`: what the service sends.

use indexmap::IndexMap;
use serde::Deserialize;
use toml::Spanned;

use super::{File, Origin, check_doc};
use crate::problem::Problems;

/// The whole file. No language is generated from it yet.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Webhooks {
    webhook: IndexMap<Spanned<String>, Webhook>,
}

/// One request that the service makes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Webhook {
    #[serde(default, rename = "standard")]
    _standard: bool,
    doc: Spanned<String>,
    parameters: IndexMap<Spanned<String>, Parameter>,
}

/// One parameter of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Parameter {
    #[serde(rename = "type")]
    kind: Spanned<Type>,
    words: Option<Vec<Spanned<String>>>,
    #[serde(default)]
    required: bool,
    mycpaas: bool,
    #[serde(rename = "origin")]
    _origin: Origin,
    doc: Spanned<String>,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Type {
    Text,
    Integer,
    Decimal,
    Boolean,
    Timestamp,
    Phone,
    Url,
    Word,
}

impl File for Webhooks {
    const NAME: &'static str = "webhooks.toml";

    fn check(&self, problems: &mut Problems<'_>) {
        for (name, webhook) in &self.webhook {
            check_doc(&webhook.doc, true, problems);
            problems.require(!webhook.parameters.is_empty(), name.span(), "has no parameters");
            for (name, parameter) in &webhook.parameters {
                check_doc(&parameter.doc, true, problems);
                let worded = *parameter.kind.get_ref() == Type::Word;
                problems.require(
                    worded == parameter.words.is_some(),
                    name.span(),
                    "a word, and nothing else, has words",
                );
                let promised = !parameter.required || parameter.mycpaas;
                problems.require(promised, name.span(), "only what mycpaas documents is required");
            }
        }
    }
}
