//! What the writer writes, exactly.

use mycpaas::ErrorKind;
use mycpaas::laml::{Element, Node};

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

fn say(text: &'static str) -> Element {
    Element::new("Say").child(text)
}

fn play(value: &'static str) -> Element {
    Element::new("Play").attribute("digits", value)
}

#[test]
fn documents_are_written_as_expected() {
    let cases = [
        (Element::new("Hangup"), "<Hangup/>"),
        (say(""), "<Say/>"),
        (say("a").child("b"), "<Say>ab</Say>"),
        (say("< > & \" '"), "<Say>&lt; &gt; &amp; \" '</Say>"),
        (say("]]>"), "<Say>]]&gt;</Say>"),
        (say("&amp;"), "<Say>&amp;amp;</Say>"),
        (say("\t\n\r\r\n"), "<Say>\t\n&#13;&#13;\n</Say>"),
        (say("Drücken Sie 👍"), "<Say>Drücken Sie 👍</Say>"),
        (say("\u{7F}\u{85}\u{FFFD}\u{FEFF}"), "<Say>\u{7F}\u{85}\u{FFFD}\u{FEFF}</Say>"),
        (say("\u{D7FF}\u{E000}\u{EFFFF}"), "<Say>\u{D7FF}\u{E000}\u{EFFFF}</Say>"),
        (say("\u{202E}a\u{202C}"), "<Say>\u{202E}a\u{202C}</Say>"),
        (say("0123456789abcdef<0123456789abcdef>"), "<Say>0123456789abcdef&lt;0123456789abcdef&gt;</Say>"),
        (play("< > & \" '"), "<Play digits=\"&lt; &gt; &amp; &quot; '\"/>"),
        (play("\t\n\r"), "<Play digits=\"&#9;&#10;&#13;\"/>"),
        (play(""), "<Play digits=\"\"/>"),
        (play("1").attribute("loop", "2").attribute("digits", "3"), "<Play digits=\"3\" loop=\"2\"/>"),
        (Element::new("Say").attribute("xml:lang", "de"), "<Say xml:lang=\"de\"/>"),
        (
            Element::new("Say").child(Node::comment(" a < b & c > d ")).child("x"),
            "<Say><!-- a < b & c > d -->x</Say>",
        ),
        (Element::new("Say").child(Node::comment("a\r\nb\rc")), "<Say><!--a\nb\nc--></Say>"),
        (
            say("one ").child(Element::new("break").attribute("time", "1s")).child(" two ").child(" three"),
            "<Say>one <break time=\"1s\"/> two  three</Say>",
        ),
        (
            Element::new("x:a").attribute("xmlns:x", "urn:x").child(Element::new("x:b")),
            "<x:a xmlns:x=\"urn:x\"><x:b/></x:a>",
        ),
    ];
    for (tree, expected) in cases {
        assert_eq!(tree.to_xml().unwrap(), format!("{DECLARATION}{expected}"));
    }
}

#[test]
fn what_cannot_be_written_is_refused_by_name() {
    let cases = [
        (say("a\0b"), None, "<Say>: its text holds the character U+0000, which XML does not allow"),
        (say("\u{B}"), None, "<Say>: its text holds the character U+000B, which XML does not allow"),
        (say("\u{FFFE}"), None, "<Say>: its text holds the character U+FFFE, which XML does not allow"),
        (
            play("long enough for a step, and then \u{FFFF}"),
            Some("digits"),
            "<Play>, attribute `digits`: it holds the character U+FFFF, which XML does not allow",
        ),
        (
            Element::new("Say").child(Node::comment("\u{1B}")),
            None,
            "<Say>: a comment holds the character U+001B, which XML does not allow",
        ),
        (
            Element::new("Say").child(Node::comment("a -- b")),
            None,
            "<Say>: a comment may not hold `--`, nor end with `-`",
        ),
        (
            Element::new("Say").child(Node::comment("-")),
            None,
            "<Say>: a comment may not hold `--`, nor end with `-`",
        ),
        (Element::new(""), None, "<>: the name is not an XML name"),
        (Element::new("1a"), None, "<1a>: the name is not an XML name"),
        (Element::new("a b"), None, "<a b>: the name is not an XML name"),
        (Element::new("a:b:c"), None, "<a:b:c>: the name is not an XML name"),
        (Element::new(":a"), None, "<:a>: the name is not an XML name"),
        (Element::new("a:"), None, "<a:>: the name is not an XML name"),
        (Element::new("x:a"), None, "<x:a>: the prefix `x` is not declared"),
        (
            Element::new("Say").attribute("a=\"\" b", ""),
            Some("a=\"\" b"),
            "<Say>, attribute `a=\"\" b`: the name is not an XML name",
        ),
        (
            Element::new("Say").attribute("x:a", ""),
            Some("x:a"),
            "<Say>, attribute `x:a`: the prefix `x` is not declared",
        ),
    ];
    for (tree, attribute, message) in cases {
        let name = tree.name().to_owned();
        let error = Element::new("Response").child(tree).to_xml().unwrap_err();
        assert_eq!(error.message(), message);
        assert_eq!((error.kind(), error.kind().code()), (ErrorKind::Laml, 40));
        assert_eq!((error.element(), error.attribute()), (Some(&*name), attribute));
        assert!(!error.is_retryable());
    }
}

#[test]
fn a_parsed_element_that_cannot_be_written_knows_its_place() {
    let tree = Element::parse("<Response>\n  <Say/></Response>").unwrap();
    let say = tree.find("Say").unwrap().clone().child("\0");
    let position = say.to_xml().unwrap_err().position().unwrap();
    assert_eq!((position.line, position.column), (2, 3));
}

#[test]
fn pretty_documents_are_indented() {
    let tree = Element::new("Response")
        .child(Node::comment(" menu "))
        .child(
            Element::new("Gather")
                .attribute("numDigits", "1")
                .child(say("One").child(Element::new("break")).child("two")),
        )
        .child(Element::new("Say").child(Element::new("prosody").child("quick")))
        .child(Element::new("Note").attribute("xml:space", "preserve").child(Element::new("A")))
        .child(Element::new("Hangup"));
    let expected = r#"<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <!-- menu -->
  <Gather numDigits="1">
    <Say>One<break/>two</Say>
  </Gather>
  <Say><prosody>quick</prosody></Say>
  <Note xml:space="preserve"><A/></Note>
  <Hangup/>
</Response>
"#;
    assert_eq!(tree.to_xml_pretty().unwrap(), expected);
}

#[test]
fn attributes_are_set_once_and_can_be_removed() {
    let mut element = play("1");
    element.set_attribute("digits", "2");
    assert_eq!(element.attributes().len(), 1);
    assert_eq!(element.attribute_value("digits"), Some("2"));
    assert!(element.remove_attribute("digits"));
    assert!(!element.remove_attribute("digits"));
    assert_eq!(element.attribute_value("digits"), None);
}
