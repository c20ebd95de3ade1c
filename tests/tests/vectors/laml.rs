//! Runs the vectors of LaML.

use mycpaas::laml::{Channel, CheckOptions, Finding, Service, Usage, VoiceResponse, check_document};
use mycpaas::{Delivery, Error, ErrorKind};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::files::{Failures, File};
use crate::generated::laml::write;
use crate::trees::Tree;
use crate::values::difference;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    tree: Option<Tree>,
    document: Option<String>,
    xml: Option<String>,
    pretty: Option<String>,
    error: Option<Problem>,
    #[serde(default)]
    check: Checking,
    findings: Option<Vec<Value>>,
    /// Only for whoever reads a generated file.
    #[serde(rename = "element")]
    _element: Option<String>,
    #[serde(rename = "attribute")]
    _attribute: Option<String>,
    #[serde(rename = "value")]
    _value: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Problem {
    #[serde(default)]
    element: Option<String>,
    #[serde(default)]
    attribute: Option<String>,
    #[serde(default)]
    line: Option<u32>,
    #[serde(default)]
    column: Option<u32>,
    message: Vec<String>,
}

/// What the checker is told.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Checking {
    services: Vec<String>,
    channel: Option<String>,
    usage: Option<String>,
    document_url: Option<String>,
    inline: bool,
}

#[test]
fn by_hand() {
    run(&File::all("laml"));
}

#[test]
fn every_attribute() {
    run(&["generated/laml_attributes.json".to_owned()]);
}

fn run(files: &[String]) {
    let mut failures = Failures::default();
    for file in files {
        for value in File::read(file) {
            match Case::deserialize(&value) {
                Ok(case) => failures.add(file, &case.name, case.run()),
                Err(error) => failures.add(file, &value.to_string(), Err(error.to_string())),
            }
        }
    }
    failures.report();
}

impl Case {
    fn run(&self) -> Result<(), String> {
        if self.error.is_none() && self.xml.is_none() && self.pretty.is_none() && self.findings.is_none() {
            return Err("nothing is expected".to_owned());
        }
        let written = self.write(false)?;
        if let Some(problem) = &self.error {
            problem.compare(&written)?;
        }
        if let Some(xml) = &self.xml {
            compare_document("xml", &written, &format!("{DECLARATION}{xml}"))?;
        }
        if let Some(pretty) = &self.pretty {
            compare_document("pretty", &self.write(true)?, &format!("{DECLARATION}\n{pretty}"))?;
        }
        match &self.findings {
            Some(findings) => self.check(findings, written.ok()),
            None => Ok(()),
        }
    }

    fn write(&self, pretty: bool) -> Result<Result<String, Error>, String> {
        match (&self.tree, &self.document) {
            (Some(tree), None) => write(tree, pretty),
            (None, Some(document)) => Ok(VoiceResponse::parse(document)
                .and_then(|parsed| if pretty { parsed.to_xml_pretty() } else { parsed.to_xml() })),
            _ => Err("either a tree or a document is needed".to_owned()),
        }
    }

    fn check(&self, expected: &[Value], written: Option<String>) -> Result<(), String> {
        let document = self.document.clone().or(written).ok_or("what is built cannot be written")?;
        let findings = check_document(document, &self.check.options()?);
        let described: Vec<Value> = findings.iter().map(describe).collect();
        if described.len() != expected.len() {
            return Err(format!("it finds {}", json!(described)));
        }
        described.iter().zip(expected).try_for_each(|(found, expected)| {
            let fields = expected.as_object().ok_or("a finding is no object")?;
            fields.iter().try_for_each(|(name, value)| {
                difference(name, value, found.get(name).unwrap_or(&Value::Null))
            })
        })
    }
}

impl Problem {
    fn compare(&self, written: &Result<String, Error>) -> Result<(), String> {
        let error = match written {
            Ok(document) => return Err(format!("it is written: {document}")),
            Err(error) => error,
        };
        let kind = (error.kind(), error.delivery(), error.attempts());
        if kind != (ErrorKind::Laml, Delivery::NotSent, 0) {
            return Err(format!("{error:?}"));
        }
        let place = error.position().map(|position| (position.line, position.column));
        difference("element", &json!(self.element), &json!(error.element()))?;
        difference("attribute", &json!(self.attribute), &json!(error.attribute()))?;
        difference("position", &json!(self.line.zip(self.column)), &json!(place))?;
        match self.message.iter().find(|part| !error.to_string().contains(*part)) {
            Some(part) => Err(format!("{part:?} is not in {error}")),
            None => Ok(()),
        }
    }
}

impl Checking {
    fn options(&self) -> Result<CheckOptions, String> {
        let service = |name: &String| match name.as_str() {
            "mycpaas" => Ok(Service::Mycpaas),
            "signalwire" => Ok(Service::SignalWire),
            "twilio" => Ok(Service::Twilio),
            other => Err(format!("there is no service {other}")),
        };
        let services = self.services.iter().map(service).collect::<Result<Vec<_>, _>>()?;
        let mut options = CheckOptions::new().services(services);
        options = match self.channel.as_deref() {
            None => options,
            Some("voice") => options.channel(Channel::Voice),
            Some("messaging") => options.channel(Channel::Messaging),
            Some(other) => return Err(format!("there is no channel {other}")),
        };
        options = match self.usage.as_deref() {
            None => options,
            Some("call") => options.usage(Usage::Call),
            Some("screening") => options.usage(Usage::Screening),
            Some("conference_wait") => options.usage(Usage::ConferenceWait),
            Some("queue_wait") => options.usage(Usage::QueueWait),
            Some(other) => return Err(format!("there is no usage {other}")),
        };
        if let Some(url) = &self.document_url {
            options = options.document_url(url);
        }
        Ok(if self.inline { options.inline() } else { options })
    }
}

fn compare_document(name: &str, written: &Result<String, Error>, expected: &str) -> Result<(), String> {
    match written {
        Ok(document) => difference(name, &json!(expected), &json!(document)),
        Err(error) => Err(format!("{name}: {error:?}")),
    }
}

fn describe(finding: &Finding) -> Value {
    serde_json::to_value(finding).unwrap_or_default()
}
