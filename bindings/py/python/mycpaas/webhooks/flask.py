"""Webhooks in Flask: typed events for views, and documents as answers.

    from mycpaas.webhooks import GatherEvent, SignatureValidator
    from mycpaas.webhooks.flask import webhook

    # SignalWire and Twilio sign; mycpaas documents no signature.
    validator = SignatureValidator(key, public_url="https://example.com")

    @app.post("/menu")
    @webhook(GatherEvent, validator=validator)
    def menu(event: GatherEvent) -> laml.VoiceResponse: ...

What is not genuine is answered with 403, what cannot be read with 400 or 413, and the logger
`mycpaas.webhooks` hears why. The body can be read once more through `flask.request`.
"""

from __future__ import annotations

from functools import wraps

from flask import Response, current_app, request
from werkzeug.exceptions import RequestEntityTooLarge

from mycpaas.webhooks import _wsgi
from mycpaas.webhooks._events import Event
from mycpaas.webhooks._receive import Receiver, Refusal, document

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    from typing_extensions import Concatenate, ParamSpec

    from mycpaas._native import SignatureValidator

    E = TypeVar("E", bound=Event)
    P = ParamSpec("P")

__all__ = ["webhook"]


def webhook(
    kind: type[E] = Event,  # type: ignore[assignment]
    *,
    validator: SignatureValidator | None = None,
    max_size: int | None = None,
    max_fields: int | None = None,
) -> Callable[[Callable[Concatenate[E, P], Any]], Callable[P, Response]]:
    """Makes a view of a function that takes an event, and then what the route has.

    The function returns a document, nothing, or what any view returns.

    Args:
        kind: What the request is taken for. By default it is found out.
        validator: Checks the signature. Without one, anybody can send a request.
        max_size: How many bytes a body may have. By default 1 MiB.
        max_fields: How many fields a request may have. By default 1000.
    """
    receiver = Receiver(kind, validator, max_size, max_fields)

    def decorate(handler: Callable[Concatenate[E, P], Any]) -> Callable[P, Response]:
        @wraps(handler)
        def view(*args: P.args, **kwargs: P.kwargs) -> Response:
            try:
                event = _receive(receiver)
            except Refusal as refusal:
                return Response(status=refusal.status)
            answer = current_app.ensure_sync(handler)(event, *args, **kwargs)
            written = document(answer)
            if written is None:
                return current_app.make_response(answer)
            return Response(written[0], content_type=written[1])

        return view

    return decorate


def _receive(receiver: Receiver[E]) -> E:
    receiver.check_size(request.content_length)
    # One that says no length is read no further than that.
    limit = request.max_content_length
    request.max_content_length = receiver.max_size if limit is None else min(limit, receiver.max_size)
    try:
        body = request.get_data(cache=True)
    except RequestEntityTooLarge:
        raise Refusal(413) from None
    finally:
        request.max_content_length = limit
    url = f"{request.scheme}://{request.host}{_wsgi.target(request.environ)}"
    headers = list(request.headers)
    return receiver.receive(request.method, url, headers, request.headers.get("Content-Type"), body)
