//! The markup that tells a call what to do, as far as the simulator runs it.
//!
//! The only place that knows XML.

use std::time::Duration;

use roxmltree::Node;

/// A document, ready to be run.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) verbs: Vec<Verb>,
    /// What is questionable about it.
    pub(crate) findings: Vec<String>,
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

/// Reads a document. The error says what is wrong with the XML.
pub(crate) fn parse(text: &str) -> Result<Document, String> {
    let tree = roxmltree::Document::parse(text).map_err(|error| error.to_string())?;
    let root = tree.root_element();
    if root.tag_name().name() != "Response" {
        return Err(format!("the root element is <{}>, not <Response>", root.tag_name().name()));
    }
    let mut reader = Reader::default();
    let verbs = reader.children(root).into_iter().map(|node| reader.verb(node)).collect();
    Ok(Document { verbs, findings: reader.findings })
}

#[derive(Default)]
struct Reader {
    findings: Vec<String>,
}

impl Reader {
    /// Returns the elements in an element in which text means nothing.
    fn children<'a>(&mut self, parent: Node<'a, 'a>) -> Vec<Node<'a, 'a>> {
        let stray =
            |node: Node<'_, '_>| node.is_text() && node.text().is_some_and(|text| !text.trim().is_empty());
        if parent.children().any(stray) {
            self.findings.push(format!("the text in <{}> is ignored", parent.tag_name().name()));
        }
        parent.children().filter(Node::is_element).collect()
    }

    fn verb(&mut self, node: Node<'_, '_>) -> Verb {
        let text = |name| node.attribute(name).map(str::to_owned);
        match node.tag_name().name() {
            "Gather" => Verb::Gather(self.gather(node)),
            "Redirect" => Verb::Redirect { url: words(node), method: text("method") },
            "Hangup" => Verb::Hangup,
            "Reject" => Verb::Reject,
            name => self.prompt(node).map_or_else(|| Verb::Unknown(name.to_owned()), Verb::Prompt),
        }
    }

    fn prompt(&mut self, node: Node<'_, '_>) -> Option<Prompt> {
        match node.tag_name().name() {
            "Say" => Some(Prompt::Say { text: words(node), times: self.number(node, "loop", 1) }),
            "Play" => Some(Prompt::Play { url: words(node), times: self.number(node, "loop", 1) }),
            "Pause" => Some(Prompt::Pause(Duration::from_secs(self.number(node, "length", 1)))),
            _ => None,
        }
    }

    fn gather(&mut self, node: Node<'_, '_>) -> Gather {
        let text = |name| node.attribute(name).map(str::to_owned);
        let input = node.attribute("input").unwrap_or("dtmf");
        let takes = |word| input.split_whitespace().any(|part| part == word);
        if !takes("dtmf") && !takes("speech") {
            self.findings.push(format!("<Gather input={input:?}> takes neither dtmf nor speech"));
        }
        Gather {
            keys: takes("dtmf"),
            speech: takes("speech"),
            num_digits: Some(self.number(node, "numDigits", 0)).filter(|count| *count > 0),
            finish_on_key: text("finishOnKey").unwrap_or_else(|| "#".to_owned()),
            timeout: Duration::from_secs(self.number(node, "timeout", 5)),
            action: text("action"),
            method: text("method"),
            action_on_empty_result: node.attribute("actionOnEmptyResult") == Some("true"),
            prompts: self.prompts(node),
        }
    }

    fn prompts(&mut self, gather: Node<'_, '_>) -> Vec<Prompt> {
        let mut prompts = Vec::new();
        for node in self.children(gather) {
            match self.prompt(node) {
                Some(prompt) => prompts.push(prompt),
                None => self.findings.push(format!("<{}> in <Gather> is ignored", node.tag_name().name())),
            }
        }
        prompts
    }

    fn number<N: std::str::FromStr>(&mut self, node: Node<'_, '_>, name: &str, default: N) -> N {
        let Some(text) = node.attribute(name) else {
            return default;
        };
        text.trim().parse().unwrap_or_else(|_| {
            let element = node.tag_name().name();
            self.findings.push(format!("<{element} {name}={text:?}> is no whole number; the default counts"));
            default
        })
    }
}

/// Returns the text in an element and in the elements within, its white space tidied.
fn words(node: Node<'_, '_>) -> String {
    let text: String = node.descendants().filter(Node::is_text).filter_map(|node| node.text()).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
