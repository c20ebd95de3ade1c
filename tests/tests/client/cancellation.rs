//! A token ends requests wherever they are, and each says what became of it.

use futures_util::future::join_all;
use mycpaas::{
    CancelToken, Client, Delivery, Error, ErrorKind, ListCalls, RequestOptions, RetryPolicy, WaitCall,
};
use mycpaas_tests::fault_server::{
    Answer, Behaviour, Certificate, DeafPort, Protocol, Record, ServerOptions, Stage, Step, TestServer,
};

use crate::support::{client, create, impatient, limited, serve, start};

/// How many turns a runtime needs at most until everything that came is read and understood.
const TURNS: usize = 16;

fn with_token(client: &Client) -> (Client, CancelToken) {
    let token = CancelToken::new();
    let options = RequestOptions::new().cancel_token(token.clone());
    (client.with_options(&options).expect("valid"), token)
}

/// Cancels a request once the server has seen what is wanted, and the client what the server has sent until then.
async fn cancelled<T>(
    request: impl Future<Output = Result<T, Error>>,
    server: &TestServer,
    token: CancelToken,
    wanted: impl FnMut(&Record) -> bool,
) -> Error {
    let cancel = async {
        server.wait_until(wanted).await.expect("it comes to this");
        for _ in 0..TURNS {
            tokio::task::yield_now().await;
        }
        // From elsewhere, for nobody is woken by it.
        std::thread::spawn(move || token.cancel()).join().expect("no panic");
    };
    let (outcome, ()) = tokio::join!(Box::pin(limited(request)), cancel);
    let error = outcome.err().expect("it is cancelled");
    assert_eq!(error.kind(), ErrorKind::Cancelled, "{error}");
    assert!(!error.is_retryable());
    error
}

#[tokio::test]
async fn before_there_is_a_connection_nothing_is_sent() {
    let port = DeafPort::listen().expect("a port");
    let (client, token) = with_token(&impatient(port.base_url()).build().expect("valid"));
    let (outcome, ()) = tokio::join!(create(&client), async { token.cancel() });
    let error = outcome.expect_err("nobody listens");
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Cancelled, Delivery::NotSent));
    assert!(error.message().contains("cancelled before it was sent"), "{error}");
    assert_eq!(error.attempts(), 1);
    assert!(!error.may_have_been_placed() && !error.is_retryable());
}

#[tokio::test]
async fn before_a_connection_is_secure_nothing_is_sent() {
    let options = ServerOptions::new([Behaviour::stall(Stage::Accepted)]).certificate(Certificate::Valid);
    let server = start(options);
    let (client, token) = with_token(&impatient(server.base_url()).build().expect("valid"));
    let error = cancelled(create(&client), &server, token, |record| record.pauses == 1).await;
    assert_eq!((error.delivery(), error.attempts()), (Delivery::NotSent, 1));
    assert!(error.to_string().ends_with("cancelled before it was sent"), "{error}");
    assert!(!error.may_have_been_placed());
    assert_eq!((server.received().len(), server.connections()), (0, 1));
}

#[tokio::test]
async fn while_the_answer_is_awaited_nobody_knows() {
    let server = serve([Behaviour::stall(Stage::Whole)]);
    let (client, token) = with_token(&client(&server));
    let error = cancelled(create(&client), &server, token, |record| record.pauses == 1).await;
    assert_eq!((error.delivery(), error.attempts()), (Delivery::Unknown, 1));
    assert!(error.may_have_been_placed());
    assert!(error.to_string().contains("must not be blindly repeated"), "{error}");
    server.wait_until(|record| record.open_connections == 0).await.expect("the connection is closed");
    assert_eq!((server.post_count(), server.connections()), (1, 1));
}

#[tokio::test]
async fn over_http2_the_stream_ends_and_the_connection_serves_others() {
    let script = [Behaviour::stall(Stage::Whole), Answer::created().into()];
    let server = start(ServerOptions::new(script).certificate(Certificate::Valid).protocol(Protocol::Http2));
    let builder = impatient(server.base_url()).extra_ca_certificates(server.ca_pem().expect("it has one"));
    let patient = builder.build().expect("valid");
    let (client, token) = with_token(&patient);
    let error = cancelled(create(&client), &server, token, |record| record.received.len() == 1).await;
    assert_eq!(error.delivery(), Delivery::Unknown);
    server.wait_until(|record| record.client_resets == 1).await.expect("the stream is reset");
    create(&patient).await.expect("placed");
    assert_eq!((server.post_count(), server.connections()), (2, 1));
}

