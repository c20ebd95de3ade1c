//! Arguments by the names of the specification, for languages whose parameters are not typed as those of Rust.

mod generated;

use std::borrow::Cow;

use mycpaas::Decimal;

use crate::failure::{Failure, Result};

pub use generated::{CREATE, LIST, UPDATE, create_call, list_calls, update_call};

/// What an argument is converted to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text, or one word of an enumeration.
    Text,
    /// A day or a point in time, as text.
    Date,
    /// A whole number.
    Integer,
    /// True or false.
    Flag,
    /// A decimal number.
    Decimal,
    /// One word of an enumeration, or several.
    Words,
}

/// One parameter of a request.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// Its name in `snake_case`.
    pub name: &'static str,
    /// What an argument for it is converted to.
    pub kind: Kind,
    /// Whether there is no request without it.
    pub required: bool,
    /// Whether its arguments are shown nowhere.
    pub secret: bool,
    /// The smallest number, where it takes whole ones.
    pub min: u32,
    /// The largest number, where it takes whole ones.
    pub max: u32,
}

/// One argument, converted to what its parameter asks for.
#[derive(Clone, Debug)]
pub enum Argument {
    /// For [`Kind::Text`] and [`Kind::Date`].
    Text(String),
    /// For [`Kind::Integer`].
    Integer(u32),
    /// For [`Kind::Flag`].
    Flag(bool),
    /// For [`Kind::Decimal`].
    Decimal(Decimal),
    /// For [`Kind::Words`].
    Words(Vec<String>),
}

impl Parameter {
    /// An error for an argument that cannot be converted. `given` shows it as its language does.
    pub fn refuse(&self, given: &str) -> Box<Failure> {
        let shown = if self.secret { "something else".to_owned() } else { given.chars().take(80).collect() };
        Failure::invalid_argument(self.name, format_args!("{shown} is given; {} is allowed", self.allowed()))
    }

    /// Says what is allowed, for an error that refuses something else.
    pub fn allowed(&self) -> Cow<'static, str> {
        Cow::Borrowed(match self.kind {
            Kind::Text => "text",
            Kind::Date => "a day such as 2026-01-31, or a point in time",
            Kind::Integer if self.max == u32::MAX => {
                return format!("a whole number from {}", self.min).into();
            }
            Kind::Integer => return format!("a whole number from {} to {}", self.min, self.max).into(),
            Kind::Flag => "true or false",
            Kind::Decimal => "a decimal number",
            Kind::Words => "a word, or several",
        })
    }
}

/// Takes the texts of the required parameters, which come first in every table, out of the arguments.
fn required<const N: usize>(
    parameters: &[Parameter],
    arguments: &mut Vec<(usize, Argument)>,
) -> Result<[String; N]> {
    let mut texts = [const { String::new() }; N];
    for (index, (text, parameter)) in texts.iter_mut().zip(parameters).enumerate() {
        let place = arguments.iter().position(|(given, _)| *given == index);
        match place.map(|place| arguments.remove(place)) {
            Some((_, Argument::Text(given))) => *text = given,
            _ => return Err(Failure::invalid_argument(parameter.name, "is missing; it is required")),
        }
    }
    Ok(texts)
}

/// An argument of another kind than its parameter, or for no parameter: a defect of a binding.
fn misfit(parameters: &[Parameter], index: usize) -> Box<Failure> {
    let name = parameters.get(index).map_or("unknown", |parameter| parameter.name);
    Failure::invalid_argument(name, "does not fit the parameter")
}
