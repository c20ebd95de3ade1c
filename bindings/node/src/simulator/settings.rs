//! How a simulator is set up.

use mycpaas_bridge::{ErrorKind, Failure, Result};
use mycpaas_simulator::{
    Clock, DEFAULT_ACCOUNT_SID, DEFAULT_AUTH_TOKEN, Dialect, SignatureStyle, Simulator, SimulatorBuilder,
    WebhookFormat,
};
use serde::Deserialize;

use super::callee::Script;

/// The settings of a simulator.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Settings {
    #[serde(default)]
    callees: Vec<(String, Script)>,
    default_callee: Option<Script>,
    clock: Option<Pace>,
    dialect: Option<String>,
    #[serde(default)]
    own_numbers: Vec<String>,
    account_sid: Option<String>,
    auth_token: Option<String>,
    port: Option<u16>,
    max_calls: Option<usize>,
    max_recorded_requests: Option<usize>,
    signing_key: Option<String>,
    signature: Option<String>,
    webhook_format: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Pace {
    Factor(f64),
    Name(String),
}

impl Settings {
    pub(super) fn builder(self) -> Result<SimulatorBuilder> {
        let sid = self.account_sid.unwrap_or_else(|| DEFAULT_ACCOUNT_SID.to_owned());
        let token = self.auth_token.unwrap_or_else(|| DEFAULT_AUTH_TOKEN.to_owned());
        let mut builder = Simulator::builder().account(sid, token);
        for (number, script) in self.callees {
            builder = builder.callee(number, script.callee()?);
        }
        if let Some(script) = self.default_callee {
            builder = builder.default_callee(script.callee()?);
        }
        if let Some(pace) = self.clock {
            builder = builder.clock(pace.clock()?);
        }
        if let Some(name) = self.dialect {
            builder = builder.dialect(dialect(&name)?);
        }
        builder = self.own_numbers.into_iter().fold(builder, SimulatorBuilder::own_number);
        if let Some(port) = self.port {
            builder = builder.port(port);
        }
        if let Some(count) = self.max_calls {
            builder = builder.max_calls(count);
        }
        if let Some(count) = self.max_recorded_requests {
            builder = builder.max_recorded_requests(count);
        }
        let webhooks = Webhooks {
            signing_key: self.signing_key,
            signature: self.signature,
            format: self.webhook_format,
        };
        webhooks.set_up(builder)
    }
}

/// How requests to the web application are written and signed.
struct Webhooks {
    signing_key: Option<String>,
    signature: Option<String>,
    format: Option<String>,
}

impl Webhooks {
    fn set_up(self, mut builder: SimulatorBuilder) -> Result<SimulatorBuilder> {
        if let Some(key) = self.signing_key {
            builder = builder.signing_key(key);
        }
        if let Some(name) = self.signature {
            let allowed = "\"twilio\", \"twilio-sha256\", \"signalwire\" or \"signalwire-raw\"";
            let style: SignatureStyle = name.parse().map_err(|_| refuse("signature", &name, allowed))?;
            builder = builder.signature_style(style);
        }
        if let Some(name) = self.format {
            let allowed = "\"form\" or \"json\"";
            let format: WebhookFormat = name.parse().map_err(|_| refuse("webhookFormat", &name, allowed))?;
            builder = builder.webhook_format(format);
        }
        Ok(builder)
    }
}

impl Pace {
    fn clock(self) -> Result<Clock> {
        match self {
            Self::Factor(factor) => Ok(Clock::Scaled(factor)),
            Self::Name(name) => name
                .parse()
                .map_err(|_| refuse("clock", &name, "\"instant\", \"real\", or a factor such as 10")),
        }
    }
}

fn dialect(name: &str) -> Result<Dialect> {
    name.parse().map_err(|_| refuse("dialect", name, "\"mycpaas\", \"signalwire\" or \"twilio\""))
}

fn refuse(parameter: &str, given: &str, allowed: &str) -> Box<Failure> {
    let problem = format!("{parameter}: {given:?} is given; {allowed} is allowed");
    let mut failure = Failure::new(ErrorKind::Configuration, problem);
    failure.parameter = Some(parameter.to_owned());
    failure
}
