//! What the checker is told beside the document.

use url::Url;

use crate::laml::rules::Channel;

/// A service that runs documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Service {
    /// mycpaas, whose LaML is that of SignalWire as far as is known.
    Mycpaas,
    /// SignalWire.
    SignalWire,
    /// Twilio. What only Twilio documents is let through unchecked.
    Twilio,
}

/// What a document is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Usage {
    /// It says what happens in a call, or to a message.
    #[default]
    Call,
    /// The `url` of a noun in Dial leads to it: it runs for who was dialled, before the two are connected.
    Screening,
    /// The `waitUrl` of a Conference leads to it.
    ConferenceWait,
    /// The `waitUrl` of an Enqueue leads to it.
    QueueWait,
}

/// Says how a document is checked.
///
/// Without further settings, a document is for mycpaas, says what happens in a call, has an address that is not
/// known, and is taken for a messaging document if it holds what only these may hold.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct CheckOptions {
    services: Vec<Service>,
    channel: Option<Channel>,
    usage: Usage,
    address: Address,
}

/// Where a document is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Address {
    #[default]
    Unknown,
    Nowhere,
    At(Url),
}

impl CheckOptions {
    /// Creates the usual options.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the services that the document is for. What one of them does not know is reported.
    pub fn services(mut self, services: impl IntoIterator<Item = Service>) -> Self {
        self.services = services.into_iter().collect();
        self
    }

    /// Says whether it is a document for calls or one for messages.
    pub fn channel(mut self, channel: Channel) -> Self {
        self.channel = Some(channel);
        self
    }

    /// Says what the document is for.
    pub fn usage(mut self, usage: Usage) -> Self {
        self.usage = usage;
        self
    }

    /// Sets the address of the document, which relative URLs in it are resolved against.
    ///
    /// An address that is not an absolute URL counts as not known.
    pub fn document_url(mut self, url: impl AsRef<str>) -> Self {
        self.address = Url::parse(url.as_ref()).map_or(Address::Unknown, Address::At);
        self
    }

    /// Says that the document has no address, because it is sent along with a request, so that no URL in it can
    /// be relative.
    pub fn inline(mut self) -> Self {
        self.address = Address::Nowhere;
        self
    }

    pub(super) fn for_channel(&self) -> Option<Channel> {
        self.channel
    }

    pub(super) fn used_for(&self) -> Usage {
        self.usage
    }

    pub(super) fn address(&self) -> &Address {
        &self.address
    }

    /// Whether the document is for Twilio, perhaps among others.
    pub(super) fn for_twilio(&self) -> bool {
        self.services.contains(&Service::Twilio)
    }

    /// Whether the document is for Twilio and no other service.
    pub(super) fn only_twilio(&self) -> bool {
        self.for_twilio() && self.services.iter().all(|service| *service == Service::Twilio)
    }
}
