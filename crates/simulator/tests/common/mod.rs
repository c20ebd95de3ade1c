//! What the tests share: a web application, and a plain client of the API.
#![allow(dead_code, unreachable_pub, reason = "each test program uses a part")]

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use mycpaas_simulator::Simulator;
use serde_json::Value;

pub const TO: &str = "+491234567890";
pub const FROM: &str = "+491098765432";

/// Gives a test a limit, so that a hang is a failure.
pub async fn within<T>(work: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(20), work).await.expect("the test ends in time")
}

/// What the web application was asked.
#[derive(Clone, Debug)]
pub struct Asked {
    pub method: String,
    pub path: String,
    pub parameters: HashMap<String, String>,
}

impl Asked {
    pub fn get(&self, name: &str) -> &str {
        self.parameters.get(name).map_or("", String::as_str)
    }
}

/// A web application that answers as a closure says.
pub struct App {
    pub url: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl App {
    pub async fn start<R: IntoResponse>(
        answer: impl Fn(&Asked) -> R + Clone + Send + Sync + 'static,
    ) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let log = Arc::new(Mutex::new(Vec::new()));
        let asked = Arc::clone(&log);
        let handler = move |request: Request| {
            let (log, answer) = (Arc::clone(&log), answer.clone());
            async move {
                let asked = read(request).await;
                log.lock().unwrap().push(asked.clone());
                answer(&asked).into_response()
            }
        };
        tokio::spawn(async move { axum::serve(listener, axum::Router::new().fallback(handler)).await });
        Self { url, asked }
    }

    pub fn asked(&self, path: &str) -> Vec<Asked> {
        self.asked.lock().unwrap().iter().filter(|asked| asked.path == path).cloned().collect()
    }
}

async fn read(request: Request) -> Asked {
    let (method, uri) = (request.method().to_string(), request.uri().clone());
    let body = axum::body::to_bytes(request.into_body(), 1 << 20).await.unwrap_or_else(|_| Bytes::new());
    let query = uri.query().unwrap_or_default().as_bytes();
    let pairs = url::form_urlencoded::parse(query).chain(url::form_urlencoded::parse(&body));
    Asked {
        method,
        path: uri.path().to_owned(),
        parameters: pairs.map(|(key, value)| (key.into_owned(), value.into_owned())).collect(),
    }
}

/// Answers with a document.
pub fn xml(verbs: &str) -> Response {
    ([("content-type", "application/xml")], format!("<Response>{verbs}</Response>")).into_response()
}

/// A plain client of the API.
#[derive(Clone)]
pub struct Api {
    pub http: reqwest::Client,
    pub account: String,
    sid: String,
    token: String,
}

impl Api {
    pub fn of(simulator: &Simulator) -> Self {
        // A second test in the same process finds it installed.
        let _ = rustls::crypto::ring::default_provider().install_default();
        Self {
            http: reqwest::Client::builder().no_proxy().build().unwrap(),
            account: format!("{}/Accounts/{}", simulator.base_url(), simulator.account_sid()),
            sid: simulator.account_sid().to_owned(),
            token: simulator.auth_token().to_owned(),
        }
    }

    pub async fn get(&self, path: &str) -> (u16, Value) {
        self.send(self.http.get(self.at(path))).await.expect("an answer")
    }

    pub async fn delete(&self, path: &str) -> (u16, Value) {
        self.send(self.http.delete(self.at(path))).await.expect("an answer")
    }

    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> (u16, Value) {
        self.try_post(path, form).await.expect("an answer")
    }

    pub async fn try_post(&self, path: &str, form: &[(&str, &str)]) -> Result<(u16, Value), reqwest::Error> {
        let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(form).finish();
        let request = self.http.post(self.at(path)).body(body);
        self.send(request.header("content-type", "application/x-www-form-urlencoded")).await
    }

    /// Creates a call from the usual number to the usual number, and returns its identifier.
    pub async fn dial(&self, url: &str) -> String {
        self.dial_with(url, &[]).await
    }

    pub async fn dial_with(&self, url: &str, more: &[(&str, &str)]) -> String {
        let form = [&[("To", TO), ("From", FROM), ("Url", url)], more].concat();
        let (status, call) = self.post("/Calls.json", &form).await;
        assert!(matches!(status, 200 | 201), "{status} {call}");
        call["sid"].as_str().expect("a sid").to_owned()
    }

    fn at(&self, path: &str) -> String {
        if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.account) }
    }

    pub async fn send(&self, request: reqwest::RequestBuilder) -> Result<(u16, Value), reqwest::Error> {
        let answer = request.basic_auth(&self.sid, Some(&self.token)).send().await?;
        let status = answer.status().as_u16();
        assert!(answer.headers().contains_key("x-request-id"), "every answer has an identifier");
        let body = answer.bytes().await?;
        Ok((status, serde_json::from_slice(&body).unwrap_or(Value::Null)))
    }
}
