//! The clients that are compared.

use std::net::SocketAddr;

use mycpaas::{CallEvent, Client, CreateCall};

use super::Failure;
use super::bare::{BareHyper, BareReqwest, base_url};
use super::record::{ACCOUNT_SID, AUTH_TOKEN, FROM, STATUS_URL, TO, VOICE_URL};

/// A client that places the same call as the others.
#[derive(Clone, Debug)]
pub(crate) enum Contender {
    Mycpaas(Client),
    Reqwest(BareReqwest),
    Hyper(Box<BareHyper>),
}

impl Contender {
    /// Creates all three. Those after the first are compared with bare reqwest.
    pub(crate) fn all(server: SocketAddr) -> Result<[Self; 3], Failure> {
        Ok([
            Self::Reqwest(BareReqwest::new(server)?),
            Self::Mycpaas(mycpaas_client(server)?),
            Self::Hyper(Box::new(BareHyper::new(server)?)),
        ])
    }

    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Mycpaas(_) => "mycpaas",
            Self::Reqwest(_) => "bare reqwest",
            Self::Hyper(_) => "bare hyper-util",
        }
    }

    /// Places one call and makes sure that the answer was understood.
    pub(crate) async fn create(&self) -> Result<(), Failure> {
        let sid = match self {
            Self::Mycpaas(client) => create_call(client).await?,
            Self::Reqwest(client) => client.create().await?.sid,
            Self::Hyper(client) => client.create().await?.sid,
        };
        if sid.starts_with("CA") { Ok(()) } else { Err(format!("{sid:?} is not the SID of a call").into()) }
    }
}

/// A client with every default.
pub(crate) fn mycpaas_client(server: SocketAddr) -> Result<Client, Failure> {
    let client = Client::builder()
        .account_sid(ACCOUNT_SID)
        .auth_token(AUTH_TOKEN)
        .base_url(base_url(server))
        .build()?;
    Ok(client)
}

pub(crate) async fn create_call(client: &Client) -> Result<String, Failure> {
    let parameters = CreateCall::new(TO, FROM, VOICE_URL)
        .status_callback(STATUS_URL)
        .status_callback_event([CallEvent::Answered, CallEvent::Completed]);
    Ok(client.calls().create(parameters).await?.into_inner().sid)
}
