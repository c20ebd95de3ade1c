//! Rules about elements side by side.

use super::finding::Finding;
use super::rule::Rule;
use super::walk::{Checker, Spot};
use crate::laml::rules::ElementRule;

/// The children seen so far: what they are, and how many.
#[derive(Debug, Default)]
pub(super) struct Siblings {
    seen: Vec<(&'static ElementRule, u32)>,
}

impl Checker<'_> {
    /// Checks a child against those before it. Each breach is reported once.
    pub(super) fn beside(&mut self, siblings: &mut Siblings, rule: &'static ElementRule) {
        if let Some((_, count)) = siblings.seen.iter_mut().find(|(seen, _)| seen.id == rule.id) {
            *count = count.saturating_add(1);
            if rule.max_per_parent.is_some_and(|max| *count == max.saturating_add(1)) {
                let message = format!("more than {} {} elements stand here", *count - 1, rule.name);
                self.report(Spot::Element, Finding::new(Rule::TooManyElements, message));
            }
            return;
        }
        let excludes = |(other, _): &&(&'static ElementRule, u32)| {
            other.excludes.contains(&rule.id) || rule.excludes.contains(&other.id)
        };
        if let Some((other, _)) = siblings.seen.iter().find(excludes) {
            let message = format!("{} may not stand beside {}", rule.name, other.name);
            self.report(Spot::Element, Finding::new(Rule::ExclusiveElements, message).found(rule.name));
        }
        siblings.seen.push((rule, 1));
    }
}
