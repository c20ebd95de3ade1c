//! Building LaML: typed verbs make the tree that one would make by hand. `tests/vectors/laml` has what they write.

use mycpaas::laml::{
    ConferenceStream, Denoise, Element, Gather, GatherInput, Node, Pay, PayPrompt, PayStep, Play, Say, Verb,
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
