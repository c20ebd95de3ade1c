//! The checker of LaML beyond the examples of its rules: options, places, false alarms, hostile input.

use mycpaas::laml::{
    Channel, CheckOptions, Element, Finding, Hangup, Message, MessagingResponse, Rule, Say, Service, Usage,
    VoiceResponse, check_document,
};

fn check(verbs: &str) -> Vec<Finding> {
    check_with(verbs, &CheckOptions::new())
}

fn check_with(verbs: &str, options: &CheckOptions) -> Vec<Finding> {
    check_document(format!("<Response>{verbs}</Response>"), options)
}

fn rules(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.rule.name()).collect()
}

/// Checks verbs, and says which rules they break.
fn broken(verbs: &str) -> Vec<&'static str> {
    rules(&check(verbs))
}

#[test]
fn a_finding_says_where_and_what_to_do() {
    let document = "<Response>\n  <Gather action='/a'><Say>Hi.</Say></Gather>\n  <Gather action='/b' numdigits='x'><Say>Hi.</Say></Gather>\n</Response>";
    let findings = check_document(document, &CheckOptions::new());
    let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
    assert_eq!(
        lines,
        [
            "error wrong-case at /Response/Gather[2]/@numdigits (line 3, column 23): the attribute `numdigits` is \
             written with other capitals; write `numDigits`",
            "error wrong-type at /Response/Gather[2]/@numdigits (line 3, column 23): `numDigits` is `x`, not a \
             whole number; allowed: 1 or more",
        ]
    );
    let data = serde_json::to_value(&findings[1]).unwrap();
    let expected = serde_json::json!({
        "rule": "wrong-type", "severity": "error", "path": "/Response/Gather[2]/@numdigits", "line": 3,
        "column": 23, "message": "`numDigits` is `x`, not a whole number", "found": "x", "allowed": "1 or more",
    });
    assert_eq!(data, expected);
}

#[test]
fn positions_count_what_stands_before_the_declaration() {
    let place = |document: &str| {
        let findings = check_document(document, &CheckOptions::new());
        let last = findings.last().unwrap();
        (rules(&findings), last.line.unwrap(), last.column.unwrap())
    };
    let document = "<?xml version=\"1.0\"?><Response>\n<Foo/></Response>";
    assert_eq!(place(document), (vec!["unknown-element"], 2, 1));
    let both = vec!["before-declaration", "unknown-element"];
    assert_eq!(place(&format!("\n\n{document}")), (both.clone(), 4, 1));
    assert_eq!(place(&format!("<br/>Warning: {document}")), (both, 2, 1));
    assert_eq!(place(&format!("\u{FEFF}{document}")), (vec!["unknown-element"], 2, 1));
    let inside = "<Response><Say><![CDATA[<?xml version='1.0'?>]]></Say><Foo/></Response>";
    assert_eq!(place(inside).0, ["unknown-element"]);
}

#[test]
fn misspelt_names_get_the_nearest_one() {
    let hint = |verbs: &str| check(verbs)[0].hint.clone().unwrap_or_default();
    assert_eq!(hint("<Gater/>"), "did you mean `Gather`?");
    assert_eq!(hint("<Hang-up/>"), "did you mean `Hangup`?");
    assert_eq!(hint("<Record action='/a' max_lenght='3'/>"), "did you mean `maxLength`?");
    assert_eq!(hint("<Dial trim='trim-silense'>+491234567890</Dial>"), "did you mean `trim-silence`?");
    assert_eq!(hint("<Say>a<brake/></Say>"), "did you mean `break`?");
    assert_eq!(hint("<Xylophone/>"), "");
    assert_eq!(hint("<Play>example.com/a.mp3</Play><Number/>"), "it may stand in Dial");
}

