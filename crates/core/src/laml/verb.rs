//! What the typed elements have in common. The elements themselves are generated from the specification.

use std::borrow::Cow;

use crate::laml::{Element, Node};

/// An element of LaML with a type of its own.
///
/// Each is a thin cover over an [`Element`], into which it turns; setters and children come one after the
/// other and keep their order. What is not in the specification is written with `attribute` and `raw`.
pub trait Verb: Sized + Into<Element> + sealed::Sealed {
    /// The tag that is written.
    const TAG: &'static str;

    /// Returns the element below.
    fn element(&self) -> &Element;

    /// Takes an element with this tag. Neither its attributes nor what it holds is looked at.
    ///
    /// # Errors
    /// Gives an element with another tag back.
    fn from_element(element: Element) -> Result<Self, Element>;
}

/// Says that a child may stand directly inside. A child that may not does not compile:
///
/// ```compile_fail,E0277
/// use mycpaas::laml::{Dial, Gather};
/// Gather::new().add(Dial::new());
/// ```
///
/// ```compile_fail,E0277
/// use mycpaas::laml::{Message, VoiceResponse};
/// VoiceResponse::new().add(Message::new("A voice document sends no messages this way."));
/// ```
///
/// ```compile_fail,E0599
/// use mycpaas::laml::{Hangup, Say};
/// Hangup::new().add(Say::new("Nobody hears this."));
/// ```
///
/// ```compile_fail,E0599
/// use mycpaas::laml::VoiceResponse;
/// VoiceResponse::new().text("Text stands in a verb.");
/// ```
///
/// With the right parent each of them compiles:
///
/// ```
/// use mycpaas::laml::{Dial, Gather, Hangup, Message, MessagingResponse, Say, VoiceResponse};
/// Gather::new().add(Say::new("Press one."));
/// MessagingResponse::new().add(Message::new("A message."));
/// VoiceResponse::new().add(Dial::new().text("+491234567890")).add(Say::new("Bye.")).add(Hangup::new());
/// ```
#[diagnostic::on_unimplemented(
    message = "<{Child}> may not stand directly inside <{Self}>",
    label = "may not stand here",
    note = "`raw` adds an element wherever it is"
)]
pub trait Holds<Child: Verb>: Verb {}

/// The list of typed elements belongs to the specification.
pub(crate) mod sealed {
    pub trait Sealed {}
}

/// Makes a generated type one of the typed elements.
macro_rules! verb {
    ($name:ident, $tag:literal) => {
        impl $name {
            /// Sets an attribute by its name in the document: one without a setter, or a value that the
            /// setter does not take. It is escaped like any other.
            pub fn attribute(
                mut self,
                name: impl Into<std::borrow::Cow<'static, str>>,
                value: impl Into<std::borrow::Cow<'static, str>>,
            ) -> Self {
                self.0.set_attribute(name, value);
                self
            }

            /// Adds any element, wherever the specification would have it.
            pub fn raw(mut self, element: impl Into<$crate::laml::Element>) -> Self {
                self.0.push(element.into());
                self
            }

            /// Adds a comment.
            pub fn comment(mut self, text: impl Into<std::borrow::Cow<'static, str>>) -> Self {
                self.0.push($crate::laml::Node::comment(text));
                self
            }
        }

        impl $crate::laml::verb::sealed::Sealed for $name {}

        impl $crate::laml::Verb for $name {
            const TAG: &'static str = $tag;

            fn element(&self) -> &$crate::laml::Element {
                &self.0
            }

            fn from_element(element: $crate::laml::Element) -> Result<Self, $crate::laml::Element> {
                if element.name == $tag { Ok(Self(element)) } else { Err(element) }
            }
        }

        impl From<$name> for $crate::laml::Element {
            fn from(verb: $name) -> Self {
                verb.0
            }
        }

        impl From<$name> for $crate::laml::Node {
            fn from(verb: $name) -> Self {
                Self::Element(verb.0)
            }
        }
    };
}

/// Defines the words of an attribute.
macro_rules! words {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $( $(#[$word_meta:meta])* $word:ident = $text:literal, )+
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum $name {
            $( $(#[$word_meta])* $word, )+
        }

        impl $name {
            /// Every word, in the order of the specification.
            pub const ALL: &[Self] = &[$( Self::$word, )+];

            /// Returns the word as a document has it.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $( Self::$word => $text, )+
                }
            }
        }

        impl From<$name> for std::borrow::Cow<'static, str> {
            fn from(word: $name) -> Self {
                Self::Borrowed(word.as_str())
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(self.as_str())
            }
        }
    };
}

pub(crate) use {verb, words};

/// Adds text, unless there is none.
pub(crate) fn push_text(element: &mut Element, text: impl Into<Cow<'static, str>>) {
    element.push(Node::text(text));
}

pub(crate) fn flag(value: bool) -> Cow<'static, str> {
    Cow::Borrowed(if value { "true" } else { "false" })
}

/// Writes a number; one of a single digit, as most are, without memory of its own.
pub(crate) fn number(value: u32) -> Cow<'static, str> {
    let digits = usize::try_from(value).ok().and_then(|value| "0123456789".get(value..=value));
    digits.map_or_else(|| Cow::Owned(value.to_string()), Cow::Borrowed)
}

/// Writes the items of a list with the separator between them.
pub(crate) fn list<T: Into<Cow<'static, str>>>(
    items: impl IntoIterator<Item = T>,
    separator: &str,
) -> Cow<'static, str> {
    let mut items = items.into_iter();
    let mut joined = items.next().map_or(Cow::Borrowed(""), Into::into);
    for item in items {
        let joined = joined.to_mut();
        joined.push_str(separator);
        joined.push_str(&item.into());
    }
    joined
}
