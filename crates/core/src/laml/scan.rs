//! Looks for rare bytes, eight at a time.

/// Eight of a byte that is never looked for.
const FILLER: u64 = 0x7878_7878_7878_7878;
const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x8080_8080_8080_8080;
const STEP: usize = size_of::<u64>();

/// Returns how many bytes stand before the first marked one, which may be all of them.
///
/// `mark` sets the high bit of each byte that is looked for, and no other bit.
#[inline]
pub(super) fn find(bytes: &[u8], mark: impl Fn(u64) -> u64) -> usize {
    let (steps, rest) = bytes.as_chunks::<STEP>();
    let mut before = 0;
    for step in steps {
        let marks = mark(u64::from_le_bytes(*step));
        if marks != 0 {
            return before + first(marks);
        }
        before += STEP;
    }
    let word = match bytes.last_chunk::<STEP>() {
        // Bytes that have been looked at are not marked.
        Some(last) if !rest.is_empty() => return bytes.len() - STEP + first(mark(u64::from_le_bytes(*last))),
        Some(_) => return before,
        None => rest.iter().rev().fold(FILLER, |word, byte| word << 8 | u64::from(*byte)),
    };
    first(mark(word)).min(rest.len())
}

/// The index of the first byte that is marked; 8 if none is.
#[inline]
fn first(marks: u64) -> usize {
    marks.trailing_zeros() as usize / 8
}

/// Marks bytes that are this one.
#[inline]
pub(super) fn equal(word: u64, byte: u8) -> u64 {
    let difference = word ^ (ONES * u64::from(byte));
    !(((difference & !HIGH) + !HIGH) | difference) & HIGH
}

/// Marks bytes that are less than this one, which is ASCII.
#[inline]
pub(super) fn below(word: u64, byte: u8) -> u64 {
    !((word | HIGH) - ONES * u64::from(byte)) & !word & HIGH
}

/// Marks bytes that are not ASCII.
#[inline]
pub(super) fn not_ascii(word: u64) -> u64 {
    word & HIGH
}
