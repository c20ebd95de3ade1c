//! The API: credentials, errors, lists and the switches of the dialect.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "tests")]

mod common;

use common::{Api, App, FROM, TO, within, xml};
use mycpaas_simulator::{
    Callee, CreateStatus, DateForm, Dialect, ErrorShape, EventList, ListEnvelope, Numbers, SidForm,
    Simulator, UriPrefix,
};
use serde_json::Value;

const URL: &str = "http://127.0.0.1:1/voice";

/// Starts a simulator whose callees are busy, so that calls end at once.
async fn busy(dialect: Dialect) -> (Simulator, Api) {
    let builder = Simulator::builder().dialect(dialect).default_callee(Callee::busy());
    let simulator = builder.own_number(FROM).start().await.unwrap();
    let api = Api::of(&simulator);
    (simulator, api)
}

#[tokio::test]
async fn each_bad_parameter_has_its_code() {
    within(async {
        let (simulator, api) = busy(Dialect::mycpaas()).await;
        let good = [("To", TO), ("From", FROM), ("Url", URL)];
        let cases = [
            ("To", None, 21201),
            ("To", Some(""), 21201),
            ("To", Some("0301234567"), 21211),
            ("To", Some("+4912345678901234567"), 21211),
            ("To", Some("sip:"), 21211),
            ("To", Some(" 491234567890"), 21211),
            ("From", None, 21213),
            ("From", Some("mycpaas"), 21212),
            ("From", Some(" 491098765432"), 21212),
            ("From", Some("+491111111111"), 21210),
            ("Url", None, 21205),
            ("Url", Some("/voice"), 21205),
            ("Url", Some("ftp://example.com/voice"), 21205),
            ("FallbackUrl", Some("voice.xml"), 21205),
            ("StatusCallback", Some("example.com"), 21456),
            ("StatusCallbackEvent", Some(""), 21626),
            ("StatusCallbackEvent", Some("answered,completed"), 21626),
            ("Method", Some("PUT"), 21209),
            ("Timeout", Some("0"), 21208),
            ("Timeout", Some("soon"), 21208),
            ("TimeLimit", Some("-1"), 20422),
        ];
        for (name, value, code) in cases {
            let mut form: Vec<_> = good.iter().copied().filter(|(key, _)| *key != name).collect();
            form.extend(value.map(|value| (name, value)));
            let (status, error) = api.post("/Calls.json", &form).await;
            assert_eq!((status, &error["code"]), (400, &Value::from(code)), "{name}={value:?} {error}");
            assert_eq!(error["status"], 400);
            assert!(error["more_info"].is_string());
            let plus = value.is_some_and(|value| value.starts_with(" 49"));
            assert_eq!(error["message"].as_str().unwrap().contains("%2B"), plus, "{error}");
        }
        assert!(simulator.calls().is_empty(), "a refused request places no call");
        for (name, value) in [("To", "sip:alice@example.com"), ("StatusCallbackEvent", "completed failed")] {
            let mut form: Vec<_> = good.iter().copied().filter(|(key, _)| *key != name).collect();
            form.push((name, value));
            assert_eq!(api.post("/Calls.json", &form).await.0, 201, "{name}={value}");
        }
    })
    .await;
}

