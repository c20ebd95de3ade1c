//! What goes wrong on demand.

use http::{HeaderName, HeaderValue, Method};
use mycpaas_bridge::{Failure, Result};
use mycpaas_simulator::Fault;
use serde::Deserialize;

use crate::options::Milliseconds;

/// A fault, as JavaScript describes it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Order {
    kind: Kind,
    method: Option<String>,
    path: Option<String>,
    time: Option<Milliseconds>,
    status: Option<i64>,
    #[serde(default)]
    headers: Vec<(String, String)>,
    body: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    CloseBeforeReading,
    CloseAfterReading,
    CloseInsteadOfAnswering,
    CloseMidAnswer,
    Delay,
    Answer,
}

impl Order {
    pub(super) fn fault(self) -> Result<Fault> {
        let mut fault = match self.kind {
            Kind::CloseBeforeReading => Fault::close_before_reading(),
            Kind::CloseAfterReading => Fault::close_after_reading(),
            Kind::CloseInsteadOfAnswering => Fault::close_instead_of_answering(),
            Kind::CloseMidAnswer => Fault::close_mid_answer(),
            Kind::Delay => {
                let time = self.time.ok_or_else(|| Failure::invalid_argument("time", "is missing"))?;
                Fault::delay(time.duration("time")?)
            }
            Kind::Answer => self.answer()?,
        };
        if let Some(method) = self.method {
            let parsed = Method::from_bytes(method.to_ascii_uppercase().as_bytes());
            let problem = || format!("{method:?} is given; an HTTP method such as POST is allowed");
            fault = fault.on_method(parsed.map_err(|_| Failure::invalid_argument("method", problem()))?);
        }
        Ok(match self.path {
            Some(path) => fault.on_path(path),
            None => fault,
        })
    }

    fn answer(&self) -> Result<Fault> {
        let given = self.status.unwrap_or_default();
        let status = u16::try_from(given).ok().filter(|status| (200..600).contains(status));
        let status = status.ok_or_else(|| {
            let problem = format!("{given} is given; an HTTP status from 200 to 599 is allowed");
            Failure::invalid_argument("status", problem)
        })?;
        let mut fault = Fault::answer(status);
        for (name, value) in &self.headers {
            if HeaderName::from_bytes(name.as_bytes()).is_err() || HeaderValue::from_str(value).is_err() {
                let problem = format!("{name:?}: {value:?} is no header that HTTP allows");
                return Err(Failure::invalid_argument("headers", problem));
            }
            fault = fault.header(name, value);
        }
        Ok(match &self.body {
            Some(body) => fault.body(body.clone()),
            None => fault,
        })
    }
}
