//! Rules about URLs.

use url::{ParseError, Url};

use super::finding::{Finding, words};
use super::names::shown;
use super::options::Address;
use super::rule::Rule;
use super::walk::{Checker, Spot};
use crate::laml::rules::AttributeRule;

const WEB: &[&str] = &["http", "https"];

/// Attributes whose URL is fetched while the document runs, so that it can be relative to the document. A callback
/// comes later, or from elsewhere.
const FETCHED: &[&str] = &["action", "url", "waitUrl"];

impl Checker<'_> {
    pub(super) fn url(&mut self, rule: &AttributeRule, spot: Spot<'_>, value: &str) {
        // An empty action is the document itself.
        if value.is_empty() && rule.name == "action" {
            return;
        }
        let schemes = if rule.schemes.is_empty() { WEB } else { rule.schemes };
        let finding = match Url::parse(value) {
            _ if value.is_empty() => Some(malformed(value, "is empty")),
            _ if value.chars().any(|character| character.is_whitespace() || character.is_control()) => {
                Some(malformed(value, "holds a blank"))
            }
            Ok(url) => absolute(&url, value, schemes),
            Err(ParseError::RelativeUrlWithoutBase) => self.relative(rule, spot, value, schemes),
            Err(error) => Some(malformed(value, &format!("is not a URL: {error}"))),
        };
        if let Some(finding) = finding {
            self.report(spot, finding);
        }
    }

    fn relative(
        &self,
        rule: &AttributeRule,
        spot: Spot<'_>,
        value: &str,
        schemes: &[&str],
    ) -> Option<Finding> {
        let web = schemes.iter().any(|scheme| WEB.contains(scheme));
        let fetched = matches!(spot, Spot::Text) || FETCHED.contains(&rule.name);
        let reason = match self.options.address() {
            _ if !web => "there is no such scheme in the address of the document",
            Address::At(base) => {
                return base.join(value).err().map(|error| malformed(value, &error.to_string()));
            }
            Address::Nowhere => "the document has no address",
            Address::Unknown if fetched => return None,
            Address::Unknown => "it is requested when the document is no longer at hand",
        };
        let finding = Finding::new(Rule::RelativeUrl, format!("{} is relative, and {reason}", shown(value)));
        let finding =
            finding.found(value).allowed(format!("an absolute URL with {}", words(schemes.iter().copied())));
        let scheme = schemes.last().copied().unwrap_or("https");
        Some(if is_host(value) {
            finding.hint(format!("did you mean `{scheme}://{value}`?"))
        } else {
            finding
        })
    }
}

fn absolute(url: &Url, value: &str, schemes: &[&str]) -> Option<Finding> {
    if !schemes.contains(&url.scheme()) {
        let message = format!("{} has the scheme `{}`", shown(value), url.scheme());
        return Some(
            Finding::new(Rule::UrlScheme, message).found(value).allowed(words(schemes.iter().copied())),
        );
    }
    value.split_once("://").is_none().then(|| malformed(value, "lacks the // after the scheme"))
}

fn malformed(value: &str, problem: &str) -> Finding {
    Finding::new(Rule::MalformedUrl, format!("{} {problem}", shown(value))).found(value)
}

/// Says whether a relative URL looks as if only its scheme was forgotten.
fn is_host(value: &str) -> bool {
    let host = value.split('/').next().unwrap_or_default();
    value.contains('/') && host.contains('.') && !host.starts_with('.')
}
