//! HTTP/2: what the protocol says was not processed is repeated, everything else is not.

use mycpaas::{Client, Delivery, ErrorKind};
use mycpaas_tests::fault_server::{
    Answer, Behaviour, Certificate, LastStream, Protocol, ServerOptions, Stage, Step, TestServer,
};

use crate::support::{create, impatient, start};

fn serve(script: impl IntoIterator<Item = Behaviour>) -> TestServer {
    start(ServerOptions::new(script).certificate(Certificate::Valid).protocol(Protocol::Http2))
}

fn client(server: &TestServer) -> Client {
    let authority = server.ca_pem().expect("it has one");
    impatient(server.base_url()).extra_ca_certificates(authority).build().expect("valid")
}

#[tokio::test]
async fn http2_is_used_where_it_is_offered() {
    let server = serve([]);
    let client = client(&server);
    for _ in 0..3 {
        let call = create(&client).await.expect("placed");
        assert_eq!(call.metadata().http_status(), 201);
    }
    assert_eq!((server.post_count(), server.connections()), (3, 1));
}

#[tokio::test]
async fn a_refused_stream_is_repeated() {
    let server = serve([Behaviour::refuse_stream(), Answer::created().into()]);
    let call = create(&client(&server)).await.expect("the second is placed");
    assert_eq!((call.metadata().attempts(), server.post_count()), (2, 1));

    let server = serve([Behaviour::refuse_stream()]);
    let error = create(&client(&server)).await.expect_err("always refused");
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Connection, Delivery::NotSent));
    assert_eq!((error.attempts(), server.post_count()), (3, 0));
}

#[tokio::test]
async fn a_stream_above_the_last_of_a_goaway_is_repeated() {
    let server = serve([Behaviour::go_away_before(), Answer::created().into()]);
    let call = create(&client(&server)).await.expect("the second is placed");
    assert_eq!((call.metadata().attempts(), server.post_count()), (2, 1));
}

#[tokio::test]
async fn what_may_have_been_processed_is_not_repeated() {
    for (name, behaviour) in [
        ("INTERNAL_ERROR", Behaviour::reset_stream(2)),
        ("CANCEL", Behaviour::reset_stream(8)),
        ("NO_ERROR", Behaviour::reset_stream(0)),
        ("GOAWAY after processing", Behaviour::go_away_after()),
        (
            "GOAWAY with an error after processing",
            Behaviour::steps([Step::GoAway { last: LastStream::Including, code: 2 }, Step::Close]),
        ),
        ("close", Behaviour::close(Stage::Whole)),
        ("cut", Behaviour::steps([Step::Cut])),
        ("reset", Behaviour::reset(Stage::Whole)),
    ] {
        let server = serve([behaviour]);
        let error = create(&client(&server)).await.expect_err(name);
        assert_eq!(
            (error.kind(), error.delivery()),
            (ErrorKind::Connection, Delivery::Unknown),
            "{name}: {error:?}"
        );
        assert_eq!((error.attempts(), server.post_count()), (1, 1), "{name}");
    }
}

#[tokio::test]
async fn a_stream_that_breaks_within_its_answer_is_accepted() {
    for (name, then) in [("reset", Step::ResetStream(2)), ("close", Step::Close), ("cut", Step::Cut)] {
        let server = serve([Behaviour::in_body(&Answer::created(), then)]);
        let error = create(&client(&server)).await.expect_err(name);
        assert_eq!(
            (error.kind(), error.delivery()),
            (ErrorKind::Connection, Delivery::Accepted),
            "{name}: {error:?}"
        );
        assert_eq!((error.attempts(), server.post_count()), (1, 1), "{name}");
    }
}
