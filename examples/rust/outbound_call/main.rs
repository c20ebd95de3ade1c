//! Places a call and follows it to its end.
//!
//! ```text
//! cargo run --example outbound_call
//! ```
//!
//! Without credentials in the environment it calls a scripted callee on an embedded simulator. With
//! `MYCPAAS_ACCOUNT_SID`, `MYCPAAS_AUTH_TOKEN` (and, if wanted, `MYCPAAS_BASE_URL`) it places a real
//! call, from `FROM` to `TO`, with the document at `URL`.
#![expect(clippy::print_stdout, reason = "an example talks to the person who runs it")]

mod web_app;

use std::env;
use std::error::Error;
use std::time::Duration;

use mycpaas::{Call, CallEvent, Client, CreateCall, WaitCall};
use mycpaas_simulator::{Callee, Clock, Simulator};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    if env::var_os("MYCPAAS_ACCOUNT_SID").is_some() {
        place_real_call().await
    } else {
        place_simulated_call().await
    }
}

async fn place_real_call() -> Result<(), Box<dyn Error>> {
    let client = Client::from_env()?;
    let needed = |name: &str| env::var(name).map_err(|_| format!("{name} is not set"));
    let call = client.calls().create(CreateCall::new(needed("TO")?, needed("FROM")?, needed("URL")?)).await?;
    println!("Call {} is {}.", call.sid, status(&call));
    let ended = client.calls().wait(&call.sid, WaitCall::new().deadline(Duration::from_secs(300))).await?;
    println!("It ended as {}.", status(&ended));
    Ok(())
}

async fn place_simulated_call() -> Result<(), Box<dyn Error>> {
    let (to, from) = ("+491234567890", "+491098765432");
    let callee = Callee::answers_after(Duration::from_secs(3)).presses("1");
    let simulator = Simulator::builder().callee(to, callee).clock(Clock::Scaled(5.0)).start().await?;
    let web_app = web_app::start().await?;
    println!("No credentials in the environment: the call goes to a simulator at {}.", simulator.base_url());
    println!("Its documents come from http://{web_app}.\n");

    let client = Client::builder()
        .account_sid(simulator.account_sid())
        .auth_token(simulator.auth_token())
        .base_url(simulator.base_url())
        .build()?;
    let parameters = CreateCall::new(to, from, format!("http://{web_app}/voice.xml"))
        .status_callback(format!("http://{web_app}/status"))
        .status_callback_event(CallEvent::KNOWN.iter().cloned());
    let call = client.calls().create(parameters).await?;
    println!("Placed call {}\n", call.sid);

    println!("The life of the call, five times as fast as real time");
    let mut steps = simulator.follow(&call.sid).ok_or("the simulator does not know the call")?;
    while let Some(step) = steps.next().await {
        println!("  {step}");
    }

    let transcript = simulator.wait_for_end(&call.sid).await.ok_or("the simulator does not know the call")?;
    print("The callee heard", transcript.heard());
    print("The callee pressed", transcript.pressed());
    print("Webhooks", transcript.webhooks());

    let ended = client.calls().wait(&call.sid, WaitCall::new()).await?;
    let seconds = ended.duration.unwrap_or_default().as_secs();
    let price = ended.price.map_or("not known yet".to_owned(), |price| price.to_string());
    println!("\nThe API says: {} after {seconds} s, price {price}.", status(&ended));
    simulator.shutdown().await;
    Ok(())
}

fn status(call: &Call) -> &str {
    call.status.as_ref().map_or("unknown", |status| status.as_str())
}

fn print<T: std::fmt::Display>(title: &str, lines: impl IntoIterator<Item = T>) {
    println!("\n{title}");
    for line in lines {
        println!("  {line}");
    }
}
