//! What shows itself to a debugger keeps its secrets. Bad input itself is in `tests/vectors/calls`.

use mycpaas::{CreateCall, RawRequest, RequestOptions};

use crate::support::{assert_no_secret, with_defaults};

#[test]
fn a_client_and_its_builder() {
    for base_url in ["https://example.com/api/laml/2010-04-01", "https://user:hunter2@example.com/api"] {
        let builder = with_defaults(base_url);
        let text = format!("{builder:?} {builder:#?}");
        assert_no_secret(&text);
        assert!(!text.contains("hunter2"), "{text}");
    }
    let client = with_defaults("https://example.com/x").build().expect("valid");
    assert_no_secret(&format!("{client:?} {client:#?}"));
}

#[test]
fn options_of_a_request() {
    let options = RequestOptions::new().header("X-Key", "hunter2");
    assert!(!format!("{options:?} {options:#?}").contains("hunter2"));
}

#[test]
fn urls_of_a_call() {
    let call = CreateCall::new("+491234567890", "+491098765432", "https://ann:hunter2@example.com/voice.xml");
    let text = format!("{call:?} {call:#?}");
    assert!(text.contains("https://[redacted]@example.com/voice.xml"), "{text}");
    assert!(!text.contains("hunter2"), "{text}");
}

#[test]
fn a_raw_request() {
    let request = RawRequest::new("POST", "Messages.json").query("Key", "hunter2").form("Body", "hunter2");
    let other = RawRequest::new("PUT", "Notes").body("text/plain", "hunter2");
    let text = format!("{request:?} {request:#?} {other:?}");
    assert!(text.contains("Key") && text.contains("Body") && text.contains("text/plain"), "{text}");
    assert!(!text.contains("hunter2") && !text.contains("104, 117"), "{text}");
}