#[tokio::test]
async fn only_the_account_may_ask_and_only_for_what_there_is() {
    within(async {
        let (simulator, api) = busy(Dialect::mycpaas()).await;
        let calls = format!("{}/Calls.json", api.account);
        for (sid, token) in
            [("AC0", "wrong"), (simulator.account_sid(), "wrong"), ("AC0", simulator.auth_token())]
        {
            let answer = api.http.get(&calls).basic_auth(sid, Some(token)).send().await.unwrap();
            assert_eq!(answer.status(), 401);
            assert!(answer.headers().contains_key("www-authenticate"));
            let error: Value = serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap();
            assert_eq!(error["code"], 20003);
        }
        assert_eq!(api.http.get(&calls).send().await.unwrap().status(), 401);
        let other = calls.replace(simulator.account_sid(), "AC1");
        assert_eq!(api.get(&other).await.0, 401);
        assert_eq!(api.get("/Calls/CA0.json").await.1["code"], 20404);
        assert_eq!(api.post("/Calls/CA0.json", &[("Status", "completed")]).await.1["code"], 20404);
        assert_eq!(api.delete("/Calls/CA0.json").await.1["code"], 20404);
        assert_eq!(api.get("/Messages.json").await.1["code"], 20404);
        let (status, error) = api.send(api.http.put(&calls)).await.unwrap();
        assert_eq!((status, &error["code"]), (405, &20004.into()));
        let json = api.http.post(&calls).header("content-type", "application/json").body("{}");
        assert_eq!(api.send(json).await.unwrap().0, 415);
        let large = api.http.post(&calls).body("a".repeat(100_000));
        assert_eq!(api.send(large).await.unwrap().0, 413);
    })
    .await;
}

#[tokio::test]
async fn an_ended_call_obeys_no_more_and_shows_what_it_was() {
    within(async {
        let app = App::start(|_| xml("<Pause length='61'/>")).await;
        let simulator = Simulator::start().await.unwrap();
        let api = Api::of(&simulator);
        let (status, first) = api.post("/Calls.json", &[("To", TO), ("From", FROM), ("Url", &app.url)]).await;
        assert_eq!((status, &first["status"], &first["start_time"]), (201, &"queued".into(), &Value::Null));
        let sid = first["sid"].as_str().unwrap();
        simulator.wait_for_end(sid).await.unwrap();
        let call = format!("/Calls/{sid}.json");
        let (_, body) = api.get(&call).await;
        let fields = ["status", "direction", "to", "from", "duration", "price", "price_unit", "account_sid"];
        let shown = serde_json::json!([
            "completed",
            "outbound-api",
            TO,
            FROM,
            61,
            0.006,
            "USD",
            simulator.account_sid()
        ]);
        assert_eq!(Value::from(fields.map(|field| body[field].clone()).to_vec()), shown);
        assert!(body["uri"].as_str().unwrap().ends_with(&format!("{}{call}", simulator.account_sid())));
        for form in [("Status", "completed"), ("Url", URL), ("Status", "canceled")] {
            assert_eq!(api.post(&call, &[form]).await.1["code"], 10000, "{form:?}");
        }
        assert_eq!(api.post(&call, &[("Status", "ringing")]).await.1["code"], 10000);
    })
    .await;
}

