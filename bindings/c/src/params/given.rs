//! What a request was given so far.

use std::ffi::c_char;

use mycpaas_bridge::{Argument, Parameter, Result};

use crate::error::mycpaas_error;
use crate::setter::{Keeps, Problems, set};
use crate::text::{text, texts};

/// Arguments, each with the place of its parameter, and others by their names on the wire.
#[derive(Debug, Default)]
pub(crate) struct Given {
    arguments: Vec<(usize, Argument)>,
    extra: Vec<(String, String)>,
    pub(super) problems: Problems,
}

/// Parameters that are put together.
pub(crate) trait Parameters: Keeps {
    /// What they may be.
    const TABLE: &'static [Parameter];

    fn given(&mut self) -> &mut Given;
}

/// Arguments as the bridge takes them.
pub(super) type Parts = (Vec<(usize, Argument)>, Vec<(String, String)>);

impl Given {
    /// Copies everything, unless something is wrong with it.
    pub(super) fn parts(&self) -> Result<Parts> {
        self.problems.check()?;
        Ok((self.arguments.clone(), self.extra.clone()))
    }

    pub(super) fn keep_text(&mut self, index: usize, name: &str, value: *const c_char) {
        let outcome =
            text(name, value).map(|value| self.arguments.push((index, Argument::Text(value.to_owned()))));
        self.problems.keep(outcome);
    }
}

/// Sets a parameter. What was set for it before is forgotten.
pub(super) fn put<T: Parameters>(
    params: Option<&mut T>,
    index: usize,
    read: impl FnOnce(&'static Parameter) -> Result<Argument>,
) -> Option<&mycpaas_error> {
    set("params", params, |params| {
        if let Some(parameter) = T::TABLE.get(index) {
            let argument = read(parameter)?;
            let given = params.given();
            given.arguments.retain(|(other, _)| *other != index);
            given.arguments.push((index, argument));
        }
        Ok(())
    })
}

/// Adds a parameter that has no place.
pub(super) fn set_extra<T: Parameters>(
    params: Option<&mut T>,
    name: *const c_char,
    value: *const c_char,
) -> Option<&mycpaas_error> {
    set("params", params, |params| {
        let pair = (text("name", name)?.to_owned(), text("value", value)?.to_owned());
        params.given().extra.push(pair);
        Ok(())
    })
}

pub(super) fn one(parameter: &Parameter, value: *const c_char) -> Result<Argument> {
    Ok(Argument::Text(text(parameter.name, value)?.to_owned()))
}

pub(super) fn many(parameter: &Parameter, values: *const *const c_char, count: usize) -> Result<Argument> {
    Ok(Argument::Words(texts(parameter.name, values, count)?))
}

pub(super) fn decimal(parameter: &Parameter, value: *const c_char) -> Result<Argument> {
    let text = text(parameter.name, value)?;
    let number = text.trim().parse().map_err(|_| parameter.refuse(&format!("{text:?}")))?;
    Ok(Argument::Decimal(number))
}
