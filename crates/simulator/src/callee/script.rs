//! The script of a callee as text.

use std::str::FromStr;
use std::time::Duration;

use super::{Callee, Reaction, is_key};

impl FromStr for Callee {
    type Err = String;

    /// Reads a script such as `answer:2s,press:1,hangup:30s`.
    fn from_str(text: &str) -> Result<Self, String> {
        text.split(',').map(str::trim).try_fold(Self::default(), add)
    }
}

fn add(mut callee: Callee, step: &str) -> Result<Callee, String> {
    let (word, value) = step.split_once(':').unwrap_or((step, ""));
    match (word, value) {
        ("busy", "") => callee.reaction = Reaction::Busy,
        ("no-answer", "") => callee.reaction = Reaction::NoAnswer,
        ("unreachable", "") => callee.reaction = Reaction::Unreachable,
        ("answer", "") => {}
        ("answer", value) => callee.reaction = Reaction::Answers(span(value)?),
        ("press", keys) if keys.chars().all(is_key) => callee = callee.presses(keys),
        ("press", keys) => return Err(format!("{keys:?}: the keys are 0 to 9, *, # and A to D")),
        ("say", words) => callee = callee.says(words),
        ("hangup", value) => callee.hangs_up_after = Some(span(value)?),
        _ => return Err(unknown(step)),
    }
    Ok(callee)
}

fn unknown(step: &str) -> String {
    format!(
        "{step:?} is no step of a callee's script: expected busy, no-answer, unreachable, answer:2s, \
         press:1, say:words or hangup:30s"
    )
}

/// Reads a span such as `2s`, `500ms`, `1.5` (seconds) or `2m`.
fn span(text: &str) -> Result<Duration, String> {
    let (digits, unit) = [("ms", 0.001), ("s", 1.0), ("m", 60.0)]
        .into_iter()
        .find_map(|(suffix, unit)| text.strip_suffix(suffix).map(|digits| (digits, unit)))
        .unwrap_or((text, 1.0));
    let seconds = digits.parse::<f64>().ok().map(|number| number * unit);
    let span = seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    span.ok_or_else(|| format!("{text:?} is no span of time: expected one such as 2s, 500ms or 2m"))
}
