//! The address of the API, and what may be requested below it.

use std::net::IpAddr;

use url::{Host, Url};

use crate::error::Error;
use crate::shown::{shortened, shown};
use crate::validate;

/// Where mycpaas serves the API.
pub(crate) const DEFAULT_BASE_URL: &str = "https://developer.mycpaas.io/api/laml/2010-04-01";

/// The path that some services leave out of the URIs in their answers.
const COMPATIBILITY_PREFIX: &str = "/api/laml";

/// How much of another host is shown, in characters.
const ORIGIN_MAX: usize = 300;

/// An absolute URL without a trailing slash, below which every request goes.
#[derive(Clone, Debug)]
pub(crate) struct BaseUrl {
    url: Url,
}

impl BaseUrl {
    pub(crate) fn parse(text: &str, insecure_allowed: bool) -> Result<Self, Error> {
        let refuse = |problem: String| Error::configuration("base_url", problem);
        // A URL that carries credentials is not repeated in the message.
        let mut url = validate::parse_web_url(text).map_err(|problem| {
            refuse(format!("{problem}; an absolute URL such as {DEFAULT_BASE_URL} is allowed"))
        })?;
        if !url.username().is_empty() || url.password().is_some() {
            return Err(refuse("must not carry credentials; use account_sid and auth_token".to_owned()));
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(refuse(format!("{} must not have a query or a fragment", shown(text))));
        }
        let path = url.path().trim_end_matches('/').to_owned();
        if path.is_empty() {
            return Err(refuse(format!("{} lacks the API's path, as in {DEFAULT_BASE_URL}", shown(text))));
        }
        url.set_path(&path);
        let base = Self { url };
        if base.url.scheme() == "http" && !insecure_allowed && !base.is_loopback() {
            return Err(refuse(format!(
                "{} would send the auth token in clear text; use https, or allow_insecure_http",
                shown(text)
            )));
        }
        Ok(base)
    }

    pub(crate) fn as_str(&self) -> &str {
        self.url.as_str()
    }

    pub(crate) fn is_https(&self) -> bool {
        self.url.scheme() == "https"
    }

    pub(crate) fn is_loopback(&self) -> bool {
        match self.url.host() {
            Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            Some(Host::Ipv4(address)) => IpAddr::from(address).is_loopback(),
            Some(Host::Ipv6(address)) => IpAddr::from(address).is_loopback(),
            None => false,
        }
    }

    /// SignalWire's and Twilio's accounts are named otherwise than mycpaas's.
    pub(crate) fn is_mycpaas(&self) -> bool {
        self.url.domain().is_some_and(|name| name == "mycpaas.io" || name.ends_with(".mycpaas.io"))
    }

    /// Returns the URL of a path below an account. The path must have been checked.
    pub(crate) fn account_url(&self, account_sid: &str, path: &str) -> Result<Url, Error> {
        let text = format!("{}/Accounts/{account_sid}/{path}", self.url);
        Url::parse(&text).map_err(|error| Error::invalid_argument("path", error))
    }

    /// Resolves a URI that an answer names, and refuses one on another host: the credentials would go there.
    pub(crate) fn resolve(&self, uri: &str) -> Result<Url, String> {
        let base_path = self.url.path();
        let version = base_path.strip_prefix(COMPATIBILITY_PREFIX).filter(|rest| rest.starts_with('/'));
        let lacks_prefix = version.is_some_and(|version| {
            uri.strip_prefix(version).is_some_and(|rest| rest.starts_with('/') || rest.starts_with('?'))
        });
        let prefixed = lacks_prefix.then(|| format!("{COMPATIBILITY_PREFIX}{uri}"));
        let url = self.url.join(prefixed.as_deref().unwrap_or(uri)).map_err(|error| error.to_string())?;
        if url.origin() != self.url.origin() {
            return Err(format!(
                "it is on {}, and the credentials may only go to {}",
                shortened(&url.origin().ascii_serialization(), ORIGIN_MAX),
                self.url.origin().ascii_serialization()
            ));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("it carries credentials".to_owned());
        }
        Ok(url)
    }
}

impl std::fmt::Display for BaseUrl {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.url.as_str())
    }
}
