//! Certificates, good and bad ones.

use std::io;
use std::sync::Arc;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};
use serde::{Deserialize, Serialize};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};

use super::options::Protocol;

/// The certificate that a server shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certificate {
    /// Signed by the test authority for `127.0.0.1` and `localhost`.
    Valid,
    /// Signed by itself and by nobody else.
    SelfSigned,
    /// Signed by the test authority, and out of date since 2001.
    Expired,
    /// Signed by the test authority for `elsewhere.example`.
    WrongHost,
}

/// What a server needs to speak TLS, and a client to trust it.
pub(super) struct Identity {
    pub(super) acceptor: TlsAcceptor,
    /// The certificate of the test authority.
    pub(super) authority: String,
}

impl Identity {
    pub(super) fn new(certificate: Certificate, protocol: Protocol) -> io::Result<Self> {
        let (authority, leaf, key) = issue(certificate).map_err(io::Error::other)?;
        let provider = Arc::new(ring::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(io::Error::other)?
            .with_no_client_auth()
            .with_single_cert(vec![leaf], PrivatePkcs8KeyDer::from(key.serialize_der()).into())
            .map_err(io::Error::other)?;
        config.alpn_protocols = match protocol {
            Protocol::Http1 => vec![b"http/1.1".to_vec()],
            Protocol::Http2 => vec![b"h2".to_vec()],
        };
        Ok(Self { acceptor: TlsAcceptor::from(Arc::new(config)), authority })
    }
}

fn issue(certificate: Certificate) -> Result<(String, CertificateDer<'static>, KeyPair), rcgen::Error> {
    let authority = authority()?;
    let key = KeyPair::generate()?;
    let params = leaf(certificate)?;
    let leaf = match certificate {
        Certificate::SelfSigned => params.self_signed(&key)?,
        _ => params.signed_by(&key, &authority)?,
    };
    Ok((authority.pem(), leaf.into(), key))
}

fn authority() -> Result<CertifiedIssuer<'static, KeyPair>, rcgen::Error> {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.distinguished_name.push(DnType::CommonName, "Test authority");
    CertifiedIssuer::self_signed(params, KeyPair::generate()?)
}

fn leaf(certificate: Certificate) -> Result<CertificateParams, rcgen::Error> {
    let names: &[&str] = match certificate {
        Certificate::WrongHost => &["elsewhere.example"],
        _ => &["127.0.0.1", "localhost"],
    };
    let names: Vec<String> = names.iter().map(ToString::to_string).collect();
    let mut params = CertificateParams::new(names)?;
    params.distinguished_name.push(DnType::CommonName, "Test server");
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    if certificate == Certificate::Expired {
        params.not_after = date_time_ymd(2001, 1, 1);
    }
    Ok(params)
}
