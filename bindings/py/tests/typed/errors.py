"""What a user's program may say of errors, to a type checker. It is checked, not run."""

from __future__ import annotations

from datetime import timedelta

import mycpaas
from mycpaas import Delivery, MycpaasError

REFUSED: tuple[type[mycpaas.APIError], ...] = (
    mycpaas.AuthenticationError,
    mycpaas.ConflictError,
    mycpaas.InvalidRequestError,
    mycpaas.NotFoundError,
    mycpaas.PermissionDeniedError,
    mycpaas.RateLimitError,
    mycpaas.ServerError,
    mycpaas.UnexpectedStatusError,
)
UNANSWERED: tuple[type[MycpaasError], ...] = (
    mycpaas.ConnectionError,
    mycpaas.DecodeError,
    mycpaas.InternalError,
    mycpaas.PanicError,
    mycpaas.ResponseTooLargeError,
    mycpaas.TLSError,
    mycpaas.TimeoutError,
)
MISTAKEN: tuple[type[MycpaasError], ...] = (
    mycpaas.ConfigurationError,
    mycpaas.InvalidArgumentError,
    mycpaas.LamlError,
)


def handle(client: mycpaas.Client) -> str:
    try:
        client.calls.fetch("CA1")
    except mycpaas.InvalidArgumentError as error:
        value_error: ValueError = error
        return f"{error.parameter}: {value_error}"
    except mycpaas.TimeoutError as error:
        timeout: TimeoutError = error
        return str(timeout)
    except mycpaas.ConnectionError as error:
        connection: ConnectionError = error
        return str(connection)
    except MycpaasError as error:
        delivery: Delivery = error.delivery
        known: tuple[str, str, bool, bool, int] = (
            error.kind,
            error.message,
            error.may_have_been_placed,
            error.is_retryable,
            error.attempts,
        )
        status: int | None = error.http_status
        code: int | None = error.code
        after: timedelta | None = error.retry_after
        texts: tuple[str | None, ...] = (
            error.more_info,
            error.request_id,
            error.parameter,
            error.element,
            error.attribute,
        )
        place: tuple[int | None, int | None] = (error.line, error.column)
        cause: BaseException | None = error.__cause__ if isinstance(error.__cause__, mycpaas.Cause) else None
        return f"{delivery} {known} {status} {code} {after} {texts} {place} {error.metadata} {cause}"
    return "fine"
