//! What JavaScript asks for.

use mycpaas_bridge::webhook::CallTracker;
use mycpaas_bridge::{
    self as bridge, CREATE, CallDirection, Client, Cursor, LIST, Operation, RawRequest, Result, UPDATE,
    WaitCall,
};
use serde::Deserialize;

use crate::arguments::{Value, read};
use crate::options::{Milliseconds, RequestSettings};

/// One request, and what is different for it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Order {
    request: Wanted,
    pub(crate) options: Option<RequestSettings>,
    #[serde(default)]
    pub(crate) logged: bool,
}

type Arguments = Vec<(usize, Value)>;
type Pairs = Vec<(String, String)>;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case", rename_all_fields = "camelCase")]
enum Wanted {
    Create {
        arguments: Arguments,
        #[serde(default)]
        extra: Pairs,
    },
    Fetch {
        sid: String,
    },
    Update {
        sid: String,
        arguments: Arguments,
        #[serde(default)]
        extra: Pairs,
    },
    HangUp {
        sid: String,
    },
    Cancel {
        sid: String,
    },
    Redirect {
        sid: String,
        url: String,
    },
    Delete {
        sid: String,
    },
    Wait {
        sid: String,
        #[serde(default)]
        until: Vec<String>,
        deadline: Option<Milliseconds>,
    },
    List {
        arguments: Arguments,
        direction: Option<String>,
        resume: Option<String>,
        #[serde(default)]
        extra: Pairs,
    },
    Raw {
        method: String,
        path: String,
        #[serde(default)]
        query: Pairs,
        #[serde(default)]
        form: Pairs,
        content_type: Option<String>,
    },
}

/// What belongs to a request and is no JSON.
#[derive(Default)]
pub(crate) struct Enclosed {
    /// The body of a raw request.
    pub(crate) body: Option<Vec<u8>>,
    /// Where a wait learns of statuses.
    pub(crate) tracker: Option<CallTracker>,
}

impl Order {
    /// Makes the operation.
    pub(crate) fn operation(self, client: &Client, enclosed: Enclosed) -> Result<Operation> {
        self.request.operation(client, enclosed).map(|operation| operation.logged(self.logged))
    }
}

impl Wanted {
    fn operation(self, client: &Client, enclosed: Enclosed) -> Result<Operation> {
        match self {
            Self::Create { arguments, extra } => {
                Operation::create(client, bridge::create_call(read(CREATE, arguments)?, extra)?)
            }
            Self::Fetch { sid } => Operation::fetch(client, sid),
            Self::Update { sid, arguments, extra } => {
                Operation::update(client, sid, bridge::update_call(read(UPDATE, arguments)?, extra)?)
            }
            Self::HangUp { sid } => Operation::hang_up(client, sid),
            Self::Cancel { sid } => Operation::cancel(client, sid),
            Self::Redirect { sid, url } => Operation::redirect(client, sid, url),
            Self::Delete { sid } => Operation::delete(client, sid),
            Self::Wait { sid, until, deadline } => {
                let parameters = wait(until, deadline)?;
                let parameters = match &enclosed.tracker {
                    Some(tracker) => parameters.tracker(tracker),
                    None => parameters,
                };
                Operation::wait_for(client, sid, parameters)
            }
            Self::List { arguments, direction, resume, extra } => {
                let mut parameters = bridge::list_calls(read(LIST, arguments)?, extra)?;
                if let Some(direction) = direction {
                    parameters = parameters.direction(CallDirection::from(direction));
                }
                if let Some(cursor) = resume {
                    parameters = parameters.resume(cursor.parse::<Cursor>()?);
                }
                Operation::list(client, parameters)
            }
            Self::Raw { method, path, query, form, content_type } => {
                let request = RawRequest::new(method, path);
                let request =
                    query.into_iter().fold(request, |request, (name, value)| request.query(name, value));
                let request =
                    form.into_iter().fold(request, |request, (name, value)| request.form(name, value));
                Operation::request(
                    client,
                    match (enclosed.body, content_type) {
                        (Some(body), Some(content_type)) => request.body(content_type, body),
                        _ => request,
                    },
                )
            }
        }
    }
}

fn wait(until: Vec<String>, deadline: Option<Milliseconds>) -> Result<WaitCall> {
    let parameters = until.into_iter().fold(WaitCall::new(), |wait, status| wait.until(status.into()));
    Ok(match deadline {
        Some(deadline) => parameters.deadline(deadline.duration("deadline")?),
        None => parameters,
    })
}
