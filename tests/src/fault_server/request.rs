//! A request, taken apart by hand.

use std::io;

use super::record::{Log, ReceivedRequest};
use super::wire::Wire;

const HEAD_LIMIT: usize = 1 << 20;
const BODY_LIMIT: usize = 16 << 20;

/// The head of an HTTP/1.1 request.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) headers: Vec<(String, String)>,
    /// Where the body begins.
    pub(super) length: usize,
    pub(super) body_length: usize,
}

impl Head {
    /// Parses the head if all of it is there.
    pub(super) fn parse(bytes: &[u8]) -> io::Result<Option<Self>> {
        let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else {
            return if bytes.len() > HEAD_LIMIT { Err(malformed("a head without end")) } else { Ok(None) };
        };
        let text = bytes.get(..end).map(String::from_utf8_lossy).unwrap_or_default();
        let mut lines = text.split("\r\n");
        let mut words = lines.next().unwrap_or_default().split(' ');
        let (Some(method), Some(path), Some("HTTP/1.1")) = (words.next(), words.next(), words.next()) else {
            return Err(malformed("the request line"));
        };
        let headers = lines.map(header).collect::<io::Result<Vec<_>>>()?;
        let body_length = body_length(&headers)?;
        Ok(Some(Self { method: method.into(), path: path.into(), headers, length: end + 4, body_length }))
    }

    /// Reads the rest of the request, and returns it.
    pub(super) async fn complete(self, wire: &mut Wire, connection: usize) -> io::Result<ReceivedRequest> {
        let end = self.length + self.body_length;
        while wire.buffer.len() < end {
            if wire.fill().await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        let body = wire.buffer.drain(..end).skip(self.length).collect();
        Ok(ReceivedRequest { connection, method: self.method, path: self.path, headers: self.headers, body })
    }
}

/// Reads from the wire until the head is there.
pub(super) async fn read_head(wire: &mut Wire) -> io::Result<Head> {
    loop {
        if let Some(head) = Head::parse(&wire.buffer)? {
            return Ok(head);
        }
        if wire.fill().await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
}

/// Reads a whole request and records it; what the client broke off is recorded as partial.
pub(super) async fn read_whole(wire: &mut Wire, log: &Log, connection: usize) -> io::Result<()> {
    let request = async {
        let head = read_head(wire).await?;
        head.complete(wire, connection).await
    };
    match request.await {
        Ok(request) => {
            log.received(request);
            Ok(())
        }
        Err(error) => {
            log.partial(connection, wire.buffer.clone());
            Err(error)
        }
    }
}

fn header(line: &str) -> io::Result<(String, String)> {
    let (name, value) = line.split_once(':').ok_or_else(|| malformed("a header"))?;
    Ok((name.to_owned(), value.trim().to_owned()))
}

fn body_length(headers: &[(String, String)]) -> io::Result<usize> {
    let find = |wanted: &str| headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted));
    if find("transfer-encoding").is_some() {
        return Err(malformed("a body in chunks, which this server does not read"));
    }
    let length = find("content-length").map_or(Ok(0), |(_, value)| value.parse());
    length.ok().filter(|length| *length <= BODY_LIMIT).ok_or_else(|| malformed("the Content-Length"))
}

fn malformed(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("malformed request: {what}"))
}

#[cfg(test)]
mod tests {
    use super::Head;

    #[test]
    fn waits_for_the_empty_line() {
        assert_eq!(Head::parse(b"POST /Calls.json HTTP/1.1\r\nHost: a\r\n").unwrap(), None);
    }

    #[test]
    fn takes_a_head_apart() {
        let head =
            Head::parse(b"POST /a?b=c HTTP/1.1\r\nContent-Length: 3\r\nX-A:b \r\n\r\nabc").unwrap().unwrap();
        assert_eq!((head.method.as_str(), head.path.as_str()), ("POST", "/a?b=c"));
        assert_eq!(head.headers[1], ("X-A".to_owned(), "b".to_owned()));
        assert_eq!((head.length, head.body_length), (51, 3));
    }

    #[test]
    fn refuses_what_is_not_a_request() {
        for bytes in
            ["GET /\r\n\r\n", "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", "GET / HTTP/1.1\r\nx\r\n\r\n"]
        {
            assert!(Head::parse(bytes.as_bytes()).is_err(), "{bytes:?}");
        }
    }
}
