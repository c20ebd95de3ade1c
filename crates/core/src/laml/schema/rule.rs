//! The rules that the checker knows.

use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Severity {
    /// The document is fine, but may not do what was meant.
    Hint,
    /// It works in some circumstances, or at some services.
    Warning,
    /// The service refuses, ignores or misreads it.
    Error,
}

impl Severity {
    /// Returns the stable name: `hint`, `warning` or `error`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hint => "hint",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

macro_rules! rules {
    ( $( $(#[doc = $doc:literal])+ $variant:ident = $name:literal, $severity:ident; )+ ) => {
        /// A rule that the checker knows. `docs/laml-rules.md` shows a wrong and a right document for each.
        ///
        /// The names never change.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Rule {
            $( $(#[doc = $doc])+ $variant, )+
        }

        impl Rule {
            /// Every rule.
            pub const ALL: &[Self] = &[$( Self::$variant, )+];

            /// Returns the stable name, such as `unknown-attribute`.
            pub fn name(self) -> &'static str {
                match self { $( Self::$variant => $name, )+ }
            }

            /// Returns how much a breach matters.
            pub fn severity(self) -> Severity {
                match self { $( Self::$variant => Severity::$severity, )+ }
            }

            /// Returns what the rule is about, in a sentence or two.
            pub fn documentation(self) -> &'static str {
                match self { $( Self::$variant => concat!($( $doc, )+).trim_ascii(), )+ }
            }
        }
    };
}

rules! {
    /// The document is not well-formed XML, or cannot be written as such.
    NotWellFormed = "not-well-formed", Error;
    /// Something stands before the XML declaration, if only a blank line (error 12100).
    BeforeDeclaration = "before-declaration", Error;
    /// The document has more than 64000 bytes (error 11750).
    DocumentTooLarge = "document-too-large", Error;
    /// The elements are nested more than 100 deep. What lies deeper is not checked.
    NestedTooDeep = "nested-too-deep", Error;
    /// The outermost element is not Response.
    WrongRoot = "wrong-root", Error;

    /// LaML has no such element.
    UnknownElement = "unknown-element", Error;
    /// The element has no such attribute.
    UnknownAttribute = "unknown-attribute", Error;
    /// A name or a value is right but for capitals, which matter.
    WrongCase = "wrong-case", Error;
    /// Only another service knows the element, the attribute or the value.
    OtherService = "other-service", Warning;
    /// The element is no longer documented.
    Retired = "retired", Warning;
    /// The element may not stand in this one.
    ForbiddenNesting = "forbidden-nesting", Error;
    /// The verb may not stand in a document that is used here.
    ForbiddenVerb = "forbidden-verb", Error;

    /// An attribute is missing that the element needs.
    MissingAttribute = "missing-attribute", Error;
    /// Text is missing that the element needs.
    MissingText = "missing-text", Error;
    /// Text stands where none may be. It is not spoken.
    StrayText = "stray-text", Error;
    /// The text is too long.
    TextTooLong = "text-too-long", Error;

    /// The value is not of the type of its attribute: no whole number, no boolean, no duration.
    WrongType = "wrong-type", Error;
    /// The number is too small or too large.
    OutOfRange = "out-of-range", Error;
    /// The value is not among the allowed ones.
    ForbiddenValue = "forbidden-value", Error;
    /// The value of the attribute is too long.
    ValueTooLong = "value-too-long", Error;
    /// The value holds a character that is not a key of a telephone, or has no meaning here.
    ForbiddenCharacter = "forbidden-character", Error;
    /// The telephone number is not in the international form E.164.
    NotE164 = "not-e164", Warning;
    /// The value is not a SIP address.
    MalformedSipAddress = "malformed-sip-address", Error;
    /// The items of a list are not separated as this attribute wants it.
    ListSeparator = "list-separator", Error;
    /// The list has too many items.
    ListTooLong = "list-too-long", Error;
    /// An item of the list is too long.
    ItemTooLong = "item-too-long", Error;

    /// The value is not a URL.
    MalformedUrl = "malformed-url", Error;
    /// The URL has a scheme that cannot be used here.
    UrlScheme = "url-scheme", Error;
    /// The URL is relative, and there is nothing that it is sure to be relative to.
    RelativeUrl = "relative-url", Warning;
    /// A placeholder is opened with two braces and not closed.
    UnclosedPlaceholder = "unclosed-placeholder", Hint;

    /// More of these elements stand here than may.
    TooManyElements = "too-many-elements", Error;
    /// Two elements stand side by side that exclude each other.
    ExclusiveElements = "exclusive-elements", Error;
    /// A Dial holds a bare number as well as nouns.
    TextBesideNouns = "text-beside-nouns", Error;
    /// The element has nothing to do: nothing to say, to play, to dial, to send.
    NothingToDo = "nothing-to-do", Warning;
    /// The Gather has no prompt, so that the caller waits in silence.
    EmptyGather = "empty-gather", Hint;
    /// The attribute has no effect without another, or in this place.
    NoEffect = "no-effect", Hint;

    /// The verb never runs, because one before it ends the document.
    Unreachable = "unreachable", Warning;
    /// The verb asks for its own document when it is done, which can go on for ever.
    DocumentLoop = "document-loop", Warning;
    /// The Redirect leads to its own document.
    RedirectToItself = "redirect-to-itself", Warning;
}

impl fmt::Display for Rule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Rule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let found = Self::ALL.iter().find(|rule| rule.name() == name);
        found.copied().ok_or_else(|| D::Error::custom(format_args!("there is no rule {name:?}")))
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
