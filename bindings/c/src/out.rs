//! Where C wants a result to be put.

use std::mem::MaybeUninit;

use mycpaas_bridge::Result;

use crate::text::null;

/// A place of C's, which may hold anything before, and holds `NULL` where a function fails.
pub(crate) struct Out<'a, T>(&'a mut MaybeUninit<Option<Box<T>>>);

impl<'a, T> Out<'a, T> {
    /// Clears the place.
    pub(crate) fn new(name: &str, place: Option<&'a mut MaybeUninit<Option<Box<T>>>>) -> Result<Self> {
        let place = place.ok_or_else(|| null(name, "the address of a pointer"))?;
        place.write(None);
        Ok(Self(place))
    }

    pub(crate) fn put(self, value: T) {
        self.0.write(Some(Box::new(value)));
    }
}

/// The same for what C does not own.
pub(crate) struct OutPointer<'a, P>(&'a mut MaybeUninit<P>);

impl<'a, P> OutPointer<'a, P> {
    /// Clears the place.
    pub(crate) fn new(name: &str, place: Option<&'a mut MaybeUninit<P>>, nothing: P) -> Result<Self> {
        let place = place.ok_or_else(|| null(name, "the address of a pointer"))?;
        place.write(nothing);
        Ok(Self(place))
    }

    pub(crate) fn put(self, pointer: P) {
        self.0.write(pointer);
    }
}
