//! How an application tests what its callers hear, as the README shows it.

use std::error::Error;
use std::time::Duration;

use axum::Router;
use axum::routing::post;
use mycpaas::laml::{Gather, Say, VoiceResponse};
use mycpaas::{Client, CreateCall};
use mycpaas_simulator::{Callee, Simulator};

async fn greeting() -> ([(&'static str, &'static str); 1], String) {
    let menu = Gather::new().num_digits(1).action("/thanks").add(Say::new("Drücken Sie die Eins."));
    ([("Content-Type", "application/xml")], VoiceResponse::new().add(menu).to_string())
}

async fn thanks() -> ([(&'static str, &'static str); 1], String) {
    ([("Content-Type", "application/xml")], VoiceResponse::new().add(Say::new("Danke.")).to_string())
}

#[tokio::test]
async fn the_caller_is_thanked() -> Result<(), Box<dyn Error>> {
    let app = Router::new().route("/voice.xml", post(greeting)).route("/thanks", post(thanks));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}/voice.xml", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, app).await });

    let callee = Callee::answers_after(Duration::from_secs(3)).presses("1");
    let simulator = Simulator::builder().callee("+491234567890", callee).start().await?;
    let client = Client::builder()
        .account_sid(simulator.account_sid())
        .auth_token(simulator.auth_token())
        .base_url(simulator.base_url())
        .build()?;

    let call = client.calls().create(CreateCall::new("+491234567890", "+491098765432", url)).await?;
    let transcript = simulator.wait_for_end(&call.sid).await.ok_or("no such call")?;
    assert_eq!(transcript.heard(), ["Drücken Sie die Eins.", "Danke."]);
    Ok(())
}
