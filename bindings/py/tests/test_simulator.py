"""The simulator from Python: what it plays, what it says of it, and pytest's fixtures."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

import mycpaas
import pytest
from mycpaas.testing import Callee, Fault, Simulator, serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from _typeshed.wsgi import StartResponse, WSGIEnvironment

LIMIT = 60
TO, FROM = "+491234567890", "+491098765432"
MENU = '<Response><Gather numDigits="1" action="/menu"><Say>Press one.</Say></Gather></Response>'
EVENTS = ["initiated", "ringing", "answered", "completed"]


class WebApp:
    """Answers every path with its document, and keeps the forms that it got."""

    def __init__(self, **documents: str) -> None:
        self.documents = documents
        self.forms: list[tuple[str, dict[str, str]]] = []

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        form = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        fields = {name: values[0] for name, values in parse_qs(form.decode()).items()}
        self.forms.append((environ["PATH_INFO"], fields))
        start_response("200 OK", [("Content-Type", "application/xml")])
        return [self.documents.get(environ["PATH_INFO"].strip("/"), "").encode()]


def create(client: mycpaas.Client, url: str, **more: Any) -> mycpaas.Call:
    return client.calls.create(to=TO, from_=FROM, url=url, **more)


def test_a_callee_goes_through_a_menu(mycpaas_simulator: Simulator, mycpaas_client: mycpaas.Client) -> None:
    mycpaas_simulator.set_callee(TO, Callee(answers_after=3, presses="1"))
    app = WebApp(voice=MENU, menu="<Response><Say>Thank you.</Say><Pause length='2'/></Response>")
    with serve(app) as web:
        callback = {"status_callback": f"{web}/status", "status_callback_event": EVENTS}
        call = create(mycpaas_client, f"{web}/voice", **callback)
        transcript = mycpaas_simulator.wait_for_end(call.sid)

    assert transcript.heard == ["Press one.", "Thank you."]
    assert transcript.pressed == ["1"]
    assert transcript.statuses == ["queued", "initiated", "ringing", "in-progress", "completed"]
    assert [step.http_status for step in transcript.webhooks] == [200] * 4
    assert transcript.failure is None
    assert [form.get("Digits") for path, form in app.forms if path == "/menu"] == ["1"]
    reported = [form["CallStatus"] for path, form in app.forms if path == "/status"]
    assert reported == ["initiated", "ringing", "in-progress", "completed"]

    said = next(step for step in transcript.steps if step.kind == "said")
    assert (said.text, said.at, said.keys) == ("Press one.", timedelta(seconds=4), None)
    assert said.to_dict() == {"kind": "said", "text": "Press one.", "at_ms": 4000}
    assert '00:04.000  says         "Press one."\n' in str(transcript)
    assert [step.kind for step in mycpaas_simulator.follow(call.sid)] == [
        step.kind for step in transcript.steps
    ]
    (known,) = mycpaas_simulator.calls
    assert (known.sid, known.to, known.status) == (call.sid, TO, mycpaas.CallStatus.COMPLETED)


def test_a_document_that_cannot_be_run(mycpaas_simulator: Simulator, mycpaas_client: mycpaas.Client) -> None:
    with serve(WebApp(voice="<Response><Say loop='many'>Hi.</Say><Sey>Ho.</Sey></Response>")) as web:
        transcript = mycpaas_simulator.wait_for_end(create(mycpaas_client, f"{web}/voice").sid)
    assert "Sey" in (transcript.failure or "")
    assert any("loop" in finding for finding in transcript.findings)


def test_an_answer_of_503_is_not_tried_again(
    mycpaas_simulator: Simulator, mycpaas_client: mycpaas.Client
) -> None:
    mycpaas_simulator.inject(Fault.answer(503, headers={"Retry-After": "0"}, body="later"))
    with pytest.raises(mycpaas.ServerError) as caught:
        create(mycpaas_client, "https://example.com/voice.xml")
    assert caught.value.may_have_been_placed
    (request,) = mycpaas_simulator.received("POST", "/Calls.json")
    assert (request.parameter("To"), request.header("content-type")) == (
        TO,
        "application/x-www-form-urlencoded",
    )
    assert "authorization" in dict(request.headers)
    assert mycpaas_simulator.calls == []


@pytest.mark.parametrize(
    ("fault", "placed"), [(Fault.close_after_reading(), 0), (Fault.close_instead_of_answering(), 1)]
)
def test_a_lost_answer(
    mycpaas_simulator: Simulator, mycpaas_client: mycpaas.Client, fault: Fault, placed: int
) -> None:
    mycpaas_simulator.set_default_callee("busy")
    mycpaas_simulator.inject(fault)
    with pytest.raises(mycpaas.ConnectionError) as caught:
        create(mycpaas_client, "https://example.com/voice.xml")
    assert caught.value.delivery == mycpaas.Delivery.UNKNOWN
    assert len(mycpaas_simulator.calls) == placed
    assert mycpaas_simulator.received_count == 1


@pytest.mark.parametrize(
    ("attempt", "told"),
    [
        (lambda: Callee(presses="1x"), "presses"),
        (lambda: Callee(answers_after=-1), "answers_after"),
        (lambda: Callee.parse("answers:2s"), "answer:2s"),
        (lambda: Fault.answer(99), "200 to 599"),
        (lambda: Fault.answer(200, headers={"a b": "c"}), "headers"),
        (lambda: Fault.delay(1, method="GET IT"), "method"),
        (lambda: Simulator(clock="fast"), "clock"),  # type: ignore[arg-type]
        (lambda: Simulator(dialect="vonage"), "dialect"),  # type: ignore[arg-type]
        (lambda: Simulator(callees={TO: "answer:soon"}), "soon"),
        (lambda: Simulator(clock=0).start(), "factor"),
        (lambda: Simulator(account_sid="12").start(), "AC"),
    ],
)
def test_mistakes_are_told(attempt: Callable[[], object], told: str) -> None:
    with pytest.raises((mycpaas.InvalidArgumentError, mycpaas.ConfigurationError), match=told):
        attempt()


def test_a_wait_has_an_end(mycpaas_session_simulator: Simulator) -> None:
    with pytest.raises(LookupError, match="CA0"):
        mycpaas_session_simulator.wait_for_end("CA0")
    with (
        Simulator(clock="real", default_callee=Callee.no_answer()) as simulator,
        simulator.client() as client,
    ):
        call = create(client, "https://example.com/voice.xml")
        with pytest.raises(mycpaas.TimeoutError, match="its last step is"):
            simulator.wait_for_end(call.sid, timeout=0.1)
        with interrupted_after(0.1), pytest.raises(KeyboardInterrupt):
            simulator.wait_for_end(call.sid)
        client.calls.cancel(call.sid)
        assert simulator.wait_for_status(call.sid, "canceled")


@contextmanager
def interrupted_after(seconds: float) -> Iterator[None]:
    """Lets a signal come while something waits, and holds the wait to ending soon after."""
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    begin = time.monotonic()
    try:
        yield
    finally:
        signal.signal(signal.SIGALRM, before)
    assert time.monotonic() - begin < seconds + 0.5


def test_asyncio_follows_and_cancels() -> None:
    async def main() -> None:
        async with Simulator(clock="real", default_callee=Callee.no_answer()) as simulator:
            client = simulator.async_client()
            call = await client.calls.create(to=TO, from_=FROM, url="https://example.com/voice.xml")
            with pytest.raises(asyncio.TimeoutError):
                await asyncio.wait_for(simulator.wait_for_end_async(call.sid), 0.05)
            await client.calls.cancel(call.sid)
            kinds = [str(step.status or step.kind) async for step in simulator.follow(call.sid)]
            assert kinds[-1] == "canceled"
            assert (await simulator.wait_for_end_async(call.sid)).statuses[-1] == "canceled"

    asyncio.run(main())


def test_settings_are_used(mycpaas_session_simulator: Simulator) -> None:
    with Simulator(own_numbers=[FROM], dialect="signalwire", default_callee="busy") as simulator:
        assert simulator.origin != mycpaas_session_simulator.origin
        client = simulator.client()
        assert not create(client, "https://example.com/voice.xml").sid.startswith("CA")
        with pytest.raises(mycpaas.InvalidRequestError):
            client.calls.create(to=TO, from_="+491098765433", url="https://example.com/voice.xml")
        simulator.reset()
        assert (simulator.calls, simulator.received_count) == ([], 0)
    with pytest.raises(RuntimeError, match="not started"):
        _ = Simulator().url


def run(folder: Path, name: str, program: str, *command: str, code: int = 0) -> str:
    """Runs a program in a process of its own."""
    (folder / name).write_text(program, encoding="utf-8")
    command = (sys.executable, *command, name)
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=LIMIT, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


FORKING = """
import os
from mycpaas.testing import Simulator

