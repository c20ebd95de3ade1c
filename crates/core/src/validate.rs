//! Checks of arguments, made before anything is sent. Each says what is wrong, what was given and what is allowed.

use http::{HeaderName, HeaderValue};
use url::Url;

use crate::error::Error;
use crate::shown::shown;
use crate::timestamp::Timestamp;

/// Header names that the client sets itself, or that would change how the request is framed.
const RESERVED_HEADERS: [&str; 11] = [
    "accept-encoding",
    "authorization",
    "connection",
    "content-length",
    "content-type",
    "expect",
    "host",
    "proxy-authorization",
    "te",
    "transfer-encoding",
    "upgrade",
];

/// The longest SID that is accepted; the longest known one has 36 characters.
const SID_MAX: usize = 128;

/// Accepts an E.164 number (`+` and 2 to 15 digits, the first not 0), or a SIP URI.
pub(crate) fn phone(parameter: &str, value: &str) -> Result<(), Error> {
    if is_e164(value) || is_sip_uri(value) {
        return Ok(());
    }
    let hint = if value.is_empty() {
        "is empty"
    } else if value.starts_with("00") {
        "begins with 00 where a + belongs"
    } else if value.bytes().all(|byte| byte.is_ascii_digit()) {
        "lacks the leading + and country code"
    } else {
        "is not a telephone number"
    };
    Err(Error::invalid_argument(
        parameter,
        format_args!(
            "{} {hint}; an E.164 number such as +491234567890, or a SIP URI, is allowed",
            shown(value)
        ),
    ))
}

pub(crate) fn is_e164(value: &str) -> bool {
    value.strip_prefix('+').is_some_and(|digits| {
        (2..=15).contains(&digits.len())
            && !digits.starts_with('0')
            && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

pub(crate) fn is_sip_uri(value: &str) -> bool {
    let address = value.strip_prefix("sip:").or_else(|| value.strip_prefix("sips:"));
    address.is_some_and(|address| {
        !address.is_empty()
            && !address.starts_with('@')
            && !address.ends_with('@')
            && address.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'<' | b'>' | b'"'))
    })
}

/// Accepts an absolute http or https URL.
pub(crate) fn web_url(parameter: &str, value: &str) -> Result<(), Error> {
    if is_plain_web_url(value) {
        return Ok(());
    }
    parse_web_url(value).map(drop).map_err(|problem| {
        Error::invalid_argument(
            parameter,
            format_args!("{} {problem}; an absolute http or https URL is allowed", shown(value)),
        )
    })
}

/// Recognizes an http or https URL of the most common form, all of which the parser accepts too.
///
/// Parsing the two URLs of a call costs as much as encoding its form twice, only to be thrown away.
fn is_plain_web_url(value: &str) -> bool {
    let rest = value.strip_prefix("https://").or_else(|| value.strip_prefix("http://"));
    rest.is_some_and(|rest| {
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        is_plain_host(host) && path.bytes().all(|byte| byte.is_ascii_graphic())
    })
}

/// Recognizes a name in lower case that is neither international nor, as its last label shows, an IP address.
fn is_plain_host(host: &str) -> bool {
    let plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
    host.split('.').all(|label| !label.is_empty() && !label.starts_with("xn--") && label.bytes().all(plain))
        && host
            .rsplit('.')
            .next()
            .is_some_and(|last| last.starts_with(|first: char| first.is_ascii_lowercase()))
}

/// Parses an absolute http or https URL, and says what is wrong with any other text.
pub(crate) fn parse_web_url(value: &str) -> Result<Url, String> {
    if value.is_empty() {
        return Err("is empty".to_owned());
    }
    // The URL standard drops these in silence; the service would get another address than was written.
    if value.chars().any(|character| character.is_whitespace() || character.is_control()) {
        return Err("contains a blank or a control character".to_owned());
    }
    let url = Url::parse(value).map_err(|error| format!("is not a URL ({error})"))?;
    match url.scheme() {
        "http" | "https" if value.split_once("://").is_some() => Ok(url),
        "http" | "https" => Err("lacks the // after the scheme".to_owned()),
        scheme if value.contains("://") => Err(format!("has the scheme {}", shown(scheme))),
        // What stands before the first colon may be the name of a user.
        _ => Err("does not begin with http:// or https://".to_owned()),
    }
}

/// Accepts a SID of any form, but nothing that could change the path it is put into.
pub(crate) fn sid(parameter: &str, value: &str) -> Result<(), Error> {
    path_segment(value).map_err(|problem| Error::invalid_argument(parameter, problem))
}

/// Accepts what may stand between two slashes of a path as it is.
pub(crate) fn path_segment(value: &str) -> Result<(), String> {
    if value.is_empty() {
        return Err("is empty".to_owned());
    }
    let harmless = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
    if value.len() > SID_MAX || value == "." || value == ".." || !value.bytes().all(harmless) {
        return Err(format!(
            "{} cannot be a SID: at most {SID_MAX} letters, digits, '-', '_', '.' and '~' are allowed",
            shown(value)
        ));
    }
    Ok(())
}

/// Accepts a header that the caller may add.
pub(crate) fn header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), Error> {
    let parameter = "headers";
    let parsed = HeaderName::from_bytes(name.as_bytes()).map_err(|_| {
        Error::invalid_argument(parameter, format_args!("{} is not a header name", shown(name)))
    })?;
    if RESERVED_HEADERS.contains(&parsed.as_str()) {
        return Err(Error::invalid_argument(
            parameter,
            format_args!("{} is set by the client itself and cannot be replaced", shown(name)),
        ));
    }
    let value = HeaderValue::from_str(value).map_err(|_| {
        // The value may be a secret of the caller's: it is not repeated.
        Error::invalid_argument(
            parameter,
            format_args!("the value of {} holds a control character", shown(name)),
        )
    })?;
    Ok((parsed, value))
}

