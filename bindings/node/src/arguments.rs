//! Arguments of requests, out of JSON.

use mycpaas_bridge::{Argument, Kind, Parameter, Result};
use serde::Deserialize;
use serde_json::Number;

/// A value of JavaScript.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(crate) enum Value {
    Text(String),
    Flag(bool),
    Number(Number),
    Texts(Vec<String>),
    /// Something else, and how it is shown.
    Other {
        shown: String,
    },
}

/// Reads the arguments, each with the place of its parameter.
pub(crate) fn read(
    parameters: &'static [Parameter],
    given: Vec<(usize, Value)>,
) -> Result<Vec<(usize, Argument)>> {
    let one = |(index, value): (usize, Value)| match parameters.get(index) {
        Some(parameter) => Ok(Some((index, read_one(parameter, value)?))),
        None => Ok(None),
    };
    given.into_iter().map(one).filter_map(Result::transpose).collect()
}

fn read_one(parameter: &Parameter, value: Value) -> Result<Argument> {
    match (parameter.kind, value) {
        (Kind::Text | Kind::Date, Value::Text(text)) => Ok(Argument::Text(text)),
        (Kind::Flag, Value::Flag(flag)) => Ok(Argument::Flag(flag)),
        (Kind::Integer, Value::Number(number)) => {
            integer(&number).map(Argument::Integer).ok_or_else(|| parameter.refuse(&number.to_string()))
        }
        (Kind::Decimal, Value::Number(number)) => decimal(parameter, &number.to_string()),
        (Kind::Decimal, Value::Text(text)) => decimal(parameter, &text),
        (Kind::Words, Value::Text(word)) => Ok(Argument::Words(vec![word])),
        (Kind::Words, Value::Texts(words)) => Ok(Argument::Words(words)),
        (_, other) => Err(parameter.refuse(&other.shown())),
    }
}

/// JavaScript writes whole numbers without a point.
fn integer(number: &Number) -> Option<u32> {
    number.as_u64()?.try_into().ok()
}

fn decimal(parameter: &Parameter, text: &str) -> Result<Argument> {
    text.trim().parse().map(Argument::Decimal).map_err(|_| parameter.refuse(&format!("{text:?}")))
}

impl Value {
    fn shown(&self) -> String {
        match self {
            Self::Text(text) => format!("{text:?}"),
            Self::Flag(flag) => flag.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Texts(texts) => format!("{texts:?}"),
            Self::Other { shown } => shown.clone(),
        }
    }
}
