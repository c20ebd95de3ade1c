//! Bad input: an error that names the parameter, the value and what is allowed, before anything is sent.

use std::time::Duration;

use mycpaas::{
    CallEvent, CallStatus, Client, ClientBuilder, CreateCall, Decimal, Delivery, Error, ErrorKind, ListCalls,
    RawRequest, RequestOptions, UpdateCall, WaitCall,
};
use mycpaas_tests::fault_server::TestServer;

use crate::support::{
    AUTH_TOKEN, FROM, TO, URL, assert_no_secret, client, everything, limited, new_call, serve, with_defaults,
};

#[track_caller]
fn assert_refused(server: &TestServer, error: &Error, parameter: &str, allowed: &str) {
    assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{error:?}");
    assert_eq!((error.delivery(), error.attempts()), (Delivery::NotSent, 0), "{error:?}");
    assert_eq!(error.parameter(), Some(parameter), "{error:?}");
    assert!(error.message().contains(parameter) && error.message().contains(allowed), "{error}");
    assert!(!error.is_retryable() && !error.may_have_been_placed());
    assert_eq!(server.connections(), 0, "{error}");
}

#[tokio::test]
async fn telephone_numbers() {
    let server = serve([]);
    let calls = client(&server);
    let calls = calls.calls();
    for bad in [
        "",
        "491234567890",
        "00491234567890",
        "+49 1234567890",
        " +491234567890",
        "+491234567890\n",
        "+0491234567890",
        "+1234567890123456",
        "+",
        "+1",
        "tel:+491234567890",
        "+49123456789O",
        "sip:",
        "sip:a b@example.com",
        "+４９１２３４５",
        "anonymous",
    ] {
        let error = limited(calls.create(CreateCall::new(bad, FROM, URL))).await.expect_err(bad);
        assert_refused(&server, &error, "to", "E.164");
        assert!(error.message().contains(&format!("{bad:?}")), "{error}");
        let error = limited(calls.create(CreateCall::new(TO, bad, URL))).await.expect_err(bad);
        assert_refused(&server, &error, "from", "E.164");
        let mut list = calls.list(ListCalls::new().to(bad)).into_stream();
        let error = limited(list.next()).await.expect("an item").expect_err(bad);
        assert_refused(&server, &error, "to", "E.164");
        assert!(limited(list.next()).await.is_none(), "after an error the stream ends");
    }
}

#[tokio::test]
async fn urls() {
    let server = serve([]);
    let calls = client(&server);
    let calls = calls.calls();
    for bad in [
        "",
        "example.com/voice.xml",
        "/voice.xml",
        "ftp://example.com/",
        "https://",
        "https:example.com",
        "http://[::1",
        "https://example.com/a b",
        "https://example.com/\n",
        "javascript:alert(1)",
        "https://exa mple.com/",
    ] {
        let error = limited(calls.create(CreateCall::new(TO, FROM, bad))).await.expect_err(bad);
        assert_refused(&server, &error, "url", "absolute http or https URL");
        let error = limited(calls.create(new_call().status_callback(bad))).await.expect_err(bad);
        assert_refused(&server, &error, "status_callback", "absolute http or https URL");
        let error = limited(calls.redirect("CA1", bad)).await.expect_err(bad);
        assert_refused(&server, &error, "url", "absolute http or https URL");
    }
}

#[tokio::test]
async fn sids() {
    let server = serve([]);
    let calls = client(&server);
    let calls = calls.calls();
    let long = "A".repeat(200);
    for bad in
        ["", ".", "..", "../Recordings", "CA1/..", "CA1?x=1", "CA1#x", "CA%2e", "CA 1", "CA1\n", "ÇA1", &long]
    {
        let errors = [
            limited(calls.fetch(bad)).await.expect_err(bad),
            limited(calls.update(bad, UpdateCall::new().url(URL))).await.expect_err(bad),
            limited(calls.delete(bad)).await.expect_err(bad),
            limited(calls.wait(bad, WaitCall::new())).await.expect_err(bad),
        ];
        for error in &errors {
            assert_eq!(
                (error.kind(), error.parameter()),
                (ErrorKind::InvalidArgument, Some("sid")),
                "{error:?}"
            );
        }
    }
    assert_eq!(server.connections(), 0);
}

