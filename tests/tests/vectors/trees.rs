//! What a vector builds out of LaML.

use mycpaas::laml::{Element, Node};
use serde::Deserialize;
use serde_json::Value;

/// A typed element.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Tree {
    pub(crate) element: String,
    #[serde(default)]
    pub(crate) attributes: Vec<(String, Value)>,
    #[serde(default)]
    pub(crate) raw_attributes: Vec<(String, String)>,
    #[serde(default)]
    pub(crate) children: Vec<Child>,
}

/// What stands in an element.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Child {
    Text(String),
    Element(Tree),
    Raw(Raw),
    Comment(Comment),
}

/// An element that is built by its tag.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Raw {
    #[serde(rename = "raw")]
    tag: String,
    #[serde(default)]
    attributes: Vec<(String, String)>,
    #[serde(default)]
    children: Vec<Child>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Comment {
    pub(crate) comment: String,
}

impl Tree {
    /// Returns an attribute that the constructor takes.
    pub(crate) fn attribute(&self, name: &str) -> Result<&Value, String> {
        let found = self.attributes.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value).ok_or_else(|| format!("{} needs the attribute {name}", self.element))
    }

    /// Refuses attributes in an order that some language cannot write.
    pub(crate) fn in_order(&self, order: &[&str]) -> Result<(), String> {
        let places = self.attributes.iter().map(|(name, _)| order.iter().position(|known| known == name));
        if places.is_sorted() { Ok(()) } else { Err(format!("the order of {} is {order:?}", self.element)) }
    }

    /// Returns the text that the constructor takes, and the children after it.
    pub(crate) fn text_first(&self) -> (String, &[Child]) {
        match self.children.split_first() {
            Some((Child::Text(text), rest)) => (text.clone(), rest),
            _ => (String::new(), &self.children),
        }
    }
}

impl Raw {
    pub(crate) fn build(&self) -> Result<Element, String> {
        let mut element = Element::new(self.tag.clone());
        for (name, value) in &self.attributes {
            element.set_attribute(name.clone(), value.clone());
        }
        for child in &self.children {
            let node = match child {
                Child::Text(text) => Node::text(text.clone()),
                Child::Raw(raw) => raw.build()?.into(),
                Child::Comment(comment) => Node::comment(comment.comment.clone()),
                Child::Element(tree) => {
                    return Err(format!("{} is typed and stands in {}", tree.element, self.tag));
                }
            };
            element.push(node);
        }
        Ok(element)
    }
}
