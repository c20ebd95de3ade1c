//! The parameters of a request, as they were received.

use std::fmt;
use std::ops::Range;

/// Names and values in the order in which they came. A name may come several times, and nothing is left out.
///
/// `Debug` shows the names alone: values are telephone numbers, and what people said and typed.
///
/// ```
/// use mycpaas::webhook::Fields;
///
/// let fields = Fields::from_iter([("CallSid", "CA1"), ("Digits", "1"), ("Digits", "2")]);
/// assert_eq!(fields.get("Digits"), Some("1"));
/// assert_eq!(fields.get_all("Digits").collect::<Vec<_>>(), ["1", "2"]);
/// ```
#[derive(Clone, Default)]
pub struct Fields {
    /// All names and values, one after the other: two allocations hold any number of them.
    text: String,
    ends: Vec<Ends>,
}

/// Where a name and its value end. The name begins where the value before ends.
#[derive(Clone, Copy)]
pub(super) struct Ends {
    pub(super) name: usize,
    pub(super) value: usize,
}

impl Fields {
    /// Creates no fields at all.
    pub fn new() -> Self {
        Self::default()
    }

    /// Puts together what was read. Every end must be between two characters, and none before the one before.
    pub(super) fn from_parts(text: String, ends: Vec<Ends>) -> Self {
        Self { text, ends }
    }

    /// Adds a field at the end.
    pub fn push(&mut self, name: &str, value: &str) {
        self.text.push_str(name);
        let name = self.text.len();
        self.text.push_str(value);
        self.ends.push(Ends { name, value: self.text.len() });
    }

    /// Returns the first value with this name. Capitals count.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(own, _)| *own == name).map(|(_, value)| value)
    }

    /// Returns every value with this name, in their order.
    pub fn get_all<'a, 'n>(&'a self, name: &'n str) -> impl Iterator<Item = &'a str> + use<'a, 'n> {
        self.iter().filter(move |(own, _)| *own == name).map(|(_, value)| value)
    }

    /// Says whether there is a field with this name, with or without content.
    pub fn contains(&self, name: &str) -> bool {
        self.iter().any(|(own, _)| own == name)
    }

    /// Returns every name with its value, in their order.
    pub fn iter(&self) -> Iter<'_> {
        Iter { text: &self.text, ends: self.ends.iter(), from: 0 }
    }

    /// Returns how many fields there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Says whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

/// The fields of a request, in their order. Made by [`Fields::iter`].
#[derive(Clone)]
pub struct Iter<'a> {
    text: &'a str,
    ends: std::slice::Iter<'a, Ends>,
    from: usize,
}

impl<'a> Iter<'a> {
    fn part(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }
}

impl<'a> Iterator for Iter<'a> {
    type Item = (&'a str, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        let ends = self.ends.next()?;
        let pair = (self.part(self.from..ends.name), self.part(ends.name..ends.value));
        self.from = ends.value;
        Some(pair)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.ends.size_hint()
    }
}

impl ExactSizeIterator for Iter<'_> {}

impl<'a> IntoIterator for &'a Fields {
    type Item = (&'a str, &'a str);
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}

impl<N: AsRef<str>, V: AsRef<str>> FromIterator<(N, V)> for Fields {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        let mut fields = Self::new();
        fields.extend(pairs);
        fields
    }
}

impl<N: AsRef<str>, V: AsRef<str>> Extend<(N, V)> for Fields {
    fn extend<I: IntoIterator<Item = (N, V)>>(&mut self, pairs: I) {
        for (name, value) in pairs {
            self.push(name.as_ref(), value.as_ref());
        }
    }
}

impl PartialEq for Fields {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Fields {}

impl fmt::Debug for Fields {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Fields")?;
        formatter.debug_list().entries(self.iter().map(|(name, _)| name)).finish()
    }
}

impl fmt::Debug for Iter<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.clone().map(|(name, _)| name)).finish()
    }
}
