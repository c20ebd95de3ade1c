//! What the core tells `tracing`, brought to the thread that has asked for it.
//!
//! The runtime's thread calls no logging framework of another language: that could need a lock which the caller holds.

use std::fmt;
use std::sync::OnceLock;

use tracing::field::{Field, Visit};
use tracing::instrument::WithSubscriber;
use tracing::level_filters::LevelFilter;
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::Interest;
use tracing::{Dispatch, Event, Level, Metadata, Subscriber};
use tracing_subscriber::Registry;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt};
use tracing_subscriber::registry::LookupSpan;

use crate::operation::{Listener, ReplyFuture};

tokio::task_local! {
    /// Who hears what happens in the request that is being run.
    static LISTENER: Listener;
}

/// One line for the log. It holds neither secrets nor whole telephone numbers.
#[derive(Clone, Debug)]
pub struct LogRecord {
    /// How much it matters.
    pub level: Level,
    /// What happened.
    pub message: String,
    /// What is known of it, and of the request.
    pub fields: Vec<LogField>,
}

/// One thing that is known: its name and its value.
pub type LogField = (&'static str, String);

/// Lets a listener hear what is logged while a future runs, if it matters as much as this or more.
pub(crate) fn observed(future: ReplyFuture, listener: Listener, level: Level) -> ReplyFuture {
    // A program that hears of warnings does not pay for the spans of what it does not hear of: `tracing` asks a
    // collector once which levels it wants, and so there is one for each.
    static DISPATCHES: [OnceLock<Dispatch>; 5] = [const { OnceLock::new() }; 5];
    let [error, warn, info, debug, trace] = &DISPATCHES;
    let dispatch = match level {
        Level::ERROR => error,
        Level::WARN => warn,
        Level::INFO => info,
        Level::DEBUG => debug,
        Level::TRACE => trace,
    };
    let dispatch = dispatch.get_or_init(|| Dispatch::new(Registry::default().with(Collector { level })));
    Box::pin(LISTENER.scope(listener, future.with_subscriber(dispatch.clone())))
}

/// Makes records out of the core's events and the fields of the span around them.
struct Collector {
    level: Level,
}

#[derive(Default)]
struct Fields {
    message: String,
    others: Vec<LogField>,
}

impl<S: Subscriber + for<'a> LookupSpan<'a>> Layer<S> for Collector {
    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        if self.wants(metadata) { Interest::always() } else { Interest::never() }
    }

    fn enabled(&self, metadata: &Metadata<'_>, _: Context<'_, S>) -> bool {
        self.wants(metadata)
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(self.level.into())
    }

    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut fields = Fields::default();
        attributes.record(&mut fields);
        if let Some(span) = context.span(id) {
            span.extensions_mut().insert(fields);
        }
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        if let Some(span) = context.span(id)
            && let Some(fields) = span.extensions_mut().get_mut::<Fields>()
        {
            values.record(fields);
        }
    }

    fn on_event(&self, event: &Event<'_>, context: Context<'_, S>) {
        let mut own = Fields::default();
        event.record(&mut own);
        let mut fields = Vec::new();
        for span in context.event_scope(event).into_iter().flatten() {
            if let Some(around) = span.extensions().get::<Fields>() {
                fields.extend(around.others.iter().cloned());
            }
        }
        fields.extend(own.others);
        let record = LogRecord { level: *event.metadata().level(), message: own.message, fields };
        // There is a listener wherever this collector is asked.
        let _ = LISTENER.try_with(|listener| listener.hear(record));
    }
}

impl Collector {
    fn wants(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() <= self.level && metadata.target().starts_with("mycpaas")
    }
}

impl Fields {
    fn set(&mut self, field: &Field, value: String) {
        if field.name() == "message" {
            self.message = value;
        } else {
            self.others.retain(|(name, _)| *name != field.name());
            self.others.push((field.name(), value));
        }
    }
}

impl Visit for Fields {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.set(field, value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.set(field, format!("{value:?}"));
    }
}
