//! What the verbs of a document do.

use std::convert::Infallible;
use std::time::Duration;

use super::fetch::{Page, Wanted};
use super::line::{End, Line};
use crate::document::{Prompt, Verb};
use crate::step::{Party, StepKind};
use crate::webhook::Source;

/// How long a word takes to say: 150 words a minute.
const WORD: Duration = Duration::from_millis(400);

/// How long a recording takes to play. The simulator does not fetch it.
const RECORDING: Duration = Duration::from_secs(5);

/// How often a prompt is repeated that is to be repeated without end.
const MAX_REPEATS: u32 = 1_000;

impl Line {
    /// Runs a document, and whatever it leads to, until the call ends.
    pub(super) async fn run(&mut self, mut wanted: Wanted) -> Result<Infallible, End> {
        loop {
            let page = self.open(&wanted).await?;
            wanted = self.perform(&page).await?.ok_or(End::HungUp(Party::Document))?;
        }
    }

    /// Runs the verbs of a document up to one that asks for another document.
    async fn perform(&mut self, page: &Page) -> Result<Option<Wanted>, End> {
        for verb in &page.document.verbs {
            match verb {
                Verb::Prompt(prompt) => self.prompt(page, prompt).await?,
                Verb::Gather(gather) => {
                    if let Some(wanted) = self.gather(page, gather).await? {
                        return Ok(Some(wanted));
                    }
                }
                Verb::Redirect { url, method } => {
                    let hook = page.hook(url, method.as_deref())?;
                    self.record(StepKind::Redirected { url: hook.shown() });
                    return Ok(Some(Wanted::from(Source::from(hook))));
                }
                Verb::Hangup => return Ok(None),
                Verb::Reject => {
                    self.finding("Reject comes too late for a call that was answered: hung up".to_owned());
                    return Ok(None);
                }
                Verb::Unknown(name) => return Err(unknown(name)),
            }
        }
        Ok(None)
    }

    /// Lets the callee hear something.
    pub(super) async fn prompt(&mut self, page: &Page, prompt: &Prompt) -> Result<(), End> {
        match prompt {
            Prompt::Pause(span) => {
                self.record(StepKind::Paused { seconds: span.as_secs() });
                self.pass(*span).await
            }
            Prompt::Say { text, .. } if text.is_empty() => {
                self.finding("Say has nothing to say".to_owned());
                Ok(())
            }
            Prompt::Say { text, times } => {
                let words = u32::try_from(text.split(' ').count()).unwrap_or(u32::MAX);
                self.repeat(&StepKind::Said { text: text.clone() }, WORD.saturating_mul(words), *times).await
            }
            Prompt::Play { url, .. } if url.is_empty() => {
                self.finding("Play has nothing to play".to_owned());
                Ok(())
            }
            Prompt::Play { url, times } => {
                let url = page.hook(url, None)?.shown();
                self.repeat(&StepKind::Played { url }, RECORDING, *times).await
            }
        }
    }

    async fn repeat(&mut self, step: &StepKind, span: Duration, times: u32) -> Result<(), End> {
        let times = if times == 0 { MAX_REPEATS } else { times.min(MAX_REPEATS) };
        for _ in 0..times {
            self.record(step.clone());
            self.pass(span).await?;
        }
        Ok(())
    }
}

fn unknown(name: &str) -> End {
    End::Failed { code: None, reason: format!("the simulator does not run the verb <{name}> yet") }
}
