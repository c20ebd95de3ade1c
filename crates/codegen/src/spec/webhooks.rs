//! `webhooks.toml`: what the service sends.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use indexmap::IndexMap;
use serde::Deserialize;
use toml::Spanned;

use super::{Calls, Enumeration, File, Origin, check_doc, check_enumeration};
use crate::problem::Problems;
use crate::words::snake;

/// The whole file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Webhooks {
    pub(crate) standard: Parameters,
    pub(crate) webhook: IndexMap<Spanned<String>, Webhook>,
    pub(crate) detect: Vec<Spanned<Detection>>,
    #[serde(rename = "enum")]
    pub(crate) enumerations: IndexMap<Spanned<String>, Enumeration>,
}

/// Parameters under their names on the wire.
pub(crate) type Parameters = IndexMap<Spanned<String>, Parameter>;

/// One request that the service makes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Webhook {
    #[serde(default)]
    pub(crate) standard: bool,
    pub(crate) doc: Spanned<String>,
    #[serde(default)]
    pub(crate) parameters: Parameters,
}

/// One parameter of it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Parameter {
    #[serde(rename = "type")]
    pub(crate) kind: Spanned<Type>,
    pub(crate) words: Option<Spanned<String>>,
    #[serde(default)]
    pub(crate) also: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) required: bool,
    pub(crate) mycpaas: bool,
    pub(crate) origin: Origin,
    pub(crate) doc: Spanned<String>,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Type {
    Text,
    Integer,
    Decimal,
    Boolean,
    Timestamp,
    Seconds,
    Milliseconds,
    Phone,
    Url,
    Word,
}

/// How a request is known to be of some kind.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Detection {
    pub(crate) kind: Spanned<String>,
    pub(crate) any: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) without: Vec<Spanned<String>>,
    #[serde(default)]
    pub(crate) call_status: Vec<Spanned<String>>,
}

impl File for Webhooks {
    const NAME: &'static str = "webhooks.toml";

    fn check(&self, problems: &mut Problems<'_>) {
        self.standard.iter().for_each(|(name, parameter)| parameter.check(name, problems));
        for (name, webhook) in &self.webhook {
            check_doc(&webhook.doc, true, problems);
            let empty = webhook.parameters.is_empty() && !webhook.standard;
            problems.require(!empty, name.span(), "has no parameters");
            webhook.parameters.iter().for_each(|(name, parameter)| parameter.check(name, problems));
            self.check_names(webhook, problems);
        }
        self.check_types(problems);
        let other = self.webhook.keys().any(|name| name.get_ref() == "other");
        problems.require(other, 0..0, "there is no [webhook.other]");
        self.detect.iter().for_each(|rule| self.check_detection(rule, problems));
        self.enumerations
            .iter()
            .for_each(|(name, enumeration)| check_enumeration(name, enumeration, problems));
    }
}

impl Webhooks {
    /// Returns what a request may carry: the standard parameters, if it has them, and its own.
    pub(crate) fn parameters<'a>(
        &'a self,
        webhook: &'a Webhook,
    ) -> impl Iterator<Item = (&'a Spanned<String>, &'a Parameter)> {
        let standard = self.standard.iter().filter(|(name, _)| {
            webhook.standard && !webhook.parameters.keys().any(|own| own.get_ref() == name.get_ref())
        });
        standard.chain(&webhook.parameters)
    }

    /// Complains about words that neither this file has nor that of the calls.
    pub(super) fn check_words(&self, calls: &Calls, problems: &mut Problems<'_>) {
        let own = self.webhook.values().flat_map(|webhook| webhook.parameters.values());
        for words in self.standard.values().chain(own).filter_map(|parameter| parameter.words.as_ref()) {
            let known = self.enumerations.keys().chain(calls.enumerations.keys());
            let known = known.map(Spanned::get_ref).any(|name| name == words.get_ref());
            problems.require(known, words.span(), format_args!("there is no enum {:?}", words.get_ref()));
        }
    }

    /// Complains about two parameters that the same getter would read.
    fn check_names(&self, webhook: &Webhook, problems: &mut Problems<'_>) {
        // Every event has methods of these names.
        let mut seen = HashSet::from(["fields".to_owned(), "kind".to_owned()]);
        for (name, _) in self.parameters(webhook) {
            let free = seen.insert(snake(name.get_ref()));
            problems.require(free, name.span(), "another getter has the name");
        }
    }

    /// Complains about a parameter that is another one of another request: in C the same getter reads both.
    fn check_types(&self, problems: &mut Problems<'_>) {
        let own = self.webhook.values().flat_map(|webhook| &webhook.parameters);
        let mut seen: HashMap<String, (&str, Type, Option<&str>)> = HashMap::new();
        for (name, parameter) in self.standard.iter().chain(own) {
            let words = parameter.words.as_ref().map(|words| words.get_ref().as_str());
            let read = (name.get_ref().as_str(), *parameter.kind.get_ref(), words);
            let same = *seen.entry(snake(name.get_ref())).or_insert(read) == read;
            problems.require(same, name.span(), "another request has it with another name, type or words");
        }
    }

    fn check_detection(&self, rule: &Spanned<Detection>, problems: &mut Problems<'_>) {
        let Detection { kind, any, without: _, call_status: _ } = rule.get_ref();
        let Some(webhook) = self.webhook.get(kind.get_ref().as_str()) else {
            return problems.add(kind.span(), format_args!("there is no webhook {:?}", kind.get_ref()));
        };
        problems.require(!any.is_empty(), rule.span(), "any is empty");
        for name in any {
            let known = self.parameters(webhook).any(|(known, _)| known.get_ref() == name.get_ref());
            problems.require(known, name.span(), "the webhook has no such parameter");
        }
    }
}

impl Parameter {
    fn check(&self, name: &Spanned<String>, problems: &mut Problems<'_>) {
        let span: Range<usize> = name.span();
        check_doc(&self.doc, true, problems);
        let worded = *self.kind.get_ref() == Type::Word;
        problems.require(worded == self.words.is_some(), span.clone(), "a word, and nothing else, has words");
        let promised = !self.required || self.mycpaas;
        problems.require(promised, span, "only what mycpaas documents is required");
    }
}
