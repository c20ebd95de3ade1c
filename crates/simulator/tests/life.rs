//! The life of a call on a clock that does not wait.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "tests")]

mod common;

use std::fmt::Write;
use std::time::Duration;

use axum::response::IntoResponse;
use common::{Api, App, FROM, TO, within, xml};
use http::StatusCode;
use mycpaas_simulator::{Callee, Simulator, Transcript};

/// Lets one call to this callee live, whose document is answered so.
async fn live(callee: Callee, url: &str, more: &[(&str, &str)]) -> Transcript {
    let simulator = Simulator::builder().default_callee(callee).start().await.unwrap();
    let sid = Api::of(&simulator).dial_with(url, more).await;
    let transcript = simulator.wait_for_end(&sid).await.expect("the call is known");
    simulator.shutdown().await;
    transcript
}

/// Writes a transcript with the web application's address left out.
fn text(transcript: &Transcript, app: &App) -> String {
    transcript.to_string().replace(&app.url, "")
}

#[tokio::test]
async fn a_call_gathers_a_digit_and_reports_its_life() {
    within(async {
        let app = App::start(|asked| match (asked.path.as_str(), asked.get("Digits")) {
            ("/voice", _) => {
                xml(r#"<Gather numDigits="1" action="menu?from=voice"><Say>Press one.</Say></Gather>"#)
            }
            ("/menu", "1") => {
                xml("<Say>Thank you <break/> very\n much.</Say><Play loop=\"2\">/a.mp3</Play><Hangup/>")
            }
            ("/status", _) => "".into_response(),
            other => panic!("{other:?}"),
        })
        .await;
        let (voice, status) = (format!("{}/voice", app.url), format!("{}/status", app.url));
        let events = "initiated ringing answered completed";
        let callback = [("StatusCallback", status.as_str()), ("StatusCallbackEvent", events)];
        let transcript = live(Callee::default().presses("1"), &voice, &callback).await;
        let expected = "\
00:00.000  queued
00:00.000  initiated
00:00.000  webhook      initiated /status -> 200
00:01.000  ringing
00:01.000  webhook      ringing /status -> 200
00:03.000  in-progress
00:03.000  webhook      in-progress /status -> 200
00:03.000  document     POST /voice -> 200
00:03.000  says         \"Press one.\"
00:04.800  presses      1
00:04.800  gathered     digits 1
00:04.800  document     POST /menu?from=voice -> 200
00:04.800  says         \"Thank you very much.\"
00:06.400  plays        /a.mp3
00:11.400  plays        /a.mp3
00:16.400  hang-up      by the document
00:16.400  completed
00:16.400  webhook      completed /status -> 200
";
        assert_eq!(text(&transcript, &app), expected);
        assert_eq!(transcript.pressed(), ["1"]);
        assert_eq!(transcript.heard()[..2], ["Press one.", "Thank you very much."]);
        let voice = &app.asked("/voice")[0];
        let standard = ["From", "To", "CallStatus", "ApiVersion", "Direction"].map(|name| voice.get(name));
        assert_eq!(standard, [FROM, TO, "in-progress", "2010-04-01", "outbound-api"]);
        assert_eq!(voice.get("CallSid"), transcript.call_sid);
        let last = app.asked("/status").pop().unwrap();
        let report =
            ["CallStatus", "SequenceNumber", "CallbackSource", "CallDuration"].map(|name| last.get(name));
        assert_eq!(report, ["completed", "3", "call-progress-events", "13"]);
        assert!(last.get("Timestamp").ends_with(" +0000"));
        let data = serde_json::to_value(&transcript).unwrap();
        assert_eq!(data["steps"][9], serde_json::json!({"at_ms": 4800, "kind": "pressed", "keys": "1"}));
    })
    .await;
}

#[tokio::test]
async fn each_callee_ends_the_call_in_its_way() {
    within(async {
        let app = App::start(|_| xml("<Pause length=\"90\"/>")).await;
        let seconds = Duration::from_secs;
        let cases = [
            (Callee::busy(), "busy", 1),
            (Callee::no_answer(), "no-answer", 61),
            (Callee::answers_after(seconds(61)), "no-answer", 61),
            (Callee::unreachable(), "failed", 1),
            (Callee::answers_after(seconds(5)), "completed", 96),
            (Callee::answers_after(seconds(5)).hangs_up_after(seconds(7)), "completed", 13),
        ];
        for (callee, status, end) in cases {
            let transcript = live(callee.clone(), &app.url, &[]).await;
            let last = transcript.steps.last().unwrap().to_string();
            assert_eq!(last, format!("{:02}:{:02}.000  {status}", end / 60, end % 60), "{callee:?}");
        }
        let short = live(Callee::no_answer(), &app.url, &[("Timeout", "5")]).await;
        assert_eq!(short.steps.last().unwrap().at, seconds(6));
    })
    .await;
}

#[tokio::test]
async fn input_follows_the_attributes_of_gather() {
    within(async {
        let gather = |attributes: &str| format!("<Gather {attributes}/><Say>next verb</Say>");
        let seconds = Duration::from_secs;
        let nobody = Callee::answers_after(seconds(0));
        let cases = [
            ("", nobody.clone().presses("12#3"), "Digits=12", 6),
            ("numDigits='3'", nobody.clone().presses("12345"), "Digits=123", 5),
            ("finishOnKey='*'", nobody.clone().presses("1#*"), "Digits=1#", 5),
            ("timeout='4'", nobody.clone().presses("12"), "Digits=12", 4),
            ("", nobody.clone(), "nothing", 6),
            ("input='speech'", nobody.clone().presses("1").says("yes"), "SpeechResult=yes", 4),
            ("actionOnEmptyResult='true'", nobody.clone(), "Digits=", 6),
        ];
        for (attributes, callee, expected, _) in cases {
            let document = gather(&format!("action='/action' {attributes}"));
            let app =
                App::start(move |asked| if asked.path == "/action" { xml("") } else { xml(&document) }).await;
            let transcript = live(callee, &app.url, &[]).await;
            let asked = app.asked("/action").pop();
            let name = expected.split('=').next().unwrap();
            let got = asked.map_or("nothing".to_owned(), |asked| format!("{name}={}", asked.get(name)));
            assert_eq!(got, expected, "{attributes}\n{transcript}");
            assert_eq!(transcript.heard().contains(&"next verb"), expected == "nothing", "{transcript}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_document_that_cannot_be_run_fails_the_call_with_its_code() {
    within(async {
        let app = App::start(|asked| match asked.path.as_str() {
            "/404" => StatusCode::NOT_FOUND.into_response(),
            "/html" => ([("content-type", "text/html")], "<Response/>").into_response(),
            "/broken" => ([("content-type", "text/xml")], "<Response><Say>").into_response(),
            "/entity" => {
                ([("content-type", "text/xml")], "<!DOCTYPE a [<!ENTITY b 'c'>]><Response/>").into_response()
            }
            "/blank" => ([("content-type", "text/xml")], " <?xml version='1.0'?><Response/>").into_response(),
            "/latin" => ([("content-type", "text/xml")], vec![0xe4]).into_response(),
            "/large" => xml(&"<Say>hello</Say>".repeat(5_000)),
            "/around" => axum::response::Redirect::temporary("/around").into_response(),
            "/dial" => xml("<Dial>+491</Dial>"),
            _ => xml("<Redirect/>"),
        })
        .await;
        let cases = [
            ("/404", "11200"),
            ("/html", "12300"),
            ("/broken", "12100"),
            ("/entity", "12100"),
            ("/blank", "12100"),
            ("/latin", "12100"),
            ("/large", "11750"),
            ("/around", "11215"),
            ("/dial", "the simulator does not run the verb <Dial> yet"),
            ("/loop", "loop: the call asked for more than 100 documents"),
        ];
        for (path, error) in cases {
            let transcript = live(Callee::default(), &format!("{}{path}", app.url), &[]).await;
            let line = transcript.steps.iter().map(ToString::to_string).find(|line| line.contains("error  "));
            assert!(line.is_some_and(|line| line.contains(error)), "{path}: {error}\n{transcript}");
            assert!(transcript.to_string().ends_with("failed\n"), "{transcript}");
        }
        assert_eq!(app.asked("/loop").len(), 100);
        let nobody = live(Callee::default(), "http://127.0.0.1:1/", &[]).await;
        assert!(nobody.failure().unwrap().contains("no connection"), "{nobody}");
    })
    .await;
}

#[tokio::test]
async fn documents_are_checked_and_each_finding_is_told_once() {
    within(async {
        let app = App::start(|asked| match asked.path.as_str() {
            "/blank" => {
                ([("content-type", "text/xml")], "\n<?xml version='1.0'?><Response/>").into_response()
            }
            "/end" => xml("<Say>Goodbye.</Say>"),
            "/many" => xml(&"<Speak/>".repeat(30)),
            _ => xml("<Gather numDigit='1'><Say>Press a key.</Say></Gather><Redirect>/end</Redirect>"),
        })
        .await;
        let found = |transcript: &Transcript| -> Vec<String> {
            transcript.findings().iter().map(|finding| format!("{} {}", finding.rule, finding.path)).collect()
        };
        let voice = format!("{}/voice", app.url);
        let transcript = live(Callee::default().presses("1").presses("2"), &voice, &[]).await;
        assert_eq!(app.asked("/voice").len(), 3, "{transcript}");
        assert_eq!(
            found(&transcript),
            ["unknown-attribute /Response/Gather[1]/@numDigit", "document-loop /Response/Gather[1]"]
        );
        assert!(transcript.to_string().contains("laml         error unknown-attribute at /Response"));
        let steps = serde_json::to_value(&transcript).unwrap();
        let step = steps["steps"].as_array().unwrap().iter().find(|step| step["kind"] == "laml_finding");
        assert_eq!((&step.unwrap()["line"], &step.unwrap()["severity"]), (&1.into(), &"error".into()));

        let blank = live(Callee::default(), &format!("{}/blank", app.url), &[]).await;
        assert_eq!(found(&blank), ["before-declaration "]);
        let many = live(Callee::default(), &format!("{}/many", app.url), &[]).await;
        assert_eq!(many.findings().len(), 20);
        assert!(many.to_string().contains("the checker found 10 more"), "{many}");
    })
    .await;
}

#[tokio::test]
async fn the_fallback_is_asked_with_the_error() {
    within(async {
        let app = App::start(|asked| match asked.path.as_str() {
            "/fallback" => xml("<Say>Sorry.</Say>"),
            _ => StatusCode::BAD_GATEWAY.into_response(),
        })
        .await;
        let (voice, fallback) = (format!("{}/voice?a=b", app.url), format!("{}/fallback", app.url));
        let more = [("Method", "GET"), ("FallbackUrl", fallback.as_str()), ("FallbackMethod", "GET")];
        let transcript = live(Callee::default(), &voice, &more).await;
        assert_eq!(transcript.heard(), ["Sorry."]);
        let first = &app.asked("/voice")[0];
        assert_eq!((first.method.as_str(), first.get("a"), first.get("To")), ("GET", "b", TO));
        let second = &app.asked("/fallback")[0];
        assert_eq!((second.get("ErrorCode"), second.get("ErrorUrl")), ("11200", voice.as_str()));
    })
    .await;
}

#[tokio::test]
async fn prompts_without_end_stop_at_a_limit() {
    within(async {
        let app = App::start(|_| xml("<Say loop='0'>hello</Say>")).await;
        let patient = live(Callee::default(), &app.url, &[]).await;
        assert_eq!(patient.heard().len(), 1_000);
        let hasty = live(Callee::default().hangs_up_after(Duration::from_secs(4)), &app.url, &[]).await;
        assert_eq!(hasty.heard().len(), 10);
        let limited = live(Callee::default(), &app.url, &[("TimeLimit", "2")]).await;
        assert!(limited.to_string().contains("at the time limit"), "{limited}");
        let many = App::start(|_| xml(&"<Say loop='0'>hello</Say>".repeat(20))).await;
        let endless = live(Callee::default(), &many.url, &[]).await;
        assert!(endless.failure().unwrap().contains("5000 steps"));
    })
    .await;
}

#[tokio::test]
async fn a_follower_sees_every_step() {
    within(async {
        let app = App::start(|_| xml("<Say>Hello.</Say>")).await;
        let simulator = Simulator::start().await.unwrap();
        let sid = Api::of(&simulator).dial(&app.url).await;
        let mut follow = simulator.follow(&sid).unwrap();
        let mut lines = String::new();
        while let Some(step) = follow.next().await {
            writeln!(lines, "{step}").unwrap();
        }
        assert_eq!(lines, simulator.transcript(&sid).unwrap().to_string());
        assert!(lines.ends_with("completed\n"));
        assert!(simulator.follow("CA0").is_none() && simulator.wait_for_end("CA0").await.is_none());
    })
    .await;
}

#[tokio::test]
async fn a_document_leads_to_others_from_where_it_is() {
    within(async {
        let app = App::start(|asked| match (asked.path.as_str(), asked.get("Digits")) {
            ("/a/voice", _) => xml("<Redirect method='GET'>../b/menu?x=1</Redirect><Say>never</Say>"),
            ("/b/menu", "") => xml("<Gather method='GET' numDigits='1'/><Say>never</Say>"),
            _ => xml("<Reject reason='busy'/><Say>never</Say>"),
        })
        .await;
        let transcript =
            live(Callee::default().presses("").presses("7"), &format!("{}/a/voice", app.url), &[]).await;
        assert_eq!(transcript.heard(), ["never"], "an empty entry lets one Gather pass\n{transcript}");
        let transcript = live(Callee::default().presses("7"), &format!("{}/a/voice", app.url), &[]).await;
        assert!(transcript.heard().is_empty() && transcript.to_string().contains("Reject comes too late"));
        assert!(transcript.to_string().ends_with("completed\n"), "{transcript}");
        let asked = app.asked("/b/menu").pop().unwrap();
        let told = (asked.method.as_str(), asked.get("x"), asked.get("Digits"));
        assert_eq!(told, ("GET", "1", "7"), "without an action, the current document is asked");
    })
    .await;
}
