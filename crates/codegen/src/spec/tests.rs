//! A mistake in a specification is told with its file and its line.

use super::{Calls, Errors, File, Laml, Webhooks, parse};

const LAML: &str = r#"
[element.Response]
kind = "root"
origin = "both"
mycpaas = "named"
children = ["Say"]
doc = "The root."

[element.Say]
kind = "verb"
origin = "both"
mycpaas = "named"
text = "required"
text_type = "string"
doc = "Speaks."

[element.Say.attributes]
loop = { type = "integer", origin = "both", default = "1", min = 0, max = 9, doc = "how often" }
voice = { type = "enumeration", origin = "both", values = "Voice", default = "man", doc = "the voice" }

[enum.Voice]
doc = "A voice."

[enum.Voice.values]
man = "A man's."
"#;

#[track_caller]
fn assert_wrong<T: File>(text: &str, from: &str, to: &str, expected: &str) {
    assert!(text.contains(from), "{from}");
    let report = parse::<T>("spec/x.toml", &text.replacen(from, to, 1), |_, _| {}).err().expect(expected);
    assert!(report.starts_with("spec/x.toml:") && report.contains(expected), "{report}");
}

#[test]
fn a_specification_without_mistakes() {
    assert!(parse::<Laml>("spec/x.toml", LAML, |_, _| {}).is_ok());
}

#[test]
fn mistakes_have_a_line() {
    for (from, to, expected) in [
        ("kind = \"verb\"", "kind = \"verb\"\nkindly = 1", ":11: unknown field `kindly`"),
        ("kind = \"verb\"", "kind = \"word\"", ":10: unknown variant `word`"),
        ("doc = \"Speaks.\"", "", ":9: missing field `doc`"),
        ("voice = {", "loop = {", ":19: duplicate key"),
        ("[\"Say\"]", "[\"Say\", \"Sing\"]", ":6: there is no element \"Sing\""),
        ("[\"Say\"]", "[]", ":9: it may stand nowhere"),
        ("min = 0", "min = 10", ":18: min 10 is above max 9"),
        ("default = \"1\"", "default = \"12\"", ":18: \"12\" is not a value"),
        ("default = \"man\"", "default = \"men\"", ":19: \"men\" is not a value"),
        ("values = \"Voice\"", "values = \"Voices\"", ":19: there is no enum \"Voices\""),
        ("voice = {", "text = {", ":19: another method has the name"),
        ("doc = \"how often\"", "doc = \"How often.\"", ":18: doc reads on"),
        ("text_type = \"string\"", "", ":9: text and text_type go together"),
        ("text_type = \"string\"", "text_type = \"string\"\ntext_name = \"loop\"", ":15: another argument"),
        ("type = \"integer\"", "type = \"list\"", ":18: a list, and nothing else, has a separator"),
        ("origin = \"both\", values", "origin = \"twilio\", values", ":19: what only Twilio documents"),
        ("kind = \"verb\"", "kind = \"verb\"\nclass = \"Voice\"", ":22: another type is called Voice"),
    ] {
        assert_wrong::<Laml>(LAML, from, to, expected);
    }
}

#[test]
fn the_other_files() {
    let calls = include_str!("../../spec/calls.toml");
    assert_wrong::<Calls>(calls, "default = \"60\"", "default = \"601\"", "\"601\" is not a value");
    assert_wrong::<Calls>(calls, "words = \"CallEvent\"", "words = \"Event\"", "there is no enum \"Event\"");
    let errors = include_str!("../../spec/errors.toml");
    assert_wrong::<Errors>(errors, "code = 2\n", "code = 1\n", "1 comes twice");
    assert_wrong::<Errors>(errors, "http = \"401\"", "http = \"four\"", "http is a status");
    let orphan = "parent is a kind with a class";
    assert_wrong::<Errors>(errors, "parent = \"Decode\"", "parent = \"Cancelled\"", orphan);
    assert_wrong::<Errors>(errors, "parent = \"Decode\"", "parent = \"Internal\"", orphan);
    assert_wrong::<Errors>(errors, "class = \"ServerError\"", "", "without a class");
    let webhooks = include_str!("../../spec/webhooks.toml");
    assert_wrong::<Webhooks>(webhooks, "type = \"word\"", "type = \"text\"", "a word, and nothing else");
    assert_wrong::<Webhooks>(webhooks, "Caller = {", "caller_name = {", "another getter has the name");
    assert_wrong::<Webhooks>(
        webhooks,
        "QueueTime = { type = \"seconds\"",
        "QueueTime = { type = \"text\"",
        "another request has it",
    );
    assert_wrong::<Webhooks>(
        webhooks,
        "kind = \"dial\"",
        "kind = \"dials\"",
        "there is no webhook \"dials\"",
    );
    assert_wrong::<Webhooks>(webhooks, "any = [\"StreamSid\"", "any = [\"Stream\"", "has no such parameter");
}

#[test]
fn words_of_webhooks_are_known() {
    let calls = parse::<Calls>("spec/calls.toml", include_str!("../../spec/calls.toml"), |_, _| {}).unwrap();
    let text = include_str!("../../spec/webhooks.toml").replacen("\"CallStatus\"", "\"Status\"", 1);
    let report =
        parse::<Webhooks>("spec/x.toml", &text, |found, problems| found.check_words(&calls, problems));
    assert!(report.err().unwrap().contains("there is no enum \"Status\""));
}
