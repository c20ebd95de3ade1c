//! The XML declaration.

use super::source::Source;
use crate::Error;
use crate::laml::characters::is_space;
use crate::laml::scan::equal;

/// Reads the declaration, if there is one, and returns the encoding that it names and where.
pub(super) fn read<'a>(source: &mut Source<'a>) -> Result<Option<(&'a str, usize)>, Error> {
    let is_declaration =
        source.rest().strip_prefix("<?xml").is_some_and(|rest| rest.bytes().next().is_some_and(is_space));
    if !is_declaration {
        return Ok(None);
    }
    source.eat("<?xml");
    match item(source, "version")? {
        Some((version, _)) if is_version(version) => {}
        Some((_, at)) => return Err(source.error_at(at, "the version of XML is not 1.0")),
        None => {
            source.skip_space();
            return Err(source.error("the XML declaration names no version"));
        }
    }
    let encoding = item(source, "encoding")?;
    if let Some((_, at)) = encoding.filter(|(name, _)| !is_encoding(name)) {
        return Err(source.error_at(at, "this is not the name of an encoding"));
    }
    if let Some((_, at)) = item(source, "standalone")?.filter(|(value, _)| !matches!(*value, "yes" | "no")) {
        return Err(source.error_at(at, "`standalone` is neither yes nor no"));
    }
    source.skip_space();
    if source.eat("?>") {
        return Ok(encoding);
    }
    Err(source.error(format_args!("{} in the XML declaration", source.found())))
}

/// Reads white space, the name, `=` and the value; or nothing. Returns the value and where it begins.
fn item<'a>(source: &mut Source<'a>, name: &str) -> Result<Option<(&'a str, usize)>, Error> {
    let rest = source.rest();
    let item = rest.trim_start_matches([' ', '\t', '\n']);
    if item.len() == rest.len() || !item.starts_with(name) {
        return Ok(None);
    }
    source.take(rest.len() - item.len() + name.len());
    source.skip_space();
    if !source.eat("=") {
        return Err(source.error(format_args!("`{name}` has no value")));
    }
    source.skip_space();
    let quote = source.quote(name)?;
    let at = source.at();
    let value = source.take_until(|word| equal(word, quote) | equal(word, b'<'));
    if source.peek() != Some(quote) {
        return Err(source.error(format_args!("the value of `{name}` does not end")));
    }
    source.take(1);
    Ok(Some((value, at)))
}

/// A document of a later 1.x is to be read as one of 1.0.
fn is_version(version: &str) -> bool {
    let minor = version.strip_prefix("1.").unwrap_or_default();
    !minor.is_empty() && minor.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_encoding(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
}
