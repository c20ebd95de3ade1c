//! The sorts of error.

use std::fmt;

/// Gives each kind of error its stable name and number.
macro_rules! error_kinds {
    ( $( $(#[$meta:meta])* $variant:ident = $code:literal, $name:literal; )+ ) => {
        /// Says what sort of error happened.
        ///
        /// The name and the number of a kind never change; they are the same in every language.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        #[repr(i32)]
        pub enum ErrorKind {
            $( $(#[$meta])* $variant = $code, )+
        }

        impl ErrorKind {
            /// Every kind, in the order of the numbers.
            pub const ALL: &[Self] = &[$( Self::$variant, )+];

            /// Returns the stable name, in `snake_case`.
            pub fn name(self) -> &'static str {
                match self { $( Self::$variant => $name, )+ }
            }
        }
    };
}

error_kinds! {
    /// The client cannot be built from what it was given: credentials, base URL, proxy, certificates.
    Configuration = 1, "configuration";
    /// An argument of one request is missing or malformed; nothing was sent.
    InvalidArgument = 2, "invalid_argument";
    /// The API does not accept the credentials (HTTP 401).
    Authentication = 10, "authentication";
    /// The account may not do this (HTTP 403).
    PermissionDenied = 11, "permission_denied";
    /// There is no such resource (HTTP 404).
    NotFound = 12, "not_found";
    /// The resource is in a state that does not allow this (HTTP 409).
    Conflict = 13, "conflict";
    /// The API refuses the request as it is (HTTP 400, 422 and other 4xx).
    InvalidRequest = 14, "invalid_request";
    /// Too many requests (HTTP 429).
    RateLimited = 15, "rate_limited";
    /// The API failed (HTTP 5xx).
    Server = 16, "server";
    /// The API answered with a status that this client does not expect, such as a redirect.
    UnexpectedStatus = 17, "unexpected_status";
    /// The connection could not be made, or broke.
    Connection = 20, "connection";
    /// The server's certificate is not trusted, or TLS failed otherwise.
    Tls = 21, "tls";
    /// A time-out or a deadline passed.
    Timeout = 22, "timeout";
    /// The answer could not be understood.
    Decode = 30, "decode";
    /// The answer is larger than the client accepts.
    ResponseTooLarge = 31, "response_too_large";
    /// A LaML document cannot be parsed, or a LaML tree cannot be written.
    Laml = 40, "laml";
}

impl ErrorKind {
    /// Returns the stable number.
    pub fn code(self) -> i32 {
        self as i32
    }

    pub(crate) fn of_status(status: u16) -> Self {
        match status {
            401 => Self::Authentication,
            403 => Self::PermissionDenied,
            404 => Self::NotFound,
            409 => Self::Conflict,
            429 => Self::RateLimited,
            400..=499 => Self::InvalidRequest,
            500..=599 => Self::Server,
            _ => Self::UnexpectedStatus,
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
