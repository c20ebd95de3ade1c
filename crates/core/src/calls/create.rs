//! Placing a call.

use std::fmt;

use crate::answer::Answer;
use crate::calls::{Call, CallEvent, Calls, decode_call};
use crate::client::Client;
use crate::error::{Effect, Error};
use crate::form::Form;
use crate::mask::mask_phone_number;
use crate::operation::Operation;
use crate::validate;

const TYPED: [&str; 5] = ["To", "From", "Url", "StatusCallback", "StatusCallbackEvent"];

/// What a new call needs.
///
/// ```
/// use mycpaas::{CallEvent, CreateCall};
///
/// let call = CreateCall::new("+491234567890", "+491098765432", "https://example.com/voice.xml")
///     .status_callback("https://example.com/status")
///     .status_callback_event([CallEvent::Answered, CallEvent::Completed]);
/// ```
#[derive(Clone)]
pub struct CreateCall {
    to: String,
    from: String,
    url: String,
    status_callback: Option<String>,
    status_callback_event: Vec<CallEvent>,
    extra: Vec<(String, String)>,
}

impl CreateCall {
    /// Creates the parameters from the three that mycpaas requires.
    ///
    /// `to` is the number to call, in E.164 (compatible services also take a SIP URI). `from` is the
    /// caller's number, an active one of the account. `url` is the absolute address of the LaML document,
    /// which the service requests when the call is answered.
    pub fn new(to: impl Into<String>, from: impl Into<String>, url: impl Into<String>) -> Self {
        Self {
            to: to.into(),
            from: from.into(),
            url: url.into(),
            status_callback: None,
            status_callback_event: Vec::new(),
            extra: Vec::new(),
        }
    }

    /// Sets the absolute URL that is told of the call's progress. Documented by mycpaas.
    pub fn status_callback(mut self, url: impl Into<String>) -> Self {
        self.status_callback = Some(url.into());
        self
    }

    /// Sets the steps that the status callback is told of. Documented by mycpaas.
    ///
    /// Set it whenever there is a status callback: mycpaas's own pages contradict each other about
    /// what is sent without it.
    pub fn status_callback_event<E: Into<CallEvent>>(mut self, events: impl IntoIterator<Item = E>) -> Self {
        self.status_callback_event = events.into_iter().map(Into::into).collect();
        self
    }

    /// Adds a parameter that has no setter here, such as `Timeout` or `Record`, under its wire name.
    ///
    /// mycpaas documents none of these; compatible services document many. A name may be added several
    /// times.
    pub fn extra(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.extra.push((name.into(), value.into()));
        self
    }

    fn check(&self) -> Result<(), Error> {
        validate::phone("to", &self.to)?;
        validate::phone("from", &self.from)?;
        validate::web_url("url", &self.url)?;
        check_status_callback(self.status_callback.as_deref())?;
        for event in &self.status_callback_event {
            check_event(event)?;
        }
        self.extra.iter().try_for_each(|(name, _)| validate::extra(name, &TYPED))
    }

    fn into_operation(self, client: &Client) -> Result<Operation, Error> {
        self.check()?;
        let mut form = Form::new();
        form.pair("To", &self.to);
        form.pair("From", &self.from);
        form.pair("Url", &self.url);
        form.optional("StatusCallback", self.status_callback.as_deref());
        let events = self.status_callback_event.iter().map(CallEvent::as_str);
        form.list("StatusCallbackEvent", events, client.list_encoding());
        form.pairs(&self.extra);
        let url = client.calls_url().clone();
        let mut operation = Operation::write("calls.create", Effect::PlacesCall, url, form.finish());
        if tracing::enabled!(tracing::Level::DEBUG) {
            operation.masked_to = Some(mask_phone_number(&self.to));
        }
        Ok(operation)
    }
}

impl fmt::Debug for CreateCall {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let extra: Vec<_> = self.extra.iter().map(|(name, _)| name).collect();
        formatter
            .debug_struct("CreateCall")
            .field("to", &mask_phone_number(&self.to))
            .field("from", &mask_phone_number(&self.from))
            .field("url", &self.url)
            .field("status_callback", &self.status_callback)
            .field("status_callback_event", &self.status_callback_event)
            .field("extra", &extra)
            .finish()
    }
}

impl Calls<'_> {
    /// Places a call.
    ///
    /// It is sent once. It is repeated only if it certainly did not reach the API (no connection) or
    /// the API refused it with 429; see [`RetryPolicy`](crate::RetryPolicy).
    ///
    /// # Errors
    /// When the call may exist although there is an error,
    /// [`may_have_been_placed`](Error::may_have_been_placed) says so.
    pub async fn create(self, parameters: CreateCall) -> Result<Answer<Call>, Error> {
        let answer = self.client.send(parameters.into_operation(self.client)?).await?;
        decode_call(answer, Effect::PlacesCall)
    }
}

pub(super) fn check_status_callback(url: Option<&str>) -> Result<(), Error> {
    url.map_or(Ok(()), |url| validate::web_url("status_callback", url))
}

/// An event is a single word, since several are written with spaces between.
fn check_event(event: &CallEvent) -> Result<(), Error> {
    let text = event.as_str();
    if text.is_empty() || text.contains(|character: char| character.is_whitespace() || character.is_control())
    {
        let known = CallEvent::KNOWN.iter().map(CallEvent::as_str).collect::<Vec<_>>().join(", ");
        return Err(Error::invalid_argument(
            "status_callback_event",
            format_args!("{text:?} is not one event; one word each is allowed, such as {known}"),
        ));
    }
    Ok(())
}