with Simulator(default_callee="busy") as simulator:
    child = os.fork()
    if child == 0:
        client = simulator.client()
        client.calls.create(to="+491234567890", from_="+491098765432", url="https://example.com/voice.xml")
        try:
            simulator.calls
        except RuntimeError as error:
            print(error)
    else:
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert len(simulator.calls) == 1
        simulator.client().calls.list().first_page()
"""


def test_a_simulator_belongs_to_its_process(tmp_path: Path) -> None:
    assert "was started by process" in run(tmp_path, "forking.py", FORKING, "-W", "ignore")


PLUGIN = """
import asyncio
import sys

import pytest

EARLY = "mycpaas.testing" in sys.modules
SEEN = []

def test_nothing_heavy_was_imported():
    assert not EARLY

@pytest.mark.parametrize("time", [1, 2])
def test_fresh_for_each(mycpaas_simulator, mycpaas_client, mycpaas_session_simulator, time):
    SEEN.append((mycpaas_simulator.url, mycpaas_session_simulator.url))
    mycpaas_client.calls.create(to="+491234567890", from_="+491098765432", url="https://example.com/voice.xml")
    assert len(mycpaas_simulator.calls) == 1
    assert len({session for _, session in SEEN}) == 1

@pytest.mark.mycpaas(default_callee="busy", dialect="signalwire")
def test_settings(mycpaas_simulator, mycpaas_async_client):
    call = asyncio.run(
        mycpaas_async_client.calls.create(to="+491234567890", from_="+491098765432", url="https://example.com/a")
    )
    assert mycpaas_simulator.wait_for_end(call.sid).statuses[-1] == "busy"
