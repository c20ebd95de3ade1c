//! Texts that have names, such as headers.

use std::ffi::c_char;
use std::ptr;

use crate::texts::Texts;

/// Names and values, in their order.
#[derive(Debug, Default)]
pub(crate) struct Named {
    known: Vec<String>,
    names: Texts,
    values: Texts,
}

impl Named {
    pub(crate) fn len(&self) -> usize {
        self.known.len()
    }

    pub(crate) fn name(&self, index: usize) -> *const c_char {
        self.names.get(index)
    }

    pub(crate) fn value(&self, index: usize) -> *const c_char {
        self.values.get(index)
    }

    pub(crate) fn name_length(&self, index: usize) -> usize {
        self.names.length(index)
    }

    pub(crate) fn value_length(&self, index: usize) -> usize {
        self.values.length(index)
    }

    /// Returns the first value with a name.
    pub(crate) fn find(&self, matches: impl Fn(&str) -> bool) -> *const c_char {
        let place = self.known.iter().position(|known| matches(known));
        place.map_or(ptr::null(), |place| self.value(place))
    }
}

impl<N: Into<String>, V: AsRef<str>> FromIterator<(N, Option<V>)> for Named {
    fn from_iter<I: IntoIterator<Item = (N, Option<V>)>>(pairs: I) -> Self {
        let mut named = Self::default();
        for (name, value) in pairs {
            let name = name.into();
            named.names.push(Some(&name));
            named.values.push(value.as_ref().map(AsRef::as_ref));
            named.known.push(name);
        }
        named
    }
}
