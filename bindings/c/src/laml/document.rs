//! A document: its tree, and what C holds of it by address until it is freed.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ffi::{CString, c_char};
use std::mem;
use std::ptr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use mycpaas_bridge::Result;
use mycpaas_bridge::laml::{Channel, Element};

use super::element::{Kind, mycpaas_laml};
use super::tree::Tree;
use crate::error::mycpaas_error;
use crate::guard::{guard_or, outcome};
use crate::setter::{Problems, nowhere};

/// What the elements of a document share.
pub(super) struct Document(Mutex<State>);

#[derive(Default)]
pub(super) struct State {
    pub(super) tree: Tree,
    /// The kind of document that it was made for.
    pub(super) channel: Option<Channel>,
    pub(super) problems: Problems,
    pub(super) texts: Pool,
    pub(super) written: CString,
    /// Those that C has, by their numbers. They own the document, and it owns them, until it is freed.
    elements: Vec<Option<Arc<mycpaas_laml>>>,
}

impl Document {
    /// Makes a document, and returns what C has of its root.
    pub(super) fn start(root: Element, kind: Kind, outcome: Result<()>) -> *mut mycpaas_laml {
        let document = Arc::new(Self(Mutex::default()));
        let mut state = document.lock();
        state.tree = Tree::new(root, kind.shape);
        state.channel = kind.channel;
        state.keep(outcome);
        state.element(&document, 0)
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives up everything. Nothing that C has of it is good any more.
    pub(super) fn end(&self) {
        let ended = mem::take(&mut *self.lock());
        drop(ended);
    }
}

impl State {
    /// Returns what C has of an element.
    pub(super) fn element(&mut self, document: &Arc<Document>, number: usize) -> *mut mycpaas_laml {
        if self.elements.len() <= number {
            self.elements.resize(number + 1, None);
        }
        let make = || Arc::new(mycpaas_laml::new(document, number));
        let element = self.elements.get_mut(number).map(|known| known.get_or_insert_with(make));
        element.map_or(ptr::null_mut(), |element| Arc::as_ptr(element).cast_mut())
    }

    /// Keeps what is wrong, and returns it.
    pub(super) fn keep(&mut self, outcome: Result<()>) -> *const mycpaas_error {
        self.problems.keep(outcome).map_or(ptr::null(), ptr::from_ref)
    }
}

/// Texts that C has. Each is there once.
#[derive(Default)]
pub(super) struct Pool(HashSet<CString>);

impl Pool {
    /// Returns a text as C reads it. One that holds a NUL ends there.
    pub(super) fn get(&mut self, text: &str) -> *const c_char {
        let text = c_text(text);
        if !self.0.contains(&text) {
            self.0.insert(text.clone());
        }
        self.0.get(&text).map_or(ptr::null(), |text| text.as_ptr())
    }
}

/// A text as C reads it. One that holds a NUL ends there.
fn c_text(text: &str) -> CString {
    let end = text.find('\0').unwrap_or(text.len());
    CString::new(text.get(..end).unwrap_or_default()).unwrap_or_default()
}

/// Changes the tree. What is wrong is kept, and returned at once, too.
pub(super) fn change(
    name: &'static str,
    element: Option<&mut mycpaas_laml>,
    work: impl FnOnce(&mut State, usize) -> Result<()>,
) -> *const mycpaas_error {
    match element {
        Some(element) => {
            let mut state = element.document.lock();
            let outcome = outcome(|| work(&mut state, element.number));
            state.keep(outcome)
        }
        None => ptr::from_ref(nowhere(name)),
    }
}

/// Looks at an element.
pub(super) fn look<T>(
    element: Option<&mycpaas_laml>,
    look: impl FnOnce(&Tree, usize) -> Option<T>,
) -> Option<T> {
    let element = element?;
    guard_or(None, || look(&element.document.lock().tree, element.number))
}

/// Looks at a text, which C has until the document is freed.
pub(super) fn look_up(
    element: Option<&mycpaas_laml>,
    look: impl for<'a> FnOnce(&'a Tree, usize) -> Option<Cow<'a, str>>,
) -> *const c_char {
    let Some(element) = element else { return ptr::null() };
    guard_or(ptr::null(), || {
        let state = &mut *element.document.lock();
        look(&state.tree, element.number).map_or(ptr::null(), |text| state.texts.get(&text))
    })
}
