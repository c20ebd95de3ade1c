//! Points in time as services write them.

use std::fmt;
use std::time::SystemTime;

use jiff::fmt::rfc2822::DateTimeParser;

/// A point in time, as the API wrote it.
///
/// The text is kept as it is and understood leniently: RFC 2822 (`Fri, 21 Sep 2018 10:00:00 +0000`,
/// also with the abbreviations `Thur` and `Sept` that occur) and ISO 8601 (`2018-09-21T10:00:00Z`).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Timestamp(Box<str>);

impl Timestamp {
    pub(crate) fn new(raw: impl Into<Box<str>>) -> Self {
        Self(raw.into())
    }

    /// Returns the text as it was received.
    pub fn raw(&self) -> &str {
        &self.0
    }

    /// Returns the point in time, or nothing if the text is not understood.
    pub fn to_system_time(&self) -> Option<SystemTime> {
        SystemTime::try_from(self.parse()?).ok()
    }

    /// Returns the seconds since 1970-01-01 00:00:00 UTC, or nothing if the text is not understood.
    pub fn unix_seconds(&self) -> Option<i64> {
        self.parse().map(jiff::Timestamp::as_second)
    }

    fn parse(&self) -> Option<jiff::Timestamp> {
        let text = self.0.trim();
        let iso = text.as_bytes().get(4) == Some(&b'-');
        if iso {
            return parse_iso(text);
        }
        let parser = DateTimeParser::new().relaxed_weekday(true);
        parser.parse_timestamp(text).or_else(|_| parser.parse_timestamp(with_short_names(text))).ok()
    }
}

/// Without an offset it is taken as UTC, which is what services mean.
fn parse_iso(text: &str) -> Option<jiff::Timestamp> {
    text.parse().or_else(|_| format!("{text}Z").parse()).ok()
}

/// Cuts names of days and months to three letters.
fn with_short_names(text: &str) -> String {
    let shorten = |word: &str| match word.strip_suffix(',') {
        Some(name) => format!("{},", name.chars().take(3).collect::<String>()),
        None if word.chars().all(char::is_alphabetic) => word.chars().take(3).collect(),
        None => word.to_owned(),
    };
    text.split_whitespace().map(shorten).collect::<Vec<_>>().join(" ")
}

impl fmt::Display for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl fmt::Debug for Timestamp {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Timestamp({:?})", self.0)
    }
}
