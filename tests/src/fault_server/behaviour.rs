//! What the server does with one request.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::answer::Answer;
use super::payload::Payload;
use super::step::{LastStream, Step};

const HALF_A_HEAD: &str = "HTTP/1.1 201 Created\r\nContent-Type: applic";
const FILLER: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/// How far a request has come when the server acts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// A new connection was accepted; TLS has not begun. On a connection that has been used before, the same
    /// as `FirstBytes`.
    Accepted,
    /// A new connection was accepted and TLS, where there is any, is set up; nothing was read.
    Secured,
    /// Bytes of the request are there; they were not read, unless TLS or HTTP/2 had to.
    FirstBytes,
    /// The headers of the request were read, its body was not.
    Headers,
    /// The whole request was read. Only then it counts as received.
    #[default]
    Whole,
}

/// What the server does with one request: after which stage, and which steps.
///
/// When the steps are done and left the connection open, the server reads the next request from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Behaviour {
    /// When the server acts.
    #[serde(default)]
    pub after: Stage,
    /// What it does then, in this order.
    pub steps: Vec<Step>,
}

impl Behaviour {
    /// Takes the given steps after the given stage.
    pub fn new(after: Stage, steps: impl IntoIterator<Item = Step>) -> Self {
        Self { after, steps: steps.into_iter().collect() }
    }

    /// Takes the given steps when the whole request was read.
    pub fn steps(steps: impl IntoIterator<Item = Step>) -> Self {
        Self::new(Stage::Whole, steps)
    }

    /// Reads the request and answers it.
    pub fn answer(answer: Answer) -> Self {
        Self::steps([Step::Answer(answer)])
    }

    /// Answers and closes the connection at once, without having announced it.
    pub fn answer_and_close(answer: Answer) -> Self {
        Self::steps([Step::Answer(answer), Step::Close])
    }

    /// Sends bytes as they are and closes the connection.
    pub fn raw(bytes: impl Into<Payload>) -> Self {
        Self::steps([Step::Raw(bytes.into()), Step::Close])
    }

    /// Closes the connection after the given stage.
    pub fn close(after: Stage) -> Self {
        Self::new(after, [Step::Close])
    }

    /// Resets the TCP connection after the given stage.
    pub fn reset(after: Stage) -> Self {
        Self::new(after, [Step::Reset])
    }

    /// Keeps the connection open after the given stage, and says nothing more.
    pub fn stall(after: Stage) -> Self {
        Self::new(after, [Step::Stall])
    }

    /// Sends half a header line, then takes the given step. HTTP/1 only.
    pub fn in_headers(then: Step) -> Self {
        Self::steps([Step::Write(HALF_A_HEAD.into()), then])
    }

    /// Sends the headers of the answer and none of its body, then takes the given step.
    pub fn after_headers(answer: &Answer, then: Step) -> Self {
        let (head, _) = parts(answer);
        Self::steps([head, then])
    }

    /// Sends the headers of the answer and half of its body, then takes the given step.
    pub fn in_body(answer: &Answer, then: Step) -> Self {
        let (head, mut body) = parts(answer);
        body.truncate(body.len() / 2);
        Self::steps([head, Step::Write(body.into()), then])
    }

    /// Answers after a while.
    pub fn delayed(answer: Answer, delay: Duration) -> Self {
        Self::steps([Step::Wait(milliseconds(delay)), Step::Answer(answer)])
    }

    /// Answers when the test [releases](super::TestServer::release) it.
    pub fn held(answer: Answer) -> Self {
        Self::steps([Step::AwaitRelease, Step::Answer(answer)])
    }

    /// Answers one byte at a time, headers included. HTTP/1 only.
    pub fn trickle(answer: &Answer, pause: Duration) -> Self {
        Self::steps([trickled(answer.to_http1(), pause)])
    }

    /// Answers with the body one byte at a time, after its headers.
    pub fn trickle_body(answer: &Answer, pause: Duration) -> Self {
        let (head, body) = parts(answer);
        Self::steps([head, trickled(body, pause)])
    }

    /// Sends header lines without end. HTTP/1 only.
    pub fn endless_headers() -> Self {
        let filler = format!("X-Filler: {FILLER}\r\n");
        Self::steps([Step::Write("HTTP/1.1 201 Created\r\n".into()), Step::Endless(filler.into())])
    }

    /// Sends a body without end and without a length: chunks over HTTP/1.
    pub fn endless_chunks() -> Self {
        let headers = vec![("Transfer-Encoding".to_owned(), "chunked".to_owned())];
        let chunk = format!("{:x}\r\n{FILLER}\r\n", FILLER.len());
        Self::steps([Step::Head { status: 201, headers }, Step::Endless(Payload::repeat(chunk, 64))])
    }

    /// Sends a body without end that has been given this `Content-Length`, or none at all.
    pub fn endless_body(content_length: Option<u64>) -> Self {
        let headers = content_length.map(|length| ("Content-Length".to_owned(), length.to_string()));
        let head = Step::Head { status: 201, headers: headers.into_iter().collect() };
        Self::steps([head, Step::Endless(Payload::repeat(FILLER, 64))])
    }

    /// Sends a 103 with a `Link` first, then the answer.
    pub fn early_hints(answer: Answer) -> Self {
        let headers = vec![("Link".to_owned(), "</style.css>; rel=preload".to_owned())];
        Self::steps([Step::Head { status: 103, headers }, Step::Answer(answer)])
    }

    /// Answers with a small gzip body that expands to so many mebibytes, whether or not gzip was asked for.
    pub fn gzip_bomb(mebibytes: u32) -> Self {
        let answer = Answer::json(201, Payload::GzipBomb { mebibytes });
        Self::answer(answer.header("Content-Encoding", "gzip"))
    }

    /// HTTP/2: refuses the stream before the request was read.
    pub fn refuse_stream() -> Self {
        Self::new(Stage::Headers, [Step::ResetStream(7)])
    }

    /// HTTP/2: resets the stream with a code after the request was read: 2 is `INTERNAL_ERROR`, 8 `CANCEL`.
    pub fn reset_stream(code: u32) -> Self {
        Self::steps([Step::ResetStream(code)])
    }

    /// HTTP/2: goes away before the request was read, says so, and closes the connection.
    pub fn go_away_before() -> Self {
        Self::new(Stage::Headers, [Step::GoAway { last: LastStream::Below, code: 0 }, Step::Close])
    }

    /// HTTP/2: goes away after the request was read, says so, and closes the connection without an answer.
    pub fn go_away_after() -> Self {
        Self::steps([Step::GoAway { last: LastStream::Including, code: 0 }, Step::Close])
    }
}

impl From<Answer> for Behaviour {
    fn from(answer: Answer) -> Self {
        Self::answer(answer)
    }
}

fn parts(answer: &Answer) -> (Step, Vec<u8>) {
    let body = answer.body.to_bytes();
    (Step::Head { status: answer.status, headers: answer.headers_for(body.len()) }, body)
}

fn trickled(bytes: Vec<u8>, pause: Duration) -> Step {
    Step::Trickle { payload: bytes.into(), size: 1, every_ms: milliseconds(pause) }
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
