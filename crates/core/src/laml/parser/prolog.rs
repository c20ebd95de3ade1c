//! What may stand before and after the root.

use super::source::Source;
use crate::Error;

/// Reads up to the `<` of the root. The XML declaration is behind.
pub(super) fn read(source: &mut Source<'_>) -> Result<(), Error> {
    skip(source)?;
    match source.peek() {
        None => Err(source.error("the document holds no element")),
        Some(b'<') if source.starts_with("</") => Err(source.error("an end tag that ends nothing")),
        Some(b'<') => Ok(()),
        Some(_) => Err(source.error(format_args!("{} before the first element", source.found()))),
    }
}

/// Reads up to the end.
pub(super) fn read_rest(source: &mut Source<'_>) -> Result<(), Error> {
    skip(source)?;
    match source.peek() {
        None => Ok(()),
        Some(b'<') if source.starts_with("</") => Err(source.error("an end tag that ends nothing")),
        Some(b'<') => Err(source.error("a second root element; a document has one")),
        Some(_) => Err(source.error(format_args!("{} after the root element", source.found()))),
    }
}

/// Reads white space, comments and processing instructions.
fn skip(source: &mut Source<'_>) -> Result<(), Error> {
    loop {
        source.skip_space();
        if source.starts_with("<!--") {
            comment(source)?;
        } else if source.starts_with("<?") {
            instruction(source)?;
        } else if source.starts_with("<!") {
            return Err(markup_error(source));
        } else {
            return Ok(());
        }
    }
}

/// Reads a comment. Its `<!--` comes next.
pub(super) fn comment<'a>(source: &mut Source<'a>) -> Result<&'a str, Error> {
    let at = source.at();
    source.eat("<!--");
    let Some(comment) = source.take_through("--") else {
        return Err(source.error_at(at, "a comment does not end"));
    };
    if source.eat(">") {
        return Ok(comment);
    }
    Err(source.error_at(source.at() - 2, "`--` inside a comment"))
}

/// Reads a processing instruction, which means nothing. Its `<?` comes next.
pub(super) fn instruction(source: &mut Source<'_>) -> Result<(), Error> {
    let at = source.at();
    source.eat("<?");
    let target = source.plain_name();
    if target == "xml" {
        let problem = "the XML declaration has to be the very first; not even a blank may stand before it";
        return Err(source.error_at(at, problem));
    }
    if target.is_empty() || target.eq_ignore_ascii_case("xml") {
        return Err(source.error_at(at, "a processing instruction without a name of its own"));
    }
    if source.eat("?>") {
        return Ok(());
    }
    if !source.skip_space() {
        return Err(source.error(format_args!("{} in the name of a processing instruction", source.found())));
    }
    match source.take_through("?>") {
        Some(_) => Ok(()),
        None => Err(source.error_at(at, "a processing instruction does not end")),
    }
}

/// Says what is wrong with a `<!` that is neither a comment nor CDATA.
pub(super) fn markup_error(source: &Source<'_>) -> Error {
    if source.starts_with("<!DOCTYPE") {
        return source.error("document types are refused; they are not needed and not safe");
    }
    if source.starts_with("<![CDATA[") {
        return source.error("text outside the root element");
    }
    source.error("`<!` begins neither a comment nor a CDATA section")
}
