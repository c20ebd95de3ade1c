//! What goes over the wire and is not the same in every language. `tests/vectors/calls/wire.json` has the rest.

use crate::support::{create, impatient, serve};

#[tokio::test]
async fn the_user_agent() {
    let server = serve([]);
    let client = impatient(server.base_url()).user_agent_suffix("shop/2").build().expect("valid");
    create(&client).await.expect("created");
    let received = server.received();
    let agent = received[0].header("user-agent").expect("there is one");
    assert!(agent.starts_with("mycpaas-rust/") && agent.ends_with(" shop/2"), "{agent}");
}
