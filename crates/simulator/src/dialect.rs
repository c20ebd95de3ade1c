//! The questions that the API's documentation leaves open, as switches.

use std::str::FromStr;

use crate::step::WebhookResult;

/// How the list of calls says where the next page is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ListEnvelope {
    /// `next_page_uri` and its companions, with the number of the page in them.
    PageNumbers,
    /// `next_page_uri` and its companions, with a `PageToken`; a `Page` above 0 without one is refused.
    PageTokens,
    /// Only `calls`, `page` and `page_size`: the client counts pages itself.
    Bare,
}

/// How durations and prices are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Numbers {
    /// As JSON numbers.
    Plain,
    /// As JSON strings.
    Text,
}

/// What the identifier of a call looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SidForm {
    /// `CA` and 32 hexadecimal digits.
    Prefixed,
    /// A UUID.
    Uuid,
}

/// How dates are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DateForm {
    /// `Fri, 21 Sep 2018 10:00:00 +0000`.
    Rfc2822,
    /// `2018-09-21T10:00:00Z`.
    Iso8601,
}

/// How several values of `StatusCallbackEvent` are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EventList {
    /// One value with spaces; the parameter given twice is refused.
    Joined,
    /// The parameter once for each event; a value with a space is refused.
    Repeated,
    /// Both forms, even mixed.
    Either,
}

/// The HTTP status of a created call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CreateStatus {
    /// 201.
    Created,
    /// 200.
    Ok,
}

/// What the body of an error looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorShape {
    /// One object with `code`, `message`, `more_info` and `status`.
    Flat,
    /// For a request refused with 400, `errors`: a list of objects whose `code` is a string. Others are
    /// flat.
    List,
}

/// What the URIs inside answers begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum UriPrefix {
    /// `/api/laml/2010-04-01`.
    Laml,
    /// `/2010-04-01`.
    Bare,
}

/// One switch for each question that the documentation of mycpaas leaves open.
///
/// Start from a preset and change what the test is about:
/// `Dialect::mycpaas().sid_form(SidForm::Uuid)`. The server answers under `/api/laml/2010-04-01`
/// and under `/2010-04-01` in every dialect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dialect {
    pub(crate) list_envelope: ListEnvelope,
    pub(crate) numbers: Numbers,
    pub(crate) sid_form: SidForm,
    pub(crate) date_form: DateForm,
    pub(crate) event_list: EventList,
    pub(crate) create_status: CreateStatus,
    pub(crate) error_shape: ErrorShape,
    pub(crate) uri_prefix: UriPrefix,
    pub(crate) caller_and_called: bool,
    pub(crate) no_content_delivers: bool,
}

impl Dialect {
    /// Returns what mycpaas documents, and where it is silent what most of its kind do.
    pub fn mycpaas() -> Self {
        Self {
            list_envelope: ListEnvelope::PageNumbers,
            numbers: Numbers::Plain,
            sid_form: SidForm::Prefixed,
            date_form: DateForm::Rfc2822,
            event_list: EventList::Either,
            create_status: CreateStatus::Created,
            error_shape: ErrorShape::Flat,
            uri_prefix: UriPrefix::Laml,
            caller_and_called: false,
            no_content_delivers: false,
        }
    }

    /// Returns what SignalWire's compatibility API documents.
    pub fn signalwire() -> Self {
        Self {
            list_envelope: ListEnvelope::PageTokens,
            sid_form: SidForm::Uuid,
            create_status: CreateStatus::Ok,
            error_shape: ErrorShape::List,
            no_content_delivers: true,
            ..Self::mycpaas()
        }
    }

    /// Returns what Twilio's API does.
    pub fn twilio() -> Self {
        Self {
            list_envelope: ListEnvelope::PageTokens,
            numbers: Numbers::Text,
            uri_prefix: UriPrefix::Bare,
            caller_and_called: true,
            ..Self::mycpaas()
        }
    }

    /// Sets how the list of calls says where the next page is.
    pub fn list_envelope(mut self, envelope: ListEnvelope) -> Self {
        self.list_envelope = envelope;
        self
    }

    /// Sets how durations and prices are written.
    pub fn numbers(mut self, numbers: Numbers) -> Self {
        self.numbers = numbers;
        self
    }

    /// Sets what the identifier of a call looks like.
    pub fn sid_form(mut self, form: SidForm) -> Self {
        self.sid_form = form;
        self
    }

    /// Sets how dates are written.
    pub fn date_form(mut self, form: DateForm) -> Self {
        self.date_form = form;
        self
    }

    /// Sets how several values of `StatusCallbackEvent` are taken.
    pub fn event_list(mut self, list: EventList) -> Self {
        self.event_list = list;
        self
    }

    /// Sets the HTTP status of a created call.
    pub fn create_status(mut self, status: CreateStatus) -> Self {
        self.create_status = status;
        self
    }

    /// Sets what the body of an error looks like.
    pub fn error_shape(mut self, shape: ErrorShape) -> Self {
        self.error_shape = shape;
        self
    }

    /// Sets what the URIs inside answers begin with.
    pub fn uri_prefix(mut self, prefix: UriPrefix) -> Self {
        self.uri_prefix = prefix;
        self
    }

    /// Sets whether requests to the web application carry `Caller` and `Called`, as Twilio's do.
    pub fn caller_and_called(mut self, carried: bool) -> Self {
        self.caller_and_called = carried;
        self
    }

    /// Sets whether a status callback is delivered, too, when it is answered with 204, as SignalWire's are.
    pub fn no_content_delivers(mut self, delivers: bool) -> Self {
        self.no_content_delivers = delivers;
        self
    }

    /// Says whether a status callback with this result is delivered, and not tried again.
    pub(crate) fn is_delivered(&self, result: &WebhookResult) -> bool {
        match result {
            WebhookResult::Answered(200) => true,
            WebhookResult::Answered(204) => self.no_content_delivers,
            _ => false,
        }
    }
}

impl Default for Dialect {
    fn default() -> Self {
        Self::mycpaas()
    }
}

impl FromStr for Dialect {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        match name {
            "mycpaas" => Ok(Self::mycpaas()),
            "signalwire" => Ok(Self::signalwire()),
            "twilio" => Ok(Self::twilio()),
            other => Err(format!("{other:?} is no dialect: expected mycpaas, signalwire or twilio")),
        }
    }
}
