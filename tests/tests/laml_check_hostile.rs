//! The checker of LaML with hostile and with arbitrary input: it is done in time, and it never panics.

use std::time::{Duration, Instant};

use mycpaas::laml::{CheckOptions, Element, Rule, Severity, check_document};

fn numbered(count: u32, before: &str, after: &str) -> String {
    let pieces: Vec<String> = (0..count).map(|number| format!("{before}{number}{after}")).collect();
    pieces.concat()
}

#[test]
fn hostile_documents_are_done_in_time() {
    let documents = [
        "<a/>".repeat(200_000),
        "<Say>".repeat(200_000),
        "<Say>a<emphasis>".to_owned() + &"<emphasis>".repeat(900) + &"</emphasis>".repeat(901) + "</Say>",
        "<Gathr/>".repeat(100_000),
        numbered(60_000, "<a", "/>"),
        format!("<Say {}>a</Say>", numbered(50_000, "a", "='' ")),
        format!("<Gather input='{}' action='/a'/>", "dtmf,".repeat(150_000)),
        format!("<Gather input='speech' hints='{}' action='/a'/>", "a,".repeat(300_000)),
        format!("<Dial>{}</Dial>", "<Number>1</Number><Sip>a</Sip>".repeat(20_000)),
        format!("<Say>{}</Say>", "{{".repeat(300_000)),
        format!("<Pause length='{}'/>", "9".repeat(900_000)),
        format!("<{}/>", "a".repeat(900_000)),
        "<".repeat(900_000),
    ];
    for document in documents {
        let start = Instant::now();
        let findings = check_document(format!("<Response>{document}</Response>"), &CheckOptions::new());
        let bytes: usize = findings.iter().map(|finding| finding.to_string().len()).sum();
        let shown: String = document.chars().take(40).collect();
        assert!(start.elapsed() < Duration::from_secs(5), "{shown}: {:?}", start.elapsed());
        assert!(!findings.is_empty() && findings.len() < 1_100 && bytes < 2_000_000, "{shown}: {bytes}");
        assert!(findings.iter().any(|finding| finding.severity == Severity::Error), "{shown}");
    }
    let findings = check_document("a".repeat(2_000_000), &CheckOptions::new());
    assert_eq!(findings.iter().map(|finding| finding.rule).collect::<Vec<_>>(), [Rule::DocumentTooLarge]);
}

#[test]
fn any_tree_is_checked() {
    let words = [
        "Response",
        "Say",
        "Gather",
        "Dial",
        "Number",
        "Sip",
        "Conference",
        "Redirect",
        "Record",
        "Play",
        "emphasis",
        "break",
        "say",
        "",
        "<",
        "a:b",
        "Prompt",
        "Pay",
        "Connect",
        "Stream",
        "Parameter",
        "Message",
        "Body",
        "ü",
    ];
    let names = [
        "action", "length", "input", "hints", "time", "url", "loop", "timeout", "record", "ACTION", "", "\0",
    ];
    let values = [
        "",
        "0",
        "-1",
        "x",
        "{{",
        "{{a}}",
        "}}{{",
        "true",
        "dtmf speech",
        "\u{FFFF}",
        "é",
        "https://a",
        "9e9",
    ];
    let mut state = 7_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    for _ in 0..3_000 {
        let mut open = vec![Element::new("Response")];
        for _ in 0..next(60) {
            match next(5) {
                0 | 1 => open.push(Element::new(words[next(words.len())])),
                2 => open
                    .last_mut()
                    .unwrap()
                    .set_attribute(names[next(names.len())], values[next(values.len())]),
                3 => open.last_mut().unwrap().push(values[next(values.len())]),
                _ if open.len() > 1 => {
                    let done = open.pop().unwrap();
                    open.last_mut().unwrap().push(done);
                }
                _ => {}
            }
        }
        while open.len() > 1 {
            let done = open.pop().unwrap();
            open.last_mut().unwrap().push(done);
        }
        let tree = open.pop().unwrap();
        let findings = tree.check(&CheckOptions::new().document_url("https://example.com/"));
        if let Ok(document) = tree.to_xml() {
            let mut parsed =
                check_document(document, &CheckOptions::new().document_url("https://example.com/"));
            for finding in &mut parsed {
                (finding.line, finding.column) = (None, None);
            }
            assert_eq!(parsed, findings);
        }
    }
    let deep = (0..100_000).fold(Element::new("emphasis"), |inner, _| Element::new("emphasis").child(inner));
    let tree = Element::new("Response").child(Element::new("Say").child(deep));
    let found = tree.check(&CheckOptions::new());
    assert!(found.iter().any(|finding| finding.rule == Rule::NestedTooDeep));
}
