//! Building LaML: typed verbs make the tree that one would make by hand.

use mycpaas::laml::{
    Break, BreakStrength, ConferenceStream, Denoise, Dial, Element, Gather, GatherInput, Hangup, InterpretAs,
    Method, Node, Number, Pay, PayPrompt, PayStep, Play, Prosody, ProsodyRate, Say, SayAs, Verb, Voice,
    VoiceResponse,
};

fn element<const A: usize, const C: usize>(
    tag: &'static str,
    attributes: [(&'static str, &'static str); A],
    children: [Node; C],
) -> Element {
    let mut element = Element::new(tag);
    for (name, value) in attributes {
        element.set_attribute(name, value);
    }
    for child in children {
        element.push(child);
    }
    element
}

fn text(text: &'static str) -> Node {
    Node::text(text)
}

#[test]
fn a_menu() {
    let built = VoiceResponse::new()
        .add(
            Gather::new()
                .num_digits(1)
                .action("/menu")
                .method(Method::Get)
                .add(Say::new("Drücken Sie die Eins.").language("de-DE")),
        )
        .add(Hangup::new());
    let say = element("Say", [("language", "de-DE")], [text("Drücken Sie die Eins.")]);
    let gather =
        element("Gather", [("numDigits", "1"), ("action", "/menu"), ("method", "GET")], [say.into()]);
    let expected = element("Response", [], [gather.into(), Element::new("Hangup").into()]);
    assert_eq!(Element::from(built), expected);
}

#[test]
fn values_as_the_api_wants_them() {
    let gather = Gather::new()
        .input([GatherInput::Dtmf, GatherInput::Speech])
        .hints(["eins", "zwei"])
        .timeout(12)
        .enhanced(true)
        .speech_timeout_auto()
        .action_on_empty_result(false)
        .timeout(7);
    let expected = [
        ("input", "dtmf speech"),
        ("hints", "eins,zwei"),
        ("timeout", "7"),
        ("enhanced", "true"),
        ("speechTimeout", "auto"),
        ("actionOnEmptyResult", "false"),
    ];
    assert_eq!(*gather.element(), element("Gather", expected, []), "one that is set again keeps its place");
    let pay = Pay::new()
        .charge_amount(mycpaas::Decimal::new(1999, 2))
        .add(PayPrompt::new(PayStep::PostalCode).attempt([1, 2]));
    let prompt = element("Prompt", [("for", "postal-code"), ("attempt", "1 2")], []);
    assert_eq!(Element::from(pay), element("Pay", [("chargeAmount", "19.99")], [prompt.into()]));
}

#[test]
fn mixed_content_in_its_order() {
    let say = Say::new("Your code is ")
        .voice(Voice::Woman)
        .add(SayAs::new("4711", InterpretAs::Digits))
        .add(Break::new().strength(BreakStrength::XWeak))
        .text(" and now ")
        .add(Prosody::new("slowly").rate(ProsodyRate::Slow).pitch("+10%"))
        .comment("the end");
    let children = [
        text("Your code is "),
        element("say-as", [("interpret-as", "digits")], [text("4711")]).into(),
        element("break", [("strength", "x-weak")], []).into(),
        text(" and now "),
        element("prosody", [("rate", "slow"), ("pitch", "+10%")], [text("slowly")]).into(),
        Node::comment("the end"),
    ];
    assert_eq!(Element::from(say), element("Say", [("voice", "woman")], children));
}

#[test]
fn what_the_table_lacks() {
    let dial = Dial::new()
        .attribute("sequential", "true")
        .add(Number::new("+491234567890").send_digits("1w2"))
        .raw(element("Client", [], [text("ann")]));
    let number = element("Number", [("sendDigits", "1w2")], [text("+491234567890")]);
    let client = element("Client", [], [text("ann")]);
    assert_eq!(
        Element::from(dial),
        element("Dial", [("sequential", "true")], [number.into(), client.into()])
    );
}

#[test]
fn what_constructors_take() {
    assert_eq!(Element::from(Denoise::new("on")), element("Denoise", [], [text("on")]));
    assert_eq!(Element::from(Play::default().digits("1w2")), element("Play", [("digits", "1w2")], []));
    let stream = ConferenceStream::new("meeting", "wss://example.com/");
    assert_eq!(
        Element::from(stream),
        element("Stream", [("name", "meeting"), ("url", "wss://example.com/")], [])
    );
    assert_eq!(Say::from_element(Element::new("Say")), Ok(Say::default()));
    assert_eq!(Say::from_element(Element::new("say")), Err(Element::new("say")));
}
