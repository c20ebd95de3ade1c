//! # LaML
//!
//! A document is a tree of elements, each of which holds texts, comments and other elements, in their order. `mycpaas_laml.h`
//! has a function for each element that the services know, and is what most programs use; the functions here take any name.
//!
//! The root owns the document: the elements in it, and the texts and errors that its functions return as pointers to
//! `const`. All are good until `mycpaas_laml_free()` gets the root. A document is used by one thread at a time.
//!
//! What is wrong with an argument stays with the document, and whatever writes, checks or copies it fails with the first
//! error. So a tree may be built without a look at what the functions return. Names and characters that XML does not
//! allow are told when it is written.

use std::ffi::c_char;
use std::fmt;
use std::marker::PhantomPinned;
use std::ptr;
use std::sync::Arc;

use mycpaas_bridge::laml::{self, Channel, Element, SHAPES, Shape, shape_of};
use mycpaas_bridge::{Failure, Result};

use super::content::about;
use super::document::Document;
use crate::guard::guard_or;
use crate::text::text;

/// An element of a LaML document.
pub struct mycpaas_laml {
    pub(super) document: Arc<Document>,
    pub(super) number: usize,
    /// Several pointers to it are good at once, and it may be gone before a function returns that got it.
    _shared: PhantomPinned,
}

/// What is known of the root of a document.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Kind {
    pub(super) shape: Option<&'static Shape>,
    /// What the checker is told.
    pub(super) channel: Option<Channel>,
}

impl mycpaas_laml {
    pub(super) fn new(document: &Arc<Document>, number: usize) -> Self {
        Self { document: Arc::clone(document), number, _shared: PhantomPinned }
    }

    /// The kind of document that it was made for.
    pub(super) fn channel(&self) -> Option<Channel> {
        self.document.lock().channel
    }

    /// Copies the element with all that it holds, unless something is wrong with the document.
    pub(super) fn copy(&self) -> Result<Element> {
        let state = self.document.lock();
        state.problems.check()?;
        Ok(state.tree.copy(self.number))
    }
}

impl Kind {
    /// A root of any name.
    pub(super) fn any(tag: &str) -> Self {
        Self { shape: shape_of(None, tag).and_then(|place| SHAPES.get(place)), channel: None }
    }

    /// The root of a kind of document.
    pub(super) fn named(kind: &str) -> Result<(&'static Shape, Self)> {
        let channel = laml::channel("kind", kind)?;
        let root = SHAPES.iter().find(|shape| shape.root == Some(channel));
        let root = root.ok_or_else(|| Failure::invalid_argument("kind", "there is no root for it"))?;
        Ok((root, Self { shape: Some(root), channel: Some(channel) }))
    }
}

/// Without what stands in it, which may be secret.
impl fmt::Debug for mycpaas_laml {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("mycpaas_laml")
    }
}

/// Makes a document whose root has any name, and returns the root. It is never `NULL`.
///
/// For those of the specification there are `mycpaas_laml_voice_response_new()` and
/// `mycpaas_laml_messaging_response_new()`. Free it with `mycpaas_laml_free()`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_new(tag: *const c_char) -> *mut mycpaas_laml {
    start(|| text("tag", tag).map(|tag| (tag, Kind::any(tag))))
}

/// Makes a document of a kind, `voice` or `messaging`, which the checker then knows. It is never `NULL`.
///
/// Returns its root. Free it with `mycpaas_laml_free()`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_new_document(kind: *const c_char) -> *mut mycpaas_laml {
    start(|| Kind::named(text("kind", kind)?).map(|(root, kind)| (root.tag, kind)))
}

/// Adds an element of any name after what is there, and returns it. It belongs to the document.
///
/// Returns `NULL` only for a `parent` that is `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_add(
    parent: Option<&mut mycpaas_laml>,
    tag: *const c_char,
) -> *mut mycpaas_laml {
    let Some(parent) = parent else { return ptr::null_mut() };
    guard_or(ptr::null_mut(), || {
        let tag = text("tag", tag);
        let name = tag.as_ref().copied().unwrap_or_default().to_owned();
        let mut state = parent.document.lock();
        let outcome = tag.map(drop).map_err(|failure| about(&state, parent.number, failure));
        state.keep(outcome);
        let number = state.tree.push(parent.number, Element::new(name));
        state.element(&parent.document, number)
    })
}

/// Frees a document by its root, with all that belongs to it.
///
/// Does nothing with an element inside, and with `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_free(root: Option<&mut mycpaas_laml>) {
    let document = root.filter(|root| root.number == 0).map(|root| Arc::clone(&root.document));
    guard_or((), || document.as_deref().map_or((), Document::end));
}

fn start<'a>(read: impl FnOnce() -> Result<(&'a str, Kind)>) -> *mut mycpaas_laml {
    guard_or(ptr::null_mut(), || {
        let root = read();
        let (tag, kind) = root.as_ref().copied().unwrap_or_default();
        Document::start(Element::new(tag.to_owned()), kind, root.map(drop))
    })
}
