//! The fault server does over HTTP/1.1 what its script says.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "what fails in a helper fails the test")]

use std::future::Future;
use std::io::ErrorKind;
use std::time::Duration;

use mycpaas_tests::fault_server::{Answer, Behaviour, ServerOptions, Stage, Step, TestServer};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

const POST: &[u8] = b"POST /api/laml/2010-04-01/Calls HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\nTo=1";
const GET: &[u8] = b"GET /api/laml/2010-04-01/Calls HTTP/1.1\r\nHost: a\r\n\r\n";

async fn within<T>(work: impl Future<Output = T>) -> T {
    timeout(Duration::from_secs(10), work).await.expect("the test is done within ten seconds")
}

fn start(script: impl IntoIterator<Item = Behaviour>) -> TestServer {
    TestServer::start(ServerOptions::new(script)).expect("the server starts")
}

async fn connect(server: &TestServer) -> TcpStream {
    TcpStream::connect(server.address()).await.expect("the server accepts")
}

/// Sends a POST on a connection of its own and reads to the end.
async fn post(server: &TestServer) -> (Vec<u8>, std::io::Result<()>) {
    let mut stream = connect(server).await;
    let mut answer = Vec::new();
    let mut outcome = stream.write_all(POST).await;
    if outcome.is_ok() {
        outcome = stream.read_to_end(&mut answer).await.map(drop);
    }
    (answer, outcome)
}

/// Reads one answer whose body is `{}`.
async fn read_answer(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    while !answer.ends_with(b"{}") {
        assert_ne!(stream.read_buf(&mut answer).await.expect("an answer comes"), 0, "the answer is cut off");
    }
    String::from_utf8(answer).expect("the answer is text")
}

fn body() -> Answer {
    Answer::json(201, "0123456789")
}

#[tokio::test]
async fn answers_and_keeps_the_connection() {
    let server =
        start([Answer::json(503, "{}").header("Retry-After", "1").into(), Answer::json(201, "{}").into()]);
    within(async {
        let mut stream = connect(&server).await;
        stream.write_all(POST).await.unwrap();
        let first = read_answer(&mut stream).await;
        assert!(first.starts_with("HTTP/1.1 503 Service Unavailable\r\n"), "{first}");
        assert!(first.contains("\r\nRetry-After: 1\r\nContent-Length: 2\r\n\r\n"), "{first}");
        stream.write_all(GET).await.unwrap();
        assert!(read_answer(&mut stream).await.starts_with("HTTP/1.1 201 Created\r\n"));
    })
    .await;
    let received = server.received();
    assert_eq!((server.post_count(), server.connections(), received.len()), (1, 1, 2));
    assert_eq!((received[0].text().as_str(), received[0].header("content-length")), ("To=1", Some("4")));
    assert_eq!((received[1].method.as_str(), received[1].connection), ("GET", 1));
}

#[tokio::test]
async fn an_empty_script_creates_calls() {
    let server = start([]);
    within(async {
        let mut stream = connect(&server).await;
        stream.write_all(POST).await.unwrap();
        let mut answer = vec![0; 20];
        stream.read_exact(&mut answer).await.unwrap();
        assert_eq!(answer, b"HTTP/1.1 201 Created");
    })
    .await;
}

#[tokio::test]
async fn closes_before_and_after_reading() {
    for (after, posts, partial) in
        [(Stage::Accepted, 0, 0), (Stage::FirstBytes, 0, 1), (Stage::Headers, 0, 1), (Stage::Whole, 1, 0)]
    {
        let server = start([Behaviour::close(after)]);
        let (answer, _) = within(post(&server)).await;
        within(server.wait_until(|record| record.open_connections == 0)).await.unwrap();
        let record = server.record();
        assert_eq!(
            (answer.len(), record.count("POST"), record.partial.len()),
            (0, posts, partial),
            "{after:?}"
        );
    }
}

#[tokio::test]
async fn resets_in_headers_and_body() {
    for (behaviour, sent) in [
        (Behaviour::reset(Stage::FirstBytes), ""),
        (Behaviour::reset(Stage::Whole), ""),
        (Behaviour::in_headers(Step::Reset), "HTTP/1.1 201 Created\r\nContent-Type: applic"),
        (Behaviour::in_body(&body(), Step::Reset), "01234"),
    ] {
        let server = start([behaviour]);
        let (answer, outcome) = within(post(&server)).await;
        assert_eq!(outcome.unwrap_err().kind(), ErrorKind::ConnectionReset);
        assert!(answer.is_empty() || String::from_utf8_lossy(&answer).ends_with(sent));
    }
}

#[tokio::test]
async fn closes_in_the_body() {
    let server = start([Behaviour::in_body(&body(), Step::Close)]);
    let (answer, outcome) = within(post(&server)).await;
    outcome.unwrap();
    assert!(answer.ends_with(b"Content-Length: 10\r\n\r\n01234"));
}

