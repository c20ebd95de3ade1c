//! The quick start of the README, as it stands there.
#![expect(clippy::print_stdout, reason = "an example talks to the person who runs it")]

use mycpaas::{CallEvent, Client, CreateCall, WaitCall};

#[tokio::main]
async fn main() -> Result<(), mycpaas::Error> {
    // Reads MYCPAAS_ACCOUNT_SID, MYCPAAS_AUTH_TOKEN and, if set, MYCPAAS_BASE_URL.
    let client = Client::from_env()?;

    let parameters = CreateCall::new("+491234567890", "+491098765432", "https://example.com/voice.xml")
        .status_callback("https://example.com/status")
        .status_callback_event([CallEvent::Answered, CallEvent::Completed]);

    let call = match client.calls().create(parameters).await {
        Ok(call) => call,
        Err(error) => {
            if error.may_have_been_placed() {
                // The answer was lost. Look for the call before you place it again.
                println!("The call may be ringing.");
            }
            return Err(error);
        }
    };

    let ended = client.calls().wait(&call.sid, WaitCall::new()).await?;
    println!("{} is {:?}", ended.sid, ended.status);
    Ok(())
}
