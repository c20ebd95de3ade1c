//! Placing a call.

use std::fmt;

use crate::answer::Answer;
use crate::calls::generated::CREATE;
use crate::calls::parameters::Parameters;
use crate::calls::{Call, Calls, decode_call};
use crate::client::Client;
use crate::error::{Effect, Error};
use crate::form::Form;
use crate::mask::mask_phone_number;
use crate::operation::Operation;

/// What a new call needs.
///
/// ```
/// use mycpaas::{CallEvent, CreateCall};
///
/// let call = CreateCall::new("+491234567890", "+491098765432", "https://example.com/voice.xml")
///     .status_callback("https://example.com/status")
///     .status_callback_event([CallEvent::Answered, CallEvent::Completed]);
/// ```
#[derive(Clone)]
pub struct CreateCall {
    pub(super) parameters: Parameters,
}

impl CreateCall {
    fn into_operation(self, client: &Client) -> Result<Operation, Error> {
        self.parameters.check(CREATE)?;
        let mut form = Form::new();
        form.pairs(self.parameters.pairs(CREATE, client.list_encoding()));
        let url = client.calls_url().clone();
        let mut operation = Operation::write("calls.create", Effect::PlacesCall, url, form.finish());
        if tracing::enabled!(tracing::Level::DEBUG) {
            operation.masked_to = self.parameters.text(CREATE, "To").map(mask_phone_number);
        }
        Ok(operation)
    }
}

impl fmt::Debug for CreateCall {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = formatter.debug_struct("CreateCall");
        self.parameters.debug(CREATE, &mut debug);
        debug.finish()
    }
}

impl Calls<'_> {
    /// Places a call.
    ///
    /// It is sent once. It is repeated only if it certainly did not reach the API (no connection) or
    /// the API refused it with 429; see [`RetryPolicy`](crate::RetryPolicy).
    ///
    /// # Errors
    /// When the call may exist although there is an error,
    /// [`may_have_been_placed`](Error::may_have_been_placed) says so.
    pub async fn create(self, parameters: CreateCall) -> Result<Answer<Call>, Error> {
        let answer = self.client.send(parameters.into_operation(self.client)?).await?;
        decode_call(answer, Effect::PlacesCall)
    }
}
