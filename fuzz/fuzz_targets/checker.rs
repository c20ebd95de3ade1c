//! Any bytes, at any place and service: findings in bounds, the same for the text and for its tree.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mycpaas::laml::{Channel, CheckOptions, Element, Service, Usage, check_document};

fuzz_target!(|input: (u8, &[u8])| {
    let (choice, document) = input;
    let options = options(choice);
    let findings = check_document(document, &options);
    assert!(findings.len() <= 1_100);
    for finding in &findings {
        assert!(!finding.to_string().is_empty() && !finding.rule.documentation().is_empty());
    }
    if let Ok(tree) = Element::parse(document) {
        let of_tree = tree.check(&options);
        assert!(of_tree.iter().all(|finding| findings.iter().any(|other| other.rule == finding.rule)));
    }
});

fn options(choice: u8) -> CheckOptions {
    let usages = [Usage::Call, Usage::Screening, Usage::ConferenceWait, Usage::QueueWait];
    let services = [Service::Mycpaas, Service::SignalWire, Service::Twilio];
    let mut options = CheckOptions::new();
    for (bit, usage) in usages.into_iter().enumerate() {
        if usize::from(choice & 3) == bit {
            options = options.usage(usage);
        }
    }
    let chosen = services.into_iter().enumerate().filter(|(bit, _)| choice >> (2 + bit) & 1 == 1);
    options = options.services(chosen.map(|(_, service)| service).collect::<Vec<_>>());
    if choice & 32 != 0 {
        options = options.channel(Channel::Messaging);
    }
    if choice & 64 != 0 {
        options = options.document_url("https://example.com/voice.xml");
    }
    if choice & 128 != 0 { options.inline() } else { options }
}
