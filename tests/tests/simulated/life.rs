//! The life of a call.

use std::time::Duration;

use mycpaas::{CallEvent, CallStatus, CreateCall, Delivery, ErrorKind, ListEncoding, WaitCall};
use mycpaas_simulator::{Callee, Clock, Dialect, Fault, Simulator};

use crate::support::{FROM, TO, client, limited, new_call, serve};

const MENU: &str =
    "<Response><Gather numDigits=\"1\" action=\"/menu\"><Say>Press one</Say></Gather></Response>";
const LONG: &str = "<Response><Pause length=\"600\"/></Response>";

#[tokio::test]
async fn a_call_is_placed_followed_and_ended() {
    let callee =
        Callee::answers_after(Duration::from_secs(3)).presses("1").hangs_up_after(Duration::from_secs(9));
    let simulator = Simulator::builder().callee(TO, callee).start().await.expect("a port");
    let client = client(&simulator);
    let web_app = serve(MENU).await;
    let parameters = new_call(web_app)
        .status_callback(format!("http://{web_app}/status"))
        .status_callback_event(CallEvent::KNOWN.iter().cloned());
    let call = limited(client.calls().create(parameters)).await.expect("placed");
    assert_eq!(call.metadata().http_status(), 201);
    let ended = limited(client.calls().wait(&call.sid, WaitCall::new())).await.expect("it ends");
    assert_eq!(ended.status, Some(CallStatus::Completed));
    let transcript = limited(simulator.wait_for_end(&call.sid)).await.expect("it is known");
    assert_eq!(transcript.pressed(), ["1"]);
    assert_eq!(transcript.heard().first(), Some(&"Press one"));
    assert_eq!(transcript.webhooks().count(), 4, "{transcript}");
    limited(client.calls().delete(&call.sid)).await.expect("deleted");
    let error = limited(client.calls().fetch(&call.sid)).await.expect_err("it is gone");
    assert_eq!((error.kind(), error.api_code()), (ErrorKind::NotFound, Some(20404)));
}

#[tokio::test]
async fn a_running_call_is_redirected_and_hung_up() {
    let simulator = Simulator::builder().clock(Clock::Scaled(50.0)).start().await.expect("a port");
    let client = client(&simulator);
    let calls = client.calls();
    let (first, second) = (serve(LONG).await, serve(LONG).await);
    let call = limited(calls.create(new_call(first))).await.expect("placed");
    let wait = WaitCall::new().until(CallStatus::InProgress);
    let running = limited(calls.wait(&call.sid, wait)).await.expect("answered");
    assert_eq!(running.status, Some(CallStatus::InProgress));
    let error = limited(calls.cancel(&call.sid)).await.expect_err("it is answered");
    assert_eq!((error.kind(), error.api_code()), (ErrorKind::InvalidRequest, Some(10000)));
    limited(calls.redirect(&call.sid, format!("http://{second}/other.xml"))).await.expect("redirected");
    limited(calls.hang_up(&call.sid)).await.expect("hung up");
    let transcript = limited(simulator.wait_for_end(&call.sid)).await.expect("it is known");
    assert!(transcript.to_string().contains("/other.xml"), "{transcript}");
    let error = limited(calls.hang_up(&call.sid)).await.expect_err("it has ended");
    assert_eq!(error.delivery(), Delivery::Rejected);
}

#[tokio::test]
async fn every_way_a_call_can_end_is_understood() {
    for (callee, status) in [
        (Callee::busy(), CallStatus::Busy),
        (Callee::no_answer(), CallStatus::NoAnswer),
        (Callee::unreachable(), CallStatus::Failed),
    ] {
        let simulator = Simulator::builder().default_callee(callee).start().await.expect("a port");
        let client = client(&simulator);
        let call = CreateCall::new(TO, FROM, "http://127.0.0.1:9/never-fetched");
        let call = limited(client.calls().create(call)).await.expect("placed");
        let ended = limited(client.calls().wait(&call.sid, WaitCall::new())).await.expect("it ends");
        assert_eq!(ended.status, Some(status));
    }
}

#[tokio::test]
async fn the_dialects_are_understood() {
    let web_app = serve("<Response/>").await;
    for (dialect, encoding) in [
        (Dialect::mycpaas(), ListEncoding::SpaceJoined),
        (Dialect::signalwire(), ListEncoding::Repeated),
        (Dialect::twilio(), ListEncoding::Repeated),
    ] {
        let simulator = Simulator::builder().dialect(dialect).start().await.expect("a port");
        let client = mycpaas::Client::builder()
            .account_sid(simulator.account_sid())
            .auth_token(simulator.auth_token())
            .base_url(simulator.base_url())
            .list_encoding(encoding)
            .build()
            .expect("valid");
        let parameters = new_call(web_app)
            .status_callback(format!("http://{web_app}/status"))
            .status_callback_event(["answered", "completed"]);
        let call = limited(client.calls().create(parameters)).await.expect("placed");
        let ended = limited(client.calls().wait(&call.sid, WaitCall::new())).await.expect("it ends");
        assert_eq!(ended.status, Some(CallStatus::Completed));
        assert!(ended.duration.is_some() && ended.price.is_some(), "{ended:?}");
        assert!(ended.end_time.as_ref().and_then(mycpaas::Timestamp::to_system_time).is_some(), "{ended:?}");
        let transcript = limited(simulator.wait_for_end(&call.sid)).await.expect("it is known");
        assert_eq!(transcript.webhooks().count(), 2, "{transcript}");
    }
}

#[tokio::test]
async fn a_lost_answer_is_told_and_the_call_is_found() {
    let simulator = Simulator::builder().default_callee(Callee::busy()).start().await.expect("a port");
    let client = client(&simulator);
    simulator.inject(Fault::close_instead_of_answering());
    let call = || CreateCall::new(TO, FROM, "http://127.0.0.1:9/never-fetched");
    let error = limited(client.calls().create(call())).await.expect_err("no answer");
    assert!(error.may_have_been_placed());
    let found = client.calls().list(mycpaas::ListCalls::new().to(TO));
    let found = limited(found.into_stream().next()).await.expect("there is one").expect("a call");
    assert_eq!(found.to.as_deref(), Some(TO));
    assert_eq!(simulator.calls().len(), 1);

    simulator.inject(Fault::close_before_reading());
    let before = simulator.received_matching("POST", "/Calls.json").len();
    let outcome = limited(client.calls().create(call())).await;
    let received = simulator.received_matching("POST", "/Calls.json").len() - before;
    assert_eq!(received, usize::from(outcome.is_ok()), "{outcome:?}");
}

#[tokio::test]
async fn errors_of_the_api_carry_its_codes() {
    let simulator = Simulator::builder().own_number(FROM).start().await.expect("a port");
    let client = client(&simulator);
    let foreign = CreateCall::new(TO, "+4915112345678", "https://example.com/");
    let error = limited(client.calls().create(foreign)).await.expect_err("not owned");
    assert_eq!((error.kind(), error.api_code()), (ErrorKind::InvalidRequest, Some(21210)));
    assert!(error.request_id().is_some());

    let stranger = mycpaas::Client::builder()
        .account_sid(simulator.account_sid())
        .auth_token("wrong")
        .base_url(simulator.base_url())
        .build()
        .expect("valid");
    let error = limited(stranger.calls().fetch("CA1")).await.expect_err("wrong token");
    assert_eq!((error.kind(), error.api_code()), (ErrorKind::Authentication, Some(20003)));
}
