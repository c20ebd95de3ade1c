//! The web application: a document, a menu, and status callbacks.

use axum::Router;
use axum::extract::{FromRef, State};
use axum::http::StatusCode;
use axum::routing::post;
use mycpaas::axum::Verified;
use mycpaas::laml::{Gather, Hangup, Redirect, Say, VoiceResponse};
use mycpaas::webhook::{CallTracker, DocumentEvent, GatherEvent, SignatureValidator, StatusEvent};

/// What the handlers share.
#[derive(Clone)]
struct Shared {
    validator: SignatureValidator,
    tracker: CallTracker,
}

/// Where `Verified` gets the validator from.
impl FromRef<Shared> for SignatureValidator {
    fn from_ref(shared: &Shared) -> Self {
        shared.validator.clone()
    }
}

pub(crate) fn router(validator: SignatureValidator, tracker: CallTracker) -> Router {
    Router::new()
        .route("/voice", post(voice))
        .route("/menu", post(menu))
        .route("/status", post(status))
        .with_state(Shared { validator, tracker })
}

/// What a call begins with.
async fn voice(Verified(_event): Verified<DocumentEvent>) -> VoiceResponse {
    let prompt = say("Guten Tag! Drücken Sie die Eins für unsere Öffnungszeiten.");
    VoiceResponse::new().add(Gather::new().num_digits(1).timeout(5).action("/menu").add(prompt))
}

/// Answers what was pressed.
async fn menu(Verified(event): Verified<GatherEvent>) -> VoiceResponse {
    match event.digits() {
        Some("1") => VoiceResponse::new()
            .add(say("Unsere Öffnungszeiten: Montag bis Freitag, neun bis siebzehn Uhr."))
            .add(Hangup::new()),
        _ => VoiceResponse::new().add(say("Das gibt es nicht.")).add(Redirect::new("/voice")),
    }
}

/// Takes a status in. One that comes twice changes nothing.
async fn status(State(shared): State<Shared>, Verified(event): Verified<StatusEvent>) -> StatusCode {
    if let Some(recorded) = shared.tracker.record(&event) {
        let over = if recorded.ended { ", and over" } else { "" };
        println!("The call is {}{over}", recorded.call.status);
    }
    StatusCode::OK
}

fn say(text: &'static str) -> Say {
    Say::new(text).language("de-DE")
}
