//! Bytes, written down shortly.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::bomb;

/// Bytes to send, described so that a large or a binary body fits on one line of JSON.
///
/// In JSON: `"text"`, `{"base64": "AP8="}`, `{"repeat": {"unit": "[", "times": 100000}}`,
/// `{"join": ["[", "]"]}`, `{"gzip_bomb": {"mebibytes": 128}}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Payload {
    /// Any bytes.
    #[serde(rename = "base64", serialize_with = "to_base64", deserialize_with = "from_base64")]
    Bytes(Vec<u8>),
    /// The same bytes a number of times.
    Repeat {
        /// What is repeated.
        unit: Box<Payload>,
        /// How often.
        times: usize,
    },
    /// One payload after the other.
    Join(Vec<Payload>),
    /// A gzip member of a few hundred kilobytes that expands to so many mebibytes of zeros.
    GzipBomb {
        /// The size after expansion, in units of 1,048,576 bytes.
        mebibytes: u32,
    },
    /// Text, sent as UTF-8.
    #[serde(untagged)]
    Text(String),
}

impl Payload {
    /// Describes `unit`, `times` times over.
    pub fn repeat(unit: impl Into<Self>, times: usize) -> Self {
        Self::Repeat { unit: Box::new(unit.into()), times }
    }

    /// Describes the given payloads, one after the other.
    pub fn join(parts: impl IntoIterator<Item = Self>) -> Self {
        Self::Join(parts.into_iter().collect())
    }

    /// Returns the bytes themselves.
    pub fn to_bytes(&self) -> Vec<u8> {
        match self {
            Self::Bytes(bytes) => bytes.clone(),
            Self::Text(text) => text.clone().into_bytes(),
            Self::Repeat { unit, times } => unit.to_bytes().repeat(*times),
            Self::Join(parts) => parts.iter().flat_map(Self::to_bytes).collect(),
            Self::GzipBomb { mebibytes } => bomb::gzip(*mebibytes),
        }
    }
}

impl Default for Payload {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl From<&str> for Payload {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Payload {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Vec<u8>> for Payload {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes)
    }
}

impl From<&serde_json::Value> for Payload {
    fn from(value: &serde_json::Value) -> Self {
        Self::Text(value.to_string())
    }
}

fn to_base64<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&STANDARD.encode(bytes))
}

fn from_base64<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    let text = String::deserialize(deserializer)?;
    STANDARD.decode(text).map_err(serde::de::Error::custom)
}

/// Bytes that were received, in JSON: text where they are UTF-8, and base64 where they are not.
pub(super) mod of_bytes {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Payload;

    pub(crate) fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        let text = str::from_utf8(bytes).map(Payload::from);
        text.unwrap_or_else(|_| Payload::Bytes(bytes.to_vec())).serialize(serializer)
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        Payload::deserialize(deserializer).map(|payload| payload.to_bytes())
    }
}
