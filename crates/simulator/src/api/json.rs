//! A call as JSON.

use std::time::Duration;

use mycpaas::CallDirection;
use serde_json::{Value, json};

use crate::call::{Call, Progress};
use crate::date;
use crate::dialect::{Numbers, UriPrefix};
use crate::exchange::Exchange;
use crate::parameters::API_VERSION;

/// What a minute that was begun costs, in thousandths of a dollar.
const PRICE: u64 = 3;

/// Returns the path of the account's calls, without `.json`.
pub(super) fn calls_path(exchange: &Exchange) -> String {
    let prefix = match exchange.dialect.uri_prefix {
        UriPrefix::Laml => "/api/laml",
        UriPrefix::Bare => "",
    };
    format!("{prefix}/{API_VERSION}/Accounts/{}/Calls", exchange.account_sid)
}

/// Writes a call with the fields that both compatible services document.
pub(super) fn call_json(exchange: &Exchange, call: &Call) -> Value {
    let progress = call.progress.borrow();
    let date = |at: Duration| date::write(call.created + at, exchange.dialect.date_form);
    let path = format!("{}/{}", calls_path(exchange), call.sid);
    json!({
        "sid": call.sid,
        "account_sid": exchange.account_sid,
        "parent_call_sid": null,
        "phone_number_sid": null,
        "to": call.request.to,
        "to_formatted": call.request.to,
        "from": call.request.from,
        "from_formatted": call.request.from,
        "status": progress.status,
        "direction": CallDirection::OutboundApi,
        "date_created": date(Duration::ZERO),
        "date_updated": date(progress.updated),
        "start_time": progress.started.map(date),
        "end_time": progress.ended.map(date),
        "duration": duration(&progress, exchange.dialect.numbers),
        "price": price(&progress, exchange.dialect.numbers),
        "price_unit": "USD",
        "answered_by": null,
        "api_version": API_VERSION,
        "forwarded_from": null,
        "caller_name": null,
        "group_sid": null,
        "uri": format!("{path}.json"),
        "subresource_uris": {"notifications": null, "recordings": format!("{path}/Recordings.json")},
    })
}

fn duration(progress: &Progress, numbers: Numbers) -> Value {
    let seconds = progress.duration().map(|duration| duration.as_secs());
    match (seconds, numbers) {
        (None, _) => Value::Null,
        (Some(seconds), Numbers::Plain) => seconds.into(),
        (Some(seconds), Numbers::Text) => seconds.to_string().into(),
    }
}

/// Writes the price: positive as a number, negative as text, as the services that write it so do.
fn price(progress: &Progress, numbers: Numbers) -> Value {
    let answered = progress.duration().filter(|_| progress.answered.is_some());
    let Some(duration) = answered else {
        return Value::Null;
    };
    let thousandths = duration.as_secs().div_ceil(60).max(1) * PRICE;
    let (dollars, rest) = (thousandths / 1000, thousandths % 1000);
    match numbers {
        Numbers::Plain => format!("{dollars}.{rest:03}").parse::<f64>().map_or(Value::Null, Value::from),
        Numbers::Text => format!("-{dollars}.{rest:03}00").into(),
    }
}
