//! Faults on demand, control endpoints, and what the server survives.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "tests")]

mod common;

use std::time::Duration;

use common::{Api, App, FROM, TO, within, xml};
use http::Method;
use mycpaas_simulator::{Callee, Fault, Simulator};
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

const URL: &str = "http://127.0.0.1:1/";
const CALL: [(&str, &str); 3] = [("To", TO), ("From", FROM), ("Url", URL)];

async fn start() -> (Simulator, Api) {
    let simulator = Simulator::builder().default_callee(Callee::busy()).start().await.unwrap();
    let api = Api::of(&simulator);
    (simulator, api)
}

/// Sends bytes on a connection of its own and reads until it is closed.
async fn raw(simulator: &Simulator, bytes: &[u8]) -> (Vec<u8>, std::io::Result<()>) {
    let mut stream = TcpStream::connect(simulator.origin().trim_start_matches("http://")).await.unwrap();
    // The server may close before it has read everything.
    let _ = stream.write_all(bytes).await;
    let mut answer = Vec::new();
    let end = stream.read_to_end(&mut answer).await.map(drop);
    (answer, end)
}

fn request(simulator: &Simulator, more: &str) -> Vec<u8> {
    let path = format!("/2010-04-01/Accounts/{}/Calls.json", simulator.account_sid());
    format!("GET {path} HTTP/1.1\r\nHost: a\r\n{more}\r\n").into_bytes()
}

#[tokio::test]
async fn each_close_happens_where_it_says_and_is_counted_so() {
    within(async {
        let (simulator, api) = start().await;
        let cases = [
            (Fault::close_before_reading(), 0, 0),
            (Fault::close_after_reading(), 1, 0),
            (Fault::close_instead_of_answering(), 1, 1),
            (Fault::close_mid_answer(), 1, 1),
        ];
        for (fault, received, placed) in cases {
            for fresh in [true, false] {
                let api = if fresh { Api::of(&simulator) } else { api.clone() };
                if !fresh {
                    assert_eq!(api.get("/Calls.json").await.0, 200, "leaves an open connection behind");
                }
                simulator.clear_received();
                let before = simulator.calls().len();
                // A client may repeat what was certainly not read, so that the fault waits for it as well.
                let times = if received == 0 { 3 } else { 1 };
                simulator.inject_times(fault.clone(), times);
                assert!(api.try_post("/Calls.json", &CALL).await.is_err(), "{fault:?}");
                assert_eq!(
                    simulator.received_matching("POST", "/Calls.json").len(),
                    received,
                    "{fault:?} {fresh}"
                );
                assert_eq!(simulator.calls().len() - before, placed, "{fault:?} {fresh}");
                let rest = api.http.delete(format!("{}/simulator/faults", simulator.origin()));
                assert_eq!(rest.send().await.unwrap().status(), 204);
                assert_eq!(api.post("/Calls.json", &CALL).await.0, 201, "{fault:?} is over");
            }
        }
    })
    .await;
}

#[tokio::test]
async fn a_close_before_reading_takes_one_request_of_a_used_connection() {
    within(async {
        let (simulator, _) = start().await;
        let address = simulator.origin();
        let mut stream = TcpStream::connect(address.trim_start_matches("http://")).await.unwrap();
        stream.write_all(&request(&simulator, "")).await.unwrap();
        let mut answer = [0; 4096];
        let length = stream.read(&mut answer).await.unwrap();
        assert!(answer[..length].starts_with(b"HTTP/1.1 401"));
        simulator.inject(Fault::close_before_reading());
        stream.write_all(&request(&simulator, "")).await.unwrap();
        let end = stream.read(&mut answer).await;
        assert!(matches!(end, Ok(0) | Err(_)), "closed without an answer");
        assert_eq!(simulator.received_count(), 1);
        let (answer, _) = raw(&simulator, &request(&simulator, "Connection: close\r\n")).await;
        assert!(answer.starts_with(b"HTTP/1.1 401"), "the fault was for one request");
    })
    .await;
}

#[tokio::test]
async fn an_answer_that_breaks_declared_more_than_it_sends() {
    within(async {
        let (simulator, _) = start().await;
        simulator.inject(Fault::close_mid_answer());
        let (answer, _) = raw(&simulator, &request(&simulator, "")).await;
        let text = String::from_utf8(answer).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").expect("a whole head");
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
        assert_eq!(length.parse::<usize>().unwrap() / 2, body.len());
    })
    .await;
}

#[tokio::test]
async fn answers_and_delays_are_for_the_requests_they_name() {
    within(async {
        let (simulator, api) = start().await;
        let busy =
            Fault::answer(503).header("Retry-After", "7").header("bad header", "x").body("<html>busy</html>");
        simulator.inject_times(busy.on_method(Method::POST).on_path("/Calls.json"), 2);
        assert_eq!(api.get("/Calls.json").await.0, 200, "it waits for a POST");
        let answer = api.http.post(format!("{}/Calls.json", api.account)).send().await.unwrap();
        assert_eq!(
            (answer.status().as_u16(), &answer.headers()["retry-after"]),
            (503, &"7".parse().unwrap())
        );
        assert_eq!(answer.text().await.unwrap(), "<html>busy</html>");
        assert_eq!(api.post("/Calls.json", &CALL).await.0, 503);
        assert_eq!(api.post("/Calls.json", &CALL).await.0, 201);
        simulator.inject(Fault::delay(Duration::from_millis(200)));
        let began = std::time::Instant::now();
        assert_eq!(api.post("/Calls.json", &CALL).await.0, 201);
        assert!(began.elapsed() >= Duration::from_millis(200));
        simulator.inject(Fault::delay(Duration::from_secs(3600)));
        let waiting = tokio::spawn(async move { api.try_post("/Calls.json", &CALL).await.is_err() });
        while simulator.received_count() < 6 {
            tokio::task::yield_now().await;
        }
        simulator.shutdown().await;
        assert!(waiting.await.unwrap(), "a delayed answer does not hold up the end");
    })
    .await;
}

