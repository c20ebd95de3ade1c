//! Connections: refused, not found, stale, shared.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use mycpaas::{Delivery, ErrorKind};
use mycpaas_tests::fault_server::{Answer, Behaviour, DeafPort, RefusedPort, Stage, Step, TestServer};

use crate::support::{client, create, impatient, serve, with_defaults};

#[tokio::test]
async fn a_refused_connection_is_not_sent_and_tried_three_times() {
    let port = RefusedPort::reserve().expect("a port");
    let client = with_defaults(port.base_url().expect("an address")).build().expect("valid");
    let error = create(&client).await.expect_err("refused");
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Connection, Delivery::NotSent));
    assert_eq!(error.attempts(), 3);
    assert!(error.is_retryable() && !error.may_have_been_placed());
    assert!(error.message().contains("refused"), "{error}");
}

#[tokio::test]
async fn a_name_that_is_not_found_is_not_sent() {
    let client = impatient("https://no-such-host.invalid/api").total_timeout(Duration::from_secs(20));
    let error = create(&client.connect_timeout(Duration::from_secs(10)).build().expect("valid")).await;
    let error = error.expect_err("there is no such host");
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Connection, Delivery::NotSent));
    assert!(error.message().contains("name could not be resolved"), "{error}");
}

#[tokio::test]
async fn a_host_that_does_not_answer_the_connection_is_not_sent() {
    let port = DeafPort::listen().expect("a port");
    let client = impatient(port.base_url())
        .connect_timeout(Duration::from_millis(400))
        .retry(mycpaas::RetryPolicy::off())
        .build()
        .expect("valid");
    let start = Instant::now();
    let error = create(&client).await.expect_err("deaf");
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Timeout, Delivery::NotSent));
    assert!(error.message().contains("connect time-out"), "{error}");
    assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
}

/// Waits in a way that keeps the client's runtime from seeing anything meanwhile.
fn wait_with_the_runtime_stopped(server: &TestServer) {
    let closed = server.wait_until(|record| record.open_connections == 0);
    std::thread::scope(|scope| {
        let waiting = scope.spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
            runtime.expect("a runtime").block_on(closed)
        });
        waiting.join().expect("no panic").expect("the server has closed");
    });
}

#[tokio::test]
async fn a_connection_that_was_closed_while_idle_costs_nothing() {
    let server = serve([Behaviour::answer_and_close(Answer::created())]);
    let client = client(&server);
    for round in 1..=20 {
        let call = create(&client).await.expect("every call is placed");
        assert_eq!((server.post_count(), call.metadata().attempts()), (round, 1));
        wait_with_the_runtime_stopped(&server);
    }
}

#[tokio::test]
async fn the_same_holds_for_several_at_once() {
    let server = serve([Behaviour::answer_and_close(Answer::created())]);
    let client = client(&server);
    for round in 1..=20 {
        for outcome in join_all((0..4).map(|_| create(&client))).await {
            outcome.expect("every call is placed");
        }
        assert_eq!(server.post_count(), 4 * round);
        wait_with_the_runtime_stopped(&server);
    }
}

/// With one worker, which the task itself stops: two could see the close and write at the same time.
#[tokio::test(flavor = "multi_thread", worker_threads = 1)]
async fn the_same_holds_in_a_spawned_task() {
    let task = tokio::spawn(async {
        let server = serve([Behaviour::answer_and_close(Answer::created())]);
        let client = client(&server);
        for round in 1..=20 {
            create(&client).await.expect("every call is placed");
            assert_eq!(server.post_count(), round);
            wait_with_the_runtime_stopped(&server);
        }
    });
    task.await.expect("no panic");
}

#[tokio::test]
async fn bytes_after_the_answer_do_not_harm_the_next_call() {
    let mut surplus = Answer::created().to_http1();
    surplus.extend_from_slice(b"HTTP/1.1 500 Surprise\r\nContent-Length: 0\r\n\r\n");
    let server = serve([Behaviour::steps([Step::Raw(surplus.into())]), Answer::created().into()]);
    let client = client(&server);
    create(&client).await.expect("the first is placed");
    create(&client).await.expect("the second is placed");
    assert_eq!(server.post_count(), 2);
}

#[tokio::test]
async fn a_reused_connection_that_breaks_after_the_request_was_read_is_unknown() {
    let server = serve([Answer::created().into(), Behaviour::close(Stage::Whole)]);
    let client = client(&server);
    create(&client).await.expect("the first is placed");
    let error = create(&client).await.expect_err("the second is lost");
    assert_eq!(error.delivery(), Delivery::Unknown);
    assert_eq!((server.post_count(), server.connections()), (2, 1));
}

#[tokio::test]
async fn a_reused_connection_that_breaks_under_the_request_is_not_repeated() {
    let server =
        serve([Answer::created().into(), Behaviour::reset(Stage::FirstBytes), Answer::created().into()]);
    let client = client(&server);
    create(&client).await.expect("the first is placed");
    let error = create(&client).await.expect_err("it may have been read");
    assert_eq!((error.delivery(), server.post_count()), (Delivery::Unknown, 1));
}

#[tokio::test]
async fn copies_and_tasks_share_the_pool() {
    let server = serve([]);
    let client = client(&server);
    create(&client).await.expect("placed");
    let options = mycpaas::RequestOptions::new().header("X-Tenant", "7");
    let copy = client.with_options(&options).expect("valid");
    create(&copy).await.expect("placed");
    assert_eq!(server.connections(), 1);
    let many = join_all((0..50).map(|_| {
        tokio::spawn({
            let client = client.clone();
            async move { create(&client).await }
        })
    }));
    for outcome in many.await {
        outcome.expect("no panic").expect("placed");
    }
    assert_eq!(server.post_count(), 52);
}

#[tokio::test]
async fn dropping_the_future_ends_the_request() {
    let server = serve([Behaviour::stall(Stage::Whole)]);
    let client = client(&server);
    let task = tokio::spawn(async move { create(&client).await });
    server.wait_for_requests(1).await.expect("it was sent");
    task.abort();
    server.wait_until(|record| record.open_connections == 0).await.expect("the connection is closed");
    assert_eq!(server.post_count(), 1);
}
