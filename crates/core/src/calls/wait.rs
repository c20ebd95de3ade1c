//! Waiting until a call has come to some point.

use std::future::pending;
use std::time::{Duration, Instant};

use crate::answer::Answer;
use crate::calls::{Call, CallStatus, Calls};
use crate::error::{Error, ErrorKind};
use crate::options::{RequestOptions, check_duration};
use crate::shown::shortened;
use crate::validate;
use crate::webhook::{CallTracker, Watch};

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
    tracker: Option<CallTracker>,
}

impl WaitCall {
    /// Creates parameters that wait ten minutes for the end of a call.
    pub fn new() -> Self {
        Self { until: Vec::new(), deadline: DEFAULT_DEADLINE, tracker: None }
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

    /// Sets the tracker that the call's status callbacks are recorded in, so that what is waited for is learnt as soon as one
    /// tells it. Where none comes, or not every one, looking goes on as without a tracker, though rarely once one has come.
    pub fn tracker(mut self, tracker: &CallTracker) -> Self {
        self.tracker = Some(tracker.clone());
        self
    }

    fn check(&self) -> Result<(), Error> {
        check_duration("deadline", self.deadline)?;
        self.until.iter().try_for_each(|status| {
            validate::case("until", status.as_str(), CallStatus::KNOWN.iter().map(CallStatus::as_str))
        })
    }

    fn is_over(&self, status: &CallStatus) -> bool {
        status.is_final() || self.until.contains(status)
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
    /// first, every 5 s at last. With a [tracker](WaitCall::tracker) it looks when a callback tells that it is over.
    ///
    /// # Errors
    /// [`ErrorKind::Timeout`] when the deadline has passed, [`ErrorKind::Cancelled`] when it was cancelled
    /// between two looks, and whatever a fetch fails with.
    pub async fn wait(self, sid: impl AsRef<str>, parameters: WaitCall) -> Result<Answer<Call>, Error> {
        let sid = sid.as_ref();
        parameters.check()?;
        let mut pace = Pace::new(parameters.deadline);
        let mut news = News::new(parameters.tracker.as_ref().map(|tracker| tracker.watch(sid)));
        let mut last_status = None;
        loop {
            let client = self.client.with_options(&pace.within_deadline(self.client.total_timeout()))?;
            let call = client.calls().fetch(sid).await?;
            if call.status.as_ref().is_some_and(|status| parameters.is_over(status)) {
                return Ok(call);
            }
            let changed = last_status != call.status || news.is_over_now();
            last_status.clone_from(&call.status);
            match pace.next(changed, news.suffice()) {
                Some(interval) if self.client.pause_until(interval, news.next(&parameters)).await => {}
                Some(_) => return Err(cancelled(sid, last_status.as_ref())),
                None => return Err(expired(sid, parameters.deadline, last_status.as_ref())),
            }
        }
    }
}

/// What callbacks tell of the call, if anybody listens.
struct News {
    watch: Option<Watch>,
    /// They said that it is over, and the API does not say so yet.
    over: bool,
    over_now: bool,
}

impl News {
    fn new(watch: Option<Watch>) -> Self {
        Self { watch, over: false, over_now: false }
    }

    /// Says whether some have come, so that looking is only for those that do not.
    fn suffice(&self) -> bool {
        !self.over && self.watch.as_ref().is_some_and(Watch::has_heard)
    }

    /// Says once whether one told that it is over.
    fn is_over_now(&mut self) -> bool {
        std::mem::take(&mut self.over_now)
    }

    /// Waits for one that tells that it is over.
    async fn next(&mut self, parameters: &WaitCall) {
        match &mut self.watch {
            Some(watch) => watch.next(|status| parameters.is_over(status)).await,
            None => pending().await,
        }
        (self.over, self.over_now) = (true, true);
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

    /// Returns how long to wait.
    fn next(&mut self, changed: bool, callbacks_suffice: bool) -> Option<Duration> {
        let remaining = self.remaining();
        if remaining.is_zero() {
            return None;
        }
        self.interval = match (callbacks_suffice, changed) {
            (true, _) => LONGEST_INTERVAL,
            (false, true) => SHORTEST_INTERVAL,
            (false, false) => self.interval.mul_f32(1.5).min(LONGEST_INTERVAL),
        };
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
