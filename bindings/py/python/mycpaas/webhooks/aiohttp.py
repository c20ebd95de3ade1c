"""Webhooks in aiohttp: typed events for handlers, and documents as answers.

    from mycpaas.webhooks import GatherEvent, SignatureValidator
    from mycpaas.webhooks.aiohttp import webhook

    # SignalWire and Twilio sign; mycpaas documents no signature.
    validator = SignatureValidator(key, public_url="https://example.com")

    @routes.post("/menu")
    @webhook(GatherEvent, validator=validator)
    async def menu(request: web.Request, event: GatherEvent) -> laml.VoiceResponse: ...

What is not genuine is answered with 403, what cannot be read with 400 or 413, and the logger
`mycpaas.webhooks` hears why. The body can be read once more through the request.
"""

from __future__ import annotations

from functools import wraps

from aiohttp import web

from mycpaas.webhooks._events import Event
from mycpaas.webhooks._receive import Receiver, Refusal, document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Any, TypeVar

    from mycpaas._native import SignatureValidator

    E = TypeVar("E", bound=Event)

__all__ = ["webhook"]


def webhook(
    kind: type[E] = Event,  # type: ignore[assignment]
    *,
    validator: SignatureValidator | None = None,
    max_size: int | None = None,
    max_fields: int | None = None,
) -> Callable[
    [Callable[[web.Request, E], Awaitable[Any]]], Callable[[web.Request], Awaitable[web.StreamResponse]]
]:
    """Makes a handler of a function that takes the request and an event.

    The function returns a document, nothing, or an answer of aiohttp.

    Args:
        kind: What the request is taken for. By default it is found out.
        validator: Checks the signature. Without one, anybody can send a request.
        max_size: How many bytes a body may have. By default 1 MiB, as `client_max_size` of the application.
        max_fields: How many fields a request may have. By default 1000.
    """
    receiver = Receiver(kind, validator, max_size, max_fields)

    def decorate(
        handler: Callable[[web.Request, E], Awaitable[Any]],
    ) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        @wraps(handler)
        async def endpoint(request: web.Request) -> web.StreamResponse:
            try:
                event = await _receive(receiver, request)
            except Refusal as refusal:
                return web.Response(status=refusal.status)
            return _answer(await handler(request, event))

        return endpoint

    return decorate


def _answer(answer: Any) -> web.StreamResponse:
    written = document(answer)
    if written is None:
        # Whatever else it is, the framework says what is wrong with it.
        return answer  # type: ignore[no-any-return]
    return web.Response(body=written[0].encode(), headers={"Content-Type": written[1]})


async def _receive(receiver: Receiver[E], request: web.Request) -> E:
    receiver.check_size(request.content_length)
    try:
        body = await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise Refusal(413) from None
    url = f"{request.scheme}://{request.host}{_target(request)}"
    headers = request.raw_headers
    return receiver.receive(request.method, url, headers, request.headers.get("Content-Type"), body)


def _target(request: web.Request) -> str:
    """Returns path and query, as they were received."""
    received = request.raw_path
    return received if received.startswith("/") else request.rel_url.raw_path_qs
