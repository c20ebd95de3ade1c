//! The answer on a stream.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Semaphore, mpsc};

use super::super::answer::Answer;
use super::super::record::Log;
use super::super::step::{Ending, Step};
use super::frame::{DATA, END_HEADERS, END_STREAM, Frame, HEADERS, SIZE_LIMIT};
use super::headers::pack;
use super::window::Windows;

/// What a stream wants of its connection.
#[derive(Debug)]
pub(super) enum Order {
    Send(Vec<u8>),
    End(Ending),
}

/// The connection is gone, and whoever wanted something of it may stop.
#[derive(Debug)]
pub(super) struct Gone;

/// A stream on which steps are taken.
#[derive(Clone, Debug)]
pub(super) struct Outgoing {
    pub(super) stream: u32,
    pub(super) orders: mpsc::Sender<Order>,
    pub(super) windows: Windows,
    pub(super) releases: Arc<Semaphore>,
    pub(super) log: Log,
}

impl Outgoing {
    /// Takes the steps, until one of them ends the connection.
    pub(super) async fn run(self, steps: Vec<Step>) -> Result<(), Gone> {
        for step in steps {
            step.pause(&self.releases, &self.log).await;
            match step.ending() {
                Ending::Open => self.send(&step).await?,
                ending => return self.order(Order::End(ending)).await,
            }
        }
        Ok(())
    }

    async fn send(&self, step: &Step) -> Result<(), Gone> {
        match step {
            Step::Answer(answer) => self.answer(answer).await,
            Step::Head { status, headers } => self.head(*status, headers, 0).await,
            Step::Write(payload) => self.data(&payload.to_bytes(), false).await,
            Step::Raw(payload) => self.order(Order::Send(payload.to_bytes())).await,
            Step::Trickle { payload, size, every_ms } => {
                let pause = Duration::from_millis(*every_ms);
                self.trickle(&payload.to_bytes(), (*size).max(1), pause).await
            }
            Step::Endless(payload) => self.endless(&payload.to_bytes()).await,
            Step::EndStream => self.frame(&Frame::new(DATA, END_STREAM, self.stream, [])).await,
            Step::ResetStream(code) => self.frame(&Frame::reset(self.stream, *code)).await,
            Step::GoAway { last, code } => {
                self.frame(&Frame::go_away(last.identifier(self.stream), *code)).await
            }
            Step::Wait(_) | Step::AwaitRelease | Step::Stall | Step::Close | Step::Cut | Step::Reset => {
                Ok(())
            }
        }
    }

    async fn answer(&self, answer: &Answer) -> Result<(), Gone> {
        let body = answer.body.to_bytes();
        let flags = if body.is_empty() { END_STREAM } else { 0 };
        self.head(answer.status, &answer.headers_for(body.len()), flags).await?;
        self.data(&body, true).await
    }

    async fn head(&self, status: u16, headers: &[(String, String)], flags: u8) -> Result<(), Gone> {
        self.frame(&Frame::new(HEADERS, END_HEADERS | flags, self.stream, pack(status, headers))).await
    }

    /// Sends bytes as fast as the client takes them; none make no frame.
    async fn data(&self, bytes: &[u8], ends: bool) -> Result<(), Gone> {
        let mut rest = bytes;
        while !rest.is_empty() {
            let granted = self.windows.take(self.stream, rest.len().min(SIZE_LIMIT)).await;
            let (piece, after) = rest.split_at_checked(granted).unwrap_or((rest, &[]));
            let flags = if ends && after.is_empty() { END_STREAM } else { 0 };
            self.frame(&Frame::new(DATA, flags, self.stream, piece)).await?;
            rest = after;
        }
        Ok(())
    }

    async fn trickle(&self, bytes: &[u8], size: usize, pause: Duration) -> Result<(), Gone> {
        for piece in bytes.chunks(size) {
            self.data(piece, false).await?;
            tokio::time::sleep(pause).await;
        }
        self.frame(&Frame::new(DATA, END_STREAM, self.stream, [])).await
    }

    async fn endless(&self, bytes: &[u8]) -> Result<(), Gone> {
        loop {
            self.data(bytes, false).await?;
            tokio::task::yield_now().await;
        }
    }

    async fn frame(&self, frame: &Frame) -> Result<(), Gone> {
        self.order(Order::Send(frame.to_bytes())).await
    }

    async fn order(&self, order: Order) -> Result<(), Gone> {
        self.orders.send(order).await.map_err(|_| Gone)
    }
}
