//! Form encoding: `+` is `%2B`, a space is `+`, booleans are `true` and `false`.

use url::form_urlencoded::Serializer;

/// A form body in the making.
pub(crate) struct Form(Serializer<'static, String>);

impl Form {
    pub(crate) fn new() -> Self {
        Self(Serializer::new(String::with_capacity(256)))
    }

    pub(crate) fn pairs<N: AsRef<str>, V: AsRef<str>>(&mut self, pairs: impl IntoIterator<Item = (N, V)>) {
        self.0.extend_pairs(pairs);
    }

    pub(crate) fn finish(mut self) -> String {
        self.0.finish()
    }
}