#[tokio::test]
async fn other_arguments() {
    let server = serve([]);
    let client = client(&server);
    let calls = client.calls();
    let event = |text: &str| new_call().status_callback_event([CallEvent::from(text)]);
    for (error, parameter, allowed) in [
        (limited(calls.create(event("answered completed"))).await.err(), "status_callback_event", "answered"),
        (limited(calls.create(event(""))).await.err(), "status_callback_event", "one word each"),
        (limited(calls.create(new_call().extra("To", TO))).await.err(), "To", "setter"),
        (limited(calls.create(new_call().extra("Timeout", "5"))).await.err(), "Timeout", "setter"),
        (limited(calls.create(new_call().timeout(601))).await.err(), "timeout", "1 to 600"),
        (limited(calls.create(new_call().send_digits("12x"))).await.err(), "send_digits", "0-9A-D#*wW"),
        (
            limited(calls.create(new_call().send_digits("1".repeat(33)))).await.err(),
            "send_digits",
            "at most 32",
        ),
        (limited(calls.create(new_call().fallback_url("/x"))).await.err(), "fallback_url", "absolute"),
        (limited(calls.create(new_call().application_sid("a/b"))).await.err(), "application_sid", "letters"),
        (
            limited(calls.create(new_call().max_price_per_minute(Decimal::new(12345, 5)))).await.err(),
            "max_price_per_minute",
            "4 decimal places",
        ),
        (
            limited(calls.list(ListCalls::new().start_time("yesterday")).first_page()).await.err(),
            "start_time",
            "2026-01-31",
        ),
        (limited(calls.create(new_call().extra("", "x"))).await.err(), "extra", "name of a parameter"),
        (limited(calls.update("CA1", UpdateCall::new())).await.err(), "update", "nothing to change"),
        (
            limited(calls.update("CA1", UpdateCall::new().status(CallStatus::Ringing))).await.err(),
            "status",
            "completed and canceled",
        ),
        (
            limited(calls.list(ListCalls::new().page_size(0)).first_page()).await.err(),
            "page_size",
            "1 to 1000",
        ),
        (
            limited(calls.list(ListCalls::new().page_size(1001)).first_page()).await.err(),
            "page_size",
            "1 to 1000",
        ),
        (
            limited(calls.wait("CA1", WaitCall::new().deadline(Duration::MAX))).await.err(),
            "deadline",
            "at most one day",
        ),
        (limited(client.request(RawRequest::new("GE T", "Calls"))).await.err(), "method", "HTTP method"),
        (
            limited(client.request(RawRequest::new("GET", "../AC2/Calls"))).await.err(),
            "path",
            "single slashes",
        ),
        (limited(client.request(RawRequest::new("GET", "Calls?x=1"))).await.err(), "path", "single slashes"),
        (limited(client.request(RawRequest::new("GET", "/Calls"))).await.err(), "path", "single slashes"),
        (
            limited(client.request(RawRequest::new("POST", "M").form("a", "b").body("text/plain", "x")))
                .await
                .err(),
            "body",
            "form fields",
        ),
    ] {
        assert_refused(&server, &error.expect(parameter), parameter, allowed);
    }
}

#[tokio::test]
async fn request_options() {
    let server = serve([]);
    let client = client(&server);
    let header = |name: &str, value: &str| RequestOptions::new().header(name, value);
    for (options, parameter, allowed) in [
        (header("Authorization", "Basic x"), "header", "set by the client"),
        (header("content-length", "5"), "header", "set by the client"),
        (header("X Bad", "1"), "header", "not a header name"),
        (header("", "1"), "header", "not a header name"),
        (header("X-Split", "1\r\nX-Other: 2"), "header", "control character"),
        (RequestOptions::new().total_timeout(Duration::ZERO), "total_timeout", "more than zero"),
        (RequestOptions::new().read_timeout(Duration::MAX), "read_timeout", "at most one day"),
        (RequestOptions::new().account_sid("../AC2"), "account_sid", "letters"),
        (RequestOptions::new().account_sid("ZZ1"), "account_sid", "starts with AC"),
    ] {
        let error = client.with_options(&options).expect_err(allowed);
        assert_refused(&server, &error, parameter, allowed);
    }
}

