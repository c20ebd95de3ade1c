//! What bindings read out of requests without a type for each kind.

use mycpaas_bridge::ErrorKind;
use mycpaas_bridge::webhook::{self, CallTracker, ParseLimits, SignedRequest, SigningKey, Value};

const FORM: Option<&str> = Some("application/x-www-form-urlencoded");
const BODY: &[u8] = b"CallSid=CA1&CallStatus=completed&SequenceNumber=3&CallDuration=soon";

#[test]
fn values_by_name() {
    let limits = ParseLimits::new();
    let event = webhook::receive("POST", "/?a=1", FORM, BODY, limits, None).unwrap();
    let values: Vec<_> =
        webhook::values(&event).filter_map(|(known, value)| Some((known.name(), value?))).collect();
    let expected = [
        ("call_sid", Value::Text("CA1")),
        ("call_status", Value::Text("completed")),
        ("sequence_number", Value::Integer(3)),
    ];
    assert_eq!((event.kind().name(), values.as_slice()), ("status", &expected[..]));
    let query = webhook::receive(
        "get",
        "/?CallSid=CA1#x",
        FORM,
        BODY,
        limits,
        Some(webhook::kind("gather").unwrap()),
    );
    assert_eq!((query.as_ref().unwrap().kind().name(), query.unwrap().fields().len()), ("gather", 1));
    assert!(webhook::record(&CallTracker::new(), &event).unwrap().ended);
}

#[test]
fn mistakes_are_failures() {
    let limits = ParseLimits::new();
    assert_eq!(webhook::parse(FORM, b"%", limits).unwrap_err().kind, ErrorKind::Webhook);
    assert_eq!(webhook::parse_query("a=%", limits).unwrap_err().kind, ErrorKind::Webhook);
    let failure = webhook::kind("gathers").unwrap_err();
    assert!(failure.text.contains("gather_partial") && failure.parameter.as_deref() == Some("kind"));
    assert_eq!(webhook::scheme("md5").unwrap_err().kind, ErrorKind::InvalidArgument);
    for keys in [vec![], vec![SigningKey::new("")]] {
        let failure = webhook::validator(keys, None, None, limits, true).unwrap_err();
        assert_eq!(
            (failure.kind, failure.parameter.as_deref()),
            (ErrorKind::Configuration, Some("signing_key"))
        );
    }
    let none = webhook::validator([SigningKey::new("key")], None, Some(vec![]), limits, true).unwrap_err();
    for failure in [none, webhook::schemes(["parameters", "md5"]).unwrap_err()] {
        assert_eq!((failure.kind, failure.parameter.as_deref()), (ErrorKind::Configuration, Some("schemes")));
    }
}

#[test]
fn signatures() {
    let keys = [SigningKey::new("old"), SigningKey::named("shared", "new")];
    let public = Some("https://example.com".to_owned());
    let validator = webhook::validator(keys, public, None, ParseLimits::new(), true).unwrap();
    let mut headers = vec![("content-type".to_owned(), FORM.unwrap().to_owned())];
    let request = SignedRequest::new("POST", "/status").headers(&headers).body(BODY);
    let scheme = webhook::scheme("parameters_sha256").unwrap();
    let signature = validator.sign(scheme, &request);
    headers.extend(signature.headers.into_iter().map(|(name, value)| (name.to_owned(), value)));
    let request = SignedRequest::new("POST", "/status").headers(&headers).body(BODY);
    assert_eq!(validator.validate(&request).scheme(), Some(scheme));
}
