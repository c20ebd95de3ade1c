//! How fast the time of calls passes.

use std::str::FromStr;
use std::time::Duration;

use tokio::time::Instant;

/// How fast the time of calls passes.
///
/// A call's time moves only while it rings, speaks, plays, pauses or listens. Requests to the web
/// application are real and take none of it, so that a transcript is the same on every machine.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub enum Clock {
    /// As fast as it can: nothing waits, except for the web application to answer.
    #[default]
    Instant,
    /// This many times faster than real time (slower, below 1).
    Scaled(f64),
    /// As on a telephone.
    RealTime,
}

impl Clock {
    /// Returns the factor of a clock that waits.
    fn factor(self) -> Option<f64> {
        match self {
            Self::Instant => None,
            Self::Scaled(factor) => Some(factor),
            Self::RealTime => Some(1.0),
        }
    }

    pub(crate) fn is_valid(self) -> bool {
        self.factor().is_none_or(|factor| factor.is_finite() && factor > 0.0)
    }

    pub(crate) fn is_instant(self) -> bool {
        self == Self::Instant
    }

    /// Waits as long as a span of a call's time lasts.
    pub(crate) async fn wait(self, span: Duration) {
        match self.factor() {
            None => tokio::task::yield_now().await,
            Some(factor) => tokio::time::sleep(scale(span, factor.recip())).await,
        }
    }
}

impl FromStr for Clock {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let clock = match text {
            "instant" => Some(Self::Instant),
            "real" => Some(Self::RealTime),
            scaled => scaled.strip_suffix('x').and_then(|factor| factor.parse().ok()).map(Self::Scaled),
        };
        let clock = clock.filter(|clock| clock.is_valid());
        clock.ok_or_else(|| format!("{text:?} is no clock: expected instant, real, or a factor such as 10x"))
    }
}

/// Where one call is in its own time.
#[derive(Debug)]
pub(crate) struct Timeline {
    clock: Clock,
    now: Duration,
    passing: Option<(Instant, Duration)>,
}

impl Timeline {
    pub(crate) fn new(clock: Clock) -> Self {
        Self { clock, now: Duration::ZERO, passing: None }
    }

    pub(crate) fn now(&self) -> Duration {
        self.now
    }

    /// Lets time pass. May be dropped half-way: [`settle`](Self::settle) then counts the part that passed.
    pub(crate) async fn pass(&mut self, span: Duration) {
        self.passing = Some((Instant::now(), span));
        self.clock.wait(span).await;
        self.passing = None;
        self.now = self.now.saturating_add(span);
    }

    /// Counts what passed of a span that was interrupted.
    pub(crate) fn settle(&mut self) {
        if let (Some((since, span)), Some(factor)) = (self.passing.take(), self.clock.factor()) {
            self.now = self.now.saturating_add(scale(since.elapsed(), factor).min(span));
        }
    }
}

fn scale(span: Duration, factor: f64) -> Duration {
    Duration::try_from_secs_f64(span.as_secs_f64() * factor).unwrap_or(Duration::MAX)
}
