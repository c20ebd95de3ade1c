"""A whole menu in each framework, driven by the simulator, and by whoever forges."""

from __future__ import annotations

import http.client
import logging
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from mycpaas.testing import Callee, Simulator
from support.webhook_apps import APPS, KEY, MAX_SIZE, VALIDATOR, Desk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager

    App = Callable[[Desk], AbstractContextManager[str]]

TO, FROM = "+491234567890", "+491098765432"
EVENTS = ["initiated", "ringing", "answered", "completed"]
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
BODY = b"CallSid=CA9&CallStatus=completed"

each = pytest.mark.parametrize("app", APPS, ids=lambda app: app.__name__.removesuffix("_app"))


def send(
    url: str, body: bytes | Iterable[bytes], headers: dict[str, str], method: str = "POST"
) -> tuple[int, bytes, str | None]:
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.netloc, timeout=20)
    try:
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        chunked = not isinstance(body, bytes)
        connection.request(method, target, body, headers, encode_chunked=chunked)
        answer = connection.getresponse()
        return answer.status, answer.read(), answer.headers["Content-Type"]
    finally:
        connection.close()


@each
@pytest.mark.parametrize(
    ("signature", "webhook_format"),
    [("twilio", "form"), ("twilio-sha256", "form"), ("signalwire", "json"), ("signalwire-raw", "json")],
)
def test_a_menu(app: App, signature: Any, webhook_format: Any) -> None:
    desk = Desk()
    signing: dict[str, Any] = {"signing_key": KEY, "signature": signature, "webhook_format": webhook_format}
    callees: dict[str, Callee | str] = {TO: Callee(answers_after=2, presses=["7", "1"])}
    with app(desk) as web, Simulator(callees=callees, **signing) as simulator, simulator.client() as client:
        call = client.calls.create(
            to=TO,
            from_=FROM,
            url=f"{web}/voice",
            status_callback=f"{web}/status",
            status_callback_event=EVENTS,
        )
        transcript = simulator.wait_for_end(call.sid)
    assert transcript.heard == ["Drücken Sie die Eins.", "Drücken Sie die Eins.", "Danke."], str(transcript)
    assert [digits for digits, _ in desk.pressed] == ["7", "1"]
    assert all("Digits" in body and digits in body for digits, body in desk.pressed if digits)
    assert [step.http_status for step in transcript.webhooks] == [200] * 4
    assert (desk.changes, desk.ended) == (["changed"] * 4, [call.sid])


@each
def test_what_is_forged_is_refused(app: App, caplog: pytest.LogCaptureFixture) -> None:
    desk = Desk()
    with app(desk) as web, caplog.at_level(logging.WARNING, "mycpaas.webhooks"):
        genuine = {**FORM, **VALIDATOR.sign("POST", f"{web}/status", FORM, BODY).headers}
        for headers, body in ((FORM, BODY), (genuine, BODY + b"&CallDuration=9"), (genuine, b"CallSid=%zz")):
            status, answer, _ = send(f"{web}/status", body, headers)
            assert status == 403
            assert b"signature" not in answer
        assert (desk.changes, len(desk.tracker)) == ([], 0)
        assert "the header with the signature is missing" in caplog.text
        assert "CA9" not in caplog.text
        assert [send(f"{web}/status", BODY, genuine)[0] for _ in range(3)] == [200] * 3
    assert (desk.changes, desk.ended) == (["changed", "repeated", "repeated"], ["CA9"])


@each
def test_a_route_without_a_validator(app: App) -> None:
    desk = Desk()
    with app(desk) as web:
        status, answer, _ = send(f"{web}/open/x?Digits=5&A=%2B1", b"", {}, "GET")
        assert (status, answer) == (202, b"x")
        assert send(f"{web}/open/y", BODY, FORM)[:2] == (202, b"y")
        assert send(f"{web}/open/y", b"CallSid=%zz", FORM)[0] == 400
        assert send(f"{web}/open/y", b"CallSid=" + b"x" * MAX_SIZE, FORM)[0] == 413
    first, second = desk.opened
    assert (first.kind, first.fields) == ("gather", (("Digits", "5"), ("A", "+1")))
    assert (second.kind, second.call_sid, second.call_status) == ("status", "CA9", "completed")


@pytest.mark.parametrize("app", APPS[2:], ids=lambda app: app.__name__.removesuffix("_app"))
def test_a_body_of_unknown_length_is_limited(app: App) -> None:
    desk = Desk()
    with app(desk) as web:
        assert send(f"{web}/open/x", iter([b"CallSid=", b"CA1"]), FORM)[0] == 202
        assert send(f"{web}/open/x", iter([b"CallSid=", *[b"x" * 100] * (MAX_SIZE // 100)]), FORM)[0] == 413
    assert [event.call_sid for event in desk.opened] == ["CA1"]


@each
def test_a_document_has_its_type(app: App) -> None:
    with app(Desk()) as web:
        body = b"CallSid=CA9&CallStatus=in-progress"
        headers = {**FORM, **VALIDATOR.sign("POST", f"{web}/voice", FORM, body).headers}
        status, answer, content_type = send(f"{web}/voice", body, headers)
    assert (status, (content_type or "").partition(";")[0]) == (200, "application/xml")
    assert "Drücken".encode() in answer
