//! An element, as Python sees it.

use std::borrow::Cow;

use mycpaas_bridge::laml::{self as bridge, CheckSettings, Handle, Limits, Node};
use mycpaas_bridge::{Failure, Result};
use pyo3::Borrowed;
use pyo3::exceptions::PyTypeError;
use pyo3::intern;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyIterator, PyList, PyString, PyTuple, PyType};

use super::build::{build, build_free};
use super::checking::settings;
use super::classes::{self, Place, make, shape_of_class};
use super::comment::Comment;
use super::copying;
use super::finding::Finding;
use super::nodes::{self, Child};
use super::reading::{self, document_bytes};
use super::values;
use crate::arguments::count;
use crate::convert::shown;
use crate::errors::{invalid_argument, raise};

/// An element of a LaML document, of any name.
#[pyclass(subclass, frozen, weakref, module = "mycpaas.laml")]
pub(crate) struct Element {
    handle: Handle,
    shape: Option<&'static bridge::Shape>,
}

#[pymethods]
impl Element {
    /// Makes one that stands alone.
    #[new]
    #[pyo3(signature = (*arguments, **keywords))]
    fn new(arguments: &Bound<'_, PyTuple>, keywords: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        match Self::placed(arguments) {
            Some(element) => Ok(element),
            None => Self::free(arguments, keywords),
        }
    }

    /// Adds an element. The arguments are its place in the specification, and those of the method.
    #[pyo3(signature = (*arguments))]
    fn _add<'py>(&self, arguments: &Bound<'py, PyTuple>) -> PyResult<Bound<'py, PyAny>> {
        let py = arguments.py();
        let mut arguments = arguments.iter_borrowed();
        let place = arguments.next().map_or(Ok(usize::MAX), Borrowed::extract)?;
        let (shape, class) = classes::at(place)?;
        let element = build(shape, arguments)?;
        let handle = self.handle.push(element).map_err(|failure| raise(py, failure))?;
        (class.make)(py, Self { handle, shape: Some(shape) })
    }

    /// Sets what the constructor of a class takes.
    #[pyo3(signature = (*arguments))]
    fn _fill(&self, arguments: &Bound<'_, PyTuple>) -> PyResult<()> {
        let py = arguments.py();
        let Some(shape) = self.shape else { return Ok(()) };
        let element = build(shape, arguments.iter_borrowed())?;
        self.handle.absorb(element).map_err(|failure| raise(py, failure))
    }

    /// The name, as the document has it.
    #[getter]
    fn name<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyString>> {
        self.read(py, |element| element.name().to_owned()).map(|name| PyString::new(py, &name))
    }

    /// The attributes by their names in the document, in their order. A copy: see `set`.
    #[getter]
    fn attributes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let pair =
            |attribute: &bridge::Attribute| (attribute.name().to_owned(), attribute.value().to_owned());
        let pairs: Vec<_> = self.read(py, |element| element.attributes().iter().map(pair).collect())?;
        let attributes = PyDict::new(py);
        pairs.into_iter().try_for_each(|(name, value)| attributes.set_item(name, value))?;
        Ok(attributes)
    }

    /// The text directly inside, without that of elements and comments.
    #[getter]
    fn own_text(&self, py: Python<'_>) -> PyResult<String> {
        self.read(py, |element| element.text().into_owned())
    }

    /// What stands directly inside, in its order. The list is a copy, its elements are not.
    #[getter]
    fn children<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        nodes::list(py, &self.handle, self.shape, false)
    }

    /// Adds an element, text or a comment after what is there, and returns this element.
    #[pyo3(signature = (child, /))]
    fn append<'py>(slf: &Bound<'py, Self>, child: &Bound<'py, PyAny>) -> PyResult<Bound<'py, Self>> {
        let handle = &slf.get().handle;
        let done = if let Ok(child) = child.cast::<Self>() {
            handle.append(&child.get().handle)
        } else if let Ok(comment) = child.cast::<Comment>() {
            handle.push_comment(comment.get().text.clone())
        } else if child.is_instance_of::<PyString>() {
            handle.push_text(values::text("child", child)?)
        } else {
            let problem = format!("{} is given; an element, a comment or text is allowed", shown(child));
            return Err(invalid_argument(slf.py(), "child", &problem));
        };
        chain(slf, done)
    }

    /// Adds an element of any name after what is there, and returns it.
    #[pyo3(signature = (name, text=None, /, *, extra=None))]
    fn add_child<'py>(
        &self,
        name: &Bound<'py, PyAny>,
        text: Option<&Bound<'py, PyAny>>,
        extra: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let py = name.py();
        let element = build_free(name, text, extra)?;
        let handle = self.handle.push(element).map_err(|failure| raise(py, failure))?;
        Ok(Bound::new(py, Self::of(handle, None))?.into_any())
    }

    /// Adds text after what is there, and returns this element. Text that follows text continues it.
    #[pyo3(signature = (text, /))]
    fn text<'py>(slf: &Bound<'py, Self>, text: &Bound<'py, PyAny>) -> PyResult<Bound<'py, Self>> {
        let text = values::text("text", text)?;
        chain(slf, slf.get().handle.push_text(text))
    }

    /// Adds a comment after what is there, and returns this element.
    #[pyo3(signature = (text, /))]
    fn comment<'py>(slf: &Bound<'py, Self>, text: &Bound<'py, PyAny>) -> PyResult<Bound<'py, Self>> {
        let text = values::text("text", text)?;
        chain(slf, slf.get().handle.push_comment(text))
    }

    /// Adds text and elements that are written as XML already, and returns this element.
    #[pyo3(signature = (xml, /))]
    fn raw<'py>(slf: &Bound<'py, Self>, xml: &Bound<'py, PyAny>) -> PyResult<Bound<'py, Self>> {
        let xml = values::text("xml", xml)?;
        let nodes: Result<Vec<Node>> = slf.py().detach(|| bridge::parse_fragment(&xml));
        chain(slf, nodes.and_then(|nodes| slf.get().handle.extend(nodes)))
    }

    /// Returns the value of an attribute by its name in the document.
    #[pyo3(signature = (name, default=None, /))]
    fn get<'py>(
        &self,
        py: Python<'py>,
        name: &Bound<'py, PyAny>,
        default: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Option<Bound<'py, PyAny>>> {
        let name = values::text("name", name)?;
        let value = self.read(py, |element| element.attribute_value(&name).map(str::to_owned))?;
        Ok(value.map(|value| PyString::new(py, &value).into_any()).or(default))
    }

    /// Sets an attribute by its name in the document, and returns this element.
    #[pyo3(signature = (name, value, /))]
    fn set<'py>(
        slf: &Bound<'py, Self>,
        name: &Bound<'py, PyAny>,
        value: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, Self>> {
        let element = slf.get();
        let name = values::text("name", name)?;
        let value = values::by_name(element.shape, &name, value)?;
        chain(slf, element.handle.set_attribute(name, value))
    }

    /// Removes an attribute by its name in the document, and says whether it was there.
    #[pyo3(signature = (name, /))]
    fn unset(&self, py: Python<'_>, name: &Bound<'_, PyAny>) -> PyResult<bool> {
        self.handle.remove_attribute(&values::text("name", name)?).map_err(|failure| raise(py, failure))
    }

    /// Returns the first element of that name, or of that class, that stands directly inside.
    #[pyo3(signature = (what, /))]
    fn find<'py>(&self, what: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyAny>>> {
        let py = what.py();
        let class = what.cast::<PyType>().ok();
        let shape = class.map(shape_of_class).transpose()?.flatten();
        let tag = match shape {
            Some(shape) => Cow::Borrowed(shape.tag),
            None => Cow::Owned(values::text("what", what)?),
        };
        for child in nodes::children(py, &self.handle)? {
            match child {
                Child::Element { place, tag: found } if found == tag => {
                    let handle = self.handle.child(place);
                    return match class {
                        Some(class) => make(class, handle, shape),
                        None => classes::make_child(py, self.shape, &tag, handle),
                    }
                    .map(Some);
                }
                _ => {}
            }
        }
        Ok(None)
    }

    /// Writes the document of which this element is the root.
    #[pyo3(signature = (*, pretty=false))]
    fn to_xml(&self, py: Python<'_>, pretty: bool) -> PyResult<String> {
        let written =
            self.read(py, |element| if pretty { element.to_xml_pretty() } else { element.to_xml() })?;
        written.map_err(|error| raise(py, error.into()))
    }

    /// Reads a document whose root is this element.
    #[classmethod]
    #[pyo3(signature = (document, /, *, max_size=None, max_depth=None, max_nodes=None))]
    fn parse<'py>(
        class: &Bound<'py, PyType>,
        document: &Bound<'py, PyAny>,
        max_size: Option<&Bound<'py, PyAny>>,
        max_depth: Option<&Bound<'py, PyAny>>,
        max_nodes: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let document = document_bytes("document", document)?;
        let limits = Limits {
            size: max_size.map(|most| count("max_size", most)).transpose()?,
            depth: max_depth.map(|most| count("max_depth", most)).transpose()?,
            nodes: max_nodes.map(|most| count("max_nodes", most)).transpose()?,
        };
        reading::parse(class, &document, limits)
    }

    /// Tells what is wrong with the document of which this element is the root.
    #[pyo3(signature = (*, services=None, usage=None, document_url=None, inline=false))]
    fn check(
        &self,
        py: Python<'_>,
        services: Option<&Bound<'_, PyAny>>,
        usage: Option<&Bound<'_, PyAny>>,
        document_url: Option<&Bound<'_, PyAny>>,
        inline: bool,
    ) -> PyResult<Vec<Finding>> {
        let settings: CheckSettings = settings(services, usage, document_url, inline)?;
        let mut options = settings.options().map_err(|failure| raise(py, failure))?;
        if let Some(channel) = self.shape.and_then(|shape| shape.root) {
            options = options.channel(channel);
        }
        let findings = self.read(py, |element| element.check(&options))?;
        Ok(findings.into_iter().map(Finding::from).collect())
    }

    fn __str__(&self, py: Python<'_>) -> PyResult<String> {
        self.to_xml(py, false)
    }

    /// Without any value, since some of them are secret.
    fn __repr__(slf: &Bound<'_, Self>) -> PyResult<String> {
        let py = slf.py();
        let (name, attributes, children) = slf.get().read(py, |element| {
            (element.name().to_owned(), element.attributes().len(), element.children().len())
        })?;
        let class = slf.get_type().name()?.to_string();
        let name = if class == name { String::new() } else { format!(" <{name}>") };
        let attributes = if attributes == 0 { String::new() } else { format!(" attributes={attributes}") };
        let children = if children == 0 { String::new() } else { format!(" children={children}") };
        Ok(format!("<laml.{class}{name}{attributes}{children}>"))
    }

    fn __eq__(&self, py: Python<'_>, other: &Bound<'_, Self>) -> PyResult<bool> {
        self.handle.equals(&other.get().handle).map_err(|failure| raise(py, failure))
    }

    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        nodes::list(py, &self.handle, self.shape, true)?.try_iter()
    }

    fn __enter__<'py>(slf: &Bound<'py, Self>) -> Bound<'py, Self> {
        slf.clone()
    }

    #[pyo3(signature = (*_error))]
    #[expect(clippy::unused_self, reason = "Python asks for it")]
    fn __exit__(&self, _error: &Bound<'_, PyTuple>) {}

    fn __copy__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyAny>> {
        copying::copy(slf, &slf.get().handle, slf.get().shape, None)
    }

    fn __deepcopy__<'py>(slf: &Bound<'py, Self>, memo: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
        copying::copy(slf, &slf.get().handle, slf.get().shape, Some(memo))
    }

    fn __reduce__<'py>(slf: &Bound<'py, Self>) -> PyResult<Bound<'py, PyTuple>> {
        copying::reduce(slf, slf.get().to_xml(slf.py(), false)?)
    }
}

