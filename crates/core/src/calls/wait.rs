//! Waiting until a call has come to some point.

use std::time::{Duration, Instant};

use crate::answer::Answer;
use crate::calls::{Call, CallStatus, Calls};
use crate::error::{Error, ErrorKind};
use crate::options::{RequestOptions, check_duration};
use crate::shown::shortened;
use crate::validate;

/// The shortest wait between two looks; used after every change of status.
const SHORTEST_INTERVAL: Duration = Duration::from_millis(250);

/// The longest wait between two looks.
const LONGEST_INTERVAL: Duration = Duration::from_secs(5);

/// How much of a status that nobody knows is shown, in characters.
const STATUS_MAX: usize = 80;

const DEFAULT_DEADLINE: Duration = Duration::from_secs(10 * 60);

/// What to wait for, and for how long.
#[derive(Clone, Debug)]
pub struct WaitCall {
    until: Vec<CallStatus>,
    deadline: Duration,
}

impl WaitCall {
    /// Creates parameters that wait ten minutes for the end of a call.
    pub fn new() -> Self {
        Self { until: Vec::new(), deadline: DEFAULT_DEADLINE }
    }

    /// Stops at this status too. A call that has ended always stops the wait.
    pub fn until(mut self, status: CallStatus) -> Self {
        self.until.push(status);
        self
    }

    /// Sets the longest time to wait: more than zero and at most a day. Default ten minutes.
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.deadline = deadline;
        self
    }

    fn check(&self) -> Result<(), Error> {
        check_duration("deadline", self.deadline)?;
        self.until.iter().try_for_each(|status| {
            validate::case("until", status.as_str(), CallStatus::KNOWN.iter().map(CallStatus::as_str))
        })
    }

    fn is_over(&self, call: &Call) -> bool {
        call.status.as_ref().is_some_and(|status| status.is_final() || self.until.contains(status))
    }
}

impl Default for WaitCall {
    fn default() -> Self {
        Self::new()
    }
}

impl Calls<'_> {
    /// Waits until a call has a certain status, or has ended in any way.
    ///
    /// It looks often after every change and ever more rarely while nothing happens: every 250 ms at
    /// first, every 5 s at last.
    ///
    /// # Errors
    /// [`ErrorKind::Timeout`] when the deadline has passed, [`ErrorKind::Cancelled`] when it was cancelled
    /// between two looks, and whatever a fetch fails with.
    pub async fn wait(self, sid: impl AsRef<str>, parameters: WaitCall) -> Result<Answer<Call>, Error> {
        let sid = sid.as_ref();
        parameters.check()?;
        let mut pace = Pace::new(parameters.deadline);
        let mut last_status = None;
        loop {
            let client = self.client.with_options(&pace.within_deadline(self.client.total_timeout()))?;
            let call = client.calls().fetch(sid).await?;
            if parameters.is_over(&call) {
                return Ok(call);
            }
            let changed = last_status != call.status;
            last_status.clone_from(&call.status);
            match pace.next(changed) {
                Some(interval) if self.client.pause(interval).await => {}
                Some(_) => return Err(cancelled(sid, last_status.as_ref())),
                None => return Err(expired(sid, parameters.deadline, last_status.as_ref())),
            }
        }
    }
}

/// How long to wait before the next look.
struct Pace {
    end: Instant,
    interval: Duration,
}

impl Pace {
    fn new(deadline: Duration) -> Self {
        Self { end: Instant::now() + deadline, interval: SHORTEST_INTERVAL }
    }

    fn remaining(&self) -> Duration {
        self.end.saturating_duration_since(Instant::now())
    }

    /// Lets no single look outlive the deadline, and gives the last one a moment.
    fn within_deadline(&self, usual: Duration) -> RequestOptions {
        RequestOptions::new().total_timeout(usual.min(self.remaining()).max(SHORTEST_INTERVAL))
    }

    fn next(&mut self, changed: bool) -> Option<Duration> {
        let remaining = self.remaining();
        if remaining.is_zero() {
            return None;
        }
        self.interval = if changed { SHORTEST_INTERVAL } else { self.interval.mul_f32(1.5) };
        self.interval = self.interval.min(LONGEST_INTERVAL);
        Some(self.interval.min(remaining))
    }
}

fn expired(sid: &str, deadline: Duration, status: Option<&CallStatus>) -> Error {
    let (seconds, status) = (deadline.as_secs_f64(), shown_status(status));
    let message =
        format!("call {sid} has not come to the status waited for within {seconds} s; it is {status}");
    Error::new(ErrorKind::Timeout, message)
}

fn cancelled(sid: &str, status: Option<&CallStatus>) -> Error {
    let message = format!("waiting for call {sid} was cancelled; it is {}", shown_status(status));
    Error::new(ErrorKind::Cancelled, message)
}

fn shown_status(status: Option<&CallStatus>) -> String {
    shortened(status.map_or("unknown", CallStatus::as_str), STATUS_MAX)
}
