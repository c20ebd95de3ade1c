//! The validator.

use std::fmt;
use std::sync::Arc;

use super::address::Address;
use super::claim::{Claim, Claims};
use super::content::Content;
use super::hints;
use super::key::{PreparedKey, SigningKey};
use super::request::SignedRequest;
use super::scheme::SignatureScheme;
use super::verdict::{Refusal, RefusalReason, Verdict};
use crate::error::Error;
use crate::validate;
use crate::webhook::limits::ParseLimits;

/// Checks that requests come from the service, by the scheme of SignalWire and Twilio.
///
/// **mycpaas documents no signature**, neither header nor key: this is for compatible services, and for the day that
/// mycpaas signs as they do.
///
/// It takes the signature of either header and in each [`SignatureScheme`], by any of its keys; compares in constant time;
/// tries the URL with and without its port, or the default one, since services are not consistent there; and signs the
/// bytes of path and query as they came. What is genuine for it, [`parse`](crate::webhook::parse) reads as what was
/// signed. A signature says nothing of when: a request that somebody recorded can be sent again.
///
/// Copies are cheap. Checking never fails: what is missing or malformed is a [`Refusal`].
///
/// ```
/// use mycpaas::webhook::{SignatureValidator, SignedRequest};
///
/// let validator = SignatureValidator::new("12345")?.public_url("https://mycompany.com")?;
/// let headers = [
///     ("Content-Type", "application/x-www-form-urlencoded"),
///     ("X-Twilio-Signature", "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
/// ];
/// let body = b"Digits=1234&To=%2B18005551212&From=%2B14158675309&Caller=%2B14158675309&CallSid=CA1234567890ABCDE";
/// let request = SignedRequest::new("POST", "/myapp.php?foo=1&bar=2").headers(&headers).body(body);
/// assert!(validator.validate(&request).is_valid());
///
/// let behind_a_proxy = SignatureValidator::new("12345")?.public_url("http://mycompany.com")?;
/// let verdict = behind_a_proxy.validate(&request);
/// assert_eq!(verdict.refusal().and_then(|refusal| refusal.hint()), Some("it would match with https"));
/// # Ok::<(), mycpaas::Error>(())
/// ```
#[derive(Clone)]
pub struct SignatureValidator {
    pub(super) settings: Arc<Settings>,
}

#[derive(Clone)]
pub(super) struct Settings {
    pub(super) keys: Vec<PreparedKey>,
    pub(super) public_url: Option<String>,
    pub(super) limits: ParseLimits,
    schemes: Vec<SignatureScheme>,
    hints: bool,
}

impl SignatureValidator {
    /// Creates a validator with one key: text for a key without a name, or a [`SigningKey`].
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) if the key is empty: then anybody could sign.
    pub fn new(key: impl Into<SigningKey>) -> Result<Self, Error> {
        let settings = Settings {
            keys: Vec::new(),
            public_url: None,
            limits: ParseLimits::new(),
            schemes: SignatureScheme::ALL.to_vec(),
            hints: true,
        };
        Self { settings: Arc::new(settings) }.key(key)
    }

    /// Adds a key, so that requests by the old one and the new one are genuine while keys change.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) if the key is empty.
    pub fn key(mut self, key: impl Into<SigningKey>) -> Result<Self, Error> {
        let key = key.into();
        if !key.is_usable() {
            return Err(Error::configuration("signing_key", "the key, or its name, is empty"));
        }
        Arc::make_mut(&mut self.settings).keys.push(key.prepared());
        Ok(self)
    }

    /// Sets where the service finds this server, such as `https://example.com`, for servers that see something else
    /// because they are behind a proxy. Path and query of a request are appended; a path that it has itself stays before
    /// them.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) if it is no absolute http or https URL, or has a query.
    pub fn public_url(mut self, url: impl Into<String>) -> Result<Self, Error> {
        let url = url.into();
        let problem = match validate::parse_web_url(&url) {
            Err(problem) => Some(problem),
            Ok(_) if url.contains(['?', '#']) => Some("has a query or a fragment".to_owned()),
            Ok(_) => None,
        };
        if let Some(problem) = problem {
            return Err(Error::configuration("public_url", problem));
        }
        Arc::make_mut(&mut self.settings).public_url = Some(url);
        Ok(self)
    }

    /// Sets how much a form may hold. One that holds more is refused.
    pub fn limits(mut self, limits: ParseLimits) -> Self {
        Arc::make_mut(&mut self.settings).limits = limits;
        self
    }

    /// Sets in which schemes a request may be signed. Default: all. Name the one that your service uses.
    ///
    /// No scheme separates what it signs, and all have the same key. Whoever has recorded one request that holds free text of
    /// theirs can have it read in another scheme, or cut otherwise, if that is accepted: as JSON, for example, whose hash the
    /// text holds.
    ///
    /// # Errors
    /// [`ErrorKind::Configuration`](crate::ErrorKind::Configuration) if there is none: then everything would be refused.
    pub fn schemes(mut self, schemes: impl IntoIterator<Item = SignatureScheme>) -> Result<Self, Error> {
        let schemes: Vec<_> = schemes.into_iter().collect();
        if schemes.is_empty() {
            return Err(Error::configuration("schemes", "none is given, so everything would be refused"));
        }
        Arc::make_mut(&mut self.settings).schemes = schemes;
        Ok(self)
    }

    /// Sets whether a refusal looks for what would have to be otherwise. Default: true.
    ///
    /// It costs up to some 300 µs for each forged request, whatever the keys and the body are; of a large one less is tried.
    /// A large body costs its hashing even so, for each key: limit bodies before you check them.
    pub fn hints(mut self, hints: bool) -> Self {
        Arc::make_mut(&mut self.settings).hints = hints;
        self
    }

    /// Returns how much a request may hold.
    #[cfg(feature = "axum")]
    pub(crate) fn parse_limits(&self) -> ParseLimits {
        self.settings.limits
    }

    /// Checks a request.
    pub fn validate(&self, request: &SignedRequest<'_>) -> Verdict {
        match self.check(request) {
            Ok(scheme) => Verdict::Valid(scheme),
            Err(refusal) => Verdict::Refused(refusal),
        }
    }

    fn check(&self, request: &SignedRequest<'_>) -> Result<SignatureScheme, Refusal> {
        let claims = Claims::of(request)?;
        let keys = self.settings.keys(claims.key)?;
        let address = Address::of(request, self.settings.public_url.as_deref())?;
        let content = Content::of(request, self.settings.limits)?;
        let check = Check { claims, keys, content, schemes: &self.settings.schemes };
        if let Some(scheme) = check.scheme(address) {
            return Ok(scheme);
        }
        if let Some(scheme) = check.other_scheme(address) {
            return Err(Refusal::scheme_not_allowed(scheme, check.content.admits(scheme)));
        }
        let reason = check.complaint(address);
        let wanted = self.settings.hints && reason == RefusalReason::Mismatch;
        let hint = wanted.then(|| hints::find(&check, request, address)).flatten();
        Err(Refusal { reason, hint })
    }
}

