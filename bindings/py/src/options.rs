//! The options of one request, and the settings of a client.

use mycpaas_bridge::{ClientBuilder, ErrorKind, Failure, ListEncoding, RequestOptions};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::type_object::PyTypeInfo;
use pyo3::types::{PyBool, PyByteArray, PyBytes, PyDict, PyList, PyMemoryView, PyString, PyTuple};

use crate::arguments::text;
use crate::convert::{seconds, shown};
use crate::errors::{invalid_argument, raise};
use crate::pairs::pairs;
use crate::retry;

/// Reads the options that a method was given; nothing if there are none.
pub(crate) fn request_options(method: &str, options: &Bound<'_, PyDict>) -> PyResult<Option<RequestOptions>> {
    let mut read = None;
    for (name, value) in options.iter() {
        let so_far = read.take().unwrap_or_default();
        read = Some(set_option(so_far, method, &name.cast_into()?, &value)?);
    }
    Ok(read)
}

fn set_option(
    options: RequestOptions,
    method: &str,
    name: &Bound<'_, PyString>,
    value: &Bound<'_, PyAny>,
) -> PyResult<RequestOptions> {
    let name = name.to_cow()?;
    if value.is_none() && name != "headers" {
        return Ok(options);
    }
    Ok(match &*name {
        "connect_timeout" => options.connect_timeout(seconds(&name, value)?),
        "read_timeout" => options.read_timeout(seconds(&name, value)?),
        "total_timeout" => options.total_timeout(seconds(&name, value)?),
        "retries" => options.retry(retry::policy(value)?),
        "account_sid" => options.account_sid(text(&name, value)?),
        "headers" => {
            let headers = pairs(&name, (!value.is_none()).then_some(value))?;
            headers.into_iter().fold(options, |options, (name, value)| options.header(name, value))
        }
        _ => {
            let problem = format!("{method}() got an unexpected keyword argument '{name}'");
            return Err(PyTypeError::new_err(problem));
        }
    })
}

/// Reads text or bytes; nothing if it is neither.
pub(crate) fn content(given: &Bound<'_, PyAny>) -> Option<Vec<u8>> {
    if let Ok(text) = given.cast::<PyString>() {
        return text.to_cow().ok().map(|text| text.into_owned().into_bytes());
    }
    if let Ok(bytes) = given.cast::<PyBytes>() {
        return Some(bytes.as_bytes().to_vec());
    }
    let buffer = given.is_instance_of::<PyByteArray>() || given.is_instance_of::<PyMemoryView>();
    let copy = buffer.then(|| PyBytes::type_object(given.py()).call1((given,)).ok()).flatten()?;
    copy.cast::<PyBytes>().ok().map(|bytes| bytes.as_bytes().to_vec())
}

/// Reads the settings of a client. What is `None` stays as it is.
pub(crate) fn client_settings(
    mut builder: ClientBuilder,
    settings: &Bound<'_, PyDict>,
) -> PyResult<ClientBuilder> {
    for (name, value) in settings.iter() {
        if !value.is_none() {
            builder = set_setting(builder, &name.cast_into::<PyString>()?.to_cow()?, &value)?;
        }
    }
    Ok(builder)
}

fn set_setting(builder: ClientBuilder, name: &str, value: &Bound<'_, PyAny>) -> PyResult<ClientBuilder> {
    Ok(match name {
        "base_url" => builder.base_url(text(name, value)?),
        "allow_insecure_http" => builder
            .allow_insecure_http(value.extract().map_err(|_| configuration(value, name, "true or false"))?),
        "connect_timeout" => builder.connect_timeout(seconds(name, value)?),
        "read_timeout" => builder.read_timeout(seconds(name, value)?),
        "total_timeout" => builder.total_timeout(seconds(name, value)?),
        "retries" => builder.retry(retry::policy(value)?),
        "proxy" if value.is_instance_of::<PyBool>() && !value.is_truthy()? => builder.no_proxy(),
        "proxy" => builder.proxy(value.extract::<String>().map_err(|_| {
            // It may hold a password.
            invalid_argument(value.py(), name, "something else is given; text or False is allowed")
        })?),
        "extra_ca_certificates" => {
            certificates(name, value)?.into_iter().fold(builder, ClientBuilder::extra_ca_certificates)
        }
        "user_agent_suffix" => builder.user_agent_suffix(text(name, value)?),
        "max_response_size" => builder.max_response_size(size(name, value)?),
        "list_encoding" => builder.list_encoding(list_encoding(name, value)?),
        _ => return Err(PyTypeError::new_err(format!("got an unexpected keyword argument '{name}'"))),
    })
}

/// Reads a number of bytes. In Python, true is a number.
fn size(name: &str, value: &Bound<'_, PyAny>) -> PyResult<usize> {
    match value.extract() {
        Ok(size) if !value.is_instance_of::<PyBool>() => Ok(size),
        _ => Err(configuration(value, name, "a whole number of bytes from 1")),
    }
}

/// Reads one text in PEM, or several.
fn certificates(name: &str, value: &Bound<'_, PyAny>) -> PyResult<Vec<Vec<u8>>> {
    let one = |value: &Bound<'_, PyAny>| {
        content(value).ok_or_else(|| configuration(value, name, "certificates in PEM, as a text or bytes"))
    };
    if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
        return value.try_iter()?.map(|item| one(&item?)).collect();
    }
    Ok(vec![one(value)?])
}

fn list_encoding(name: &str, value: &Bound<'_, PyAny>) -> PyResult<ListEncoding> {
    match text(name, value)?.as_str() {
        "space_joined" => Ok(ListEncoding::SpaceJoined),
        "repeated" => Ok(ListEncoding::Repeated),
        _ => Err(configuration(value, name, "\"space_joined\" or \"repeated\"")),
    }
}

fn configuration(value: &Bound<'_, PyAny>, name: &str, allowed: &str) -> PyErr {
    let problem = format!("{name}: {} is given; {allowed} is allowed", shown(value));
    let mut failure = Failure::new(ErrorKind::Configuration, problem);
    failure.parameter = Some(name.to_owned());
    raise(value.py(), failure)
}