#[tokio::test]
async fn closes_between_requests() {
    for (second, posts) in [(Behaviour::reset(Stage::FirstBytes), 1), (Behaviour::close(Stage::Whole), 2)] {
        let server = start([Answer::json(201, "{}").into(), second]);
        within(async {
            let mut stream = connect(&server).await;
            stream.write_all(POST).await.unwrap();
            read_answer(&mut stream).await;
            stream.write_all(POST).await.unwrap();
            assert!(!matches!(stream.read(&mut [0]).await, Ok(1)));
        })
        .await;
        assert_eq!(server.post_count(), posts);
    }
}

#[tokio::test]
async fn closes_right_after_the_answer() {
    let server = start([Behaviour::answer_and_close(Answer::json(201, "{}"))]);
    let (answer, outcome) = within(post(&server)).await;
    outcome.unwrap();
    assert!(answer.ends_with(b"{}"));
}

#[tokio::test]
async fn holds_answers_until_they_are_released() {
    let server = start([Behaviour::held(Answer::json(201, "{}"))]);
    within(async {
        let mut streams = [connect(&server).await, connect(&server).await];
        for stream in &mut streams {
            stream.write_all(POST).await.unwrap();
        }
        server.wait_for_requests(2).await.unwrap();
        assert_eq!(streams[0].try_read(&mut [0]).unwrap_err().kind(), ErrorKind::WouldBlock);
        server.release(2);
        for stream in &mut streams {
            read_answer(stream).await;
        }
    })
    .await;
}

#[tokio::test]
async fn stalls_and_notices_that_the_client_leaves() {
    let behaviours = [Behaviour::stall(Stage::Whole), Behaviour::after_headers(&body(), Step::Stall)];
    let server = start(behaviours.into_iter().chain([Behaviour::in_body(&body(), Step::Stall)]));
    within(async {
        for count in 1..=3 {
            let mut stream = connect(&server).await;
            stream.write_all(POST).await.unwrap();
            server.wait_for_requests(count).await.unwrap();
            drop(stream);
            server.wait_until(|record| record.open_connections == 0).await.unwrap();
        }
    })
    .await;
}

#[tokio::test]
async fn a_stall_on_accepting_reads_nothing_and_has_an_end() {
    let options = ServerOptions::new([Behaviour::stall(Stage::Accepted)]).lifetime(Duration::from_millis(50));
    let server = TestServer::start(options).unwrap();
    let (answer, _) = within(post(&server)).await;
    assert_eq!((answer.len(), server.record().received.len()), (0, 0));
}

#[tokio::test]
async fn trickles() {
    let answer = Answer::json(201, "{}");
    for behaviour in
        [Behaviour::trickle(&answer, Duration::ZERO), Behaviour::trickle_body(&answer, Duration::ZERO)]
    {
        let server = start([behaviour]);
        within(async {
            let mut stream = connect(&server).await;
            stream.write_all(POST).await.unwrap();
            assert_eq!(read_answer(&mut stream).await.into_bytes(), answer.to_http1());
        })
        .await;
    }
}

#[tokio::test]
async fn sends_without_end() {
    for (behaviour, wanted) in [
        (Behaviour::endless_headers(), "X-Filler: "),
        (Behaviour::endless_chunks(), "\r\n40\r\n"),
        (Behaviour::endless_body(Some(u64::MAX)), "Content-Length: 18446744073709551615\r\n"),
    ] {
        let server = start([behaviour]);
        within(async {
            let mut stream = connect(&server).await;
            stream.write_all(POST).await.unwrap();
            let mut answer = vec![0; 1 << 20];
            stream.read_exact(&mut answer).await.unwrap();
            assert!(String::from_utf8(answer).unwrap().contains(wanted));
            drop(stream);
            server.wait_until(|record| record.open_connections == 0).await.unwrap();
        })
        .await;
    }
}

#[tokio::test]
async fn sends_raw_bytes_and_early_hints() {
    let garbage: Vec<u8> = (0..=255).collect();
    let server = start([Behaviour::raw(garbage.clone())]);
    assert_eq!(within(post(&server)).await.0, garbage);
    let mut behaviour = Behaviour::early_hints(Answer::json(201, "{}"));
    behaviour.steps.push(Step::Close);
    let (answer, _) = within(post(&start([behaviour]))).await;
    let text = String::from_utf8(answer).unwrap();
    assert!(text.starts_with("HTTP/1.1 103 Early Hints\r\nLink: "), "{text}");
    assert!(text.contains("\r\n\r\nHTTP/1.1 201 Created\r\n"), "{text}");
}

#[tokio::test]
async fn breaking_off_a_request_is_recorded() {
    let server = start([]);
    let mut stream = connect(&server).await;
    stream.write_all(&POST[..POST.len() - 1]).await.unwrap();
    stream.shutdown().await.unwrap();
    within(server.wait_until(|record| record.partial.len() == 1)).await.unwrap();
    assert_eq!((server.post_count(), server.record().partial[0].connection), (0, 1));
}

#[tokio::test]
async fn sends_a_bomb() {
    let mut behaviour = Behaviour::gzip_bomb(128);
    behaviour.steps.push(Step::Close);
    let (answer, _) = within(post(&start([behaviour]))).await;
    assert!(answer.len() < 1 << 20, "{} bytes", answer.len());
    assert!(String::from_utf8_lossy(&answer).contains("\r\nContent-Encoding: gzip\r\n"));
}
