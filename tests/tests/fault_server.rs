//! The fault server can be described as data, and leaves nothing behind.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "what fails in a helper fails the test")]

use std::future::Future;
use std::io::ErrorKind;
use std::time::Duration;

use mycpaas_tests::fault_server::{
    Behaviour, DeafPort, Payload, RefusedPort, ServerOptions, Stage, Step, TestServer,
};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

async fn within<T>(work: impl Future<Output = T>) -> T {
    timeout(Duration::from_secs(10), work).await.expect("the test is done within ten seconds")
}

#[test]
fn a_script_is_data() {
    let text = r#"{"script": [
        {"after": "accepted", "steps": ["close"]},
        {"steps": [{"answer": {"status": 429, "headers": [["Retry-After", "1"]], "body": "{}"}}]},
        {"after": "headers", "steps": [{"wait": 5}, {"head": {"status": 200}}, {"write": {"base64": "AP8="}},
          {"trickle": {"payload": {"repeat": {"unit": "[", "times": 3}}, "size": 1, "every_ms": 0}},
          {"go_away": {"last": "below", "code": 0}}, {"reset_stream": 7}, "reset"]}
      ], "certificate": "self_signed", "protocol": "http2"}"#;
    let options: ServerOptions = serde_json::from_str(text).unwrap();
    assert_eq!(options.script[0], Behaviour::close(Stage::Accepted));
    assert_eq!(options.script[2].steps[2], Step::Write(vec![0, 255].into()));
    assert_eq!(Payload::repeat("[", 3).to_bytes(), b"[[[");
    let again = serde_json::from_str(&serde_json::to_string(&options).unwrap()).unwrap();
    assert_eq!(options, again);
}

#[test]
fn steps_of_http2_are_refused_over_http1() {
    let outcome = TestServer::start(ServerOptions::new([Behaviour::refuse_stream()]));
    assert_eq!(outcome.unwrap_err().kind(), ErrorKind::InvalidInput);
}

#[tokio::test]
async fn ports_without_a_server() {
    let refused = RefusedPort::reserve().unwrap();
    let outcome = within(TcpStream::connect(refused.address().unwrap())).await;
    assert_eq!(outcome.unwrap_err().kind(), ErrorKind::ConnectionRefused);
    let deaf = DeafPort::listen().unwrap();
    assert!(timeout(Duration::from_millis(100), TcpStream::connect(deaf.address())).await.is_err());
}

#[tokio::test]
async fn dropping_the_server_closes_everything() {
    let server = TestServer::start(ServerOptions::new([Behaviour::stall(Stage::Whole)])).unwrap();
    let mut stream = TcpStream::connect(server.address()).await.unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
    within(server.wait_for_requests(1)).await.unwrap();
    let address = server.address();
    drop(server);
    assert!(!matches!(within(stream.read(&mut [0])).await, Ok(1)));
    assert!(within(TcpStream::connect(address)).await.is_err());
}
