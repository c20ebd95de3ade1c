//! Measures webhooks: a request with 18 parameters read, told from others, checked and refused, and a million status
//! callbacks through the tracker. `cargo bench --bench webhook`; the fastest of many rounds is reported.
#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a benchmark reports, and stops at what is wrong"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use mycpaas::webhook::{
    CallTracker, EventKind, Fields, SignatureScheme, SignatureValidator, SignedRequest, StatusEvent, parse,
};

const ROUNDS: u32 = 200;
const BATCH: u32 = 500;
const FORM: &str = "application/x-www-form-urlencoded";
const EVENTS: u32 = 1_000_000;

fn main() {
    let parameters = (0..18).map(|number| format!("Parameter{number}=value+number+{number}+%2B49123456789"));
    let body = parameters.collect::<Vec<_>>().join("&");
    println!("a form of 18 parameters has {} bytes\n", body.len());
    let fields = parse(Some(FORM), body.as_bytes()).expect("it is a form");
    let validator = SignatureValidator::new("0123456789abcdef").expect("a key");
    let validator = validator.public_url("https://example.com").expect("a URL");
    let request = SignedRequest::new("POST", "/status?a=1").body(body.as_bytes());
    let plain = [("Content-Type", FORM)];
    let signature = validator.sign(SignatureScheme::Parameters, &request.headers(&plain)).value;
    let headers = [("Content-Type", FORM), ("X-Twilio-Signature", &signature)];
    let genuine = request.headers(&headers);
    let forged = SignedRequest::new("POST", "/status?a=2").body(body.as_bytes()).headers(&headers);
    let quick = validator.clone().hints(false);
    assert!(validator.validate(&genuine).is_valid() && !validator.validate(&forged).is_valid());

    measure("read", || drop(black_box(parse(Some(FORM), black_box(body.as_bytes())))));
    measure("told from others", || {
        black_box(EventKind::detect(black_box(&fields)));
    });
    measure("checked, genuine", || drop(black_box(validator.validate(black_box(&genuine)))));
    measure("checked, forged, without a hint", || drop(black_box(quick.validate(black_box(&forged)))));
    measure("checked, forged, with the search for a hint", || {
        drop(black_box(validator.validate(black_box(&forged))));
    });
    track();
}

fn measure(what: &str, mut run: impl FnMut()) {
    let mut round = || {
        let begin = Instant::now();
        (0..BATCH).for_each(|_| run());
        begin.elapsed() / BATCH
    };
    let fastest = (0..ROUNDS).map(|_| round()).min().unwrap_or_default();
    println!("{what:48} {:8.2} µs", fastest.as_secs_f64() * 1e6);
}

/// Four callbacks a call, which all end.
fn track() {
    let tracker = CallTracker::new();
    let mut spent = Duration::ZERO;
    for number in 0..EVENTS / 4 {
        let sid = format!("CA{number:032}");
        for status in ["initiated", "ringing", "in-progress", "completed"] {
            let event = StatusEvent::from_fields(
                [("CallSid", sid.as_str()), ("CallStatus", status)].into_iter().collect::<Fields>(),
            );
            let begin = Instant::now();
            black_box(tracker.record(&event));
            spent += begin.elapsed();
        }
    }
    println!(
        "{:48} {:8.2} µs",
        "a callback through the tracker",
        spent.as_secs_f64() * 1e6 / f64::from(EVENTS)
    );
}
