//! Telephone numbers.

/// Says whether a text is an E.164 number: a plus sign and 2 to 15 digits, the first not zero.
pub(crate) fn is_e164(text: &str) -> bool {
    text.strip_prefix('+').is_some_and(|digits| {
        (2..=15).contains(&digits.len())
            && !digits.starts_with('0')
            && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// Says whether a text is a SIP address.
pub(crate) fn is_sip(text: &str) -> bool {
    let address = text.strip_prefix("sip:").or_else(|| text.strip_prefix("sips:"));
    address.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
}

/// Says whether a text is a number whose plus sign was sent as it is, and so was read as a space.
pub(crate) fn lost_its_plus(text: &str) -> bool {
    text.strip_prefix(' ').is_some_and(|digits| is_e164(&format!("+{digits}")))
}
