//! What Rust derives with recursion, without it: a tree may be deeper than the stack.

use std::mem;
use std::{fmt, slice};

use super::element::Element;
use super::node::Node;

/// How many levels `Debug` shows.
const SHOWN_DEPTH: usize = 64;

impl Element {
    /// Whether it holds an element that holds an element.
    fn is_deep(&self) -> bool {
        self.elements().any(|child| child.elements().next().is_some())
    }

    fn without_children(&self) -> Self {
        Self {
            name: self.name.clone(),
            attributes: self.attributes.clone(),
            children: Vec::with_capacity(self.children.len()),
            position: self.position,
        }
    }
}

impl Drop for Element {
    fn drop(&mut self) {
        if !self.is_deep() {
            return;
        }
        let mut nodes = mem::take(&mut self.children);
        while let Some(node) = nodes.pop() {
            if let Node::Element(mut element) = node
                && element.is_deep()
            {
                nodes.append(&mut element.children);
            }
        }
    }
}

impl Clone for Element {
    fn clone(&self) -> Self {
        let mut open: Vec<(Self, slice::Iter<'_, Node>)> = Vec::new();
        let (mut copy, mut rest) = (self.without_children(), self.children.iter());
        loop {
            match rest.next() {
                Some(Node::Element(child)) => {
                    let child = (child.without_children(), child.children.iter());
                    open.push((mem::replace(&mut copy, child.0), mem::replace(&mut rest, child.1)));
                }
                Some(node) => copy.children.push(node.clone()),
                None => match open.pop() {
                    Some((mut parent, parents_rest)) => {
                        parent.children.push(Node::Element(copy));
                        (copy, rest) = (parent, parents_rest);
                    }
                    None => return copy,
                },
            }
        }
    }
}

/// Where an element was parsed does not make it another one.
impl PartialEq for Element {
    fn eq(&self, other: &Self) -> bool {
        let mut pairs = vec![(self, other)];
        while let Some((one, two)) = pairs.pop() {
            if one.name != two.name
                || one.attributes != two.attributes
                || one.children.len() != two.children.len()
            {
                return false;
            }
            for nodes in one.children.iter().zip(&two.children) {
                match nodes {
                    (Node::Element(one), Node::Element(two)) => pairs.push((one, two)),
                    (one, two) if one == two => {}
                    _ => return false,
                }
            }
        }
        true
    }
}

impl Eq for Element {}

impl fmt::Debug for Element {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        Shown { element: self, depth: SHOWN_DEPTH }.fmt(formatter)
    }
}

/// An element down to a depth.
struct Shown<'a> {
    element: &'a Element,
    depth: usize,
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = formatter.debug_struct(&self.element.name);
        for attribute in &self.element.attributes {
            shown.field(&attribute.name, &attribute.value);
        }
        if self.depth > 0 {
            shown
                .field("children", &Children { nodes: &self.element.children, depth: self.depth - 1 })
                .finish()
        } else {
            shown.finish_non_exhaustive()
        }
    }
}

struct Children<'a> {
    nodes: &'a [Node],
    depth: usize,
}

impl fmt::Debug for Children<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut list = formatter.debug_list();
        for node in self.nodes {
            match node {
                Node::Element(element) => list.entry(&Shown { element, depth: self.depth }),
                other => list.entry(other),
            };
        }
        list.finish()
    }
}
