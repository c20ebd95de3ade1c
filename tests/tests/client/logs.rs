//! What the log says, at its most talkative, from this library and from those below it.

use std::io::Write;
use std::sync::{Arc, Mutex};

use mycpaas::ListCalls;
use mycpaas_tests::fault_server::{Answer, Behaviour, Certificate, Protocol, ServerOptions, Stage};
use tracing::Level;
use tracing::instrument::WithSubscriber;
use tracing_subscriber::fmt::format::FmtSpan;

use crate::support::{assert_no_secret, create, impatient, limited, start};

#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("no panic").extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Log {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().expect("no panic")).into_owned()
    }
}

async fn talk(options: ServerOptions) -> String {
    let log = Log::default();
    let writer = log.clone();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(Level::TRACE)
        .with_span_events(FmtSpan::FULL)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .finish();
    let secure = options.certificate.is_some();
    let server = start(options);
    let mut builder = impatient(server.base_url());
    if secure {
        builder = builder.extra_ca_certificates(server.ca_pem().expect("it has one"));
    }
    let client = builder.build().expect("valid");
    async {
        let _placed = create(&client).await;
        let _failed = create(&client).await;
        let filter = ListCalls::new().to(crate::support::TO);
        let _listed = limited(client.calls().list(filter).first_page()).await;
    }
    .with_subscriber(subscriber)
    .await;
    log.text()
}

#[tokio::test]
async fn a_request_is_one_span_and_no_secret_is_in_it() {
    for certificate in [None, Some(Certificate::Valid)] {
        let mut options = ServerOptions::new([
            Answer::created().header("X-Request-Id", "RQ1").into(),
            Behaviour::close(Stage::Whole),
        ]);
        options.certificate = certificate;
        if certificate.is_some() {
            options = options.protocol(Protocol::Http2);
        }
        let log = talk(options).await;
        assert_no_secret(&log);
        assert!(log.contains("mycpaas.request") && log.contains("calls.create"), "{log}");
        assert!(log.contains("+49*******890") && log.contains("RQ1") && log.contains("unknown"), "{log}");
        let ours: Vec<_> = log.lines().filter(|line| line.contains(" mycpaas")).collect();
        for number in ["1234567890", "1098765432"] {
            assert!(!ours.iter().any(|line| line.contains(number)), "{ours:#?}");
        }
        assert!(!log.contains("StatusCallback") && !log.contains("voice.xml"), "a body is in the log");
    }
}
