//! Lines and columns.

use mycpaas::laml::{Element, Node, Position};

fn at(line: u32, column: u32) -> Position {
    Position { line, column }
}

#[test]
fn each_node_knows_its_line_and_column() {
    let document = "<?xml version='1.0'?>\n<Response>\r\n  <Say über='ä'\r\tvoice='x'>Grüße 👍 <break/>an<!-- x -->\n</Say>\r\n</Response>";
    let tree = Element::parse(document).unwrap();
    let say = tree.find("Say").unwrap();
    assert_eq!(tree.position(), Some(at(2, 1)));
    assert_eq!(tree.children().first().unwrap().position(), Some(at(2, 11)));
    assert_eq!(say.position(), Some(at(3, 3)));
    let attributes: Vec<_> = say.attributes().iter().map(|attribute| attribute.position().unwrap()).collect();
    assert_eq!(attributes, [at(3, 8), at(4, 2)]);
    let nodes: Vec<_> = say.children().iter().map(Node::position).collect();
    assert_eq!(nodes, [Some(at(4, 12)), Some(at(4, 20)), Some(at(4, 28)), Some(at(4, 30)), Some(at(4, 40))]);
    assert_eq!(tree.children().last().unwrap().position(), Some(at(5, 7)));
}

#[test]
fn a_byte_order_mark_takes_no_column() {
    assert_eq!(Element::parse("\u{FEFF}<a/>").unwrap().position(), Some(at(1, 1)));
}

#[test]
fn text_of_several_parts_begins_with_the_first() {
    let tree = Element::parse("<a>\n&amp;<![CDATA[b]]>c</a>").unwrap();
    assert_eq!(tree.children().len(), 1);
    assert_eq!(tree.children().first().unwrap().position(), Some(at(1, 4)));
}

#[test]
fn what_is_built_has_no_position_and_is_equal_all_the_same() {
    let built = Element::new("a").attribute("b", "c").child("d");
    assert_eq!(built.position(), None);
    assert_eq!(built, Element::parse("\n\n <a b='c'>d</a>").unwrap());
}