impl Element {
    pub(super) fn of(handle: Handle, shape: Option<&'static bridge::Shape>) -> Self {
        Self { handle, shape }
    }

    /// Takes the element that an object is made for.
    pub(super) fn placed(arguments: &Bound<'_, PyTuple>) -> Option<Self> {
        let place = arguments.iter_borrowed().next()?;
        let place = place.cast::<Place>().ok()?.get();
        Some(Self { handle: place.handle.clone(), shape: place.shape })
    }

    fn free(arguments: &Bound<'_, PyTuple>, keywords: Option<&Bound<'_, PyDict>>) -> PyResult<Self> {
        let py = arguments.py();
        let extra = keywords.map(|keywords| keywords.get_item(intern!(py, "extra"))).transpose()?.flatten();
        let known = usize::from(extra.is_some());
        if !matches!(arguments.len(), 1 | 2) || keywords.map_or(0, PyDictMethods::len) > known {
            let problem = "an element takes its name, its text and `extra`";
            return Err(PyTypeError::new_err(problem));
        }
        let given = |argument: &Bound<'_, PyAny>| !argument.is_none();
        let text = arguments.get_item(1).ok().filter(given);
        let extra = extra.filter(given);
        let element = build_free(&arguments.get_item(0)?, text.as_ref(), extra.as_ref())?;
        Ok(Self::of(Handle::new(element), None))
    }

    fn read<T>(&self, py: Python<'_>, look: impl FnOnce(&bridge::Element) -> T) -> PyResult<T> {
        self.handle.read(look).map_err(|failure| raise(py, failure))
    }
}

/// Returns the element itself, so that calls can be chained.
fn chain<'py>(element: &Bound<'py, Element>, done: Result<()>) -> PyResult<Bound<'py, Element>> {
    done.map_err(|failure: Box<Failure>| raise(element.py(), failure))?;
    Ok(element.clone())
}
