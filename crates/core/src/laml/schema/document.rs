//! Rules about a document as a whole, and as it comes over the network.

use super::finding::Finding;
use super::options::CheckOptions;
use super::rule::Rule;
use super::walk::Checker;
use crate::Error;
use crate::laml::element::Element;
use crate::laml::parser::ParseLimits;
use crate::laml::rules::Channel;
use crate::laml::{MessagingResponse, Verb as _, VoiceResponse};

/// The largest document, in bytes.
const LARGEST: usize = 64_000;

/// A larger document is not even looked into.
const PARSED: usize = 1 << 20;

/// A deeper one is not parsed; one that comes near is reported as nested too deep.
const DEEPEST: usize = 1_000;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";
const DECLARATION: &[u8] = b"<?xml";
const ROOT: &[u8] = b"Response";

impl Element {
    /// Checks the tree of a document of which this is the outermost element.
    ///
    /// The findings come in the order of the document, at most about 1000 of them. None at all says that nothing is
    /// known to be wrong. What is reported can be written all the same, unless a name or a character makes that
    /// impossible, which is [`Rule::NotWellFormed`].
    ///
    /// ```
    /// use mycpaas::laml::{CheckOptions, Element};
    ///
    /// let document = Element::new("Response").child(Element::new("Hangup").attribute("why", "so"));
    /// let findings = document.check(&CheckOptions::new());
    /// assert_eq!(
    ///     findings[0].to_string(),
    ///     "error unknown-attribute at /Response/Hangup[1]/@why: `why` is not an attribute of Hangup"
    /// );
    /// ```
    pub fn check(&self, options: &CheckOptions) -> Vec<Finding> {
        let mut findings = match self.to_xml() {
            Ok(xml) => too_large(xml.len()).into_iter().collect(),
            Err(error) => vec![Finding::new(Rule::NotWellFormed, error.message())],
        };
        findings.extend(check_tree(self, options));
        findings
    }
}

fn check_tree(root: &Element, options: &CheckOptions) -> Vec<Finding> {
    let mut checker = Checker::new(options);
    checker.tree(root);
    checker.finish()
}

macro_rules! root {
    ($name:ident, $channel:ident) => {
        impl $name {
            /// Checks the document, whatever channel the options name. See [`Element::check`].
            pub fn check(&self, options: &CheckOptions) -> Vec<Finding> {
                self.element().check(&options.clone().channel(Channel::$channel))
            }
        }
    };
}

root!(VoiceResponse, Voice);
root!(MessagingResponse, Messaging);

/// Checks a document as it comes over the network.
///
/// The findings have line and column. Those about the document as a whole come first. See [`Element::check`].
pub fn check_document(document: impl AsRef<[u8]>, options: &CheckOptions) -> Vec<Finding> {
    let document = document.as_ref();
    let mut findings: Vec<Finding> = too_large(document.len()).into_iter().collect();
    if document.len() > PARSED {
        return findings;
    }
    let parse = |text: &[u8]| {
        let limits = ParseLimits::new().size(PARSED).depth(DEEPEST).nodes(PARSED);
        Element::parse_with(text, limits)
    };
    match parse(document) {
        Ok(root) => findings.extend(check_tree(&root, options)),
        Err(error) => match split(document) {
            // Only what cannot be read as it stands may have its declaration in the wrong place.
            (before @ [_, ..], rest) => findings.extend(check_rest(before, parse(rest), options)),
            _ => findings.push(not_well_formed(&error)),
        },
    }
    findings
}

/// Checks what follows after something that stands before the XML declaration.
fn check_rest(before: &[u8], rest: Result<Element, Error>, options: &CheckOptions) -> Vec<Finding> {
    let mut inside = match rest {
        Ok(root) => check_tree(&root, options),
        Err(error) => vec![not_well_formed(&error)],
    };
    for finding in &mut inside {
        shift(finding, before);
    }
    inside.insert(0, before_declaration(before));
    inside
}

fn too_large(bytes: usize) -> Option<Finding> {
    let message = format!("the document has {bytes} bytes");
    (bytes > LARGEST)
        .then(|| Finding::new(Rule::DocumentTooLarge, message).allowed(format!("{LARGEST} bytes")))
}

fn not_well_formed(error: &Error) -> Finding {
    let prefix = error.position().map(|position| format!("{position}: ")).unwrap_or_default();
    let message = error.message();
    let mut finding = Finding::new(Rule::NotWellFormed, message.strip_prefix(&prefix).unwrap_or(message));
    (finding.line, finding.column) = error.position().map(|at| (at.line, at.column)).unzip();
    finding
}

/// Cuts off what stands before the XML declaration. A mark of the byte order may.
fn split(document: &[u8]) -> (&[u8], &[u8]) {
    let document = document.strip_prefix(BYTE_ORDER_MARK).unwrap_or(document);
    let is_there = |rest: &[u8]| {
        rest.strip_prefix(DECLARATION).and_then(<[u8]>::first).is_some_and(u8::is_ascii_whitespace)
    };
    let mut tags = document.iter().enumerate().filter(|(_, byte)| **byte == b'<').map(|(at, _)| at);
    // Inside the outermost element, a declaration is another mistake.
    let is_root = |at: &usize| {
        document.get(at + 1..at + 1 + ROOT.len()).is_some_and(|name| name.eq_ignore_ascii_case(ROOT))
    };
    let declaration =
        tags.by_ref().take_while(|at| !is_root(at)).find(|at| document.get(*at..).is_some_and(is_there));
    document.split_at_checked(declaration.unwrap_or_default()).unwrap_or_default()
}

fn before_declaration(before: &[u8]) -> Finding {
    let text = String::from_utf8_lossy(before);
    let mut finding = Finding::new(Rule::BeforeDeclaration, "something stands before the XML declaration");
    (finding.line, finding.column) = (Some(1), Some(1));
    finding.found(&text).hint("send nothing before it, not even a blank")
}

/// Moves positions that were counted from the XML declaration.
fn shift(finding: &mut Finding, before: &[u8]) {
    let text = String::from_utf8_lossy(before);
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let lines = count(text.matches('\n').count());
    if finding.line == Some(1) {
        let columns = count(text.rsplit('\n').next().unwrap_or_default().chars().count());
        finding.column = finding.column.map(|column| column.saturating_add(columns));
    }
    finding.line = finding.line.map(|line| line.saturating_add(lines));
}
