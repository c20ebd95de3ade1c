//! One step of a call.

use std::fmt;
use std::time::Duration;

use mycpaas::CallStatus;
use mycpaas::laml::Finding;
use serde::{Serialize, Serializer};

/// One step of a call, and when it happened in the call's own time.
///
/// As data it is one flat object: `at_ms`, `kind` and the fields of the kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Step {
    /// How long after the call was created, in the call's own time.
    #[serde(rename = "at_ms", serialize_with = "milliseconds")]
    pub at: Duration,
    /// What happened.
    #[serde(flatten)]
    pub kind: StepKind,
}

/// Who ended a call that was answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Party {
    /// The callee hung up.
    Callee,
    /// A document came to its end, or to a Hangup.
    Document,
    /// The API was asked to end the call.
    Api,
    /// The call reached its `TimeLimit` (four hours unless it is given).
    TimeLimit,
}

/// What became of one attempt to deliver a webhook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum WebhookResult {
    /// The web application answered with this HTTP status.
    Answered(u16),
    /// No answer came, for this reason.
    NoAnswer(String),
}

/// What happened in a step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum StepKind {
    /// The call's status changed.
    #[non_exhaustive]
    Status {
        /// The new status.
        status: CallStatus,
    },
    /// A document was requested from the web application.
    #[non_exhaustive]
    Document {
        /// GET or POST.
        method: String,
        /// Where it was requested.
        url: String,
        /// What came of it. A document that came can still be refused: a failure then follows.
        result: WebhookResult,
    },
    /// The callee heard a text.
    #[non_exhaustive]
    Said {
        /// The text, its white space tidied.
        text: String,
    },
    /// The callee heard a recording.
    #[non_exhaustive]
    Played {
        /// Where the recording is. The simulator does not fetch it.
        url: String,
    },
    /// The callee heard silence.
    #[non_exhaustive]
    Paused {
        /// How many seconds.
        seconds: u64,
    },
    /// The callee pressed keys.
    #[non_exhaustive]
    Pressed {
        /// The keys, with the one that finished the input.
        keys: String,
    },
    /// The callee spoke.
    #[non_exhaustive]
    Spoke {
        /// The words.
        words: String,
    },
    /// A Gather ended.
    #[non_exhaustive]
    Gathered {
        /// The digits, without the key that finished them.
        digits: Option<String>,
        /// The words.
        speech: Option<String>,
    },
    /// The document sent the call to another one.
    #[non_exhaustive]
    Redirected {
        /// The other document.
        url: String,
    },
    /// One attempt to deliver a status callback.
    #[non_exhaustive]
    Webhook {
        /// The status that it reports.
        status: CallStatus,
        /// Where it was sent.
        url: String,
        /// Which attempt this was, from 1.
        attempt: u32,
        /// What came of it.
        result: WebhookResult,
    },
    /// A status callback was given up after its last attempt.
    #[non_exhaustive]
    WebhookLost {
        /// The status that it would have reported.
        status: CallStatus,
        /// Where it was sent.
        url: String,
    },
    /// The call was hung up.
    #[non_exhaustive]
    HungUp {
        /// Who did it.
        by: Party,
    },
    /// The call failed.
    #[non_exhaustive]
    Failed {
        /// The code of the error, where the services have one.
        code: Option<u32>,
        /// The reason.
        reason: String,
    },
    /// The checker found something in the document that was just requested.
    #[non_exhaustive]
    LamlFinding {
        /// What it is, and where.
        #[serde(flatten)]
        finding: Finding,
    },
    /// Something is questionable, but the call went on.
    #[non_exhaustive]
    Finding {
        /// What it is.
        message: String,
    },
}

fn milliseconds<S: Serializer>(span: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_u64(u64::try_from(span.as_millis()).unwrap_or(u64::MAX))
}

/// Writes one line: the time, what happened, and its details.
impl fmt::Display for Step {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (minutes, seconds) = (self.at.as_secs() / 60, self.at.as_secs() % 60);
        write!(formatter, "{minutes:02}:{seconds:02}.{:03}  ", self.at.subsec_millis())?;
        let (word, detail) = self.kind.words();
        if detail.is_empty() { formatter.write_str(word) } else { write!(formatter, "{word:<11}  {detail}") }
    }
}

impl StepKind {
    fn words(&self) -> (&str, String) {
        match self {
            Self::Status { status } => (status.as_str(), String::new()),
            Self::Document { method, url, result } => ("document", format!("{method} {url} -> {result}")),
            Self::Said { text } => ("says", format!("{text:?}")),
            Self::Played { url } => ("plays", url.clone()),
            Self::Paused { seconds } => ("pauses", format!("{seconds} s")),
            Self::Pressed { keys } => ("presses", keys.clone()),
            Self::Spoke { words } => ("speaks", format!("{words:?}")),
            Self::Gathered { digits, speech } => ("gathered", gathered(digits.as_deref(), speech.as_deref())),
            Self::Redirected { url } => ("redirect", url.clone()),
            Self::Webhook { status, url, attempt, result } => {
                ("webhook", format!("{status} {url} -> {result}{}", repeated(*attempt)))
            }
            Self::WebhookLost { status, url } => ("webhook", format!("{status} {url} is lost")),
            Self::HungUp { by } => ("hang-up", by.words().to_owned()),
            Self::Failed { code: Some(code), reason } => ("error", format!("{code} {reason}")),
            Self::Failed { code: None, reason } => ("error", reason.clone()),
            Self::LamlFinding { finding } => ("laml", finding.to_string()),
            Self::Finding { message } => ("note", message.clone()),
        }
    }
}

fn gathered(digits: Option<&str>, speech: Option<&str>) -> String {
    match (digits, speech) {
        (Some(digits), _) => format!("digits {digits}"),
        (None, Some(speech)) => format!("speech {speech:?}"),
        (None, None) => "nothing".to_owned(),
    }
}

fn repeated(attempt: u32) -> String {
    if attempt > 1 { format!(" (attempt {attempt})") } else { String::new() }
}

impl Party {
    fn words(self) -> &'static str {
        match self {
            Self::Callee => "by the callee",
            Self::Document => "by the document",
            Self::Api => "through the API",
            Self::TimeLimit => "at the time limit",
        }
    }
}

impl fmt::Display for WebhookResult {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Answered(status) => write!(formatter, "{status}"),
            Self::NoAnswer(reason) => formatter.write_str(reason),
        }
    }
}
