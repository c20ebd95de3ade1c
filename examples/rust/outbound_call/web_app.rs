//! The web application that tells mycpaas what to do in the call: two documents and a status page.

use std::net::SocketAddr;

use axum::extract::Form;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Router, serve};
use mycpaas::laml::{self, Gather, Hangup, Redirect, Say, VoiceResponse};
use tokio::net::TcpListener;

/// Serves the application on a port that the system picks, and returns its address.
pub(crate) async fn start() -> std::io::Result<SocketAddr> {
    let app = Router::new()
        .route("/voice.xml", post(greeting))
        .route("/menu", post(menu))
        .route("/status", post(async || "thanks"));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    tokio::spawn(async move { serve(listener, app).await });
    Ok(address)
}

/// The document that the call begins with.
async fn greeting() -> Response {
    let prompt = Say::new("Guten Tag! Drücken Sie die Eins, um den Termin zu bestätigen.").language("de-DE");
    let menu = Gather::new().num_digits(1).timeout(5).action("/menu").add(prompt);
    laml(&VoiceResponse::new().add(menu).add(say("Wir haben nichts gehört. Auf Wiederhören.")))
}

/// Answers what the callee pressed.
async fn menu(Form(fields): Form<Vec<(String, String)>>) -> Response {
    let digits = fields.iter().find(|(name, _)| name == "Digits").map(|(_, digits)| digits.as_str());
    let document = if digits == Some("1") {
        VoiceResponse::new().add(say("Danke, Ihr Termin ist bestätigt.")).add(Hangup::new())
    } else {
        VoiceResponse::new().add(say("Das habe ich nicht verstanden.")).add(Redirect::new("/voice.xml"))
    };
    laml(&document)
}

fn say(text: &'static str) -> Say {
    Say::new(text).language("de-DE")
}

fn laml(document: &VoiceResponse) -> Response {
    match document.to_xml() {
        Ok(xml) => ([(CONTENT_TYPE, laml::CONTENT_TYPE)], xml).into_response(),
        Err(error) => (StatusCode::INTERNAL_SERVER_ERROR, error.to_string()).into_response(),
    }
}
