//! What the service sends, as templates read it.

use serde::Serialize;

use super::enumeration::{Enumeration, enumeration};
use crate::spec::{self, Calls, Webhooks};
use crate::words::{camel, snake};

#[derive(Serialize)]
pub(crate) struct Model {
    /// The parameters that an event of any kind may have.
    standard: Vec<Parameter>,
    pub(crate) kinds: Vec<Kind>,
    /// Every parameter of any kind, each once.
    parameters: Vec<Shared>,
    pub(crate) rules: Vec<Rule>,
    enumerations: Vec<Enumeration>,
    /// The types of words that come from the Calls API, each once.
    foreign: Vec<String>,
}

/// A kind of request.
#[derive(Serialize)]
pub(crate) struct Kind {
    pub(crate) name: String,
    /// Its name among the kinds, and its type.
    variant: String,
    class: String,
    pub(crate) parameters: Vec<Parameter>,
    doc: String,
}

#[derive(Serialize)]
pub(crate) struct Parameter {
    pub(crate) wire: String,
    pub(crate) name: String,
    also: Vec<String>,
    #[serde(rename = "type")]
    pub(crate) kind: String,
    class: Option<String>,
    /// The words that its type knows.
    pub(crate) words: Vec<String>,
    required: bool,
    mycpaas: bool,
    origin: String,
    doc: String,
}

/// A parameter that one or several kinds have.
#[derive(Serialize)]
struct Shared {
    name: String,
    wire: String,
    #[serde(rename = "type")]
    kind: String,
    class: Option<String>,
    /// The words that its type knows.
    words: Vec<String>,
    /// One of the kinds that have it, by its name among the kinds.
    variant: String,
    /// Whether an event of any kind may have it.
    standard: bool,
    mycpaas: bool,
    origin: String,
    docs: Vec<Meaning>,
}

/// What a parameter means for some kinds.
#[derive(Serialize)]
struct Meaning {
    kinds: Vec<String>,
    doc: String,
}

/// By what a request is known.
#[derive(Serialize)]
pub(crate) struct Rule {
    pub(crate) kind: String,
    variant: String,
    pub(crate) any: Vec<String>,
    without: Vec<String>,
    pub(crate) call_status: Vec<String>,
}

pub(crate) fn webhooks(spec: &Webhooks, calls: &Calls) -> Model {
    let read = |(name, found): (&toml::Spanned<String>, _)| parameter(spec, calls, name.get_ref(), found);
    let standard: Vec<Parameter> = spec.standard.iter().map(read).collect();
    let kinds = spec.webhook.iter().map(|(name, webhook)| Kind {
        name: name.get_ref().clone(),
        variant: camel(name.get_ref()),
        class: format!("{}Event", camel(name.get_ref())),
        parameters: spec.parameters(webhook).map(read).collect(),
        doc: webhook.doc.get_ref().clone(),
    });
    let kinds: Vec<Kind> = kinds.collect();
    let own = |class: &String| spec.enumerations.keys().any(|name| name.get_ref() == class);
    let mut foreign: Vec<String> =
        standard.iter().filter_map(|parameter| parameter.class.clone()).filter(|class| !own(class)).collect();
    foreign.sort();
    foreign.dedup();
    Model {
        parameters: shared(&standard, &kinds),
        kinds,
        standard,
        rules: spec.detect.iter().map(|found| rule(found.get_ref())).collect(),
        enumerations: spec
            .enumerations
            .iter()
            .map(|(name, found)| enumeration(name.get_ref(), found, true))
            .collect(),
        foreign,
    }
}

/// Puts together what kinds have in common.
fn shared(standard: &[Parameter], kinds: &[Kind]) -> Vec<Shared> {
    let mut all: Vec<Shared> = Vec::new();
    for (kind, parameter) in kinds.iter().flat_map(|kind| kind.parameters.iter().map(move |own| (kind, own)))
    {
        let place = all.iter().position(|known| known.wire == parameter.wire).unwrap_or_else(|| {
            all.push(alone(kind, parameter));
            all.len() - 1
        });
        if let Some(known) = all.get_mut(place) {
            known.mycpaas |= parameter.mycpaas;
            known.add(&kind.name, &parameter.doc);
        }
    }
    for parameter in standard {
        if let Some(known) = all.iter_mut().find(|known| known.wire == parameter.wire) {
            known.standard = true;
            known.docs = vec![Meaning { kinds: Vec::new(), doc: parameter.doc.clone() }];
        }
    }
    all.sort_by_key(|parameter| !parameter.standard);
    all
}

fn alone(kind: &Kind, parameter: &Parameter) -> Shared {
    Shared {
        name: parameter.name.clone(),
        wire: parameter.wire.clone(),
        kind: parameter.kind.clone(),
        class: parameter.class.clone(),
        words: parameter.words.clone(),
        variant: kind.variant.clone(),
        standard: false,
        mycpaas: parameter.mycpaas,
        origin: parameter.origin.clone(),
        docs: Vec::new(),
    }
}

impl Shared {
    fn add(&mut self, kind: &str, doc: &str) {
        match self.docs.iter_mut().find(|known| known.doc == doc) {
            Some(known) => known.kinds.push(kind.to_owned()),
            None => self.docs.push(Meaning { kinds: vec![kind.to_owned()], doc: doc.to_owned() }),
        }
    }
}

fn parameter(spec: &Webhooks, calls: &Calls, wire: &str, found: &spec::WebhookParameter) -> Parameter {
    let class = found.words.as_ref().map(|words| words.get_ref().clone());
    let known = spec.enumerations.iter().chain(&calls.enumerations);
    let mut known = known.filter(|(name, _)| class.as_ref() == Some(name.get_ref()));
    let words = known.next().map(|(_, found)| found.values.keys().map(|word| word.get_ref().clone()));
    Parameter {
        wire: wire.to_owned(),
        name: snake(wire),
        also: texts(&found.also),
        kind: format!("{:?}", found.kind.get_ref()),
        words: words.into_iter().flatten().collect(),
        class,
        required: found.required,
        mycpaas: found.mycpaas,
        origin: format!("{:?}", found.origin),
        doc: found.doc.get_ref().clone(),
    }
}

fn rule(found: &spec::Detection) -> Rule {
    Rule {
        kind: found.kind.get_ref().clone(),
        variant: camel(found.kind.get_ref()),
        any: texts(&found.any),
        without: texts(&found.without),
        call_status: texts(&found.call_status),
    }
}

fn texts(names: &[toml::Spanned<String>]) -> Vec<String> {
    names.iter().map(|name| name.get_ref().clone()).collect()
}
