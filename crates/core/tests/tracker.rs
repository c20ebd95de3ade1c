//! The tracker of calls: the order of callbacks does not matter, and it never grows.

use std::collections::HashMap;
use std::thread;
use std::time::Duration;

use mycpaas::CallStatus;
use mycpaas::webhook::{CallTracker, Change, Fields, StatusEvent, TrackerLimits};
use proptest::prelude::*;

const ENDS: [&str; 5] = ["completed", "failed", "busy", "no-answer", "canceled"];

fn event(sid: &str, status: &str, number: Option<usize>) -> StatusEvent {
    let mut fields = Fields::from_iter([("CallSid", sid), ("CallStatus", status)]);
    if let Some(number) = number {
        fields.push("SequenceNumber", &number.to_string());
    }
    StatusEvent::from_fields(fields)
}

/// A life, in any order, with anything repeated and, perhaps, with its sequence numbers.
fn callbacks() -> impl Strategy<Value = (Vec<StatusEvent>, &'static str)> {
    let end = prop::sample::select(&ENDS[..]);
    let life = end.prop_flat_map(|end| {
        let answered = matches!(end, "completed" | "failed");
        let life: Vec<&str> = ["queued", "initiated", "ringing"]
            .into_iter()
            .chain(answered.then_some("in-progress"))
            .chain([end])
            .collect();
        (Just(life), any::<bool>(), prop::collection::vec(0..5_usize, 5..20), Just(end))
    });
    life.prop_flat_map(|(life, numbered, repeated, end)| {
        let numbers = |place: usize| numbered.then_some(place);
        let once = life.iter().enumerate().map(|(place, status)| event("CA1", status, numbers(place)));
        let again =
            repeated.iter().filter_map(|place| Some(event("CA1", life.get(*place)?, numbers(*place))));
        let all: Vec<StatusEvent> = once.chain(again).collect();
        (Just(all).prop_shuffle(), Just(end))
    })
}

proptest! {
    #[test]
    fn any_order_leads_to_the_same_state((events, end) in callbacks()) {
        let tracker = CallTracker::new();
        let recorded: Vec<_> = events.iter().map(|event| tracker.record(event).unwrap()).collect();
        let call = tracker.get("CA1").unwrap();
        prop_assert_eq!(call.status, CallStatus::from(end));
        prop_assert!(recorded.iter().all(|recorded| recorded.change != Change::Impossible));
        prop_assert_eq!(recorded.iter().filter(|recorded| recorded.ended).count(), 1);
        let news = recorded.iter().filter(|recorded| recorded.change != Change::Repeated).count();
        let different = events.iter().map(|event| event.call_status().unwrap().to_string());
        prop_assert_eq!(news, different.collect::<std::collections::HashSet<_>>().len());
    }

    /// Whatever comes, a call that has ended stays so, and only one callback ends it.
    #[test]
    fn an_end_is_an_end(
        events in prop::collection::vec((0..3_u8, "[a-z-]{1,9}|ringing|in-progress|completed|busy|failed", any::<Option<u8>>()), 0..40),
    ) {
        let tracker = CallTracker::new();
        let mut ends: HashMap<String, CallStatus> = HashMap::new();
        for (call, status, number) in events {
            let recorded = tracker.record(&event(&format!("CA{call}"), &status, number.map(usize::from))).unwrap();
            let call = recorded.call;
            prop_assert_eq!(recorded.ended, call.is_final() && !ends.contains_key(&call.call_sid));
            if call.is_final() {
                let end = ends.entry(call.call_sid.clone()).or_insert(call.status.clone());
                prop_assert_eq!(&*end, &call.status);
            }
            prop_assert_eq!(tracker.get(&call.call_sid), Some(call));
        }
    }
}

/// A million callbacks: three calls in four end, and of the others nothing more is heard.
#[test]
fn memory_is_flat() {
    const CALLS: usize = 250_000;
    let limits = TrackerLimits::new().finished(1_000).unfinished(1_000);
    let tracker = CallTracker::with_limits(limits);
    let run = |from: usize, calls: usize| {
        for call in from..from + calls {
            let sid = format!("CA{call:032}");
            let last = if call % 4 == 0 { "ringing" } else { "completed" };
            for status in ["initiated", "ringing", "in-progress", last] {
                tracker.record(&event(&sid, status, None)).unwrap();
            }
        }
    };
    // One call too many goes before the latest ends.
    let full = 1_999..=2_000;
    run(0, 20_000);
    assert!(full.contains(&tracker.len()));
    let counted = allocation_counter::measure(|| run(20_000, CALLS));
    assert!(full.contains(&tracker.len()));
    // The table of calls may double once; a leak of a single byte a call would be as much.
    let kept = counted.bytes_current;
    assert!(kept < i64::try_from(CALLS).unwrap(), "{kept} bytes are left");
}

#[test]
fn an_hour_is_an_hour() {
    let age = Duration::from_millis(50);
    let tracker = CallTracker::with_limits(TrackerLimits::new().finished_age(age));
    tracker.record(&event("CA1", "completed", None)).unwrap();
    tracker.record(&event("CA2", "ringing", None)).unwrap();
    assert!(tracker.get("CA1").is_some());
    thread::sleep(age);
    assert_eq!((tracker.get("CA1"), tracker.len()), (None, 1));
    tracker.forget("CA2");
    assert!(tracker.is_empty());
}

#[test]
fn what_is_too_long_is_not_tracked() {
    let tracker = CallTracker::new();
    assert!(tracker.record(&event(&"C".repeat(129), "ringing", None)).is_none());
    assert!(tracker.record(&event("CA1", &"r".repeat(65), None)).is_none());
    assert!(tracker.record(&event(&"C".repeat(128), &"r".repeat(64), None)).is_some());
    for number in 0..100 {
        tracker.record(&event("CA1", &format!("unknown-{number}"), None)).unwrap();
    }
    assert!(tracker.record(&event("CA1", "completed", None)).unwrap().ended);
}

/// Every thread hears everything, and each call ends once.
#[test]
fn many_threads() {
    let tracker = CallTracker::new();
    let threads = (0..8).map(|_| {
        let tracker = tracker.clone();
        thread::spawn(move || {
            let each = |call: usize| {
                let sid = format!("CA{call}");
                let statuses = ["ringing", "completed", "in-progress", "completed"].into_iter();
                statuses.filter(|status| tracker.record(&event(&sid, status, None)).unwrap().ended).count()
            };
            (0..500).map(each).sum::<usize>()
        })
    });
    let threads: Vec<_> = threads.collect();
    let ends: usize = threads.into_iter().map(|thread| thread.join().unwrap()).sum();
    assert_eq!(ends, 500);
}
