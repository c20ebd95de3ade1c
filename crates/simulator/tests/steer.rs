//! Calls that are steered through the API while they live.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "tests")]

mod common;

use std::time::Duration;

use common::{Api, App, within, xml};
use mycpaas::CallStatus;
use mycpaas_simulator::{Callee, Clock, Simulator};

/// Starts a simulator on a clock that really waits, and a call that nobody answers or that never ends.
async fn slow(callee: Callee, app: &App) -> (Simulator, Api, String) {
    let clock = Clock::Scaled(10.0);
    let simulator = Simulator::builder().clock(clock).default_callee(callee).start().await.unwrap();
    let api = Api::of(&simulator);
    let sid = api.dial(&format!("{}/voice", app.url)).await;
    (simulator, api, sid)
}

async fn long_pause() -> App {
    App::start(
        |asked| {
            if asked.path == "/other" { xml("<Say>Moved.</Say>") } else { xml("<Pause length='3600'/>") }
        },
    )
    .await
}

#[tokio::test]
async fn a_ringing_call_is_canceled_at_once() {
    within(async {
        let (simulator, api, sid) = slow(Callee::no_answer(), &long_pause().await).await;
        assert!(simulator.wait_for_status(&sid, CallStatus::Ringing).await);
        let call = format!("/Calls/{sid}.json");
        let (status, error) = api.post(&call, &[("Url", "http://127.0.0.1:1/")]).await;
        assert_eq!((status, &error["code"]), (400, &21220.into()), "a ringing call cannot be redirected");
        let (status, body) = api.post(&call, &[("Status", "canceled")]).await;
        assert_eq!((status, &body["status"]), (200, &"canceled".into()));
        let transcript = simulator.wait_for_end(&sid).await.unwrap();
        assert!(transcript.to_string().ends_with("  canceled\n"), "{transcript}");
        assert!(transcript.steps.last().unwrap().at < Duration::from_secs(60), "{transcript}");
        assert!(!simulator.wait_for_status(&sid, CallStatus::InProgress).await);
        let (status, error) = api.post(&call, &[("Status", "canceled")]).await;
        assert_eq!((status, &error["code"]), (400, &10000.into()));
    })
    .await;
}

#[tokio::test]
async fn a_call_in_progress_is_redirected_and_then_completed() {
    within(async {
        let app = long_pause().await;
        let (simulator, api, sid) = slow(Callee::answers_after(Duration::ZERO), &app).await;
        let mut follow = simulator.follow(&sid).unwrap();
        while !follow.next().await.unwrap().to_string().contains("pauses") {}
        let call = format!("/Calls/{sid}");
        let (status, error) = api.post(&call, &[("Status", "canceled")]).await;
        assert_eq!((status, &error["code"]), (400, &10000.into()), "a call in progress cannot be canceled");
        assert_eq!(api.delete(&call).await.1["code"], 20009);
        let other = format!("{}/other", app.url);
        assert_eq!(api.post(&call, &[("Url", &other), ("Method", "GET")]).await.0, 200);
        let transcript = simulator.wait_for_end(&sid).await.unwrap();
        assert_eq!(transcript.heard(), ["Moved."]);
        assert_eq!(app.asked("/other")[0].method, "GET");
        assert_eq!(api.delete(&call).await.0, 204);
        assert_eq!(api.get(&call).await.0, 404);

        let sid = api.dial(&format!("{}/voice", app.url)).await;
        assert!(simulator.wait_for_status(&sid, CallStatus::InProgress).await);
        let (_, body) = api.post(&format!("/Calls/{sid}.json"), &[("Status", "completed")]).await;
        assert_eq!(body["status"], "completed");
        let transcript = simulator.wait_for_end(&sid).await.unwrap();
        assert!(transcript.to_string().contains("hang-up      through the API"), "{transcript}");
        assert!(transcript.steps.last().unwrap().at < Duration::from_secs(60), "{transcript}");
        simulator.shutdown().await;
    })
    .await;
}

#[tokio::test]
async fn a_web_application_can_end_the_call_it_is_asked_about() {
    within(async {
        let simulator = Simulator::start().await.unwrap();
        let api = Api::of(&simulator);
        let (sids, mut asked) = tokio::sync::mpsc::unbounded_channel();
        let app = App::start(move |asked| {
            sids.send(asked.get("CallSid").to_owned()).unwrap();
            ([("content-type", "text/xml")], axum::body::Body::from_stream(NeverEnds))
        })
        .await;
        let sid = api.dial(&app.url).await;
        assert_eq!(asked.recv().await.unwrap(), sid);
        let (_, body) = api.post(&format!("/Calls/{sid}.json"), &[("Status", "completed")]).await;
        assert_eq!(body["status"], "completed", "a call that waits for its document obeys");
        simulator.wait_for_end(&sid).await.unwrap();
    })
    .await;
}

/// A body of which nothing ever comes.
struct NeverEnds;

impl futures_util::Stream for NeverEnds {
    type Item = Result<bytes::Bytes, std::convert::Infallible>;

    fn poll_next(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Pending
    }
}

#[tokio::test]
async fn a_stopped_simulator_settles_its_calls_and_closes_its_port() {
    within(async {
        let (simulator, api, sid) = slow(Callee::no_answer(), &long_pause().await).await;
        let other = simulator.clone();
        simulator.shutdown().await;
        assert!(other.wait_for_end(&sid).await.is_some());
        assert!(api.try_post("/Calls.json", &[]).await.is_err());

        let (simulator, api, sid) = slow(Callee::no_answer(), &long_pause().await).await;
        let mut follow = simulator.follow(&sid).unwrap();
        drop(simulator);
        while follow.next().await.is_some() {}
        assert!(api.try_post("/Calls.json", &[]).await.is_err(), "the last handle is gone");
    })
    .await;
}

#[tokio::test]
async fn a_reset_ends_the_calls_that_it_forgets() {
    within(async {
        let (simulator, _, sid) = slow(Callee::no_answer(), &long_pause().await).await;
        let mut follow = simulator.follow(&sid).unwrap();
        simulator.reset();
        assert!(simulator.calls().is_empty());
        let mut last = String::new();
        while let Some(step) = follow.next().await {
            last = step.to_string();
        }
        assert!(last.ends_with("canceled"), "{last}");
    })
    .await;
}
