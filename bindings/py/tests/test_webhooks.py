"""What data cannot say of webhooks: threads, waiting, secrets, and what Python may hand in."""

from __future__ import annotations

import asyncio
import pickle
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import mycpaas
import pytest
from mycpaas import webhooks
from mycpaas.testing import Callee, Simulator
from mycpaas.webhooks import CallTracker, SignatureValidator, SigningKey, StatusEvent

if TYPE_CHECKING:
    from collections.abc import Callable

TO, FROM = "+491234567890", "+491098765432"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
URL = "https://example.com/status"


def status(sid: str, word: str) -> StatusEvent:
    return StatusEvent({"CallSid": sid, "CallStatus": word})


def test_an_event_cannot_be_changed_and_shows_no_values() -> None:
    event: Any = webhooks.parse("CallSid=CA1&Digits=4711", kind=webhooks.GatherEvent)
    for name in ("digits", "kind", "anything"):
        with pytest.raises(AttributeError):
            setattr(event, name, "1")
    assert repr(event) == "<GatherEvent of CallSid, Digits>"
    assert (event.get("Digits"), event.get("digits"), event.get_all("Digits")) == ("4711", None, ["4711"])
    assert event != webhooks.DocumentEvent(event.fields)
    assert event == pickle.loads(pickle.dumps(event))


@pytest.mark.parametrize(
    ("attempt", "parameter"),
    [
        (lambda: webhooks.parse(5), "body"),  # type: ignore[call-overload]
        (lambda: webhooks.parse("a=b", kind="call"), "kind"),  # type: ignore[call-overload]
        (lambda: webhooks.parse("a=b", max_size=-1), "max_size"),
        (lambda: webhooks.parse_query(b"a=b"), "query"),  # type: ignore[call-overload]
        (lambda: StatusEvent("CallSid=CA1"), "fields"),  # type: ignore[arg-type]
        (lambda: CallTracker(finished=True, unfinished="5"), "finished"),  # type: ignore[arg-type]
        (lambda: CallTracker(finished_age=-1), "finished_age"),
        (SignatureValidator, "signing_key"),
        (lambda: SignatureValidator(""), "signing_key"),
        (lambda: SignatureValidator("k", schemes=[]), "schemes"),
        (lambda: SignatureValidator("k", schemes=["md5"]), "schemes"),  # type: ignore[list-item]
        (lambda: SignatureValidator(b"4711"), "keys"),  # type: ignore[arg-type]
        (lambda: SignatureValidator("k").sign("GET", URL, scheme="md5"), "scheme"),  # type: ignore[arg-type]
        (lambda: SignatureValidator("k").validate("GET", URL, 5), "headers"),  # type: ignore[arg-type]
        (lambda: Simulator(signature="vonage"), "signature"),  # type: ignore[arg-type]
        (lambda: Simulator(webhook_format="xml"), "webhook_format"),  # type: ignore[arg-type]
        (lambda: Simulator(signing_key=4711), "signing_key"),  # type: ignore[arg-type]
        (lambda: mycpaas.Client("AC1", "t").calls.wait("CA1", tracker={}), "tracker"),  # type: ignore[arg-type]
    ],
)
def test_mistakes_are_told(attempt: Callable[[], object], parameter: str) -> None:
    with pytest.raises((mycpaas.InvalidArgumentError, mycpaas.ConfigurationError)) as caught:
        attempt()
    assert caught.value.parameter == parameter
    assert "4711" not in str(caught.value)


def test_an_event_is_of_a_kind() -> None:
    with pytest.raises(TypeError, match="kind"):
        webhooks.Event({"CallSid": "CA1"})


def test_keys_are_not_shown() -> None:
    key = SigningKey("4711", name="shared")
    validator = SignatureValidator(key)
    verdict = validator.validate("POST", URL, FORM, b"CallSid=CA1")
    assert "4711" not in f"{key!r} {validator!r} {verdict!r} {verdict} {validator.sign('POST', URL)!r}"
    assert "shared" in repr(key)


