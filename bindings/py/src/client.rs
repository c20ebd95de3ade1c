//! The client: reads what Python gives, and makes requests out of it.

use std::sync::{Mutex, PoisonError};

use mycpaas_bridge::{
    self as bridge, Argument, CREATE, CallDirection, Cursor, ErrorKind, Failure, LIST, ListCalls, Operation,
    RawRequest, RequestOptions, UPDATE, WaitCall,
};
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};

use crate::arguments::{read, text, words};
use crate::convert::{seconds, shown};
use crate::errors::{because, invalid_argument, raise};
use crate::options::{client_settings, content, request_options};
use crate::pairs::pairs;
use crate::plan::Plan;
use crate::request::Request;
use crate::webhooks::CallTracker;

/// What a client and its copies in other threads and processes share.
#[pyclass(frozen, module = "mycpaas._native")]
pub(crate) struct Client {
    /// Nothing once it was closed.
    open: Mutex<Option<bridge::Client>>,
}

#[pymethods]
impl Client {
    #[new]
    fn new(
        py: Python<'_>,
        account_sid: Option<&Bound<'_, PyAny>>,
        auth_token: Option<&Bound<'_, PyAny>>,
        settings: &Bound<'_, PyDict>,
    ) -> PyResult<Self> {
        let mut builder = bridge::ClientBuilder::default();
        // What was given is not shown: it may be the token in either place.
        let unseen = |parameter, given: &Bound<'_, PyAny>| {
            let problem = "is no text; text is allowed";
            given.extract::<String>().map_err(|_| invalid_argument(py, parameter, problem))
        };
        if let Some(sid) = account_sid {
            builder = builder.account_sid(unseen("account_sid", sid)?);
        }
        if let Some(token) = auth_token {
            builder = builder.auth_token(unseen("auth_token", token)?);
        }
        let builder = client_settings(builder, settings)?.from_env();
        Ok(Self::open(bridge::Client::new(builder).map_err(|failure| raise(py, failure))?))
    }

    #[getter]
    fn account_sid(&self, py: Python<'_>) -> PyResult<String> {
        let client = self.client(py)?;
        client.account_sid().map(str::to_owned).map_err(|failure| raise(py, failure))
    }

    #[getter]
    fn base_url(&self, py: Python<'_>) -> PyResult<String> {
        let client = self.client(py)?;
        client.base_url().map(str::to_owned).map_err(|failure| raise(py, failure))
    }

    fn close(&self) {
        drop(self.open.lock().unwrap_or_else(PoisonError::into_inner).take());
    }

    fn with_options(&self, py: Python<'_>, options: &Bound<'_, PyDict>) -> PyResult<Self> {
        self.for_request(py, "with_options", options).map(Self::open)
    }

    fn create(
        &self,
        py: Python<'_>,
        arguments: &Bound<'_, PyTuple>,
        extra: Option<&Bound<'_, PyAny>>,
        options: &Bound<'_, PyDict>,
    ) -> PyResult<Request> {
        let (arguments, extra) = (read(CREATE, arguments)?, pairs("extra", extra)?);
        self.begin(py, "create", options, |client| {
            Operation::create(client, bridge::create_call(arguments, extra)?)
        })
    }

    fn fetch(
        &self,
        py: Python<'_>,
        sid: &Bound<'_, PyAny>,
        options: &Bound<'_, PyDict>,
    ) -> PyResult<Request> {
        let sid = text("sid", sid)?;
        self.begin(py, "fetch", options, |client| Operation::fetch(client, sid))
    }

    fn update(
        &self,
        py: Python<'_>,
        sid: &Bound<'_, PyAny>,
        arguments: &Bound<'_, PyTuple>,
        extra: Option<&Bound<'_, PyAny>>,
        options: &Bound<'_, PyDict>,
    ) -> PyResult<Request> {
        let (sid, arguments, extra) = (text("sid", sid)?, read(UPDATE, arguments)?, pairs("extra", extra)?);
        self.begin(py, "update", options, |client| {
            Operation::update(client, sid, bridge::update_call(arguments, extra)?)
        })
    }

    fn hang_up(
        &self,
        py: Python<'_>,
        sid: &Bound<'_, PyAny>,
        options: &Bound<'_, PyDict>,
    ) -> PyResult<Request> {
        let sid = text("sid", sid)?;
        self.begin(py, "hang_up", options, |client| Operation::hang_up(client, sid))
    }

    fn cancel(
        &self,
        py: Python<'_>,
        sid: &Bound<'_, PyAny>,
        options: &Bound<'_, PyDict>,
    ) -> PyResult<Request> {
        let sid = text("sid", sid)?;
        self.begin(py, "cancel", options, |client| Operation::cancel(client, sid))
    }

    fn redirect(
        &self,
        py: Python<'_>,
        sid: &Bound<'_, PyAny>,
        url: &Bound<'_, PyAny>,
        options: &Bound<'_, PyDict>,
    ) -> PyResult<Request> {
        let (sid, url) = (text("sid", sid)?, text("url", url)?);
        self.begin(py, "redirect", options, |client| Operation::redirect(client, sid, url))
    }

    fn list(
        slf: &Bound<'_, Self>,
        arguments: &Bound<'_, PyTuple>,
        direction: Option<&Bound<'_, PyAny>>,
        resume: Option<&Bound<'_, PyAny>>,
        extra: Option<&Bound<'_, PyAny>>,
        options: &Bound<'_, PyDict>,
    ) -> PyResult<Plan> {
        let py = slf.py();
        let (arguments, extra) = (read(LIST, arguments)?, pairs("extra", extra)?);
        let direction = direction.map(|direction| text("direction", direction)).transpose()?;
        let resume = resume.map(|cursor| text("resume", cursor)).transpose()?;
        let options = request_options("list", options)?;
        let parameters = list_calls(arguments, extra, direction, resume);
        let plan = Plan {
            client: slf.clone().unbind(),
            options,
            parameters: parameters.map_err(|failure| raise(py, failure))?,
        };
        // What is wrong with the options is told now.
        plan.first_page(py)?;
        Ok(plan)
    }

    fn wait(
        &self,
        py: Python<'_>,
        sid: &Bound<'_, PyAny>,
        until: Option<&Bound<'_, PyAny>>,
        deadline: Option<&Bound<'_, PyAny>>,
        tracker: Option<&Bound<'_, PyAny>>,
        options: &Bound<'_, PyDict>,
    ) -> PyResult<Request> {
        let sid = text("sid", sid)?;
        let mut parameters = WaitCall::new();
        if let Some(given) = until {
            let problem = format!("{} is given; a status, or several, is allowed", shown(given));
            let refusal = || invalid_argument(py, "until", &problem);
            let statuses = words(given).map_err(|error| because(py, refusal(), error))?;
            let statuses = statuses.ok_or_else(refusal)?;
            parameters = statuses.into_iter().fold(parameters, |wait, status| wait.until(status.into()));
        }
        if let Some(deadline) = deadline {
            parameters = parameters.deadline(seconds("deadline", deadline)?);
        }
        if let Some(given) = tracker {
            let problem = || format!("{} is given; a CallTracker is allowed", shown(given));
            let tracker = given.cast::<CallTracker>();
            let tracker = tracker.map_err(|_| invalid_argument(py, "tracker", &problem()))?;
            parameters = parameters.tracker(&tracker.get().0);
        }
        self.begin(py, "wait", options, |client| Operation::wait_for(client, sid, parameters))
    }

    fn delete(
        &self,
        py: Python<'_>,
        sid: &Bound<'_, PyAny>,
        options: &Bound<'_, PyDict>,
    ) -> PyResult<Request> {
        let sid = text("sid", sid)?;
        self.begin(py, "delete", options, |client| Operation::delete(client, sid))
    }

    #[expect(clippy::too_many_arguments, reason = "each is a part of an HTTP request")]
    fn request(
        &self,
        py: Python<'_>,
        method: &Bound<'_, PyAny>,
        path: &Bound<'_, PyAny>,
        query: Option<&Bound<'_, PyAny>>,
        form: Option<&Bound<'_, PyAny>>,
        body: Option<&Bound<'_, PyAny>>,
        content_type: Option<&Bound<'_, PyAny>>,
        options: &Bound<'_, PyDict>,
    ) -> PyResult<Request> {
        let mut request = RawRequest::new(text("method", method)?, text("path", path)?);
        for (name, value) in pairs("query", query)? {
            request = request.query(name, value);
        }
        for (name, value) in pairs("form", form)? {
            request = request.form(name, value);
        }
        if let Some(body) = body {
            let content = content(body).ok_or_else(|| {
                let problem = format!("{} is given; text or bytes are allowed", shown(body));
                invalid_argument(py, "body", &problem)
            })?;
            let content_type = content_type.ok_or_else(|| {
                invalid_argument(
                    py,
                    "content_type",
                    "is missing; a body needs a media type such as application/json",
                )
            })?;
            request = request.body(text("content_type", content_type)?, content);
        }
        self.begin(py, "request", options, |client| Operation::request(client, request))
    }
}

