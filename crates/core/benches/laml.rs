//! Measures LaML: a typical document built and written beside the same text pushed by hand, and parsed beside
//! quick-xml's bare reader. `cargo bench --bench laml`; pin it to one core, and look at the ratios.
#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a benchmark reports, and stops at what is wrong"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use mycpaas::laml::{Break, Element, Emphasis, Gather, Hangup, Play, Prosody, Say, Style, VoiceResponse};
use quick_xml::Reader;
use quick_xml::events::Event;

const ROUNDS: u32 = 61;
const BATCH: u32 = 2_000;

fn main() {
    let document = typed();
    assert_eq!(document, by_hand(), "both write the same");
    assert_eq!(document, escaped_by_hand(), "both write the same");
    assert_eq!(document, untyped(), "both write the same");
    println!("the document has {} bytes\n", document.len());

    let mut buffer = String::new();
    let tree = tree();
    let written = measure(&mut [
        ("pushed by hand, escaped before", &mut || drop(black_box(by_hand()))),
        ("pushed by hand, escaped a character at a time", &mut || drop(black_box(escaped_by_hand()))),
        ("typed verbs, built and written", &mut || drop(black_box(typed()))),
        ("elements, built and written", &mut || drop(black_box(untyped()))),
        ("a tree written into a buffer again", &mut || {
            buffer.clear();
            tree.write_to(&mut buffer, Style::Compact).expect("it can be written");
            black_box(&buffer);
        }),
    ]);
    report("writing", &written);

    let parsed = measure(&mut [
        ("quick-xml's bare reader", &mut || {
            black_box(bare(&document));
        }),
        ("quick-xml, attributes and text decoded", &mut || {
            black_box(decoded(&document));
        }),
        ("parsed into the tree", &mut || drop(black_box(Element::parse(&document)))),
    ]);
    report("parsing", &parsed);
}

/// Interleaves the contenders, so that what else the machine does hits all; returns medians in nanoseconds.
fn measure<'a>(contenders: &mut [(&'a str, &mut dyn FnMut())]) -> Vec<(&'a str, f64)> {
    let mut samples = vec![Vec::new(); contenders.len()];
    for _ in 0..ROUNDS {
        for ((_, run), samples) in contenders.iter_mut().zip(&mut samples) {
            let begin = Instant::now();
            (0..BATCH).for_each(|_| run());
            samples.push(begin.elapsed());
        }
    }
    contenders.iter().zip(samples).map(|((name, _), samples)| (*name, median(samples))).collect()
}

fn median(mut samples: Vec<Duration>) -> f64 {
    samples.sort();
    let middle = samples.get(samples.len() / 2).copied().unwrap_or_default();
    middle.as_secs_f64() * 1e9 / f64::from(BATCH)
}

fn report(title: &str, figures: &[(&str, f64)]) {
    let base = figures.first().map_or(1.0, |(_, time)| *time);
    println!("{title:<48} {:>8} {:>8}", "ns", "ratio");
    for (name, time) in figures {
        println!("{name:<48} {time:>8.0} {:>8.2}", time / base);
    }
    println!();
}

fn typed() -> String {
    let response = VoiceResponse::new()
        .add(
            Gather::new()
                .num_digits(1)
                .action("https://example.com/menu?step=1&lang=de")
                .timeout(5)
                .add(Say::new("Drücken Sie die 1 für Vertrieb & Service, < 5 Minuten Wartezeit.")),
        )
        .add(Play::new("https://example.com/audio/musik.mp3"))
        .add(
            Say::new("Ihre Nummer lautet")
                .add(Break::new().time("500ms"))
                .add(Emphasis::new("eins zwei"))
                .add(Prosody::new("drei").rate("slow")),
        )
        .add(Hangup::new());
    response.to_xml().expect("it can be written")
}