"""


def test_pytest_finds_the_fixtures(tmp_path: Path) -> None:
    told = run(
        tmp_path, "test_plugin.py", PLUGIN, "-m", "pytest", "--strict-markers", "-p", "no:cacheprovider"
    )
    assert "4 passed" in told


FAILING = """
def test_failing(mycpaas_simulator, mycpaas_client):
    mycpaas_simulator.set_default_callee("busy")
    call = mycpaas_client.calls.create(to="+491234567890", from_="+491098765432", url="https://example.com/a")
    assert mycpaas_simulator.wait_for_end(call.sid).heard == ["Hello."]
"""


def test_pytest_shows_the_calls_of_a_test_that_fails(tmp_path: Path) -> None:
    told = run(tmp_path, "test_failing.py", FAILING, "-m", "pytest", "-p", "no:cacheprovider", code=1)
    assert "mycpaas call CA" in told
    assert "00:01.000  busy" in told


def test_what_fits_nowhere_is_named(mycpaas_simulator: Simulator) -> None:
    simulator: Any = mycpaas_simulator
    made: Any = Simulator
    for ask, name in (
        (lambda: made(callees=5), "callees"),
        (lambda: made(callees=["+1"]), "callees"),
        (lambda: simulator.received(5), "method"),
        (lambda: simulator.received("POST", b"/"), "path"),
        (lambda: simulator.inject(5), "fault"),
        (lambda: simulator.inject(Fault.close_before_reading(), times="5"), "times"),
    ):
        with pytest.raises(mycpaas.InvalidArgumentError) as caught:
            ask()  # type: ignore[no-untyped-call]
        assert caught.value.parameter == name


def test_an_application_of_another_kind_is_refused() -> None:
    async def asgi(scope: Any, receive: Any, send: Any) -> None: ...

    class Starlette:
        async def __call__(self, scope: Any, receive: Any, send: Any) -> None: ...

    for app in (asgi, Starlette()):
        with pytest.raises(mycpaas.InvalidArgumentError, match="ASGI"), serve(app):  # type: ignore[arg-type]
            pass
    with pytest.raises(mycpaas.InvalidArgumentError, match="a str is given"), serve("app"):  # type: ignore[arg-type]
        pass
