//! Elements out of arguments by their places: text, attributes, other attributes.

use mycpaas_bridge::laml::{self as bridge, Shape};
use pyo3::Borrowed;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use super::values;
use crate::convert::shown;
use crate::errors::invalid_argument;

/// Makes an element out of the arguments of the method that adds it.
pub(super) fn build<'a, 'py: 'a>(
    shape: &Shape,
    mut arguments: impl Iterator<Item = Borrowed<'a, 'py, PyAny>>,
) -> PyResult<bridge::Element> {
    let mut element = bridge::Element::new(shape.tag);
    let text = shape.text.and_then(|name| Some((name, arguments.next()?)));
    for attribute in shape.attributes {
        match arguments.next() {
            Some(value) if !value.is_none() => {
                element.set_attribute(attribute.name, values::attribute(shape, attribute, &value)?);
            }
            _ => {}
        }
    }
    if let Some(others) = arguments.next().filter(|others| !others.is_none()) {
        extend(&mut element, Some(shape), &others)?;
    }
    if let Some((name, text)) = text.filter(|(_, text)| !text.is_none()) {
        element.push(values::text(name, &text)?);
    }
    Ok(element)
}

/// Makes an element that the specification may not know.
pub(super) fn build_free(
    name: &Bound<'_, PyAny>,
    text: Option<&Bound<'_, PyAny>>,
    extra: Option<&Bound<'_, PyAny>>,
) -> PyResult<bridge::Element> {
    let mut element = bridge::Element::new(values::text("name", name)?);
    if let Some(others) = extra {
        extend(&mut element, None, others)?;
    }
    if let Some(text) = text {
        element.push(values::text("text", text)?);
    }
    Ok(element)
}

/// Sets attributes by their names in the document. One that is there gets the new value, none with `None`.
fn extend(element: &mut bridge::Element, shape: Option<&Shape>, others: &Bound<'_, PyAny>) -> PyResult<()> {
    let is_mapping = others.is_instance_of::<PyDict>() || others.hasattr("items")?;
    if !is_mapping {
        let problem = format!("{} is given; attributes by their names are allowed", shown(others));
        return Err(invalid_argument(others.py(), "extra", &problem));
    }
    for item in others.call_method0("items")?.try_iter()? {
        let (name, value) = item?.extract::<(Bound<'_, PyAny>, Bound<'_, PyAny>)>()?;
        let name = values::text("extra", &name)?;
        if value.is_none() {
            continue;
        }
        let value = values::by_name(shape, &name, &value)?;
        element.set_attribute(name, value);
    }
    Ok(())
}
