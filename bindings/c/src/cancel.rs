//! # Cancelling
//!
//! A token that ends requests before their time. One may be given to any number of requests
//! (`mycpaas_options_set_cancel_token()`), which end within some 20 ms with an error of the kind `cancelled`. Its delivery
//! says what became of the request, as with every error.

use mycpaas_bridge::CancelToken;

use crate::guard::guard_or;

/// A token that ends requests. It may be freed while they are on their way.
#[derive(Debug)]
pub struct mycpaas_cancel_token {
    pub(crate) token: CancelToken,
}

/// Makes a token. Free it with `mycpaas_cancel_token_free()`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_cancel_token_new() -> Option<Box<mycpaas_cancel_token>> {
    guard_or(None, || Some(Box::new(mycpaas_cancel_token { token: CancelToken::new() })))
}

/// Ends every request that has the token, and those that will get it. Any thread may call it at any time, and so may a
/// signal handler. `NULL` is fine, and so is a second time.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_cancel_token_cancel(token: Option<&mycpaas_cancel_token>) {
    if let Some(token) = token {
        token.token.cancel();
    }
}

/// Says whether it was cancelled. False for `NULL`.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_cancel_token_is_cancelled(token: Option<&mycpaas_cancel_token>) -> bool {
    token.is_some_and(|token| token.token.is_cancelled())
}

/// Frees a token. `NULL` is fine. No request ends by this, and none can be ended by it any more.
#[unsafe(no_mangle)]
pub extern "C" fn mycpaas_cancel_token_free(token: Option<Box<mycpaas_cancel_token>>) {
    drop(token);
}
