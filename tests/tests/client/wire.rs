//! What goes over the wire and is not the same in every language. `tests/vectors/calls/wire.json` has the rest.

use mycpaas::RequestOptions;
use mycpaas_tests::fault_server::ReceivedRequest;

use crate::support::{client, create, impatient, serve};

#[tokio::test]
async fn the_user_agent() {
    let server = serve([]);
    let client = impatient(server.base_url()).user_agent_suffix("shop/2").build().expect("valid");
    create(&client).await.expect("created");
    let received = server.received();
    let agent = received[0].header("user-agent").expect("there is one");
    assert!(agent.starts_with("mycpaas-rust/") && agent.ends_with(" shop/2"), "{agent}");
}

#[tokio::test]
async fn a_header_may_come_twice_and_is_replaced_by_the_options_of_a_request() {
    let server = serve([]);
    let options = |pairs: &[(&str, &str)]| {
        let add = |options: RequestOptions, (name, value): &(&str, &str)| options.header(*name, *value);
        pairs.iter().fold(RequestOptions::new(), add)
    };
    let own =
        client(&server).with_options(&options(&[("X-A", "1"), ("X-A", "2"), ("X-B", "3")])).expect("valid");
    create(&own).await.expect("created");
    create(&own.with_options(&options(&[("x-a", "4")])).expect("valid")).await.expect("created");
    let own_headers = |request: &ReceivedRequest| {
        let own = request.headers.iter().filter(|(name, _)| name.starts_with("x-"));
        own.map(|(name, value)| format!("{name}: {value}")).collect::<Vec<_>>()
    };
    let mut received = server.received().iter().map(own_headers).collect::<Vec<_>>();
    for headers in &mut received {
        headers.sort();
    }
    assert_eq!(received, [vec!["x-a: 1", "x-a: 2", "x-b: 3"], vec!["x-a: 4", "x-b: 3"]]);
}
