"""Places a call and follows it to its end.

    python outbound_call.py

Without credentials in the environment it calls a scripted callee on a simulator in this process. With
`MYCPAAS_ACCOUNT_SID`, `MYCPAAS_AUTH_TOKEN` (and, if wanted, `MYCPAAS_BASE_URL`) it places a real call, from
`FROM` to `TO`, with the document at `URL`.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import mycpaas
from mycpaas import CallEvent, laml
from mycpaas.testing import Callee, Simulator, serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from _typeshed.wsgi import StartResponse, WSGIEnvironment


def main() -> None:
    """Places a real call if there is an account, or else a simulated one."""
    if "MYCPAAS_ACCOUNT_SID" in os.environ:
        place_real_call()
    else:
        place_simulated_call()


def place_real_call() -> None:
    """Calls whom the environment says, and waits."""
    with mycpaas.Client() as client:
        call = client.calls.create(to=needed("TO"), from_=needed("FROM"), url=needed("URL"))
        print(f"Call {call.sid} is {call.status}.")
        ended = client.calls.wait(call.sid, deadline=300)
        print(f"It ended as {ended.status}.")


def needed(name: str) -> str:
    """Returns a variable of the environment."""
    return os.environ.get(name) or sys.exit(f"{name} is not set")


def place_simulated_call() -> None:
    """Calls somebody who presses 1, and shows what happens."""
    to, from_ = "+491234567890", "+491098765432"
    callee = Callee(answers_after=3, presses="1")
    with Simulator(callees={to: callee}, clock=5) as simulator, serve(web_app) as web:
        print(f"No credentials in the environment: the call goes to a simulator at {simulator.url}.")
        print(f"Its documents come from {web}.\n")

        client = simulator.client()
        call = client.calls.create(
            to=to,
            from_=from_,
            url=f"{web}/voice.xml",
            status_callback=f"{web}/status",
            status_callback_event=list(CallEvent),
        )
        print(f"Placed call {call.sid}\n")

        print("The life of the call, five times as fast as real time")
        for step in simulator.follow(call.sid):
            print(f"  {step}", flush=True)

        transcript = simulator.wait_for_end(call.sid)
        show("The callee heard", transcript.heard)
        show("The callee pressed", transcript.pressed)
        show("Webhooks", transcript.webhooks)

        ended = client.calls.wait(call.sid)
        seconds = ended.duration.seconds if ended.duration else 0
        price = "not known yet" if ended.price is None else ended.price
        print(f"\nThe API says: {ended.status} after {seconds} s, price {price}.")


def show(title: str, lines: Iterable[object]) -> None:
    """Prints a list."""
    print(f"\n{title}")
    for line in lines:
        print(f"  {line}")


def web_app(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
    """Tells mycpaas what to do in the call: two documents and a status page, without any framework."""
    form = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
    digits = parse_qs(form.decode()).get("Digits", [""])[0]
    documents: dict[str, Callable[[], laml.VoiceResponse]] = {
        "/voice.xml": greeting,
        "/menu": lambda: menu(digits),
    }
    document = documents.get(environ["PATH_INFO"])
    if document is None:
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [b"thanks"]
    start_response("200 OK", [("Content-Type", laml.CONTENT_TYPE)])
    return [str(document()).encode()]


def greeting() -> laml.VoiceResponse:
    """The document that the call begins with."""
    response = laml.VoiceResponse()
    with response.gather(num_digits=1, timeout=5, action="/menu") as gather:
        gather.say("Guten Tag! Drücken Sie die Eins, um den Termin zu bestätigen.", language="de-DE")
    response.say("Wir haben nichts gehört. Auf Wiederhören.", language="de-DE")
    return response


def menu(digits: str) -> laml.VoiceResponse:
    """Answers what the callee pressed."""
    response = laml.VoiceResponse()
    if digits == "1":
        response.say("Danke, Ihr Termin ist bestätigt.", language="de-DE")
        response.hangup()
    else:
        response.say("Das habe ich nicht verstanden.", language="de-DE")
        response.redirect("/voice.xml")
    return response


if __name__ == "__main__":
    main()
