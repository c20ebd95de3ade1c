//! Runs the vectors of the Calls API against the fault server.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use futures_util::stream::{self, StreamExt as _};
use mycpaas::Error;
use mycpaas_tests::fault_server::{Peer, ReceivedRequest, Record};
use serde_json::{Map, Value, json};

use crate::case::{Case, Problem, Request, Requests};
use crate::files::{Failures, File};
use crate::operations::{self, Success};
use crate::settings::{self, ACCOUNT_SID, AUTH_TOKEN, Patience};
use crate::values::difference;

/// Nothing may take longer, whatever a server does: the default total time-out and a margin.
const LIMIT: Duration = Duration::from_secs(45);
/// How many cases run at a time, so that the machine keeps their times.
const AT_A_TIME: usize = 12;

async fn run(files: &[String], patience: Patience, at_a_time: usize) {
    let mut failures = Failures::default();
    let mut cases = Vec::new();
    for file in files {
        for value in File::read(file) {
            match Case::read(value) {
                Ok(read) => cases.extend(read.into_iter().map(|case| (file.clone(), case))),
                Err(problem) => failures.add(file, "a case", Err(problem)),
            }
        }
    }
    let run = |(file, case): (String, Case)| async move {
        let outcome = tokio::time::timeout(LIMIT, case.run(patience)).await;
        (file, case.name, outcome.unwrap_or_else(|_| Err("it takes too long".to_owned())))
    };
    let outcomes: Vec<_> = stream::iter(cases).map(run).buffer_unordered(at_a_time).collect().await;
    for (file, name, outcome) in outcomes {
        failures.add(&file, &name, outcome);
    }
    failures.report();
}

#[tokio::test]
async fn by_hand() {
    run(&File::all("calls"), Patience::Little, AT_A_TIME).await;
}

#[tokio::test]
async fn every_parameter() {
    run(&["generated/calls_parameters.json".to_owned()], Patience::Little, AT_A_TIME).await;
}

#[tokio::test]
async fn every_field() {
    run(&["generated/calls_fields.json".to_owned()], Patience::Little, AT_A_TIME).await;
}

/// Takes as long as the default total time-out, all cases at once.
#[tokio::test]
async fn the_same_faults_with_the_default_settings() {
    run(&["calls/faults.json".to_owned()], Patience::Default, usize::MAX).await;
}

impl Case {
    async fn run(&self, patience: Patience) -> Result<(), String> {
        let peer = Peer::start(&self.server).map_err(|error| error.to_string())?;
        let start = Instant::now();
        let outcome = self.outcome(&peer, patience).await?;
        let elapsed = start.elapsed().as_secs_f64();
        match (&outcome, &self.result, &self.error) {
            (Ok(success), Some(expected), None) => {
                success.compare(expected)?;
                compare_metadata(&self.metadata, success)?;
            }
            (Err(error), None, Some(expected)) => self.compare_error(expected, error)?,
            (Ok(_), None, Some(_)) => return Err("it succeeds".to_owned()),
            (Err(error), Some(_), None) => return Err(format!("it fails: {error:?}")),
            _ => return Err("either a result or an error is needed".to_owned()),
        }
        if let Some((least, most)) = self.elapsed.filter(|(least, most)| !(*least..*most).contains(&elapsed))
        {
            return Err(format!("it takes {elapsed} seconds, not {least} to {most}"));
        }
        self.compare_record(&peer.record())
    }

    async fn outcome(&self, peer: &Peer, patience: Patience) -> Result<Result<Success, Error>, String> {
        let client = match settings::client(&self.client, patience, peer)? {
            Ok(client) => client,
            Err(error) => return Ok(Err(error)),
        };
        let client = match &self.options {
            None => client,
            Some(options) => match client.with_options(&settings::request_options(options)?) {
                Ok(client) => client,
                Err(error) => return Ok(Err(error)),
            },
        };
        operations::run(&client, &self.operation, &self.arguments).await
    }

