//! Trees that are deeper than a stack.

use mycpaas::laml::{Element, ParseLimits};

const DEPTH: usize = 100_000;

fn tower() -> Element {
    (0..DEPTH).fold(Element::new("a").child("b"), |inner, _| Element::new("a").child(inner))
}

#[test]
fn a_deep_tree_is_written_compared_cloned_shown_and_dropped() {
    let tree = tower();
    let copy = tree.clone();
    assert!(tree == copy);
    assert!(tree != copy.child("c"));
    let document = tree.to_xml().unwrap();
    assert_eq!(document.matches("<a>").count(), DEPTH + 1);
    assert!(format!("{tree:?} {tree:#?}").len() < 1_000_000);
}

#[test]
fn a_deep_document_is_read_if_it_may_be() {
    let document = tower().to_xml().unwrap();
    let limits = ParseLimits::new().size(usize::MAX).depth(usize::MAX).nodes(usize::MAX);
    assert!(Element::parse_with(&document, limits).unwrap() == tower());
}

#[test]
fn a_wide_and_deep_tree_is_dropped() {
    let comb = (0..DEPTH).fold(Element::new("a"), |inner, _| {
        Element::new("a").child(Element::new("b").child("c")).child(inner).child(Element::new("d"))
    });
    assert_eq!(comb.elements().count(), 3);
}

#[test]
fn debug_shows_a_tree() {
    let tree = Element::new("Say").attribute("voice", "x").child("a").child(Element::new("break"));
    let shown = "Say { voice: \"x\", children: [Text(\"a\"), break { children: [] }] }";
    assert_eq!(format!("{tree:?}"), shown);
}
