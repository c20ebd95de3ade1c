//! The parameters of a request: what was given, whether it may be, and how it is written.

use std::borrow::Cow;
use std::fmt;

use rust_decimal::Decimal;

use crate::error::Error;
use crate::mask::mask_phone_number;
use crate::options::ListEncoding;
use crate::shown::{shown, without_userinfo};
use crate::validate;

/// What the specification says of one parameter.
#[derive(Debug)]
pub(super) struct ParameterRule {
    /// Its name on the wire.
    pub(super) wire: &'static str,
    /// The name that the caller knows it by.
    pub(super) name: &'static str,
    pub(super) kind: ParameterType,
    /// The words that are allowed, or none if any is.
    pub(super) allowed: &'static [&'static str],
    /// The words that are known.
    pub(super) known: &'static [&'static str],
    /// Whether a list is one text with spaces, whatever the client's encoding of lists.
    pub(super) joined: bool,
    pub(super) min: Option<u32>,
    pub(super) max: Option<u32>,
    /// How many decimal places there may be.
    pub(super) decimals: Option<u32>,
    /// The longest text, in characters.
    pub(super) max_length: Option<usize>,
    /// The characters that it may consist of, written as ranges.
    pub(super) alphabet: Option<&'static str>,
    pub(super) secret: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ParameterType {
    Phone,
    Url,
    String,
    Integer,
    Boolean,
    Decimal,
    Sid,
    Digits,
    Date,
    Word,
    Words,
}

/// What was given for one parameter.
#[derive(Clone, Debug)]
pub(super) enum Value {
    One(String),
    Many(Vec<String>),
    Number(u32),
    Decimal(Decimal),
    Flag(bool),
}

/// The parameters of one request, by their place in its rules, and in that order.
#[derive(Clone, Default)]
pub(super) struct Parameters {
    given: Vec<(usize, Value)>,
    extra: Vec<(String, String)>,
}

impl Parameters {
    /// Sets a parameter; the last value counts.
    pub(super) fn set(&mut self, index: usize, value: Value) {
        match self.given.binary_search_by_key(&index, |(known, _)| *known) {
            Ok(place) => {
                if let Some((_, slot)) = self.given.get_mut(place) {
                    *slot = value;
                }
            }
            Err(place) => self.given.insert(place, (index, value)),
        }
    }

    pub(super) fn add_extra(&mut self, name: String, value: String) {
        self.extra.push((name, value));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.given.is_empty() && self.extra.is_empty()
    }

    /// Accepts what the rules allow.
    pub(super) fn check(&self, rules: &[ParameterRule]) -> Result<(), Error> {
        self.in_order(rules).try_for_each(|(rule, value)| rule.check(value))?;
        self.extra.iter().try_for_each(|(name, _)| {
            let typed = rules.iter().any(|rule| rule.wire == name);
            validate::extra(name, typed)
        })
    }

    /// Returns names and values as they are sent: in the order of the rules, then what has no rule.
    pub(super) fn pairs<'a>(
        &'a self,
        rules: &'static [ParameterRule],
        encoding: ListEncoding,
    ) -> impl Iterator<Item = (&'a str, Cow<'a, str>)> {
        let given = self.in_order(rules).flat_map(move |(rule, value)| {
            let joined = rule.joined || encoding == ListEncoding::SpaceJoined;
            value.texts(joined).map(|text| (rule.wire, text))
        });
        given.chain(self.extra.iter().map(|(name, value)| (name.as_str(), Cow::Borrowed(value.as_str()))))
    }

    /// Returns the text of a parameter, by its name on the wire.
    pub(super) fn text(&self, rules: &[ParameterRule], wire: &str) -> Option<&str> {
        self.in_order(rules).find_map(|(rule, value)| match value {
            Value::One(text) if rule.wire == wire => Some(text.as_str()),
            _ => None,
        })
    }

    /// Shows what was given: numbers masked, secrets and what has no rule not at all.
    pub(super) fn debug(&self, rules: &[ParameterRule], debug: &mut fmt::DebugStruct<'_, '_>) {
        for (rule, value) in self.in_order(rules) {
            match value {
                _ if rule.secret => debug.field(rule.name, &format_args!("***")),
                Value::One(text) if rule.kind == ParameterType::Phone => {
                    debug.field(rule.name, &mask_phone_number(text))
                }
                Value::One(text) if rule.kind == ParameterType::Url => {
                    debug.field(rule.name, &without_userinfo(text))
                }
                Value::One(text) => debug.field(rule.name, text),
                Value::Many(texts) => debug.field(rule.name, texts),
                Value::Number(number) => debug.field(rule.name, number),
                Value::Decimal(number) => debug.field(rule.name, &format_args!("{number}")),
                Value::Flag(flag) => debug.field(rule.name, flag),
            };
        }
        let extra: Vec<_> = self.extra.iter().map(|(name, _)| name).collect();
        debug.field("extra", &extra);
    }

    fn in_order<'a, 'b>(
        &'a self,
        rules: &'b [ParameterRule],
    ) -> impl Iterator<Item = (&'b ParameterRule, &'a Value)> {
        self.given.iter().filter_map(|(index, value)| Some((rules.get(*index)?, value)))
    }
}

