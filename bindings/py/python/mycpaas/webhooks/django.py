"""Webhooks in Django: typed events for views, and documents as answers.

    from mycpaas.webhooks import GatherEvent, SignatureValidator
    from mycpaas.webhooks.django import webhook

    # SignalWire and Twilio sign; mycpaas documents no signature.
    validator = SignatureValidator(key, public_url="https://example.com")

    @webhook(GatherEvent, validator=validator)
    def menu(request: HttpRequest, event: GatherEvent) -> laml.VoiceResponse: ...

What is not genuine is answered with 403, what cannot be read with 400 or 413, and the logger
`mycpaas.webhooks` hears why. The views are exempt from the check of CSRF tokens. `request.body` and
`request.POST` are there.
"""

from __future__ import annotations

from functools import wraps
from inspect import iscoroutinefunction

from django.core.exceptions import RequestDataTooBig  # type: ignore[import-untyped]
from django.http import HttpResponse  # type: ignore[import-untyped]
from django.views.decorators.csrf import csrf_exempt  # type: ignore[import-untyped]

from mycpaas.webhooks import _wsgi
from mycpaas.webhooks._events import Event
from mycpaas.webhooks._receive import Receiver, Refusal, document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
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
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Makes a view of a function that takes the request, an event, and then what the route has.

    The function, with or without `async`, returns a document, nothing, or what any view returns.

    Args:
        kind: What the request is taken for. By default it is found out.
        validator: Checks the signature. Without one, anybody can send a request.
        max_size: How many bytes a body may have. By default 1 MiB; Django has a limit of its own.
        max_fields: How many fields a request may have. By default 1000.
    """
    receiver = Receiver(kind, validator, max_size, max_fields)

    def decorate(handler: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(handler)
        def view(request: Any, *args: Any, **kwargs: Any) -> Any:
            try:
                event = _receive(receiver, request)
            except Refusal as refusal:
                return HttpResponse(status=refusal.status)
            return _answer(handler(request, event, *args, **kwargs))

        @wraps(handler)
        async def async_view(request: Any, *args: Any, **kwargs: Any) -> Any:
            try:
                event = _receive(receiver, request)
            except Refusal as refusal:
                return HttpResponse(status=refusal.status)
            return _answer(await handler(request, event, *args, **kwargs))

        exempt: Callable[..., Any] = csrf_exempt(async_view if iscoroutinefunction(handler) else view)
        return exempt

    return decorate


def _answer(answer: Any) -> Any:
    written = document(answer)
    return answer if written is None else HttpResponse(written[0].encode(), content_type=written[1])


def _receive(receiver: Receiver[E], request: Any) -> E:
    receiver.check_size(_wsgi.length(request.META))
    try:
        body = request.body
    except RequestDataTooBig:
        raise Refusal(413) from None
    url = f"{request.scheme}://{request.get_host()}{_target(request)}"
    headers = list(request.headers.items())
    return receiver.receive(request.method or "", url, headers, request.headers.get("Content-Type"), body)


def _target(request: Any) -> str:
    """Returns path and query, as they were received where the server tells."""
    scope = getattr(request, "scope", None)
    if scope is None:
        return _wsgi.target(request.META)
    path: bytes = scope.get("raw_path") or request.get_full_path().partition("?")[0].encode()
    query: bytes = scope.get("query_string", b"")
    return (path + b"?" + query if query else path).decode("latin-1")
