//! Documents that mean harm get an error soon.

use std::time::{Duration, Instant};

use mycpaas::ErrorKind;
use mycpaas::laml::{Element, ParseLimits};
use proptest::prelude::*;

/// Far more than any of these needs, even where tests are not optimised.
const SOON: Duration = Duration::from_secs(5);

const DOCUMENT: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n<!-- menu -->\n<Response xmlns:x='urn:x'>",
    "<Gather numDigits=\"1\" action='/menu?a=1&amp;b=2' x:y=\"ü\"><Say voice=\"a&#x41;\">Grüße &lt;1&gt; <break/>",
    "<![CDATA[<&]]>]]</Say></Gather><?pi x?><Hangup/></Response>\n<!-- end -->"
);

fn refuse(document: &String) {
    let begin = Instant::now();
    let limits = ParseLimits::new();
    for limits in [limits, limits.size(usize::MAX), limits.size(usize::MAX).nodes(usize::MAX)] {
        let error = Element::parse_with(document, limits).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Laml);
        assert!(error.position().is_some());
        assert!(error.message().chars().count() < 500, "a message is for a person");
        assert!(begin.elapsed() < SOON, "{:?}", begin.elapsed());
    }
}

#[test]
fn bombs_do_not_go_off() {
    let laughs = "<!DOCTYPE l [<!ENTITY a 'lol'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>]><l>&b;</l>";
    let files = "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>";
    let long = "x".repeat(500_000);
    let many = |count: u32, one: fn(u32) -> String| (0..count).map(one).collect::<Vec<_>>().concat();
    let names = many(20_000, |number| format!(" a{number}=''"));
    let prefixes = many(10_000, |number| format!(" xmlns:a{number}='u' a{number}:b=''"));
    let documents = [
        laughs.to_owned(),
        files.to_owned(),
        "<a>".repeat(500_000),
        format!("<{long}"),
        format!("<a>{long}"),
        format!("<a {long}"),
        format!("<a b='{long}"),
        format!("<a>&{long}"),
        format!("<a>&#{long}"),
        format!("<a>&#{}", "0".repeat(500_000)),
        format!("<a><!--{}", "-".repeat(500_000)),
        format!("<a><![CDATA[{}", "]".repeat(500_000)),
        format!("<a>{}", "]".repeat(500_000)),
        format!("<a>{}", "&lt;".repeat(150_000)),
        format!("<a>{}", "<!---->".repeat(100_000)),
        format!("<a>{}", "a<![CDATA[]]>".repeat(100_000)),
        format!("<a>{}", "a<?b?>".repeat(100_000)),
        format!("<a{names} a0=''/>"),
        format!("<a{prefixes}/>"),
        format!("<{}></a>", "a:".repeat(100_000)),
        " ".repeat(1_000_000),
        "\n".repeat(500_000),
        "<a/>".repeat(10_000_000 / 4),
        "ü".repeat(100_000),
    ];
    documents.iter().for_each(refuse);
}

#[test]
fn a_document_that_is_cut_off_is_refused_wherever_it_is_cut() {
    assert!(Element::parse(DOCUMENT).is_ok());
    let complete = DOCUMENT.find("\n<!-- end").unwrap();
    for end in 0..DOCUMENT.len() {
        let cut = DOCUMENT.as_bytes().get(..end).unwrap();
        let is_ok = Element::parse(cut).is_ok();
        assert_eq!(is_ok, end == complete || end == complete + 1, "cut at {end}");
    }
}

#[test]
fn a_document_with_any_byte_changed_ends_well() {
    for index in 0..DOCUMENT.len() {
        for byte in [0, b'<', b'>', b'&', b'"', b'\'', b'-', b']', b'\r', b'a', b':', 0x80, 0xEF, 0xFF] {
            let mut bytes = DOCUMENT.as_bytes().to_vec();
            if let Some(place) = bytes.get_mut(index) {
                *place = byte;
            }
            if let Ok(tree) = Element::parse(&bytes) {
                assert_eq!(Element::parse(tree.to_xml().unwrap()).unwrap(), tree);
            }
        }
    }
}

proptest! {
    #[test]
    fn random_bytes_end_well(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        if let Ok(tree) = Element::parse(&bytes) {
            prop_assert_eq!(Element::parse(tree.to_xml().unwrap()).unwrap(), tree);
        }
    }

    #[test]
    fn random_markup_ends_well(text in "[<>&;'\"=/!?a:\\-\\[\\] \\r\\n#x1ü]{0,60}") {
        if let Ok(tree) = Element::parse(&text) {
            prop_assert_eq!(Element::parse(tree.to_xml().unwrap()).unwrap(), tree);
        }
    }
}
