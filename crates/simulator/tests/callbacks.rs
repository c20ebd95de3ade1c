//! Status callbacks: how often they are tried, and what they are tried for.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used, reason = "tests")]

mod common;

use axum::response::IntoResponse;
use common::{Api, App, within, xml};
use http::StatusCode;
use mycpaas_simulator::{Callee, Dialect, Simulator, StepKind, Transcript};

/// Lets one call to this callee live, whose document is answered so.
async fn live(dialect: Dialect, callee: Callee, url: &str, more: &[(&str, &str)]) -> Transcript {
    let simulator = Simulator::builder().dialect(dialect).default_callee(callee).start().await.unwrap();
    let sid = Api::of(&simulator).dial_with(url, more).await;
    let transcript = simulator.wait_for_end(&sid).await.expect("the call is known");
    simulator.shutdown().await;
    transcript
}

#[tokio::test]
async fn callbacks_are_tried_three_times_and_keep_their_order() {
    within(async {
        let tries = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
        let app = App::start(move |asked| match (asked.path.as_str(), asked.get("CallStatus")) {
            ("/voice", _) => xml("").into_response(),
            (_, "ringing") => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
            (_, "in-progress") if tries.fetch_add(1, std::sync::atomic::Ordering::SeqCst) == 0 => {
                StatusCode::ACCEPTED.into_response()
            }
            _ => StatusCode::OK.into_response(),
        })
        .await;
        let (voice, status) = (format!("{}/voice", app.url), format!("{}/status", app.url));
        let more = [
            ("StatusCallback", status.as_str()),
            ("StatusCallbackEvent", "ringing"),
            ("StatusCallbackEvent", "answered completed"),
        ];
        let transcript = live(Dialect::mycpaas(), Callee::default(), &voice, &more).await;
        let told: Vec<_> =
            app.asked("/status").iter().map(|asked| asked.get("CallStatus").to_owned()).collect();
        assert_eq!(told, ["ringing", "ringing", "ringing", "in-progress", "in-progress", "completed"]);
        assert_eq!(transcript.webhooks().count(), 6);
        let lost = transcript.steps.iter().filter(|step| matches!(step.kind, StepKind::WebhookLost { .. }));
        assert_eq!(lost.count(), 1, "{transcript}");
        assert!(
            transcript
                .to_string()
                .contains("ringing /status -> 500 (attempt 3)".replace("/status", &status).as_str())
        );
    })
    .await;
}

#[tokio::test]
async fn without_events_only_the_end_is_reported() {
    within(async {
        let app = App::start(|_| xml("")).await;
        let status = format!("{}/status", app.url);
        live(
            Dialect::mycpaas(),
            Callee::busy(),
            &app.url,
            &[("StatusCallback", &status), ("StatusCallbackMethod", "GET")],
        )
        .await;
        let asked = app.asked("/status");
        assert_eq!(asked.len(), 1);
        let told = (asked[0].method.as_str(), asked[0].get("CallStatus"), asked[0].get("CallDuration"));
        assert_eq!(told, ("GET", "busy", ""));
    })
    .await;
}

#[tokio::test]
async fn a_callback_answered_with_204_is_delivered_only_where_the_dialect_takes_it() {
    within(async {
        let app = App::start(|_| StatusCode::NO_CONTENT).await;
        let cases = [
            (Dialect::mycpaas(), 3),
            (Dialect::twilio(), 3),
            (Dialect::signalwire(), 1),
            (Dialect::mycpaas().no_content_delivers(true), 1),
        ];
        for (dialect, attempts) in cases {
            let transcript = live(dialect, Callee::busy(), &app.url, &[("StatusCallback", &app.url)]).await;
            let lost = transcript.to_string().contains("is lost");
            assert_eq!((transcript.webhooks().count(), lost), (attempts, attempts == 3), "{transcript}");
        }
    })
    .await;
}
