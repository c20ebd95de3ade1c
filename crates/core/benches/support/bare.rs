//! The same request without this library, as lean as it can be written without losing its time-outs.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, Method, Request, Uri};
use http_body_util::{BodyExt, Full};
use hyper_util::client::legacy::{Client, connect::HttpConnector};
use hyper_util::rt::TokioExecutor;
use url::Url;

use super::Failure;
use super::record::{ACCOUNT_SID, AUTH_TOKEN, Record, form};

const TOTAL: Duration = Duration::from_secs(30);
const CONNECT: Duration = Duration::from_secs(5);
const FORM: HeaderValue = HeaderValue::from_static("application/x-www-form-urlencoded");
const JSON: HeaderValue = HeaderValue::from_static("application/json");

pub(crate) fn base_url(server: SocketAddr) -> String {
    format!("http://{server}/api/laml/2010-04-01")
}

fn calls_url(server: SocketAddr) -> String {
    format!("{}/Accounts/{ACCOUNT_SID}/Calls.json", base_url(server))
}

fn authorization() -> Result<HeaderValue, Failure> {
    use base64::{Engine, engine::general_purpose::STANDARD};
    let credentials = STANDARD.encode(format!("{ACCOUNT_SID}:{AUTH_TOKEN}"));
    Ok(HeaderValue::try_from(format!("Basic {credentials}"))?)
}

/// reqwest with the URL parsed and the Authorization header built once, and nothing on that is not needed.
#[derive(Clone, Debug)]
pub(crate) struct BareReqwest {
    client: reqwest::Client,
    url: Url,
}

impl BareReqwest {
    pub(crate) fn new(server: SocketAddr) -> Result<Self, Failure> {
        let headers = HeaderMap::from_iter([(AUTHORIZATION, authorization()?), (ACCEPT, JSON)]);
        let client = reqwest::Client::builder()
            .default_headers(headers)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .no_proxy()
            .connect_timeout(CONNECT)
            .timeout(TOTAL)
            .tls_backend_preconfigured(unused_tls()?)
            .build()?;
        let url = calls_url(server).parse()?;
        Ok(Self { client, url })
    }

    pub(crate) async fn create(&self) -> Result<Record, Failure> {
        let request = self.client.post(self.url.clone()).header(CONTENT_TYPE, FORM).body(form());
        let answer = request.send().await?.error_for_status()?;
        Ok(serde_json::from_slice(&answer.bytes().await?)?)
    }
}

/// reqwest will not be built without TLS, although it is never asked for here.
fn unused_tls() -> Result<rustls::ClientConfig, Failure> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth();
    Ok(config)
}

/// The pooling client of hyper-util, which is below reqwest.
#[derive(Clone, Debug)]
pub(crate) struct BareHyper {
    client: Client<HttpConnector, Full<Bytes>>,
    uri: Uri,
    authorization: HeaderValue,
}

impl BareHyper {
    pub(crate) fn new(server: SocketAddr) -> Result<Self, Failure> {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        connector.set_connect_timeout(Some(CONNECT));
        Ok(Self {
            client: Client::builder(TokioExecutor::new()).build(connector),
            uri: calls_url(server).parse()?,
            authorization: authorization()?,
        })
    }

    pub(crate) async fn create(&self) -> Result<Record, Failure> {
        let request = Request::builder()
            .method(Method::POST)
            .uri(self.uri.clone())
            .header(AUTHORIZATION, self.authorization.clone())
            .header(ACCEPT, JSON)
            .header(CONTENT_TYPE, FORM)
            .body(Full::from(form()))?;
        tokio::time::timeout(TOTAL, self.exchange(request)).await?
    }

    async fn exchange(&self, request: Request<Full<Bytes>>) -> Result<Record, Failure> {
        let answer = self.client.request(request).await?;
        if !answer.status().is_success() {
            return Err(format!("the server answered {}", answer.status()).into());
        }
        let body = answer.into_body().collect().await?.to_bytes();
        Ok(serde_json::from_slice(&body)?)
    }
}
