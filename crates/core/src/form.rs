//! Form encoding: `+` is `%2B`, a space is `+`, booleans are `true` and `false`.

use url::form_urlencoded::Serializer;

use crate::options::ListEncoding;

/// A form body in the making.
pub(crate) struct Form(Serializer<'static, String>);

impl Form {
    pub(crate) fn new() -> Self {
        Self(Serializer::new(String::with_capacity(256)))
    }

    pub(crate) fn pair(&mut self, name: &str, value: &str) {
        self.0.append_pair(name, value);
    }

    pub(crate) fn optional(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.pair(name, value);
        }
    }

    pub(crate) fn pairs(&mut self, pairs: &[(String, String)]) {
        self.0.extend_pairs(pairs);
    }

    /// Adds several values of one name. No values, no parameter.
    pub(crate) fn list<'a>(
        &mut self,
        name: &str,
        values: impl Iterator<Item = &'a str>,
        encoding: ListEncoding,
    ) {
        match encoding {
            ListEncoding::Repeated => values.for_each(|value| self.pair(name, value)),
            ListEncoding::SpaceJoined => {
                let joined = values.collect::<Vec<_>>().join(" ");
                if !joined.is_empty() {
                    self.pair(name, &joined);
                }
            }
        }
    }

    pub(crate) fn finish(mut self) -> String {
        self.0.finish()
    }
}
