//! What bindings know of each element: its tag, its attributes and how their values are written.

use std::borrow::Cow;

use mycpaas::laml::Channel;

use super::generated::SHAPES;
use super::value::{self, Value};
use crate::failure::Failure;

/// One element of the specification. Several may share a tag: its meaning depends on where it stands.
#[derive(Debug)]
pub struct Shape {
    /// Its name in the specification, which is unique: `Gather`, `ReferSip`.
    pub id: &'static str,
    /// What is written.
    pub tag: &'static str,
    /// The name of its type: `VoiceResponse`, `SayAs`.
    pub class: &'static str,
    /// The kind of document that it is the root of.
    pub root: Option<Channel>,
    /// What the text is called that it may hold.
    pub text: Option<&'static str>,
    /// Its attributes in the order in which they are written: those that it needs come first.
    pub attributes: &'static [AttributeShape],
    /// The elements that may stand inside, by their places in [`SHAPES`].
    pub children: &'static [usize],
}

/// One attribute of an element.
#[derive(Debug)]
pub struct AttributeShape {
    /// What is written.
    pub name: &'static str,
    /// The name as parameters have it, in `snake_case`.
    pub parameter: &'static str,
    /// What its value is.
    pub kind: ValueKind,
    /// Whether true and false are values, too, where it is no flag.
    pub takes_flag: bool,
    /// What stands between the items of a list.
    pub separator: &'static str,
}

/// What the value of an attribute is. Text is taken as it is by all of them: it may be a placeholder that is filled in
/// later, or a word that a service has learnt since. The checker reports what it does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// Text.
    Text,
    /// True or false.
    Flag,
    /// A whole number that is not negative.
    Integer,
    /// A decimal number.
    Decimal,
    /// Several texts.
    Texts,
    /// Several whole numbers.
    Integers,
}

impl Shape {
    /// Returns the attribute of that name.
    pub fn attribute(&self, name: &str) -> Option<&'static AttributeShape> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }
}

impl AttributeShape {
    /// Returns what is written for a value, or nothing if it is of the wrong type.
    #[inline]
    pub fn text(&self, value: Value) -> Option<Cow<'static, str>> {
        value::text(self, value)
    }

    /// An error for a value of the wrong type. `given` shows it as its language does.
    pub fn refuse(&self, shape: Option<&Shape>, given: &str) -> Box<Failure> {
        let allowed = self.allowed();
        let problem = format!("{given} is given; {allowed} is allowed");
        let mut failure = Failure::invalid_argument(self.parameter, problem);
        failure.element = shape.map(|shape| shape.tag.to_owned());
        failure.attribute = Some(self.name.to_owned());
        failure
    }

    fn allowed(&self) -> &'static str {
        match self.kind {
            ValueKind::Text if self.takes_flag => "text, true or false",
            ValueKind::Text => "text",
            ValueKind::Flag => "true or false",
            ValueKind::Integer => "a whole number from 0 to 4294967295",
            ValueKind::Decimal => "a decimal number",
            ValueKind::Texts => "a text, or several",
            ValueKind::Integers => "a whole number from 0 to 4294967295, or several",
        }
    }
}

/// Returns what an element with this tag is inside another, by its place in [`SHAPES`].
///
/// Where it may not stand there, it is the first element of the specification with the tag.
pub fn shape_of(parent: Option<&Shape>, tag: &str) -> Option<usize> {
    let has_tag = |place: &usize| SHAPES.get(*place).is_some_and(|shape| shape.tag == tag);
    let known = parent.and_then(|parent| parent.children.iter().copied().find(has_tag));
    known.or_else(|| SHAPES.iter().position(|shape| shape.tag == tag))
}
