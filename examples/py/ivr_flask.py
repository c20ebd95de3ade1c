"""A telephone menu with Flask: Say, Gather, Redirect and a status callback.

    python ivr_flask.py                            # lets a scripted callee go through it, on a simulator
    flask --app ivr_flask run --port 8000          # serves it, for a public address that leads there

With `MYCPAAS_ACCOUNT_SID` and `MYCPAAS_AUTH_TOKEN` in the environment, the first one places a real call, from
`FROM` to `TO`, through the menu that the second one serves at `PUBLIC_URL`. With `SIGNING_KEY` the menu
refuses what is not signed as SignalWire and Twilio sign; mycpaas documents no signature.
"""

from __future__ import annotations

import os

import mycpaas
from flask import Flask
from mycpaas import laml
from mycpaas.testing import Callee, Simulator, serve
from mycpaas.webhooks import DocumentEvent, GatherEvent, SignatureValidator, StatusEvent
from mycpaas.webhooks.flask import webhook

app = Flask(__name__)
key = os.environ.get("SIGNING_KEY")
served = __name__ != "__main__"
# A service signs the public URL; the simulator signs the one that it asks.
public_url = os.environ.get("PUBLIC_URL") if served else None
validator = None if key is None else SignatureValidator(key, public_url=public_url)
if served and validator is None:
    print("SIGNING_KEY is not set: whoever knows the URL can send anything.", flush=True)


@app.post("/voice")
@webhook(DocumentEvent, validator=validator)
def voice(_event: DocumentEvent) -> laml.VoiceResponse:
    """The document that a call begins with."""
    response = laml.VoiceResponse()
    with response.gather(num_digits=1, timeout=5, action="/menu") as gather:
        gather.say("Für die Öffnungszeiten drücken Sie die Eins.", language="de-DE")
        gather.say("Um dies noch einmal zu hören, die Neun.", language="de-DE")
    response.say("Wir haben nichts gehört. Auf Wiederhören.", language="de-DE")
    return response


@app.post("/menu")
@webhook(GatherEvent, validator=validator)
def menu(event: GatherEvent) -> laml.VoiceResponse:
    """Answers what the callee pressed."""
    response = laml.VoiceResponse()
    if event.digits == "1":
        response.say("Wir sind von neun bis siebzehn Uhr für Sie da.", language="de-DE")
        response.hangup()
    else:
        if event.digits != "9":
            response.say("Das habe ich nicht verstanden.", language="de-DE")
        response.redirect("/voice")
    return response


@app.post("/status")
@webhook(StatusEvent, validator=validator)
def status(event: StatusEvent) -> None:
    """Hears how the call is getting on."""
    print(f"Call {event.call_sid} is {event.call_status}.")


def place_call(client: mycpaas.Client, to: str, from_: str, web: str) -> mycpaas.Call:
    """Calls somebody who is to go through the menu."""
    events = ["initiated", "ringing", "answered", "completed"]
    return client.calls.create(
        to=to, from_=from_, url=f"{web}/voice", status_callback=f"{web}/status", status_callback_event=events
    )


def simulate() -> None:
    """Lets somebody press nine, then a wrong key, then one."""
    to, from_ = "+491234567890", "+491098765432"
    callee = Callee(answers_after=3, presses=["9", "5", "1"])
    with Simulator(callees={to: callee}, signing_key=key) as simulator, serve(app) as web:
        call = place_call(simulator.client(), to, from_, web)
        print(f"\n{simulator.wait_for_end(call.sid)}")


if __name__ == "__main__":
    if "MYCPAAS_ACCOUNT_SID" in os.environ:
        called = place_call(
            mycpaas.Client(), os.environ["TO"], os.environ["FROM"], os.environ["PUBLIC_URL"].rstrip("/")
        )
        print(f"Call {called.sid} is {called.status}.")
    else:
        simulate()
