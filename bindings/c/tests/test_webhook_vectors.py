"""The vectors of webhooks, run by a program in C through the getters of each value."""

from __future__ import annotations

import base64
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from harness.vectors import VECTORS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Drivers
    from support.driver import Driver, Lines

Vector = dict[str, Any]

FORM = "application/x-www-form-urlencoded"
ABSENT = {None, "-1", "nan", str(-(2**63))}
# In the order of their numbers, which begin with 1.
SCHEMES = ["parameters", "body_hash", "raw_body", "parameters_sha256", "body_hash_sha256"]
REASONS = ["missing_header", "malformed_header", "unknown_algorithm", "no_such_key", "relative_url"]
REASONS += ["unreadable_body", "body_not_covered", "other_body", "mismatch", "scheme_not_allowed"]
CHANGES = ["changed", "repeated", "late", "impossible"]
STATUSES = ["queued", "initiated", "ringing", "in-progress", "completed", "busy", "no-answer", "failed"]
STATUSES += ["canceled"]
LIMITS = {"finished": 10_000, "finished_age": 3600, "unfinished": 100_000}


def read(path: str) -> list[Vector]:
    vectors: list[Vector] = json.loads((VECTORS / path).read_text("utf-8"))
    return vectors


EVENTS = [*read("webhooks/parse.json"), *read("generated/webhooks.json")]
SIGNATURES = read("webhooks/signatures.json")
TRACKERS = read("webhooks/tracker.json")


def name_of(vector: Vector) -> str:
    return str(vector["name"])


def raw(body: str | dict[str, str]) -> bytes:
    return body.encode() if isinstance(body, str) else base64.b64decode(body["base64"])


def one(lines: Lines, name: str) -> str | None:
    ((value,),) = lines.get(name, [[None]])
    return value


def number(lines: Lines, name: str) -> int | None:
    value = one(lines, name)
    return None if value is None or value in ABSENT else int(value)


def check_number(lines: Lines, name: str, words: list[str]) -> None:
    """The number of a word belongs to it."""
    word, found = one(lines, name), one(lines, f"{name}.number")
    places: dict[str | None, str] = {known: str(place) for place, known in enumerate([None, *words])}
    assert found == places.get(word, "-1")


def error_of(lines: Lines, kind: str) -> str:
    """The message of the error that came."""
    assert (one(lines, "kind"), one(lines, "delivery")) == (kind, "not_sent"), dict(lines)
    return one(lines, "message") or ""


@pytest.mark.parametrize("vector", EVENTS, ids=name_of)
def test_parse(vector: Vector, drivers: Drivers) -> None:
    check_parse(vector, drivers)


def test_parse_under_valgrind(checked_drivers: Drivers) -> None:
    for vector in EVENTS:
        check_parse(vector, checked_drivers)


def check_parse(vector: Vector, drivers: Drivers) -> None:
    assert not vector.keys() - {
        *("name", "content_type", "body", "query", "limits", "as", "kind", "fields", "values", "error")
    }
    with drivers.one() as driver:
        for how in ways(vector):
            tell_request(driver, vector)
            (lines,) = driver.ask("webhook", "read", *how)
            if "error" in vector:
                message = error_of(lines, "webhook")
                assert not [part for part in vector["error"]["message"] if part not in message], message
                assert "secret" not in json.dumps(lines).lower()
            else:
                check_event(vector, lines, driver)


def ways(vector: Vector) -> Iterator[list[str | bytes]]:
    """How it may be read: alone, unless that cannot be told enough, and as a request."""
    alone = not vector.keys() & {"limits", "as"}
    if "query" in vector and alone:
        yield ["query", vector["query"]]
    elif alone:
        content_type = vector.get("content_type")
        yield ["body", raw(vector["body"]), *([] if content_type is None else [content_type])]
    yield [vector.get("as", "request")]


def tell_request(driver: Driver, vector: Vector) -> None:
    if "query" in vector:
        driver.tell("webhook", "request", "GET", f"/path?{vector['query']}")
    else:
        driver.tell("webhook", "request", "POST", "/path?CallSid=another")
        driver.tell("webhook", "body", raw(vector["body"]))
    if vector.get("content_type") is not None:
        driver.tell("webhook", "header", "content-TYPE", vector["content_type"])
    for name, limit in vector.get("limits", {}).items():
        driver.tell("webhook", name, str(limit))


