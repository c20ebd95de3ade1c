//! The page on the rules of LaML is complete, and its examples are right.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "what fails in a helper fails the test"
)]

use std::collections::BTreeSet;

use mycpaas::laml::{CheckOptions, Finding, Rule, Usage, check_document};

const PAGE: &str = include_str!("../../docs/laml-rules.md");

struct Section {
    name: String,
    text: String,
    /// The word after `xml`, and the document.
    examples: Vec<(String, String)>,
}

#[test]
fn every_rule_has_a_section_and_every_section_a_rule() {
    let described: BTreeSet<String> = sections().into_iter().map(|section| section.name).collect();
    let known: BTreeSet<String> = Rule::ALL.iter().map(|rule| rule.name().to_owned()).collect();
    assert_eq!(described, known);
}

#[test]
fn the_page_says_what_the_code_says() {
    for section in sections() {
        let rule = rule(&section.name);
        let severity = format!("**{}.** ", capital(rule.severity().name()));
        let wanted = words(&format!("{severity}{}", rule.documentation()));
        assert!(words(&section.text).starts_with(&wanted), "{}: {:?} is not {wanted:?}", rule, section.text);
    }
}

#[test]
fn each_wrong_example_breaks_its_rule() {
    for section in sections() {
        let rule = rule(&section.name);
        let [wrong, _] = &section.examples[..] else { panic!("{rule} has no two examples") };
        let findings = check(wrong);
        assert!(findings.iter().any(|finding| finding.rule == rule), "{rule}: {findings:#?}");
        assert!(findings.iter().all(|finding| finding.severity == finding.rule.severity()));
    }
}

#[test]
fn nothing_is_found_in_the_right_examples() {
    for section in sections() {
        let findings = check(&section.examples[1]);
        assert!(findings.is_empty(), "{}: {findings:#?}", section.name);
    }
}

fn check((usage, document): &(String, String)) -> Vec<Finding> {
    let usage = match usage.as_str() {
        "" => Usage::Call,
        "conference-wait" => Usage::ConferenceWait,
        other => panic!("no test knows the usage {other:?}"),
    };
    check_document(expand(document), &CheckOptions::new().usage(usage))
}

/// Writes out `[3 × a]`.
fn expand(document: &str) -> String {
    let Some((before, rest)) = document.split_once('[') else { return document.to_owned() };
    let (inside, after) = rest.split_once(']').expect("the bracket is closed");
    let (times, text) = inside.split_once(" × ").expect("a number of times");
    format!("{before}{}{}", text.repeat(times.parse().expect("a number")), expand(after))
}

fn rule(name: &str) -> Rule {
    *Rule::ALL.iter().find(|rule| rule.name() == name).expect("the rule is known")
}

fn sections() -> Vec<Section> {
    PAGE.split("\n### ").skip(1).map(section).collect()
}

fn section(part: &str) -> Section {
    let (name, rest) = part.split_once('\n').expect("a heading has an end");
    let mut pieces = rest.split("```");
    let text = pieces.next().unwrap_or_default().to_owned();
    let mut examples = Vec::new();
    while let (Some(block), Some(_between)) = (pieces.next(), pieces.next()) {
        let (language, document) = block.split_once('\n').expect("a block has lines");
        let usage = language.strip_prefix("xml").expect("the examples are XML").trim();
        examples.push((usage.to_owned(), document.strip_suffix('\n').unwrap_or(document).to_owned()));
    }
    Section { name: name.to_owned(), text, examples }
}

/// Forgets where lines end.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect()
}