impl Settings {
    /// Returns the keys that a request may be signed with: those of the name that it gives, else those without a name.
    fn keys(&self, name: Option<&str>) -> Result<Vec<&PreparedKey>, RefusalReason> {
        let of = |name: Option<&str>| {
            self.keys.iter().filter(move |key| key.name.as_deref() == name).collect::<Vec<_>>()
        };
        let keys = match name {
            None => self.keys.iter().collect(),
            Some(name) => Some(of(Some(name))).filter(|named| !named.is_empty()).unwrap_or_else(|| of(None)),
        };
        if keys.is_empty() { Err(RefusalReason::NoSuchKey) } else { Ok(keys) }
    }
}

/// What is compared with each form of an address.
pub(super) struct Check<'a> {
    claims: Claims<'a>,
    keys: Vec<&'a PreparedKey>,
    pub(super) content: Content<'a>,
    schemes: &'a [SignatureScheme],
}

impl Check<'_> {
    /// Finds the scheme in which one of the claims is true, by one of the keys.
    fn scheme(&self, address: Address<'_>) -> Option<SignatureScheme> {
        address.forms().into_iter().find_map(|form| self.scheme_at(form, &self.content))
    }

    /// Does the same with another content, and with the port as it is.
    pub(super) fn scheme_at(&self, form: Address<'_>, content: &Content<'_>) -> Option<SignatureScheme> {
        self.each(|claim, key| content.scheme_of(claim, key, &form, |scheme| self.takes(scheme, content)))
    }

    /// Returns how many bytes are hashed for that.
    pub(super) fn cost(&self, form: Address<'_>, content: &Content<'_>) -> usize {
        let schemes = self.claims.iter().flat_map(|claim| claim.form.schemes());
        let taken = schemes.filter(|scheme| self.takes(**scheme, content));
        self.keys.len() * taken.map(|scheme| content.cost(*scheme, &form)).sum::<usize>()
    }

    fn takes(&self, scheme: SignatureScheme, content: &Content<'_>) -> bool {
        self.schemes.contains(&scheme) && content.admits(scheme)
    }

    /// Finds the scheme in which one of the claims is true, of those that are not allowed.
    fn other_scheme(&self, address: Address<'_>) -> Option<SignatureScheme> {
        let content = &self.content;
        let other = |scheme| !self.takes(scheme, content);
        address
            .forms()
            .into_iter()
            .find_map(|form| self.each(|claim, key| content.scheme_of(claim, key, &form, other)))
    }

    fn complaint(&self, address: Address<'_>) -> RefusalReason {
        let particular = |form| {
            self.each(|claim, key| {
                Some(self.content.complaint(claim, key, &form))
                    .filter(|reason| *reason != RefusalReason::Mismatch)
            })
        };
        address.forms().into_iter().find_map(particular).unwrap_or(RefusalReason::Mismatch)
    }

    fn each<T>(&self, look: impl Fn(&Claim, &PreparedKey) -> Option<T>) -> Option<T> {
        self.claims.iter().find_map(|claim| self.keys.iter().find_map(|key| look(claim, key)))
    }
}

impl fmt::Debug for SignatureValidator {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SignatureValidator")
            .field("keys", &self.settings.keys.len())
            .field("public_url", &self.settings.public_url.as_deref().map(crate::shown::without_userinfo))
            .finish_non_exhaustive()
    }
}
