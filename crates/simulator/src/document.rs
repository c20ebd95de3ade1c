//! The markup that tells a call what to do, as far as the simulator runs it.
//!
//! The core reads the XML and checks it; here is what the simulator makes of it.

use std::time::Duration;

use mycpaas::laml::{Element, Node};

/// A document, ready to be run.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) verbs: Vec<Verb>,
}

/// One instruction.
#[derive(Debug)]
pub(crate) enum Verb {
    Prompt(Prompt),
    Gather(Gather),
    Redirect { url: String, method: Option<String> },
    Hangup,
    Reject,
    Unknown(String),
}

/// An instruction that the callee hears, and how often; 0 is without end.
#[derive(Debug)]
pub(crate) enum Prompt {
    Say { text: String, times: u32 },
    Play { url: String, times: u32 },
    Pause(Duration),
}

/// An instruction that waits for the callee.
#[derive(Debug)]
pub(crate) struct Gather {
    pub(crate) prompts: Vec<Prompt>,
    pub(crate) keys: bool,
    pub(crate) speech: bool,
    pub(crate) num_digits: Option<usize>,
    pub(crate) finish_on_key: String,
    pub(crate) timeout: Duration,
    pub(crate) action: Option<String>,
    pub(crate) method: Option<String>,
    pub(crate) action_on_empty_result: bool,
}

/// Reads a document. The error says what is wrong with the XML. What means nothing is left out.
pub(crate) fn parse(document: &[u8]) -> Result<Document, String> {
    let root = Element::parse(document).map_err(|error| error.message().to_owned())?;
    if root.name() != "Response" {
        return Err(format!("the root element is <{}>, not <Response>", root.name()));
    }
    Ok(Document { verbs: root.elements().map(verb).collect() })
}

fn verb(element: &Element) -> Verb {
    match element.name() {
        "Gather" => Verb::Gather(gather(element)),
        "Redirect" => Verb::Redirect { url: words(element), method: text(element, "method") },
        "Hangup" => Verb::Hangup,
        "Reject" => Verb::Reject,
        name => prompt(element).map_or_else(|| Verb::Unknown(name.to_owned()), Verb::Prompt),
    }
}

fn prompt(element: &Element) -> Option<Prompt> {
    match element.name() {
        "Say" => Some(Prompt::Say { text: words(element), times: number(element, "loop", 1) }),
        "Play" => Some(Prompt::Play { url: words(element), times: number(element, "loop", 1) }),
        "Pause" => Some(Prompt::Pause(Duration::from_secs(number(element, "length", 1)))),
        _ => None,
    }
}

fn gather(element: &Element) -> Gather {
    let input = element.attribute_value("input").unwrap_or("dtmf");
    let takes = |word| input.split_whitespace().any(|part| part == word);
    Gather {
        keys: takes("dtmf"),
        speech: takes("speech"),
        num_digits: Some(number(element, "numDigits", 0)).filter(|count| *count > 0),
        finish_on_key: text(element, "finishOnKey").unwrap_or_else(|| "#".to_owned()),
        timeout: Duration::from_secs(number(element, "timeout", 5)),
        action: text(element, "action"),
        method: text(element, "method"),
        action_on_empty_result: element.attribute_value("actionOnEmptyResult") == Some("true"),
        prompts: element.elements().filter_map(prompt).collect(),
    }
}

fn text(element: &Element, name: &str) -> Option<String> {
    element.attribute_value(name).map(str::to_owned)
}

/// Returns a whole number. Anything else counts as left out.
fn number<N: std::str::FromStr>(element: &Element, name: &str, default: N) -> N {
    element.attribute_value(name).and_then(|text| text.trim().parse().ok()).unwrap_or(default)
}

/// Returns the text in an element and in the elements within, its white space tidied.
fn words(element: &Element) -> String {
    let mut text = String::new();
    let mut rest = vec![element.children().iter()];
    while let Some(nodes) = rest.last_mut() {
        match nodes.next() {
            Some(Node::Element(child)) => rest.push(child.children().iter()),
            Some(node) => text.push_str(node.as_text().unwrap_or_default()),
            None => drop(rest.pop()),
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