#[test]
fn lists_are_read_with_their_own_separator() {
    let gather =
        |input: &str| broken(&format!("<Gather input=\"{input}\" action='/a'><Say>Hi.</Say></Gather>"));
    assert!(gather("speech dtmf").is_empty());
    assert_eq!(gather("['dtmf', 'speech']"), ["list-separator"]);
    assert_eq!(gather("dtmf voice"), ["forbidden-value"]);
    assert_eq!(gather("DTMF"), ["wrong-case"]);
    let codecs = |list: &str| broken(&format!("<Dial><Sip codecs='{list}'>sip:a@b.c</Sip></Dial>"));
    assert!(codecs("PCMU,OPUS").is_empty());
    assert_eq!(codecs("PCMU OPUS"), ["list-separator"]);
    let attempts = |list: &str| {
        let prompt = format!("<Prompt for='postal-code' attempt='{list}'><Say>Code?</Say></Prompt>");
        broken(&format!("<Pay action='https://example.com/paid'>{prompt}</Pay>"))
    };
    assert_eq!(
        (attempts("1 2"), attempts("1 x"), attempts("11")),
        (vec![], vec!["wrong-type"], vec!["out-of-range"])
    );
}

#[test]
fn numbers_and_durations_have_their_form_and_range() {
    let timeout = |value: &str| broken(&format!("<Dial timeout='{value}'>+491234567890</Dial>"));
    assert!(timeout("600").is_empty());
    for value in ["601", "-1", "99999999999999999999"] {
        assert_eq!(timeout(value), ["out-of-range"], "{value}");
    }
    for value in ["", "5.5", "5s", "+5", " 5", "٣", "-"] {
        assert_eq!(timeout(value), ["wrong-type"], "{value}");
    }
    let amount = |value: &str| broken(&format!("<Pay action='/paid' chargeAmount='{value}'/>"));
    assert!(amount("9.90").is_empty() && amount("0").is_empty());
    assert_eq!(
        (amount("-0.01"), amount("1e3"), amount(".5")),
        (vec!["out-of-range"], vec!["wrong-type"], vec!["wrong-type"])
    );
    let pause = |time: &str| broken(&format!("<Say>a<break time='{time}'/></Say>"));
    assert!(pause("10s").is_empty() && pause("1.5s").is_empty() && pause("10000ms").is_empty());
    assert_eq!(
        (pause("10.1s"), pause("2"), pause("ms")),
        (vec!["out-of-range"], vec!["wrong-type"], vec!["wrong-type"])
    );
    assert_eq!(pause(&format!("{}s", "9".repeat(60))), ["out-of-range"]);
    let auto = "<Gather input='speech' speechTimeout='auto' action='/a'><Say>Hi.</Say></Gather>";
    assert!(broken(auto).is_empty());
    assert_eq!(broken(&auto.replace("action=", "bargeIn='True' action=")), ["other-service"]);
    assert_eq!(broken("<Record action='/a' playBeep='True'/>"), ["wrong-case"]);
}

#[test]
fn placeholders_stand_for_any_value() {
    let verbs = "<Dial timeout='{{Timeout}}' callerId='{{From}}' record='{{a}}{{b}}'>{{To}}</Dial>\
                 <Gather input='{{Input}}' numDigits='{{n}}' action='https://{{Host}}/a'><Say>Hi.</Say></Gather>\
                 <Redirect>{{Next}}</Redirect>";
    assert!(check_with(verbs, &CheckOptions::new().document_url("https://example.com/")).is_empty());
    assert_eq!(
        broken("<Dial timeout='{{Timeout}'>+491234567890</Dial>"),
        ["unclosed-placeholder", "wrong-type"]
    );
    assert_eq!(broken("<Dial timeoud='{{Timeout}}'>+491234567890</Dial>"), ["unknown-attribute"]);
}

