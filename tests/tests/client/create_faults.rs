//! `create` against each fault: the right kind, the right verdict, and as many POSTs as the rules allow.

use std::time::{Duration, SystemTime};

use futures_util::future::join_all;
use mycpaas::{Client, Delivery, ErrorKind};
use mycpaas_tests::fault_server::{Answer, Behaviour, Payload, Stage, Step};

use crate::support::{assert_no_secret, create, everything, impatient, serve, with_defaults};

struct Case {
    name: &'static str,
    behaviour: Behaviour,
    kind: ErrorKind,
    delivery: Delivery,
    /// How many requests the server must have received, each whole.
    posts: usize,
}

fn case(name: &'static str, behaviour: Behaviour, kind: ErrorKind, delivery: Delivery) -> Case {
    Case { name, behaviour, kind, delivery, posts: 1 }
}

/// Faults that leave open whether the call was placed: one POST each, and never a second.
fn ambiguous() -> Vec<Case> {
    use Delivery::Unknown;
    use ErrorKind::{Connection, Decode, Timeout};
    let raw = |name, text: &str| case(name, Behaviour::raw(text), Decode, Unknown);
    let unread = |name, behaviour, kind| Case { posts: 0, ..case(name, behaviour, kind, Unknown) };
    let pace = Duration::from_millis(300);
    vec![
        case("close after reading", Behaviour::close(Stage::Whole), Connection, Unknown),
        case("reset after reading", Behaviour::reset(Stage::Whole), Connection, Unknown),
        unread("reset before reading", Behaviour::reset(Stage::FirstBytes), Connection),
        case("close within the headers", Behaviour::in_headers(Step::Close), Connection, Unknown),
        case("reset within the headers", Behaviour::in_headers(Step::Reset), Connection, Unknown),
        case("no answer", Behaviour::stall(Stage::Whole), Timeout, Unknown),
        unread("no reader", Behaviour::stall(Stage::Accepted), Timeout),
        case("half the headers", Behaviour::in_headers(Step::Stall), Timeout, Unknown),
        case("one byte at a time", Behaviour::trickle(&Answer::created(), pace), Timeout, Unknown),
        case("endless headers", Behaviour::endless_headers(), Decode, Unknown),
        raw("not HTTP", "hello, who is there?\r\n\r\n"),
        raw("negative length", "HTTP/1.1 201 Created\r\nContent-Length: -5\r\n\r\n{\"sid\":\"CA1\"}"),
        raw(
            "two lengths",
            "HTTP/1.1 201 Created\r\nContent-Length: 13\r\nContent-Length: 12\r\n\r\n{\"sid\":\"CA1\"}",
        ),
    ]
}

/// Faults after the API said yes: the call exists, its description is lost.
fn accepted() -> Vec<Case> {
    use Delivery::Accepted;
    use ErrorKind::{Connection, Decode, ResponseTooLarge, Timeout};
    let whole = &Answer::created();
    let body = |name, content: Payload| case(name, Answer::json(201, content).into(), Decode, Accepted);
    let endless = |name, behaviour| case(name, behaviour, ResponseTooLarge, Accepted);
    let pace = Duration::from_millis(400);
    vec![
        case("close within the body", Behaviour::in_body(whole, Step::Close), Connection, Accepted),
        case("reset within the body", Behaviour::in_body(whole, Step::Reset), Connection, Accepted),
        case("no body", Behaviour::after_headers(whole, Step::Stall), Timeout, Accepted),
        case("half the body", Behaviour::in_body(whole, Step::Stall), Timeout, Accepted),
        case("body byte by byte", Behaviour::trickle_body(whole, pace), Timeout, Accepted),
        endless("endless chunks", Behaviour::endless_chunks()),
        endless("endless body", Behaviour::endless_body(None)),
        endless("announced endless body", Behaviour::endless_body(Some(1 << 40))),
        endless("10 MB", Answer::json(201, Payload::repeat("[1,2,3,4]", 1_200_000)).into()),
        case("compressed bomb", Behaviour::gzip_bomb(256), Decode, Accepted),
        body("truncated JSON", "{\"sid\":\"CA1\"".into()),
        body("invalid UTF-8", Payload::Bytes(b"{\"sid\":\"CA\xff\xfe\"}".to_vec())),
        body("empty", "".into()),
        body("no sid", "{\"status\":\"queued\"}".into()),
        body("null sid", "{\"sid\":null}".into()),
        body("sid of another type", "{\"sid\":{\"id\":1}}".into()),
        body("array", "[{\"sid\":\"CA1\"}]".into()),
        body("deep nesting", Payload::repeat("[", 200_000)),
        body("HTML", "<html>welcome</html>".into()),
        case("204", Answer::new(204).into(), Decode, Accepted),
        case(
            "too great a length",
            Behaviour::raw("HTTP/1.1 201 Created\r\nContent-Length: 99\r\n\r\n{\"sid\":\"CA1\"}"),
            Connection,
            Accepted,
        ),
        case(
            "too small a length",
            Behaviour::raw("HTTP/1.1 201 Created\r\nContent-Length: 5\r\n\r\n{\"sid\":\"CA1\"}"),
            Decode,
            Accepted,
        ),
    ]
}

