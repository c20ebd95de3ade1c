//! What the checker is told, by name.

use mycpaas::laml::{Channel, CheckOptions, Service, Usage};

use crate::failure::{Failure, Result};

/// What the checker is told beside the document. Nothing of it is needed.
#[derive(Clone, Debug, Default)]
pub struct CheckSettings {
    /// The services that the document is for: `mycpaas`, `signalwire`, `twilio`.
    pub services: Vec<String>,
    /// `voice` or `messaging`; otherwise what it holds decides.
    pub channel: Option<String>,
    /// What it is for: `call`, `screening`, `conference_wait`, `queue_wait`.
    pub usage: Option<String>,
    /// The address of the document.
    pub document_url: Option<String>,
    /// Whether it is sent along with a request, and so has no address.
    pub inline: bool,
}

const SERVICES: &[(&str, Service)] =
    &[("mycpaas", Service::Mycpaas), ("signalwire", Service::SignalWire), ("twilio", Service::Twilio)];
const CHANNELS: &[(&str, Channel)] = &[("voice", Channel::Voice), ("messaging", Channel::Messaging)];
const USAGES: &[(&str, Usage)] = &[
    ("call", Usage::Call),
    ("screening", Usage::Screening),
    ("conference_wait", Usage::ConferenceWait),
    ("queue_wait", Usage::QueueWait),
];

impl CheckSettings {
    /// Makes the options of the core.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidArgument`](mycpaas::ErrorKind::InvalidArgument), where a word is not among those that are
    /// allowed.
    pub fn options(&self) -> Result<CheckOptions> {
        let services = self.services.iter().map(|name| one_of("services", name, SERVICES));
        let mut options = CheckOptions::new().services(services.collect::<Result<Vec<_>>>()?);
        if let Some(channel) = &self.channel {
            options = options.channel(self::channel("channel", channel)?);
        }
        if let Some(usage) = &self.usage {
            options = options.usage(one_of("usage", usage, USAGES)?);
        }
        if let Some(url) = &self.document_url {
            options = options.document_url(url);
        }
        Ok(if self.inline { options.inline() } else { options })
    }
}

/// Returns the kind of document that a word stands for: `voice` or `messaging`.
///
/// # Errors
/// [`ErrorKind::InvalidArgument`](mycpaas::ErrorKind::InvalidArgument) about the parameter, for any other word.
pub fn channel(parameter: &str, word: &str) -> Result<Channel> {
    one_of(parameter, word, CHANNELS)
}

fn one_of<T: Copy>(parameter: &str, given: &str, words: &[(&str, T)]) -> Result<T> {
    words.iter().find(|(word, _)| *word == given).map(|(_, meaning)| *meaning).ok_or_else(|| {
        let allowed: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let shown: String = given.chars().take(80).collect();
        let problem = format!("{shown:?} is given; {} are allowed", allowed.join(", "));
        Failure::invalid_argument(parameter, problem)
    })
}
