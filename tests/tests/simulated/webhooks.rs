//! Status callbacks beside the API: a wait that learns of the end from them.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{any, post};
use mycpaas::webhook::{self, CallTracker, Change, Event, Recorded};
use mycpaas::{CallEvent, CallStatus, WaitCall};
use mycpaas_simulator::{Callee, Clock, Simulator};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

use crate::support::{TO, client, limited, new_call};

/// How a web application answers its status callbacks.
#[derive(Clone, Copy)]
enum Deafness {
    None,
    /// It takes them in, and each is repeated all the same.
    Forgetful,
    /// It has lost its tracker.
    Complete,
}

/// Serves an endless document and status callbacks, and tells what the tracker makes of them.
async fn app(tracker: &CallTracker, deafness: Deafness) -> (SocketAddr, mpsc::UnboundedReceiver<Recorded>) {
    let (told, heard) = mpsc::unbounded_channel();
    let tracker = tracker.clone();
    let status = async move |headers: HeaderMap, body: Bytes| {
        let content_type = headers.get("content-type").and_then(|value| value.to_str().ok());
        let fields = webhook::parse(content_type, &body).expect("it can be read");
        let Event::Status(event) = Event::detect(fields) else { return StatusCode::BAD_REQUEST };
        if !matches!(deafness, Deafness::Complete) {
            let recorded = tracker.record(&event).expect("it names call and status");
            let _gone = told.send(recorded);
        }
        match deafness {
            Deafness::Forgetful => StatusCode::INTERNAL_SERVER_ERROR,
            _ => StatusCode::OK,
        }
    };
    let document = "<Response><Pause length=\"600\"/></Response>";
    let answer = any(async move || ([("content-type", "application/xml")], document));
    let app = Router::new().route("/status", post(status)).fallback_service(answer);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    tokio::spawn(async move { axum::serve(listener, app).await });
    (address, heard)
}

/// Waits for the end of a call that lasts 1.5 seconds, and returns how often the API was asked, and how long after the end
/// the wait was over.
async fn wait(tracker: &CallTracker, deafness: Deafness) -> (usize, Duration) {
    let callee = Callee::answers_after(Duration::from_secs(5)).hangs_up_after(Duration::from_secs(10));
    let simulator =
        Simulator::builder().callee(TO, callee).clock(Clock::Scaled(10.0)).start().await.expect("a port");
    let client = client(&simulator);
    let (web_app, _heard) = app(tracker, deafness).await;
    let parameters = new_call(web_app)
        .status_callback(format!("http://{web_app}/status"))
        .status_callback_event(CallEvent::KNOWN.iter().cloned());
    let call = limited(client.calls().create(parameters)).await.expect("placed");
    let end = async {
        limited(simulator.wait_for_end(&call.sid)).await.expect("it is known");
        Instant::now()
    };
    let parameters = WaitCall::new().tracker(tracker);
    let over = async {
        let ended = limited(client.calls().wait(&call.sid, parameters)).await.expect("it ends");
        assert_eq!(ended.status, Some(CallStatus::Completed));
        Instant::now()
    };
    let (end, over) = tokio::join!(end, over);
    (simulator.received_matching("GET", "").len(), over.saturating_duration_since(end))
}

#[tokio::test]
async fn callbacks_end_a_wait_at_once() {
    let tracker = CallTracker::new();
    let (asked, late) = wait(&tracker, Deafness::None).await;
    assert!(asked <= 3, "the API was asked {asked} times");
    assert!(late < Duration::from_millis(250), "{late:?} after the end");
    assert_eq!(tracker.len(), 1);
}

#[tokio::test]
async fn without_callbacks_the_api_is_asked() {
    let tracker = CallTracker::new();
    let (asked, late) = wait(&tracker, Deafness::Complete).await;
    assert!((4..=12).contains(&asked), "the API was asked {asked} times");
    assert!(late < Duration::from_secs(6), "{late:?} after the end");
    assert!(tracker.is_empty());
}

/// What is not answered with success comes again: it changes nothing, and ends the call once.
#[tokio::test]
async fn a_repeated_callback_counts_once() {
    let simulator = Simulator::builder().default_callee(Callee::busy()).start().await.expect("a port");
    let (web_app, mut heard) = app(&CallTracker::new(), Deafness::Forgetful).await;
    let parameters = new_call(web_app)
        .status_callback(format!("http://{web_app}/status"))
        .status_callback_event([CallEvent::Initiated, CallEvent::Completed]);
    limited(client(&simulator).calls().create(parameters)).await.expect("placed");
    let mut all = Vec::new();
    while all.len() < 6 {
        all.push(limited(heard.recv()).await.expect("it comes"));
    }
    let changes: Vec<Change> = all.iter().map(|recorded| recorded.change).collect();
    let once = [Change::Changed, Change::Repeated, Change::Repeated];
    assert_eq!(changes, [once, once].concat());
    assert_eq!(all.iter().filter(|recorded| recorded.ended).count(), 1);
}
