"""What a user's program may say of the simulator, to a type checker. It is checked, not run."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

import mycpaas
from mycpaas import testing
from mycpaas.testing import Callee, Fault, Follow, ReceivedRequest, SimulatedCall, Simulator, Step, Transcript

NUMBER = "+491234567890"


def web_app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "text/xml")])
    return [repr(environ).encode()]


def simulated() -> Transcript:
    callees: dict[str, Callee | str] = {
        NUMBER: Callee(answers_after=1, presses=["1", "2#"], says="yes", hangs_up_after=timedelta(minutes=1)),
        "+491234567891": Callee.busy(),
        "+491234567892": Callee.no_answer(),
        "+491234567893": Callee.unreachable(),
        "+491234567894": Callee.parse("answer:2s,press:1"),
        "+491234567895": "busy",
    }
    with (
        testing.serve(web_app) as address,
        Simulator(callees=callees, clock="instant", dialect="twilio", own_numbers=[NUMBER]) as simulator,
        simulator.client(retries=0) as client,
    ):
        simulator.set_callee(NUMBER, "answer:1s")
        simulator.set_default_callee(Callee())
        simulator.inject(Fault.answer(503, headers={"Retry-After": "1"}, body="busy"), times=2)
        simulator.inject(Fault.close_before_reading())
        simulator.inject(Fault.close_after_reading(method="POST", path="Calls.json"))
        simulator.inject(Fault.close_instead_of_answering())
        simulator.inject(Fault.close_mid_answer())
        simulator.inject(Fault.delay(timedelta(seconds=1)))
        call = client.calls.create(to=NUMBER, from_=NUMBER, url=address)
        steps: Follow = simulator.follow(call.sid)
        for step in steps:
            told(step)
        requests: list[ReceivedRequest] = simulator.received(method="POST")
        print(requests[0].parameter("To"), requests[0].header("User-Agent"), requests[0].form)
        calls: list[SimulatedCall] = simulator.calls
        print(calls[0].sid, calls[0].to, calls[0].from_, calls[0].status, calls[0].duration)
        where: tuple[str, str, str, str, str] = (
            simulator.url,
            simulator.base_url,
            simulator.origin,
            simulator.account_sid,
            simulator.auth_token,
        )
        print(where, simulator.environment, simulator.received_count)
        arrived: bool = simulator.wait_for_status(call.sid, "ringing", timeout=1)
        print(arrived, simulator.transcript(call.sid))
        simulator.clear_received()
        simulator.reset()
        return simulator.wait_for_end(call.sid)


async def simulated_async() -> Transcript:
    async with Simulator(clock=10) as simulator, simulator.async_client() as client:
        call: mycpaas.Call = await client.calls.create(to=NUMBER, from_=NUMBER, url="https://example.com")
        async for step in simulator.follow(call.sid):
            told(step)
        await simulator.wait_for_status_async(call.sid, mycpaas.CallStatus.RINGING)
        return await simulator.wait_for_end_async(call.sid, timeout=timedelta(seconds=1))


def told(step: Step) -> None:
    when: timedelta = step.at
    print(when, step.kind, step.text, step.url, step.http_status, step.status, step.digits, step.to_dict())


def read(transcript: Transcript) -> None:
    heard: list[str] = transcript.heard
    failure: str | None = transcript.failure
    print(heard, failure, transcript.pressed, transcript.spoken, transcript.statuses, transcript.findings)
    print(transcript.call_sid, transcript.steps, transcript.webhooks, transcript.to_dict())
