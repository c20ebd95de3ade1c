//! The tree, in which every element has a number that stays.

use std::collections::VecDeque;

use mycpaas_bridge::laml::{Element, Node, SHAPES, Shape, shape_of};

/// Every element of a document, each before those that it holds. It may be deeper than the stack.
#[derive(Debug, Default)]
pub(super) struct Tree {
    branches: Vec<Branch>,
}

/// One element.
#[derive(Debug)]
struct Branch {
    /// The element, with an empty one wherever it holds another branch.
    own: Element,
    /// The branches that it holds: the place of each among the children, and its number.
    inside: Vec<(usize, usize)>,
    shape: Option<&'static Shape>,
}

impl Tree {
    pub(super) fn new(root: Element, shape: Option<&'static Shape>) -> Self {
        let mut tree = Self::default();
        tree.grow(root, shape);
        tree
    }

    /// Adds an element with all that it holds, and returns its number.
    pub(super) fn push(&mut self, parent: usize, element: Element) -> usize {
        let number = self.branches.len();
        if let Some(branch) = self.branches.get_mut(parent) {
            branch.hold(number);
        }
        let shape = shape_in(self.shape(parent), &element);
        self.grow(element, shape);
        number
    }

    /// Adds text, elements and comments.
    pub(super) fn extend(&mut self, parent: usize, nodes: impl IntoIterator<Item = Node>) {
        for node in nodes {
            match (node, self.branches.get_mut(parent)) {
                (Node::Element(element), _) => drop(self.push(parent, element)),
                (other, Some(branch)) => branch.own.push(other),
                (_, None) => {}
            }
        }
    }

    /// What the specification says of an element.
    pub(super) fn shape(&self, number: usize) -> Option<&'static Shape> {
        self.branches.get(number)?.shape
    }

    /// The element, with an empty one wherever it holds another.
    pub(super) fn own(&self, number: usize) -> Option<&Element> {
        self.branches.get(number).map(|branch| &branch.own)
    }

    /// The same to change its attributes.
    pub(super) fn own_mut(&mut self, number: usize) -> Option<&mut Element> {
        self.branches.get_mut(number).map(|branch| &mut branch.own)
    }

    /// The numbers of the elements that stand directly inside.
    pub(super) fn elements(&self, number: usize) -> impl Iterator<Item = usize> {
        let inside = self.branches.get(number).map(|branch| branch.inside.as_slice());
        inside.unwrap_or_default().iter().map(|(_, number)| *number)
    }

    /// The number of the element at a place among the children.
    pub(super) fn child(&self, number: usize, place: usize) -> Option<usize> {
        let inside = &self.branches.get(number)?.inside;
        let found = inside.binary_search_by_key(&place, |(place, _)| *place).ok()?;
        inside.get(found).map(|(_, number)| *number)
    }

    /// Copies an element with all that it holds.
    pub(super) fn copy(&self, number: usize) -> Element {
        let mut numbers = vec![number];
        let mut next = 0;
        while let Some(number) = numbers.get(next).copied() {
            numbers.extend(self.elements(number));
            next += 1;
        }
        // Level by level, and back: what an element holds is what has waited longest.
        let mut done: VecDeque<Element> = VecDeque::new();
        for branch in numbers.iter().rev().filter_map(|number| self.branches.get(*number)) {
            let mut element = branch.own.clone();
            for (place, _) in branch.inside.iter().rev() {
                if let (Some(child), Some(empty)) = (done.pop_front(), element.child_mut(*place)) {
                    *empty = child;
                }
            }
            done.push_back(element);
        }
        done.pop_back().unwrap_or_else(|| Element::new(""))
    }

    fn grow(&mut self, element: Element, shape: Option<&'static Shape>) {
        let mut rest = VecDeque::from([(element, shape)]);
        while let Some((mut own, shape)) = rest.pop_front() {
            let children = own.take_children();
            let mut branch = Branch { own, inside: Vec::new(), shape };
            let next = self.branches.len() + 1;
            for node in children {
                match node {
                    Node::Element(child) => {
                        branch.hold(next + rest.len());
                        let shape = shape_in(shape, &child);
                        rest.push_back((child, shape));
                    }
                    other => branch.own.push(other),
                }
            }
            self.branches.push(branch);
        }
    }
}

impl Branch {
    fn hold(&mut self, number: usize) {
        self.inside.push((self.own.children().len(), number));
        self.own.push(Element::new(""));
    }
}

fn shape_in(parent: Option<&Shape>, element: &Element) -> Option<&'static Shape> {
    shape_of(parent, element.name()).and_then(|place| SHAPES.get(place))
}