@pytest.mark.parametrize(
    "url", ["", "\udce4", "https://[::1", "x" * 100_000, "https://example.com/\x00", "ä"]
)
@pytest.mark.parametrize(
    "headers",
    [{}, {"X-Twilio-Signature": "\udce4"}, [(b"\xff", b"\xff")], {"X-Twilio-Signature": 5, 5: "a"}, None],
)
@pytest.mark.parametrize("body", [b"", b"\xff%", "text", bytearray(b"a=b"), memoryview(b"{"), None])
def test_no_request_makes_it_raise(url: str, headers: Any, body: Any) -> None:
    for method in ("POST", "GET", "", "\udce4"):
        verdict = SignatureValidator("key").validate(method, url, headers, body)
        assert (bool(verdict), verdict.scheme) == (False, None)
        assert verdict.reason


def test_a_tracker_in_many_threads_counts_each_call_once() -> None:
    tracker, ended = CallTracker(), []
    sids = [f"CA{number}" for number in range(200)]

    def tell() -> None:
        for word in ("completed", "initiated", "completed", "in-progress"):
            for sid in sids:
                recorded = tracker.record(status(sid, word))
                assert recorded is not None
                if recorded.ended:
                    ended.append(sid)

    threads = [threading.Thread(target=tell) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ended) == sorted(sids)
    assert len(tracker) == len(sids)
    tracker.forget(sids[0])
    assert (tracker.get(sids[0]), len(tracker), bool(CallTracker())) == (None, len(sids) - 1, True)


def fetches(simulator: Simulator, sid: str = "") -> int:
    return len(simulator.received("GET", f"/Calls/{sid}"))


def until(condition: Callable[[], bool]) -> None:
    limit = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < limit
        time.sleep(0.01)


def test_a_wait_with_a_tracker_hardly_asks() -> None:
    tracker = CallTracker()
    with (
        ThreadPoolExecutor() as threads,
        Simulator(clock="real", default_callee=Callee.no_answer()) as simulator,
        simulator.client() as client,
    ):
        call, silent = (
            client.calls.create(to=TO, from_=FROM, url="https://example.com/voice.xml") for _ in range(2)
        )
        tracker.record(status(call.sid, "ringing"))
        heard = threads.submit(client.calls.wait, call.sid, tracker=tracker)
        until(lambda: fetches(simulator, call.sid) == 1)
        # It asks once, while one that hears nothing asks on and on.
        unheard = threads.submit(client.calls.wait, silent.sid, tracker=tracker)
        until(lambda: fetches(simulator, silent.sid) == 3)
        assert fetches(simulator, call.sid) == 1
        client.calls.cancel(call.sid)
        client.calls.cancel(silent.sid)
        before = time.monotonic()
        tracker.record(status(call.sid, "canceled"))
        assert heard.result(20).status == "canceled"
        assert time.monotonic() - before < 2
        assert fetches(simulator, call.sid) == 2
        assert unheard.result(20).status == "canceled"


def test_asyncio_waits_with_a_tracker() -> None:
    async def main() -> None:
        tracker = CallTracker()
        async with Simulator(clock="real", default_callee=Callee.no_answer()) as simulator:
            client = simulator.async_client()
            call = await client.calls.create(to=TO, from_=FROM, url="https://example.com/voice.xml")
            tracker.record(status(call.sid, "ringing"))
            waiting = asyncio.create_task(client.calls.wait(call.sid, tracker=tracker))
            await asyncio.to_thread(until, lambda: fetches(simulator) == 1)
            await client.calls.cancel(call.sid)
            tracker.record(status(call.sid, "canceled"))
            assert (await asyncio.wait_for(waiting, 2)).status == "canceled"
            assert fetches(simulator) == 2

    asyncio.run(main())


def test_no_framework_is_imported_before_it_is_used() -> None:
    program = (
        "import sys, mycpaas, mycpaas.webhooks\n"
        "print({'flask', 'django', 'starlette', 'fastapi', 'aiohttp'} & {*sys.modules})"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True
    )
    assert told.stdout == "set()\n"
