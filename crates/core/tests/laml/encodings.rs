//! UTF-8, UTF-16, and the rest.

use mycpaas::laml::Element;

fn big_endian(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

fn little_endian(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn declared(encoding: &str) -> String {
    format!("<?xml version='1.0' encoding='{encoding}'?><Say>Grüße 👍</Say>")
}

#[test]
fn utf_8_and_utf_16_are_read_with_and_without_a_byte_order_mark() {
    let expected = Element::new("Say").child("Grüße 👍");
    let documents = [
        declared("UTF-8").into_bytes(),
        declared("utf-8").into_bytes(),
        format!("\u{FEFF}{}", declared("UTF-8")).into_bytes(),
        big_endian(&format!("\u{FEFF}{}", declared("UTF-16"))),
        little_endian(&format!("\u{FEFF}{}", declared("UTF-16"))),
        big_endian(&format!("\u{FEFF}{}", declared("utf-16be"))),
        little_endian(&declared("UTF-16LE")),
        big_endian(&declared("UTF-16")),
        little_endian("\u{FEFF}<Say>Grüße 👍</Say>"),
    ];
    for document in documents {
        assert_eq!(Element::parse(&document).unwrap(), expected);
    }
    assert!(Element::parse("<?xml version='1.0' encoding='US-ASCII'?><a/>").is_ok());
}

#[test]
fn other_encodings_are_refused_by_name() {
    let latin = [b"<?xml version='1.0' encoding='ISO-8859-1'?><Say>".as_slice(), &[0xFC], b"</Say>"].concat();
    let mut half = little_endian("\u{FEFF}<a/>");
    half.pop();
    let declares = |name: &str| {
        format!("line 1, column 31: the document declares the encoding {name} and is not in it; use UTF-8")
    };
    let cases = [
        (latin, declares("ISO-8859-1")),
        (b"<?xml version='1.0' encoding='ISO-8859-1'?><a/>".to_vec(), declares("ISO-8859-1")),
        (declared("US-ASCII").into_bytes(), declares("US-ASCII")),
        (declared("UTF-16").into_bytes(), declares("UTF-16")),
        (little_endian(&format!("\u{FEFF}{}", declared("UTF-8"))), declares("UTF-8")),
        (little_endian(&format!("\u{FEFF}{}", declared("UTF-16BE"))), declares("UTF-16BE")),
        (b"<a>\n\xFC</a>".to_vec(), "line 2, column 1: the byte 0xFC is not UTF-8".to_owned()),
        (b"<a>\xED\xA0\x80</a>".to_vec(), "line 1, column 4: the byte 0xED is not UTF-8".to_owned()),
        (b"<a>\xC0\x80</a>".to_vec(), "line 1, column 4: the byte 0xC0 is not UTF-8".to_owned()),
        (
            [little_endian("\u{FEFF}<a>"), vec![0, 0xD8], little_endian("</a>")].concat(),
            "line 1, column 4: the surrogate 0xD800 stands alone".to_owned(),
        ),
        (
            half,
            "line 1, column 4: the document is in UTF-16 and ends in the middle of a character".to_owned(),
        ),
        (
            "<a/>".bytes().flat_map(|byte| [byte, 0, 0, 0]).collect(),
            "line 1, column 1: the document is in UTF-32; use UTF-8".to_owned(),
        ),
    ];
    for (document, message) in cases {
        assert_eq!(Element::parse(&document).unwrap_err().message(), message);
    }
}
