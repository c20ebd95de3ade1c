//! A panic ends the request in which it happened, as an error of its own kind.
#![expect(clippy::panic, reason = "it is about panics")]

use std::convert::Infallible;
use std::sync::{Arc, mpsc};

use mycpaas_bridge::{Completions, Delivery, ErrorKind, Event, Failure, Operation, Reply, Result, Turn};

fn panics() -> Operation {
    Operation::other(async { if true { panic!("on purpose") } else { Ok(()) } })
}

fn assert_tells_of_the_panic(outcome: Result<Reply>) {
    let Err(failure) = outcome else { panic!("it succeeds") };
    let Failure { kind, delivery, is_retryable, message, .. } = *failure;
    assert_eq!((kind, delivery, is_retryable), (ErrorKind::Panic, Delivery::Unknown, false));
    assert!(message.contains("on purpose"), "{message}");
}

#[test]
fn of_one_who_waits() {
    match panics().blocking().turn(|| Ok::<_, Infallible>(())) {
        Ok(Turn::Ended(outcome)) => assert_tells_of_the_panic(outcome),
        other => panic!("{other:?}"),
    }
}

#[test]
fn of_one_who_does_not() {
    let (woken, wake) = mpsc::channel();
    let completions = Arc::new(Completions::new(move || woken.send(()).expect("somebody waits")));
    let _running = panics().start(&completions, 7).expect("it can be started");
    wake.recv().expect("it is told");
    let events = completions.take();
    match events.into_iter().next() {
        Some((7, Event::Done(outcome))) => assert_tells_of_the_panic(outcome),
        other => panic!("{other:?}"),
    }
}