#[test]
fn the_client_itself() {
    let valid = || with_defaults("https://example.com/api/laml/2010-04-01");
    let cases: Vec<(ClientBuilder, &str, &str)> = vec![
        (Client::builder().auth_token(AUTH_TOKEN), "account_sid", "MYCPAAS_ACCOUNT_SID"),
        (Client::builder().account_sid("AC1"), "auth_token", "MYCPAAS_AUTH_TOKEN"),
        (valid().account_sid(""), "account_sid", "empty"),
        (valid().account_sid("SK1"), "account_sid", "starts with AC"),
        (valid().account_sid(" AC1"), "account_sid", "blank"),
        (valid().account_sid("AC1/.."), "account_sid", "letters"),
        (valid().auth_token(""), "auth_token", "empty"),
        (valid().auth_token(format!("{AUTH_TOKEN}\n")), "auth_token", "newline"),
        (valid().auth_token(format!(" {AUTH_TOKEN}")), "auth_token", "space"),
        (valid().base_url(""), "base_url", "empty"),
        (valid().base_url("example.com/api"), "base_url", "absolute"),
        (valid().base_url("ftp://example.com/api"), "base_url", "absolute"),
        (valid().base_url("https://example.com"), "base_url", "path"),
        (valid().base_url("https://example.com/api?x=1"), "base_url", "query"),
        (valid().base_url("https://user:hunter2@example.com/api"), "base_url", "credentials"),
        (valid().base_url("http://example.com/api"), "base_url", "clear text"),
        (valid().base_url("http://127.0.0.1.example.com/api"), "base_url", "clear text"),
        (valid().proxy("not a proxy"), "proxy", "http or https"),
        (valid().proxy("socks5://127.0.0.1:1"), "proxy", "http or https"),
        (valid().extra_ca_certificates("no certificate"), "extra_ca_certificates", "PEM"),
        (valid().max_response_size(0), "max_response_size", "at least one byte"),
        (valid().user_agent_suffix("a\nb"), "user_agent_suffix", "header"),
        (
            Client::builder().account_sid("01234567-89ab-cdef-0123-456789abcdef").auth_token(AUTH_TOKEN),
            "account_sid",
            "starts with AC",
        ),
    ];
    for (builder, parameter, problem) in cases {
        assert_no_secret(&format!("{builder:?}"));
        let error = builder.build().expect_err(problem);
        assert_eq!(
            (error.kind(), error.parameter()),
            (ErrorKind::Configuration, Some(parameter)),
            "{error:?}"
        );
        assert!(error.message().contains(problem), "{problem}: {error}");
        assert_no_secret(&everything(&error));
        assert!(!everything(&error).contains("hunter2"));
    }
    let error = valid().connect_timeout(Duration::ZERO).build().expect_err("zero");
    assert_eq!(error.parameter(), Some("connect_timeout"));
}

#[test]
fn what_compatible_services_need_is_taken() {
    let uuid = "01234567-89ab-cdef-0123-456789abcdef";
    for builder in [
        with_defaults("https://space.signalwire.com/api/laml/2010-04-01/").account_sid(uuid),
        with_defaults("https://api.twilio.com/2010-04-01"),
        with_defaults("http://localhost:8080/x"),
        with_defaults("http://[::1]:8080/x"),
        with_defaults("http://10.0.0.1/x").allow_insecure_http(true),
    ] {
        let client = builder.build().expect("valid");
        assert_no_secret(&format!("{client:?} {client:#?}"));
    }
}
