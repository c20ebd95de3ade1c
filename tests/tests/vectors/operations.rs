//! Calls the public API by the names of operations and arguments.

use mycpaas::{
    Answer, Call, Client, CreateCall, Cursor, Error, ListCalls, Metadata, RawRequest, UpdateCall, WaitCall,
};
use serde_json::{Map, Value, json};

use crate::generated::calls::{field, set_create_call, set_list_calls, set_update_call};
use crate::values::{difference, integer, pairs, seconds, text, texts};

type Arguments = Map<String, Value>;
type Outcome = Result<Success, Error>;

/// What an operation returned.
pub(crate) enum Success {
    Nothing,
    Call(Box<Answer<Call>>),
    Calls(Vec<Call>),
    Page { calls: Vec<Call>, cursor: Option<String> },
    Body(String, Metadata),
}

/// Runs an operation.
pub(crate) async fn run(client: &Client, operation: &str, arguments: &Arguments) -> Result<Outcome, String> {
    let calls = client.calls();
    let sid = || text(arguments.get("sid").ok_or("the sid is missing")?);
    let answer = match operation {
        "client" => return Ok(Ok(Success::Nothing)),
        "create" => calls.create(new_call(arguments)?).await,
        "fetch" => calls.fetch(sid()?).await,
        "update" => calls.update(sid()?, update(arguments)?).await,
        "hang_up" => calls.hang_up(sid()?).await,
        "cancel" => calls.cancel(sid()?).await,
        "redirect" => calls.redirect(sid()?, text(arguments.get("url").ok_or("the url is missing")?)?).await,
        "wait" => calls.wait(sid()?, wait(arguments)?).await,
        "delete" => return Ok(calls.delete(sid()?).await.map(|_| Success::Nothing)),
        "list" | "first_page" => return list(client, operation, arguments).await,
        "request" => return request(client, arguments).await,
        other => return Err(format!("there is no operation {other}")),
    };
    Ok(answer.map(|call| Success::Call(Box::new(call))))
}

fn new_call(arguments: &Arguments) -> Result<CreateCall, String> {
    let given = |name: &str, usual: &str| arguments.get(name).map_or_else(|| Ok(usual.to_owned()), text);
    let (to, from) = (given("to", "+491234567890")?, given("from", "+491098765432")?);
    let parameters = CreateCall::new(to, from, given("url", "https://example.com/voice.xml")?);
    let optional = arguments.iter().filter(|(name, _)| !matches!(name.as_str(), "to" | "from" | "url"));
    optional.into_iter().try_fold(parameters, |parameters, (name, value)| match name.as_str() {
        "extra" => {
            Ok(pairs(value)?.into_iter().fold(parameters, |all, (name, value)| all.extra(name, value)))
        }
        _ => set_create_call(parameters, name, value),
    })
}

fn update(arguments: &Arguments) -> Result<UpdateCall, String> {
    let given = arguments.iter().filter(|(name, _)| *name != "sid");
    given.into_iter().try_fold(UpdateCall::new(), |parameters, (name, value)| match name.as_str() {
        "extra" => {
            Ok(pairs(value)?.into_iter().fold(parameters, |all, (name, value)| all.extra(name, value)))
        }
        _ => set_update_call(parameters, name, value),
    })
}

fn wait(arguments: &Arguments) -> Result<WaitCall, String> {
    let given = arguments.iter().filter(|(name, _)| *name != "sid");
    given.into_iter().try_fold(WaitCall::new(), |parameters, (name, value)| match name.as_str() {
        "until" => Ok(texts(value)?.into_iter().fold(parameters, |all, status| all.until(status.into()))),
        "deadline" => Ok(parameters.deadline(seconds(value)?)),
        other => Err(format!("there is no parameter {other}")),
    })
}

async fn list(client: &Client, operation: &str, arguments: &Arguments) -> Result<Outcome, String> {
    let mut parameters = ListCalls::new();
    for (name, value) in arguments {
        parameters = match name.as_str() {
            "extra" => {
                pairs(value)?.into_iter().fold(parameters, |all, (name, value)| all.extra(name, value))
            }
            "direction" => parameters.direction(text(value)?.into()),
            "limit" => parameters.limit(integer(value)? as usize),
            "resume" => match text(value)?.parse::<Cursor>() {
                Ok(cursor) => parameters.resume(cursor),
                Err(error) => return Ok(Err(error)),
            },
            _ => set_list_calls(parameters, name, value)?,
        };
    }
    let list = client.calls().list(parameters);
    if operation == "first_page" {
        return Ok(list.first_page().await.map(|page| {
            let cursor = page.cursor().map(|cursor| cursor.to_string());
            Success::Page { calls: page.into_items(), cursor }
        }));
    }
    let mut records = list.into_stream();
    let mut calls = Vec::new();
    while let Some(call) = records.next().await {
        match call {
            Ok(call) => calls.push(call),
            Err(error) if records.next().await.is_some() => {
                return Err(format!("the list goes on after {error}"));
            }
            Err(error) => return Ok(Err(error)),
        }
        if calls.len() > 1000 {
            return Err("the list is endless".to_owned());
        }
    }
    Ok(Ok(Success::Calls(calls)))
}

async fn request(client: &Client, arguments: &Arguments) -> Result<Outcome, String> {
    let given = |name: &str| text(arguments.get(name).ok_or_else(|| format!("the {name} is missing"))?);
    let mut request = RawRequest::new(given("method")?, given("path")?);
    for (name, value) in arguments {
        request = match name.as_str() {
            "method" | "path" | "content_type" => request,
            "query" => pairs(value)?.into_iter().fold(request, |all, (name, value)| all.query(name, value)),
            "form" => pairs(value)?.into_iter().fold(request, |all, (name, value)| all.form(name, value)),
            "body" => request.body(given("content_type")?, text(value)?),
            other => return Err(format!("there is no parameter {other}")),
        };
    }
    Ok(client.request(request).await.map(|answer| {
        Success::Body(String::from_utf8_lossy(&answer).into_owned(), answer.metadata().clone())
    }))
}

impl Success {
    /// Compares what a vector names.
    pub(crate) fn compare(&self, expected: &Value) -> Result<(), String> {
        match self {
            Self::Nothing => difference("result", expected, &json!({})),
            Self::Call(call) => compare_call(call, expected),
            Self::Calls(calls) => compare_calls(calls, expected),
            Self::Page { calls, cursor } => {
                difference("cursor", &expected["cursor"], &json!(cursor))?;
                compare_calls(calls, &expected["calls"])
            }
            Self::Body(body, _) => difference("result", expected, &json!({ "body": body })),
        }
    }

    pub(crate) fn metadata(&self) -> Option<&Metadata> {
        match self {
            Self::Call(call) => Some(call.metadata()),
            Self::Body(_, metadata) => Some(metadata),
            Self::Nothing | Self::Calls(_) | Self::Page { .. } => None,
        }
    }
}

fn compare_calls(calls: &[Call], expected: &Value) -> Result<(), String> {
    let expected = expected.as_array().ok_or("a list of calls is needed")?;
    let sids: Vec<&str> = calls.iter().map(|call| call.sid.as_str()).collect();
    if calls.len() != expected.len() {
        return Err(format!("the result is {sids:?}"));
    }
    calls.iter().zip(expected).try_for_each(|(call, expected)| compare_call(call, expected))
}

fn compare_call(call: &Call, expected: &Value) -> Result<(), String> {
    let fields = expected.as_object().ok_or("a call is needed")?;
    fields.iter().try_for_each(|(name, value)| difference(name, value, &field(call, name)?))
}
