//! Cancelling requests from outside.

use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How often whoever waits looks at a token. Nobody is woken by one, so that cancelling is a store and nothing else.
const TICK: Duration = Duration::from_millis(20);

/// Cancels the requests that it was given to, from any thread.
///
/// A request gets it by [`RequestOptions::cancel_token`](crate::RequestOptions::cancel_token), and so may many. One
/// that is cancelled ends within about 20 ms, closes its connection (over HTTP/2 its stream), is not repeated, and
/// fails with [`ErrorKind::Cancelled`](crate::ErrorKind::Cancelled). Unlike a future that is dropped, it says what
/// became of it: [`Error::delivery`](crate::Error::delivery). An answer that is complete by then is returned.
///
/// Copies are the same token. It cannot be taken back: use a new one for what comes after.
///
/// ```
/// # async fn example(client: mycpaas::Client) -> Result<(), mycpaas::Error> {
/// use mycpaas::{CancelToken, CreateCall, ErrorKind, RequestOptions};
///
/// let token = CancelToken::new();
/// let client = client.with_options(&RequestOptions::new().cancel_token(token.clone()))?;
/// std::thread::spawn(move || token.cancel());
/// let parameters = CreateCall::new("+491234567890", "+491098765432", "https://example.com/voice.xml");
/// match client.calls().create(parameters).await {
///     Err(error) if error.kind() == ErrorKind::Cancelled && error.may_have_been_placed() => {
///         println!("look for the call before it is placed again: {error}");
///     }
///     other => println!("{other:?}"),
/// }
/// # Ok(()) }
/// ```
#[derive(Clone, Debug, Default)]
pub struct CancelToken(Arc<AtomicBool>);

impl CancelToken {
    /// Creates a token that is not cancelled.
    pub fn new() -> Self {
        Self::default()
    }

    /// Cancels all requests that have this token, those that are yet to be made included.
    ///
    /// This is one atomic store: it takes no lock, asks for no memory and wakes nobody. So it may be called anywhere,
    /// in the handler of a signal, too.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Release);
    }

    /// Says whether it was cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// Ends when the token is cancelled: never, where there is none.
pub(crate) async fn cancelled(token: Option<&CancelToken>) {
    let Some(token) = token else {
        return pending().await;
    };
    while !token.is_cancelled() {
        tokio::time::sleep(TICK).await;
    }
}
