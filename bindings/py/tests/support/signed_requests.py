"""Random requests, with everything that URLs and forms may hold, and how a service may sign them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

KEY = "12345"
FORM = "application/x-www-form-urlencoded"

USERS = ["user@", "user:pass@", "user:p%40ss@", "a.b:~!'*()@", "user:@", "b%c3%bc:p@", "u+s$r:p@"]
HOSTS = [
    *("example.com", "Example.COM", "a_b.example", "xn--mnchen-3ya.de", "münchen.de"),
    *("127.0.0.1", "[::1]", "[2001:db8::a]"),
]
PORTS = [":443", ":80", ":8080", ":65535"]
PATHS = [
    *("", "/", "/status", "/a//b/../c", "/%C3%BC/%2f%7e", "/ü/€/😀", "/o'neil+1/(x)*!~"),
    *("/a;b=1/c;d", "/a;", "/@x:1/[y]", '/q"<>|^`{}', "/b\\c"),
]
QUERIES = [
    *("?", "?a=1&b=2", "?a&=&b=", "?x=%C3%BC%2c+%20", "?x=ü€😀", "?q='it''s'&r=%27", "?b=2&a=1&b=1&a=1"),
    *("?u=https://x:1@y/?z", '?q="<>|^`{}\\'),
]
NAMES = ["Digits", "CallSid", "a", "b", "A", "a b", "a[0]", "ä", "Ａ", "😀", "a'", "a+", "\ufeffa", ""]  # noqa: RUF001
CHARACTERS = "abcÄß€😀Ａ+&=%'\" ~*/?#:;@[]\\|\n\t\0\ufeff-_.!()1"  # noqa: RUF001
BODIES = ["{}", "[]", '{"event":"call.state"}', ' {"a": "ü\'+%20", "b": [1, null]}\n', '{"a":"😀"}']

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Request:
    """A form, JSON, or a GET, in its parts."""

    kind: str
    scheme: str
    user: str
    host: str
    port: str
    path: str
    query: str
    pairs: Pairs
    body: str

    @property
    def origin(self) -> str:
        return self.scheme + self.user + self.host + self.port

    @property
    def url(self) -> str:
        """The URL that a server sees."""
        return self.origin + self.path + self.query

    @property
    def other_url(self) -> str:
        """The URL with the other way to write its port: without it, or with that of its scheme."""
        usual = ":443" if self.scheme.lower() == "https://" else ":80"
        return replace(self, port="" if self.port else usual).url

    @property
    def body_hash(self) -> str:
        return hashlib.sha256(self.body.encode()).hexdigest()

    def with_query(self, more: str) -> Request:
        return replace(self, query=f"{self.query}{'&' if self.query else '?'}{more}")

    def with_pairs(self, pairs: Pairs, chance: random.Random) -> Request:
        return replace(self, pairs=pairs, body=written(pairs, chance)) if self.kind == "form" else self


@dataclass(frozen=True)
class Signed:
    """A request, what was signed of it, and what says so."""

    request: Request
    url: str
    collapsed: bool
    text: str
    algorithm: str
    settings: str | None
    signature: str


def any_request(chance: random.Random) -> Request:
    kind = "form" if chance.random() < 0.7 else chance.choice(["get", "json"])
    request = Request(
        kind,
        chance.choice(["https://", "https://", "http://"]) if chance.random() < 0.97 else "HTTPS://",
        chance.choice(USERS) if chance.random() < 0.3 else "",
        chance.choice(HOSTS),
        chance.choice(PORTS) if chance.random() < 0.5 else "",
        chance.choice(PATHS),
        chance.choice(QUERIES) if chance.random() < 0.6 else "",
        any_pairs(chance) if kind == "form" else [],
        chance.choice(BODIES) if kind == "json" else "",
    )
    if kind == "json":
        return request.with_query(f"bodySHA256={request.body_hash}")
    return request.with_pairs(request.pairs, chance)


def any_pairs(chance: random.Random) -> Pairs:
    pairs = [(chance.choice(NAMES), any_text(chance)) for _ in range(chance.randint(0, 7))]
    if pairs and chance.random() < 0.3:
        name, value = chance.choice(pairs)
        pairs.append((name, chance.choice([any_text(chance), value])))
    return pairs


def any_text(chance: random.Random) -> str:
    return "".join(chance.choices(CHARACTERS, k=chance.randint(0, 6)))


def written(pairs: Pairs, chance: random.Random) -> str:
    """Writes a form as services and clients do: some encode more, some less."""
    encoded = re.compile(
        chance.choice([r"[^\w.~*'()!-]", r"[^\w.~*'()!-]", r"[&=+% \n\t\0\ufeff]"]), re.ASCII
    )
    space, lower = chance.choice(["+", "%20"]), chance.random() < 0.3

    def percent(found: re.Match[str]) -> str:
        digits = "".join(f"%{byte:02X}" for byte in found[0].encode())
        return space if found[0] == " " else digits.lower() if lower else digits

    return "&".join("=".join(encoded.sub(percent, text) for text in pair) for pair in pairs)


def text_of(pairs: Pairs, *, collapsed: bool) -> str:
    """Returns what is signed after the URL: the values of a name sorted, equal ones once, or as they came."""
    signed = sorted(set(pairs)) if collapsed else sorted(pairs, key=lambda pair: pair[0])
    return "".join(name + value for name, value in signed)


def sign(key: str, text: str, algorithm: str = "sha1") -> str:
    return base64.b64encode(hmac.new(key.encode(), text.encode(), algorithm).digest()).decode()


def signing(request: Request, chance: random.Random) -> Signed:
    """Signs a request in one of the ways."""
    url = request.other_url if chance.random() < 0.4 else request.url
    collapsed = chance.random() < 0.5
    text = text_of(request.pairs, collapsed=collapsed)
    algorithm = chance.choice(["sha1", "sha1", "sha256"])
    settings = chance.choice(SETTINGS[algorithm])
    return Signed(request, url, collapsed, text, algorithm, settings, sign(KEY, url + text, algorithm))


SETTINGS: dict[str, list[str | None]] = {
    "sha1": [None, None, None, "", "key=shared", "key=shared,algorithm=HMAC_SHA1"],
    "sha256": ["key=shared,algorithm=HMAC_SHA256", " algorithm = hmac_sha256 ,key=shared"],
}


def forged(signed: Signed, chance: random.Random) -> Signed | None:
    """Makes a forgery of what was signed; nothing if it would still be genuine."""
    if chance.random() < 0.4:
        return chance.choice(DAMAGES)(signed)
    if chance.random() < 0.2:
        return transcoded(signed, chance)
    request = chance.choice(CHANGES)(signed.request, chance)
    texts = [text_of(request.pairs, collapsed=collapsed) for collapsed in (False, True)]
    covered = signed.text in texts and (request.kind != "json" or request.body_hash in request.query)
    return (
        None
        if covered and signed.url in {request.url, request.other_url}
        else replace(signed, request=request)
    )


def transcoded(signed: Signed, chance: random.Random) -> Signed:
    """Writes a signature as that of a raw body is written, with the end of what was signed as the body."""
    request = signed.request
    body, query = chance.choice([(signed.text, request.query), (request.query + signed.text, "")])
    kind = "get" if request.kind == "get" and chance.random() < 0.5 else "form"
    return replace(
        signed,
        request=replace(request, kind=kind, query=query, body=body),
        signature=base64.b64decode(signed.signature).hex(),
    )


DAMAGES: list[Callable[[Signed], Signed]] = [
    lambda signed: replace(signed, signature=signed.signature[1:]),
    lambda signed: replace(signed, signature=signed.signature.lower()),
    lambda signed: replace(signed, signature=signed.signature[::-1]),
    lambda signed: replace(signed, signature=""),
    lambda signed: replace(signed, signature=sign("54321", signed.url + signed.text, signed.algorithm)),
    lambda signed: replace(signed, settings="algorithm=HMAC_SHA512"),
    lambda signed: replace(
        signed, settings=None if signed.algorithm == "sha256" else "algorithm=HMAC_SHA256"
    ),
]


def change_pair(
    request: Request, chance: random.Random, change: Callable[[tuple[str, str]], tuple[str, str]]
) -> Request:
    pairs = list(request.pairs)
    if pairs:
        place = chance.randrange(len(pairs))
        pairs[place] = change(pairs[place])
    return request.with_pairs(pairs, chance)


CHANGES: list[Callable[[Request, random.Random], Request]] = [
    lambda request, chance: change_pair(request, chance, lambda pair: (pair[0], pair[1] + "x")),
    lambda request, chance: change_pair(request, chance, lambda pair: (pair[0], any_text(chance))),
    lambda request, chance: change_pair(request, chance, lambda pair: (pair[0] + "x", pair[1])),
    lambda request, chance: request.with_pairs(request.pairs[1:], chance),
    lambda request, chance: request.with_pairs([*request.pairs, ("Digits", "1")], chance),
    lambda request, _: replace(request, body=request.body + " ") if request.kind == "json" else request,
    lambda request, _: replace(request, path=request.path + "/x"),
    lambda request, _: request.with_query("x=1"),
    lambda request, _: replace(request, host="other.example"),
    lambda request, _: replace(request, port=":4443"),
    lambda request, _: replace(request, user="other:user@"),
    lambda request, _: replace(request, scheme="http://" if request.scheme == "https://" else "https://"),
]