/// Answers that are no success.
fn refused() -> Vec<Case> {
    use Delivery::{Rejected, Unknown};
    use ErrorKind::{
        Authentication, Conflict, InvalidRequest, NotFound, PermissionDenied, Server, UnexpectedStatus,
    };
    let status = |name, status, kind, delivery| {
        let body = format!("{{\"code\":20001,\"message\":\"no\",\"status\":{status}}}");
        case(name, Answer::json(status, body).into(), kind, delivery)
    };
    vec![
        status("400", 400, InvalidRequest, Rejected),
        status("401", 401, Authentication, Rejected),
        case("401 without JSON", Answer::new(401).body("who?").into(), Authentication, Rejected),
        status("403", 403, PermissionDenied, Rejected),
        status("404", 404, NotFound, Rejected),
        status("409", 409, Conflict, Rejected),
        status("422", 422, InvalidRequest, Rejected),
        status("500", 500, Server, Unknown),
        status("503", 503, Server, Unknown),
        case("503, Retry-After", Answer::new(503).header("Retry-After", "0").into(), Server, Unknown),
        case(
            "502 in HTML",
            Answer::new(502).body("<html><h1>Bad Gateway</h1></html>").into(),
            Server,
            Unknown,
        ),
        case("303", Answer::new(303).header("Location", "/").into(), UnexpectedStatus, Unknown),
        case("307", Answer::new(307).header("Location", "/").into(), UnexpectedStatus, Rejected),
        case(
            "500 that breaks off",
            Behaviour::in_body(&Answer::json(500, "{}"), Step::Close),
            Server,
            Unknown,
        ),
    ]
}

async fn check(case: Case, make_client: fn(String) -> Client) {
    let server = serve([case.behaviour]);
    let error = create(&make_client(server.base_url())).await.expect_err(case.name);
    assert_eq!(error.kind(), case.kind, "{}: {error:?}", case.name);
    assert_eq!(error.delivery(), case.delivery, "{}: {error:?}", case.name);
    assert_eq!(server.post_count(), case.posts, "{}", case.name);
    assert_eq!(error.attempts(), 1, "{}", case.name);
    assert!(!error.is_retryable(), "{}", case.name);
    let may_exist = matches!(case.delivery, Delivery::Accepted | Delivery::Unknown);
    assert_eq!(error.may_have_been_placed(), may_exist, "{}", case.name);
    assert_eq!(error.to_string().contains("must not be"), may_exist, "{}: {error}", case.name);
    assert_no_secret(&everything(&error));
}

async fn check_all(cases: Vec<Case>, make_client: fn(String) -> Client) {
    join_all(cases.into_iter().map(|case| check(case, make_client))).await;
}

fn short(base_url: String) -> Client {
    impatient(base_url).build().expect("the settings are valid")
}

fn default(base_url: String) -> Client {
    with_defaults(base_url).build().expect("the settings are valid")
}

#[tokio::test]
async fn an_ambiguous_fault_is_unknown_and_posted_once() {
    check_all(ambiguous(), short).await;
}

#[tokio::test]
async fn a_lost_answer_is_accepted_and_posted_once() {
    check_all(accepted(), short).await;
}

#[tokio::test]
async fn a_refusal_has_its_kind_and_is_posted_once() {
    check_all(refused(), short).await;
}

/// Takes as long as the default total time-out, all cases at once.
#[tokio::test]
async fn the_same_holds_with_the_default_settings() {
    let cases = [ambiguous(), accepted(), refused()].into_iter().flatten().collect();
    check_all(cases, default).await;
}

