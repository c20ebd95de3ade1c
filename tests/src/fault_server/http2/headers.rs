//! The headers of an answer, as HTTP/2 packs them.

/// Packs a status and headers without any table: longer than it could be, and the same on every connection.
pub(super) fn pack(status: u16, headers: &[(String, String)]) -> Vec<u8> {
    let mut block = Vec::new();
    push(&mut block, ":status", &status.to_string());
    for (name, value) in headers {
        push(&mut block, &name.to_ascii_lowercase(), value);
    }
    block
}

fn push(block: &mut Vec<u8>, name: &str, value: &str) {
    block.push(0);
    push_text(block, name);
    push_text(block, value);
}

fn push_text(block: &mut Vec<u8>, text: &str) {
    push_length(block, text.len());
    block.extend_from_slice(text.as_bytes());
}

/// A length with seven bits in the first byte (RFC 7541, section 5.1).
fn push_length(block: &mut Vec<u8>, length: usize) {
    let Some(mut rest) = length.checked_sub(0x7f) else {
        block.push(length.to_le_bytes()[0]);
        return;
    };
    block.push(0x7f);
    while rest >= 0x80 {
        block.push((rest & 0x7f).to_le_bytes()[0] | 0x80);
        rest >>= 7;
    }
    block.push(rest.to_le_bytes()[0]);
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_decoder_reads_it_back() {
        for length in [0, 1, 126, 127, 128, 254, 255, 300, 20_000] {
            let headers = [("X-Long".to_owned(), "a".repeat(length))];
            let block = super::pack(201, &headers);
            let fields = loona_hpack::Decoder::new().decode(&block).unwrap();
            assert_eq!(fields[0], (b":status".to_vec(), b"201".to_vec()));
            assert_eq!(fields[1], (b"x-long".to_vec(), "a".repeat(length).into_bytes()), "{length}");
        }
    }
}
