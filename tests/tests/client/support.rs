//! What the tests have in common.

use std::fmt::Write as _;
use std::time::Duration;

use mycpaas::{Answer as ApiAnswer, Call, Client, ClientBuilder, CreateCall, Error, RetryPolicy};
use mycpaas_tests::fault_server::{Behaviour, ServerOptions, TestServer};

pub(crate) const ACCOUNT_SID: &str = "AC0123456789abcdef";
pub(crate) const AUTH_TOKEN: &str = "top-secret-token-4711";
pub(crate) const TO: &str = "+491234567890";
pub(crate) const FROM: &str = "+491098765432";
pub(crate) const URL: &str = "https://example.com/voice.xml";

/// Nothing may take longer, whatever a server does: the default total time-out and a margin.
const LIMIT: Duration = Duration::from_secs(45);

pub(crate) fn serve(script: impl IntoIterator<Item = Behaviour>) -> TestServer {
    start(ServerOptions::new(script))
}

pub(crate) fn start(options: ServerOptions) -> TestServer {
    TestServer::start(options).expect("a loopback port is to be had")
}

/// A client with the default settings.
pub(crate) fn with_defaults(base_url: impl Into<String>) -> ClientBuilder {
    Client::builder().account_sid(ACCOUNT_SID).auth_token(AUTH_TOKEN).base_url(base_url)
}

/// A client that gives up early, repeats quickly and reads little. Early is still late enough for a busy machine.
pub(crate) fn impatient(base_url: impl Into<String>) -> ClientBuilder {
    with_defaults(base_url)
        .connect_timeout(Duration::from_secs(3))
        .read_timeout(Duration::from_millis(1500))
        .total_timeout(Duration::from_secs(6))
        .max_response_size(1024 * 1024)
        .retry(RetryPolicy::default().base_delay(Duration::from_millis(5)))
}

pub(crate) fn client(server: &TestServer) -> Client {
    impatient(server.base_url()).build().expect("the settings are valid")
}

pub(crate) fn new_call() -> CreateCall {
    CreateCall::new(TO, FROM, URL)
}

pub(crate) async fn create(client: &Client) -> Result<ApiAnswer<Call>, Error> {
    limited(client.calls().create(new_call())).await
}

/// Fails instead of hanging.
pub(crate) async fn limited<F: Future>(future: F) -> F::Output {
    tokio::time::timeout(LIMIT, future).await.expect("the deadline has long passed")
}

/// Says everything that an error can say, to look for secrets in it.
pub(crate) fn everything(error: &Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?} {:?}", error.more_info());
    let mut source = std::error::Error::source(error);
    while let Some(cause) = source {
        let _infallible = write!(text, " {cause} {cause:?}");
        source = cause.source();
    }
    text
}

/// The auth token, and how it looks in the Authorization header.
pub(crate) fn secrets() -> [String; 2] {
    use base64::Engine as _;
    let encoded = base64::engine::general_purpose::STANDARD.encode(format!("{ACCOUNT_SID}:{AUTH_TOKEN}"));
    [AUTH_TOKEN.to_owned(), encoded]
}

pub(crate) fn assert_no_secret(text: &str) {
    for secret in secrets() {
        assert!(!text.contains(&secret), "a secret shows in: {text}");
    }
}
