//! Rules about durations in SSML.

use rust_decimal::Decimal;

use super::finding::Finding;
use super::names::shown;
use super::rule::Rule;

/// The longest pause, in milliseconds.
const LONGEST: i64 = 10_000;

/// Checks a duration such as `500ms` or `1.5s`.
pub(super) fn duration(value: &str) -> Option<Finding> {
    let allowed = "a duration such as `500ms` or `1.5s`, at most 10 seconds";
    let Some(milliseconds) = milliseconds(value) else {
        let message = format!("{} is not a duration", shown(value));
        return Some(Finding::new(Rule::WrongType, message).found(value).allowed(allowed));
    };
    let message = format!("a pause of {} is too long", shown(value));
    let finding = || Finding::new(Rule::OutOfRange, message).found(value).allowed(allowed);
    (milliseconds > Decimal::from(LONGEST)).then(finding)
}

/// A number that no decimal can hold is too long as well.
fn milliseconds(value: &str) -> Option<Decimal> {
    let (number, unit) = match value.strip_suffix("ms") {
        Some(number) => (number, 1),
        None => (value.strip_suffix('s')?, 1_000),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let product = || number.parse::<Decimal>().ok()?.checked_mul(Decimal::from(unit));
    (is_number(whole) && is_number(fraction)).then(|| product().unwrap_or(Decimal::MAX))
}