/// Accepts the name of a form or query parameter that has no name of its own here.
pub(crate) fn extra(name: &str, typed: bool) -> Result<(), Error> {
    if typed {
        return Err(Error::invalid_argument(
            name,
            "is a parameter of its own here; extra is for those that have no name here",
        ));
    }
    if name.is_empty() || name.chars().any(|character| character.is_whitespace() || character.is_control()) {
        return Err(Error::invalid_argument(
            "extra",
            format_args!("{} is not the name of a parameter", shown(name)),
        ));
    }
    Ok(())
}

/// Accepts a text of at most so many characters. A secret is not repeated.
pub(crate) fn length(parameter: &str, text: &str, most: Option<usize>, secret: bool) -> Result<(), Error> {
    let Some(most) = most else { return Ok(()) };
    let length = text.chars().count();
    if length <= most {
        return Ok(());
    }
    let shown = if secret { "a secret".to_owned() } else { shown(text) };
    let problem = format_args!("{shown} has {length} characters; at most {most} are allowed");
    Err(Error::invalid_argument(parameter, problem))
}

/// Accepts keys of a telephone: at least one, out of an alphabet such as `0-9*#`.
pub(crate) fn digits(parameter: &str, text: &str, alphabet: &str) -> Result<(), Error> {
    if !text.is_empty() && text.chars().all(|character| in_alphabet(alphabet, character)) {
        return Ok(());
    }
    let problem = format_args!("{} is given; one or more characters of {alphabet} are allowed", shown(text));
    Err(Error::invalid_argument(parameter, problem))
}

/// Looks for a character in an alphabet of ranges and single characters.
fn in_alphabet(alphabet: &str, character: char) -> bool {
    let mut rest = alphabet.chars().peekable();
    while let Some(first) = rest.next() {
        let last = match rest.next_if_eq(&'-') {
            Some(_) => rest.next().unwrap_or(first),
            None => first,
        };
        if (first..=last).contains(&character) {
            return true;
        }
    }
    false
}

/// Accepts a word unless nothing but its case differs from one that is known.
///
/// Services compare words exactly, and learn new ones.
pub(crate) fn case<'a>(
    parameter: &str,
    word: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Result<(), Error> {
    match known.into_iter().find(|known| known.eq_ignore_ascii_case(word)) {
        Some(known) if known != word => {
            let problem = format_args!("{} is given; write {known:?}", shown(word));
            Err(Error::invalid_argument(parameter, problem))
        }
        _ => Ok(()),
    }
}

/// Accepts a day, or a point in time as services write it.
pub(crate) fn date(parameter: &str, text: &str) -> Result<(), Error> {
    let is_day = text.parse::<jiff::civil::Date>().is_ok();
    if is_day || Timestamp::new(text).unix_seconds().is_some() {
        return Ok(());
    }
    let problem = format_args!(
        "{} is not a date; a day such as 2026-01-31, or a time in ISO 8601 or RFC 2822, is allowed",
        shown(text)
    );
    Err(Error::invalid_argument(parameter, problem))
}

#[cfg(test)]
mod tests {
    use super::{is_plain_web_url, parse_web_url};

    #[test]
    fn what_is_taken_without_parsing_is_a_url() {
        const PIECES: &[&str] = &[
            "a", "example", "com", "0x1", "1", "255", "xn--", "xn--a", "-", "--", ".", "..", "/", "//", "\\",
            "%", "%2", "%00", "?", "#", "@", ":", ":80", "[", "]", "ä", "A", "_", "~", "<", "^", "\"",
        ];
        let mut random = fastrand::Rng::with_seed(7);
        let mut taken = 0;
        for _ in 0..100_000 {
            let scheme = random.choice(["http://", "https://"]).unwrap_or_default();
            let length = random.usize(0..8);
            let rest: String = random.choose_multiple(PIECES, length).into_iter().copied().collect();
            let url = format!("{scheme}{rest}");
            if is_plain_web_url(&url) {
                taken += 1;
                assert!(parse_web_url(&url).is_ok(), "{url}");
            }
        }
        assert!(taken > 1_000);
        assert!(is_plain_web_url("https://voice.example.com/a/b.xml?c=d%20e#f"));
    }
}
