//! Steering a call that exists.

use crate::answer::Answer;
use crate::calls::create::check_status_callback;
use crate::calls::{Call, CallStatus, Calls, call_path, decode_call};
use crate::error::{Effect, Error};
use crate::form::Form;
use crate::operation::Operation;
use crate::validate;

const TYPED: [&str; 3] = ["Status", "Url", "StatusCallback"];

/// What to change about a call.
///
/// Not documented by mycpaas; SignalWire and Twilio document it.
#[derive(Clone, Debug, Default)]
pub struct UpdateCall {
    status: Option<CallStatus>,
    url: Option<String>,
    status_callback: Option<String>,
    extra: Vec<(String, String)>,
}

impl UpdateCall {
    /// Creates parameters that change nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Ends the call: [`CallStatus::Completed`] hangs up, [`CallStatus::Canceled`] stops one that is not answered.
    pub fn status(mut self, status: CallStatus) -> Self {
        self.status = Some(status);
        self
    }

    /// Sets the absolute URL of the document that the call goes on with.
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }

    /// Sets the absolute URL that is told of the call's progress.
    pub fn status_callback(mut self, url: impl Into<String>) -> Self {
        self.status_callback = Some(url.into());
        self
    }

    /// Adds a parameter that has no setter here, such as `Method`, under its wire name.
    pub fn extra(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.extra.push((name.into(), value.into()));
        self
    }

    fn check(&self) -> Result<(), Error> {
        if let Some(status) = &self.status
            && !matches!(status, CallStatus::Completed | CallStatus::Canceled)
        {
            return Err(Error::invalid_argument(
                "status",
                format_args!("{:?} cannot be set; completed and canceled are allowed", status.as_str()),
            ));
        }
        if let Some(url) = &self.url {
            validate::web_url("url", url)?;
        }
        check_status_callback(self.status_callback.as_deref())?;
        self.extra.iter().try_for_each(|(name, _)| validate::extra(name, &TYPED))
    }

    fn into_form(self) -> Result<String, Error> {
        self.check()?;
        let mut form = Form::new();
        form.optional("Status", self.status.as_ref().map(CallStatus::as_str));
        form.optional("Url", self.url.as_deref());
        form.optional("StatusCallback", self.status_callback.as_deref());
        form.pairs(&self.extra);
        let form = form.finish();
        if form.is_empty() {
            return Err(Error::invalid_argument("update", "nothing to change is given"));
        }
        Ok(form)
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
        let form = parameters.into_form()?;
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
