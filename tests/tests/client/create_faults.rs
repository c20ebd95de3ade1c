//! Faults that data cannot say: `tests/vectors/calls` has the others.

use std::time::{Duration, SystemTime};

use mycpaas::{Delivery, ErrorKind, RetryPolicy};
use mycpaas_tests::fault_server::{Answer, Behaviour, Stage};

use crate::support::{client, create, serve, with_defaults};

#[tokio::test]
async fn a_server_that_closes_every_connection_unread_never_gets_a_second_post() {
    let server = serve([Behaviour::close(Stage::Accepted)]);
    let error = create(&client(&server)).await.expect_err("nothing answers");
    assert_eq!(error.kind(), ErrorKind::Connection);
    assert_eq!(server.post_count(), 0);
    match error.delivery() {
        Delivery::NotSent => assert_eq!(server.connections(), 3, "what was not sent is repeated"),
        Delivery::Unknown => assert!(server.connections() <= 3),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_429_is_repeated_after_the_date_that_it_asks_for() {
    // A date has whole seconds: this one is one to two seconds away.
    let soon = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(2));
    let refusal = Answer::json(429, "{}").header("Retry-After", &soon);
    let server = serve([refusal.into(), Answer::created().into()]);
    let policy = RetryPolicy::default().base_delay(Duration::from_millis(5));
    let client = with_defaults(server.base_url()).retry(policy).build().expect("valid");
    let call = create(&client).await.expect("the second is placed");
    assert_eq!((server.post_count(), call.metadata().attempts()), (2, 2));
    let waited = call.metadata().elapsed();
    assert!(waited >= Duration::from_millis(500), "{waited:?}");
}

#[tokio::test]
async fn a_redirect_does_not_carry_the_credentials_away() {
    let elsewhere = serve([Answer::created().into()]);
    let target = elsewhere.base_url();
    let server = serve([Answer::new(307).header("Location", &target).into()]);
    let error = create(&client(&server)).await.expect_err("not followed");
    assert_eq!(error.kind(), ErrorKind::UnexpectedStatus);
    assert!(error.message().contains(&target), "{error}");
    assert_eq!((server.post_count(), elsewhere.connections()), (1, 0));
}