impl Value {
    fn texts(&self, joined: bool) -> impl Iterator<Item = Cow<'_, str>> {
        let (one, many) = match self {
            Self::One(text) => (Some(Cow::Borrowed(text.as_str())), &[][..]),
            Self::Number(number) => (Some(Cow::Owned(number.to_string())), &[][..]),
            Self::Decimal(number) => (Some(Cow::Owned(number.to_string())), &[][..]),
            Self::Flag(flag) => (Some(Cow::Borrowed(if *flag { "true" } else { "false" })), &[][..]),
            Self::Many(texts) if joined && texts.is_empty() => (None, &[][..]),
            Self::Many(texts) if joined => (Some(Cow::Owned(texts.join(" "))), &[][..]),
            Self::Many(texts) => (None, texts.as_slice()),
        };
        one.into_iter().chain(many.iter().map(|text| Cow::Borrowed(text.as_str())))
    }
}

impl ParameterRule {
    fn check(&self, value: &Value) -> Result<(), Error> {
        match value {
            Value::One(text) => self.check_text(text),
            Value::Many(texts) => texts.iter().try_for_each(|text| self.check_word(text)),
            Value::Number(number) => self.check_range(Decimal::from(*number)),
            Value::Decimal(number) => self.check_range(*number),
            Value::Flag(_) => Ok(()),
        }
    }

    fn check_text(&self, text: &str) -> Result<(), Error> {
        validate::length(self.name, text, self.max_length, self.secret)?;
        match self.kind {
            ParameterType::Phone => validate::phone(self.name, text),
            ParameterType::Url => validate::web_url(self.name, text),
            ParameterType::Sid => validate::sid(self.name, text),
            ParameterType::Digits => validate::digits(self.name, text, self.alphabet.unwrap_or("0-9")),
            ParameterType::Date => validate::date(self.name, text),
            ParameterType::Word => self.check_word(text),
            _ => Ok(()),
        }
    }

    /// A word is a single one, since several are written with spaces between.
    fn check_word(&self, text: &str) -> Result<(), Error> {
        if !self.allowed.is_empty() && !self.allowed.contains(&text) {
            let allowed = self.allowed.join(" and ");
            let problem = format_args!("{} cannot be set; {allowed} are allowed", shown(text));
            return Err(Error::invalid_argument(self.name, problem));
        }
        let odd = |character: char| character.is_whitespace() || character.is_control();
        if text.is_empty() || text.contains(odd) {
            let known = self.known.join(", ");
            let problem =
                format_args!("{} is not one word; one word each is allowed, such as {known}", shown(text));
            return Err(Error::invalid_argument(self.name, problem));
        }
        validate::case(self.name, text, self.known.iter().copied())
    }

    fn check_range(&self, number: Decimal) -> Result<(), Error> {
        let low = self.min.is_some_and(|min| number < Decimal::from(min));
        let high = self.max.is_some_and(|max| number > Decimal::from(max));
        let fine = self.decimals.is_some_and(|decimals| number.normalize().scale() > decimals);
        if !low && !high && !fine {
            return Ok(());
        }
        let range = match (self.min, self.max) {
            (min, Some(max)) => format!("{} to {max}", min.unwrap_or_default()),
            (Some(min), None) => format!("at least {min}"),
            (None, None) => "any number".to_owned(),
        };
        let places =
            self.decimals.map_or_else(String::new, |most| format!(", with at most {most} decimal places,"));
        let problem = format_args!("{number} is given; {range}{places} is allowed");
        Err(Error::invalid_argument(self.name, problem))
    }
}
