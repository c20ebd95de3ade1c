//! A server that does as little as it can: whatever is posted, the same call is the answer.

use std::io;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A new call, written as Twilio writes it: 27 fields, about 1 KB.
const CALL: &str = r#"{"sid":"CA0123456789abcdef0123456789abcdef","account_sid":"AC0123456789abcdef0123456789abcdef","annotation":null,"answered_by":null,"api_version":"2010-04-01","caller_name":null,"date_created":"Tue, 31 Aug 2010 20:36:28 +0000","date_updated":"Tue, 31 Aug 2010 20:36:44 +0000","direction":"outbound-api","duration":"15","end_time":"Tue, 31 Aug 2010 20:36:44 +0000","forwarded_from":null,"from":"+491098765432","from_formatted":"+49 109 8765432","group_sid":null,"parent_call_sid":null,"phone_number_sid":"PN0123456789abcdef0123456789abcdef","price":"-0.03000","price_unit":"USD","queue_time":"1000","start_time":"Tue, 31 Aug 2010 20:36:29 +0000","status":"completed","subresource_uris":{"notifications":"/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Calls/CA0123456789abcdef0123456789abcdef/Notifications.json","recordings":"/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Calls/CA0123456789abcdef0123456789abcdef/Recordings.json"},"to":"+491234567890","to_formatted":"+49 123 4567890","trunk_sid":"","uri":"/2010-04-01/Accounts/AC0123456789abcdef0123456789abcdef/Calls/CA0123456789abcdef0123456789abcdef.json"}"#;

/// The most that a request may take before its connection is dropped.
const REQUEST_MAX: usize = 16 * 1024;

/// Answers on every connection until the runtime ends.
pub(crate) async fn serve(listener: TcpListener) -> io::Result<()> {
    let answer = format!(
        "HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\
         date: Tue, 31 Aug 2010 20:36:28 GMT\r\nx-request-id: RQ0123456789abcdef0123456789abcdef\r\n\r\n{CALL}",
        CALL.len()
    );
    let answer: &'static str = answer.leak();
    loop {
        let (connection, _) = listener.accept().await?;
        // A connection that breaks ends alone: the client says what it saw.
        tokio::spawn(async move { answer_all(connection, answer.as_bytes()).await.ok() });
    }
}

async fn answer_all(mut connection: TcpStream, answer: &[u8]) -> io::Result<()> {
    connection.set_nodelay(true)?;
    let mut received = Vec::with_capacity(REQUEST_MAX);
    while connection.read_buf(&mut received).await? > 0 {
        if is_whole(&received) {
            received.clear();
            connection.write_all(answer).await?;
        } else if received.len() >= REQUEST_MAX {
            break;
        }
    }
    Ok(())
}

/// No client sends a second request before it has the answer to the first.
fn is_whole(received: &[u8]) -> bool {
    let Some(head) = received.windows(4).position(|window| window == b"\r\n\r\n") else {
        return false;
    };
    let (head, body) = received.split_at(head + 4);
    let length = head.split(|&byte| byte == b'\n').find_map(|line| {
        let (name, value) = std::str::from_utf8(line).ok()?.split_once(':')?;
        let named = name.eq_ignore_ascii_case("content-length");
        named.then(|| value.trim().parse().ok()).flatten()
    });
    body.len() >= length.unwrap_or(0)
}
