//! Looking a call up.

use crate::answer::Answer;
use crate::calls::{Call, Calls, call_path, decode_call};
use crate::error::{Effect, Error};
use crate::operation::Operation;
use crate::validate;

impl Calls<'_> {
    /// Looks a call up by its SID.
    ///
    /// mycpaas implies this operation; SignalWire and Twilio document it.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) if there is no such call.
    pub async fn fetch(self, sid: impl AsRef<str>) -> Result<Answer<Call>, Error> {
        let sid = sid.as_ref();
        validate::sid("sid", sid)?;
        let url = self.client.url(&call_path(sid))?;
        let answer = self.client.send(Operation::read("calls.fetch", url)).await?;
        decode_call(answer, Effect::Read)
    }
}
