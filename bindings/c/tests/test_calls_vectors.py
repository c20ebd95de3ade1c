"""The vectors of the Calls API, run by a program in C: blocking, with callbacks, and through a queue."""

from __future__ import annotations

import json
import time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from harness.vectors import CALLS, SECRETS, USUAL, Case, check_record, run_all

if TYPE_CHECKING:
    from conftest import Drivers
    from harness.fault_server import FaultServer, Server
    from support.driver import Lines

ABSENT_NUMBERS = {"-1", str(-(2**63))}
KINDS = {"configuration": 1, "invalid_argument": 2, "authentication": 10, "timeout": 22, "decode": 30}
DELIVERIES = ["none", "not_sent", "rejected", "accepted", "unknown"]
STATUSES = [
    "queued",
    "initiated",
    "ringing",
    "in-progress",
    "completed",
    "busy",
    "no-answer",
    "failed",
    "canceled",
]
DIRECTIONS = ["inbound", "outbound-api", "outbound-dial"]
KNOWN = {"status": STATUSES, "direction": DIRECTIONS}


@pytest.mark.parametrize("form", ["wait", "async", "queue"])
@pytest.mark.parametrize("path", CALLS)
def test_vectors(path: str, form: str, drivers: Drivers, fault_server: FaultServer) -> None:
    run_all(path, fault_server, lambda case, server: check(case, server, drivers, form))


@pytest.mark.parametrize("form", ["wait", "queue"])
@pytest.mark.parametrize("path", ["calls/answers.json", "generated/calls_fields.json"])
def test_vectors_under_valgrind(
    path: str, form: str, checked_drivers: Drivers, fault_server: FaultServer
) -> None:
    run_all(path, fault_server, lambda case, server: check(case, server, checked_drivers, form), 2)


def check(case: Case, server: Server, drivers: Drivers, form: str) -> None:
    with drivers.one() as driver:
        began = time.monotonic()
        whole, *calls = driver.run(case, server, form)
        took = time.monotonic() - began
    if "kind" in whole or (calls and "kind" in calls[-1]):
        check_error(case, whole if "kind" in whole else calls[-1], whole)
    else:
        assert case.error is None, f"it succeeds: {calls}"
        assert result(case, whole, calls) == case.result
        assert metadata(whole, case.metadata) == case.metadata
    assert case.elapsed[0] <= took < case.elapsed[1]
    check_record(case, server.record())


def result(case: Case, whole: Lines, calls: list[Lines]) -> Any:
    """What came, as the vector writes it."""
    if case.operation in {"client", "delete"}:
        assert not calls
        return {}
    if case.operation == "request":
        return {"body": one(whole, "body")}
    if case.operation == "list":
        return several(calls, case.result)
    if case.operation == "first_page":
        return {"calls": several(calls, case.result["calls"]), "cursor": one(whole, "cursor")}
    (call,) = calls
    return {name: field(call, name) for name in case.result}


def several(calls: list[Lines], expected: list[dict[str, Any]]) -> list[Any]:
    names: list[dict[str, Any]] = [*expected, *[{}] * len(calls)]
    return [{name: field(call, name) for name in each} for call, each in zip(calls, names)]


def field(call: Lines, name: str) -> Any:
    """A field, as the vector writes it."""
    check_word(call, name)
    if name == "extra":
        return extra(call)
    if name == "subresource_uris":
        return {key: value[0] if value else None for key, *value in call[name]} if name in call else None
    if f"{name}.unix" in call:
        unix = number(call, f"{name}.unix")
        return None if f"{name}.raw" not in call else {"raw": one(call, f"{name}.raw"), "unix": unix}
    if f"{name}.ms" in call:
        milliseconds = number(call, f"{name}.ms")
        return None if milliseconds is None else milliseconds / 1000
    if name == "duration" or (name.startswith("audio_") and name != "audio_in_mos"):
        return number(call, name)
    value = whole_text(call, name)
    return decimal(value) if name in {"price", "audio_in_mos"} and value is not None else value


def whole_text(call: Lines, name: str) -> str | None:
    """A text, of which C sees what stands before a NUL, and the JSON has everything."""
    value = one(call, name)
    everything = json.loads(one(call, "json") or "").get(name)
    if isinstance(everything, str) and "\0" in everything:
        assert value == everything.partition("\0")[0]
        return everything
    return value


def check_word(call: Lines, name: str) -> None:
    """The number of a word belongs to its text."""
    if name in KNOWN:
        word = one(call, name)
        places: dict[str | None, int] = {known: place for place, known in enumerate([None, *KNOWN[name]])}
        assert number(call, f"{name}.number", absent=None) == places.get(word, -1)


def extra(call: Lines) -> dict[str, Any]:
    """What has no field: every name with its text, and its value out of the JSON."""
    everything = json.loads(one(call, "json") or "")
    for name, text in call["extra"]:
        value = everything[name]
        assert text == value if isinstance(value, str) else json.loads(text) == value
    return {name: everything[name] for name, _ in call["extra"]}


def decimal(text: str) -> str:
    return f"{Decimal(text).normalize():f}"


def one(lines: Lines, name: str) -> str | None:
    ((value,),) = lines.get(name, [[None]])
    return value


def number(lines: Lines, name: str, absent: Any = ABSENT_NUMBERS) -> int | None:
    value = one(lines, name)
    return None if value is None or (absent and value in absent) else int(value)


def metadata(whole: Lines, expected: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    headers = {key.lower(): value for key, value in whole["metadata.header"]}
    for name, value in expected.items():
        if name == "headers":
            found[name] = {header: headers.get(header.lower()) for header in value}
        elif name == "request_id":
            found[name] = one(whole, f"metadata.{name}")
        else:
            found[name] = number(whole, f"metadata.{name}")
    return found


def check_error(case: Case, error: Lines, whole: Lines) -> None:
    text = one(error, "message") or ""
    assert case.error is not None, f"it fails: {text}"
    expected = {**USUAL, **case.error}
    parts = expected.pop("message", [])
    assert plain_error(error) == expected, text
    assert not [part for part in parts if part not in text], text
    kind, delivery = expected["kind"], expected["delivery"]
    assert number(error, "error") == KINDS.get(kind, number(error, "error"))
    assert number(error, "delivery.number") == DELIVERIES.index(delivery)
    if case.operation == "create":
        assert ("must not be" in text) == expected["may_have_been_placed"]
    shown = json.dumps([error, whole])
    assert not [secret for secret in SECRETS if secret in shown], shown


def plain_error(error: Lines) -> dict[str, Any]:
    status = number(error, "http_status")
    milliseconds = number(error, "retry_after.ms")
    return {
        "kind": one(error, "kind"),
        "delivery": one(error, "delivery"),
        "attempts": number(error, "attempts"),
        "may_have_been_placed": one(error, "may_have_been_placed") == "1",
        "is_retryable": one(error, "is_retryable") == "1",
        "http_status": status or None,
        "api_code": number(error, "api_code"),
        "more_info": one(error, "more_info"),
        "request_id": one(error, "request_id"),
        "retry_after": None if milliseconds is None else milliseconds / 1000,
        "parameter": one(error, "parameter"),
    }
