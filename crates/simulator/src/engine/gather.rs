//! How a call waits for the callee's keys and words.

use std::time::Duration;

use super::fetch::{Page, Wanted};
use super::line::{End, Line};
use crate::document::Gather;
use crate::step::StepKind;
use crate::webhook::Parameters;

/// How long the callee thinks after the prompts before the first key or word; at most half of the timeout.
const THINKING: Duration = Duration::from_secs(1);

/// How long the callee takes from one key to the next.
const NEXT_KEY: Duration = Duration::from_millis(500);

/// How sure a recognition of speech is said to be.
const CONFIDENCE: &str = "0.95";

/// What a Gather gathered.
#[derive(Debug)]
enum Input {
    Digits(String),
    Speech(String),
    Nothing,
}

impl Line {
    /// Waits for the callee, and returns the document that the input leads to.
    ///
    /// The callee listens to all prompts first. Returns nothing if the next verb is to run.
    pub(super) async fn gather(&mut self, page: &Page, gather: &Gather) -> Result<Option<Wanted>, End> {
        for prompt in &gather.prompts {
            self.prompt(page, prompt).await?;
        }
        let input = self.listen(gather).await?;
        self.record(input.step());
        if matches!(input, Input::Nothing) && !gather.action_on_empty_result {
            return Ok(None);
        }
        let action = gather.action.as_deref().unwrap_or_default();
        let hook = page.hook(action, gather.method.as_deref())?;
        Ok(Some(Wanted { source: hook.into(), parameters: input.parameters() }))
    }

    async fn listen(&mut self, gather: &Gather) -> Result<Input, End> {
        let keys = if gather.keys { self.callee.presses.pop_front() } else { None };
        let keys = keys.filter(|keys| !keys.is_empty());
        if let Some(keys) = keys {
            return self.press(gather, &keys).await;
        }
        let words = if gather.speech { self.callee.says.pop_front() } else { None };
        let Some(words) = words else {
            self.pass(gather.timeout).await?;
            return Ok(Input::Nothing);
        };
        self.pass(THINKING.min(gather.timeout / 2)).await?;
        self.record(StepKind::Spoke { words: words.clone() });
        Ok(Input::Speech(words))
    }

    /// Presses one key after the other until the input is finished.
    async fn press(&mut self, gather: &Gather, keys: &str) -> Result<Input, End> {
        let (pressed, digits, finished) = split(gather, keys);
        self.pass(THINKING.min(gather.timeout / 2)).await?;
        self.record(StepKind::Pressed { keys: pressed.clone() });
        let gaps = u32::try_from(pressed.len()).unwrap_or(u32::MAX).saturating_sub(1);
        self.pass(NEXT_KEY.saturating_mul(gaps)).await?;
        if !finished {
            self.pass(gather.timeout).await?;
        }
        let unused = keys.strip_prefix(pressed.as_str()).unwrap_or_default();
        if !unused.is_empty() {
            self.finding(format!("the input was finished before the callee could press {unused}"));
        }
        Ok(if digits.is_empty() { Input::Nothing } else { Input::Digits(digits) })
    }
}

/// Returns the keys that are pressed before the input is finished, the digits among them, and whether
/// it is finished.
fn split(gather: &Gather, keys: &str) -> (String, String, bool) {
    let (mut pressed, mut digits) = (String::new(), String::new());
    for key in keys.chars() {
        pressed.push(key);
        if gather.finish_on_key.contains(key) {
            return (pressed, digits, true);
        }
        digits.push(key);
        if gather.num_digits == Some(digits.len()) {
            return (pressed, digits, true);
        }
    }
    (pressed, digits, false)
}

impl Input {
    fn step(&self) -> StepKind {
        match self {
            Self::Digits(digits) => StepKind::Gathered { digits: Some(digits.clone()), speech: None },
            Self::Speech(words) => StepKind::Gathered { digits: None, speech: Some(words.clone()) },
            Self::Nothing => StepKind::Gathered { digits: None, speech: None },
        }
    }

    fn parameters(self) -> Parameters {
        match self {
            Self::Digits(digits) => vec![("Digits", digits)],
            Self::Speech(words) => vec![("SpeechResult", words), ("Confidence", CONFIDENCE.to_owned())],
            Self::Nothing => vec![("Digits", String::new())],
        }
    }
}
