//! Sentences of the specification, as the comments and docstrings of each language write them.

/// The widest line.
const WIDTH: usize = 110;

/// Breaks a text into lines, each with a mark before it.
pub(crate) fn comment(text: &str, mark: &str) -> String {
    let mark = format!("{mark} ");
    lines(text, &mark, &mark)
}

/// A docstring with quotes, on one line where it fits.
pub(crate) fn docstring(text: &str, indent: &str) -> String {
    let quoted = format!("\"\"\"{}\"\"\"", plain(text));
    let wrapped = lines(&quoted, indent, indent);
    if !wrapped.contains('\n') {
        return wrapped;
    }
    format!("{}\n{indent}\"\"\"", wrapped.strip_suffix("\"\"\"").unwrap_or(&wrapped))
}

/// A comment in `JSDoc`, on one line where it fits. Names in it are those of JavaScript.
pub(crate) fn jsdoc(text: &str, indent: &str) -> String {
    let text = camel_names(&plain(text));
    let short = format!("{indent}/** {text} */");
    if short.chars().count() <= WIDTH {
        return short;
    }
    let mark = format!("{indent} * ");
    format!("{indent}/**\n{}\n{indent} */", lines(&text, &mark, &mark))
}

/// `price_unit` in quotes becomes `priceUnit`.
fn camel_names(text: &str) -> String {
    let is_name = |word: &str| {
        word.contains('_') && word.chars().all(|character| character.is_ascii_lowercase() || character == '_')
    };
    let parts = text.split('`').enumerate().map(|(place, part)| match place % 2 {
        1 if is_name(part) => crate::words::camel_small(part),
        _ => part.to_owned(),
    });
    parts.collect::<Vec<_>>().join("`")
}

/// Lines that all begin at the same column.
pub(crate) fn paragraph(text: &str, indent: &str) -> String {
    lines(text, indent, indent)
}

/// Lines of which all but the first stand four columns further in.
pub(crate) fn hanging(text: &str, indent: &str) -> String {
    lines(text, indent, &format!("{indent}    "))
}

/// A text that begins with a capital letter.
pub(crate) fn capital(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().to_string() + characters.as_str())
}

/// A text without links of Rust: ``[`CallStatus::Completed`]`` becomes `` `CallStatus.COMPLETED` ``.
pub(crate) fn plain(text: &str) -> String {
    unlinked(text, |class, word| format!("{class}.{}", crate::words::snake(word).to_uppercase()))
}

/// A text without links of Rust: ``[`CallStatus::Completed`]`` becomes `` `MYCPAAS_CALL_STATUS_COMPLETED_TEXT` ``.
pub(crate) fn c_names(text: &str) -> String {
    unlinked(text, |class, word| {
        format!("MYCPAAS_{}_{}_TEXT", crate::words::snake(class), crate::words::snake(word)).to_uppercase()
    })
}

/// A text without links of Rust: ``[`CallStatus::Completed`]`` becomes `` `CallStatus::completed` ``.
pub(crate) fn cpp_names(text: &str) -> String {
    unlinked(text, |class, word| format!("{class}::{}", crate::words::c(word)))
}

fn unlinked(text: &str, named: impl Fn(&str, &str) -> String) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some((before, link)) = rest.split_once("[`") {
        let (name, after) = link.split_once("`]").unwrap_or((link, ""));
        let name = match name.split_once("::") {
            Some((class, word)) => named(class, word),
            None => name.to_owned(),
        };
        plain = format!("{plain}{before}`{name}`");
        // Where the link leads.
        rest =
            after.strip_prefix('(').and_then(|target| target.split_once(')')).map_or(after, |(_, rest)| rest);
    }
    plain + rest
}

/// A comment of C before a part of a header: its title, and paragraphs, whose lines stay as they are.
pub(crate) fn block_comment(text: &str) -> String {
    let lines = text.lines().map(|line| format!(" * {line}").trim_end().to_owned() + "\n");
    format!("/*\n{} */\n\n", lines.collect::<String>())
}

/// A comment of C that is broken into lines.
pub(crate) fn comment_block(text: &str) -> String {
    lines(text, "", " * ")
}

/// A comment of C about what follows it, with a paragraph for each line of the text.
pub(crate) fn doxygen(text: &str, indent: &str) -> String {
    let mark = format!("{indent} * ");
    if !text.contains('\n') {
        return lines(&format!("/** {text} */"), indent, &mark);
    }
    let paragraphs: Vec<String> = text.lines().map(|line| lines(line, &mark, &mark)).collect();
    format!("{indent}/**\n{}\n{indent} */", paragraphs.join(&format!("\n{indent} *\n")))
}

fn lines(text: &str, first: &str, others: &str) -> String {
    let mut lines = String::new();
    let mut width = 0;
    for word in text.split_whitespace() {
        let length = word.chars().count();
        let (separator, start) = match width {
            0 => ("", first),
            width if width + 1 + length > WIDTH => ("\n", others),
            _ => ("", " "),
        };
        width = if start == " " { width } else { 0 };
        lines = lines + separator + start + word;
        width += start.chars().count() + length;
    }
    lines
}
