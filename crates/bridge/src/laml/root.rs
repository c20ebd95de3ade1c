//! What handles share: a tree, or where it has gone.

use std::fmt;
use std::mem;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use mycpaas::laml::Element;

use super::handle::Handle;

/// Held while trees move or two of them are looked at, so that nobody else ever holds the locks of two roots.
static MOVING: Mutex<()> = Mutex::new(());

/// The owner of a tree.
pub(super) struct Root {
    state: Mutex<State>,
}

pub(super) enum State {
    /// The tree is here.
    Tree(Element),
    /// It was appended to another one, where it is found under this handle.
    Moved(Handle),
}

impl Root {
    pub(super) fn new(tree: Element) -> Arc<Self> {
        Arc::new(Self { state: Mutex::new(State::Tree(tree)) })
    }

    /// Nothing that runs under this lock runs code of the caller, or takes another lock unless it [moves](moving).
    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Keeps all trees where they are until it is dropped.
pub(super) fn moving() -> MutexGuard<'static, ()> {
    MOVING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A tree that moved again and again leaves a chain, which may be longer than the stack is deep.
impl Drop for Root {
    fn drop(&mut self) {
        let mut next = moved_to(self);
        while let Some(root) = next {
            next = Arc::into_inner(root).and_then(|mut root| moved_to(&mut root));
        }
    }
}

fn moved_to(root: &mut Root) -> Option<Arc<Root>> {
    let state = root.state.get_mut().unwrap_or_else(PoisonError::into_inner);
    match state {
        State::Tree(_) => None,
        State::Moved(_) => match mem::replace(state, State::Tree(Element::new(""))) {
            State::Moved(handle) => Some(handle.into_root()),
            State::Tree(_) => None,
        },
    }
}

impl fmt::Debug for Root {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Root")
    }
}
