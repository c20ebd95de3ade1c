//! Lists the last calls of the account, and handles what can go wrong.
//!
//! ```text
//! cargo run --example list_calls
//! ```
//!
//! Without credentials in the environment it lists calls that it has placed on an embedded simulator.
#![expect(clippy::print_stdout, reason = "an example talks to the person who runs it")]

use std::env;
use std::error::Error;

use mycpaas::{Client, CreateCall, ErrorKind, ListCalls};
use mycpaas_simulator::{Callee, Simulator};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    if env::var_os("MYCPAAS_ACCOUNT_SID").is_some() {
        return list(&Client::from_env()?).await;
    }
    // Nobody answers, so no document is ever asked for.
    let simulator = Simulator::builder().default_callee(Callee::busy()).start().await?;
    let client = Client::builder()
        .account_sid(simulator.account_sid())
        .auth_token(simulator.auth_token())
        .base_url(simulator.base_url())
        .build()?;
    for number in 0..5 {
        let to = format!("+4912345678{number:02}");
        client.calls().create(CreateCall::new(to, "+491098765432", "https://example.com/voice.xml")).await?;
    }
    list(&client).await
}

async fn list(client: &Client) -> Result<(), Box<dyn Error>> {
    let mut calls = client.calls().list(ListCalls::new().page_size(2).limit(20)).into_stream();
    while let Some(call) = calls.next().await {
        let call = call?;
        let status = call.status.as_ref().map_or("?", |status| status.as_str());
        println!("{}  {:12}  {}", call.sid, status, call.to.as_deref().unwrap_or("?"));
    }
    match client.calls().fetch("CA00000000000000000000000000000000").await {
        Ok(call) => println!("There is a call {}.", call.sid),
        Err(error) if error.kind() == ErrorKind::NotFound => println!("As expected: {error}"),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}
