"""Reading requests into events."""

from __future__ import annotations

from mycpaas._native import webhook_parse, webhook_query, webhook_request
from mycpaas.webhooks._events import EVENTS, Event

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeVar, Union, overload

    from mycpaas._native import ReceivedFields
    from mycpaas.webhooks._events import EventKind

    E = TypeVar("E", bound=Event)
    Body = Union[str, bytes, bytearray, memoryview]

__all__ = ["parse", "parse_query", "parse_request"]

if TYPE_CHECKING:

    @overload
    def parse(
        body: Body,
        content_type: str | None = None,
        *,
        kind: type[E],
        max_size: int | None = None,
        max_fields: int | None = None,
    ) -> E: ...
    @overload
    def parse(
        body: Body,
        content_type: str | None = None,
        *,
        kind: EventKind | None = None,
        max_size: int | None = None,
        max_fields: int | None = None,
    ) -> Event: ...


def parse(
    body: Body,
    content_type: str | None = None,
    *,
    kind: type[Event] | EventKind | None = None,
    max_size: int | None = None,
    max_fields: int | None = None,
) -> Event:
    """Reads the body of a request.

    Args:
        body: The body: a form, or JSON.
        content_type: The header `Content-Type`. Without one, a body is read if it looks like a form.
        kind: What the request is taken for: a class of events, or its name. By default it is found out, by
            parameters that only one kind has.
        max_size: How many bytes it may have. By default 1 MiB.
        max_fields: How many fields it may have. By default 1000.

    Raises:
        WebhookError: When it cannot be read. It shows nothing of what was received.
    """
    return _event(webhook_parse(body, content_type, _name(kind), (max_size, max_fields)))


if TYPE_CHECKING:

    @overload
    def parse_query(
        query: str, *, kind: type[E], max_size: int | None = None, max_fields: int | None = None
    ) -> E: ...
    @overload
    def parse_query(
        query: str,
        *,
        kind: EventKind | None = None,
        max_size: int | None = None,
        max_fields: int | None = None,
    ) -> Event: ...


def parse_query(
    query: str,
    *,
    kind: type[Event] | EventKind | None = None,
    max_size: int | None = None,
    max_fields: int | None = None,
) -> Event:
    """Reads the query of a request, without its `?`, as it was received. See `parse`."""
    return _event(webhook_query(query, _name(kind), (max_size, max_fields)))


if TYPE_CHECKING:

    @overload
    def parse_request(
        method: str,
        url: str,
        content_type: str | None = None,
        body: Body = b"",
        *,
        kind: type[E],
        max_size: int | None = None,
        max_fields: int | None = None,
    ) -> E: ...
    @overload
    def parse_request(
        method: str,
        url: str,
        content_type: str | None = None,
        body: Body = b"",
        *,
        kind: EventKind | None = None,
        max_size: int | None = None,
        max_fields: int | None = None,
    ) -> Event: ...


def parse_request(
    method: str,
    url: str,
    content_type: str | None = None,
    body: Body = b"",
    *,
    kind: type[Event] | EventKind | None = None,
    max_size: int | None = None,
    max_fields: int | None = None,
) -> Event:
    """Reads a request from where its method has its parameters: of a GET from the query. See `parse`."""
    return _event(webhook_request(method, url, content_type, body, _name(kind), (max_size, max_fields)))


def _name(kind: type[Event] | str | None) -> str | None:
    """Returns the name of a kind. `Event` itself is any."""
    if isinstance(kind, type):
        return getattr(kind, "kind", None)
    return kind


def _event(received: ReceivedFields) -> Event:
    return EVENTS[received.kind](received)
