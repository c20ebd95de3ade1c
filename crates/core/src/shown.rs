//! Given values as messages show them: never at length, and without what a URL says of its user.

use std::borrow::Cow;

use crate::credentials::REDACTED;

/// How many characters of a value are shown.
const SHOWN_MAX: usize = 80;

/// Writes a given value in quotes, as its beginning and `…` where it is long.
pub(crate) fn shown(text: &str) -> String {
    let text = without_userinfo(text);
    match beginning(&text, SHOWN_MAX) {
        Some(kept) => format!("{kept:?}…"),
        None => format!("{text:?}"),
    }
}

/// Returns the beginning of a text and `…`, or all of it where it is short enough.
pub(crate) fn shortened(text: &str, length: usize) -> String {
    beginning(text, length).map_or_else(|| text.to_owned(), |kept| format!("{kept}…"))
}

/// Hides user and password of a URL, and the password of a SIP URI.
///
/// Whatever stands before the last `@` counts, for a URL that is malformed may have its password anywhere.
pub(crate) fn without_userinfo(text: &str) -> Cow<'_, str> {
    let Some((before, host)) = text.rsplit_once('@') else { return Cow::Borrowed(text) };
    let kept = match before.split_once("://") {
        Some((scheme, _)) if is_scheme(scheme) => format!("{scheme}://"),
        _ => match before.split_once(':') {
            Some((scheme @ ("sip" | "sips"), user)) => match user.split_once(':') {
                Some((user, _)) => format!("{scheme}:{user}:"),
                None => return Cow::Borrowed(text),
            },
            _ => String::new(),
        },
    };
    Cow::Owned(format!("{kept}{REDACTED}@{host}"))
}

fn is_scheme(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}

/// Returns the first characters of a text that has more of them.
fn beginning(text: &str, length: usize) -> Option<&str> {
    let (end, _) = text.char_indices().nth(length)?;
    text.get(..end)
}
