//! The simulator as a program.

use std::process::ExitCode;

use clap::Parser;
use mycpaas_simulator::{
    Callee, Clock, DEFAULT_ACCOUNT_SID, DEFAULT_AUTH_TOKEN, Dialect, SignatureStyle, Simulator, StartError,
    WebhookFormat,
};

/// A telephone network for tests: the server side of the mycpaas Calls API, with scripted callees.
#[derive(Debug, Parser)]
#[command(version, after_help = CONTROL)]
struct Options {
    /// The port on the loopback interface; 0 is one that the system picks.
    #[arg(long, default_value_t = 0)]
    port: u16,
    /// The identifier of the account.
    #[arg(long, default_value = DEFAULT_ACCOUNT_SID)]
    account_sid: String,
    /// The token of the account.
    #[arg(long, default_value = DEFAULT_AUTH_TOKEN)]
    auth_token: String,
    /// A number of the account, may be repeated; without any, every number may call.
    #[arg(long = "number", value_name = "NUMBER")]
    numbers: Vec<String>,
    /// How fast the time of calls passes: instant, real, or a factor such as 10x.
    #[arg(long, default_value = "instant")]
    clock: Clock,
    /// How the API behaves where its documentation is silent: mycpaas, signalwire or twilio.
    #[arg(long, default_value = "mycpaas")]
    dialect: Dialect,
    /// What a callee does, such as +491098765432=answer:2s,press:1,hangup:30s, or =busy for everybody else;
    /// may be repeated. Steps: busy, no-answer, unreachable, answer:2s, press:1, say:words, hangup:30s.
    #[arg(long = "callee", value_name = "NUMBER=SCRIPT", value_parser = callee)]
    callees: Vec<(String, Callee)>,
    /// The key that requests to the web application are signed with; without it they are not signed.
    #[arg(long, value_name = "KEY")]
    signing_key: Option<String>,
    /// How they are signed: twilio, twilio-sha256, signalwire, or signalwire-raw, which needs json.
    #[arg(long, value_name = "STYLE", default_value = "twilio")]
    signature: SignatureStyle,
    /// How they are written: form or json.
    #[arg(long, value_name = "FORMAT", default_value = "form")]
    webhook_format: WebhookFormat,
}

const CONTROL: &str = "\
Control endpoints, on the same port and without credentials:
  GET    /simulator                         what there is
  DELETE /simulator                         forget calls, requests, faults; callees as at the start
  GET    /simulator/requests                what was received (?method=POST&path=Calls.json)
  DELETE /simulator/requests                forget it
  POST   /simulator/callees                 {\"number\": \"+491098765432\", \"script\": \"answer:2s,press:1\"}
  POST   /simulator/faults                  {\"kind\": \"answer\", \"status\": 503, \"times\": 2}
  DELETE /simulator/faults                  forget those that wait
  GET    /simulator/calls                   every call, the newest first
  GET    /simulator/calls/SID/transcript    what happened (?wait=true; Accept: application/json)
Kinds of faults: close_before_reading, close_after_reading, close_instead_of_answering, close_mid_answer,
delay (delay_ms), answer (status, headers, body); each with times, method and path if wanted.";

fn callee(text: &str) -> Result<(String, Callee), String> {
    let (number, script) = text.split_once('=').ok_or("expected NUMBER=SCRIPT")?;
    Ok((number.trim().to_owned(), script.parse()?))
}

impl Options {
    async fn start(self) -> Result<Simulator, StartError> {
        let mut builder = Simulator::builder()
            .port(self.port)
            .account(self.account_sid, self.auth_token)
            .clock(self.clock)
            .dialect(self.dialect)
            .signature_style(self.signature)
            .webhook_format(self.webhook_format);
        if let Some(key) = self.signing_key {
            builder = builder.signing_key(key);
        }
        for number in self.numbers {
            builder = builder.own_number(number);
        }
        for (number, callee) in self.callees {
            builder = match number.as_str() {
                "" => builder.default_callee(callee),
                _ => builder.callee(number, callee),
            };
        }
        builder.start().await
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    match Options::parse().start().await {
        Ok(simulator) => serve(simulator).await,
        Err(error) => fail(&error),
    }
}

#[expect(clippy::print_stdout, reason = "a program's output")]
async fn serve(simulator: Simulator) -> ExitCode {
    println!("export MYCPAAS_BASE_URL={}", simulator.base_url());
    println!("export MYCPAAS_ACCOUNT_SID={}", simulator.account_sid());
    println!("export MYCPAAS_AUTH_TOKEN={}", simulator.auth_token());
    // Without the signal, only an end from outside is left; either way the simulator stops.
    let _ = tokio::signal::ctrl_c().await;
    simulator.shutdown().await;
    ExitCode::SUCCESS
}

#[expect(clippy::print_stderr, reason = "a program's complaint")]
fn fail(error: &StartError) -> ExitCode {
    eprintln!("mycpaas-simulator: {error}");
    ExitCode::FAILURE
}
