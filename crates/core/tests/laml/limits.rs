//! How much the parser takes.

use mycpaas::laml::{Element, ParseLimits};

fn nested(depth: usize) -> String {
    format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth))
}

#[test]
fn each_limit_holds_exactly() {
    let message = |document: &str, limits| {
        Element::parse_with(document, limits).err().map(|error| error.message().to_owned())
    };
    let limits = ParseLimits::new();
    assert_eq!(message("<a/>", limits.size(4)), None);
    assert_eq!(
        message("<a/>\n", limits.size(4)).as_deref(),
        Some("line 1, column 1: the document has 5 bytes, more than 4")
    );
    assert_eq!(message(&nested(100), limits), None);
    assert_eq!(
        message(&nested(101), limits).as_deref(),
        Some("line 1, column 301: elements are nested deeper than 100 levels")
    );
    assert_eq!(message("<a b='1'>c<!--d--></a>", limits.nodes(4)), None);
    assert_eq!(
        message("<a b='1'>c<!--d--></a>", limits.nodes(3)).as_deref(),
        Some("line 1, column 11: there are more than 3 nodes")
    );
}

#[test]
fn the_limits_are_those_of_the_documentation() {
    assert_eq!(ParseLimits::new(), ParseLimits::new().size(1024 * 1024).depth(100).nodes(50_000));
    assert_eq!(ParseLimits::default(), ParseLimits::new());
}
