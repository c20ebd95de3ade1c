//! What the tests have in common.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::any;
use mycpaas::{Client, CreateCall};
use mycpaas_simulator::Simulator;
use tokio::net::TcpListener;

pub(crate) const TO: &str = "+491234567890";
pub(crate) const FROM: &str = "+491098765432";

pub(crate) fn client(simulator: &Simulator) -> Client {
    Client::builder()
        .account_sid(simulator.account_sid())
        .auth_token(simulator.auth_token())
        .base_url(simulator.base_url())
        .build()
        .expect("the settings are valid")
}

/// Serves one document at every path, and returns where.
pub(crate) async fn serve(document: &'static str) -> SocketAddr {
    let answer = any(async move || ([(CONTENT_TYPE, "application/xml")], document));
    let app = Router::new().fallback_service(answer);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, app).await });
    address
}

pub(crate) fn new_call(web_app: SocketAddr) -> CreateCall {
    CreateCall::new(TO, FROM, format!("http://{web_app}/voice.xml"))
}

/// Fails instead of hanging.
pub(crate) async fn limited<F: Future>(future: F) -> F::Output {
    tokio::time::timeout(Duration::from_secs(30), future).await.expect("it takes too long")
}
