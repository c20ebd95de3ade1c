//! TLS: who is trusted, and that nothing is sent to anybody else.

use mycpaas::{Delivery, ErrorKind};
use mycpaas_tests::fault_server::{Behaviour, Certificate, Protocol, ServerOptions, Stage};

use crate::support::{create, impatient, start};

#[tokio::test]
async fn an_untrusted_certificate_gets_nothing() {
    for certificate in [Certificate::SelfSigned, Certificate::Expired, Certificate::WrongHost] {
        let server = start(ServerOptions::default().certificate(certificate));
        let authority = server.ca_pem().expect("it has one");
        let client = impatient(server.base_url()).extra_ca_certificates(authority).build().expect("valid");
        let error = create(&client).await.expect_err("not trusted");
        assert_eq!(
            (error.kind(), error.delivery()),
            (ErrorKind::Tls, Delivery::NotSent),
            "{certificate:?}: {error:?}"
        );
        assert_eq!((error.attempts(), server.post_count()), (1, 0), "{certificate:?}");
        assert!(error.message().contains("certificate"), "{error}");
    }
}

#[tokio::test]
async fn a_private_authority_is_trusted_only_when_it_is_given() {
    for protocol in [Protocol::Http1, Protocol::Http2] {
        let server = start(ServerOptions::default().certificate(Certificate::Valid).protocol(protocol));
        let error = create(&impatient(server.base_url()).build().expect("valid")).await.expect_err("unknown");
        assert_eq!((error.kind(), server.post_count()), (ErrorKind::Tls, 0));
        let authority = server.ca_pem().expect("it has one");
        let client = impatient(server.base_url()).extra_ca_certificates(authority).build().expect("valid");
        create(&client).await.expect("trusted");
        assert_eq!(server.post_count(), 1);
    }
}

#[tokio::test]
async fn a_server_that_speaks_no_tls_or_hangs_up_during_the_handshake_gets_nothing() {
    let plain = start(ServerOptions::default());
    let client = impatient(plain.base_url().replace("http:", "https:")).build().expect("valid");
    let error = create(&client).await.expect_err("no TLS there");
    assert_eq!((error.delivery(), plain.post_count()), (Delivery::NotSent, 0));

    let closing = ServerOptions::new([Behaviour::close(Stage::Accepted)]).certificate(Certificate::Valid);
    let server = start(closing);
    let error = create(&impatient(server.base_url()).build().expect("valid")).await.expect_err("closed");
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Connection, Delivery::NotSent));
    assert_eq!((error.attempts(), server.post_count()), (3, 0));
}

#[tokio::test]
async fn a_handshake_that_hangs_ends_with_the_connect_time_out() {
    let stalling = ServerOptions::new([Behaviour::stall(Stage::Accepted)]).certificate(Certificate::Valid);
    let server = start(stalling);
    let client = impatient(server.base_url())
        .connect_timeout(std::time::Duration::from_millis(400))
        .retry(mycpaas::RetryPolicy::off())
        .build()
        .expect("valid");
    let error = create(&client).await.expect_err("no handshake");
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Timeout, Delivery::NotSent));
    assert!(error.message().contains("connect time-out"), "{error}");
}
