"""Runs the vectors of webhooks that every language runs; see `tests/vectors/README.md`."""

from __future__ import annotations

import base64
import copy
import json
import keyword
import pickle
import traceback
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import mycpaas
import pytest
from harness.vectors import VECTORS
from mycpaas import webhooks
from mycpaas.webhooks import _events

Vector = dict[str, Any]


def cases(*paths: str) -> list[Any]:
    return [
        pytest.param(vector, id=f"{path}: {vector['name']}")
        for path in paths
        for vector in json.loads((VECTORS / path).read_text("utf-8"))
    ]


def raw(body: str | dict[str, str]) -> bytes:
    return body.encode() if isinstance(body, str) else base64.b64decode(body["base64"])


def plain(value: Any, expected: Any) -> Any:
    """Returns a value in the form of a vector."""
    if isinstance(expected, dict):
        seconds = value.timestamp() if isinstance(value, datetime) else None
        return {"raw": expected["raw"], "unix": seconds}
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, Decimal):
        text = str(value)
        return text.rstrip("0").rstrip(".") if "." in text else text
    return value


def attribute(name: str) -> str:
    return name + "_" if keyword.iskeyword(name) else name


def read(vector: Vector) -> webhooks.Event:
    options: dict[str, Any] = {f"max_{name}": limit for name, limit in vector.get("limits", {}).items()}
    if "as" in vector:
        options["kind"] = vector["as"]
    if "query" in vector:
        event: webhooks.Event = webhooks.parse_query(vector["query"], **options)
    else:
        event = webhooks.parse(raw(vector["body"]), vector.get("content_type"), **options)
    return event


@pytest.mark.parametrize("vector", cases("webhooks/parse.json", "generated/webhooks.json"))
def test_parse(vector: Vector) -> None:
    assert not vector.keys() - {
        *("name", "content_type", "body", "query", "limits", "as", "kind", "fields", "values", "error")
    }
    if "error" in vector:
        with pytest.raises(mycpaas.WebhookError) as caught:
            read(vector)
        check_error(vector["error"], caught.value)
        return
    event = read(vector)
    assert event.kind == vector["kind"]
    assert type(event) is _events.EVENTS[vector["kind"]]
    if "fields" in vector:
        assert [list(pair) for pair in event.fields] == vector["fields"]
    for name, expected in vector.get("values", {}).items():
        assert plain(getattr(event, attribute(name)), expected) == expected, name
    copies = [
        copy.copy(event),
        copy.deepcopy(event),
        pickle.loads(pickle.dumps(event)),
        type(event)(event.fields),
    ]
    assert copies == [event] * 4
    assert {hash(event)} == {hash(other) for other in copies}


def check_error(expected: Vector, error: mycpaas.MycpaasError) -> None:
    assert error.kind == "webhook"
    assert all(part in str(error) for part in expected["message"]), str(error)
    shown = "".join(traceback.format_exception(type(error), error, None)) + repr(vars(error))
    assert "secret" not in shown.lower()


@pytest.mark.parametrize("vector", cases("webhooks/tracker.json"))
def test_tracker(vector: Vector) -> None:
    assert not vector.keys() - {"name", "limits", "steps", "calls"}
    tracker = webhooks.CallTracker(**vector.get("limits", {}))
    for step in vector["steps"]:
        assert not step.keys() - {"event", "change", "ended", "call"}
        recorded = tracker.record(webhooks.StatusEvent(step["event"]))
        if step["change"] is None:
            assert recorded is None
            continue
        assert recorded is not None
        assert (recorded.change, recorded.ended) == (step["change"], step.get("ended", False))
        for name, expected in step.get("call", {}).items():
            assert plain(getattr(recorded.call, name), expected) == expected, name
        known = tracker.get(recorded.call.call_sid)
        assert known is None or known == recorded.call
    if "calls" in vector:
        assert len(tracker) == vector["calls"]


def signing_key(given: str | dict[str, str]) -> webhooks.SigningKey | str:
    if isinstance(given, str):
        return given
    return webhooks.SigningKey(given["secret"], name=given["name"])


def make(vector: Vector) -> webhooks.SignatureValidator:
    keys = [signing_key(key) for key in vector["keys"]]
    return webhooks.SignatureValidator(
        *keys, public_url=vector.get("public_url"), schemes=vector.get("schemes")
    )


@pytest.mark.parametrize("vector", cases("webhooks/signatures.json"))
def test_signature(vector: Vector) -> None:
    assert not vector.keys() - {
        *("name", "keys", "public_url", "schemes", "method", "url", "headers", "body"),
        *("valid", "refused", "error", "sign", "signature"),
    }
    if "error" in vector:
        with pytest.raises(mycpaas.ConfigurationError) as caught:
            make(vector)
        assert caught.value.parameter == vector["error"]["parameter"]
        assert all(part in str(caught.value) for part in vector["error"]["message"])
        return
    validator = make(vector)
    method, url, headers = vector.get("method", "POST"), vector["url"], vector.get("headers", {})
    body = raw(vector.get("body", ""))
    if "sign" in vector:
        signature = validator.sign(method, url, headers, body, scheme=vector["sign"])
        assert {"url": signature.url, "headers": signature.headers} == vector["signature"]
        verdict = validator.validate(method, signature.url, {**headers, **signature.headers}, body)
        assert verdict.scheme == vector["sign"]
        return
    as_bytes = [(name.encode(), value.encode()) for name, value in headers.items()]
    for given in (headers, list(headers.items()), as_bytes):
        check_verdict(vector, validator.validate(method, url, given, body))


def check_verdict(vector: Vector, verdict: webhooks.Verdict) -> None:
    if "valid" in vector:
        assert verdict
        assert (verdict.is_valid, verdict.scheme) == (True, vector["valid"])
        assert (verdict.reason, verdict.hint) == (None, None)
        return
    refused = vector["refused"]
    assert not verdict
    assert (verdict.is_valid, verdict.scheme, verdict.reason) == (False, None, refused["reason"])
    assert all(part in str(verdict) for part in refused.get("message", []))
    assert (verdict.hint is None) == ("hint" not in refused), verdict
    assert all(part in (verdict.hint or "") for part in refused.get("hint", []))
    shown = f"{verdict} {verdict!r}"
    keys = [key if isinstance(key, str) else key["secret"] for key in vector["keys"]]
    signatures = [value for name, value in vector.get("headers", {}).items() if "signature" in name.lower()]
    assert not [text for text in keys + signatures if len(text) > 4 and text in shown]
