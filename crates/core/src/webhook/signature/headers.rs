//! Headers of a request, wherever they are.

use http::HeaderMap;

/// Finds a header of a request by its name. Capitals do not count.
///
/// There are implementations for lists of names and values, and for [`HeaderMap`].
pub trait Headers {
    /// Returns the first header with this name.
    fn header(&self, name: &str) -> Option<&[u8]>;
}

impl<N: AsRef<str>, V: AsRef<[u8]>> Headers for &[(N, V)] {
    fn header(&self, name: &str) -> Option<&[u8]> {
        let found = self.iter().find(|(own, _)| own.as_ref().eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_ref())
    }
}

impl<N: AsRef<str>, V: AsRef<[u8]>> Headers for Vec<(N, V)> {
    fn header(&self, name: &str) -> Option<&[u8]> {
        let found = self.iter().find(|(own, _)| own.as_ref().eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_ref())
    }
}

impl<N: AsRef<str>, V: AsRef<[u8]>, const S: usize> Headers for [(N, V); S] {
    fn header(&self, name: &str) -> Option<&[u8]> {
        let found = self.iter().find(|(own, _)| own.as_ref().eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_ref())
    }
}

impl Headers for HeaderMap {
    fn header(&self, name: &str) -> Option<&[u8]> {
        self.get(name).map(http::HeaderValue::as_bytes)
    }
}

/// No headers at all.
impl Headers for () {
    fn header(&self, _name: &str) -> Option<&[u8]> {
        None
    }
}
