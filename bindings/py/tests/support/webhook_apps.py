"""One telephone menu in each framework, served for real: `/voice`, `/menu` and `/status` check signatures."""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from mycpaas import laml
from mycpaas.testing import serve
from mycpaas.webhooks import CallTracker, DocumentEvent, Event, GatherEvent, SignatureValidator, StatusEvent

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from starlette.requests import Request

KEY = "the key of the tests"
VALIDATOR = SignatureValidator(KEY)
MAX_SIZE = 5_000


class Desk:
    """What the handlers of every framework do."""

    def __init__(self) -> None:
        self.tracker = CallTracker()
        self.changes: list[str] = []
        self.ended: list[str] = []
        self.pressed: list[tuple[str | None, str]] = []
        self.opened: list[Event] = []

    def voice(self, event: DocumentEvent) -> laml.VoiceResponse:
        assert event.call_sid
        response = laml.VoiceResponse()
        with response.gather(num_digits=1, action="/menu?from=a%2Fb&to=%C3%BC") as gather:
            gather.say("Drücken Sie die Eins.", language="de-DE")
        return response

    def menu(self, event: GatherEvent, body: str) -> laml.VoiceResponse:
        """Takes what was pressed, and the body as it was read once more."""
        self.pressed.append((event.digits, body))
        response = laml.VoiceResponse()
        if event.digits == "1":
            response.say("Danke.", language="de-DE")
            response.hangup()
        else:
            response.redirect("/voice")
        return response

    def status(self, event: StatusEvent) -> None:
        recorded = self.tracker.record(event)
        assert recorded is not None
        self.changes.append(recorded.change)
        if recorded.ended:
            self.ended.append(recorded.call.call_sid)

    def open(self, event: Event) -> None:
        self.opened.append(event)


@contextmanager
def flask_app(desk: Desk) -> Iterator[str]:
    from flask import Flask, request
    from mycpaas.webhooks.flask import webhook

    app = Flask(__name__)

    @app.post("/voice")
    @webhook(DocumentEvent, validator=VALIDATOR)
    def voice(event: DocumentEvent) -> laml.VoiceResponse:
        return desk.voice(event)

    @app.post("/menu")
    @webhook(GatherEvent, validator=VALIDATOR)
    def menu(event: GatherEvent) -> laml.VoiceResponse:
        return desk.menu(event, request.get_data(as_text=True))

    @app.post("/status")
    @webhook(StatusEvent, validator=VALIDATOR)
    def status(event: StatusEvent) -> None:
        desk.status(event)

    @app.route("/open/<name>", methods=["GET", "POST"])
    @webhook(max_size=MAX_SIZE)
    def other(event: Event, name: str) -> tuple[str, int]:
        desk.open(event)
        return name, 202

    with serve(app) as web:
        yield web


def _django() -> None:
    from django.conf import settings

    if settings.configured:
        return
    import django

    settings.configure(
        ROOT_URLCONF="support.webhook_apps",
        ALLOWED_HOSTS=["*"],
        SECRET_KEY="tests",
        MIDDLEWARE=["django.middleware.csrf.CsrfViewMiddleware"],
        LOGGING_CONFIG=None,
    )
    django.setup()


urlpatterns: list[Any] = []


def _django_views(desk: Desk) -> None:
    from django.http import HttpRequest, HttpResponse
    from django.urls import clear_url_caches, path
    from mycpaas.webhooks.django import webhook

    @webhook(DocumentEvent, validator=VALIDATOR)
    def voice(_request: HttpRequest, event: DocumentEvent) -> laml.VoiceResponse:
        return desk.voice(event)

    @webhook(GatherEvent, validator=VALIDATOR)
    async def menu(request: HttpRequest, event: GatherEvent) -> laml.VoiceResponse:
        return desk.menu(event, request.body.decode())

    @webhook(StatusEvent, validator=VALIDATOR)
    def status(_request: HttpRequest, event: StatusEvent) -> None:
        desk.status(event)

    @webhook(max_size=MAX_SIZE)
    def other(_request: HttpRequest, event: Event, name: str) -> HttpResponse:
        desk.open(event)
        return HttpResponse(name, status=202)

    urlpatterns[:] = [
        path("voice", voice),
        path("menu", menu),
        path("status", status),
        path("open/<str:name>", other),
    ]
    clear_url_caches()


@contextmanager
def django_wsgi_app(desk: Desk) -> Iterator[str]:
    _django()
    _django_views(desk)
    from django.core.handlers.wsgi import WSGIHandler

    with serve(WSGIHandler()) as web:
        yield web


@contextmanager
def django_asgi_app(desk: Desk) -> Iterator[str]:
    _django()
    _django_views(desk)
    from django.core.handlers.asgi import ASGIHandler

    with _uvicorn(ASGIHandler()) as web:
        yield web


