"""Random requests, checked here and by twilio's validator.

Both agree, but where a rule says why twilio refuses what is genuine: these are the differences that
docs/webhooks.md lists.
"""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

import mycpaas
import pytest
from mycpaas.webhooks import SignatureValidator
from support.signed_requests import FORM, KEY, Request, Signed, any_request, forged, sign, signing, text_of
from twilio.request_validator import RequestValidator, get_signature_algorithm
from werkzeug.datastructures import MultiDict

if TYPE_CHECKING:
    from collections.abc import Callable

SEED = 7
REQUESTS = 8000
ENOUGH = 5
URL = "https://example.com/a"

# What twilio does that makes it refuse what is genuine.
RULES: dict[str, Callable[[Signed], bool]] = {
    "sorts the values of a name, and takes equal ones once": lambda signed: (
        signed.text != text_of(signed.request.pairs, collapsed=True)
    ),
    "cuts the host at its first colon, where there is a port": lambda signed: (
        signed.request.port != "" and signed.url != signed.request.url and has_colon(signed.request)
    ),
    "drops a `?` with nothing after it": lambda signed: signed.request.query == "?",
    "drops a `;` at the end of the path": lambda signed: signed.request.path.endswith(";"),
    "takes capitals out of the scheme": lambda signed: signed.request.scheme.isupper(),
}

own, peer = SignatureValidator(KEY), RequestValidator(KEY)


def has_colon(request: Request) -> bool:
    return ":" in request.user + request.host


def own_verdict(signed: Signed) -> bool:
    request = signed.request
    content_type = "application/json" if request.kind == "json" else FORM
    headers = {"Content-Type": content_type, "X-Twilio-Signature": signed.signature}
    if signed.settings is not None:
        headers["X-Twilio-Webhooks-Signature-Settings"] = signed.settings
    method = "GET" if request.kind == "get" else "POST"
    verdict = own.validate(method, request.url, headers, request.body.encode())
    # Behind a proxy it is the same.
    behind = SignatureValidator(KEY, public_url=request.origin)
    again = behind.validate(method, request.path + request.query, headers, request.body.encode())
    assert again == verdict
    return bool(verdict)


def peer_verdict(signed: Signed) -> bool:
    request = signed.request
    form = MultiDict(parse_qsl(request.body, keep_blank_values=True))
    content = request.body if request.kind == "json" else form
    algorithm = get_signature_algorithm(signed.settings)
    return bool(peer.validate(request.url, content, signed.signature, algorithm))


def test_random_requests_are_genuine_here_as_they_are_for_twilio() -> None:
    chance, counts = random.Random(SEED), Counter({"agreed": 0, "forged": 0, **dict.fromkeys(RULES, 0)})
    for _ in range(REQUESTS):
        signed = signing(any_request(chance), chance)
        forgery = forged(signed, chance) if chance.random() < 0.4 else None
        rules = [] if forgery else [name for name, applies in RULES.items() if applies(signed)]
        case = forgery or signed
        assert own_verdict(case) == (forgery is None), case
        assert peer_verdict(case) == (forgery is None and not rules), (rules, case)
        # Where several rules hold, each of them proves little.
        if len(rules) < 2:
            counts["forged" if forgery else rules[0] if rules else "agreed"] += 1
    assert min(counts["agreed"], counts["forged"]) > 1000, counts
    assert min(counts.values()) >= ENOUGH, counts


def test_without_a_header_nothing_is_genuine_and_without_a_key_anything_would_be() -> None:
    with pytest.raises(TypeError):
        peer.validate(URL, {}, None)
    assert own.validate("POST", URL, {}).reason == "missing_header"
    assert RequestValidator("").validate(URL, {}, sign("", URL))
    with pytest.raises(mycpaas.ConfigurationError):
        SignatureValidator("")


def test_json_whose_hash_is_not_in_the_url_is_genuine_for_nobody() -> None:
    signature, body = sign(KEY, URL), '{"a":1}'
    with pytest.raises(TypeError):
        peer.validate(URL, body, signature)
    headers: dict[str, Any] = {"Content-Type": "application/json", "X-Twilio-Signature": signature}
    assert own.validate("POST", URL, headers, body).reason == "body_not_covered"


def test_free_text_can_hold_the_hash_of_another_body_unless_parameters_are_named() -> None:
    body = '{"a":1}'
    url = f"{URL}?b=1SpeechResultyes&bodySHA256={hashlib.sha256(body.encode()).hexdigest()}&"
    signature = sign(KEY, url)
    assert peer.validate(url, body, signature)
    headers = {"Content-Type": "application/json", "X-Twilio-Signature": signature}
    assert own.validate("POST", url, headers, body).scheme == "body_hash"
    strict = SignatureValidator(KEY, schemes=["parameters"])
    assert strict.validate("POST", url, headers, body).reason == "scheme_not_allowed"


def test_a_url_that_was_signed_in_another_form_is_told() -> None:
    signature = sign(KEY, "https://example.com/a?q=%27")
    seen = "https://example.com/a?q='"
    assert not peer.validate(seen, {}, signature)
    verdict = own.validate("GET", seen, {"X-Twilio-Signature": signature})
    assert "encoded as the URL standard wants it" in str(verdict.hint)
