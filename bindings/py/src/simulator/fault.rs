//! What goes wrong on demand.

use http::{HeaderName, HeaderValue, Method};
use mycpaas_simulator as simulator;
use pyo3::prelude::*;

use crate::arguments::text;
use crate::convert::{seconds, shown};
use crate::errors::invalid_argument;
use crate::pairs::pairs;

/// Something that goes wrong with one of the next requests.
#[pyclass(frozen, module = "mycpaas.testing")]
pub(crate) struct Fault {
    pub(super) fault: simulator::Fault,
    name: &'static str,
}

type Given<'a, 'py> = Option<&'a Bound<'py, PyAny>>;

#[pymethods]
impl Fault {
    /// Closes the connection when a request arrives, without reading a byte of it.
    #[staticmethod]
    fn close_before_reading() -> Self {
        Self { fault: simulator::Fault::close_before_reading(), name: "close_before_reading" }
    }

    /// Reads and counts a request, does nothing about it, and closes the connection without an answer.
    #[staticmethod]
    #[pyo3(signature = (*, method=None, path=None))]
    fn close_after_reading(method: Given<'_, '_>, path: Given<'_, '_>) -> PyResult<Self> {
        meant_for("close_after_reading", simulator::Fault::close_after_reading(), method, path)
    }

    /// Does what a request asks for (a call is placed), and closes the connection without an answer.
    #[staticmethod]
    #[pyo3(signature = (*, method=None, path=None))]
    fn close_instead_of_answering(method: Given<'_, '_>, path: Given<'_, '_>) -> PyResult<Self> {
        meant_for("close_instead_of_answering", simulator::Fault::close_instead_of_answering(), method, path)
    }

    /// Does what a request asks for, and closes the connection after half of the answer's body.
    #[staticmethod]
    #[pyo3(signature = (*, method=None, path=None))]
    fn close_mid_answer(method: Given<'_, '_>, path: Given<'_, '_>) -> PyResult<Self> {
        meant_for("close_mid_answer", simulator::Fault::close_mid_answer(), method, path)
    }

    /// Waits that many seconds of real time before doing what a request asks for.
    #[staticmethod]
    #[pyo3(signature = (time, *, method=None, path=None))]
    fn delay(time: &Bound<'_, PyAny>, method: Given<'_, '_>, path: Given<'_, '_>) -> PyResult<Self> {
        meant_for("delay", simulator::Fault::delay(seconds("time", time)?), method, path)
    }

    /// Answers with this HTTP status, 200 to 599, and does nothing about the request.
    #[staticmethod]
    #[pyo3(signature = (status, *, headers=None, body=None, method=None, path=None))]
    fn answer(
        status: &Bound<'_, PyAny>,
        headers: Given<'_, '_>,
        body: Given<'_, '_>,
        method: Given<'_, '_>,
        path: Given<'_, '_>,
    ) -> PyResult<Self> {
        let mut fault = simulator::Fault::answer(final_status(status)?);
        for (name, value) in pairs("headers", headers)? {
            let allowed =
                HeaderName::from_bytes(name.as_bytes()).is_ok() && HeaderValue::from_str(&value).is_ok();
            if let (false, Some(headers)) = (allowed, headers) {
                let problem = format!("{name:?}: {value:?} is no header that HTTP allows");
                return Err(invalid_argument(headers.py(), "headers", &problem));
            }
            fault = fault.header(&name, &value);
        }
        if let Some(body) = body {
            fault = fault.body(content(body)?);
        }
        meant_for("answer", fault, method, path)
    }

    fn __repr__(&self) -> String {
        format!("<Fault.{}>", self.name)
    }
}

fn meant_for(
    name: &'static str,
    mut fault: simulator::Fault,
    method: Given<'_, '_>,
    path: Given<'_, '_>,
) -> PyResult<Fault> {
    if let Some(given) = method {
        let parsed = Method::from_bytes(text("method", given)?.to_ascii_uppercase().as_bytes());
        let problem = || format!("{} is given; an HTTP method such as POST is allowed", shown(given));
        fault = fault.on_method(parsed.map_err(|_| invalid_argument(given.py(), "method", &problem()))?);
    }
    if let Some(path) = path {
        fault = fault.on_path(text("path", path)?);
    }
    Ok(Fault { fault, name })
}

fn final_status(status: &Bound<'_, PyAny>) -> PyResult<u16> {
    let number = status.extract().ok().filter(|number| (200..600).contains(number));
    number.ok_or_else(|| {
        let problem = format!("{} is given; an HTTP status from 200 to 599 is allowed", shown(status));
        invalid_argument(status.py(), "status", &problem)
    })
}

fn content(body: &Bound<'_, PyAny>) -> PyResult<Vec<u8>> {
    if let Ok(text) = body.extract::<String>() {
        return Ok(text.into_bytes());
    }
    body.extract().map_err(|_| {
        let problem = format!("{} is given; text or bytes are allowed", shown(body));
        invalid_argument(body.py(), "body", &problem)
    })
}
