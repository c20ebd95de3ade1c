//! Requests of the service by name: events, their values, signatures and the tracker, without a type for each kind.
//!
//! A binding reads a request with [`receive`], shows [`EventKind::name`] and, by the table [`EventKind::parameters`], what
//! [`Parameter::read`] gives for each of them. It makes a validator with [`validator`], gives it a [`SignedRequest`], and
//! shows the [`Verdict`] as it is.

use std::fmt::Display;

use mycpaas::ErrorKind;

use crate::failure::{Failure, Result};

pub use mycpaas::webhook::{
    CallTracker, Change, Event, EventKind, Fields, Headers, Parameter, ParameterKind, ParseLimits, Recorded,
    Refusal, RefusalReason, Signature, SignatureScheme, SignatureValidator, SignedRequest, SigningKey,
    StatusEvent, TrackedCall, TrackerLimits, Value, Verdict,
};

/// Reads a request from where its method has its parameters: of a GET or a HEAD from the query of `url`, of any other from
/// the body. Without a kind, it is found out.
///
/// # Errors
/// [`ErrorKind::Webhook`], where it cannot be read.
pub fn receive(
    method: &str,
    url: &str,
    content_type: Option<&str>,
    body: &[u8],
    limits: ParseLimits,
    kind: Option<EventKind>,
) -> Result<Event> {
    let fields = mycpaas::webhook::parse_request(method, url, content_type, body, limits)?;
    let kind = kind.unwrap_or_else(|| EventKind::detect(&fields));
    Ok(Event::from_fields(kind, fields))
}

/// Reads a body, whatever the method is.
///
/// # Errors
/// As for [`receive`].
pub fn parse(content_type: Option<&str>, body: &[u8], limits: ParseLimits) -> Result<Fields> {
    Ok(mycpaas::webhook::parse_with(content_type, body, limits)?)
}

/// Reads a query, without its `?`.
///
/// # Errors
/// As for [`receive`].
pub fn parse_query(query: &str, limits: ParseLimits) -> Result<Fields> {
    Ok(mycpaas::webhook::parse_query_with(query, limits)?)
}

/// Finds a kind by its name.
///
/// # Errors
/// [`ErrorKind::InvalidArgument`], where there is no such kind.
pub fn kind(name: &str) -> Result<EventKind> {
    let known = || EventKind::ALL.iter().map(|kind| kind.name());
    EventKind::from_name(name).ok_or_else(|| unknown("kind", name, known()))
}

/// Finds a scheme of signatures by its name.
///
/// # Errors
/// [`ErrorKind::InvalidArgument`], where there is no such scheme.
pub fn scheme(name: &str) -> Result<SignatureScheme> {
    let known = || SignatureScheme::ALL.iter().map(|scheme| scheme.name());
    SignatureScheme::from_name(name).ok_or_else(|| unknown("scheme", name, known()))
}

/// Returns every value that is known of an event, by its name, in the order of the specification. Nothing stands for what
/// is absent or has an unexpected form.
pub fn values(event: &Event) -> impl Iterator<Item = (&'static Parameter, Option<Value<'_>>)> {
    event.kind().parameters().iter().map(|parameter| (parameter, parameter.read(event.fields())))
}

/// Returns one value by its name: of those that are known of the event's kind, or that an event of any kind may have.
pub fn value<'a>(event: &'a Event, name: &str) -> Option<Value<'a>> {
    let mut known = event.kind().parameters().iter().chain(EventKind::Other.parameters());
    known.find(|parameter| parameter.name() == name)?.read(event.fields())
}

/// Reads one value of an event, by its name among those of a kind, which need not be the event's own.
pub fn read<'a>(event: &'a Event, kind: EventKind, name: &str) -> Option<Value<'a>> {
    let known = kind.parameters().iter().find(|parameter| parameter.name() == name);
    known?.read(event.fields())
}

/// Finds the schemes of a validator by their names.
///
/// # Errors
/// [`ErrorKind::Configuration`], where there is no such scheme.
pub fn schemes(names: impl IntoIterator<Item = impl AsRef<str>>) -> Result<Vec<SignatureScheme>> {
    let known = || SignatureScheme::ALL.iter().map(|scheme| scheme.name());
    let find = |name: &str| {
        SignatureScheme::from_name(name).ok_or_else(|| {
            let mut failure = unknown("schemes", name, known());
            failure.kind = ErrorKind::Configuration;
            failure
        })
    };
    names.into_iter().map(|name| find(name.as_ref())).collect()
}

/// Makes a validator of signatures. Without schemes, it takes all of them.
///
/// # Errors
/// [`ErrorKind::Configuration`], where there is no key, a key is empty, the public URL is malformed, or there are schemes, and
/// none among them.
pub fn validator(
    keys: impl IntoIterator<Item = SigningKey>,
    public_url: Option<String>,
    schemes: Option<Vec<SignatureScheme>>,
    limits: ParseLimits,
    hints: bool,
) -> Result<SignatureValidator> {
    let mut keys = keys.into_iter();
    let Some(first) = keys.next() else {
        let mut failure = Failure::new(ErrorKind::Configuration, "signing_key: is missing");
        failure.parameter = Some("signing_key".to_owned());
        return Err(failure);
    };
    let mut validator = SignatureValidator::new(first)?.limits(limits).hints(hints);
    for key in keys {
        validator = validator.key(key)?;
    }
    if let Some(schemes) = schemes {
        validator = validator.schemes(schemes)?;
    }
    Ok(match public_url {
        Some(url) => validator.public_url(url)?,
        None => validator,
    })
}

/// Takes an event in as the status of its call, whatever kind it was taken for. See [`CallTracker::record`].
pub fn record(tracker: &CallTracker, event: &Event) -> Option<Recorded> {
    match event {
        Event::Status(event) => tracker.record(event),
        other => tracker.record(&StatusEvent::from_fields(other.fields().clone())),
    }
}

fn unknown(parameter: &str, name: &str, known: impl Iterator<Item = impl Display>) -> Box<Failure> {
    let known: Vec<String> = known.map(|name| name.to_string()).collect();
    let shown: String = name.chars().take(80).collect();
    Failure::invalid_argument(
        parameter,
        format_args!("{shown:?} is given; one of {} is allowed", known.join(", ")),
    )
}
