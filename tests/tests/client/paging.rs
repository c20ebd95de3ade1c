//! Lists beside what `tests/vectors/calls/paging.json` says.

use mycpaas::{Client, Cursor, ErrorKind, ListCalls};
use mycpaas_tests::fault_server::{Answer, Behaviour, TestServer};
use serde_json::{Value, json};

use crate::support::{client, limited, serve};

const CALLS: &str = "/api/laml/2010-04-01/Accounts/AC0123456789abcdef/Calls.json";

fn page(sids: &[&str], rest: &Value) -> Behaviour {
    let calls: Vec<Value> = sids.iter().map(|sid| json!({"sid": sid, "direction": "outbound-api"})).collect();
    let mut envelope = json!({"calls": calls});
    let fields = rest.as_object().expect("an object").clone();
    envelope.as_object_mut().expect("an object").extend(fields);
    Answer::json(200, &envelope).into()
}

fn next(uri: &str) -> Value {
    json!({"next_page_uri": uri})
}

fn last() -> Value {
    json!({"next_page_uri": null})
}

async fn all(client: &Client, parameters: ListCalls) -> Result<Vec<String>, mycpaas::Error> {
    let mut sids = Vec::new();
    let mut calls = client.calls().list(parameters).into_stream();
    while let Some(call) = limited(calls.next()).await {
        sids.push(call?.sid);
        assert!(sids.len() < 1000, "an endless list");
    }
    Ok(sids)
}

fn queries(server: &TestServer) -> Vec<String> {
    server.received().iter().map(|request| request.path.replace(CALLS, "")).collect()
}

#[tokio::test]
async fn links_are_followed_in_all_their_forms() {
    let server = serve([]);
    let origin = server.origin();
    for behaviour in [
        page(&["CA1", "CA2"], &next(&format!("{CALLS}?Page=1&PageToken=PA1"))),
        page(&["CA3"], &next("/2010-04-01/Accounts/AC0123456789abcdef/Calls.json?Page=2&PageToken=PA2")),
        page(&["CA4"], &next(&format!("{origin}{CALLS}?Page=3&PageToken=PA3"))),
        page(&["CA5"], &last()),
    ] {
        server.push(behaviour);
    }
    let sids = all(&client(&server), ListCalls::new()).await.expect("listed");
    assert_eq!(sids, ["CA1", "CA2", "CA3", "CA4", "CA5"]);
    let asked = ["", "?Page=1&PageToken=PA1", "?Page=2&PageToken=PA2", "?Page=3&PageToken=PA3"];
    assert_eq!(queries(&server), asked);
}

#[tokio::test]
async fn a_link_to_another_host_is_refused() {
    let elsewhere = serve([page(&["CA9"], &last())]);
    let https = elsewhere.base_url().replace("http:", "https:");
    for target in
        [elsewhere.base_url(), https, "//127.0.0.1:1/x".to_owned(), "http://user:pw@127.0.0.1/".to_owned()]
    {
        let server = serve([page(&["CA1"], &next(&target))]);
        let error = all(&client(&server), ListCalls::new()).await.expect_err(&target);
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(error.message().contains("next_page_uri"), "{error}");
    }
    assert_eq!(elsewhere.connections(), 0);
}

#[tokio::test]
async fn a_stream_sends_nothing_before_it_is_polled_and_no_page_too_many() {
    let server = serve([page(&["CA1", "CA2"], &next(&format!("{CALLS}?Page=1"))), page(&["CA3"], &last())]);
    let client = client(&server);
    let mut calls = client.calls().list(ListCalls::new().limit(2)).into_stream();
    assert_eq!(server.connections(), 0);
    assert_eq!(limited(calls.next()).await.expect("an item").expect("a call").sid, "CA1");
    assert_eq!(limited(calls.next()).await.expect("an item").expect("a call").sid, "CA2");
    assert!(limited(calls.next()).await.is_none());
    assert_eq!(server.record().count("GET"), 1);
    assert!(all(&client, ListCalls::new().limit(0)).await.expect("nothing").is_empty());
    assert_eq!(server.record().count("GET"), 1, "a limit of none asks for nothing");
}

#[tokio::test]
async fn pages_lead_on_and_back_and_can_be_resumed() {
    let first_uri = format!("{CALLS}?Page=0");
    let second_uri = format!("{CALLS}?Page=1&PageToken=PA1");
    let first = page(&["CA1"], &json!({"next_page_uri": second_uri, "previous_page_uri": null}));
    let second = page(&["CA2"], &json!({"next_page_uri": null, "previous_page_uri": first_uri}));
    let server = serve([first.clone(), second.clone(), first, second]);
    let client = client(&server);
    let one = limited(client.calls().list(ListCalls::new()).first_page()).await.expect("a page");
    assert!(limited(one.previous()).await.is_none());
    let two = limited(one.next()).await.expect("a page").expect("answered");
    assert_eq!((two.items()[0].sid.as_str(), two.cursor()), ("CA2", None));
    assert!(limited(two.next()).await.is_none());
    let back = limited(two.previous()).await.expect("a page").expect("answered");
    assert_eq!(back.items()[0].sid, "CA1");

    let stored = one.cursor().expect("there is a next page").to_string();
    let cursor: Cursor = stored.parse().expect("it was stored");
    assert_eq!(all(&client, ListCalls::new().resume(cursor.clone())).await.expect("listed"), ["CA2"]);
    let error = all(&client, ListCalls::new().resume(cursor).page_size(5)).await.expect_err("both");
    assert_eq!((error.kind(), error.parameter()), (ErrorKind::InvalidArgument, Some("resume")));
    for bad in ["", "https://evil.example/", "//evil.example/x", "Calls.json"] {
        let error = bad.parse::<Cursor>().expect_err(bad);
        assert_eq!(error.kind(), ErrorKind::InvalidArgument);
    }
}
