//! Texts that C reads: they end with a NUL, and live as long as the object that they are of.

use std::ffi::c_char;
use std::ptr;

/// Several texts, or their absence, by their places.
///
/// They share one piece of memory. A text that holds a NUL itself ends there for C.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    bytes: Vec<u8>,
    starts: Vec<Option<u32>>,
}

impl Texts {
    /// Sets room aside for so many texts, of so many bytes in all.
    pub(crate) fn with_capacity(texts: usize, bytes: usize) -> Self {
        Self { bytes: Vec::with_capacity(bytes), starts: Vec::with_capacity(texts) }
    }

    pub(crate) fn push(&mut self, text: Option<&str>) {
        self.starts.push(text.and_then(|_| u32::try_from(self.bytes.len()).ok()));
        if let Some(text) = text {
            self.bytes.extend_from_slice(text.as_bytes());
            self.bytes.push(0);
        }
    }

    /// Returns the text at a place, or `NULL`.
    pub(crate) fn get(&self, place: usize) -> *const c_char {
        let start = self.starts.get(place).copied().flatten();
        let text = start.and_then(|start| self.bytes.get(usize::try_from(start).ok()?..));
        text.map_or(ptr::null(), |text| text.as_ptr().cast())
    }

    /// Returns the length of the text at a place, with every NUL that it holds itself.
    pub(crate) fn length(&self, place: usize) -> usize {
        let mut starts = self.starts.iter().skip(place);
        let Some(start) = starts.next().copied().flatten() else {
            return 0;
        };
        let next = starts.find_map(|next| *next).and_then(|next| usize::try_from(next).ok());
        let end = next.unwrap_or(self.bytes.len());
        usize::try_from(start).map_or(0, |start| end.saturating_sub(start + 1))
    }
}

impl<T: AsRef<str>> FromIterator<Option<T>> for Texts {
    fn from_iter<I: IntoIterator<Item = Option<T>>>(texts: I) -> Self {
        let mut all = Self::default();
        texts.into_iter().for_each(|text| all.push(text.as_ref().map(AsRef::as_ref)));
        all
    }
}
