//! Any body or query: an error that shows nothing of it, or fields within the limits, as another parser reads them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mycpaas::webhook::{
    CallTracker, Event, EventKind, Fields, ParseLimits, StatusEvent, parse_query_with, parse_with,
};
use url::form_urlencoded;

const SIZE: usize = 10_000;
const FIELDS: usize = 50;

fuzz_target!(|input: (u8, &[u8])| {
    let (choice, body) = input;
    let limits = ParseLimits::new().size(SIZE).fields(FIELDS);
    let content_type = match choice % 4 {
        0 => Some("application/x-www-form-urlencoded"),
        1 => Some("application/json"),
        2 => Some("text/plain; charset=utf-8"),
        _ => None,
    };
    let parsed = parse_with(content_type, body, limits);
    if let Ok(query) = std::str::from_utf8(body)
        && choice % 4 == 0
    {
        assert_eq!(parse_query_with(query, limits).ok(), parsed.as_ref().ok().cloned());
    }
    match parsed {
        Ok(fields) => {
            assert!(body.len() <= SIZE && fields.len() <= FIELDS);
            if choice % 4 != 1 {
                let other: Vec<_> = form_urlencoded::parse(body).collect();
                let ours: Vec<_> = fields.iter().map(|(name, value)| (name.into(), value.into())).collect();
                assert_eq!(ours, other, "another parser reads it otherwise");
            }
            read(fields);
        }
        Err(error) => assert!(error.message().chars().count() < 150),
    }
});

fn read(fields: Fields) {
    let encoded = form_urlencoded::Serializer::new(String::new()).extend_pairs(&fields).finish();
    let limits = ParseLimits::new().size(usize::MAX);
    let again = parse_query_with(&encoded, limits).expect("what was read can be written");
    // Without a name and a value nothing is written.
    assert!(again.iter().eq(fields.iter().filter(|pair| *pair != ("", ""))) || again == fields);
    assert_eq!(Event::detect(fields.clone()).kind(), EventKind::detect(&fields));
    for kind in EventKind::ALL {
        let event = Event::from_fields(*kind, fields.clone());
        for parameter in kind.parameters() {
            let value = parameter.read(event.fields());
            assert!(
                value.is_none()
                    || fields.contains(parameter.wire_name())
                    || parameter.name() == "dial_call_sid"
            );
        }
    }
    let tracker = CallTracker::new();
    let event = StatusEvent::from_fields(fields);
    if let Some(first) = tracker.record(&event) {
        let second = tracker.record(&event).expect("as before");
        assert!(!second.ended && second.call == first.call);
    }
}