#[test]
fn urls_depend_on_where_the_document_is() {
    let at = CheckOptions::new().document_url("https://example.com/voice/menu.xml?a=b");
    let inline = CheckOptions::new().inline();
    let check = |verbs: &str, options: &CheckOptions| rules(&check_with(verbs, options));
    let action = "<Record action='recorded.xml'/>";
    assert!(broken(action).is_empty() && check(action, &at).is_empty());
    assert_eq!(check(action, &inline), ["relative-url"]);
    let callback = "<Sms statusCallback='/status'>Hi.</Sms>";
    assert_eq!(broken(callback), ["relative-url"]);
    assert!(check(callback, &at).is_empty());
    let own = "<Say>Hi.</Say><Redirect>?a=b#top</Redirect>";
    assert!(broken(own).is_empty());
    assert_eq!(check(own, &at), ["redirect-to-itself"]);
    assert_eq!(check("<Record action='menu.xml?a=b'/>", &at), ["document-loop"]);
    assert!(check("<Record action='menu.xml?a=c'/>", &at).is_empty());
    assert_eq!(check("<Connect><Stream url='/audio'/></Connect>", &at), ["relative-url"]);
    for url in ["http:example.com", "https://", "https://exa mple.com", "https://[::1"] {
        assert_eq!(broken(&format!("<Play>{url}</Play>")), ["malformed-url"], "{url}");
    }
    for url in ["ftp://example.com/a", "example.com:80/a", "javascript:a"] {
        assert_eq!(broken(&format!("<Play>{url}</Play>")), ["url-scheme"], "{url}");
    }
    let hint = &check_with("<Play>example.com/a.mp3</Play>", &inline)[0].hint;
    assert_eq!(hint.as_deref(), Some("did you mean `https://example.com/a.mp3`?"));
}

#[test]
fn only_verbs_that_never_run_are_unreachable() {
    let after = |verb: &str| broken(&format!("{verb}<Say>Hi.</Say>")).contains(&"unreachable");
    for verb in [
        "<Hangup/>",
        "<Reject/>",
        "<Redirect>/a</Redirect>",
        "<Record action='/a'/>",
        "<Pay action='/a'/>",
        "<Dial action='/a'>+491234567890</Dial>",
        "<Enqueue action='/a'>q</Enqueue>",
        "<Gather action='/a' actionOnEmptyResult='true'><Say>Hi.</Say></Gather>",
        "<Say loop='0'>Hi.</Say>",
    ] {
        assert!(after(verb), "{verb}");
    }
    for verb in [
        "<Dial>+491234567890</Dial>",
        "<Enqueue>q</Enqueue>",
        "<Gather action='/a'><Say>Hi.</Say></Gather>",
        "<Gather action='/a' actionOnEmptyResult='{{yes}}'><Say>Hi.</Say></Gather>",
        "<Start><Stream url='wss://example.com/a'/></Start>",
        "<Echo/>",
        "<Leave/>",
        "<Unknown/>",
    ] {
        assert!(!after(verb), "{verb}");
    }
    assert_eq!(broken("<Hangup/><Say>a</Say><Say>b</Say>"), ["unreachable"]);
}

#[test]
fn a_document_is_checked_for_what_it_is_used_for() {
    let usage = |verbs: &str, usage| rules(&check_with(verbs, &CheckOptions::new().usage(usage)));
    assert_eq!(usage("<Dial>+491234567890</Dial>", Usage::Screening), ["forbidden-verb"]);
    assert!(usage("<Say>Press 1 to accept.</Say><Hangup/>", Usage::Screening).is_empty());
    assert!(usage("<Play>/a.mp3</Play><Pause/><Redirect>/b</Redirect>", Usage::ConferenceWait).is_empty());
    assert_eq!(usage("<Say>Hi.</Say>", Usage::ConferenceWait), ["forbidden-verb"]);
    assert!(usage("<Say>Hi.</Say><Leave/>", Usage::QueueWait).is_empty());
    assert_eq!(usage("<Leave/><Say>Hi.</Say>", Usage::QueueWait), ["unreachable"]);
    assert_eq!(usage("<Enqueue>q</Enqueue>", Usage::QueueWait), ["forbidden-verb"]);
}

