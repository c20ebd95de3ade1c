//! Any tree: an error that says where, or a document that two parsers read back as the tree.
#![no_main]

use arbitrary::Arbitrary;
use libfuzzer_sys::fuzz_target;
use mycpaas::laml::{Element, Node, ParseLimits};

/// What builds a tree.
#[derive(Arbitrary, Debug)]
enum Step<'a> {
    Open(Name<'a>),
    Attribute(Name<'a>, &'a str),
    Text(&'a str),
    Comment(&'a str),
    Close,
}

#[derive(Arbitrary, Debug)]
enum Name<'a> {
    Say,
    Break,
    Lang,
    Other(&'a str),
}

fuzz_target!(|steps: Vec<Step<'_>>| {
    let tree = build(steps);
    let mut buffer = "before".to_owned();
    let Ok(document) = tree.to_xml() else {
        let error = tree.write_to(&mut buffer, mycpaas::laml::Style::Pretty).expect_err("as before");
        assert!(error.element().is_some());
        assert_eq!(buffer, "before");
        return;
    };
    let limits = ParseLimits::new().size(usize::MAX).depth(usize::MAX).nodes(usize::MAX);
    assert_eq!(Element::parse_with(&document, limits).expect("it can be read"), tree);
    if !document.contains("<xml:") {
        roxmltree::Document::parse(&document).expect("the other parser reads it");
    }
    let pretty = tree.to_xml_pretty().expect("it can be written");
    let parsed = Element::parse_with(&pretty, limits).expect("it can be read");
    assert_eq!(parsed.to_xml_pretty().expect("it can be written"), pretty);
});

fn build(steps: Vec<Step<'_>>) -> Element {
    let mut open = vec![Element::new("Response")];
    for step in steps {
        let Some(last) = open.last_mut() else { break };
        match step {
            Step::Open(name) => open.push(Element::new(name.text())),
            Step::Attribute(name, value) => last.set_attribute(name.text(), value.to_owned()),
            Step::Text(text) => last.push(text.to_owned()),
            Step::Comment(text) => last.push(Node::comment(text.to_owned())),
            Step::Close => close(&mut open),
        }
    }
    while open.len() > 1 {
        close(&mut open);
    }
    open.remove(0)
}

fn close(open: &mut Vec<Element>) {
    if open.len() > 1
        && let Some(child) = open.pop()
        && let Some(parent) = open.last_mut()
    {
        parent.push(child);
    }
}

impl Name<'_> {
    fn text(&self) -> String {
        match self {
            Self::Say => "Say".to_owned(),
            Self::Break => "break".to_owned(),
            Self::Lang => "xml:lang".to_owned(),
            Self::Other(name) => (*name).to_owned(),
        }
    }
}
