//! Who is calling: the account's SID and its secret.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, HeaderValue};

use crate::error::Error;
use crate::validate;

/// What stands in place of a secret wherever text is shown.
pub(crate) const REDACTED: &str = "[redacted]";

/// An account's identifier. Not secret by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AccountSid(String);

impl AccountSid {
    /// Accepts `AC…`; and a UUID, which is what SignalWire gives a project, where `uuid_allowed`.
    pub(crate) fn parse(text: &str, uuid_allowed: bool) -> Result<Self, String> {
        refuse_blanks(text)?;
        if text.starts_with("AC") || (uuid_allowed && is_uuid(text)) {
            validate::path_segment(text)?;
            return Ok(Self(text.to_owned()));
        }
        let given = if is_uuid(text) { format!("{text:?}") } else { "what is given".to_owned() };
        Err(format!(
            "an account SID starts with AC, and {given} does not; account_sid and auth_token may be swapped"
        ))
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// The account's secret. It is never printed.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct AuthToken(String);

impl AuthToken {
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        refuse_blanks(text)?;
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Debug for AuthToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(REDACTED)
    }
}

/// The pair that goes into the Authorization header.
#[derive(Clone, Debug)]
pub(crate) struct Credentials {
    pub(crate) account_sid: AccountSid,
    auth_token: AuthToken,
    encoded: AuthToken,
}

impl Credentials {
    pub(crate) fn new(account_sid: AccountSid, auth_token: AuthToken) -> Self {
        let encoded = AuthToken(STANDARD.encode(format!("{}:{}", account_sid.0, auth_token.0)));
        Self { account_sid, auth_token, encoded }
    }

    /// Builds the header, marked as sensitive so that no layer below prints or indexes it.
    pub(crate) fn header(&self) -> Result<HeaderValue, Error> {
        let mut value = HeaderValue::from_str(&format!("Basic {}", self.encoded.0)).map_err(|error| {
            Error::configuration("auth_token", "cannot stand in a header").with_source(error)
        })?;
        value.set_sensitive(true);
        Ok(value)
    }

    /// Takes the secret out of a text that came from outside, such as a server that echoes what it got.
    pub(crate) fn redact(&self, text: &str) -> String {
        text.replace(&self.auth_token.0, REDACTED).replace(self.encoded(), REDACTED)
    }

    /// Takes the secret out of the headers of an answer.
    pub(crate) fn redact_headers(&self, headers: &mut HeaderMap) {
        for value in headers.values_mut() {
            // What is no text is shown nowhere.
            let Ok(text) = value.to_str() else { continue };
            if text.contains(&self.auth_token.0) || text.contains(self.encoded()) {
                let redacted = HeaderValue::from_str(&self.redact(text));
                *value = redacted.unwrap_or(HeaderValue::from_static(REDACTED));
            }
        }
    }

    /// Returns what goes over the wire, without the padding at its end, which a URL writes otherwise.
    fn encoded(&self) -> &str {
        self.encoded.0.trim_end_matches('=')
    }
}

/// Stray spaces and newlines come from copying, and end in a 401 that explains nothing.
fn refuse_blanks(text: &str) -> Result<(), String> {
    if text.is_empty() {
        return Err("is empty".to_owned());
    }
    if text.chars().any(|character| character.is_whitespace() || character.is_control()) {
        return Err("contains a space, a newline or another blank; copy it again without".to_owned());
    }
    Ok(())
}

/// Hides what was given as an account's SID and looks like none: it may be the token, given by mistake.
pub(crate) fn shown_sid(given: &str) -> &str {
    if given.starts_with("AC") || is_uuid(given) { given } else { REDACTED }
}

fn is_uuid(text: &str) -> bool {
    let mut groups = text.split('-');
    let shaped = [8, 4, 4, 4, 12].into_iter().all(|length| {
        groups
            .next()
            .is_some_and(|group| group.len() == length && group.bytes().all(|b| b.is_ascii_hexdigit()))
    });
    shaped && groups.next().is_none()
}
