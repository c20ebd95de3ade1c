//! What would have to be otherwise for a signature to match. Looked for after a refusal only.

use super::address::Address;
use super::content::Content;
use super::request::SignedRequest;
use super::validator::Check;

/// How many bytes may be hashed for hints: a forged request stays cheap, whatever the keys and the body are.
const BUDGET: usize = 64 * 1024;

/// Ports that servers behind proxies often have.
const PORTS: [&str; 6] = [":8443", ":8080", ":3000", ":5000", ":8000", ":8888"];

/// Headers in which proxies, and clients, say which host was asked for.
const HOSTS: [&str; 2] = ["X-Forwarded-Host", "Host"];

/// Looks for an address, or a content, with which the request is genuine. What is likely comes first, since not everything
/// may be tried.
pub(super) fn find(check: &Check<'_>, request: &SignedRequest<'_>, address: Address<'_>) -> Option<String> {
    let mut search = Search { check, budget: BUDGET };
    let hosts = hosts(request, address);
    let found = search.origin(&hosts, address).or_else(|| search.path(address));
    if let Some(found) = found {
        return Some(format!("it would match {found}"));
    }
    if request.has_body() && search.confirms(address, &Content::without_body()) {
        return Some("it would match without the parameters in the body".to_owned());
    }
    if let Some(found) = search.port(request, &hosts, address) {
        return Some(format!("it would match {found}"));
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
        self.confirms(address, &self.check.content)
    }

    fn confirms(&mut self, address: Address<'_>, content: &Content<'_>) -> bool {
        address.forms().into_iter().any(|form| self.confirms_at(form, content))
    }

    fn confirms_at(&mut self, form: Address<'_>, content: &Content<'_>) -> bool {
        self.spend(self.check.cost(form, content)) && self.check.scheme_at(form, content).is_some()
    }

    /// Says whether so many more bytes may be hashed.
    fn spend(&mut self, bytes: usize) -> bool {
        let left = self.budget.checked_sub(bytes);
        self.budget = left.unwrap_or(self.budget);
        left.is_some()
    }

    /// Tries other schemes and hosts.
    fn origin(&mut self, hosts: &[(&str, &str)], address: Address<'_>) -> Option<String> {
        for (host, port) in hosts {
            for scheme in schemes(address) {
                let tried = Address { scheme, host, port, ..address };
                if tried.parts() != address.parts() && self.matches(tried) {
                    return Some(difference(address, tried));
                }
            }
        }
        None
    }

    /// Tries other ports. Without one, they were tried before.
    fn port(
        &mut self,
        request: &SignedRequest<'_>,
        hosts: &[(&str, &str)],
        address: Address<'_>,
    ) -> Option<String> {
        let told = request.header("X-Forwarded-Port").filter(|port| is_number(port));
        let told = told.map(|port| format!(":{port}"));
        for port in told.as_deref().into_iter().chain(PORTS) {
            for (host, _) in hosts {
                for scheme in schemes(address) {
                    let tried = Address { scheme, host, port, ..address };
                    if self.confirms_at(tried, &self.check.content) {
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
        // Reading a URL takes about as long as hashing it some times.
        let normalised = self.spend(4 * address.len()).then(|| normalised(address)).flatten();
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

/// The host that it has, and those that headers tell, each with its port.
fn hosts<'a>(request: &SignedRequest<'a>, address: Address<'a>) -> Vec<(&'a str, &'a str)> {
    let told = HOSTS.iter().filter_map(|name| request.header(name)).filter_map(host_of);
    let seen = (address.host, address.port);
    [seen].into_iter().chain(told.filter(|host| *host != seen)).collect()
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
