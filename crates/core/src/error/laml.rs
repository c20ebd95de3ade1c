//! Where in a LaML document an error is.

use super::{Error, ErrorKind};
use crate::laml::Position;
use crate::shown::shortened;

/// How many characters of a message and of a name are kept: a document may hold names without end.
const MESSAGE_MAX: usize = 400;
const NAME_MAX: usize = 100;

/// The place in a document.
#[derive(Debug, Default)]
pub(crate) struct Place {
    element: Option<String>,
    attribute: Option<String>,
    position: Option<Position>,
}

impl Error {
    /// LaML that cannot be read.
    pub(crate) fn unreadable_laml(position: Position, problem: impl std::fmt::Display) -> Self {
        let mut error = Self::new(ErrorKind::Laml, shortened(&format!("{position}: {problem}"), MESSAGE_MAX));
        error.place().position = Some(position);
        error
    }

    /// LaML that cannot be written.
    pub(crate) fn unwritable_laml(
        element: &str,
        attribute: Option<&str>,
        problem: impl std::fmt::Display,
    ) -> Self {
        let element = &*shortened(element, NAME_MAX);
        let message = match attribute.map(|name| shortened(name, NAME_MAX)) {
            Some(attribute) => format!("<{element}>, attribute `{attribute}`: {problem}"),
            None => format!("<{element}>: {problem}"),
        };
        Self::new(ErrorKind::Laml, message).in_element(element).in_attribute(attribute)
    }

    /// Says which element it is in, unless that is known.
    pub(crate) fn in_element(mut self, name: &str) -> Self {
        self.place().element.get_or_insert_with(|| shortened(name, NAME_MAX));
        self
    }

    pub(crate) fn in_attribute(mut self, name: Option<&str>) -> Self {
        self.place().attribute = name.map(|name| shortened(name, NAME_MAX));
        self
    }

    pub(crate) fn at(mut self, position: Option<Position>) -> Self {
        self.place().position = position;
        self
    }

    fn place(&mut self) -> &mut Place {
        self.inner.place.get_or_insert_default()
    }

    /// Returns the name of the LaML element that is wrong, or that holds what is wrong.
    pub fn element(&self) -> Option<&str> {
        self.inner.place.as_ref()?.element.as_deref()
    }

    /// Returns the name of the LaML attribute that is wrong.
    pub fn attribute(&self) -> Option<&str> {
        self.inner.place.as_ref()?.attribute.as_deref()
    }

    /// Returns line and column in the LaML document that was parsed.
    pub fn position(&self) -> Option<Position> {
        self.inner.place.as_ref()?.position
    }
}
