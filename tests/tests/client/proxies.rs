//! Proxies: an explicit one, those of the environment, and when there is none.

use std::process::Command;

use mycpaas::{Delivery, ErrorKind};
use mycpaas_tests::fault_server::{Answer, RefusedPort, TestServer};

use crate::support::{create, impatient, serve};

/// Tells the child process of a test what to connect to.
const CHILD: &str = "MYCPAAS_TEST_BASE_URL";

#[tokio::test]
async fn an_explicit_proxy_takes_every_request() {
    let proxy = serve([Answer::created().into()]);
    let client = impatient("http://api.example/v1").allow_insecure_http(true).proxy(proxy.origin());
    create(&client.build().expect("valid")).await.expect("the proxy answers");
    assert_eq!(proxy.received()[0].path, "http://api.example/v1/Accounts/AC0123456789abcdef/Calls.json");
}

#[tokio::test]
async fn a_proxy_that_refuses_a_tunnel_gets_no_request() {
    let proxy = serve([Answer::new(407).into()]);
    let client = impatient("https://api.example/v1").proxy(proxy.origin()).build().expect("valid");
    let error = create(&client).await.expect_err("no tunnel");
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Connection, Delivery::NotSent));
    assert_eq!(proxy.post_count(), 0);
    let seen = format!("{:?}", proxy.record());
    crate::support::assert_no_secret(&seen);
}

#[tokio::test]
async fn a_proxy_that_is_down_is_not_sent() {
    let port = RefusedPort::reserve().expect("a port");
    let address = port.address().expect("an address");
    let client = impatient("https://api.example/v1").proxy(format!("http://user:hunter2@{address}"));
    assert!(!format!("{client:?}").contains("hunter2"));
    let error = create(&client.build().expect("valid")).await.expect_err("it is down");
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Connection, Delivery::NotSent));
    assert!(!crate::support::everything(&error).contains("hunter2"));
}

/// Runs one test of this program again, with other variables: a process has only one environment.
fn run_with(proxy: &TestServer, base_url: &str, no_proxy: &str) {
    let program = std::env::current_exe().expect("it is running");
    let output = Command::new(program)
        .args(["--exact", "proxies::in_a_child_process", "--nocapture"])
        .env(CHILD, base_url)
        .env("HTTP_PROXY", proxy.origin())
        .env("http_proxy", proxy.origin())
        .env("NO_PROXY", no_proxy)
        .output()
        .expect("it runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[tokio::test]
async fn in_a_child_process() {
    let Ok(base_url) = std::env::var(CHILD) else { return };
    let client = impatient(base_url).allow_insecure_http(true).build().expect("valid");
    let _outcome = create(&client).await;
}

#[test]
fn the_environment_decides_and_loopback_is_direct() {
    let proxy = serve([Answer::created().into()]);
    run_with(&proxy, "http://api.example/v1", "");
    assert_eq!(proxy.post_count(), 1);
    run_with(&proxy, "http://api.invalid/v1", "api.invalid");
    assert_eq!(proxy.post_count(), 1, "NO_PROXY is heeded");
    let direct = serve([Answer::created().into()]);
    run_with(&proxy, &direct.base_url(), "");
    assert_eq!((proxy.post_count(), direct.post_count()), (1, 1), "the token does not leave the machine");
}
