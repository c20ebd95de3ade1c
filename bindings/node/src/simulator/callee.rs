//! Who is called, and what they do.

use mycpaas_bridge::{Failure, Result};
use mycpaas_simulator::Callee;
use serde::Deserialize;

use crate::options::Milliseconds;

/// A script as a text, or as data.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Script {
    Text(String),
    Data(Behaviour),
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Behaviour {
    answers_after: Option<Milliseconds>,
    #[serde(default)]
    presses: Vec<String>,
    #[serde(default)]
    says: Vec<String>,
    hangs_up_after: Option<Milliseconds>,
}

impl Script {
    pub(super) fn callee(self) -> Result<Callee> {
        match self {
            Self::Text(script) => {
                script.parse().map_err(|problem: String| Failure::invalid_argument("callee", problem))
            }
            Self::Data(behaviour) => behaviour.callee(),
        }
    }
}

impl Behaviour {
    fn callee(self) -> Result<Callee> {
        let mut callee = match self.answers_after {
            Some(span) => Callee::answers_after(span.duration("answers_after")?),
            None => Callee::default(),
        };
        for keys in self.presses {
            if !keys.chars().all(Callee::is_key) {
                let problem = format!("{keys:?} is given; the keys are 0 to 9, *, # and A to D");
                return Err(Failure::invalid_argument("presses", problem));
            }
            callee = callee.presses(keys);
        }
        callee = self.says.into_iter().fold(callee, Callee::says);
        if let Some(span) = self.hangs_up_after {
            callee = callee.hangs_up_after(span.duration("hangs_up_after")?);
        }
        Ok(callee)
    }
}
