//! Rules about telephone numbers and SIP addresses.

use super::finding::Finding;
use super::names::shown;
use super::rule::Rule;
use crate::validate;

pub(super) fn phone(value: &str) -> Option<Finding> {
    if validate::is_e164(value) {
        return None;
    }
    let hint = if value.is_empty() {
        "it is empty"
    } else if value.starts_with("00") {
        "write + instead of the leading 00"
    } else if value.starts_with("sip:") || value.starts_with("sips:") {
        "a SIP address belongs into Sip"
    } else if value.starts_with('+') {
        "write + and 2 to 15 digits, without anything between them"
    } else {
        "write + and the country code before the number"
    };
    let finding =
        Finding::new(Rule::NotE164, format!("{} is not a number in international form", shown(value)));
    Some(finding.found(value).allowed("a number such as +491234567890").hint(hint))
}

pub(super) fn sip(value: &str) -> Option<Finding> {
    if validate::is_sip_uri(value) {
        return None;
    }
    let finding = Finding::new(Rule::MalformedSipAddress, format!("{} is not a SIP address", shown(value)));
    let finding = finding.found(value).allowed("an address such as sip:alice@example.com");
    let bare = value.contains('@') && !value.contains(':') && validate::is_sip_uri(&format!("sip:{value}"));
    Some(if bare { finding.hint("write `sip:` before it") } else { finding })
}
