//! How a simulator is set up.

use std::str::FromStr;

use mycpaas_bridge::{ErrorKind, Failure};
use mycpaas_simulator::{Callee, Clock, SimulatorBuilder};
use pyo3::PyTypeInfo;
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyString};

use super::callee::script;
use crate::arguments::{text, words};
use crate::convert::shown;
use crate::errors::{because, invalid_argument, raise};

const SIGNATURES: &str = "\"twilio\", \"twilio-sha256\", \"signalwire\" or \"signalwire-raw\"";

/// Reads the settings of a simulator. What is `None` stays as it is.
pub(super) fn builder(settings: &Bound<'_, PyDict>) -> PyResult<SimulatorBuilder> {
    let mut builder = mycpaas_simulator::Simulator::builder();
    let account = (settings.get_item("account_sid")?, settings.get_item("auth_token")?);
    if let (Some(sid), Some(token)) = account {
        builder = builder.account(text("account_sid", &sid)?, text("auth_token", &token)?);
    }
    for (name, value) in settings.iter() {
        let name = name.cast_into::<PyString>()?;
        if !value.is_none() {
            builder = set(builder, &name.to_cow()?, &value)?;
        }
    }
    Ok(builder)
}

fn set(builder: SimulatorBuilder, name: &str, value: &Bound<'_, PyAny>) -> PyResult<SimulatorBuilder> {
    Ok(match name {
        "callees" => {
            let scripts = scripts(value)?;
            scripts.into_iter().fold(builder, |builder, (number, callee)| builder.callee(number, callee))
        }
        "default_callee" => builder.default_callee(script(name, value)?),
        "clock" => builder.clock(clock(value)?),
        "dialect" => builder.dialect(named(value, name, "\"mycpaas\", \"signalwire\" or \"twilio\"")?),
        "own_numbers" => {
            let refuse = || refuse(value, name, "a number, or several,");
            words(value)?.ok_or_else(refuse)?.into_iter().fold(builder, SimulatorBuilder::own_number)
        }
        "signing_key" => {
            let key =
                value.extract::<String>().map_err(|_| refused(value.py(), name, "something else", "text"))?;
            builder.signing_key(key)
        }
        "signature" => builder.signature_style(named(value, name, SIGNATURES)?),
        "webhook_format" => builder.webhook_format(named(value, name, "\"form\" or \"json\"")?),
        "port" => {
            let port = value.extract();
            builder.port(port.map_err(|_| refuse(value, name, "a whole number from 0 to 65535"))?)
        }
        "max_calls" => builder.max_calls(count(value, name)?),
        "max_recorded_requests" => builder.max_recorded_requests(count(value, name)?),
        _ => builder,
    })
}

/// Reads who has which script.
fn scripts(value: &Bound<'_, PyAny>) -> PyResult<Vec<(String, Callee)>> {
    let py = value.py();
    let problem = || format!("{} is given; scripts by telephone numbers are allowed", shown(value));
    let items = (|| {
        let items = PyDict::type_object(py).call1((value,))?;
        Ok(items.cast_into::<PyDict>()?.iter())
    })();
    let items = items.map_err(|error| because(py, invalid_argument(py, "callees", &problem()), error))?;
    items.map(|(number, callee)| Ok((text("callees", &number)?, script("callees", &callee)?))).collect()
}

fn clock(value: &Bound<'_, PyAny>) -> PyResult<Clock> {
    let read = match value.extract::<f64>() {
        Ok(factor) if !value.is_instance_of::<PyBool>() => Some(Clock::Scaled(factor)),
        _ => value.extract::<String>().ok().and_then(|text| text.parse().ok()),
    };
    read.ok_or_else(|| refuse(value, "clock", "\"instant\", \"real\", or a factor such as 10"))
}

/// Reads one of several that have names.
fn named<T: FromStr>(value: &Bound<'_, PyAny>, name: &str, allowed: &str) -> PyResult<T> {
    let read = value.extract::<String>().ok().and_then(|text| text.parse().ok());
    read.ok_or_else(|| refuse(value, name, allowed))
}

fn count(value: &Bound<'_, PyAny>, name: &str) -> PyResult<usize> {
    value.extract().map_err(|_| refuse(value, name, "a whole number from 0"))
}

fn refuse(value: &Bound<'_, PyAny>, name: &str, allowed: &str) -> PyErr {
    refused(value.py(), name, &shown(value), allowed)
}

fn refused(py: Python<'_>, name: &str, given: &str, allowed: &str) -> PyErr {
    let problem = format!("{name}: {given} is given; {allowed} is allowed");
    let mut failure = Failure::new(ErrorKind::Configuration, problem);
    failure.parameter = Some(name.to_owned());
    raise(py, failure)
}
