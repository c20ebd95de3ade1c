//! What goes over the wire, byte for byte.

use mycpaas::{
    CallEvent, CallStatus, CreateCall, HttpMethod, ListCalls, ListEncoding, RawRequest, RequestOptions,
    UpdateCall,
};
use mycpaas_tests::fault_server::{Answer, ReceivedRequest};

use crate::support::{FROM, TO, impatient, limited, new_call, serve};

const CALLS: &str = "/api/laml/2010-04-01/Accounts/AC0123456789abcdef/Calls";

fn only(mut received: Vec<ReceivedRequest>) -> ReceivedRequest {
    assert_eq!(received.len(), 1);
    received.pop().expect("there is one")
}

#[tokio::test]
async fn create() {
    let server = serve([]);
    let client = impatient(server.base_url()).user_agent_suffix("shop/2").build().expect("valid");
    let parameters = CreateCall::new(TO, "sip:ann@example.com", "https://example.com/ä?a=1&b=2 ".trim())
        .status_callback("https://example.com/s")
        .status_callback_event([CallEvent::Answered, CallEvent::Completed])
        .timeout(30)
        .record(true)
        .recording_status_callback_event(["completed", "absent"])
        .extra("CallReason", "x");
    limited(client.calls().create(parameters)).await.expect("created");
    let request = only(server.received());
    assert_eq!((request.method.as_str(), request.path.as_str()), ("POST", format!("{CALLS}.json").as_str()));
    assert_eq!(
        request.text(),
        "To=%2B491234567890&From=sip%3Aann%40example.com&Url=https%3A%2F%2Fexample.com%2F%C3%A4%3Fa%3D1%26b%3D2\
         &StatusCallback=https%3A%2F%2Fexample.com%2Fs&StatusCallbackEvent=answered+completed&Timeout=30&Record=true\
         &RecordingStatusCallbackEvent=completed+absent&CallReason=x"
    );
    assert_eq!(request.header("content-type"), Some("application/x-www-form-urlencoded"));
    assert_eq!(request.header("accept"), Some("application/json"));
    let agent = request.header("user-agent").expect("there is one");
    assert!(agent.starts_with("mycpaas-rust/") && agent.ends_with(" shop/2"), "{agent}");
    let [_, basic] = crate::support::secrets();
    assert_eq!(request.header("authorization"), Some(format!("Basic {basic}").as_str()));
}

#[tokio::test]
async fn events_as_repeated_keys() {
    let server = serve([]);
    let client = impatient(server.base_url()).list_encoding(ListEncoding::Repeated).build().expect("valid");
    let parameters = new_call().status_callback_event(["answered", "completed"]);
    limited(client.calls().create(parameters)).await.expect("created");
    let body = only(server.received()).text();
    assert!(body.ends_with("&StatusCallbackEvent=answered&StatusCallbackEvent=completed"), "{body}");
}

#[tokio::test]
async fn the_other_operations() {
    let server = serve([]);
    let client = crate::support::client(&server);
    let calls = client.calls();
    limited(calls.fetch("CA1")).await.expect("fetched");
    let update = UpdateCall::new().url("https://example.com/n").status_callback("https://example.com/s");
    limited(calls.update("CA1", update.method(HttpMethod::Get))).await.expect("updated");
    limited(calls.hang_up("CA1")).await.expect("hung up");
    limited(calls.cancel("CA1")).await.expect("canceled");
    limited(calls.redirect("CA1", "https://example.com/n")).await.expect("redirected");
    limited(calls.delete("CA1")).await.expect("deleted");
    let seen: Vec<_> =
        server.received().iter().map(|r| (r.method.clone(), r.path.clone(), r.text())).collect();
    let one = format!("{CALLS}/CA1.json");
    let expected = [
        ("GET", ""),
        ("POST", "Url=https%3A%2F%2Fexample.com%2Fn&Method=GET&StatusCallback=https%3A%2F%2Fexample.com%2Fs"),
        ("POST", "Status=completed"),
        ("POST", "Status=canceled"),
        ("POST", "Url=https%3A%2F%2Fexample.com%2Fn"),
        ("DELETE", ""),
    ];
    assert_eq!(seen, expected.map(|(method, body)| (method.to_owned(), one.clone(), body.to_owned())));
}

#[tokio::test]
async fn list_filters() {
    let server = serve([Answer::json(200, "{\"calls\":[]}").into()]);
    let client = crate::support::client(&server);
    let parameters = ListCalls::new()
        .to(TO)
        .from(FROM)
        .status(CallStatus::NoAnswer)
        .page_size(20)
        .page(3)
        .start_time_after("2026-01-01");
    limited(client.calls().list(parameters).first_page()).await.expect("listed");
    limited(client.calls().list(ListCalls::new()).first_page()).await.expect("listed");
    let paths: Vec<_> = server.received().into_iter().map(|request| request.path).collect();
    let query =
        "To=%2B491234567890&From=%2B491098765432&Status=no-answer&StartTime%3E=2026-01-01&Page=3&PageSize=20";
    assert_eq!(paths, [format!("{CALLS}.json?{query}"), format!("{CALLS}.json")]);
}

#[tokio::test]
async fn options_of_one_request() {
    let server = serve([]);
    let client = crate::support::client(&server);
    let options = RequestOptions::new().account_sid("AC2").header("X-Trace", "t1");
    let other = client.with_options(&options).expect("valid");
    limited(other.calls().create(new_call())).await.expect("created");
    let request = only(server.received());
    assert_eq!(request.path, "/api/laml/2010-04-01/Accounts/AC2/Calls.json");
    assert_eq!(request.header("x-trace"), Some("t1"));
    let [_, basic] = crate::support::secrets();
    assert_eq!(request.header("authorization"), Some(format!("Basic {basic}").as_str()));
}

#[tokio::test]
async fn raw_requests() {
    let server = serve([Answer::json(200, "{}").into()]);
    let client = crate::support::client(&server);
    let request = RawRequest::new("POST", "Messages.json")
        .query("a", "b c")
        .form("To", TO)
        .form("M", "1")
        .form("M", "2");
    limited(client.request(request)).await.expect("sent");
    let request = only(server.received());
    assert_eq!(request.path, "/api/laml/2010-04-01/Accounts/AC0123456789abcdef/Messages.json?a=b+c");
    assert_eq!(request.text(), "To=%2B491234567890&M=1&M=2");
}
