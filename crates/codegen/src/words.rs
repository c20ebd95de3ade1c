//! Names as each language writes them.

/// Words that Rust keeps for itself.
const RUST_KEYWORDS: &[&str] = &[
    "as", "async", "await", "box", "break", "const", "continue", "crate", "dyn", "else", "enum", "extern",
    "false", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "unsafe", "use",
    "where", "while", "yield",
];

/// Words that Python keeps for itself.
const PYTHON_KEYWORDS: &[&str] = &[
    "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del", "elif", "else",
    "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not",
    "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

/// Words that C and C++ keep for themselves, as far as they are names of anything.
const C_KEYWORDS: &[&str] = &[
    "and",
    "asm",
    "auto",
    "bool",
    "break",
    "case",
    "catch",
    "char",
    "class",
    "const",
    "continue",
    "default",
    "delete",
    "do",
    "double",
    "else",
    "enum",
    "explicit",
    "export",
    "extern",
    "false",
    "float",
    "for",
    "friend",
    "goto",
    "if",
    "inline",
    "int",
    "long",
    "mutable",
    "namespace",
    "new",
    "not",
    "operator",
    "or",
    "private",
    "protected",
    "public",
    "register",
    "requires",
    "restrict",
    "return",
    "short",
    "signed",
    "sizeof",
    "static",
    "struct",
    "switch",
    "template",
    "this",
    "throw",
    "true",
    "try",
    "typedef",
    "typename",
    "union",
    "unsigned",
    "using",
    "virtual",
    "void",
    "volatile",
    "while",
    "xor",
];

/// Cuts a name where a word begins: at what is no letter or digit, and at capitals after small letters.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    let mut rest = name.chars().peekable();
    while let Some(character) = rest.next() {
        let next_is_small = rest.peek().is_some_and(char::is_ascii_lowercase);
        let begins = character.is_ascii_uppercase()
            && (before.is_ascii_lowercase()
                || before.is_ascii_digit()
                || (before.is_ascii_uppercase() && next_is_small));
        if begins || !character.is_ascii_alphanumeric() {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| character.is_ascii_alphanumeric()) {
            word.push(character.to_ascii_lowercase());
        }
        before = character;
    }
    words.retain(|word| !word.is_empty());
    words
}

/// `statusCallbackEvent` and `xml:lang` become `status_callback_event` and `xml_lang`.
pub(crate) fn snake(name: &str) -> String {
    words(name).join("_")
}

/// `say-as` and `inbound_track` become `SayAs` and `InboundTrack`; digits that would meet stay apart.
pub(crate) fn camel(name: &str) -> String {
    let capital = |word: String| {
        let mut characters = word.chars();
        characters
            .next()
            .map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + characters.as_str())
    };
    words(name).into_iter().map(capital).fold(String::new(), |name, word| {
        let meet = name.ends_with(|last: char| last.is_ascii_digit())
            && word.starts_with(|first: char| first.is_ascii_digit());
        name + if meet { "_" } else { "" } + &word
    })
}

/// `status_callback_event` and `xml:lang` become `statusCallbackEvent` and `xmlLang`.
pub(crate) fn camel_small(name: &str) -> String {
    let name = camel(name);
    let mut characters = name.chars();
    characters
        .next()
        .map_or_else(String::new, |first| first.to_ascii_lowercase().to_string() + characters.as_str())
}

/// A name in Rust: a reserved word gets a trailing underscore.
pub(crate) fn rust(name: &str) -> String {
    let name = snake(name);
    if RUST_KEYWORDS.contains(&name.as_str()) { format!("{name}_") } else { name }
}

/// A name in Python: a reserved word gets a trailing underscore.
pub(crate) fn python(name: &str) -> String {
    let name = snake(name);
    if PYTHON_KEYWORDS.contains(&name.as_str()) { format!("{name}_") } else { name }
}

/// A name in C and in C++: a reserved word gets a trailing underscore.
pub(crate) fn c(name: &str) -> String {
    let name = snake(name);
    if C_KEYWORDS.contains(&name.as_str()) { format!("{name}_") } else { name }
}

/// `Gather`, `say-as` and `xml:lang` become `gather`, `sayAs` and `xmlLang`, as members of objects are named in TypeScript.
pub(crate) fn member(name: &str) -> String {
    let mut member = String::new();
    let mut begins = false;
    for character in name.chars() {
        let character = match character {
            _ if member.is_empty() => character.to_ascii_lowercase(),
            _ if begins => character.to_ascii_uppercase(),
            _ => character,
        };
        begins = !character.is_ascii_alphanumeric();
        member.extend(Some(character).filter(|_| !begins));
    }
    member
}
