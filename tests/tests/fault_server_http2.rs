//! The fault server does over HTTP/2 what its script says; an independent client is the judge.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "what fails in a helper fails the test")]

use std::future::Future;
use std::time::Duration;

use h2::client::{Builder, ResponseFuture, SendRequest};
use h2::{Reason, RecvStream};
use http::Request;
use mycpaas_tests::fault_server::{
    Answer, Behaviour, LastStream, Payload, Protocol, ServerOptions, Stage, Step, TestServer,
};
use tokio::net::TcpStream;

async fn within<T>(work: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(10), work).await.expect("the test is done within ten seconds")
}

fn start(script: impl IntoIterator<Item = Behaviour>) -> TestServer {
    TestServer::start(ServerOptions::new(script).protocol(Protocol::Http2)).expect("the server starts")
}

async fn connect(server: &TestServer) -> SendRequest<&'static [u8]> {
    let stream = TcpStream::connect(server.address()).await.expect("the server accepts");
    let (sender, connection) = Builder::new().handshake(stream).await.expect("the server greets");
    tokio::spawn(connection);
    sender
}

/// Sends a POST and returns what is to become of it.
async fn post(sender: &SendRequest<&'static [u8]>) -> Result<ResponseFuture, h2::Error> {
    let request = Request::post("http://a/Calls").header("authorization", "Basic YQ==").body(()).unwrap();
    let (answer, mut body) = sender.clone().ready().await?.send_request(request, false)?;
    // A stream that was refused meanwhile takes no body; its answer says so.
    let _sent = body.send_data(b"To=1".as_slice(), true);
    Ok(answer)
}

async fn read(mut body: RecvStream) -> Result<Vec<u8>, h2::Error> {
    let mut bytes = Vec::new();
    while let Some(piece) = body.data().await {
        let piece = piece?;
        body.flow_control().release_capacity(piece.len())?;
        bytes.extend_from_slice(&piece);
    }
    Ok(bytes)
}

/// Returns the error of one POST, whether it strikes before the answer or in it.
async fn fail(server: &TestServer) -> h2::Error {
    let sender = connect(server).await;
    let exchange = async { read(post(&sender).await?.await?.into_body()).await };
    within(exchange).await.expect_err("the request fails")
}

#[tokio::test]
async fn answers() {
    let server = start([Behaviour::early_hints(Answer::json(201, "{}")), Answer::new(204).into()]);
    within(async {
        let sender = connect(&server).await;
        let answer = post(&sender).await.unwrap().await.unwrap();
        assert_eq!(
            (answer.status().as_u16(), &answer.headers()["content-length"]),
            (201, &"2".parse().unwrap())
        );
        assert_eq!(read(answer.into_body()).await.unwrap(), b"{}");
        let answer = post(&sender).await.unwrap().await.unwrap();
        assert_eq!(answer.status().as_u16(), 204);
        assert_eq!(read(answer.into_body()).await.unwrap(), b"");
    })
    .await;
    assert_eq!((server.post_count(), server.connections()), (2, 1));
    let request = &server.received()[0];
    assert_eq!((request.path.as_str(), request.text().as_str()), ("/Calls", "To=1"));
    assert_eq!(request.header("authorization"), Some("Basic YQ=="));
}

#[tokio::test]
async fn keeps_to_the_windows_of_the_client() {
    let server = start([Answer::json(201, Payload::repeat("0123456789", 100_000)).into()]);
    within(async {
        let sender = connect(&server).await;
        let answers = tokio::join!(async { read(post(&sender).await?.await?.into_body()).await }, async {
            read(post(&sender).await?.await?.into_body()).await
        },);
        assert_eq!((answers.0.unwrap().len(), answers.1.unwrap().len()), (1_000_000, 1_000_000));
    })
    .await;
}

#[tokio::test]
async fn one_stream_does_not_hold_up_another() {
    let server = start([Behaviour::held(Answer::new(201)), Answer::new(200).into()]);
    within(async {
        let sender = connect(&server).await;
        let held = post(&sender).await.unwrap();
        server.wait_for_requests(1).await.unwrap();
        assert_eq!(post(&sender).await.unwrap().await.unwrap().status().as_u16(), 200);
        server.release(1);
        assert_eq!(held.await.unwrap().status().as_u16(), 201);
    })
    .await;
}

#[tokio::test]
async fn refuses_a_stream_before_the_request() {
    let server = start([Behaviour::refuse_stream()]);
    let error = fail(&server).await;
    assert_eq!(
        (error.reason(), error.is_reset(), error.is_remote()),
        (Some(Reason::REFUSED_STREAM), true, true)
    );
    assert_eq!((server.post_count(), server.record().partial.len()), (0, 1));
}

#[tokio::test]
async fn resets_a_stream_after_the_request() {
    for reason in [Reason::INTERNAL_ERROR, Reason::CANCEL] {
        let server = start([Behaviour::reset_stream(reason.into())]);
        let error = fail(&server).await;
        assert_eq!((error.reason(), error.is_reset(), server.post_count()), (Some(reason), true, 1));
    }
}

#[tokio::test]
async fn resets_a_stream_in_the_body() {
    let server = start([Behaviour::in_body(&Answer::json(201, "0123"), Step::ResetStream(2))]);
    let error = fail(&server).await;
    assert_eq!((error.reason(), server.post_count()), (Some(Reason::INTERNAL_ERROR), 1));
}

#[tokio::test]
async fn goes_away_before_the_request() {
    let server = start([Behaviour::go_away_before()]);
    let error = fail(&server).await;
    assert_eq!((error.is_go_away(), error.is_remote(), server.post_count()), (true, true, 0), "{error:?}");
}

#[tokio::test]
async fn goes_away_after_the_request() {
    let server = start([Behaviour::go_away_after()]);
    let error = fail(&server).await;
    assert_eq!((error.is_reset(), error.is_go_away(), server.post_count()), (false, false, 1), "{error:?}");
}

#[tokio::test]
async fn goes_away_with_an_error() {
    let last = LastStream::Below;
    let server = start([Behaviour::new(Stage::Headers, [Step::GoAway { last, code: 11 }, Step::Close])]);
    let error = fail(&server).await;
    assert_eq!((error.reason(), error.is_go_away()), (Some(Reason::ENHANCE_YOUR_CALM), true));
}

#[tokio::test]
async fn resets_and_closes_the_connection() {
    for step in [Step::Reset, Step::Close, Step::Cut] {
        let server = start([Behaviour::steps([step])]);
        assert!(fail(&server).await.is_io());
        assert_eq!(server.post_count(), 1);
    }
    let server = start([Behaviour::steps([Step::Raw("garbage on the wire".into()), Step::Stall])]);
    assert!(fail(&server).await.is_go_away());
}

#[tokio::test]
async fn sends_without_end_and_notices_a_reset() {
    let server = start([Behaviour::endless_body(None), Behaviour::stall(Stage::Whole)]);
    within(async {
        let sender = connect(&server).await;
        let mut body = post(&sender).await.unwrap().await.unwrap().into_body();
        let mut length = 0;
        while length < 1 << 20 {
            let piece = body.data().await.unwrap().unwrap();
            body.flow_control().release_capacity(piece.len()).unwrap();
            length += piece.len();
        }
        drop(body);
        server.wait_until(|record| record.client_resets == 1).await.unwrap();
        drop(post(&sender).await.unwrap());
        server.wait_until(|record| record.client_resets == 2).await.unwrap();
    })
    .await;
}
