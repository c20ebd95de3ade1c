//! The types of the table that the checker reads. The table itself is generated from the specification.

/// What the specification says of one element. Several may share one tag: its meaning depends on its parent.
#[derive(Debug)]
pub(crate) struct ElementRule {
    /// Its name in the specification, unique: `Gather`, `ReferSip`.
    pub(crate) id: &'static str,
    /// The tag.
    pub(crate) name: &'static str,
    pub(crate) kind: ElementKind,
    pub(crate) channel: Channel,
    pub(crate) origin: Origin,
    /// Whether it may, must or must not hold text, and what the text is.
    pub(crate) text: TextRule,
    pub(crate) text_type: ValueType,
    pub(crate) text_values: &'static [&'static str],
    /// The longest text, in characters.
    pub(crate) text_max: Option<u32>,
    /// The ids of the elements that may stand directly inside.
    pub(crate) children: &'static [&'static str],
    /// Whether elements that the specification does not know may stand inside.
    pub(crate) free_children: bool,
    /// How many of them may stand in one parent.
    pub(crate) max_per_parent: Option<u32>,
    /// Whether verbs after it never run.
    pub(crate) terminal: bool,
    /// The ids of siblings that may not stand beside it in one parent.
    pub(crate) excludes: &'static [&'static str],
    pub(crate) attributes: &'static [AttributeRule],
}

/// What the specification says of one attribute.
#[derive(Debug)]
pub(crate) struct AttributeRule {
    pub(crate) name: &'static str,
    pub(crate) origin: Origin,
    pub(crate) value: ValueType,
    pub(crate) required: bool,
    /// What is allowed, or suggested where `open` is set. For a list: of each item.
    pub(crate) values: &'static [&'static str],
    pub(crate) open: bool,
    /// Words that are allowed beside the type, such as `auto` for a number.
    pub(crate) also: &'static [&'static str],
    /// What stands between the items of a list.
    pub(crate) separator: &'static str,
    pub(crate) default: Option<&'static str>,
    pub(crate) min: Option<i64>,
    pub(crate) max: Option<i64>,
    /// The longest value, in characters.
    pub(crate) max_length: Option<u32>,
    /// The longest item of a list, in characters, and how many there may be.
    pub(crate) item_max_length: Option<u32>,
    pub(crate) max_items: Option<u32>,
    /// The characters that it may consist of, written as ranges: `0-9A-D*#wW`.
    pub(crate) alphabet: Option<&'static str>,
    /// The schemes of a URL, where they are not http and https.
    pub(crate) schemes: &'static [&'static str],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ElementKind {
    Root,
    Verb,
    Noun,
    Ssml,
}

/// What a document is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Channel {
    /// A call.
    Voice,
    /// A message.
    Messaging,
}

/// Who documents it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    Both,
    SignalWire,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TextRule {
    None,
    Optional,
    Required,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ValueType {
    String,
    Url,
    Integer,
    Decimal,
    Boolean,
    Enumeration,
    List,
    Method,
    Digits,
    Phone,
    SipUri,
}