def check_event(vector: Vector, lines: Lines, driver: Driver) -> None:
    assert "kind" not in lines, dict(lines)
    assert one(lines, "event.kind") == vector["kind"]
    assert one(lines, "event.kind.number") == one(lines, "event.kind.expected") != "0"
    assert vector.get("fields", lines["field"]) == lines["field"]
    values: Vector = vector.get("values", {})
    (found,) = driver.ask("webhook", "values", *values)
    assert {name: value(found, name, expected) for name, expected in values.items()} == values


def value(found: Lines, name: str, expected: Any) -> Any:
    """A value, as the vector writes it."""
    text = one(found, name)
    if f"{name}.unix" in found:
        written = one(found, f"{name}.raw")
        return None if written is None else {"raw": written, "unix": number(found, f"{name}.unix")}
    if f"{name}.number" in found:
        return number(found, f"{name}.number")
    if f"{name}.ms" in found:
        milliseconds = number(found, f"{name}.ms")
        return None if milliseconds is None else milliseconds / 1000
    if f"{name}.flag" in found:
        return {"1": True, "0": False, "-1": None}[one(found, f"{name}.flag") or ""]
    if f"{name}.decimal" in found:
        return decimal(text, one(found, f"{name}.decimal") or "")
    if f"{name}.word" in found:
        assert one(found, f"{name}.word") == one(found, f"{name}.expected"), text
    # No text of C can hold a NUL, and a part of it would be another one.
    nul = isinstance(expected, str) and "\0" in expected
    return expected if nul and text is None else text


def decimal(text: str | None, number: str) -> str | None:
    """A decimal without zeros at its end, which has to be the same as a number and as a text."""
    if text is None:
        assert number in ABSENT
        return None
    assert float(number) == float(text)
    return f"{Decimal(text).normalize():f}"


@pytest.mark.parametrize("vector", SIGNATURES, ids=name_of)
def test_signature(vector: Vector, drivers: Drivers) -> None:
    check_signature(vector, drivers)


def test_signatures_under_valgrind(checked_drivers: Drivers) -> None:
    for vector in SIGNATURES:
        check_signature(vector, checked_drivers)


def check_signature(vector: Vector, drivers: Drivers) -> None:
    assert not vector.keys() - {
        *("name", "keys", "public_url", "schemes", "method", "url", "headers", "body"),
        *("valid", "refused", "error", "sign", "signature"),
    }
    with drivers.one() as driver:
        tell_validator(driver, vector)
        if "sign" in vector:
            check_signing(vector, driver)
            return
        tell_signed(driver, vector, vector["url"], {})
        (lines,) = driver.ask("webhook", "validate")
        assert one(lines, "accepts") == ("1" if "valid" in vector else "0")
        if "error" in vector:
            check_configuration(vector["error"], lines)
            check_configuration(vector["error"], driver.ask("webhook", "sign", "1")[0])
        else:
            check_verdict(vector, lines)
        shown = json.dumps(lines)
        assert not [secret for secret in secrets(vector) if secret in shown]


def tell_validator(driver: Driver, vector: Vector) -> None:
    driver.tell("webhook", "validator")
    for key in vector["keys"]:
        named = [] if isinstance(key, str) else [key["name"]]
        driver.tell("webhook", "named_key" if named else "key", *named, key["secret"] if named else key)
    if "public_url" in vector:
        driver.tell("webhook", "public_url", vector["public_url"])
    for scheme in vector.get("schemes", []):
        driver.tell("webhook", "scheme", str(SCHEMES.index(scheme) + 1))


def tell_signed(driver: Driver, vector: Vector, url: str, more: dict[str, str]) -> None:
    driver.tell("webhook", "request", vector.get("method", "POST"), url)
    for pair in {**vector.get("headers", {}), **more}.items():
        driver.tell("webhook", "header", *pair)
    driver.tell("webhook", "body", raw(vector.get("body", "")))


