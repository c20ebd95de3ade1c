//! Another parser of XML, which says whether ours and our writer are right.

use mycpaas::laml::{Element, Node};
use roxmltree::{Document, NodeType};

/// Reads a document with the other parser into our tree.
pub(crate) fn read(document: &str) -> Element {
    match Document::parse(document) {
        Ok(parsed) => element(parsed.root_element()),
        Err(error) => panic!("{error} in {document:?}"),
    }
}

fn element(node: roxmltree::Node<'_, '_>) -> Element {
    let mut element = Element::new(node.tag_name().name().to_owned());
    if let Some(uri) = node.tag_name().namespace() {
        element = Element::new(prefixed(node, uri, node.tag_name().name()));
    }
    for attribute in node.attributes() {
        let name = match attribute.namespace() {
            Some(uri) => prefixed(node, uri, attribute.name()),
            None => attribute.name().to_owned(),
        };
        element.set_attribute(name, attribute.value().to_owned());
    }
    for child in node.children() {
        match child.node_type() {
            NodeType::Element => element.push(self::element(child)),
            NodeType::Text => element.push(Node::text(child.text().unwrap_or_default().to_owned())),
            NodeType::Comment => element.push(Node::comment(child.text().unwrap_or_default().to_owned())),
            NodeType::Root | NodeType::PI => {}
        }
    }
    element
}

fn prefixed(node: roxmltree::Node<'_, '_>, uri: &str, name: &str) -> String {
    match node.lookup_prefix(uri) {
        Some(prefix) => format!("{prefix}:{name}"),
        None => name.to_owned(),
    }
}
