//! Deleting the record of a call.

use bytes::Bytes;
use http::Method;

use crate::answer::Answer;
use crate::calls::{Calls, call_path};
use crate::error::{Effect, Error};
use crate::operation::Operation;
use crate::transport::Outgoing;
use crate::validate;

impl Calls<'_> {
    /// Deletes the record of a call that has ended.
    ///
    /// Not documented by mycpaas; SignalWire and Twilio document it.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`](crate::ErrorKind::NotFound) if there is no such call, and an error with
    /// the API's code 20009 if the call has not ended.
    pub async fn delete(self, sid: impl AsRef<str>) -> Result<Answer<()>, Error> {
        let sid = sid.as_ref();
        validate::sid("sid", sid)?;
        let url = self.client.url(&call_path(sid))?;
        let outgoing = Outgoing { method: Method::DELETE, url, content_type: None, body: Bytes::new() };
        let operation = Operation { name: "calls.delete", effect: Effect::Write, masked_to: None, outgoing };
        let (_, metadata) = self.client.send(operation).await?.into_parts();
        Ok(Answer::new((), metadata))
    }
}
