//! Rules about values, in attributes and in text.

use rust_decimal::Decimal;

use super::finding::{Finding, excerpt, words};
use super::foreign;
use super::names::{shown, wrong_case};
use super::nearest::{nearest, other_case};
use super::placeholder::{self, Placeholders};
use super::rule::Rule;
use super::walk::{Checker, Spot};
use crate::laml::rules::{AttributeRule, ElementRule, ValueType};

impl Checker<'_> {
    /// Checks a value. One that a placeholder is a part of is not known yet.
    pub(super) fn value(&mut self, element: &ElementRule, rule: &AttributeRule, spot: Spot<'_>, value: &str) {
        match placeholder::look(value) {
            Placeholders::Filled => return,
            Placeholders::Unclosed => self.report(spot, placeholder::unclosed(value)),
            Placeholders::None => {}
        }
        if let Some(max) = rule.max_length.filter(|max| is_longer(value, *max)) {
            let message = format!("`{}` has more than {max} characters", rule.name);
            self.report(spot, Finding::new(Rule::ValueTooLong, message).found(value));
        }
        if !rule.also.contains(&value) {
            self.typed(element, rule, spot, value);
        }
    }

    fn typed(&mut self, element: &ElementRule, rule: &AttributeRule, spot: Spot<'_>, value: &str) {
        let problem = match rule.value {
            ValueType::Integer => integer(rule, value),
            ValueType::Decimal => decimal(rule, value),
            ValueType::Boolean => boolean(rule, value),
            ValueType::Enumeration | ValueType::Method => {
                one_of(element, rule, value, self.options.only_twilio())
            }
            ValueType::String if element.id == "break" && rule.name == "time" => {
                super::durations::duration(value)
            }
            ValueType::String if rule.open || rule.values.is_empty() => characters(rule, value),
            ValueType::String => one_of(element, rule, value, self.options.only_twilio()),
            ValueType::Digits => keys(rule, value),
            ValueType::Phone => super::numbers::phone(value),
            ValueType::SipUri => super::numbers::sip(value),
            ValueType::Url => return self.url(rule, spot, value),
            ValueType::List => return self.list(element, rule, spot, value),
        };
        if let Some(finding) = problem {
            self.report(spot, finding);
        }
    }
}

pub(super) fn is_longer(value: &str, max: u32) -> bool {
    u32::try_from(value.chars().count()).map_or(true, |count| count > max)
}

fn wrong_type(rule: &AttributeRule, value: &str, what: &str, allowed: &str) -> Finding {
    let message = format!("`{}` is {}, not {what}", rule.name, quoted(value));
    let also =
        if rule.also.is_empty() { String::new() } else { format!(", {}", words(rule.also.iter().copied())) };
    Finding::new(Rule::WrongType, message).found(value).allowed(format!("{allowed}{also}"))
}

fn quoted(value: &str) -> String {
    if value.is_empty() { "empty".to_owned() } else { shown(value) }
}

pub(super) fn integer(rule: &AttributeRule, value: &str) -> Option<Finding> {
    let digits = value.strip_prefix('-').unwrap_or(value);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some(wrong_type(rule, value, "a whole number", &range(rule, "a whole number")));
    }
    out_of_range(rule, value, value.parse::<i64>().ok().map(Decimal::from))
}

fn decimal(rule: &AttributeRule, value: &str) -> Option<Finding> {
    let digits = value.strip_prefix('-').unwrap_or(value);
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    if !is_number(whole) || !is_number(fraction) {
        return Some(wrong_type(rule, value, "a decimal number", &range(rule, "a number such as 9.90")));
    }
    out_of_range(rule, value, value.parse().ok())
}

/// A number that does not fit is out of any range.
fn out_of_range(rule: &AttributeRule, value: &str, number: Option<Decimal>) -> Option<Finding> {
    let too_small = |number: Decimal| rule.min.is_some_and(|min| number < Decimal::from(min));
    let too_large = |number: Decimal| rule.max.is_some_and(|max| number > Decimal::from(max));
    if number.is_some_and(|number| !too_small(number) && !too_large(number)) {
        return None;
    }
    let message = format!("`{}` is {}", rule.name, excerpt(value));
    Some(Finding::new(Rule::OutOfRange, message).found(value).allowed(range(rule, "a smaller number")))
}

fn range(rule: &AttributeRule, otherwise: &str) -> String {
    let allowed = match (rule.min, rule.max) {
        (Some(min), Some(max)) => format!("{min} to {max}"),
        (Some(min), None) => format!("{min} or more"),
        (None, Some(max)) => format!("at most {max}"),
        (None, None) => otherwise.to_owned(),
    };
    match rule.default {
        Some(default) => format!("{allowed} (left out: {default})"),
        None => allowed,
    }
}

fn boolean(rule: &AttributeRule, value: &str) -> Option<Finding> {
    if matches!(value, "true" | "false") {
        return None;
    }
    if let Some(right) = other_case(value, ["true", "false"]) {
        return Some(wrong_case("value", value, right));
    }
    Some(wrong_type(rule, value, "a boolean", "`true`, `false`"))
}

/// Checks a value that must be one of a list of words.
pub(super) fn one_of(
    element: &ElementRule,
    rule: &AttributeRule,
    value: &str,
    only_twilio: bool,
) -> Option<Finding> {
    let values = || rule.values.iter().copied();
    if rule.values.contains(&value) {
        return None;
    }
    if foreign::is_value(element, rule.name, value) {
        let message = format!("the value `{value}` of `{}` is known only to Twilio", rule.name);
        return (!only_twilio).then(|| Finding::new(Rule::OtherService, message).found(value));
    }
    if let Some(right) = other_case(value, values()) {
        return Some(wrong_case("value", value, right));
    }
    let message = format!("{} is not a value of `{}`", quoted(value), rule.name);
    let finding = Finding::new(Rule::ForbiddenValue, message).found(value).allowed(words(values()));
    Some(finding.meant(nearest(value, values())))
}

fn keys(rule: &AttributeRule, value: &str) -> Option<Finding> {
    if value.is_empty() {
        return Some(wrong_type(rule, value, "keys of a telephone", "keys of a telephone"));
    }
    characters(rule, value)
}

/// Checks the characters of a value. An alphabet is written as `0-9A-D*#wW`.
fn characters(rule: &AttributeRule, value: &str) -> Option<Finding> {
    let alphabet = rule.alphabet?;
    let wrong = value.chars().find(|character| !holds(alphabet, *character))?;
    let message = format!("`{}` holds {}", rule.name, shown(wrong.encode_utf8(&mut [0; 4])));
    Some(
        Finding::new(Rule::ForbiddenCharacter, message)
            .found(value)
            .allowed(format!("the characters {alphabet}")),
    )
}

fn holds(alphabet: &str, wanted: char) -> bool {
    let mut characters = alphabet.chars().peekable();
    while let Some(first) = characters.next() {
        let mut ahead = characters.clone();
        let last = if ahead.next() == Some('-') { ahead.next() } else { None };
        if last.is_some() {
            characters = ahead;
        }
        if (first..=last.unwrap_or(first)).contains(&wanted) {
            return true;
        }
    }
    false
}
