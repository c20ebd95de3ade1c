//! The parameters that every request to the web application carries.

use mycpaas::{CallDirection, CallStatus};

use crate::call::Call;
use crate::exchange::Exchange;
use crate::webhook::Parameters;

/// The version of the API, in paths and parameters.
pub(crate) const API_VERSION: &str = "2010-04-01";

/// Returns the parameters that every request about a call carries.
pub(crate) fn standard(exchange: &Exchange, call: &Call, status: &CallStatus) -> Parameters {
    let (from, to) = (&call.request.from, &call.request.to);
    let mut parameters = vec![
        ("CallSid", call.sid.clone()),
        ("AccountSid", exchange.account_sid.clone()),
        ("From", from.clone()),
        ("To", to.clone()),
        ("CallStatus", status.to_string()),
        ("ApiVersion", API_VERSION.to_owned()),
        ("Direction", CallDirection::OutboundApi.to_string()),
    ];
    if exchange.dialect.caller_and_called {
        parameters.extend([("Caller", from.clone()), ("Called", to.clone())]);
    }
    parameters
}
