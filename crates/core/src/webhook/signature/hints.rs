//! What would have to be otherwise for a signature to match. Looked for after a refusal only.

use super::address::Address;
use super::content::Content;
use super::request::SignedRequest;
use super::validator::Check;

/// How many bytes may be hashed for one hint, so that forged requests stay cheap.
const BUDGET: usize = 512 * 1024;

/// Ports that servers behind proxies often have.
const PORTS: [&str; 6] = [":8443", ":8080", ":3000", ":5000", ":8000", ":8888"];

/// Headers in which proxies, and clients, say which host was asked for.
const HOSTS: [&str; 2] = ["X-Forwarded-Host", "Host"];

/// Looks for an address, or a content, with which the request is genuine.
pub(super) fn find(check: &Check<'_>, request: &SignedRequest<'_>, address: Address<'_>) -> Option<String> {
    let mut search = Search { check, budget: BUDGET };
    let found = search.origin(request, address).or_else(|| search.path(address));
    if let Some(found) = found {
        return Some(format!("it would match {found}"));
    }
    if request.has_body()
        && search.spend(address)
        && check.scheme_with(address, &Content::without_body()).is_some()
    {
        return Some("it would match without the parameters in the body".to_owned());
    }
    let announced = request.header("Content-Length").is_some_and(|length| length != "0");
    let lost = request.has_body() && request.body.is_empty() && announced;
    lost.then(|| "the body is empty, and Content-Length says it was not: it was read before".to_owned())
}

struct Search<'a, 'c> {
    check: &'a Check<'c>,
    budget: usize,
}

impl Search<'_, '_> {
    fn matches(&mut self, address: Address<'_>) -> bool {
        self.spend(address) && self.check.scheme(address).is_some()
    }

    /// Says whether one more may be tried.
    fn spend(&mut self, address: Address<'_>) -> bool {
        let cost = 2 * (address.len() + self.check.content.len()) + 256;
        let affordable = self.budget >= cost;
        self.budget = self.budget.saturating_sub(cost);
        affordable
    }

    /// Tries other schemes, hosts and ports.
    fn origin(&mut self, request: &SignedRequest<'_>, address: Address<'_>) -> Option<String> {
        let hosts = HOSTS.iter().filter_map(|name| request.header(name)).filter_map(host_of);
        let given = (address.host, address.port);
        let forwarded =
            request.header("X-Forwarded-Port").filter(|port| is_number(port)).map(|port| format!(":{port}"));
        let origins: Vec<(&str, &str)> = [given].into_iter().chain(hosts).collect();
        let ports: Vec<&str> = forwarded.as_deref().into_iter().chain(PORTS).collect();
        for port in [None].into_iter().chain(ports.into_iter().map(Some)) {
            for scheme in schemes(address) {
                for (host, own_port) in &origins {
                    let tried = Address { scheme, host, port: port.unwrap_or(own_port), ..address };
                    if self.matches(tried) {
                        return Some(difference(address, tried));
                    }
                }
            }
        }
        None
    }

    /// Tries other paths and queries.
    fn path(&mut self, address: Address<'_>) -> Option<String> {
        let cut = address.rest.find('?').unwrap_or(address.rest.len());
        let (path, query) = address.rest.split_at_checked(cut)?;
        let toggled = match path.strip_suffix('/') {
            Some(shorter) => (format!("{shorter}{query}"), "without the slash at the end of its path"),
            None => (format!("{path}/{query}"), "with a slash at the end of its path"),
        };
        let normalised = normalised(address);
        let others = [
            Some(toggled),
            (!query.is_empty()).then(|| (path.to_owned(), "without its query")),
            normalised.map(|rest| (rest, "with its path and query encoded as the URL standard wants it")),
        ];
        for scheme in schemes(address) {
            for (rest, text) in others.iter().flatten() {
                let tried = Address { scheme, rest, ..address };
                if self.matches(tried) {
                    return Some(also(address, tried, text));
                }
            }
            let bare = Address { scheme, prefix: "", ..address };
            if !address.prefix.is_empty() && self.matches(bare) {
                return Some(also(address, bare, "without the path of the public URL"));
            }
        }
        None
    }
}

/// The scheme that it has, and the other one.
fn schemes(address: Address<'_>) -> [&str; 2] {
    let other = if address.scheme.eq_ignore_ascii_case("https") { "http" } else { "https" };
    [address.scheme, other]
}

/// Reads the value of a header that names a host, perhaps several.
fn host_of(value: &str) -> Option<(&str, &str)> {
    let first = value.split(',').next()?.trim();
    let plain = first
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':' | b'[' | b']'));
    let bracket = first.rfind(']').unwrap_or_default();
    let colon = first.rfind(':').filter(|place| *place >= bracket).unwrap_or(first.len());
    first.split_at_checked(colon).filter(|(host, _)| plain && !host.is_empty())
}

fn is_number(port: &str) -> bool {
    port.parse::<u16>().is_ok()
}

/// Says how the address that matches differs from the one that was seen.
fn difference(seen: Address<'_>, matching: Address<'_>) -> String {
    let mut differences = Vec::new();
    if seen.scheme != matching.scheme {
        differences.push(format!("with {}", matching.scheme));
    }
    if seen.host != matching.host {
        differences.push(format!("with the host {}", matching.host));
    }
    if seen.port != matching.port {
        differences.push(match matching.port {
            "" => "without a port".to_owned(),
            port => format!("with port {port}"),
        });
    }
    differences.join(" and ")
}

fn also(seen: Address<'_>, matching: Address<'_>, text: &str) -> String {
    let origin = difference(seen, matching);
    if origin.is_empty() { text.to_owned() } else { format!("{origin} and {text}") }
}

/// Returns path and query as a browser would send them, if that is something else.
fn normalised(address: Address<'_>) -> Option<String> {
    let url = url::Url::parse(&address.parts().concat()).ok()?;
    let rest =
        url.as_str().get(url[..url::Position::BeforePath].len()..)?.strip_prefix(address.prefix)?.to_owned();
    (rest != address.rest).then_some(rest)
}
