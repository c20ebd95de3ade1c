//! What is written is read back, by us and by another.

use mycpaas::ErrorKind;
use mycpaas::laml::{Element, Node, Style};
use proptest::prelude::*;

use crate::judge;
use crate::trees::{name, text, tree, wild_text};

proptest! {
    #[test]
    fn a_written_tree_is_read_back(tree in tree()) {
        let document = tree.to_xml().unwrap();
        prop_assert_eq!(&Element::parse(&document).unwrap(), &tree);
        prop_assert_eq!(&judge::read(&document), &tree);
    }

    #[test]
    fn a_written_tree_is_read_back_from_utf_16(tree in tree()) {
        let document = tree.to_xml().unwrap().replace("UTF-8", "UTF-16");
        let bytes: Vec<u8> = document.encode_utf16().flat_map(u16::to_le_bytes).collect();
        prop_assert_eq!(&Element::parse([&[0xFF, 0xFE], &*bytes].concat()).unwrap(), &tree);
    }

    #[test]
    fn indentation_adds_white_space_only_where_no_text_is(tree in tree()) {
        let document = tree.to_xml_pretty().unwrap();
        let parsed = Element::parse(&document).unwrap();
        prop_assert_eq!(&judge::read(&document), &parsed);
        prop_assert_eq!(&without_indentation(&parsed, &tree), &tree);
        prop_assert_eq!(parsed.to_xml_pretty().unwrap(), document, "and only once");
    }

    #[test]
    fn a_written_document_is_appended(tree in tree(), before in text()) {
        let mut buffer = before.clone();
        tree.write_to(&mut buffer, Style::Compact).unwrap();
        prop_assert_eq!(buffer, before + &tree.to_xml().unwrap());
    }

    #[test]
    fn forbidden_characters_are_never_written(tree in tree(), bad in wild_text(), name in name(), place in 0..3) {
        let bad = match place {
            0 => Element::new("Bad").attribute(name.clone(), bad),
            1 => Element::new("Bad").child(bad),
            _ => Element::new("Bad").child(Node::comment(bad.replace('-', ""))),
        };
        let mut buffer = "before".to_owned();
        let error = tree.child(bad).write_to(&mut buffer, Style::Pretty).unwrap_err();
        prop_assert_eq!(error.kind(), ErrorKind::Laml);
        prop_assert_eq!(error.element(), Some("Bad"));
        prop_assert_eq!(error.attribute(), Some(&*name).filter(|_| place == 0));
        prop_assert_eq!(buffer, "before");
    }

    #[test]
    fn any_name_is_written_well_or_refused(name in "\\PC{0,6}") {
        for tree in [Element::new(name.clone()), Element::new("Say").attribute(name.clone(), "")] {
            if let Ok(document) = tree.to_xml() {
                prop_assert_eq!(&Element::parse(&document).unwrap(), &tree);
                prop_assert!(roxmltree::Document::parse(&document).is_ok(), "{}", document);
            }
        }
    }

    #[test]
    fn what_one_parser_takes_the_other_takes(document in documents()) {
        let other = roxmltree::Document::parse(&document).is_ok();
        prop_assert_eq!(Element::parse(&document).map_err(|error| error.to_string()).is_ok(), other, "{}", document);
        if other {
            prop_assert_eq!(Element::parse(&document).unwrap(), judge::read(&document));
        }
    }
}

/// Documents made of pieces, well-formed or not. (The other parser takes references to surrogates; no XML does.)
fn documents() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "<a>",
        "</a>",
        "<b c='d'>",
        "</b>",
        "<e/>",
        "<f g=\"&#65;&lt;\t\"/>",
        "text",
        "&amp;",
        "&#x41;",
        "&x;",
        "&",
        "<![CDATA[<&]]>",
        "<!--c-->",
        "<!-- -- -->",
        "<?pi data?>",
        "<?xml version='1.0'?>",
        "]]>",
        "]]",
        " ",
        "\r\n",
        "<",
        ">",
        "<a b='1' b='2'/>",
        "<a b=1/>",
        "<a b/>",
        "<a b='<'/>",
        "<p:a/>",
        "<a xml:lang='de'/>",
        "<1/>",
        "< a/>",
        "\u{1}",
        "\u{FFFF}",
        "<a b='1'c='2'/>",
        "<a b = '1' />",
        "</a >",
        "&#0;",
        "ü",
        "<!",
        "<!DOCTYPE a>",
    ];
    let pieces = proptest::collection::vec(proptest::sample::select(PIECES), 0..5);
    (pieces, any::<bool>()).prop_map(|(pieces, inside)| {
        let pieces = pieces.concat();
        if inside { format!("<r>{pieces}</r>") } else { pieces }
    })
}

/// Takes out texts of nothing but white space that the other tree has not.
fn without_indentation(parsed: &Element, tree: &Element) -> Element {
    let mut result = Element::new(parsed.name().to_owned());
    for attribute in parsed.attributes() {
        result.set_attribute(attribute.name().to_owned(), attribute.value().to_owned());
    }
    let has_text = tree.children().iter().any(|node| node.as_text().is_some());
    let mut originals = tree.children().iter();
    for node in parsed.children() {
        if !has_text && node.as_text().is_some_and(|text| text.trim_matches(['\n', ' ']).is_empty()) {
            continue;
        }
        match (node, originals.next()) {
            (Node::Element(child), Some(Node::Element(original))) => {
                result.push(without_indentation(child, original));
            }
            _ => result.push(node.clone()),
        }
    }
    result
}

/// Each character beside each at every place of a step, because the search for special ones takes eight at a time.
#[test]
fn special_characters_are_found_wherever_they_are() {
    let characters = [
        '\u{8}', '\t', '\n', '\u{B}', '\r', ' ', '!', '"', '&', '\'', '<', '=', '>', '?', ']', 'ü',
        '\u{FFFE}', '\u{FFFD}',
    ];
    let is_bad = |character: &char| matches!(character, '\u{8}' | '\u{B}' | '\u{FFFE}');
    for one in characters {
        for two in characters {
            for before in 0..17 {
                let text = format!("{}{one}{two}xxxxxxx", "x".repeat(before));
                let tree = Element::new("a").attribute("b", text.clone()).child(text.clone());
                let written = tree.to_xml();
                assert_eq!(written.is_err(), is_bad(&one) || is_bad(&two));
                if let Ok(document) = written {
                    assert_eq!(Element::parse(&document).unwrap(), tree);
                } else {
                    assert!(Element::parse(format!("<a><![CDATA[{text}]]></a>")).is_err());
                }
            }
        }
    }
}
