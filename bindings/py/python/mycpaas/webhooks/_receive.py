"""What a request goes through before its handler runs, whatever the framework."""

from __future__ import annotations

import logging
from typing import Generic, TypeVar

from mycpaas._errors import WebhookError
from mycpaas._native import CONTENT_TYPE, Element
from mycpaas.webhooks._events import Event
from mycpaas.webhooks._parse import parse_request

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from mycpaas._native import SignatureValidator

E = TypeVar("E", bound=Event)

_log = logging.getLogger("mycpaas.webhooks")

MAX_SIZE = 1 << 20
"""How many bytes a body may have, unless something else is said."""


class Refusal(Exception):  # noqa: N818
    """A request that its handler never sees. The answer says no more than its status."""

    def __init__(self, status: int) -> None:
        """Takes the status of the answer."""
        super().__init__(status)
        self.status = status


class Receiver(Generic[E]):
    """Checks and reads requests for one handler."""

    def __init__(
        self,
        kind: type[E],
        validator: SignatureValidator | None,
        max_size: int | None,
        max_fields: int | None,
    ) -> None:
        """Takes what a decorator was given."""
        self.kind = kind
        self.validator = validator
        self.max_size = MAX_SIZE if max_size is None else max_size
        self.max_fields = max_fields

    def check_size(self, size: int | None) -> None:
        """Refuses a body that is too large, as soon as that is known."""
        if size is not None and size > self.max_size:
            _log.warning("a webhook is refused: it has more than %d bytes", self.max_size)
            raise Refusal(413)

    def receive(
        self,
        method: str,
        url: str,
        headers: Iterable[tuple[str, str]] | Iterable[tuple[bytes, bytes]],
        content_type: str | None,
        body: bytes,
    ) -> E:
        """Returns the event, if the request is genuine and can be read."""
        self.check_size(len(body))
        if self.validator is not None:
            verdict = self.validator.validate(method, url, headers, body)
            if not verdict:
                _log.warning("a webhook is refused: %s", verdict)
                raise Refusal(403)
        try:
            return parse_request(
                method,
                url,
                content_type,
                body,
                kind=self.kind,
                max_size=self.max_size,
                max_fields=self.max_fields,
            )
        except WebhookError as error:
            _log.warning("a webhook is refused: %s", error)
            raise Refusal(400) from None


def document(answer: object) -> tuple[str, str] | None:
    """Returns body and content type of what a handler returned; nothing where the framework knows better.

    `None` is an empty answer, which is all that a status callback needs.
    """
    if answer is None:
        return "", "text/plain; charset=utf-8"
    return (str(answer), CONTENT_TYPE) if isinstance(answer, Element) else None