#[test]
fn messages_have_their_own_verbs() {
    assert!(broken("<Message>Hi.</Message><Redirect>/a</Redirect>").is_empty());
    assert!(broken("<Message><Body>Hi.</Body><Media>https://example.com/a.png</Media></Message>").is_empty());
    assert_eq!(broken("<Message>Hi.</Message><Say>Hi.</Say>"), ["forbidden-nesting"]);
    let voice = CheckOptions::new().channel(Channel::Voice);
    let findings = check_with("<Message>Hi.</Message>", &voice);
    assert_eq!(rules(&findings), ["forbidden-nesting"]);
    assert_eq!(findings[0].hint.as_deref(), Some("it may stand in a Response to a message"));
    let messaging = CheckOptions::new().channel(Channel::Messaging);
    assert_eq!(rules(&check_with("<Hangup/>", &messaging)), ["forbidden-nesting"]);
    let half = "a".repeat(900);
    assert_eq!(
        broken(&format!("<Message><Body>{half}</Body><Body>{half}</Body></Message>")),
        ["text-too-long"]
    );
}

#[test]
fn services_know_different_things() {
    let twilio = CheckOptions::new().services([Service::Twilio]);
    let both = CheckOptions::new().services([Service::Mycpaas, Service::Twilio]);
    let client = "<Dial sequential='true'><Client>alice</Client></Dial>";
    let denoise = "<Denoise>on</Denoise>";
    assert_eq!(broken(client), ["other-service", "other-service"]);
    assert!(check_with(client, &twilio).is_empty());
    assert_eq!(check_with(client, &both).len(), 2);
    assert!(broken(denoise).is_empty());
    assert_eq!(rules(&check_with(denoise, &twilio)), ["other-service"]);
    let absent = "<Dial><Conference statusCallback='https://example.com/s' statusCallbackEvent='join modify'>r</Conference></Dial>";
    assert_eq!(broken(absent), ["other-service"]);
    assert!(check_with(absent, &twilio).is_empty());
}

#[test]
fn what_xml_needs_is_no_breach() {
    let document = "<Response xmlns='urn:a' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' \
                    xsi:noNamespaceSchemaLocation='a.xsd'>\n<!-- a --><Say xml:space='preserve'>Hi.</Say></Response>";
    assert!(check_document(document, &CheckOptions::new()).is_empty());
    assert!(check("").is_empty());
}

#[test]
fn the_typed_roots_know_their_channel() {
    let voice = VoiceResponse::new().add(Say::new("Hi.").loop_(0)).add(Hangup::new());
    assert_eq!(rules(&voice.check(&CheckOptions::new())), ["unreachable"]);
    let message = MessagingResponse::new().add(Message::new("Hi."));
    assert!(message.check(&CheckOptions::new().channel(Channel::Voice)).is_empty());
    let wrong = MessagingResponse::new().raw(Hangup::new());
    assert_eq!(rules(&wrong.check(&CheckOptions::new())), ["forbidden-nesting"]);
}

#[test]
fn a_tree_that_cannot_be_written_is_not_well_formed() {
    for tree in [
        Element::new("Response").child(Element::new("Say").child("a\u{1}")),
        Element::new("Response").child(Element::new("no name").attribute("a b", "\0")),
    ] {
        let findings = tree.check(&CheckOptions::new());
        assert_eq!(findings[0].rule, Rule::NotWellFormed, "{findings:?}");
        assert_eq!(findings[0].line, None);
    }
    let large = Element::new("Response").child(Element::new("Play").child("a".repeat(64_000)));
    assert_eq!(rules(&large.check(&CheckOptions::new())), ["document-too-large"]);
}

#[test]
fn what_looks_like_a_declaration_in_a_comment_is_none() {
    for before in ["<!-- <?xml version='1.0'?> -->", "<?other <?xml version='1.0'?>"] {
        let findings =
            check_document(format!("{before}<Response><Hangup/></Response>"), &CheckOptions::new());
        assert!(findings.is_empty(), "{findings:?}");
    }
}
