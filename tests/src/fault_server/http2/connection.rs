//! A connection that carries streams.

use std::collections::HashMap;
use std::io;

use loona_hpack::Decoder;
use tokio::sync::mpsc;
use tokio::task::JoinSet;

use super::super::behaviour::{Behaviour, Stage};
use super::super::connection::Context;
use super::super::step::Ending;
use super::super::wire::Wire;
use super::frame::{
    ACK, CONTINUATION, DATA, END_HEADERS, END_STREAM, Frame, HEADERS, PING, RST_STREAM, SETTINGS,
    WINDOW_UPDATE,
};
use super::incoming::Incoming;
use super::stream::{Gone, Order, Outgoing};
use super::window::Windows;

const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
const BODY_LIMIT: usize = 16 << 20;
const INITIAL_WINDOW_SIZE: u8 = 4;

/// Serves streams until a behaviour ends the connection or the client does.
pub(in super::super) async fn serve(wire: &mut Wire, context: &Context) -> io::Result<Ending> {
    read_preface(wire).await?;
    wire.write(&Frame::new(SETTINGS, 0, 0, []).to_bytes()).await?;
    let (orders, mut inbox) = mpsc::channel(16);
    let mut session = Session::new(context, orders);
    loop {
        while let Some(frame) = Frame::take(&mut wire.buffer)? {
            let replies = session.receive(&frame)?;
            wire.write(&replies.iter().flat_map(Frame::to_bytes).collect::<Vec<u8>>()).await?;
        }
        tokio::select! {
            read = wire.fill() => if read? == 0 {
                return Ok(Ending::Close);
            },
            Some(order) = inbox.recv() => match order {
                Order::Send(bytes) => wire.write(&bytes).await?,
                Order::End(ending) => return Ok(ending),
            },
        }
    }
}

async fn read_preface(wire: &mut Wire) -> io::Result<()> {
    while wire.buffer.len() < PREFACE.len() {
        if wire.fill().await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
    let preface: Vec<u8> = wire.buffer.drain(..PREFACE.len()).collect();
    if preface == PREFACE { Ok(()) } else { Err(invalid("the preface")) }
}

/// What is known of a connection. Dropping it stops what its streams do.
struct Session<'a> {
    context: &'a Context,
    orders: mpsc::Sender<Order>,
    decoder: Decoder<'static>,
    windows: Windows,
    streams: HashMap<u32, Incoming>,
    tasks: JoinSet<Result<(), Gone>>,
}

impl<'a> Session<'a> {
    fn new(context: &'a Context, orders: mpsc::Sender<Order>) -> Self {
        Self {
            context,
            orders,
            decoder: Decoder::new(),
            windows: Windows::new(),
            streams: HashMap::new(),
            tasks: JoinSet::new(),
        }
    }

    /// Takes in one frame and returns what must be answered at once.
    fn receive(&mut self, frame: &Frame) -> io::Result<Vec<Frame>> {
        while self.tasks.try_join_next().is_some() {}
        match frame.kind {
            HEADERS | CONTINUATION => self.headers(frame).map(|()| Vec::new()),
            DATA => self.data(frame),
            SETTINGS if !frame.has(ACK) => Ok(vec![self.settings(frame)]),
            PING if !frame.has(ACK) => Ok(vec![Frame::new(PING, ACK, 0, frame.payload.clone())]),
            WINDOW_UPDATE => {
                self.windows.open(frame.stream, frame.number()?);
                Ok(Vec::new())
            }
            RST_STREAM => {
                self.client_reset(frame.stream);
                Ok(Vec::new())
            }
            _ => Ok(Vec::new()),
        }
    }

    fn settings(&mut self, frame: &Frame) -> Frame {
        for setting in frame.payload.chunks_exact(6) {
            if let Some(([0, INITIAL_WINDOW_SIZE], size)) = setting.split_first_chunk()
                && let Some(size) = size.first_chunk()
            {
                self.windows.set_initial(u32::from_be_bytes(*size));
            }
        }
        Frame::new(SETTINGS, ACK, 0, [])
    }

    fn headers(&mut self, frame: &Frame) -> io::Result<()> {
        let incoming = self.streams.entry(frame.stream).or_default();
        incoming.block.extend_from_slice(frame.content()?);
        incoming.ends_with_headers |= frame.kind == HEADERS && frame.has(END_STREAM);
        if !frame.has(END_HEADERS) {
            return Ok(());
        }
        let block = std::mem::take(&mut incoming.block);
        let fields = self.decoder.decode(&block).map_err(|_| invalid("the headers"))?;
        let trailers = incoming.has_headers();
        incoming.set_headers(fields);
        let ends = incoming.ends_with_headers;
        if !trailers {
            self.begin(frame.stream);
        }
        if ends {
            self.complete(frame.stream);
        }
        Ok(())
    }

    /// Chooses what is to be done with a request whose headers are there.
    fn begin(&mut self, stream: u32) {
        let behaviour = self.context.script.next();
        let Some(incoming) = self.streams.get_mut(&stream) else {
            return;
        };
        if behaviour.after == Stage::Whole {
            incoming.waiting = Some(behaviour);
        } else {
            self.context.log.partial(self.context.connection, incoming.lines());
            self.spawn(stream, behaviour);
        }
    }

    /// Records a request that has come to its end, and does what was chosen.
    fn complete(&mut self, stream: u32) {
        let Some(incoming) = self.streams.get_mut(&stream) else {
            return;
        };
        let Some(behaviour) = incoming.waiting.take() else {
            return;
        };
        self.context.log.received(incoming.take_request(self.context.connection));
        self.spawn(stream, behaviour);
    }

    fn spawn(&mut self, stream: u32, behaviour: Behaviour) {
        let outgoing = Outgoing {
            stream,
            orders: self.orders.clone(),
            windows: self.windows.clone(),
            releases: self.context.releases.clone(),
            log: self.context.log.clone(),
        };
        let task = self.tasks.spawn(outgoing.run(behaviour.steps));
        if let Some(incoming) = self.streams.get_mut(&stream) {
            incoming.task = Some(task);
        }
    }

    fn data(&mut self, frame: &Frame) -> io::Result<Vec<Frame>> {
        let Some(incoming) = self.streams.get_mut(&frame.stream) else {
            return Err(invalid("DATA without HEADERS"));
        };
        incoming.body.extend_from_slice(frame.content()?);
        if incoming.body.len() > BODY_LIMIT {
            return Err(invalid("the body, which is too large"));
        }
        if frame.has(END_STREAM) {
            self.complete(frame.stream);
        }
        let length = u32::try_from(frame.payload.len()).unwrap_or(0);
        Ok(if length == 0 { Vec::new() } else { vec![Frame::window_update(0, length)] })
    }

    /// Stops what is done on a stream that the client gave up.
    fn client_reset(&mut self, stream: u32) {
        if let Some(incoming) = self.streams.remove(&stream) {
            if incoming.waiting.is_some() {
                self.context.log.partial(self.context.connection, incoming.lines());
            }
            if let Some(task) = incoming.task {
                task.abort();
            }
            self.context.log.change(|record| record.client_resets += 1);
        }
    }
}

/// What the client did not bring to its end is partial.
impl Drop for Session<'_> {
    fn drop(&mut self) {
        for incoming in self.streams.values().filter(|incoming| incoming.waiting.is_some()) {
            self.context.log.partial(self.context.connection, incoming.lines());
        }
    }
}

fn invalid(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("malformed request: {what}"))
}
