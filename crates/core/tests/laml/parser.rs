//! What the parser reads, exactly.

use mycpaas::laml::{Element, Node};

fn a() -> Element {
    Element::new("a")
}

#[test]
fn documents_are_read_as_expected() {
    let cases = [
        ("<a/>", a()),
        ("<a></a>", a()),
        ("<a\n\t />", a()),
        ("<a></a\n>", a()),
        ("<?xml version=\"1.0\"?><a/>", a()),
        ("<?xml\tversion = '1.0'\nencoding='utf-8' standalone='yes' ?>\n<a/>\n", a()),
        ("<?xml version=\"1.1\"?><a/>", a()),
        ("\u{FEFF}<?xml version=\"1.0\"?><a/>", a()),
        ("<!-- x --><?x y?><a/><!-- y --><?z?> \n", a()),
        ("<?xml-stylesheet href='x'?><a/>", a()),
        ("<a> b </a>", a().child(" b ")),
        ("<a>&lt;&gt;&amp;&quot;&apos;</a>", a().child("<>&\"'")),
        ("<a>&#65;&#x42;&#x000000000000000000000043;&#xe4;&#x1F600;</a>", a().child("ABCä😀")),
        ("<a>&amp;lt;</a>", a().child("&lt;")),
        ("<a>x<![CDATA[<&]]]]>y</a>", a().child("x<&]]y")),
        ("<a><![CDATA[]]></a>", a()),
        ("<a>]] > ]</a>", a().child("]] > ]")),
        ("<a>'\" > ></a>", a().child("'\" > >")),
        ("<a>b<?x <b> & ?>c</a>", a().child("bc")),
        ("<a>b<!---->c</a>", a().child("b").child(Node::comment("")).child("c")),
        ("<a><!-- - < & > \r\n--></a>", a().child(Node::comment(" - < & > \n"))),
        ("<a>1\r\n2\r3\n4&#13;5</a>", a().child("1\n2\n3\n4\r5")),
        ("<a b='1' c = \"2\"/>", a().attribute("b", "1").attribute("c", "2")),
        ("<a b='\"' c=\"'\"/>", a().attribute("b", "\"").attribute("c", "'")),
        ("<a b='>'/>", a().attribute("b", ">")),
        ("<a b=']]>'/>", a().attribute("b", "]]>")),
        ("<a b='1\t2\n3\r\n4\r5 6  7'/>", a().attribute("b", "1 2 3 4 5 6  7")),
        ("<a b='&#9;&#10;&#13;&#32;'/>", a().attribute("b", "\t\n\r ")),
        ("<a b='&lt;&gt;&amp;&quot;&apos;'/>", a().attribute("b", "<>&\"'")),
        ("<a xml:lang='de'/>", a().attribute("xml:lang", "de")),
        ("<a B='1' b='2'/>", a().attribute("B", "1").attribute("b", "2")),
        ("<a xmlns='urn:x'/>", a().attribute("xmlns", "urn:x")),
        (
            "<a xmlns:x='urn:x' x:b='1'><x:c/></a>",
            a().attribute("xmlns:x", "urn:x").attribute("x:b", "1").child(Element::new("x:c")),
        ),
        ("<Ä-1.名·/>", Element::new("Ä-1.名·")),
        ("<a>\n  <b/>\n</a>", a().child("\n  ").child(Element::new("b")).child("\n")),
        ("<a>{{From}}</a>", a().child("{{From}}")),
    ];
    for (document, expected) in cases {
        match Element::parse(document) {
            Ok(tree) => assert_eq!(tree, expected, "{document:?}"),
            Err(error) => panic!("{error} in {document:?}"),
        }
        assert_eq!(
            crate::judge::read(&document.replace("\"1.1\"", "\"1.0\"")).to_xml().ok(),
            without_declarations(&expected)
        );
    }
}

/// The other parser keeps no declarations of prefixes among the attributes.
fn without_declarations(tree: &Element) -> Option<String> {
    let mut tree = tree.clone();
    tree.remove_attribute("xmlns");
    tree.remove_attribute("xmlns:x");
    tree.to_xml().ok()
}

#[test]
fn the_tree_can_be_looked_at() {
    let tree =
        Element::parse("<Response><Say voice='x'>a<break/>b<!--c-->d</Say><Play>u</Play><Say/></Response>")
            .unwrap();
    let say = tree.find("Say").unwrap();
    assert_eq!(say.text(), "abd");
    assert_eq!(
        say.attributes().iter().map(|own| (own.name(), own.value())).collect::<Vec<_>>(),
        [("voice", "x")]
    );
    assert_eq!(say.children().len(), 5);
    assert_eq!(say.children().first().and_then(Node::as_text), Some("a"));
    assert_eq!(tree.elements().map(Element::name).collect::<Vec<_>>(), ["Say", "Play", "Say"]);
    assert!(tree.find("say").is_none());
}