#[tokio::test]
async fn a_server_that_closes_every_connection_unread_never_gets_a_second_post() {
    let server = serve([Behaviour::close(Stage::Accepted)]);
    let error = create(&short(server.base_url())).await.expect_err("nothing answers");
    assert_eq!(error.kind(), ErrorKind::Connection);
    assert_eq!(server.post_count(), 0);
    match error.delivery() {
        Delivery::NotSent => assert_eq!(server.connections(), 3, "what was not sent is repeated"),
        Delivery::Unknown => assert!(server.connections() <= 3),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_429_is_repeated_after_what_it_asks_for() {
    for (name, retry_after, at_least) in [
        ("seconds", Some("1"), 1000),
        ("date", None, 500),
        ("absent", None, 0),
        ("absurd", Some("99999999999999999999999999"), 700),
        ("garbage", Some("soon"), 0),
        ("past date", Some("Wed, 21 Oct 2015 07:28:00 GMT"), 0),
    ] {
        let mut refusal = Answer::json(429, "{\"code\":20429,\"message\":\"slow down\"}");
        // A date has whole seconds: this one is one to two seconds away.
        let soon = httpdate::fmt_http_date(SystemTime::now() + Duration::from_secs(2));
        if let Some(value) = retry_after.or((name == "date").then_some(soon.as_str())) {
            refusal = refusal.header("Retry-After", value);
        }
        let server = serve([refusal.into(), Answer::created().into()]);
        let policy = mycpaas::RetryPolicy::default().base_delay(Duration::from_millis(5)).max_retry_after(
            if name == "absurd" { Duration::from_millis(700) } else { Duration::from_secs(5) },
        );
        let client = with_defaults(server.base_url()).retry(policy).build().expect("valid");
        let call = create(&client).await.expect(name);
        assert_eq!(server.post_count(), 2, "{name}");
        assert_eq!(call.metadata().attempts(), 2, "{name}");
        let waited = call.metadata().elapsed();
        assert!(waited >= Duration::from_millis(at_least), "{name}: {waited:?}");
    }
}

#[tokio::test]
async fn a_429_that_asks_for_more_than_the_deadline_is_returned_at_once() {
    let server = serve([Answer::json(429, "{}").header("Retry-After", "10").into()]);
    let error = create(&short(server.base_url())).await.expect_err("rate limited");
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::RateLimited, Delivery::Rejected));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(10)));
    assert_eq!(server.post_count(), 1);
    assert!(error.metadata().expect("it answered").elapsed() < Duration::from_secs(4));
}

#[tokio::test]
async fn retries_off_is_one_word() {
    let server = serve([Answer::json(429, "{}").into()]);
    let client = impatient(server.base_url()).retry(mycpaas::RetryPolicy::off()).build().expect("valid");
    let error = create(&client).await.expect_err("rate limited");
    assert_eq!((server.post_count(), error.attempts()), (1, 1));
    assert!(error.is_retryable());
}

#[tokio::test]
async fn an_error_of_the_api_says_what_the_api_said() {
    let flat =
        "{\"code\":21211,\"message\":\"To is bad\",\"more_info\":\"https://x.example/21211\",\"status\":400}";
    for (body, code, message) in [
        (flat, Some(21211), "To is bad"),
        ("{\"code\":\"21211\",\"message\":\"text code\"}", Some(21211), "text code"),
        (
            "{\"errors\":[{\"code\":\"30010\",\"message\":\"too dear\",\"more_info\":\"m\"}]}",
            Some(30010),
            "too dear",
        ),
        ("{\"errors\":[\"plain text\"]}", None, "plain text"),
        (
            "{\"type\":\"t\",\"title\":\"Bad\",\"status\":400,\"code\":20422,\"detail\":\"the detail\"}",
            Some(20422),
            "the detail",
        ),
        ("<html>\n <h1>Bad   Request</h1></html>", None, "<html> <h1>Bad Request</h1></html>"),
        ("{\"code\":99999999999,\"message\":12}", None, "{\"code\":99999999999"),
    ] {
        let server = serve([Answer::new(400).header("X-Request-Id", "RQ1").body(body).into()]);
        let error = create(&short(server.base_url())).await.expect_err("refused");
        assert_eq!(error.api_code(), code, "{body}");
        assert!(error.message().contains(message), "{body}: {error}");
        assert_eq!(error.request_id(), Some("RQ1"));
        assert_eq!(error.http_status(), Some(400));
    }
}

#[tokio::test]
async fn a_server_that_echoes_the_secret_does_not_get_it_into_the_error() {
    let [token, encoded] = crate::support::secrets();
    let echo =
        format!("{{\"message\":\"bad {token} in Basic {encoded}\",\"more_info\":\"https://x/?t={token}\"}}");
    for answer in [Answer::json(400, echo.as_str()), Answer::new(502).body(echo.replace('{', "<"))] {
        let server = serve([answer.into()]);
        let error = create(&short(server.base_url())).await.expect_err("refused");
        assert_no_secret(&everything(&error));
        assert!(error.message().contains("[redacted]"), "{error}");
    }
}

#[tokio::test]
async fn a_redirect_does_not_carry_the_credentials_away() {
    let elsewhere = serve([Answer::created().into()]);
    let target = elsewhere.base_url();
    let server = serve([Answer::new(307).header("Location", &target).into()]);
    let error = create(&short(server.base_url())).await.expect_err("not followed");
    assert_eq!(error.kind(), ErrorKind::UnexpectedStatus);
    assert!(error.message().contains(&target), "{error}");
    assert_eq!((server.post_count(), elsewhere.connections()), (1, 0));
}
