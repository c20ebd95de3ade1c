//! Memory stays bounded by the cap on an answer, whatever a server sends.
#![cfg(target_os = "linux")]
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::time::Duration;

use mycpaas::{Client, CreateCall, ErrorKind};
use mycpaas_tests::fault_server::{Answer, Behaviour, Payload, ServerOptions, TestServer};

const CAP: usize = 4 * 1024 * 1024;

/// What all of it may cost: far less than any of the faults would, were it read to its end.
const BOUND_KIB: u64 = 64 * 1024;

fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux has it");
    let line = status.lines().find(|line| line.starts_with("VmHWM")).expect("a peak");
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).expect("a number")
}

/// One test in a program of its own, since the peak is that of the whole process.
#[tokio::test]
async fn the_peak_is_bounded() {
    let large = Answer::json(201, Payload::repeat("[1,2,3,4]", 1_200_000));
    let servers = [
        Behaviour::endless_chunks(),
        Behaviour::endless_body(None),
        Behaviour::endless_body(Some(1 << 40)),
        Behaviour::endless_headers(),
        Behaviour::gzip_bomb(256),
        Behaviour::answer(large),
    ]
    .map(|behaviour| TestServer::start(ServerOptions::new([behaviour])).expect("a port"));
    let before = peak_kib();
    for server in &servers {
        let client = Client::builder()
            .account_sid("AC1")
            .auth_token("secret")
            .base_url(server.base_url())
            .max_response_size(CAP)
            .build()
            .expect("valid");
        let parameters = CreateCall::new("+491234567890", "+491098765432", "https://example.com/");
        let outcome = tokio::time::timeout(Duration::from_secs(40), client.calls().create(parameters)).await;
        let error = outcome.expect("in time").expect_err("a fault");
        assert!(matches!(error.kind(), ErrorKind::ResponseTooLarge | ErrorKind::Decode), "{error:?}");
    }
    let grown = peak_kib() - before;
    assert!(grown < BOUND_KIB, "{grown} KiB");
}
