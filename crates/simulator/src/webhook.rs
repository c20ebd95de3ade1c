//! Requests to the web application.

use std::sync::Arc;
use std::time::Duration;

use http::Method;
use http::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use rustls::{ClientConfig, RootCertStore};
use url::{Url, form_urlencoded};

/// Names and values, in the order in which they are sent.
pub(crate) type Parameters = Vec<(&'static str, String)>;

const CONNECT_TIME: Duration = Duration::from_secs(2);
const READ_TIME: Duration = Duration::from_secs(5);
const TOTAL_TIME: Duration = Duration::from_secs(15);
const MAX_REDIRECTS: usize = 3;

/// Where the web application wants to be asked, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Hook {
    pub(crate) method: Method,
    pub(crate) url: Url,
}

impl Hook {
    /// Returns the address without the name and the password that it may carry.
    pub(crate) fn shown(&self) -> String {
        let mut url = self.url.clone();
        // Refused for addresses that can carry neither.
        let _ = url.set_username("");
        let _ = url.set_password(None);
        url.into()
    }
}

/// Where a document comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Source {
    pub(crate) hook: Hook,
    /// What is asked instead, if that fails.
    pub(crate) fallback: Option<Hook>,
}

impl From<Hook> for Source {
    fn from(hook: Hook) -> Self {
        Self { hook, fallback: None }
    }
}

/// The client that asks the web application.
#[derive(Debug)]
pub(crate) struct WebClient(reqwest::Client);

impl WebClient {
    pub(crate) fn new() -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        let mut roots = RootCertStore::empty();
        roots.add_parsable_certificates(webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter().cloned());
        let tls = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .no_proxy()
            .redirect(Policy::limited(MAX_REDIRECTS))
            .connect_timeout(CONNECT_TIME)
            .read_timeout(READ_TIME)
            .timeout(TOTAL_TIME)
            .user_agent(concat!("mycpaas-simulator/", env!("CARGO_PKG_VERSION")))
            .build()?;
        Ok(Self(client))
    }

    /// Sends parameters: as a form, or in the query of a GET.
    pub(crate) async fn send(
        &self,
        hook: &Hook,
        parameters: &Parameters,
    ) -> Result<reqwest::Response, reqwest::Error> {
        let mut url = hook.url.clone();
        let request = if hook.method == Method::GET {
            url.query_pairs_mut().extend_pairs(parameters);
            self.0.get(url)
        } else {
            let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish();
            self.0.post(url).header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(form)
        };
        request.send().await
    }
}

/// Says in a few words why no answer came.
pub(crate) fn reason(error: &reqwest::Error) -> &'static str {
    match error {
        error if error.is_timeout() => "no answer in time",
        error if error.is_connect() => "no connection",
        error if error.is_redirect() => "too many redirects",
        _ => "the connection broke",
    }
}
