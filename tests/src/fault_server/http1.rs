//! Requests over HTTP/1.1, one after the other.

use std::io;
use std::time::Duration;

use super::answer::http1_head;
use super::behaviour::{Behaviour, Stage};
use super::connection::Context;
use super::request::{read_head, read_whole};
use super::step::{Ending, Step};
use super::wire::Wire;

/// Serves requests until a behaviour ends the connection or the client does.
pub(super) async fn serve(wire: &mut Wire, context: &Context) -> io::Result<Ending> {
    loop {
        let first_bytes = wire.first_bytes().await?;
        if first_bytes.is_empty() {
            return Ok(Ending::Close);
        }
        let behaviour = context.script.next();
        let ending = match behaviour.after {
            Stage::Whole => whole(wire, context, &behaviour).await?,
            Stage::Headers => headers(wire, context, &behaviour).await?,
            _ => {
                context.log.partial(context.connection, first_bytes);
                early(wire, context, &behaviour).await?
            }
        };
        if ending != Ending::Open {
            return Ok(ending);
        }
    }
}

async fn whole(wire: &mut Wire, context: &Context, behaviour: &Behaviour) -> io::Result<Ending> {
    read_whole(wire, &context.log, context.connection).await?;
    run(wire, context, behaviour).await
}

async fn headers(wire: &mut Wire, context: &Context, behaviour: &Behaviour) -> io::Result<Ending> {
    let head = match read_head(wire).await {
        Ok(head) => head,
        Err(error) => {
            context.log.partial(context.connection, wire.buffer.clone());
            return Err(error);
        }
    };
    context.log.partial(context.connection, wire.buffer.clone());
    let ending = run(wire, context, behaviour).await?;
    if ending == Ending::Open {
        head.complete(wire, context.connection).await?;
    }
    Ok(ending)
}

async fn early(wire: &mut Wire, context: &Context, behaviour: &Behaviour) -> io::Result<Ending> {
    let ending = run(wire, context, behaviour).await?;
    if ending == Ending::Open {
        read_head(wire).await?.complete(wire, context.connection).await?;
    }
    Ok(ending)
}

/// Takes the steps of a behaviour.
pub(super) async fn run(wire: &mut Wire, context: &Context, behaviour: &Behaviour) -> io::Result<Ending> {
    for step in &behaviour.steps {
        if step.ending() != Ending::Open {
            return Ok(step.ending());
        }
        if step.is_pause() {
            pause(wire, context, step, behaviour.after).await?;
        } else {
            send(wire, step).await?;
        }
    }
    Ok(Ending::Open)
}

/// Waits, and notices that the client leaves where that takes no reading of an unread request.
async fn pause(wire: &mut Wire, context: &Context, step: &Step, after: Stage) -> io::Result<()> {
    let pause = step.pause(&context.releases, &context.log);
    if after != Stage::Whole {
        pause.await;
        return Ok(());
    }
    tokio::select! {
        () = pause => Ok(()),
        () = wire.client_left() => Err(io::ErrorKind::ConnectionAborted.into()),
    }
}

async fn send(wire: &mut Wire, step: &Step) -> io::Result<()> {
    match step {
        Step::Answer(answer) => wire.write(&answer.to_http1()).await,
        Step::Head { status, headers } => wire.write(&http1_head(*status, headers)).await,
        Step::Write(payload) | Step::Raw(payload) => wire.write(&payload.to_bytes()).await,
        Step::Trickle { payload, size, every_ms } => {
            for piece in payload.to_bytes().chunks((*size).max(1)) {
                wire.write(piece).await?;
                tokio::time::sleep(Duration::from_millis(*every_ms)).await;
            }
            Ok(())
        }
        Step::Endless(payload) => endless(wire, &payload.to_bytes()).await,
        _ => Err(io::Error::new(io::ErrorKind::Unsupported, "a step for HTTP/2")),
    }
}

async fn endless(wire: &mut Wire, bytes: &[u8]) -> io::Result<()> {
    loop {
        wire.write(bytes).await?;
        tokio::task::yield_now().await;
    }
}
