//! Reading and checking LaML, which is built and written in JavaScript.

use std::slice;

use mycpaas_bridge::laml::{self as bridge, CheckSettings, Element, Finding, Limits, Node, SHAPES};
use mycpaas_bridge::{ErrorKind, Failure, Result};
use napi::bindgen_prelude::{Buffer, Either};
use napi_derive::napi;
use serde::{Deserialize, Serialize};

use crate::failure::throw;
use crate::options::read;

/// How much a document may hold.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[expect(clippy::struct_field_names, reason = "the names of its options")]
struct ParseLimits {
    max_size: Option<usize>,
    max_depth: Option<usize>,
    max_nodes: Option<usize>,
}

/// What the checker is told.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Settings {
    #[serde(default)]
    services: Vec<String>,
    channel: Option<String>,
    usage: Option<String>,
    document_url: Option<String>,
    #[serde(default)]
    inline: bool,
}

/// One thing that the checker found.
#[derive(Serialize)]
struct FoundShape<'a> {
    rule: &'static str,
    severity: &'static str,
    path: &'a str,
    line: Option<u32>,
    column: Option<u32>,
    message: &'a str,
    found: Option<&'a str>,
    allowed: Option<&'a str>,
    hint: Option<&'a str>,
}

/// Parses a document, and returns its tree as JSON.
#[napi(js_name = "parseLaml")]
pub(crate) fn parse(
    document: Either<String, Buffer>,
    limits: String,
    root: Option<String>,
) -> napi::Result<String> {
    let limits: ParseLimits = read(&limits).map_err(throw)?;
    let limits = Limits { size: limits.max_size, depth: limits.max_depth, nodes: limits.max_nodes };
    let shape = root.and_then(|tag| SHAPES.iter().find(|shape| shape.tag == tag));
    let root = bridge::parse(bytes(&document), limits, shape).map_err(throw)?;
    let mut json = String::new();
    Writer { json: &mut json, open: Vec::new() }.element(&root).map_err(throw)?;
    Ok(json)
}

/// Parses what may stand in an element, and returns the nodes as JSON.
#[napi(js_name = "parseLamlFragment")]
pub(crate) fn parse_fragment(xml: String) -> napi::Result<String> {
    let nodes = bridge::parse_fragment(&xml).map_err(throw)?;
    let around = nodes.into_iter().fold(Element::new("raw"), Element::child);
    let mut json = String::new();
    Writer { json: &mut json, open: Vec::new() }.element(&around).map_err(throw)?;
    Ok(json)
}

/// Checks a document, and returns what was found as JSON.
#[napi(js_name = "checkLaml")]
pub(crate) fn check(document: Either<String, Buffer>, settings: String) -> napi::Result<String> {
    let given: Settings = read(&settings).map_err(throw)?;
    let settings = CheckSettings {
        services: given.services,
        channel: given.channel,
        usage: given.usage,
        document_url: given.document_url,
        inline: given.inline,
    };
    let options = settings.options().map_err(throw)?;
    let findings = bridge::check_document(bytes(&document), &options);
    let shapes: Vec<FoundShape<'_>> = findings.iter().map(FoundShape::from).collect();
    json(&shapes).map_err(throw)
}

fn bytes(document: &Either<String, Buffer>) -> &[u8] {
    match document {
        Either::A(text) => text.as_bytes(),
        Either::B(bytes) => bytes,
    }
}

fn json(value: &(impl Serialize + ?Sized)) -> Result<String> {
    serde_json::to_string(value)
        .map_err(|error| Failure::new(ErrorKind::Internal, format!("a defect of this library: {error}")))
}

impl<'a> From<&'a Finding> for FoundShape<'a> {
    fn from(finding: &'a Finding) -> Self {
        Self {
            rule: finding.rule.name(),
            severity: finding.severity.name(),
            path: &finding.path,
            line: finding.line,
            column: finding.column,
            message: &finding.message,
            found: finding.found.as_deref(),
            allowed: finding.allowed.as_deref(),
            hint: finding.hint.as_deref(),
        }
    }
}

/// Writes a tree as JSON: an element is its name, its attributes, and what it holds.
///
/// What is open is kept on the heap, so that a deep tree does not overflow the stack.
struct Writer<'tree, 'json> {
    json: &'json mut String,
    open: Vec<slice::Iter<'tree, Node>>,
}

impl<'tree> Writer<'tree, '_> {
    fn element(&mut self, root: &'tree Element) -> Result<()> {
        self.start(root)?;
        while let Some(rest) = self.open.last_mut() {
            match rest.next() {
                Some(node) => self.node(node)?,
                None => self.end(),
            }
        }
        Ok(())
    }

    fn node(&mut self, node: &'tree Node) -> Result<()> {
        if !self.json.ends_with('[') {
            self.json.push(',');
        }
        match node {
            Node::Element(element) => self.start(element)?,
            Node::Comment(comment) => {
                self.json.push_str("{\"comment\":");
                self.value(comment.as_str())?;
                self.json.push('}');
            }
            other => self.value(other.as_text().unwrap_or_default())?,
        }
        Ok(())
    }

    fn start(&mut self, element: &'tree Element) -> Result<()> {
        self.json.push('[');
        self.value(element.name())?;
        let attributes = element.attributes().iter();
        let pairs: Vec<_> = attributes.map(|attribute| (attribute.name(), attribute.value())).collect();
        self.json.push(',');
        self.value(&pairs)?;
        self.json.push_str(",[");
        self.open.push(element.children().iter());
        Ok(())
    }

    fn end(&mut self) {
        self.json.push_str("]]");
        self.open.pop();
    }

    fn value(&mut self, value: &(impl Serialize + ?Sized)) -> Result<()> {
        self.json.push_str(&json(value)?);
        Ok(())
    }
}
