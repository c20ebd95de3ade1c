//! Reads are repeated where that can help, and writes that place no call are not.

use mycpaas::{Delivery, ErrorKind};
use mycpaas_tests::fault_server::{Answer, Behaviour, Stage, Step};

use crate::support::{client, limited, serve};

const SID: &str = "CA1";

#[tokio::test]
async fn a_read_survives_one_fault() {
    for (name, fault) in [
        ("500", Answer::new(500).into()),
        ("503", Answer::new(503).header("Retry-After", "0").into()),
        ("502 in HTML", Answer::new(502).body("<html>").into()),
        ("429", Answer::new(429).into()),
        ("close after reading", Behaviour::close(Stage::Whole)),
        ("close before reading", Behaviour::close(Stage::Accepted)),
        ("reset within the headers", Behaviour::in_headers(Step::Reset)),
        ("close within the body", Behaviour::in_body(&Answer::created(), Step::Close)),
        ("no answer", Behaviour::stall(Stage::Whole)),
    ] {
        let server = serve([fault, Answer::json(200, "{\"sid\":\"CA1\"}").into()]);
        let call = limited(client(&server).calls().fetch(SID)).await.expect(name);
        assert_eq!((call.sid.as_str(), call.metadata().attempts()), (SID, 2), "{name}");
    }
}

#[tokio::test]
async fn a_read_is_tried_three_times() {
    let server = serve([Answer::json(503, "{\"code\":20503,\"message\":\"busy\"}").into()]);
    let error = limited(client(&server).calls().fetch(SID)).await.expect_err("always 503");
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Server, 3));
    assert_eq!(server.record().count("GET"), 3);
    assert!(!error.may_have_been_placed());
}

#[tokio::test]
async fn what_cannot_help_is_not_repeated() {
    for status in [301, 400, 401, 403, 404, 409, 422] {
        let server = serve([Answer::new(status).into()]);
        let error = limited(client(&server).calls().fetch(SID)).await.expect_err("refused");
        assert_eq!((error.attempts(), server.record().count("GET")), (1, 1), "{status}");
    }
}

#[tokio::test]
async fn update_and_delete_are_sent_once() {
    let server = serve([Behaviour::close(Stage::Whole)]);
    let client = client(&server);
    let error = limited(client.calls().hang_up(SID)).await.expect_err("no answer");
    assert_eq!((error.delivery(), error.may_have_been_placed()), (Delivery::Unknown, false));
    let error = limited(client.calls().delete(SID)).await.expect_err("no answer");
    assert_eq!((error.delivery(), error.may_have_been_placed()), (Delivery::Unknown, false));
    assert_eq!((server.post_count(), server.record().count("DELETE")), (1, 1));
}

#[tokio::test]
async fn a_raw_post_to_calls_counts_as_placing_a_call() {
    let server = serve([Answer::new(500).into()]);
    let request = mycpaas::RawRequest::new("POST", "Calls.json").form("To", "+491234567890");
    let error = limited(client(&server).request(request)).await.expect_err("failed");
    assert!(error.may_have_been_placed());
    assert_eq!(server.post_count(), 1);
}
