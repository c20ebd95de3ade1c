//! Any bytes: an error, or a tree that is written and read back as itself. Another parser agrees.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mycpaas::laml::Element;

fuzz_target!(|document: &[u8]| {
    let parsed = Element::parse(document);
    if let Ok(text) = std::str::from_utf8(document) {
        agrees(text, parsed.is_ok());
    }
    match parsed {
        Ok(tree) => {
            let written = tree.to_xml().expect("what was read can be written");
            assert_eq!(Element::parse(&written).expect("what was written can be read"), tree);
            let pretty = tree.to_xml_pretty().expect("what was read can be written");
            let parsed = Element::parse(&pretty).expect("what was written can be read");
            assert_eq!(parsed.to_xml_pretty().expect("what was read can be written"), pretty);
        }
        Err(error) => assert!(error.position().is_some() && error.message().chars().count() < 500),
    }
});

/// What we read, the other reads. It is more lenient here and there, so the reverse does not hold.
fn agrees(text: &str, is_read: bool) {
    // It does not know the prefix `xml` of an element, nor look at the encoding and at limits of ours.
    let unsure = text.contains("<xml:") || text.contains("<?xml");
    if is_read && !unsure {
        let other = roxmltree::Document::parse(text);
        assert!(other.is_ok(), "{other:?}");
    }
}
