//! A menu with axum: typed events, signatures checked, a call followed by its status callbacks.
//!
//! ```text
//! cargo run --example menu_axum
//! ```
//!
//! A simulator calls, listens, presses keys, and signs its requests as SignalWire does. mycpaas documents no signature; an
//! application without one takes `Webhook` where this one takes `Verified`.
#![expect(clippy::print_stdout, reason = "an example talks to the person who runs it")]

mod app;

use std::error::Error;
use std::time::Duration;

use mycpaas::webhook::{CallTracker, SignatureValidator};
use mycpaas::{CallEvent, Client, CreateCall, WaitCall};
use mycpaas_simulator::{Callee, Clock, SignatureStyle, Simulator};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

const KEY: &str = "the signing key of the project";

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    let tracker = CallTracker::new();
    let validator = SignatureValidator::new(KEY)?.public_url(format!("http://{address}"))?;
    let app = app::router(validator, tracker.clone());
    tokio::spawn(async move { axum::serve(listener, app).await });

    let to = "+491234567890";
    let callee = Callee::answers_after(Duration::from_secs(2)).presses("7").presses("1");
    let simulator = Simulator::builder()
        .callee(to, callee)
        .clock(Clock::Scaled(20.0))
        .signing_key(KEY)
        .signature_style(SignatureStyle::SignalWire)
        .start()
        .await?;
    let client = Client::builder()
        .account_sid(simulator.account_sid())
        .auth_token(simulator.auth_token())
        .base_url(simulator.base_url())
        .build()?;
    let parameters = CreateCall::new(to, "+491098765432", format!("http://{address}/voice"))
        .status_callback(format!("http://{address}/status"))
        .status_callback_event(CallEvent::KNOWN.iter().cloned());
    let call = client.calls().create(parameters).await?;
    // Status callbacks tell when it is over, before anybody asks again.
    client.calls().wait(&call.sid, WaitCall::new().tracker(&tracker)).await?;

    let transcript = simulator.wait_for_end(&call.sid).await.ok_or("the simulator does not know the call")?;
    println!("\nThe callee heard");
    for text in transcript.heard() {
        println!("  {text}");
    }
    println!("\nA forged request was answered with {}.", forge(&address.to_string()).await?);
    Ok(())
}

/// Sends a status callback that nobody has signed.
async fn forge(address: &str) -> Result<String, Box<dyn Error>> {
    let body = "CallSid=CA1&CallStatus=completed";
    let mut connection = TcpStream::connect(address).await?;
    let head = format!(
        "POST /status HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    connection.write_all((head + body).as_bytes()).await?;
    let mut answer = String::new();
    connection.read_to_string(&mut answer).await?;
    Ok(answer.split(' ').nth(1).unwrap_or_default().to_owned())
}
