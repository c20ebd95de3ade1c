//! What a refusal looks for is bounded, and what is likely comes first.
#![allow(clippy::unwrap_used, reason = "tests")]

use mycpaas::webhook::{SignatureScheme, SignatureValidator, SignedRequest};

const FORM: (&str, &str) = ("Content-Type", "application/x-www-form-urlencoded");

/// Signs for a URL, and returns the hint that a validator with many keys gives where another one was seen.
fn hint(keys: usize, size: usize, signed: &str, seen: &str) -> Option<String> {
    let body = format!("Body={}", "x".repeat(size));
    let request = |url| SignedRequest::new("POST", url).body(body.as_bytes());
    let key = SignatureValidator::new("key").unwrap();
    let signature = key.sign(SignatureScheme::Parameters, &request(signed).headers(&[FORM]));
    let (name, value) = signature.headers.first().unwrap();
    let headers = [FORM, (*name, value.as_str())];
    let validator = (1..keys).fold(key, |validator, number| validator.key(format!("key {number}")).unwrap());
    let verdict = validator.validate(&request(seen).headers(&headers));
    verdict.refusal().unwrap().hint().map(str::to_owned)
}

#[test]
fn fewer_are_found_where_more_has_to_be_hashed() {
    let (https, http) = ("https://example.com/status", "http://example.com/status");
    let port = "https://example.com:8888/status";
    let with_https = Some("it would match with https".to_owned());
    for (keys, size) in [(1, 10), (4, 500), (40, 10), (1, 20_000), (4, 10_000)] {
        assert_eq!(hint(keys, size, https, http), with_https, "{keys} keys, {size} bytes");
    }
    for (keys, size) in [(1, 100_000), (400, 10), (4, 20_000)] {
        assert_eq!(hint(keys, size, https, http), None, "{keys} keys, {size} bytes");
    }
    assert_eq!(hint(1, 10, port, https).unwrap(), "it would match with port :8888");
    assert_eq!(hint(1, 10_000, port, https), None);
}