#[tokio::test]
async fn in_the_middle_of_an_answer_its_status_tells() {
    for (status, delivery) in [(201, Delivery::Accepted), (400, Delivery::Rejected), (503, Delivery::Unknown)]
    {
        let answer = Answer::json(status, r#"{"sid": "CA1", "message": "no"}"#);
        let server = serve([Behaviour::in_body(&answer, Step::Stall)]);
        let (client, token) = with_token(&client(&server));
        let error = cancelled(create(&client), &server, token, |record| record.pauses == 1).await;
        assert_eq!((error.delivery(), error.http_status()), (delivery, Some(status)), "{error}");
        assert_eq!(error.may_have_been_placed(), status != 400);
        assert_eq!((server.post_count(), error.attempts()), (1, 1));
    }
}

#[tokio::test]
async fn between_retries_the_last_attempt_tells() {
    let refusal = Answer::json(429, "{}").header("Retry-After", "5");
    let server = serve([Behaviour::steps([Step::Answer(refusal), Step::Stall])]);
    let (client, token) = with_token(&client(&server));
    let error = cancelled(create(&client), &server, token, |record| record.pauses == 1).await;
    assert_eq!((error.delivery(), error.http_status()), (Delivery::Rejected, Some(429)));
    assert!(error.message().contains("429") && error.message().contains("before it was repeated"), "{error}");
    assert_eq!((server.post_count(), error.attempts()), (1, 1));
}

#[tokio::test]
async fn a_token_that_is_cancelled_lets_nothing_be_sent() {
    let server = serve([]);
    let (client, token) = with_token(&client(&server));
    token.cancel();
    assert!(token.is_cancelled());
    let outcomes = [
        create(&client).await.err(),
        client.calls().fetch("CA1").await.err(),
        client.calls().delete("CA1").await.err(),
        client.calls().list(ListCalls::new()).into_stream().next().await.and_then(Result::err),
        client.calls().wait("CA1", WaitCall::new()).await.err(),
    ];
    for error in outcomes {
        let error = error.expect("it is cancelled");
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Cancelled, Delivery::NotSent));
        assert_eq!(error.attempts(), 0);
        assert!(!error.is_retryable());
    }
    assert_eq!(server.connections(), 0);
    let (fresh, _token) = with_token(&client);
    create(&fresh).await.expect("another token takes its place");
}

#[tokio::test]
async fn waiting_for_a_call_ends_during_a_look() {
    let server = serve([Behaviour::stall(Stage::Whole)]);
    let (client, token) = with_token(&client(&server));
    let waiting = client.calls().wait("CA1", WaitCall::new());
    let error = cancelled(waiting, &server, token, |record| record.pauses == 1).await;
    assert!(error.message().contains("before an answer came"), "{error}");
    assert_eq!((error.delivery(), server.received().len()), (Delivery::Unknown, 1));
}

#[tokio::test]
async fn waiting_for_a_call_ends_between_two_looks() {
    let ringing = Answer::json(200, r#"{"sid": "CA1", "status": "ringing"}"#);
    let server = serve([Behaviour::steps([Step::Answer(ringing), Step::Stall])]);
    let (client, token) = with_token(&client(&server));
    let waiting = client.calls().wait("CA1", WaitCall::new());
    let error = cancelled(waiting, &server, token, |record| record.pauses == 1).await;
    assert!(
        error.message().contains("waiting for call CA1") && error.message().contains("ringing"),
        "{error}"
    );
    assert_eq!(server.received().len(), 1);
}

#[tokio::test]
async fn one_token_ends_many_requests_and_no_others() {
    let server = serve([Behaviour::held(Answer::created())]);
    let base = impatient(server.base_url()).retry(RetryPolicy::off()).build().expect("valid");
    let (client, token) = with_token(&base);
    let spared = tokio::spawn(async move { create(&base).await });
    let many = join_all((0..20).map(|_| create(&client)));
    let cancel = async {
        server.wait_until(|record| record.pauses == 21).await.expect("all were sent");
        token.clone().cancel();
    };
    let (outcomes, ()) = tokio::join!(many, cancel);
    for outcome in outcomes {
        let error = outcome.expect_err("it is cancelled");
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Cancelled, Delivery::Unknown));
    }
    server.wait_until(|record| record.open_connections == 1).await.expect("one is left");
    server.release(1);
    spared.await.expect("no panic").expect("nobody cancelled it");
    assert_eq!(server.post_count(), 21);
}
