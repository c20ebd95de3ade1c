//! Web applications with axum. Needs the feature `axum`.
//!
//! A LaML document is an answer as it is, with its content type. [`Webhook`] reads a request into a typed event, and
//! [`Verified`] does so once its signature was checked:
//!
//! ```
//! use axum::routing::{Router, post};
//! use mycpaas::axum::Verified;
//! use mycpaas::laml::{Gather, Say, VoiceResponse};
//! use mycpaas::webhook::{GatherEvent, SignatureValidator};
//!
//! async fn voice() -> VoiceResponse {
//!     VoiceResponse::new().add(Gather::new().num_digits(1).action("/menu").add(Say::new("Drücken Sie die Eins.")))
//! }
//!
//! async fn menu(Verified(event): Verified<GatherEvent>) -> VoiceResponse {
//!     let text = if event.digits() == Some("1") { "Danke." } else { "Das habe ich nicht verstanden." };
//!     VoiceResponse::new().add(Say::new(text))
//! }
//!
//! # fn router() -> Result<Router, mycpaas::Error> {
//! let validator = SignatureValidator::new("signing-key")?.public_url("https://example.com")?;
//! let app: Router = Router::new().route("/voice", post(voice)).route("/menu", post(menu)).with_state(validator);
//! # Ok(app) }
//! ```

mod answer;
mod extract;
mod rejection;

pub use extract::{Verified, Webhook};
pub use rejection::WebhookRejection;
