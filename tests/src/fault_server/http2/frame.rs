//! Frames.

use std::io;

const HEADER_LENGTH: usize = 9;
/// The largest frame that either side sends without having agreed on more.
pub(super) const SIZE_LIMIT: usize = 16_384;

pub(super) const DATA: u8 = 0;
pub(super) const HEADERS: u8 = 1;
pub(super) const RST_STREAM: u8 = 3;
pub(super) const SETTINGS: u8 = 4;
pub(super) const PING: u8 = 6;
pub(super) const GOAWAY: u8 = 7;
pub(super) const WINDOW_UPDATE: u8 = 8;
pub(super) const CONTINUATION: u8 = 9;

/// The flag of SETTINGS and PING that answers one.
pub(super) const ACK: u8 = 1;
pub(super) const END_STREAM: u8 = 1;
pub(super) const END_HEADERS: u8 = 4;
const PADDED: u8 = 8;
const PRIORITY: u8 = 0x20;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) kind: u8,
    pub(super) flags: u8,
    pub(super) stream: u32,
    pub(super) payload: Vec<u8>,
}

impl Frame {
    pub(super) fn new(kind: u8, flags: u8, stream: u32, payload: impl Into<Vec<u8>>) -> Self {
        Self { kind, flags, stream, payload: payload.into() }
    }

    pub(super) fn reset(stream: u32, code: u32) -> Self {
        Self::new(RST_STREAM, 0, stream, code.to_be_bytes())
    }

    pub(super) fn window_update(stream: u32, increment: u32) -> Self {
        Self::new(WINDOW_UPDATE, 0, stream, increment.to_be_bytes())
    }

    pub(super) fn go_away(last: u32, code: u32) -> Self {
        Self::new(GOAWAY, 0, 0, [last.to_be_bytes(), code.to_be_bytes()].concat())
    }

    pub(super) fn has(&self, flag: u8) -> bool {
        self.flags & flag != 0
    }

    /// Takes the first frame out of the buffer, if all of it is there.
    pub(super) fn take(buffer: &mut Vec<u8>) -> io::Result<Option<Self>> {
        let Some(&[a, b, c, kind, flags, s1, s2, s3, s4]) = buffer.first_chunk::<HEADER_LENGTH>() else {
            return Ok(None);
        };
        let length = usize::from(a) << 16 | usize::from(b) << 8 | usize::from(c);
        if length > SIZE_LIMIT {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "a frame above the limit"));
        }
        let end = HEADER_LENGTH + length;
        if buffer.len() < end {
            return Ok(None);
        }
        let stream = u32::from_be_bytes([s1 & 0x7f, s2, s3, s4]);
        let payload = buffer.drain(..end).skip(HEADER_LENGTH).collect();
        Ok(Some(Self { kind, flags, stream, payload }))
    }

    /// Returns the frame as it is sent.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let length = u32::try_from(self.payload.len()).unwrap_or(u32::MAX).to_be_bytes();
        let mut bytes = length.get(1..).unwrap_or_default().to_vec();
        bytes.extend([self.kind, self.flags]);
        bytes.extend(self.stream.to_be_bytes());
        bytes.extend(&self.payload);
        bytes
    }

    /// Returns the payload of HEADERS or DATA without padding and priority.
    pub(super) fn content(&self) -> io::Result<&[u8]> {
        let mut content = self.payload.as_slice();
        if self.has(PADDED) {
            let (length, rest) = content.split_first().ok_or_else(short)?;
            let end = rest.len().checked_sub(usize::from(*length)).ok_or_else(short)?;
            content = rest.get(..end).unwrap_or_default();
        }
        if self.kind == HEADERS && self.has(PRIORITY) {
            content = content.get(5..).ok_or_else(short)?;
        }
        Ok(content)
    }

    /// Returns the payload as one number, as `WINDOW_UPDATE` has it.
    pub(super) fn number(&self) -> io::Result<u32> {
        self.payload.first_chunk().map(|bytes| u32::from_be_bytes(*bytes)).ok_or_else(short)
    }
}

fn short() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a frame that is too short")
}

#[cfg(test)]
mod tests {
    use super::{DATA, END_STREAM, Frame, HEADERS, PADDED, PRIORITY};

    #[test]
    fn comes_back_as_it_was_sent() {
        let frame = Frame::new(DATA, END_STREAM, 3, *b"abc");
        let mut bytes = frame.to_bytes();
        bytes.push(0);
        assert_eq!(Frame::take(&mut bytes).unwrap(), Some(frame));
        assert_eq!(Frame::take(&mut bytes).unwrap(), None);
        assert_eq!(bytes, [0]);
    }

    #[test]
    fn takes_off_padding_and_priority() {
        let frame = Frame::new(HEADERS, PADDED | PRIORITY, 1, *b"\x02\0\0\0\0\x10abc\0\0");
        assert_eq!(frame.content().unwrap(), b"abc");
        assert!(Frame::new(DATA, PADDED, 1, *b"\x09a").content().is_err());
    }
}
