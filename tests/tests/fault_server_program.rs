//! The fault server as a child process, as tests in other languages use it.
#![allow(clippy::expect_used, clippy::unwrap_used, reason = "what fails in a helper fails the test")]

use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader, Lines};
use tokio::net::TcpStream;
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::time::timeout;

struct Program {
    child: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
}

impl Program {
    fn start() -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fault-server"));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true);
        let mut child = command.spawn().unwrap();
        let input = child.stdin.take().unwrap();
        let output = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, input, output }
    }

    async fn send(&mut self, line: &str) {
        self.input.write_all(format!("{line}\n").as_bytes()).await.unwrap();
    }

    async fn answer(&mut self) -> Value {
        serde_json::from_str(&self.output.next_line().await.unwrap().unwrap()).unwrap()
    }

    async fn ask(&mut self, question: Value) -> Value {
        self.send(&question.to_string()).await;
        self.answer().await
    }
}

async fn within<T>(work: impl Future<Output = T>) -> T {
    timeout(Duration::from_secs(20), work).await.expect("the test is done within twenty seconds")
}

/// Sends a request, and returns what is answered until the connection ends.
async fn exchange(address: &Value, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(address.as_str().unwrap()).await.unwrap();
    stream.write_all(request).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

#[tokio::test]
async fn servers_come_answer_and_go() {
    within(async {
        let mut program = Program::start();
        let script = json!({"script": [{"steps": ["await_release", {"answer": {"status": 204}}, "close"]}]});
        let first = program.ask(json!({"do": "start", "server": script})).await;
        let second = program.ask(json!({"do": "start"})).await;
        assert_eq!((&first["number"], &second["number"]), (&json!(1), &json!(2)));
        assert!(first["base_url"].as_str().unwrap().ends_with("/api/laml/2010-04-01"));
        assert_eq!(first["certificate"], Value::Null);

        program.send(r#"{"do": "wait", "number": 1, "requests": 1, "id": "w"}"#).await;
        let address = first["address"].clone();
        let answered = tokio::spawn(async move {
            exchange(&address, b"PUT /a?b HTTP/1.1\r\nX-A: 1\r\nContent-Length: 2\r\n\r\n\xff\xfe").await
        });
        let record = program.answer().await;
        assert_eq!((&record["id"], &record["open_connections"]), (&json!("w"), &json!(1)));
        let received = json!([{"connection": 1, "method": "PUT", "path": "/a?b", "body": {"base64": "//4="},
            "headers": [["X-A", "1"], ["Content-Length", "2"]]}]);
        assert_eq!(record["received"], received);

        assert_eq!(program.ask(json!({"do": "release", "number": 1})).await, json!({}));
        assert!(answered.await.unwrap().starts_with("HTTP/1.1 204"));
        let last = program.ask(json!({"do": "stop", "number": 1})).await;
        assert_eq!((&last["connections"], &last["received"]), (&json!(1), &received));
        assert!(TcpStream::connect(first["address"].as_str().unwrap()).await.is_err());

        let pushed =
            json!({"do": "push", "number": 2, "behaviour": {"after": "headers", "steps": ["close"]}});
        assert_eq!(program.ask(pushed).await, json!({}));
        exchange(&second["address"], b"GET /cut HTTP/1.1\r\n\r\n").await;
        let gone = json!({"do": "wait", "number": 2, "connections": 1, "open_connections_at_most": 0});
        assert_eq!(program.ask(gone).await["partial"][0]["bytes"], json!("GET /cut HTTP/1.1\r\n\r\n"));

        drop(program.input);
        assert!(program.child.wait().await.unwrap().success(), "it ends with its input");
    })
    .await;
}

#[tokio::test]
async fn ports_and_certificates() {
    within(async {
        let mut program = Program::start();
        let refused = program.ask(json!({"do": "start", "server": "refused"})).await;
        assert!(TcpStream::connect(refused["address"].as_str().unwrap()).await.is_err());
        assert_eq!(program.ask(json!({"do": "record", "number": 1})).await["connections"], json!(0));
        let deaf = program.ask(json!({"do": "start", "server": "deaf"})).await;
        let connecting = TcpStream::connect(deaf["address"].as_str().unwrap());
        assert!(timeout(Duration::from_millis(100), connecting).await.is_err());
        let secure = program.ask(json!({"do": "start", "server": {"certificate": "valid"}})).await;
        assert!(secure["base_url"].as_str().unwrap().starts_with("https://127.0.0.1:"));
        assert!(secure["certificate"].as_str().unwrap().starts_with("-----BEGIN CERTIFICATE-----"));
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_done_is_answered_and_survived() {
    within(async {
        let mut program = Program::start();
        for (line, problem) in [
            ("hello", "expected value"),
            ("{}", "missing field `do`"),
            (r#"{"do": "dance", "id": 6}"#, "unknown variant `dance`"),
            (r#"{"do": "start", "server": "silent"}"#, "neither refused, nor deaf"),
            (r#"{"do": "start", "server": {"scripts": []}}"#, "unknown field `scripts`"),
            (r#"{"do": "start", "server": {"script": [{"steps": [{"reset_stream": 7}]}]}}"#, "HTTP/2"),
            (r#"{"do": "record", "number": 1, "id": 7}"#, "there is no server 1"),
            (r#"{"do": "record", "number": 1, "extra": 7}"#, "unknown field `extra`"),
        ] {
            program.send(line).await;
            let answer = program.answer().await;
            assert!(answer["error"].as_str().is_some_and(|said| said.contains(problem)), "{line}: {answer}");
            assert_eq!(answer.get("id").is_some(), line.contains("\"id\""), "{line}: {answer}");
        }
        assert_eq!(program.ask(json!({"do": "start"})).await["number"], json!(1));
    })
    .await;
}
