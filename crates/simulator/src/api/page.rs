//! Which page of the list is asked for.

use super::error::ApiError;
use super::form::Form;
use crate::dialect::ListEnvelope;

const DEFAULT_SIZE: usize = 50;
const MAX_SIZE: usize = 1_000;

/// Which page of the list is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct PageRequest {
    pub(super) number: usize,
    pub(super) size: usize,
    pub(super) token: Option<Token>,
}

/// A place in the list, by the number of a call: stays right when calls come and go.
#[derive(Clone, Copy, Debug)]
pub(super) enum Token {
    /// The calls that are older than this one.
    OlderThan(u64),
    /// The calls that are newer than this one.
    NewerThan(u64),
}

impl Token {
    fn parse(text: &str) -> Option<Self> {
        let (kind, number) = text.split_at_checked(2)?;
        let number = u64::from_str_radix(number, 16).ok()?;
        match kind {
            "PA" => Some(Self::OlderThan(number)),
            "PB" => Some(Self::NewerThan(number)),
            _ => None,
        }
    }

    pub(super) fn write(self) -> String {
        match self {
            Self::OlderThan(number) => format!("PA{number:032x}"),
            Self::NewerThan(number) => format!("PB{number:032x}"),
        }
    }
}

impl PageRequest {
    pub(super) fn read(envelope: ListEnvelope, query: &Form) -> Result<Self, ApiError> {
        let number = whole(query, "Page", 0, usize::MAX, 0)?;
        let size = whole(query, "PageSize", 1, MAX_SIZE, DEFAULT_SIZE)?;
        if envelope != ListEnvelope::PageTokens {
            return Ok(Self { number, size, token: None });
        }
        let token = query.filled("PageToken").map(|text| {
            let malformed = || ApiError::bad(54453, format!("PageToken {text:?} is not valid."));
            Token::parse(text).ok_or_else(malformed)
        });
        let token = token.transpose()?;
        if number > 0 && token.is_none() {
            return Err(ApiError::bad(54453, "A Page above 0 needs the PageToken of its URI."));
        }
        Ok(Self { number, size, token })
    }
}

fn whole(query: &Form, name: &str, first: usize, last: usize, default: usize) -> Result<usize, ApiError> {
    let Some(text) = query.get(name) else {
        return Ok(default);
    };
    let number = text.parse().ok().filter(|number| (first..=last).contains(number));
    number.ok_or_else(|| {
        let code = if name == "PageSize" { 54454 } else { 54453 };
        ApiError::bad(code, format!("{name} {text:?} is not a whole number of that range."))
    })
}
