//! HTTP/2 beside what `tests/vectors/calls/tls_and_http2.json` says.

use mycpaas_tests::fault_server::{Certificate, Protocol, ServerOptions};

use crate::support::{create, impatient, start};

#[tokio::test]
async fn http2_is_used_where_it_is_offered() {
    let server = start(ServerOptions::default().certificate(Certificate::Valid).protocol(Protocol::Http2));
    let authority = server.ca_pem().expect("it has one");
    let client = impatient(server.base_url()).extra_ca_certificates(authority).build().expect("valid");
    for _ in 0..3 {
        let call = create(&client).await.expect("placed");
        assert_eq!(call.metadata().http_status(), 201);
    }
    assert_eq!((server.post_count(), server.connections()), (3, 1));
}