fn tree() -> Element {
    Element::new("Response")
        .child(
            Element::new("Gather")
                .attribute("numDigits", "1")
                .attribute("action", "https://example.com/menu?step=1&lang=de")
                .attribute("timeout", "5")
                .child(
                    Element::new("Say")
                        .child("Drücken Sie die 1 für Vertrieb & Service, < 5 Minuten Wartezeit."),
                ),
        )
        .child(Element::new("Play").child("https://example.com/audio/musik.mp3"))
        .child(
            Element::new("Say")
                .child("Ihre Nummer lautet")
                .child(Element::new("break").attribute("time", "500ms"))
                .child(Element::new("emphasis").child("eins zwei"))
                .child(Element::new("prosody").attribute("rate", "slow").child("drei")),
        )
        .child(Element::new("Hangup"))
}

fn untyped() -> String {
    tree().to_xml().expect("it can be written")
}

fn by_hand() -> String {
    let mut text = String::new();
    text.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    text.push_str("<Response>");
    text.push_str("<Gather numDigits=\"");
    text.push_str(black_box("1"));
    text.push_str("\" action=\"");
    text.push_str(black_box("https://example.com/menu?step=1&amp;lang=de"));
    text.push_str("\" timeout=\"");
    text.push_str(black_box("5"));
    text.push_str("\"><Say>");
    text.push_str(black_box("Drücken Sie die 1 für Vertrieb &amp; Service, &lt; 5 Minuten Wartezeit."));
    text.push_str("</Say></Gather><Play>");
    text.push_str(black_box("https://example.com/audio/musik.mp3"));
    text.push_str("</Play><Say>");
    text.push_str(black_box("Ihre Nummer lautet"));
    text.push_str("<break time=\"");
    text.push_str(black_box("500ms"));
    text.push_str("\"/><emphasis>");
    text.push_str(black_box("eins zwei"));
    text.push_str("</emphasis><prosody rate=\"");
    text.push_str(black_box("slow"));
    text.push_str("\">");
    text.push_str(black_box("drei"));
    text.push_str("</prosody></Say><Hangup/></Response>");
    text
}

fn escaped_by_hand() -> String {
    let mut text = String::new();
    text.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    text.push_str("<Response>");
    text.push_str("<Gather numDigits=\"");
    escape(&mut text, black_box("1"));
    text.push_str("\" action=\"");
    escape(&mut text, black_box("https://example.com/menu?step=1&lang=de"));
    text.push_str("\" timeout=\"");
    escape(&mut text, black_box("5"));
    text.push_str("\"><Say>");
    escape(&mut text, black_box("Drücken Sie die 1 für Vertrieb & Service, < 5 Minuten Wartezeit."));
    text.push_str("</Say></Gather><Play>");
    escape(&mut text, black_box("https://example.com/audio/musik.mp3"));
    text.push_str("</Play><Say>");
    escape(&mut text, black_box("Ihre Nummer lautet"));
    text.push_str("<break time=\"");
    escape(&mut text, black_box("500ms"));
    text.push_str("\"/><emphasis>");
    escape(&mut text, black_box("eins zwei"));
    text.push_str("</emphasis><prosody rate=\"");
    escape(&mut text, black_box("slow"));
    text.push_str("\">");
    escape(&mut text, black_box("drei"));
    text.push_str("</prosody></Say><Hangup/></Response>");
    text
}

fn escape(text: &mut String, raw: &str) {
    for character in raw.chars() {
        match character {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '"' => text.push_str("&quot;"),
            other => text.push(other),
        }
    }
}

fn bare(document: &str) -> usize {
    let mut reader = Reader::from_str(document);
    let mut events = 0;
    while !matches!(reader.read_event().expect("it is well-formed"), Event::Eof) {
        events += 1;
    }
    events
}

fn decoded(document: &str) -> usize {
    let mut reader = Reader::from_str(document);
    let mut length = 0;
    loop {
        match reader.read_event().expect("it is well-formed") {
            Event::Start(tag) | Event::Empty(tag) => {
                for attribute in tag.attributes() {
                    let attribute = attribute.expect("it is well-formed");
                    length += attribute.key.as_ref().len() + attribute.value.len();
                }
            }
            Event::Text(text) => length += text.xml10_content().len(),
            Event::Eof => return length,
            _ => {}
        }
    }
}
