//! A small gzip file that becomes a large one.

use flate2::{Compress, Compression, Crc, FlushCompress};

const MEBIBYTE: usize = 1 << 20;
const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];
/// An empty last block with fixed codes.
const LAST_BLOCK: [u8; 2] = [3, 0];

/// Returns one gzip member that expands to `mebibytes` of zeros.
///
/// One mebibyte is compressed once; a full flush makes its blocks stand alone, so that they can be repeated.
pub(super) fn gzip(mebibytes: u32) -> Vec<u8> {
    let zeros = vec![0; MEBIBYTE];
    let blocks = deflate(&zeros);
    let mut member = HEADER.to_vec();
    for _ in 0..mebibytes {
        member.extend_from_slice(&blocks);
    }
    member.extend_from_slice(&LAST_BLOCK);
    let crc = checksum(&zeros, mebibytes);
    member.extend_from_slice(&crc.sum().to_le_bytes());
    member.extend_from_slice(&crc.amount().to_le_bytes());
    member
}

fn deflate(input: &[u8]) -> Vec<u8> {
    let mut compress = Compress::new(Compression::best(), false);
    let mut blocks = Vec::with_capacity(input.len() + 1024);
    // The room is larger than the input, so one call takes all of it; zeros always compress.
    let _status = compress.compress_vec(input, &mut blocks, FlushCompress::Full);
    blocks
}

fn checksum(unit: &[u8], times: u32) -> Crc {
    let mut one = Crc::new();
    one.update(unit);
    let mut all = Crc::new();
    for _ in 0..times {
        all.combine(&one);
    }
    all
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    #[test]
    fn expands_to_what_it_says() {
        let member = super::gzip(3);
        let mut expanded = Vec::new();
        flate2::read::GzDecoder::new(member.as_slice()).read_to_end(&mut expanded).unwrap();
        assert_eq!(expanded.len(), 3 << 20);
        assert!(expanded.iter().all(|byte| *byte == 0));
        assert!(member.len() < 16_384, "{} bytes", member.len());
    }
}