@contextmanager
def starlette_app(desk: Desk) -> Iterator[str]:
    from mycpaas.webhooks.starlette import webhook
    from starlette.applications import Starlette
    from starlette.responses import PlainTextResponse, Response
    from starlette.routing import Route

    @webhook(DocumentEvent, validator=VALIDATOR)
    def voice(_request: Request, event: DocumentEvent) -> laml.VoiceResponse:
        return desk.voice(event)

    @webhook(GatherEvent, validator=VALIDATOR)
    async def menu(request: Request, event: GatherEvent) -> laml.VoiceResponse:
        return desk.menu(event, (await request.body()).decode())

    @webhook(StatusEvent, validator=VALIDATOR)
    async def status(_request: Request, event: StatusEvent) -> None:
        desk.status(event)

    @webhook(max_size=MAX_SIZE)
    async def other(request: Request, event: Event) -> Response:
        desk.open(event)
        return PlainTextResponse(request.path_params["name"], status_code=202)

    routes = [
        Route("/voice", voice, methods=["POST"]),
        Route("/menu", menu, methods=["POST"]),
        Route("/status", status, methods=["POST"]),
        Route("/open/{name}", other, methods=["GET", "POST"]),
    ]
    with _uvicorn(Starlette(routes=routes)) as web:
        yield web


@contextmanager
def fastapi_app(desk: Desk) -> Iterator[str]:
    from fastapi import Depends, FastAPI, Request, Response
    from mycpaas.webhooks.starlette import LamlResponse, received, webhook

    app = FastAPI()
    gathered = Depends(received(GatherEvent, validator=VALIDATOR))
    opened = Depends(received(Event, max_size=MAX_SIZE))

    @app.post("/voice")
    @webhook(DocumentEvent, validator=VALIDATOR)
    async def voice(_request: Request, event: DocumentEvent) -> laml.VoiceResponse:
        return desk.voice(event)

    async def menu(request: Request, event: Any = gathered) -> Response:
        return LamlResponse(desk.menu(event, (await request.body()).decode()))

    @app.post("/status")
    @webhook(StatusEvent, validator=VALIDATOR)
    async def status(_request: Request, event: StatusEvent) -> None:
        desk.status(event)

    async def other(name: str, event: Any = opened) -> Response:
        desk.open(event)
        return Response(name, status_code=202)

    # Their types are local, and text to FastAPI.
    menu.__annotations__ = {"request": Request, "event": Any}
    other.__annotations__ = {"name": str, "event": Any}
    app.post("/menu")(menu)
    app.api_route("/open/{name}", methods=["GET", "POST"])(other)
    with _uvicorn(app) as web:
        yield web


@contextmanager
def aiohttp_app(desk: Desk) -> Iterator[str]:
    from aiohttp import web
    from mycpaas.webhooks.aiohttp import webhook

    @webhook(DocumentEvent, validator=VALIDATOR)
    async def voice(_request: web.Request, event: DocumentEvent) -> laml.VoiceResponse:
        return desk.voice(event)

    @webhook(GatherEvent, validator=VALIDATOR)
    async def menu(request: web.Request, event: GatherEvent) -> laml.VoiceResponse:
        return desk.menu(event, await request.text())

    @webhook(StatusEvent, validator=VALIDATOR)
    async def status(_request: web.Request, event: StatusEvent) -> None:
        desk.status(event)

    @webhook(max_size=MAX_SIZE)
    async def other(request: web.Request, event: Event) -> web.Response:
        desk.open(event)
        return web.Response(text=request.match_info["name"], status=202)

    async def main(listener: socket.socket, stop: asyncio.Event) -> None:
        app = web.Application()
        app.router.add_post("/voice", voice)
        app.router.add_post("/menu", menu)
        app.router.add_post("/status", status)
        app.router.add_route("*", "/open/{name}", other)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.SockSite(runner, listener).start()
        await stop.wait()
        await runner.cleanup()

    with _in_thread(main) as address:
        yield address


@contextmanager
def _uvicorn(app: Any) -> Iterator[str]:
    import uvicorn

    async def main(listener: socket.socket, stop: asyncio.Event) -> None:
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="off", ws="none"))
        serving = asyncio.create_task(server.serve(sockets=[listener]))
        await stop.wait()
        server.should_exit = True
        await serving

    with _in_thread(main) as address:
        yield address


@contextmanager
def _in_thread(main: Callable[[socket.socket, asyncio.Event], Awaitable[None]]) -> Iterator[str]:
    """Runs a server on an event loop of a thread of its own. What connects before it is up waits."""
    loop = asyncio.new_event_loop()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        stop = asyncio.Event()
        thread = threading.Thread(target=lambda: loop.run_until_complete(main(listener, stop)))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            loop.call_soon_threadsafe(stop.set)
            thread.join(20)
            loop.close()


APPS = [flask_app, django_wsgi_app, django_asgi_app, starlette_app, fastapi_app, aiohttp_app]
