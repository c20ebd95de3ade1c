//! The fault server shows good and bad certificates.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "what fails in a helper fails the test")]

use std::sync::Arc;
use std::time::Duration;

use mycpaas_tests::fault_server::{
    Answer, Behaviour, Certificate, Protocol, ServerOptions, Stage, Step, TestServer,
};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

const GET: &[u8] = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n";

fn start(certificate: Certificate, behaviour: Behaviour) -> TestServer {
    TestServer::start(ServerOptions::new([behaviour]).certificate(certificate)).expect("the server starts")
}

async fn connect(server: &TestServer) -> std::io::Result<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    let authority = server.ca_pem().expect("the server speaks TLS");
    roots.add(CertificateDer::from_pem_slice(authority.as_bytes()).unwrap()).unwrap();
    let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let stream = TcpStream::connect(server.address()).await?;
    let name = ServerName::from(server.address().ip());
    let handshake = TlsConnector::from(Arc::new(config)).connect(name, stream);
    tokio::time::timeout(Duration::from_secs(10), handshake).await.expect("the handshake has an end")
}

#[tokio::test]
async fn the_test_authority_makes_a_certificate_valid() {
    let server = start(Certificate::Valid, Behaviour::answer_and_close(Answer::json(201, "{}")));
    let mut stream = connect(&server).await.unwrap();
    stream.write_all(GET).await.unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.unwrap();
    assert!(answer.ends_with(b"\r\n\r\n{}"));
    assert!(server.base_url().starts_with("https://127.0.0.1:"));
}

#[tokio::test]
async fn bad_certificates_are_bad_in_their_own_way() {
    for (certificate, wanted) in [
        (Certificate::SelfSigned, "UnknownIssuer"),
        (Certificate::Expired, "certificate expired"),
        (Certificate::WrongHost, "not valid for name \"127.0.0.1\""),
    ] {
        let server = start(certificate, Answer::created().into());
        let error = connect(&server).await.unwrap_err().to_string();
        assert!(error.contains(wanted), "{certificate:?}: {error}");
        server.wait_until(|record| record.failed_handshakes == 1).await.unwrap();
        assert_eq!(server.received(), []);
    }
}

#[tokio::test]
async fn acts_before_and_after_the_handshake() {
    let garbage =
        Behaviour::new(Stage::Accepted, [Step::Raw("HTTP/1.1 400 Bad\r\n\r\n".into()), Step::Close]);
    assert!(connect(&start(Certificate::Valid, garbage)).await.is_err());
    let server = start(Certificate::Valid, Behaviour::close(Stage::Secured));
    let mut stream = connect(&server).await.unwrap();
    assert_eq!(stream.read(&mut [0]).await.unwrap(), 0);
}

#[tokio::test]
async fn a_cut_lacks_the_farewell_that_a_close_has() {
    for (step, clean) in [(Step::Close, true), (Step::Cut, false), (Step::Reset, false)] {
        let server = start(Certificate::Valid, Behaviour::in_body(&Answer::json(201, "0123"), step));
        let mut stream = connect(&server).await.unwrap();
        stream.write_all(GET).await.unwrap();
        let mut answer = Vec::new();
        assert_eq!(stream.read_to_end(&mut answer).await.is_ok(), clean);
    }
}

#[tokio::test]
async fn negotiates_http2() {
    let script = [Answer::json(201, "{}").into()];
    let options = ServerOptions::new(script).certificate(Certificate::Valid).protocol(Protocol::Http2);
    let server = TestServer::start(options).unwrap();
    let stream = connect(&server).await.unwrap();
    assert_eq!(stream.get_ref().1.alpn_protocol(), Some(b"h2".as_slice()));
    let (mut sender, connection) = h2::client::handshake(stream).await.unwrap();
    tokio::spawn(connection);
    let request = http::Request::get("https://a/Calls").body(()).unwrap();
    let (answer, _) = sender.send_request(request, true).unwrap();
    assert_eq!(answer.await.unwrap().status().as_u16(), 201);
    assert_eq!(server.received()[0].path, "/Calls");
}