    fn compare_error(&self, expected: &Problem, error: &Error) -> Result<(), String> {
        let compare = |name: &str, expected: Value, actual: Value| {
            difference(name, &expected, &actual).map_err(|problem| format!("{problem}: {error:?}"))
        };
        compare("kind", json!(expected.kind), json!(error.kind().name()))?;
        compare("delivery", json!(expected.delivery), json!(error.delivery().name()))?;
        compare("attempts", json!(expected.attempts), json!(error.attempts()))?;
        let placed = error.may_have_been_placed();
        compare("may_have_been_placed", json!(expected.may_have_been_placed), json!(placed))?;
        compare("is_retryable", json!(expected.is_retryable), json!(error.is_retryable()))?;
        compare("http_status", json!(expected.http_status), json!(error.http_status()))?;
        compare("api_code", json!(expected.api_code), json!(error.api_code()))?;
        compare("more_info", json!(expected.more_info), json!(error.more_info()))?;
        compare("request_id", json!(expected.request_id), json!(error.request_id()))?;
        let retry_after = error.retry_after().map(|delay| delay.as_secs_f64());
        compare("retry_after", json!(expected.retry_after), json!(retry_after))?;
        compare("parameter", json!(expected.parameter), json!(error.parameter()))?;
        let text = error.to_string();
        if let Some(part) = expected.message.iter().find(|part| !text.contains(*part)) {
            return Err(format!("{part:?} is not in {text:?}"));
        }
        if self.operation == "create" && text.contains("must not be") != placed {
            return Err(format!("the warning is wrong: {text:?}"));
        }
        keeps_secrets(error)
    }

    fn compare_record(&self, record: &Record) -> Result<(), String> {
        if let Some(connections) = self.connections {
            difference("connections", &json!(connections), &json!(record.connections))?;
        }
        let count = match &self.requests {
            Requests::Count(count) => *count,
            Requests::Each(requests) => requests.len(),
        };
        difference("requests", &json!(count), &json!(record.received.len()))?;
        match &self.requests {
            Requests::Count(_) => Ok(()),
            Requests::Each(requests) => requests
                .iter()
                .zip(&record.received)
                .try_for_each(|(expected, seen)| compare_request(expected, seen)),
        }
    }
}

fn compare_request(expected: &Request, seen: &ReceivedRequest) -> Result<(), String> {
    difference("method", &json!(expected.method), &json!(seen.method))?;
    difference("path", &json!(expected.path), &json!(seen.path))?;
    difference("body", &json!(expected.body), &json!(seen.text()))?;
    expected.headers.iter().try_for_each(|(name, value)| difference(name, value, &json!(seen.header(name))))
}

fn compare_metadata(expected: &Map<String, Value>, success: &Success) -> Result<(), String> {
    if expected.is_empty() {
        return Ok(());
    }
    let metadata = success.metadata().ok_or("this operation has no metadata")?;
    expected.iter().try_for_each(|(name, value)| {
        let actual = match name.as_str() {
            "http_status" => json!(metadata.http_status()),
            "attempts" => json!(metadata.attempts()),
            "request_id" => json!(metadata.request_id()),
            "headers" => {
                let names = value.as_object().into_iter().flatten().map(|(name, _)| name);
                names.map(|name| (name.clone(), json!(metadata.header(name)))).collect()
            }
            other => return Err(format!("there is no {other} of an answer")),
        };
        difference(name, value, &actual)
    })
}

/// Looks for the auth token, and how it goes over the wire, in everything that an error can say.
fn keeps_secrets(error: &Error) -> Result<(), String> {
    let mut text = format!("{error} {error:?} {error:#?} {:?}", error.more_info());
    for (name, value) in error.metadata().into_iter().flat_map(mycpaas::Metadata::headers) {
        let _infallible = write!(text, " {name}: {value}");
    }
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        let _infallible = write!(text, " {cause} {cause:?}");
        source = cause.source();
    }
    let encoded = STANDARD.encode(format!("{ACCOUNT_SID}:{AUTH_TOKEN}"));
    match [AUTH_TOKEN, &encoded, "hunter2"].into_iter().find(|secret| text.contains(secret)) {
        Some(_) => Err(format!("a secret shows in {text}")),
        None => Ok(()),
    }
}