impl Client {
    fn open(client: bridge::Client) -> Self {
        Self { open: Mutex::new(Some(client)) }
    }

    fn client(&self, py: Python<'_>) -> PyResult<bridge::Client> {
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner).clone();
        open.ok_or_else(|| raise(py, Failure::new(ErrorKind::Configuration, "the client is closed")))
    }

    pub(crate) fn with(&self, py: Python<'_>, options: Option<RequestOptions>) -> PyResult<bridge::Client> {
        let client = self.client(py)?;
        match options {
            Some(options) => client.with_options(options).map_err(|failure| raise(py, failure)),
            None => Ok(client),
        }
    }

    fn for_request(
        &self,
        py: Python<'_>,
        method: &str,
        options: &Bound<'_, PyDict>,
    ) -> PyResult<bridge::Client> {
        self.with(py, request_options(method, options)?)
    }

    fn begin(
        &self,
        py: Python<'_>,
        method: &str,
        options: &Bound<'_, PyDict>,
        operation: impl FnOnce(&bridge::Client) -> bridge::Result<Operation>,
    ) -> PyResult<Request> {
        let client = self.for_request(py, method, options)?;
        operation(&client).map(Request::new).map_err(|failure| raise(py, failure))
    }
}

fn list_calls(
    arguments: Vec<(usize, Argument)>,
    extra: Vec<(String, String)>,
    direction: Option<String>,
    resume: Option<String>,
) -> bridge::Result<ListCalls> {
    let mut parameters = bridge::list_calls(arguments, extra)?;
    if let Some(direction) = direction {
        parameters = parameters.direction(CallDirection::from(direction));
    }
    match resume {
        Some(cursor) => Ok(parameters.resume(cursor.parse::<Cursor>()?)),
        None => Ok(parameters),
    }
}