#[tokio::test]
async fn a_call_is_placed_even_if_the_client_does_not_wait() {
    within(async {
        let (simulator, api) = start().await;
        simulator.inject(Fault::delay(Duration::from_millis(100)));
        let hasty = api.http.post(format!("{}/Calls.json", api.account)).timeout(Duration::from_millis(20));
        let body = format!("To=%2B49301&From=%2B49302&Url={URL}");
        let hasty = hasty.body(body).header("content-type", "application/x-www-form-urlencoded");
        assert!(api.send(hasty).await.unwrap_err().is_timeout());
        while simulator.calls().is_empty() {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

#[tokio::test]
async fn garbage_does_no_harm() {
    within(async {
        let (simulator, api) = start().await;
        let cases: [&[u8]; 6] = [
            b"\x00\xff\xfe\r\n\r\n",
            b"GET\r\n\r\n",
            b"GET /%00%ff/../..//Accounts HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
            b"POST /2010-04-01/Accounts/AC/Calls.json HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
            b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
            b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        ];
        for bytes in cases {
            let (answer, _) = raw(&simulator, bytes).await;
            assert!(answer.is_empty() || answer.starts_with(b"HTTP/1.1 4"), "{answer:?}");
        }
        let header = format!("Authorization: Basic {}\r\nConnection: close\r\n", "%".repeat(3000));
        let (answer, _) = raw(&simulator, &request(&simulator, &header)).await;
        assert!(answer.starts_with(b"HTTP/1.1 401"));
        let (status, _) = api.get("/Calls/%2e%2e%2f%00%ff.json?%ff=%").await;
        assert!((400..500).contains(&status));
        assert_eq!(api.post("/Calls.json", &CALL).await.0, 201);
    })
    .await;
}

#[tokio::test]
async fn what_was_received_can_be_read_without_the_secret() {
    within(async {
        let (simulator, api) = start().await;
        api.post("/Calls.json?a=b", &CALL).await;
        let received = simulator.received();
        let request = &received[0];
        assert_eq!((request.method.as_str(), request.query.as_deref()), ("POST", Some("a=b")));
        assert_eq!(request.parameter("To").as_deref(), Some(TO));
        assert!(request.header("authorization").unwrap().starts_with("Basic "));
        let shown = format!("{request:?}");
        assert!(shown.contains("(hidden)") && !shown.contains("Basic"), "{shown}");
    })
    .await;
}

#[tokio::test]
async fn the_control_endpoints_do_what_a_handle_does() {
    within(async {
        let app = App::start(|_| xml("<Gather numDigits='1'><Say>Press.</Say></Gather>")).await;
        let (simulator, api) = start().await;
        let control = format!("{}/simulator", simulator.origin());
        let post = async |path: &str, body: Value| {
            let request =
                api.http.post(format!("{control}/{path}")).header("content-type", "application/json");
            request.body(body.to_string()).send().await.unwrap().status().as_u16()
        };
        let read = async |path: &str, accept: &str| {
            let request = api.http.get(format!("{control}{path}")).header("accept", accept);
            request.send().await.unwrap().text().await.unwrap()
        };
        assert_eq!(
            post("callees", json!({"number": TO, "script": "answer:1s,press:5,hangup:4s"})).await,
            204
        );
        assert_eq!(post("callees", json!({"script": "sings"})).await, 400);
        assert_eq!(
            post("faults", json!({"kind": "answer", "status": 500, "method": "POST", "times": 1})).await,
            204
        );
        assert_eq!(post("faults", json!({"kind": "rain"})).await, 400);
        assert_eq!(api.post("/Calls.json", &CALL).await.0, 500);
        let sid = api.dial(&app.url).await;
        let lines = read(&format!("/calls/{sid}/transcript?wait=true"), "*/*").await;
        assert!(
            lines.contains("presses      5\n") && lines.contains("hang-up      by the callee\n"),
            "{lines}"
        );
        let data: Value =
            serde_json::from_str(&read(&format!("/calls/{sid}/transcript"), "application/json").await)
                .unwrap();
        assert_eq!(
            (&data["call_sid"], &data["steps"][0]["status"]),
            (&sid.as_str().into(), &"queued".into())
        );
        let requests = read("/requests?method=POST&path=Calls.json", "*/*").await;
        assert!(!requests.contains("Basic "), "{requests}");
        let requests: Value = serde_json::from_str(&requests).unwrap();
        assert_eq!((&requests["received"], requests["requests"].as_array().unwrap().len()), (&2.into(), 2));
        assert!(read("/calls", "*/*").await.contains(&sid));
        assert!(read("/calls/CA0/transcript", "*/*").await.contains("no call"));
        assert_eq!(api.http.delete(&control).send().await.unwrap().status(), 204);
        assert!(simulator.calls().is_empty() && simulator.received_count() == 0);
        let sid = api.dial(&app.url).await;
        assert!(
            simulator.wait_for_end(&sid).await.unwrap().to_string().ends_with("busy\n"),
            "scripts are reset"
        );
    })
    .await;
}
