//! All calls that are remembered.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Instant;

use tokio::sync::watch;

use super::call::{Change, Recorded, TrackedCall};
use super::life::Life;
use super::limits::TrackerLimits;
use crate::calls::CallStatus;
use crate::webhook::StatusEvent;

/// The calls by their SIDs, and in the order in which they are to be forgotten.
#[derive(Debug)]
pub(super) struct Book {
    limits: TrackerLimits,
    /// In boxes, so that the room a table keeps free is little.
    calls: HashMap<Arc<str>, Box<Entry>>,
    finished: BTreeMap<u64, (Arc<str>, Instant)>,
    unfinished: BTreeMap<u64, Arc<str>>,
    next_place: u64,
    watched: HashMap<String, Watched>,
}

#[derive(Debug)]
struct Entry {
    sid: Arc<str>,
    life: Life,
    /// Its place among those that have ended, or among the others.
    place: u64,
}

/// A call that somebody waits for.
#[derive(Debug)]
struct Watched {
    status: watch::Sender<Option<CallStatus>>,
    watchers: usize,
}

impl Book {
    pub(super) fn new(limits: TrackerLimits) -> Self {
        Self {
            limits,
            calls: HashMap::new(),
            finished: BTreeMap::new(),
            unfinished: BTreeMap::new(),
            next_place: 0,
            watched: HashMap::new(),
        }
    }

    pub(super) fn record(
        &mut self,
        sid: &str,
        status: CallStatus,
        event: &StatusEvent,
        now: Instant,
    ) -> Recorded {
        self.prune(now);
        let place = self.next_place;
        self.next_place += 1;
        let (entry, change, had_ended) = if let Some(entry) = self.calls.get_mut(sid) {
            let had_ended = entry.life.status().is_final();
            let change = entry.life.hear(status, event);
            (entry, change, had_ended)
        } else {
            let new = Entry { sid: Arc::from(sid), life: Life::new(status, event), place };
            (self.calls.entry(Arc::clone(&new.sid)).or_insert(Box::new(new)), Change::Changed, false)
        };
        let is_final = entry.life.status().is_final();
        if !had_ended {
            self.unfinished.remove(&entry.place);
            entry.place = place;
            if is_final {
                self.finished.insert(place, (Arc::clone(&entry.sid), now));
            } else {
                self.unfinished.insert(place, Arc::clone(&entry.sid));
            }
        }
        let call = entry.life.describe_call(sid);
        self.tell(&call);
        self.prune(now);
        Recorded { change, ended: is_final && !had_ended, call }
    }

    pub(super) fn get(&mut self, sid: &str, now: Instant) -> Option<TrackedCall> {
        self.prune(now);
        self.calls.get(sid).map(|entry| entry.life.describe_call(sid))
    }

    pub(super) fn len(&mut self, now: Instant) -> usize {
        self.prune(now);
        self.calls.len()
    }

    pub(super) fn forget(&mut self, sid: &str) {
        if let Some(entry) = self.calls.remove(sid) {
            self.finished.remove(&entry.place);
            self.unfinished.remove(&entry.place);
        }
    }

    /// Forgets what is too old or too much.
    fn prune(&mut self, now: Instant) {
        loop {
            let too_many = self.finished.len() > self.limits.finished;
            let Some(oldest) = self.finished.first_entry() else { break };
            let old = now.saturating_duration_since(oldest.get().1) >= self.limits.finished_age;
            if !old && !too_many {
                break;
            }
            let (sid, _) = oldest.remove();
            self.calls.remove(&sid);
        }
        while self.unfinished.len() > self.limits.unfinished {
            let Some((_, sid)) = self.unfinished.pop_first() else { break };
            self.calls.remove(&sid);
        }
    }

    /// Tells those who wait for a call what has become of it.
    fn tell(&self, call: &TrackedCall) {
        if let Some(watched) = self.watched.get(&call.call_sid) {
            watched.status.send_if_modified(|told| {
                let news = told.as_ref() != Some(&call.status);
                *told = Some(call.status.clone());
                news
            });
        }
    }

    pub(super) fn watch(&mut self, sid: &str) -> watch::Receiver<Option<CallStatus>> {
        let known = self.calls.get(sid).map(|entry| entry.life.status().clone());
        let new = || Watched { status: watch::Sender::new(known), watchers: 0 };
        let watched = self.watched.entry(sid.to_owned()).or_insert_with(new);
        watched.watchers += 1;
        watched.status.subscribe()
    }

    pub(super) fn unwatch(&mut self, sid: &str) {
        if let Some(watched) = self.watched.get_mut(sid) {
            watched.watchers -= 1;
            if watched.watchers == 0 {
                self.watched.remove(sid);
            }
        }
    }
}