#[tokio::test]
async fn the_list_filters_and_pages_in_every_envelope() {
    within(async {
        let envelopes = [ListEnvelope::PageNumbers, ListEnvelope::PageTokens, ListEnvelope::Bare];
        for envelope in envelopes {
            let (simulator, api) = busy(Dialect::mycpaas().list_envelope(envelope)).await;
            let mut sids = Vec::new();
            for _ in 0..5 {
                sids.insert(0, api.dial(URL).await);
            }
            api.dial_with(URL, &[("To", "+4930")]).await;
            for sid in &sids {
                simulator.wait_for_end(sid).await;
            }
            let mut path = "/Calls.json?PageSize=2&Status=busy&To=%2B491234567890".to_owned();
            let (mut seen, mut pages) = (Vec::new(), 0);
            loop {
                let (status, page) = api.get(&path).await;
                assert_eq!(status, 200, "{page}");
                assert_eq!((&page["page"], &page["page_size"]), (&Value::from(pages), &Value::from(2)));
                let calls = page["calls"].as_array().unwrap();
                seen.extend(calls.iter().map(|call| call["sid"].as_str().unwrap().to_owned()));
                pages += 1;
                path = match page.get("next_page_uri") {
                    Some(Value::String(next)) => format!("{}{next}", simulator.origin()),
                    Some(_) => break,
                    None if calls.len() < 2 => break,
                    None => format!("/Calls.json?PageSize=2&To=%2B491234567890&Page={pages}"),
                };
                assert_eq!(page.get("next_page_uri").is_none(), envelope == ListEnvelope::Bare);
            }
            assert_eq!((pages, seen), (3, sids), "{envelope:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_list_refuses_what_it_cannot_read() {
    within(async {
        let (_simulator, api) = busy(Dialect::signalwire()).await;
        for size in ["0", "1001", "many", ""] {
            let (status, error) = api.get(&format!("/Calls.json?PageSize={size}")).await;
            assert_eq!((status, &error["errors"][0]["code"]), (400, &"54454".into()), "{size:?}");
        }
        for query in ["Page=1", "Page=x", "PageToken=PX1", "PageToken=%C3%A4%C3%A4"] {
            let (_, error) = api.get(&format!("/Calls.json?{query}")).await;
            assert_eq!(error["errors"][0]["code"], "54453", "{query}");
        }
        api.dial(URL).await;
        let count = async |query: &str| {
            let (_, page) = api.get(&format!("/Calls.json?{query}")).await;
            page["calls"].as_array().unwrap().len()
        };
        assert_eq!(count("StartTime%3E=2020-01-01").await, 1);
        assert_eq!(count("StartTime%3C=2020-01-01").await, 0);
        assert_eq!(count("StartTime=Fri,%2021%20Sep%202018%2010:00:00%20%2B0000").await, 0);
        assert_eq!(count("ParentCallSid=CA0").await, 0);
        assert_eq!(count("Status=completed").await, 0);
        assert_eq!(count("From=%2B491098765432").await, 1);
        assert_eq!(count("From=%2B49").await, 0);
    })
    .await;
}

#[tokio::test]
async fn each_switch_of_the_dialect_changes_one_thing() {
    within(async {
        let end = async |dialect: Dialect| {
            let app = App::start(|_| xml("")).await;
            let simulator = Simulator::builder().dialect(dialect).start().await.unwrap();
            let api = Api::of(&simulator);
            let sid = api.dial(&app.url).await;
            simulator.wait_for_end(&sid).await;
            (api.get(&format!("/Calls/{sid}.json")).await.1, app.asked("/").pop().unwrap())
        };
        let (plain, asked) = end(Dialect::mycpaas()).await;
        assert_eq!((&plain["duration"], plain["price"].as_f64()), (&0.into(), Some(0.003)));
        assert!(plain["date_created"].as_str().unwrap().ends_with("+0000"));
        assert!(
            plain["sid"].as_str().unwrap().starts_with("CA") && plain["sid"].as_str().unwrap().len() == 34
        );
        assert_eq!(asked.get("Caller"), "");
        let (text, _) = end(Dialect::mycpaas().numbers(Numbers::Text)).await;
        assert_eq!((&text["duration"], &text["price"]), (&"0".into(), &"-0.00300".into()));
        let (iso, _) = end(Dialect::mycpaas().date_form(DateForm::Iso8601)).await;
        let date = iso["date_created"].as_str().unwrap();
        assert!(date.len() == 20 && date.starts_with("20") && date.ends_with('Z'), "{date}");
        let (uuid, _) = end(Dialect::mycpaas().sid_form(SidForm::Uuid)).await;
        let parts: Vec<_> = uuid["sid"].as_str().unwrap().split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12]);
        let (bare, _) = end(Dialect::mycpaas().uri_prefix(UriPrefix::Bare)).await;
        assert!(bare["uri"].as_str().unwrap().starts_with("/2010-04-01/Accounts/"));
        let (_, named) = end(Dialect::mycpaas().caller_and_called(true)).await;
        assert_eq!((named.get("Caller"), named.get("Called")), (FROM, TO));
    })
    .await;
}

#[tokio::test]
async fn creating_depends_on_the_dialect_too() {
    within(async {
        let create = async |dialect: Dialect, events: &[&str]| {
            let (_simulator, api) = busy(dialect).await;
            let mut form = vec![("To", TO), ("From", FROM), ("Url", URL)];
            form.extend(events.iter().map(|event| ("StatusCallbackEvent", *event)));
            api.post("/Calls.json", &form).await.0
        };
        let with = |list| Dialect::mycpaas().event_list(list);
        let (joined, repeated): (&[_], &[_]) = (&["ringing answered"], &["ringing", "answered"]);
        assert_eq!(create(with(EventList::Either), joined).await, 201);
        assert_eq!(create(with(EventList::Either), repeated).await, 201);
        assert_eq!(create(with(EventList::Joined), joined).await, 201);
        assert_eq!(create(with(EventList::Joined), repeated).await, 400);
        assert_eq!(create(with(EventList::Repeated), joined).await, 400);
        assert_eq!(create(with(EventList::Repeated), repeated).await, 201);
        assert_eq!(create(Dialect::mycpaas().create_status(CreateStatus::Ok), &[]).await, 200);
        assert_eq!(create(Dialect::signalwire(), &[]).await, 200);
        let (_simulator, api) = busy(Dialect::mycpaas().error_shape(ErrorShape::List)).await;
        assert_eq!(api.post("/Calls.json", &[]).await.1["errors"][0]["code"], "21201");
        assert_eq!(api.get("/Calls/CA0.json").await.1["code"], 20404);
        let (simulator, api) = busy(Dialect::twilio()).await;
        let path =
            format!("{}/2010-04-01/Accounts/{}/Calls.json", simulator.origin(), simulator.account_sid());
        let form = [("To", TO), ("From", FROM), ("Url", URL)];
        assert_eq!(api.post(&path, &form).await.0, 201, "the origin alone is a base too");
    })
    .await;
}

#[tokio::test]
async fn memory_is_bounded() {
    within(async {
        let callee = Callee::busy();
        let builder = Simulator::builder().max_calls(3).max_recorded_requests(2).default_callee(callee);
        let simulator = builder.clone().start().await.unwrap();
        let api = Api::of(&simulator);
        let mut sids = Vec::new();
        for _ in 0..5 {
            sids.push(api.dial(URL).await);
            simulator.wait_for_end(sids.last().unwrap()).await;
        }
        let kept: Vec<_> = simulator.calls().into_iter().map(|call| call.sid).collect();
        assert_eq!(kept, [&*sids[4], &*sids[3], &*sids[2]]);
        assert_eq!((simulator.received().len(), simulator.received_count()), (2, 5));

        let slow = builder.clock(mycpaas_simulator::Clock::RealTime).start().await.unwrap();
        let api = Api::of(&slow);
        for _ in 0..3 {
            api.dial(URL).await;
        }
        let (status, error) = api.post("/Calls.json", &[("To", TO), ("From", FROM), ("Url", URL)]).await;
        assert_eq!((status, &error["code"]), (429, &20429.into()), "full of calls that go on");
    })
    .await;
}

#[tokio::test]
async fn settings_that_cannot_work_are_refused_at_the_start() {
    within(async {
        let refused = async |builder: mycpaas_simulator::SimulatorBuilder| {
            builder.start().await.unwrap_err().to_string()
        };
        assert!(refused(Simulator::builder().account("SK1", "token")).await.contains("AC"));
        assert!(refused(Simulator::builder().account("AC/1", "token")).await.contains("AC"));
        assert!(refused(Simulator::builder().account("AC1", "to ken")).await.contains("token"));
        for factor in [0.0, -1.0, f64::NAN, f64::INFINITY] {
            let builder = Simulator::builder().clock(mycpaas_simulator::Clock::Scaled(factor));
            assert!(refused(builder).await.contains("clock"));
        }
        let first = Simulator::start().await.unwrap();
        let port = first.origin().rsplit(':').next().unwrap().parse().unwrap();
        assert!(refused(Simulator::builder().port(port)).await.contains("listen"));
    })
    .await;
}
