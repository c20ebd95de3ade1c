//! How a call gets its documents.

use http::Method;
use http::header::CONTENT_TYPE;
use mycpaas::laml::{Channel, CheckOptions, check_document};
use url::Url;

use super::line::{End, Line};
use crate::document::{self, Document};
use crate::parameters;
use crate::step::{StepKind, WebhookResult};
use crate::webhook::{self, Hook, Parameters, Source};

/// The most documents that a call runs before it is taken for one that runs in circles.
const MAX_DOCUMENTS: u32 = 100;

/// The largest document, in bytes.
const MAX_SIZE: usize = 64 * 1024;

/// The most findings in one document that are recorded.
const MAX_FINDINGS: usize = 20;

/// A document that a call wants next.
#[derive(Debug)]
pub(super) struct Wanted {
    pub(super) source: Source,
    /// What the request carries beside the standard parameters.
    pub(super) parameters: Parameters,
}

impl From<Source> for Wanted {
    fn from(source: Source) -> Self {
        Self { source, parameters: Parameters::new() }
    }
}

/// A document, and where it came from.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) url: Url,
    pub(super) document: Document,
}

impl Page {
    /// Resolves the address in a document. An empty one is the document's own.
    pub(super) fn hook(&self, address: &str, method: Option<&str>) -> Result<Hook, Trouble> {
        let url = match address {
            "" => Ok(self.url.clone()),
            address => self.url.join(address),
        };
        let url = url.ok().filter(|url| matches!(url.scheme(), "http" | "https"));
        let url = url.ok_or_else(|| Trouble::new(11100, format!("{address:?} is no http address")))?;
        let get = method.is_some_and(|method| method.eq_ignore_ascii_case("GET"));
        Ok(Hook { method: if get { Method::GET } else { Method::POST }, url })
    }
}

/// Why a document cannot be run.
#[derive(Debug)]
pub(super) struct Trouble {
    code: u32,
    reason: String,
}

impl Trouble {
    fn new(code: u32, reason: impl Into<String>) -> Self {
        Self { code, reason: reason.into() }
    }
}

impl From<Trouble> for End {
    fn from(trouble: Trouble) -> Self {
        Self::Failed { code: Some(trouble.code), reason: trouble.reason }
    }
}

impl Line {
    /// Gets a document, or its fallback.
    pub(super) async fn open(&mut self, wanted: &Wanted) -> Result<Page, End> {
        let trouble = match self.fetch(&wanted.source.hook, &wanted.parameters).await? {
            Ok(page) => return Ok(page),
            Err(trouble) => trouble,
        };
        let Some(fallback) = &wanted.source.fallback else {
            return Err(trouble.into());
        };
        self.finding(format!("{}: asking FallbackUrl", trouble.reason));
        let told = vec![("ErrorCode", trouble.code.to_string()), ("ErrorUrl", wanted.source.hook.shown())];
        Ok(self.fetch(fallback, &told).await??)
    }

    pub(super) fn finding(&self, message: String) {
        self.record(StepKind::Finding { message });
    }

    /// Requests a document. The outer error is that the call runs in circles.
    async fn fetch(&mut self, hook: &Hook, parameters: &Parameters) -> Result<Result<Page, Trouble>, End> {
        if self.documents >= MAX_DOCUMENTS {
            let reason = format!("loop: the call asked for more than {MAX_DOCUMENTS} documents");
            return Err(End::Failed { code: None, reason });
        }
        self.documents += 1;
        let mut sent = parameters::standard(&self.exchange, &self.call, &self.call.status());
        sent.extend_from_slice(parameters);
        let answer = self.exchange.web.send(hook, &sent).await;
        let result = match &answer {
            Ok(answer) => WebhookResult::Answered(answer.status().as_u16()),
            Err(error) => WebhookResult::NoAnswer(webhook::reason(error).to_owned()),
        };
        self.record(StepKind::Document { method: hook.method.to_string(), url: hook.shown(), result });
        let received = match answer {
            Ok(answer) => read(answer).await,
            Err(error) => Err(unanswered(&error)),
        };
        Ok(received.and_then(|(url, body)| self.page(url, &body)))
    }

    /// Checks a document and makes it ready to run.
    fn page(&mut self, url: Url, body: &[u8]) -> Result<Page, Trouble> {
        self.check(&url, body);
        let document = document::parse(body).map_err(|error| Trouble::new(12100, format!("XML: {error}")))?;
        Ok(Page { url, document })
    }

    /// Records what is wrong with a document. What was found before in the same one is not repeated.
    fn check(&mut self, url: &Url, body: &[u8]) {
        let options = CheckOptions::new().channel(Channel::Voice).document_url(url);
        let mut findings = check_document(body, &options);
        findings.retain(|finding| self.findings.insert(format!("{url} {finding}")));
        let more = findings.len().saturating_sub(MAX_FINDINGS);
        for finding in findings.into_iter().take(MAX_FINDINGS) {
            self.record(StepKind::LamlFinding { finding });
        }
        if more > 0 {
            self.finding(format!("the checker found {more} more"));
        }
    }
}

fn unanswered(error: &reqwest::Error) -> Trouble {
    let code = if error.is_redirect() { 11215 } else { 11205 };
    Trouble::new(code, format!("the document could not be requested: {}", webhook::reason(error)))
}

async fn read(mut answer: reqwest::Response) -> Result<(Url, Vec<u8>), Trouble> {
    if !answer.status().is_success() {
        let reason = format!("the document was answered with HTTP status {}", answer.status().as_u16());
        return Err(Trouble::new(11200, reason));
    }
    check_content_type(&answer)?;
    let url = answer.url().clone();
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(|error| unanswered(&error))? {
        body.extend_from_slice(&chunk);
        if body.len() > MAX_SIZE {
            return Err(Trouble::new(11750, "the document is larger than 64 kB"));
        }
    }
    Ok((url, body))
}

fn check_content_type(answer: &reqwest::Response) -> Result<(), Trouble> {
    let Some(value) = answer.headers().get(CONTENT_TYPE) else {
        return Err(Trouble::new(11200, "the document came without a content type"));
    };
    let text = String::from_utf8_lossy(value.as_bytes());
    let kind = text.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if matches!(kind.as_str(), "application/xml" | "text/xml") {
        return Ok(());
    }
    Err(Trouble::new(
        12300,
        format!("the document's content type is {kind:?}, not application/xml or text/xml"),
    ))
}
