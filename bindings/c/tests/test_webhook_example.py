"""A web application in C, driven through a whole menu by the simulator, and by whoever forges."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from harness.simulator import Simulator
from support.web import FORM, KEY, Web, signed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Build
    from support.instruments import Instrument

    Serve = Callable[..., Web]

NAME = "webhooks_microhttpd"
TO, FROM = "+491234567890", "+491098765432"
ASKED = "Guten Tag! Drücken Sie die Eins für unsere Öffnungszeiten."
HEARD = [ASKED, "Das gibt es nicht.", ASKED, "Montag bis Freitag, neun bis siebzehn Uhr."]
ENDED = b"CallSid=CA9&CallStatus=completed&Note=it%27s%20%2B1"
LIMIT = 65536

plain = pytest.mark.parametrize("instrument", ["plain"], indirect=True)


@pytest.fixture
def serve(instrument: Instrument, build: Build) -> Iterator[Serve]:
    """Starts the program, with an environment of its own."""
    program = build(instrument.sanitize) / "examples" / NAME
    if not program.exists():
        pytest.skip("libmicrohttpd is not installed: sudo apt-get install libmicrohttpd-dev")
    started: list[Web] = []

    def begin(**environment: str) -> Web:
        command = [*instrument.command_for(NAME), str(program)]
        started.append(Web(command, {**os.environ, **build.environment(instrument), **environment}))
        return started[-1]

    yield begin
    for web in started:
        web.close()


@plain
@pytest.mark.parametrize(
    ("signature", "webhook_format"),
    [("twilio", "form"), ("twilio-sha256", "json"), ("signalwire", "form"), ("signalwire-raw", "json")],
)
def test_a_menu(signature: str, webhook_format: str, serve: Serve, programs: dict[str, Path]) -> None:
    web = serve(SIGNING_KEY=KEY)
    signing = ["--signing-key", KEY, "--signature", signature, "--webhook-format", webhook_format]
    program = programs["mycpaas-simulator"]
    simulator = Simulator(program, *signing, "--callee", f"{TO}=answer:2s,press:7,press:1")
    try:
        status, events = f"{web.url}/status?of='%7e", "initiated ringing answered completed"
        url = f"{web.url}/voice"
        sid = simulator.place(To=TO, From=FROM, Url=url, StatusCallback=status, StatusCallbackEvent=events)
        steps = simulator.transcript(sid)["steps"]
    finally:
        simulator.close()
    assert [step["text"] for step in steps if step["kind"] == "said"] == HEARD
    assert [step["result"] for step in steps if step["kind"] == "webhook"] == [{"answered": 200}] * 4
    assert not [step for step in steps if step["kind"].endswith("finding")]
    assert web.end() == ([f"Call {sid} is over: completed."], [])


def test_what_is_forged_is_refused_and_what_comes_twice_counts_once(serve: Serve) -> None:
    web = serve(SIGNING_KEY=KEY)
    genuine = signed(f"{web.url}/status", ENDED)
    for headers, body in ((FORM, ENDED), (genuine, ENDED + b"&CallDuration=9"), (genuine, b"CallSid=%zz")):
        assert web.send("/status", body, headers) == (403, "")
    assert [web.send("/status", ENDED, genuine) for _ in range(3)] == [(200, "")] * 3
    status, document = web.genuine("/menu", b"Digits=5")
    assert (status, "<Redirect>/voice</Redirect>" in document) == (200, True)
    shown, logged = web.end()
    assert shown == ["Call CA9 is over: completed."]
    assert len(logged) == 3
    assert "the header with the signature is missing" in logged[0]
    assert not [line for line in logged if "CA9" in line or KEY in line]


def test_what_is_no_webhook(serve: Serve) -> None:
    web = serve()
    assert web.send("/status", b"CallSid=%zz", FORM) == (400, "")
    assert web.send("/status", b"x" * (LIMIT + 1), FORM) == (413, "")
    assert web.send("/status", iter([b"CallSid=", *[b"x" * 1000] * 66]), FORM) == (413, "")
    assert web.send("/status", iter([b"CallSid=CA9&", b"CallStatus=busy"]), FORM) == (200, "")
    with pytest.raises(ConnectionError):
        web.send("/status", b"x" * (16 * LIMIT), FORM)
    assert web.send("/elsewhere", b"", FORM) == (404, "")
    assert web.send("/voice?CallSid=CA1&From=%2B49", b"", {}, "GET") == (405, "")
    shown, logged = web.end()
    assert shown == ["Call CA9 is over: busy."]
    assert [line[:3] for line in logged if line[0].isdigit()] == ["400", "413", "413", "405"]


@plain
def test_behind_a_proxy(serve: Serve) -> None:
    web = serve(SIGNING_KEY=KEY, PUBLIC_URL="https://example.com")
    assert web.genuine("/status", ENDED)[0] == 403
    assert web.send("/status", ENDED, signed("https://example.com/status", ENDED))[0] == 200
    assert web.send("/status?", ENDED, signed("https://example.com/status?", ENDED))[0] == 200


@plain
@pytest.mark.parametrize(
    ("environment", "wrong"),
    [({"SIGNING_KEY": ""}, "signing_key"), ({"SIGNING_KEY": KEY, "PUBLIC_URL": "example.com"}, "public_url")],
)
def test_what_would_check_nothing_does_not_start(
    environment: dict[str, str], wrong: str, serve: Serve
) -> None:
    errors = serve(**environment).failure()
    assert wrong in errors
    assert KEY not in errors
