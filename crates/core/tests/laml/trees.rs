//! Arbitrary trees.

use mycpaas::laml::{Element, Node};
use proptest::collection::vec;
use proptest::prelude::*;

/// What is special to someone: to XML, to Unicode, to a writer that looks for it.
const AWKWARD: &[&str] = &[
    "]]>",
    "&amp;",
    "&#0;",
    "<![CDATA[",
    "-->",
    "--",
    "?>",
    "\r\n",
    "\r",
    "\n",
    "\t",
    " ",
    "\u{7F}",
    "\u{85}",
    "\u{2028}",
    "\u{D7FF}",
    "\u{E000}",
    "\u{FFFD}",
    "\u{EFFF}",
    "\u{F000}",
    "\u{FEFF}",
    "\u{10000}",
    "\u{10FFFF}",
    "\u{1FFFE}",
    "\u{202E}",
    "\u{2066}",
    "\u{200F}",
    "👩‍👩‍👧",
    "🇩🇪",
    "e\u{301}",
    "'",
    "\"",
    "&",
    "<",
    ">",
    "{{From}}",
];
const FORBIDDEN: &[&str] =
    &["\0", "\u{1}", "\u{8}", "\u{B}", "\u{C}", "\u{E}", "\u{1F}", "\u{FFFE}", "\u{FFFF}"];
const NAMES: &[&str] = &[
    "Response",
    "Gather",
    "Say",
    "break",
    "say-as",
    "xml:lang",
    "Ä",
    "名",
    "_",
    "a.b-c",
    "\u{10000}",
    "interpret-as",
];

/// Any text that XML can hold.
pub(crate) fn text() -> impl Strategy<Value = String> {
    let allowed = any::<char>().prop_map(|character| match character {
        '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'.. => character.to_string(),
        _ => String::new(),
    });
    let piece = prop_oneof![
        3 => allowed,
        3 => "[ -~]{0,20}",
        2 => proptest::sample::select(AWKWARD).prop_map(str::to_owned),
    ];
    vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

/// Any text whatsoever, often one that XML cannot hold.
pub(crate) fn wild_text() -> impl Strategy<Value = String> {
    (text(), proptest::sample::select(FORBIDDEN), text())
        .prop_map(|(before, bad, after)| before + bad + &after)
}

pub(crate) fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => proptest::sample::select(NAMES).prop_map(str::to_owned),
        1 => "[A-Za-z_][A-Za-z0-9_.-]{0,12}",
    ]
}

fn comment() -> impl Strategy<Value = Node> {
    text().prop_map(|text| Node::comment(text.replace('-', "")))
}

fn without_children() -> impl Strategy<Value = Element> {
    // The other parser knows the prefix `xml` on attributes only.
    let own = name().prop_filter("a plain name", |name| !name.starts_with("xml:"));
    (own, vec((name(), text()), 0..4)).prop_map(|(name, attributes)| {
        let element = Element::new(name);
        attributes.into_iter().fold(element, |element, (name, value)| element.attribute(name, value))
    })
}

pub(crate) fn tree() -> impl Strategy<Value = Element> {
    without_children().prop_recursive(6, 48, 6, |inner| {
        let node = prop_oneof![
            3 => inner.prop_map(Node::Element),
            3 => text().prop_map(Node::text),
            1 => comment(),
        ];
        (without_children(), vec(node, 0..6))
            .prop_map(|(element, nodes)| nodes.into_iter().fold(element, Element::child))
    })
}
