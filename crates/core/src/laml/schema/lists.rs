//! Rules about lists in one value.

use super::finding::{Finding, words};
use super::rule::Rule;
use super::values::{integer, is_longer, one_of};
use super::walk::{Checker, Spot};
use crate::laml::rules::{AttributeRule, ElementRule};

/// Characters that people put between, or around, the items of a list.
const USUAL: &[char] = &[' ', ',', ';', '|', '[', ']', '\'', '"'];

impl Checker<'_> {
    pub(super) fn list(&mut self, element: &ElementRule, rule: &AttributeRule, spot: Spot<'_>, value: &str) {
        let items = split(rule, value);
        let too_many =
            rule.max_items.filter(|max| u32::try_from(items.len()).map_or(true, |count| count > *max));
        if let Some(max) = too_many {
            let message = format!("`{}` has {} items", rule.name, items.len());
            self.report(spot, Finding::new(Rule::ListTooLong, message).allowed(format!("{max} items")));
        }
        let is_known = |item: &&str| rule.values.contains(item);
        if !rule.values.is_empty() && !items.iter().all(is_known) && separated_otherwise(rule, value) {
            self.report(spot, separator(rule, value));
            return;
        }
        for item in items {
            self.item(element, rule, spot, item);
        }
    }

    fn item(&mut self, element: &ElementRule, rule: &AttributeRule, spot: Spot<'_>, item: &str) {
        if let Some(max) = rule.item_max_length.filter(|max| is_longer(item, *max)) {
            let message = format!("an item of `{}` has more than {max} characters", rule.name);
            self.report(spot, Finding::new(Rule::ItemTooLong, message).found(item));
        }
        let problem = if !rule.values.is_empty() && !rule.open {
            one_of(element, rule, item, self.options.only_twilio())
        } else if rule.min.is_some() || rule.max.is_some() {
            integer(rule, item)
        } else {
            None
        };
        if let Some(finding) = problem {
            self.report(spot, finding);
        }
    }
}

/// Returns the items. White space around them does no harm.
fn split<'a>(rule: &AttributeRule, value: &'a str) -> Vec<&'a str> {
    if rule.separator.trim().is_empty() {
        return value.split_whitespace().collect();
    }
    value.split(rule.separator).map(str::trim).filter(|item| !item.is_empty()).collect()
}

/// Says whether a value consists of known items with other characters between them.
fn separated_otherwise(rule: &AttributeRule, value: &str) -> bool {
    let mut items = value.split(USUAL).filter(|item| !item.is_empty()).peekable();
    items.peek().is_some() && items.all(|item| rule.values.contains(&item))
}

fn separator(rule: &AttributeRule, value: &str) -> Finding {
    let name = match rule.separator {
        " " => "a blank",
        "," => "a comma",
        other => other,
    };
    let items: Vec<&str> = value.split(USUAL).filter(|item| !item.is_empty()).collect();
    let message = format!("the items of `{}` are not separated by {name}", rule.name);
    let finding =
        Finding::new(Rule::ListSeparator, message).found(value).allowed(words(rule.values.iter().copied()));
    finding.hint(format!("write `{}`", super::finding::excerpt(&items.join(rule.separator))))
}
