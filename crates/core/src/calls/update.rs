//! Steering a call that exists.

use std::fmt;

use crate::answer::Answer;
use crate::calls::generated::UPDATE;
use crate::calls::parameters::Parameters;
use crate::calls::{Call, CallStatus, Calls, call_path, decode_call};
use crate::error::{Effect, Error};
use crate::form::Form;
use crate::operation::Operation;
use crate::options::ListEncoding;
use crate::validate;

/// What to change about a call.
///
/// Not documented by mycpaas; SignalWire and Twilio document it.
#[derive(Clone, Default)]
pub struct UpdateCall {
    pub(super) parameters: Parameters,
}

impl UpdateCall {
    fn into_form(self, encoding: ListEncoding) -> Result<String, Error> {
        self.parameters.check(UPDATE)?;
        let mut form = Form::new();
        form.pairs(self.parameters.pairs(UPDATE, encoding));
        let form = form.finish();
        if form.is_empty() {
            return Err(Error::invalid_argument("update", "nothing to change is given"));
        }
        Ok(form)
    }
}

impl fmt::Debug for UpdateCall {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = formatter.debug_struct("UpdateCall");
        self.parameters.debug(UPDATE, &mut debug);
        debug.finish()
    }
}

impl Calls<'_> {
    /// Changes a call that exists.
    ///
    /// # Errors
    /// The API refuses with code 21220 to redirect a call that is not in progress, and with 10000 to
    /// cancel one that is, or to change one that has ended.
    pub async fn update(self, sid: impl AsRef<str>, parameters: UpdateCall) -> Result<Answer<Call>, Error> {
        let sid = sid.as_ref();
        validate::sid("sid", sid)?;
        let form = parameters.into_form(self.client.list_encoding())?;
        let url = self.client.url(&call_path(sid))?;
        let answer = self.client.send(Operation::write("calls.update", Effect::Write, url, form)).await?;
        decode_call(answer, Effect::Write)
    }

    /// Hangs a call up, whether it is answered or not.
    pub async fn hang_up(self, sid: impl AsRef<str>) -> Result<Answer<Call>, Error> {
        self.update(sid, UpdateCall::new().status(CallStatus::Completed)).await
    }

    /// Cancels a call that is queued or ringing. One that is answered goes on.
    pub async fn cancel(self, sid: impl AsRef<str>) -> Result<Answer<Call>, Error> {
        self.update(sid, UpdateCall::new().status(CallStatus::Canceled)).await
    }

    /// Lets a call in progress go on with another document.
    pub async fn redirect(
        &self,
        sid: impl AsRef<str>,
        url: impl Into<String>,
    ) -> Result<Answer<Call>, Error> {
        self.update(sid, UpdateCall::new().url(url)).await
    }
}
