//! The document that a page of calls comes in.

use serde::Deserialize;
use serde::de::Deserializer;
use serde_json::value::RawValue;

use crate::calls::Call;
use crate::decode;

/// A page of calls as the API writes it. What the pager does not need is left out.
#[derive(Debug)]
pub(crate) struct CallEnvelope {
    pub(crate) calls: Vec<Call>,
    pub(crate) page: Option<u64>,
    pub(crate) page_size: Option<u64>,
    pub(crate) next_page_uri: Link,
    pub(crate) previous_page_uri: Link,
}

impl CallEnvelope {
    /// Says whether the page is not full, by the size that the API itself states.
    pub(crate) fn is_short(&self) -> bool {
        self.page_size.is_some_and(|size| (self.calls.len() as u64) < size)
    }
}

/// The address of a neighbouring page.
#[derive(Debug, Default)]
pub(crate) enum Link {
    /// The envelope has no such field: this service counts pages.
    #[default]
    Absent,
    /// There is no such page.
    None,
    /// The page is here.
    To(String),
}

impl<'de> Deserialize<'de> for Link {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let uri = Option::<String>::deserialize(deserializer)?;
        Ok(uri.filter(|uri| !uri.is_empty()).map_or(Self::None, Self::To))
    }
}

impl<'de> Deserialize<'de> for CallEnvelope {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Fields<'a> {
            calls: Vec<Call>,
            #[serde(borrow, default)]
            page: Option<&'a RawValue>,
            #[serde(borrow, default)]
            page_size: Option<&'a RawValue>,
            #[serde(default)]
            next_page_uri: Link,
            #[serde(default)]
            previous_page_uri: Link,
        }
        let fields = Fields::deserialize(deserializer)?;
        let number = |raw: Option<&RawValue>| raw.and_then(|raw| decode::units(raw).ok().flatten());
        Ok(Self {
            calls: fields.calls,
            page: number(fields.page),
            page_size: number(fields.page_size),
            next_page_uri: fields.next_page_uri,
            previous_page_uri: fields.previous_page_uri,
        })
    }
}
