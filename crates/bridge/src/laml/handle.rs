//! A handle to an element in a tree.

use std::borrow::Cow;
use std::mem;
use std::sync::Arc;

use mycpaas::ErrorKind;
use mycpaas::laml::{Element, Node};

use super::path::Path;
use super::root::{Root, State, moving};
use crate::failure::{Failure, Result};

/// An element in a tree. It is cheap to copy, and may be used from several threads.
///
/// Children are only ever added after what is there, so a handle stays good for as long as it is kept. A tree that is
/// appended to another one takes its handles along.
#[derive(Clone, Debug)]
pub struct Handle {
    root: Arc<Root>,
    path: Path,
}

impl Handle {
    /// Makes an element the root of a tree of its own.
    pub fn new(element: Element) -> Self {
        Self { root: Root::new(element), path: Path::ROOT }
    }

    /// Adds an element after what is there, and returns a handle to it.
    pub fn push(&self, element: Element) -> Result<Self> {
        let place = self.change(|own| {
            own.push(element);
            own.children().len().saturating_sub(1)
        })?;
        Ok(self.child(place))
    }

    /// Adds text, elements and comments after what is there.
    pub fn extend(&self, nodes: impl IntoIterator<Item = Node>) -> Result<()> {
        self.change(|own| nodes.into_iter().for_each(|node| own.push(node)))
    }

    /// Takes over the attributes of an element and what it holds.
    pub fn absorb(&self, mut other: Element) -> Result<()> {
        self.change(|own| {
            if own.attributes().is_empty() && own.children().is_empty() && own.name() == other.name() {
                *own = other;
                return;
            }
            for attribute in other.attributes() {
                own.set_attribute(attribute.name().to_owned(), attribute.value().to_owned());
            }
            other.take_children().into_iter().for_each(|node| own.push(node));
        })
    }

    /// Adds text. Text that follows text continues it.
    pub fn push_text(&self, text: impl Into<Cow<'static, str>>) -> Result<()> {
        self.extend([Node::text(text)])
    }

    /// Adds a comment.
    pub fn push_comment(&self, comment: impl Into<Cow<'static, str>>) -> Result<()> {
        self.extend([Node::comment(comment)])
    }

    /// Sets an attribute. One that is there keeps its place.
    pub fn set_attribute(
        &self,
        name: impl Into<Cow<'static, str>>,
        value: impl Into<Cow<'static, str>>,
    ) -> Result<()> {
        self.change(|own| own.set_attribute(name, value))
    }

    /// Removes an attribute, and says whether it was there.
    pub fn remove_attribute(&self, name: &str) -> Result<bool> {
        self.change(|own| own.remove_attribute(name))
    }

    /// Moves another tree into this element, after what is there. What stands in a tree already is copied.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`], where the child is this element or holds it.
    pub fn append(&self, child: &Self) -> Result<()> {
        let _still = moving();
        let (parent, child) = (self.settled(), child.settled());
        let one_tree = Arc::ptr_eq(&parent.root, &child.root);
        if one_tree && parent.path.steps().starts_with(child.path.steps()) {
            return Err(Failure::invalid_argument("child", "an element cannot stand inside itself"));
        }
        if one_tree || !child.path.is_root() {
            return parent.push(child.copy()?).map(drop);
        }
        let mut state = child.root.lock();
        if let State::Tree(tree) = &mut *state {
            let tree = mem::replace(tree, Element::new(""));
            *state = State::Moved(parent.push(tree)?);
        }
        Ok(())
    }

    /// Returns a copy of the element with all that it holds.
    pub fn copy(&self) -> Result<Element> {
        self.read(Element::clone)
    }

    /// Whether both are equal in name, attributes and content.
    pub fn equals(&self, other: &Self) -> Result<bool> {
        let _still = moving();
        let (own, other) = (self.settled(), other.settled());
        if Arc::ptr_eq(&own.root, &other.root) {
            return own.in_tree(|tree, path| Some(find(tree, path)? == find(tree, &other.path)?));
        }
        own.read(|own| other.read(|other| own == other))?
    }

    /// Looks at the element. What looks must use no handle, and run no code of the caller.
    pub fn read<T>(&self, look: impl FnOnce(&Element) -> T) -> Result<T> {
        self.in_tree(|tree, path| find(tree, path).map(look))
    }

    /// Returns a handle to the child at a place among the children.
    pub fn child(&self, place: usize) -> Self {
        Self { root: Arc::clone(&self.root), path: self.path.child(place) }
    }

    fn change<T>(&self, work: impl FnOnce(&mut Element) -> T) -> Result<T> {
        self.in_tree(|tree, path| find_mut(tree, path).map(work))
    }

    /// Works on the tree, wherever it is by now, with the way to the element in it.
    fn in_tree<T>(&self, work: impl FnOnce(&mut Element, &Path) -> Option<T>) -> Result<T> {
        let mut moved = None;
        loop {
            let handle = moved.as_ref().unwrap_or(self);
            let next = match &mut *handle.root.lock() {
                State::Tree(tree) => return work(tree, &handle.path).ok_or_else(lost),
                State::Moved(to) => to.join(&handle.path),
            };
            moved = Some(next);
        }
    }

    /// The same element, by the root that has its tree.
    fn settled(&self) -> Self {
        let mut settled = self.clone();
        loop {
            let next = match &*settled.root.lock() {
                State::Tree(_) => None,
                State::Moved(to) => Some(to.join(&settled.path)),
            };
            match next {
                Some(next) => settled = next,
                None => return settled,
            }
        }
    }

    fn join(&self, further: &Path) -> Self {
        Self { root: Arc::clone(&self.root), path: self.path.join(further.steps()) }
    }

    pub(super) fn into_root(self) -> Arc<Root> {
        self.root
    }
}

fn find<'tree>(tree: &'tree Element, path: &Path) -> Option<&'tree Element> {
    let child = |element: &'tree Element, place: usize| element.children().get(place)?.as_element();
    path.places().try_fold(tree, child)
}

fn find_mut<'tree>(tree: &'tree mut Element, path: &Path) -> Option<&'tree mut Element> {
    path.places().try_fold(tree, |element, place| element.child_mut(place))
}

/// It cannot happen, since nothing takes children away.
fn lost() -> Box<Failure> {
    Failure::new(ErrorKind::Internal, "an element of a LaML document is not where it was")
}
