//! Requests to the web application.

use std::sync::Arc;
use std::time::Duration;

use http::Method;
use http::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use rustls::{ClientConfig, RootCertStore};
use url::{Url, form_urlencoded};

use crate::signature::{JSON, Signer, WebhookFormat};

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
pub(crate) struct WebClient {
    client: reqwest::Client,
    format: WebhookFormat,
    signer: Option<Signer>,
}

impl WebClient {
    pub(crate) fn new(
        format: WebhookFormat,
        signer: Option<Signer>,
    ) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
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
        Ok(Self { client, format, signer })
    }

    /// Sends parameters: in the body, or in the query of a GET.
    pub(crate) async fn send(
        &self,
        hook: &Hook,
        parameters: &Parameters,
    ) -> Result<reqwest::Response, reqwest::Error> {
        let mut url = hook.url.clone();
        url.set_fragment(None);
        let (content_type, body) = if hook.method == Method::GET {
            url.query_pairs_mut().extend_pairs(parameters);
            ("", String::new())
        } else {
            self.body(parameters)
        };
        let sign =
            |signer: &Signer| signer.sign(hook.method.as_str(), url.as_str(), content_type, body.as_bytes());
        let signed = self.signer.as_ref().map(sign);
        let url = signed.as_ref().map_or(url.as_str(), |signed| &signed.url);
        let mut request = self.client.request(hook.method.clone(), url);
        if !content_type.is_empty() {
            request = request.header(CONTENT_TYPE, content_type).body(body);
        }
        let headers = signed.iter().flat_map(|signed| &signed.headers);
        headers.fold(request, |request, (name, value)| request.header(*name, value)).send().await
    }

    fn body(&self, parameters: &Parameters) -> (&'static str, String) {
        match self.format {
            WebhookFormat::Form => {
                let mut form = form_urlencoded::Serializer::new(String::new());
                ("application/x-www-form-urlencoded", form.extend_pairs(parameters).finish())
            }
            WebhookFormat::Json => {
                let pairs = parameters.iter().map(|(name, value)| (*name, value.as_str()));
                (JSON, pairs.collect::<serde_json::Value>().to_string())
            }
        }
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
