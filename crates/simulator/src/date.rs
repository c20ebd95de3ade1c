//! Dates as the services write them.

use std::time::SystemTime;

use crate::dialect::DateForm;

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Writes a moment in the form that the dialect wants, in UTC.
pub(crate) fn write(moment: SystemTime, form: DateForm) -> String {
    match form {
        DateForm::Rfc2822 => rfc_2822(moment),
        DateForm::Iso8601 => iso_8601(moment),
    }
}

/// Writes a moment such as `Fri, 21 Sep 2018 10:00:00 +0000`.
pub(crate) fn rfc_2822(moment: SystemTime) -> String {
    httpdate::fmt_http_date(moment).replace("GMT", "+0000")
}

/// Writes a moment such as `2018-09-21T10:00:00Z`.
pub(crate) fn iso_8601(moment: SystemTime) -> String {
    let text = httpdate::fmt_http_date(moment);
    let mut words = text.split(' ').skip(1);
    let mut word = || words.next().unwrap_or_default();
    let (day, name, year, time) = (word(), word(), word(), word());
    let month = MONTHS.iter().position(|month| *month == name).unwrap_or_default() + 1;
    format!("{year}-{month:02}-{day}T{time}Z")
}

/// Brings the value of a date filter, in either form, into the form of [`iso_8601`].
pub(crate) fn normalise(text: &str) -> String {
    httpdate::parse_http_date(&text.replace("+0000", "GMT")).map_or_else(|_| text.to_owned(), iso_8601)
}
