//! # What the checker of LaML found

use std::ffi::c_char;
use std::ptr;

use mycpaas_bridge::laml::Finding;

use crate::enums::mycpaas_laml_severity;
use crate::texts::Texts;

/// What is wrong, or questionable, in a document: none, or several. It does not change, so any thread may read it.
#[derive(Debug)]
pub struct mycpaas_laml_findings {
    findings: Vec<Finding>,
    /// So many of each.
    texts: Vec<Texts>,
}

/// The places of the texts.
const LINE: usize = 0;
const RULE: usize = 1;
const SEVERITY: usize = 2;
const PATH: usize = 3;
const MESSAGE: usize = 4;
const FOUND: usize = 5;
const ALLOWED: usize = 6;
const HINT: usize = 7;

impl mycpaas_laml_findings {
    pub(super) fn new(findings: Vec<Finding>) -> Self {
        Self { texts: findings.iter().map(texts).collect(), findings }
    }
}

fn texts(finding: &Finding) -> Texts {
    let line = finding.to_string();
    let texts = [
        Some(line.as_str()),
        Some(finding.rule.name()),
        Some(finding.severity.name()),
        Some(finding.path.as_str()),
        Some(finding.message.as_str()),
        finding.found.as_deref(),
        finding.allowed.as_deref(),
        finding.hint.as_deref(),
    ];
    texts.into_iter().collect()
}

fn text(findings: Option<&mycpaas_laml_findings>, index: usize, place: usize) -> *const c_char {
    let texts = findings.and_then(|findings| findings.texts.get(index));
    texts.map_or(ptr::null(), |texts| texts.get(place))
}

fn finding(findings: Option<&mycpaas_laml_findings>, index: usize) -> Option<&Finding> {
    findings.and_then(|findings| findings.findings.get(index))
}

/// Returns how many there are. 0 for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_findings_count(findings: Option<&mycpaas_laml_findings>) -> usize {
    findings.map_or(0, |findings| findings.findings.len())
}

/// Returns one of them, counted from 0, as a line for a person. `NULL` where there is no more.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_findings_text(
    findings: Option<&mycpaas_laml_findings>,
    index: usize,
) -> *const c_char {
    text(findings, index, LINE)
}

/// Returns the rule that is broken, such as `unknown-attribute`. The names never change. `NULL` where there is no more.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_findings_rule(
    findings: Option<&mycpaas_laml_findings>,
    index: usize,
) -> *const c_char {
    text(findings, index, RULE)
}

/// Returns how much it matters, or `MYCPAAS_LAML_SEVERITY_NONE` where there is no more.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_findings_severity(
    findings: Option<&mycpaas_laml_findings>,
    index: usize,
) -> mycpaas_laml_severity {
    finding(findings, index).map_or(mycpaas_laml_severity::None, |finding| finding.severity.into())
}

/// Returns the name of that: `hint`, `warning` or `error`. `NULL` where there is no more.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_findings_severity_name(
    findings: Option<&mycpaas_laml_findings>,
    index: usize,
) -> *const c_char {
    text(findings, index, SEVERITY)
}

/// Returns where it is: `/Response/Gather[2]/@numDigits`, or with `/text()` at its end. Empty for the document as a whole,
/// `NULL` where there is no more.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_findings_path(
    findings: Option<&mycpaas_laml_findings>,
    index: usize,
) -> *const c_char {
    text(findings, index, PATH)
}

/// Returns the line, counted from 1, or 0 where the document was not parsed, or there is no more.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_findings_line(findings: Option<&mycpaas_laml_findings>, index: usize) -> u32 {
    finding(findings, index).and_then(|finding| finding.line).unwrap_or(0)
}

/// Returns the column in that line, in characters counted from 1, or 0 as above.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_findings_column(
    findings: Option<&mycpaas_laml_findings>,
    index: usize,
) -> u32 {
    finding(findings, index).and_then(|finding| finding.column).unwrap_or(0)
}

/// Returns what is wrong, in a clause. `NULL` where there is no more.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_findings_message(
    findings: Option<&mycpaas_laml_findings>,
    index: usize,
) -> *const c_char {
    text(findings, index, MESSAGE)
}

/// Returns what was found there, cut when it is long, or `NULL` where that says nothing.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_findings_found(
    findings: Option<&mycpaas_laml_findings>,
    index: usize,
) -> *const c_char {
    text(findings, index, FOUND)
}

/// Returns what is allowed instead, or `NULL` where that says nothing.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_findings_allowed(
    findings: Option<&mycpaas_laml_findings>,
    index: usize,
) -> *const c_char {
    text(findings, index, ALLOWED)
}

/// Returns what to do about it, or `NULL` where the checker does not know.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_findings_hint(
    findings: Option<&mycpaas_laml_findings>,
    index: usize,
) -> *const c_char {
    text(findings, index, HINT)
}

/// Frees findings. `NULL` is fine.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_laml_findings_free(findings: Option<Box<mycpaas_laml_findings>>) {
    drop(findings);
}
