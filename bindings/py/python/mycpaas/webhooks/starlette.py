"""Webhooks in Starlette and FastAPI: typed events for endpoints, and documents as answers.

    from mycpaas.webhooks import GatherEvent, SignatureValidator
    from mycpaas.webhooks.starlette import webhook

    # SignalWire and Twilio sign; mycpaas documents no signature.
    validator = SignatureValidator(key, public_url="https://example.com")

    @app.post("/menu")
    @webhook(GatherEvent, validator=validator)
    async def menu(request: Request, event: GatherEvent) -> laml.VoiceResponse: ...

With FastAPI the event can also be a dependency. Then the answer is a `LamlResponse`:

    Gathered = Annotated[GatherEvent, Depends(received(GatherEvent, validator=validator))]

    @app.post("/menu")
    async def menu(event: Gathered, database: Database) -> LamlResponse: ...

What is not genuine is answered with 403, what cannot be read with 400 or 413, and the logger
`mycpaas.webhooks` hears why. The body can be read once more through the request.
"""

from __future__ import annotations

from functools import update_wrapper
from inspect import iscoroutinefunction

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request  # noqa: TC002 - FastAPI reads annotations
from starlette.responses import Response

from mycpaas._native import CONTENT_TYPE
from mycpaas.webhooks._events import Event
from mycpaas.webhooks._receive import Receiver, Refusal, document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Any, TypeVar

    from mycpaas._native import SignatureValidator

    E = TypeVar("E", bound=Event)

__all__ = ["LamlResponse", "received", "webhook"]


class LamlResponse(Response):
    """A document as an answer."""

    media_type = CONTENT_TYPE

    def render(self, content: Any) -> bytes:
        """Writes the document."""
        return str(content).encode()


def webhook(
    kind: type[E] = Event,  # type: ignore[assignment]
    *,
    validator: SignatureValidator | None = None,
    max_size: int | None = None,
    max_fields: int | None = None,
) -> Callable[[Callable[[Request, E], Any]], Callable[[Request], Awaitable[Response]]]:
    """Makes an endpoint of a function, with or without `async`, that takes the request and an event.

    The function returns a document, nothing, or a `Response`.

    Args:
        kind: What the request is taken for. By default it is found out.
        validator: Checks the signature. Without one, anybody can send a request.
        max_size: How many bytes a body may have. By default 1 MiB.
        max_fields: How many fields a request may have. By default 1000.
    """
    receiver = Receiver(kind, validator, max_size, max_fields)

    def decorate(handler: Callable[[Request, E], Any]) -> Callable[[Request], Awaitable[Response]]:
        async def endpoint(request: Request) -> Response:
            try:
                event = await _receive(receiver, request)
            except Refusal as refusal:
                return Response(status_code=refusal.status)
            if iscoroutinefunction(handler):
                return _answer(await handler(request, event))
            return _answer(await run_in_threadpool(handler, request, event))

        named = update_wrapper(endpoint, handler, ("__module__", "__name__", "__qualname__", "__doc__"))
        # FastAPI reads what the endpoint takes, not what the function does.
        del named.__wrapped__
        return endpoint

    return decorate


def received(
    kind: type[E] = Event,  # type: ignore[assignment]
    *,
    validator: SignatureValidator | None = None,
    max_size: int | None = None,
    max_fields: int | None = None,
) -> Callable[[Request], Awaitable[E]]:
    """Makes a dependency of FastAPI that is an event. See `webhook`."""
    receiver = Receiver(kind, validator, max_size, max_fields)

    async def dependency(request: Request) -> Any:
        try:
            return await _receive(receiver, request)
        except Refusal as refusal:
            raise HTTPException(refusal.status) from None

    return dependency


def _answer(answer: Any) -> Response:
    written = document(answer)
    if written is None:
        # Whatever else it is, the framework says what is wrong with it.
        return answer  # type: ignore[no-any-return]
    return Response(written[0], media_type=written[1])


async def _receive(receiver: Receiver[E], request: Request) -> E:
    length = request.headers.get("content-length", "")
    receiver.check_size(int(length) if length.isdecimal() else None)
    body = await _body(receiver, request)
    headers = request.headers.raw
    content_type = request.headers.get("content-type")
    return receiver.receive(request.method, _url(request), headers, content_type, body)


async def _body(receiver: Receiver[E], request: Request) -> bytes:
    """Reads the body, of one that says no length no further than allowed."""
    if not hasattr(request, "_body"):
        body = b""
        async for chunk in request.stream():
            body += chunk
            receiver.check_size(len(body))
        # Where the request keeps what was read, for whoever reads it again.
        request._body = body  # noqa: SLF001
    return await request.body()


def _url(request: Request) -> str:
    """Returns the URL, its path and query as they were received."""
    path = request.scope.get("raw_path") or request.url.path.encode()
    query = request.scope.get("query_string", b"")
    target = (path + b"?" + query if query else path).decode("latin-1")
    return f"{request.url.scheme}://{request.url.netloc}{target}"
