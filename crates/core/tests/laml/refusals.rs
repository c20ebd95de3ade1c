//! What the parser refuses, where, and in which words.

use mycpaas::laml::Element;
use mycpaas::{Delivery, ErrorKind};

/// Document, line, column, message.
const CASES: &[(&str, u32, u32, &str)] = &[
    ("", 1, 1, "the document holds no element"),
    (" \n ", 2, 2, "the document holds no element"),
    ("hello", 1, 1, "`h` before the first element"),
    ("{\"a\": 1}", 1, 1, "`{` before the first element"),
    ("x<a/>", 1, 1, "`x` before the first element"),
    ("<a/>\nx", 2, 1, "`x` after the root element"),
    ("<a/>&amp;", 1, 5, "`&` after the root element"),
    ("<a/><b/>", 1, 5, "a second root element; a document has one"),
    ("<a/><![CDATA[x]]>", 1, 5, "text outside the root element"),
    ("</a>", 1, 1, "an end tag that ends nothing"),
    ("<a/></a>", 1, 5, "an end tag that ends nothing"),
    (
        "\n<?xml version='1.0'?><a/>",
        2,
        1,
        "the XML declaration has to be the very first; not even a blank may stand before it",
    ),
    (
        " <?xml version='1.0'?><a/>",
        1,
        2,
        "the XML declaration has to be the very first; not even a blank may stand before it",
    ),
    (
        "<a><?xml version='1.0'?></a>",
        1,
        4,
        "the XML declaration has to be the very first; not even a blank may stand before it",
    ),
    ("<?XML version='1.0'?><a/>", 1, 1, "a processing instruction without a name of its own"),
    (
        "<?xml?><a/>",
        1,
        1,
        "the XML declaration has to be the very first; not even a blank may stand before it",
    ),
    ("<?xml ?><a/>", 1, 7, "the XML declaration names no version"),
    ("<?xml encoding='UTF-8'?><a/>", 1, 7, "the XML declaration names no version"),
    ("<?xml version='2.0'?><a/>", 1, 16, "the version of XML is not 1.0"),
    ("<?xml version=1.0?><a/>", 1, 15, "the value of `version` is not in quotes"),
    ("<?xml version='1.0' standalone='maybe'?><a/>", 1, 33, "`standalone` is neither yes nor no"),
    ("<?xml version='1.0' encoding='!'?><a/>", 1, 31, "this is not the name of an encoding"),
    ("<?xml version='1.0' other='x'?><a/>", 1, 21, "`o` in the XML declaration"),
    ("<?xml version='1.0'><a/>", 1, 20, "`>` in the XML declaration"),
    ("<!DOCTYPE a><a/>", 1, 1, "document types are refused; they are not needed and not safe"),
    ("<a/><!DOCTYPE a>", 1, 5, "document types are refused; they are not needed and not safe"),
    ("<a><!DOCTYPE a></a>", 1, 4, "document types are refused; they are not needed and not safe"),
    ("<a><!ENTITY b 'c'></a>", 1, 4, "`<!` begins neither a comment nor a CDATA section"),
    ("<a>&b;</a>", 1, 4, "the entity `&b;` is not one of amp, lt, gt, quot and apos"),
    ("<a>&nbsp;</a>", 1, 4, "the entity `&nbsp;` is not one of amp, lt, gt, quot and apos"),
    ("<a>b & c</a>", 1, 6, "`&` stands alone; write `&amp;`"),
    ("<a>&amp</a>", 1, 4, "a reference does not end with `;`"),
    ("<a>&#65</a>", 1, 4, "a reference does not end with `;`"),
    ("<a>&#;</a>", 1, 4, "a reference that is not the number of a character"),
    ("<a>&#x;</a>", 1, 4, "a reference that is not the number of a character"),
    ("<a>&#X41;</a>", 1, 4, "a reference that is not the number of a character"),
    ("<a>&#-1;</a>", 1, 4, "a reference that is not the number of a character"),
    ("<a>&#xD800;</a>", 1, 4, "a reference that is not the number of a character"),
    ("<a>&#x110000;</a>", 1, 4, "a reference that is not the number of a character"),
    ("<a>&#99999999999999999999;</a>", 1, 4, "a reference that is not the number of a character"),
    ("<a>&#0;</a>", 1, 4, "a reference to the character U+0000, which XML does not allow"),
    ("<a>&#xB;</a>", 1, 4, "a reference to the character U+000B, which XML does not allow"),
    ("<a b='&#xFFFE;'/>", 1, 7, "a reference to the character U+FFFE, which XML does not allow"),
    ("<a>\0</a>", 1, 4, "the character U+0000, which XML does not allow"),
    ("<a>ü\u{B}</a>", 1, 5, "the character U+000B, which XML does not allow"),
    ("<a>\n\u{B}</a>", 2, 1, "the character U+000B, which XML does not allow"),
    ("<a>\n\n \u{1}\n</a>", 3, 2, "the character U+0001, which XML does not allow"),
    ("<a>\n\u{FFFF}</a>", 2, 1, "the character U+FFFF, which XML does not allow"),
    ("<a b='\u{1F}'/>", 1, 7, "the character U+001F, which XML does not allow"),
    ("<a>]]></a>", 1, 4, "`]]>` in text; write `]]&gt;`"),
    ("<a>", 1, 4, "the document ends inside the <a> in line 1, column 1"),
    ("<a>\n<b>c", 2, 5, "the document ends inside the <b> in line 2, column 1"),
    ("<a", 1, 3, "the document ends inside the tag <a>"),
    ("<a b", 1, 5, "the attribute `b` has no value"),
    ("<a b='c", 1, 6, "the value of `b` does not end"),
    ("<a></b>", 1, 4, "</b> where </a> is due, for the <a> in line 1, column 1"),
    ("<a>\n<b></a></b>", 2, 4, "</a> where </b> is due, for the <b> in line 2, column 1"),
    ("<Say></say>", 1, 6, "</say> where </Say> is due, for the <Say> in line 1, column 1"),
    ("<a></a b>", 1, 8, "`b` inside the tag </a>"),
    ("<a b='1' b='2'/>", 1, 10, "the attribute `b` appears twice in <a>"),
    ("<a b='1'\n c='2' b='3'/>", 2, 8, "the attribute `b` appears twice in <a>"),
    ("<a b='<'/>", 1, 7, "`<` in the value of `b`; write `&lt;`"),
    ("<a b=c/>", 1, 6, "the value of `b` is not in quotes"),
    ("<a b/>", 1, 5, "the attribute `b` has no value"),
    ("<a b='1'c='2'/>", 1, 9, "`c` inside the tag <a>"),
    ("<a 1='2'/>", 1, 4, "`1` inside the tag <a>"),
    ("<a / >", 1, 4, "`/` inside the tag <a>"),
    ("<a=/>", 1, 3, "`=` inside the tag <a>"),
    ("<a:b:c/>", 1, 5, "`:` inside the tag <a:b>"),
    ("< a/>", 1, 2, "`<` begins no tag, because ` ` begins no name"),
    ("<a>1 < 2</a>", 1, 7, "`<` begins no tag, because ` ` begins no name"),
    ("<a><1/></a>", 1, 5, "`<` begins no tag, because `1` begins no name"),
    ("<", 1, 2, "`<` begins no tag, because the end of the document begins no name"),
    ("<a><!-- b", 1, 4, "a comment does not end"),
    ("<a><!-- b -- c --></a>", 1, 11, "`--` inside a comment"),
    ("<a><!-- b ---></a>", 1, 11, "`--` inside a comment"),
    ("<!-- b", 1, 1, "a comment does not end"),
    ("<a><![CDATA[b</a>", 1, 4, "a CDATA section does not end"),
    ("<a><![cdata[b]]></a>", 1, 4, "`<!` begins neither a comment nor a CDATA section"),
    ("<a><?b c</a>", 1, 4, "a processing instruction does not end"),
    ("<a><?b:c d?></a>", 1, 7, "`:` in the name of a processing instruction"),
    ("<a><? b?></a>", 1, 4, "a processing instruction without a name of its own"),
    ("<x:a/>", 1, 1, "the prefix `x` is not declared"),
    ("<a x:b='1'/>", 1, 4, "the prefix `x` is not declared"),
    ("<a><b xmlns:x='u'/><x:c/></a>", 1, 20, "the prefix `x` is not declared"),
    ("<a xmlns:x=''/>", 1, 4, "the prefix `x` cannot stand for ``"),
    ("<a xmlns:xml='u'/>", 1, 4, "the prefix `xml` cannot stand for `u`"),
    ("<a xmlns:xmlns='u'/>", 1, 4, "the prefix `xmlns` cannot stand for `u`"),
    (
        "<a xmlns:x='u' xmlns:y='u' x:b='1' y:b='2'/>",
        1,
        36,
        "it appears twice, with two prefixes for one name",
    ),
];

#[test]
fn what_is_not_well_formed_is_refused_where_it_is_wrong() {
    for (document, line, column, problem) in CASES {
        let error = match Element::parse(document) {
            Ok(tree) => panic!("{document:?} is read as {tree:?}"),
            Err(error) => error,
        };
        assert_eq!(error.message(), format!("line {line}, column {column}: {problem}"), "{document:?}");
        let position = error.position().unwrap();
        assert_eq!((position.line, position.column), (*line, *column), "{document:?}");
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Laml, Delivery::NotSent));
    }
}

#[test]
fn an_error_names_element_and_attribute() {
    let cases = [
        ("<a><Say voice='<'/></a>", Some("Say"), Some("voice")),
        ("<a><Say voice='1' voice='2'/></a>", Some("Say"), Some("voice")),
        ("<a><Say x:y=''/></a>", Some("Say"), Some("x:y")),
        ("<a><Say>&x;</Say></a>", Some("Say"), None),
        ("<a><Say></a>", Some("Say"), None),
        ("<a/><b/>", None, None),
    ];
    for (document, element, attribute) in cases {
        let error = Element::parse(document).unwrap_err();
        assert_eq!((error.element(), error.attribute()), (element, attribute), "{document:?}: {error}");
    }
}
