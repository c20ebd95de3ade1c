//! The server: connections, faults, and what comes before the API.

mod answer;
mod body;
mod gate;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;

use crate::exchange::{Exchange, Stopped};
use crate::{api, control};
use gate::{Gate, Turn};

/// The most connections at a time; further ones wait.
const MAX_CONNECTIONS: usize = 1_024;

/// How long a request may take to end when the simulator stops.
const GRACE: Duration = Duration::from_secs(1);

/// How long to rest when the system has no connection to give.
const ACCEPT_REST: Duration = Duration::from_millis(20);

/// What every connection needs.
#[derive(Clone, Debug)]
struct Site {
    exchange: Arc<Exchange>,
    router: Router,
}

/// Serves connections until the simulator stops.
pub(crate) async fn accept(listener: TcpListener, exchange: Arc<Exchange>, mut stopped: Stopped) {
    let router = api::router(&exchange).merge(control::router(&exchange));
    let site = Site { exchange, router };
    let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
    loop {
        let Ok(place) = Arc::clone(&places).acquire_owned().await else {
            return;
        };
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = stopped.wait() => return,
        };
        let Ok((stream, _)) = accepted else {
            tokio::time::sleep(ACCEPT_REST).await;
            continue;
        };
        let (site, stopped) = (site.clone(), stopped.clone());
        tokio::spawn(async move {
            serve(stream, site, stopped).await;
            drop(place);
        });
    }
}

/// Serves the requests of one connection.
async fn serve(stream: TcpStream, site: Site, mut stopped: Stopped) {
    // Without it, small answers wait for an acknowledgement. The system may refuse, and loses nothing.
    let _ = stream.set_nodelay(true);
    let turn = Turn::default();
    let gate = Gate::new(stream, Arc::clone(&site.exchange), turn.clone());
    let service = service_fn({
        let stopped = stopped.clone();
        move |request: Request<Incoming>| answer::answer(site.clone(), turn.clone(), stopped.clone(), request)
    });
    let connection = http1::Builder::new().serve_connection(TokioIo::new(gate), service);
    let mut connection = std::pin::pin!(connection);
    // An error is the client's, or a fault that was asked for.
    tokio::select! {
        _ = connection.as_mut() => return,
        () = stopped.wait() => connection.as_mut().graceful_shutdown(),
    }
    let _ = tokio::time::timeout(GRACE, connection).await;
}
