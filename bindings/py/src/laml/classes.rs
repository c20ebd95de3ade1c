//! The class of each element, and how its objects are made.

use mycpaas_bridge::laml::{self as bridge, Handle, SHAPES};
use pyo3::PyTypeInfo;
use pyo3::exceptions::{PyIndexError, PyTypeError};
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple, PyType};

use super::element::Element;
use super::generated::CLASSES;

/// The class of an element of the specification.
pub(super) struct Class {
    pub(super) object: fn(Python<'_>) -> Bound<'_, PyType>,
    pub(super) make: for<'py> fn(Python<'py>, Element) -> PyResult<Bound<'py, PyAny>>,
}

/// Defines a class for each element of the specification, with its place there. Their methods are in Python.
macro_rules! classes {
    ($($class:ident = $place:literal,)+) => {
        $(
            #[pyclass(extends = Element, subclass, frozen, module = "mycpaas.laml")]
            pub(super) struct $class;

            #[pymethods]
            impl $class {
                #[classattr]
                const _PLACE: usize = $place;

                #[new]
                #[classmethod]
                #[pyo3(signature = (*arguments, **keywords))]
                fn new(
                    class: &Bound<'_, PyType>,
                    arguments: &Bound<'_, PyTuple>,
                    keywords: Option<&Bound<'_, PyDict>>,
                ) -> PyResult<PyClassInitializer<Self>> {
                    let element = begin::<Self>($place, class, arguments, keywords)?;
                    Ok(PyClassInitializer::from(element).add_subclass(Self))
                }
            }
        )+

        pub(super) static CLASSES: &[Class] = &[$(
            Class {
                object: |py| py.get_type::<$class>(),
                make: |py, element| {
                    let object = PyClassInitializer::from(element).add_subclass($class);
                    Ok(Bound::new(py, object)?.into_any())
                },
            },
        )+];
    };
}

pub(super) use classes;

/// An element that is to become an object.
#[pyclass(frozen, name = "LamlPlace", module = "mycpaas._native")]
pub(crate) struct Place {
    pub(super) handle: Handle,
    pub(super) shape: Option<&'static bridge::Shape>,
}

/// Returns the class of the element at a place in the specification.
#[pyfunction]
pub(crate) fn laml_class(py: Python<'_>, place: usize) -> PyResult<Bound<'_, PyType>> {
    at(place).map(|(_, class)| (class.object)(py))
}

/// Returns what is known of the element at a place in the specification.
pub(super) fn at(place: usize) -> PyResult<(&'static bridge::Shape, &'static Class)> {
    let known = SHAPES.get(place).zip(CLASSES.get(place));
    known.ok_or_else(|| PyIndexError::new_err("there is no such element"))
}

/// Begins an object that its constructor fills, if it has one: roots have none.
pub(super) fn begin<T: PyTypeInfo>(
    place: usize,
    class: &Bound<'_, PyType>,
    arguments: &Bound<'_, PyTuple>,
    keywords: Option<&Bound<'_, PyDict>>,
) -> PyResult<Element> {
    if let Some(element) = Element::placed(arguments) {
        return Ok(element);
    }
    let (shape, _) = at(place)?;
    let is_given = !arguments.is_empty() || keywords.is_some_and(|keywords| !keywords.is_empty());
    if is_given && shape.root.is_some() && class.is(class.py().get_type::<T>()) {
        return Err(PyTypeError::new_err(format!("{}() takes no arguments", shape.class)));
    }
    Ok(Element::of(Handle::new(bridge::Element::new(shape.tag)), Some(shape)))
}

/// Returns what the specification says of a class, unless it is one for any element.
pub(super) fn shape_of_class(class: &Bound<'_, PyType>) -> PyResult<Option<&'static bridge::Shape>> {
    Ok(known(class)?.map(|(shape, _)| shape))
}

fn known(class: &Bound<'_, PyType>) -> PyResult<Option<(&'static bridge::Shape, &'static Class)>> {
    let place = class.getattr_opt(intern!(class.py(), "_PLACE"))?;
    place.map(|place| at(place.extract()?)).transpose()
}

/// Makes an object of a class, which may be one of the user's, without its constructor.
pub(super) fn make<'py>(
    class: &Bound<'py, PyType>,
    handle: Handle,
    shape: Option<&'static bridge::Shape>,
) -> PyResult<Bound<'py, PyAny>> {
    let py = class.py();
    let native = known(class)?.map_or_else(|| py.get_type::<Element>(), |(_, native)| (native.object)(py));
    native.call_method1(intern!(py, "__new__"), (class, Place { handle, shape }))
}

/// Makes an object for an element with this tag, of the class that it has inside its parent.
pub(super) fn make_child<'py>(
    py: Python<'py>,
    parent: Option<&bridge::Shape>,
    tag: &str,
    handle: Handle,
) -> PyResult<Bound<'py, PyAny>> {
    match bridge::shape_of(parent, tag).map(at).transpose()? {
        Some((shape, class)) => (class.make)(py, Element::of(handle, Some(shape))),
        None => Ok(Bound::new(py, Element::of(handle, None))?.into_any()),
    }
}
