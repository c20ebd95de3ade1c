//! Lists of calls, in each form that services give them.

use futures_util::StreamExt as _;
use mycpaas::{CallStatus, Client, CreateCall, ListCalls};
use mycpaas_simulator::{Callee, Dialect, ListEnvelope, Simulator};

use crate::support::{FROM, client, limited};

const CALLS: usize = 23;

async fn with_calls(dialect: Dialect) -> (Simulator, Client) {
    let builder = Simulator::builder().default_callee(Callee::busy()).dialect(dialect);
    let simulator = builder.start().await.expect("a port");
    let client = client(&simulator);
    for number in 0..CALLS {
        let call = CreateCall::new(format!("+49301234{number:03}"), FROM, "http://127.0.0.1:9/never-fetched");
        let call = limited(client.calls().create(call)).await.expect("placed");
        limited(simulator.wait_for_end(&call.sid)).await.expect("it ends");
    }
    (simulator, client)
}

#[tokio::test]
async fn every_call_is_listed_once_in_every_envelope() {
    for envelope in [ListEnvelope::PageNumbers, ListEnvelope::PageTokens, ListEnvelope::Bare] {
        let (simulator, client) = with_calls(Dialect::mycpaas().list_envelope(envelope)).await;
        let calls = client.calls().list(ListCalls::new().page_size(5)).into_stream();
        let listed: Vec<_> = limited(calls.map(|call| call.expect("a call").sid).collect()).await;
        let placed: Vec<_> = simulator.calls().into_iter().map(|call| call.sid).collect();
        assert_eq!(listed, placed, "{envelope:?}");
    }
}

#[tokio::test]
async fn filters_are_heeded_and_a_cursor_resumes() {
    let (_simulator, client) = with_calls(Dialect::mycpaas()).await;
    let calls = client.calls();
    let one = calls.list(ListCalls::new().to("+49301234007").from(FROM).status(CallStatus::Busy));
    assert_eq!(limited(one.into_stream().count()).await, 1);
    let none = calls.list(ListCalls::new().status(CallStatus::Completed));
    assert_eq!(limited(none.into_stream().count()).await, 0);
    let first = limited(calls.list(ListCalls::new().page_size(20)).first_page()).await.expect("a page");
    let cursor = first.cursor().expect("there is more").to_string().parse().expect("it was stored");
    let rest = calls.list(ListCalls::new().resume(cursor)).into_stream();
    assert_eq!(limited(rest.count()).await, CALLS - 20);
}
