//! A document asks for memory seldom, and this holds it to that.
#![expect(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

use mycpaas::laml::{Break, Element, Emphasis, Gather, Hangup, Play, Prosody, Say, VoiceResponse};

/// Measured: 12 times. Each element with attributes or content has a list of them, and the text is one more.
const WRITING_MAX: u64 = 12;
/// Measured: 25 times. The values and texts of the document are copied, and names that nobody knows.
const PARSING_MAX: u64 = 26;

fn typical() -> String {
    let say = Say::new("Drücken Sie die 1 für Vertrieb & Service, < 5 Minuten Wartezeit.");
    let response = VoiceResponse::new()
        .add(Gather::new().num_digits(1).action("/menu?step=1&lang=de").timeout(5).add(say))
        .add(Play::new("https://example.com/audio/musik.mp3"))
        .add(
            Say::new("Ihre Nummer lautet")
                .add(Break::new().time("500ms"))
                .add(Emphasis::new("eins zwei"))
                .add(Prosody::new("drei").rate("slow")),
        )
        .add(Hangup::new());
    response.to_xml().unwrap()
}

#[test]
fn a_typical_document_allocates_little_and_gives_it_back() {
    let document = typical();
    assert!(Element::parse(&document).is_ok(), "and the table of names is there");

    let written = allocation_counter::measure(|| drop(typical()));
    assert!(written.count_total <= WRITING_MAX, "{} allocations to write", written.count_total);
    assert_eq!(written.count_current, 0);

    let parsed = allocation_counter::measure(|| drop(Element::parse(&document)));
    assert!(parsed.count_total <= PARSING_MAX, "{} allocations to parse", parsed.count_total);
    assert_eq!(parsed.count_current, 0);
}