def secrets(vector: Vector) -> list[str]:
    keys = [key if isinstance(key, str) else key["secret"] for key in vector["keys"]]
    signatures = [text for name, text in vector.get("headers", {}).items() if "signature" in name.lower()]
    return [text for text in keys + signatures if len(text) > 4]


def check_signing(vector: Vector, driver: Driver) -> None:
    """What is signed is genuine then."""
    tell_signed(driver, vector, vector["url"], {})
    (signed,) = driver.ask("webhook", "sign", str(SCHEMES.index(vector["sign"]) + 1))
    url, headers = one(signed, "url"), dict(signed["header"])
    assert {"url": url, "headers": headers} == vector["signature"]
    assert one(signed, "value") in headers.values()
    tell_signed(driver, vector, str(url), headers)
    (lines,) = driver.ask("webhook", "validate")
    assert one(lines, "accepts") == "1"
    check_verdict({"valid": vector["sign"]}, lines)


def check_configuration(error: Vector, lines: Lines) -> None:
    message = error_of(lines, "configuration")
    assert one(lines, "parameter") == error["parameter"]
    assert not [part for part in error["message"] if part not in message], message


def check_verdict(vector: Vector, lines: Lines) -> None:
    assert "kind" not in lines, dict(lines)
    check_number(lines, "scheme", SCHEMES)
    check_number(lines, "reason", REASONS)
    hint, shown = one(lines, "hint"), one(lines, "shown") or ""
    if "valid" in vector:
        assert (one(lines, "valid"), one(lines, "scheme")) == ("1", vector["valid"]), shown
        assert (one(lines, "reason"), hint) == (None, None)
        return
    refused = vector["refused"]
    assert (one(lines, "valid"), one(lines, "scheme")) == ("0", None)
    assert one(lines, "reason") == refused["reason"]
    assert not [part for part in refused.get("message", []) if part not in shown], shown
    assert (hint is None) == ("hint" not in refused), hint
    assert not [part for part in refused.get("hint", []) if part not in (hint or "")], hint


@pytest.mark.parametrize("vector", TRACKERS, ids=name_of)
def test_tracker(vector: Vector, drivers: Drivers) -> None:
    check_tracker(vector, drivers)


def test_trackers_under_valgrind(checked_drivers: Drivers) -> None:
    for vector in TRACKERS:
        check_tracker(vector, checked_drivers)


def check_tracker(vector: Vector, drivers: Drivers) -> None:
    assert not vector.keys() - {"name", "limits", "steps", "calls"}
    with drivers.one() as driver:
        driver.tell("webhook", "tracker", *limits(vector))
        whole: Lines = {}
        for step in vector["steps"]:
            assert not step.keys() - {"event", "change", "ended", "call"}
            driver.ask("webhook", "read", "body", urlencode([*map(tuple, step["event"])]), FORM)
            whole, *calls = driver.ask("webhook", "record")
            check_step(step, whole, calls)
        assert number(whole, "count") == vector.get("calls", number(whole, "count"))


def limits(vector: Vector) -> list[str]:
    """None, or all of them."""
    if "limits" not in vector:
        return []
    given = {**LIMITS, **vector["limits"]}
    return [str(given["finished"]), str(round(given["finished_age"] * 1000)), str(given["unfinished"])]


def check_step(step: Vector, whole: Lines, calls: list[Lines]) -> None:
    assert "kind" not in whole, dict(whole)
    assert one(whole, "change") == step["change"]
    if step["change"] is None:
        assert not calls
        return
    check_number(whole, "change", CHANGES)
    assert one(whole, "ended") == str(int(step.get("ended", False)))
    call, *known = calls
    # It may be forgotten by now.
    assert known in ([], [call])
    check_number(call, "status", STATUSES)
    expected = step.get("call", {})
    assert {name: field(call, name) for name in expected} == expected


def field(call: Lines, name: str) -> Any:
    if name == "timestamp":
        return value(call, name, None)
    if name in {"is_final", "answered"}:
        return one(call, name) == "1"
    return number(call, name) if name in {"sequence_number", "duration"} else one(call, name)
