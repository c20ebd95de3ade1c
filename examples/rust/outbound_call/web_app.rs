//! The web application that tells mycpaas what to do in the call: two documents and a status page.

use std::net::SocketAddr;

use axum::extract::Form;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Router, serve};
use tokio::net::TcpListener;

const GREETING: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <Gather numDigits="1" action="/menu" timeout="5">
    <Say language="de-DE">Guten Tag! Drücken Sie die Eins, um den Termin zu bestätigen.</Say>
  </Gather>
  <Say language="de-DE">Wir haben nichts gehört. Auf Wiederhören.</Say>
</Response>"#;

const CONFIRMED: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<Response><Say language="de-DE">Danke, Ihr Termin ist bestätigt.</Say><Hangup/></Response>"#;

const NOT_UNDERSTOOD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<Response><Say language="de-DE">Das habe ich nicht verstanden.</Say><Redirect>/voice.xml</Redirect></Response>"#;

/// Serves the application on a port that the system picks, and returns its address.
pub(crate) async fn start() -> std::io::Result<SocketAddr> {
    let app = Router::new()
        .route("/voice.xml", post(async || laml(GREETING)))
        .route("/menu", post(menu))
        .route("/status", post(async || "thanks"));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move { serve(listener, app).await });
    Ok(address)
}

/// Answers what the callee pressed.
async fn menu(Form(fields): Form<Vec<(String, String)>>) -> Response {
    let digits = fields.iter().find(|(name, _)| name == "Digits").map(|(_, digits)| digits.as_str());
    laml(if digits == Some("1") { CONFIRMED } else { NOT_UNDERSTOOD })
}

fn laml(document: &'static str) -> Response {
    ([(CONTENT_TYPE, "application/xml")], document).into_response()
}
