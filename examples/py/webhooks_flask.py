"""A menu with Flask: typed events, signatures checked, a call followed by its status callbacks.

    python webhooks_flask.py

A simulator calls, listens, presses keys, and signs its requests as SignalWire does. mycpaas documents no
signature; an application without one leaves `validator` out.
"""

from __future__ import annotations

import urllib.error
import urllib.request

from flask import Flask
from mycpaas import laml
from mycpaas.testing import Callee, Simulator, serve
from mycpaas.webhooks import CallTracker, DocumentEvent, GatherEvent, SignatureValidator, StatusEvent
from mycpaas.webhooks.flask import webhook

KEY = "the signing key of the project"

app = Flask(__name__)
tracker = CallTracker()
# Behind a proxy it needs the public URL, too.
validator = SignatureValidator(KEY)


@app.post("/voice")
@webhook(DocumentEvent, validator=validator)
def voice(_event: DocumentEvent) -> laml.VoiceResponse:
    """The document that a call begins with."""
    response = laml.VoiceResponse()
    with response.gather(num_digits=1, timeout=5, action="/menu") as gather:
        gather.say("Guten Tag! Drücken Sie die Eins für unsere Öffnungszeiten.", language="de-DE")
    return response


@app.post("/menu")
@webhook(GatherEvent, validator=validator)
def menu(event: GatherEvent) -> laml.VoiceResponse:
    """Answers what the callee pressed."""
    response = laml.VoiceResponse()
    if event.digits == "1":
        response.say("Montag bis Freitag, neun bis siebzehn Uhr.", language="de-DE")
        response.hangup()
    else:
        response.say("Das gibt es nicht.", language="de-DE")
        response.redirect("/voice")
    return response


@app.post("/status")
@webhook(StatusEvent, validator=validator)
def status(event: StatusEvent) -> None:
    """Takes a status in. One that comes twice changes nothing."""
    recorded = tracker.record(event)
    if recorded:
        print(f"The call is {recorded.call.status}{', and over' if recorded.ended else ''}")


def forge(web: str) -> int:
    """Sends a status callback that nobody has signed, and returns the status of the answer."""
    try:
        with urllib.request.urlopen(f"{web}/status", b"CallSid=CA1&CallStatus=completed") as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code


def main() -> None:
    """Lets somebody press a wrong key, then one."""
    to, from_ = "+491234567890", "+491098765432"
    simulator = Simulator(
        callees={to: Callee(answers_after=2, presses=["7", "1"])},
        clock=20,
        signing_key=KEY,
        signature="signalwire",
    )
    with simulator, serve(app) as web, simulator.client() as client:
        call = client.calls.create(
            to=to,
            from_=from_,
            url=f"{web}/voice",
            status_callback=f"{web}/status",
            status_callback_event=["initiated", "ringing", "answered", "completed"],
        )
        # Status callbacks tell when it is over, before anybody asks again.
        client.calls.wait(call.sid, tracker=tracker)
        heard = simulator.wait_for_end(call.sid).heard
        print("The callee heard", *heard, sep="\n  ")
        print(f"A forged request was answered with {forge(web)}.")


if __name__ == "__main__":
    main()
