//! How the HTTP client is set up: trust, proxies, name resolution, headers.

use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use http::header::{ACCEPT, ACCEPT_ENCODING, AUTHORIZATION};
use http::{HeaderMap, HeaderValue};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use rustls::ClientConfig;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls_platform_verifier::Verifier;

use crate::base_url::BaseUrl;
use crate::credentials::Credentials;
use crate::error::Error;
use crate::shown::shown;
use crate::validate;

/// How long a connection is kept for the next request; shorter than what servers commonly grant.
const IDLE_CONNECTION: Duration = Duration::from_secs(30);

/// Whether requests go through a proxy.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Proxy {
    Environment,
    None,
    Explicit(String),
}

/// Everything that a transport is built from.
pub(crate) struct TransportSettings<'a> {
    pub(crate) credentials: &'a Credentials,
    pub(crate) base_url: &'a BaseUrl,
    pub(crate) proxy: &'a Proxy,
    pub(crate) extra_ca_certificates: &'a [Vec<u8>],
    pub(crate) user_agent_suffix: Option<&'a str>,
    pub(crate) max_response_size: usize,
    pub(crate) connect_timeout: Duration,
}

pub(super) fn http_client(settings: &TransportSettings<'_>) -> Result<reqwest::Client, Error> {
    let builder = reqwest::Client::builder()
        .default_headers(default_headers(settings.credentials)?)
        .user_agent(user_agent(settings.user_agent_suffix)?)
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .referer(false)
        .connect_timeout(settings.connect_timeout)
        .pool_idle_timeout(IDLE_CONNECTION)
        .dns_resolver(Arc::new(Resolver))
        .tls_backend_preconfigured(tls_config(settings.base_url, settings.extra_ca_certificates)?);
    with_proxy(builder, settings)?.build().map_err(|error| {
        Error::configuration("client", "the HTTP client cannot be set up").with_source(error.without_url())
    })
}

fn default_headers(credentials: &Credentials) -> Result<HeaderMap, Error> {
    let mut headers = HeaderMap::new();
    headers.insert(AUTHORIZATION, credentials.header()?);
    headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
    // An answer that is never unpacked cannot be a compressed bomb.
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    Ok(headers)
}

fn user_agent(suffix: Option<&str>) -> Result<HeaderValue, Error> {
    let own = concat!("mycpaas-rust/", env!("CARGO_PKG_VERSION"));
    let text = match suffix {
        Some(suffix) => format!("{own} {suffix}"),
        None => own.to_owned(),
    };
    HeaderValue::from_str(&text).map_err(|_| {
        let suffix = shown(suffix.unwrap_or_default());
        Error::configuration("user_agent_suffix", format_args!("{suffix} cannot stand in a header"))
    })
}

fn with_proxy(
    builder: reqwest::ClientBuilder,
    settings: &TransportSettings<'_>,
) -> Result<reqwest::ClientBuilder, Error> {
    match settings.proxy {
        Proxy::None => Ok(builder.no_proxy()),
        Proxy::Environment if settings.base_url.is_loopback() => Ok(builder.no_proxy()),
        Proxy::Environment => Ok(builder),
        Proxy::Explicit(url) => {
            // The URL may hold a password: it is not repeated in the message.
            let refuse = |problem: &str| {
                Error::configuration("proxy", format_args!("{problem}; an http or https URL is allowed"))
            };
            validate::parse_web_url(url).map_err(|problem| refuse(&problem))?;
            let proxy = reqwest::Proxy::all(url).map_err(|_| refuse("cannot be used"))?;
            Ok(builder.no_proxy().proxy(proxy))
        }
    }
}

/// Trusts the system's authorities and the bundled ones, so that it works where the system has none.
fn tls_config(base_url: &BaseUrl, extra_pem: &[Vec<u8>]) -> Result<ClientConfig, Error> {
    let refuse = |error: rustls::Error| {
        Error::configuration("extra_ca_certificates", "TLS cannot be set up").with_source(error)
    };
    let mut extra_roots = extra_authorities(extra_pem)?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(refuse)?;
    let mut config = if base_url.is_https() {
        extra_roots.extend(webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter().cloned());
        let verifier = Verifier::new_with_extra_roots(extra_roots, provider).map_err(refuse)?;
        builder.dangerous().with_custom_certificate_verifier(Arc::new(verifier)).with_no_client_auth()
    } else {
        // Plain http never asks, and loading the system's store takes milliseconds.
        builder.with_root_certificates(rustls::RootCertStore::empty()).with_no_client_auth()
    };
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

fn extra_authorities(pem: &[Vec<u8>]) -> Result<Vec<CertificateDer<'static>>, Error> {
    let mut authorities = Vec::new();
    for text in pem {
        let before = authorities.len();
        for certificate in CertificateDer::pem_slice_iter(text) {
            authorities.push(certificate.map_err(|error| {
                Error::configuration("extra_ca_certificates", format_args!("is not valid PEM ({error})"))
            })?);
        }
        if authorities.len() == before {
            return Err(Error::configuration("extra_ca_certificates", "holds no PEM certificate"));
        }
    }
    Ok(authorities)
}

/// Resolves names with the system's resolver, and marks its failures as such.
struct Resolver;

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await.map_err(NameNotResolved)?;
            let addresses: Vec<SocketAddr> = found.collect();
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

/// The host's name could not be resolved.
#[derive(Debug)]
pub(super) struct NameNotResolved(std::io::Error);

impl fmt::Display for NameNotResolved {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "the host's name could not be resolved: {}", self.0)
    }
}

impl std::error::Error for NameNotResolved {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}
