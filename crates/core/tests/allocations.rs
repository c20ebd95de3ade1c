//! A request asks for memory seldom, and this holds it to that.
#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};

use mycpaas::{CallEvent, Client, CreateCall};
use tokio::runtime::{Builder, Runtime};

/// What one warm `create` may allocate, its connection's work included. Measured: 66 times, 22,015 bytes.
const ALLOCATIONS_MAX: u64 = 70;
const BYTES_MAX: u64 = 24_000;

const REQUESTS: u64 = 50;

/// How the form of each request ends.
const LAST_OF_FORM: &[u8] = b"StatusCallbackEvent=answered+completed";

const CALL: &str = r#"{
    "sid": "CA0123456789abcdef0123456789abcdef",
    "account_sid": "AC0123456789abcdef0123456789abcdef",
    "to": "+491234567890",
    "from": "+491098765432",
    "status": "queued",
    "direction": "outbound-api",
    "date_created": "Tue, 31 Aug 2010 20:36:28 +0000",
    "date_updated": "Tue, 31 Aug 2010 20:36:28 +0000",
    "start_time": null,
    "end_time": null,
    "duration": "0",
    "price": null,
    "price_unit": "USD",
    "api_version": "2010-04-01",
    "uri": "/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Calls/CA0123456789abcdef0123456789abcdef.json"
}"#;

/// Only this thread is counted, and all of the client runs on it: the server has a thread of its own.
#[test]
fn a_warm_create_allocates_little_and_gives_it_back() {
    let client = client(start_server());
    let runtime = runtime();
    runtime.block_on(create(&client, 3));

    let counted = allocation_counter::measure(|| runtime.block_on(create(&client, REQUESTS)));

    let (allocations, bytes) = (counted.count_total / REQUESTS, counted.bytes_total / REQUESTS);
    assert!(allocations <= ALLOCATIONS_MAX, "{allocations} allocations a request");
    assert!(bytes <= BYTES_MAX, "{bytes} bytes a request");
    // Buffers of the connection may have grown once; more would be a leak.
    let kept = counted.count_current;
    assert!(kept < 10, "{kept} allocations were not given back");
}

async fn create(client: &Client, times: u64) {
    for _ in 0..times {
        let parameters = CreateCall::new("+491234567890", "+491098765432", "https://example.com/voice.xml")
            .status_callback("https://example.com/status")
            .status_callback_event([CallEvent::Answered, CallEvent::Completed]);
        let call = client.calls().create(parameters).await.unwrap();
        assert_eq!(call.sid, "CA0123456789abcdef0123456789abcdef");
    }
}

fn client(base_url: String) -> Client {
    Client::builder()
        .account_sid("AC0123456789abcdef0123456789abcdef")
        .auth_token("token")
        .base_url(base_url)
        .build()
        .unwrap()
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// Starts a server for one connection and returns the base URL. It ends with the connection.
fn start_server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || answer_all(listener.accept()?.0));
    format!("http://{address}/api/laml/2010-04-01")
}

/// Answers whatever is sent until nothing more comes.
fn answer_all(mut connection: TcpStream) -> io::Result<()> {
    let answer = format!(
        "HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{CALL}",
        CALL.len()
    );
    let mut request = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let length = connection.read(&mut chunk)?;
        request.extend_from_slice(chunk.get(..length).unwrap_or_default());
        if length == 0 {
            return Ok(());
        }
        if request.ends_with(LAST_OF_FORM) {
            request.clear();
            connection.write_all(answer.as_bytes())?;
        }
    }
}
