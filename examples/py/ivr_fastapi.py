"""A telephone menu with FastAPI: Say, Gather, Redirect and a status callback.

    python ivr_fastapi.py                          # lets a scripted callee go through it, on a simulator
    uvicorn ivr_fastapi:app --port 8000            # serves it, for a public address that leads there

With `MYCPAAS_ACCOUNT_SID` and `MYCPAAS_AUTH_TOKEN` in the environment, the first one places a real call, from
`FROM` to `TO`, through the menu that the second one serves at `PUBLIC_URL`. With `SIGNING_KEY` the menu
refuses what is not signed as SignalWire and Twilio sign; mycpaas documents no signature.
"""

from __future__ import annotations

import asyncio
import os
import socket
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Annotated

import mycpaas
import uvicorn
from fastapi import Depends, FastAPI, Response
from mycpaas import laml
from mycpaas.testing import Callee, Simulator
from mycpaas.webhooks import DocumentEvent, GatherEvent, SignatureValidator, StatusEvent
from mycpaas.webhooks.starlette import LamlResponse, received

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

app = FastAPI()
key = os.environ.get("SIGNING_KEY")
served = __name__ != "__main__"
# A service signs the public URL; the simulator signs the one that it asks.
public_url = os.environ.get("PUBLIC_URL") if served else None
validator = None if key is None else SignatureValidator(key, public_url=public_url)
if served and validator is None:
    print("SIGNING_KEY is not set: whoever knows the URL can send anything.", flush=True)

Fetched = Annotated[DocumentEvent, Depends(received(DocumentEvent, validator=validator))]
Gathered = Annotated[GatherEvent, Depends(received(GatherEvent, validator=validator))]
Reported = Annotated[StatusEvent, Depends(received(StatusEvent, validator=validator))]


@app.post("/voice")
async def voice(_event: Fetched) -> LamlResponse:
    """The document that a call begins with."""
    response = laml.VoiceResponse()
    with response.gather(num_digits=1, timeout=5, action="/menu") as gather:
        gather.say("Für die Öffnungszeiten drücken Sie die Eins.", language="de-DE")
        gather.say("Um dies noch einmal zu hören, die Neun.", language="de-DE")
    response.say("Wir haben nichts gehört. Auf Wiederhören.", language="de-DE")
    return LamlResponse(response)


@app.post("/menu")
async def menu(event: Gathered) -> LamlResponse:
    """Answers what the callee pressed."""
    response = laml.VoiceResponse()
    if event.digits == "1":
        response.say("Wir sind von neun bis siebzehn Uhr für Sie da.", language="de-DE")
        response.hangup()
    else:
        if event.digits != "9":
            response.say("Das habe ich nicht verstanden.", language="de-DE")
        response.redirect("/voice")
    return LamlResponse(response)


@app.post("/status", response_class=Response)
async def status(event: Reported) -> None:
    """Hears how the call is getting on."""
    print(f"Call {event.call_sid} is {event.call_status}.")


async def place_call(client: mycpaas.AsyncClient, to: str, from_: str, web: str) -> mycpaas.Call:
    """Calls somebody who is to go through the menu."""
    events = ["initiated", "ringing", "answered", "completed"]
    return await client.calls.create(
        to=to, from_=from_, url=f"{web}/voice", status_callback=f"{web}/status", status_callback_event=events
    )


async def place_real_call() -> None:
    """Calls whom the environment says."""
    web = os.environ["PUBLIC_URL"].rstrip("/")
    call = await place_call(mycpaas.AsyncClient(), os.environ["TO"], os.environ["FROM"], web)
    print(f"Call {call.sid} is {call.status}.")


async def simulate() -> None:
    """Lets somebody press nine, then a wrong key, then one. Everything runs on one event loop."""
    to, from_ = "+491234567890", "+491098765432"
    callee = Callee(answers_after=3, presses=["9", "5", "1"])
    async with Simulator(callees={to: callee}, signing_key=key) as simulator, serve() as web:
        call = await place_call(simulator.async_client(), to, from_, web)
        print(f"\n{await simulator.wait_for_end_async(call.sid)}")


@asynccontextmanager
async def serve() -> AsyncIterator[str]:
    """Serves the application on a port that the system picks."""
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        try:
            # What connects now waits until the server is up.
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            server.should_exit = True
            await serving


if __name__ == "__main__":
    asyncio.run(place_real_call() if "MYCPAAS_ACCOUNT_SID" in os.environ else simulate())
