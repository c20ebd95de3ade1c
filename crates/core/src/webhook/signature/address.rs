//! The URL that was signed, in the forms in which it may have been.

use super::request::SignedRequest;
use super::verdict::RefusalReason;

/// An absolute URL in parts, each as it was given: nothing is decoded, encoded or normalised.
#[derive(Clone, Copy, Debug)]
pub(super) struct Address<'a> {
    /// `https`
    pub(super) scheme: &'a str,
    /// What stands between `://` and the port: the host, with user and password before it, if any.
    pub(super) host: &'a str,
    /// The port with its colon, or nothing.
    pub(super) port: &'a str,
    /// The path that the public URL has before that of the request.
    pub(super) prefix: &'a str,
    /// Path and query.
    pub(super) rest: &'a str,
}

impl<'a> Address<'a> {
    /// Reads an absolute URL.
    pub(super) fn read(url: &'a str) -> Option<Self> {
        let (scheme, after) = url.split_once("://")?;
        let named = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
        let (authority, rest) = after.split_at_checked(after.find(['/', '?', '#']).unwrap_or(after.len()))?;
        let (host, port) = split_port(authority);
        (named && !host.is_empty()).then_some(Self { scheme, host, port, prefix: "", rest })
    }

    /// Joins the public URL of a server with what a request asked it for.
    pub(super) fn of(
        request: &SignedRequest<'a>,
        public_url: Option<&'a str>,
    ) -> Result<Self, RefusalReason> {
        let received = Self::read(request.url);
        let Some(base) = public_url.and_then(Self::read) else {
            return received.ok_or(RefusalReason::RelativeUrl);
        };
        let rest = received.map_or(request.url, |received| received.rest);
        if !rest.is_empty() && !rest.starts_with(['/', '?']) {
            return Err(RefusalReason::RelativeUrl);
        }
        Ok(Self { prefix: base.rest.strip_suffix('/').unwrap_or(base.rest), rest, ..base })
    }

    /// Returns it as it is, and with its port left out or the default port added: services are not consistent there.
    pub(super) fn forms(self) -> [Self; 2] {
        let port = match self.port {
            "" => self.default_port(),
            _ => "",
        };
        [self, Self { port, ..self }]
    }

    pub(super) fn default_port(&self) -> &'static str {
        if self.scheme.eq_ignore_ascii_case("https") { ":443" } else { ":80" }
    }

    /// Returns the parts in their order.
    pub(super) fn parts(&self) -> [&'a str; 6] {
        [self.scheme, "://", self.host, self.port, self.prefix, self.rest]
    }

    pub(super) fn len(&self) -> usize {
        self.parts().iter().map(|part| part.len()).sum()
    }

    /// Returns the value of a parameter of the query that needs no decoding.
    pub(super) fn query_value(&self, name: &str) -> Option<&'a str> {
        let (_, query) = self.rest.split_once('?')?;
        let query = query.split('#').next().unwrap_or_default();
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(own, _)| *own == name).map(|(_, value)| value)
    }
}

/// Splits a port off, with its colon. In `[::1]` there is none.
fn split_port(authority: &str) -> (&str, &str) {
    let host_begins = authority.rfind('@').map_or(0, |place| place + 1);
    let bracket = authority.rfind(']').unwrap_or_default();
    let colon = authority.rfind(':').filter(|place| *place >= host_begins && *place >= bracket);
    colon.and_then(|place| authority.split_at_checked(place)).unwrap_or((authority, ""))
}
