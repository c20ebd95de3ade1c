"""Places phone calls through the mycpaas Calls API, follows them and steers them.

A call that is placed twice rings a person twice, so a write is never repeated once it may have been sent, and
every error says what became of its request:

    import mycpaas

    client = mycpaas.Client()  # credentials from MYCPAAS_ACCOUNT_SID and MYCPAAS_AUTH_TOKEN
    try:
        call = client.calls.create(to="+491234567890", from_="+491098765432", url="https://example.com/x.xml")
    except mycpaas.MycpaasError as error:
        print(error.delivery, error.may_have_been_placed)

`AsyncClient` has the same methods for asyncio. `mycpaas.laml` builds, reads and checks LaML documents,
`mycpaas.webhooks` reads, follows and checks the requests that the service makes, and `mycpaas.testing` has a
simulator that stands in for the telephone network.
"""

from __future__ import annotations

from mycpaas._client import AsyncClient, Client
from mycpaas._errors import (
    APIError,
    AuthenticationError,
    Cause,
    ConfigurationError,
    ConflictError,
    ConnectionError,
    DecodeError,
    InternalError,
    InvalidArgumentError,
    InvalidRequestError,
    LamlError,
    MycpaasError,
    NotFoundError,
    PanicError,
    PermissionDeniedError,
    RateLimitError,
    ResponseTooLargeError,
    ServerError,
    TimeoutError,
    TLSError,
    UnexpectedStatusError,
    WebhookError,
)
from mycpaas._lists import AsyncCallList, AsyncPage, CallList, Page
from mycpaas._native import Call, Metadata, Response, RetryPolicy, __version__
from mycpaas._words import (
    CallDirection,
    CallEvent,
    CallStatus,
    Delivery,
    HttpMethod,
    ListEncoding,
    MachineDetection,
    RecordingChannels,
    RecordingEvent,
    RecordingTrack,
    RecordingTrim,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mycpaas import laml, testing, webhooks
    from mycpaas._types import RequestOptions

__all__ = [
    "APIError",
    "AsyncCallList",
    "AsyncClient",
    "AsyncPage",
    "AuthenticationError",
    "Call",
    "CallDirection",
    "CallEvent",
    "CallList",
    "CallStatus",
    "Cause",
    "Client",
    "ConfigurationError",
    "ConflictError",
    "ConnectionError",
    "DecodeError",
    "Delivery",
    "HttpMethod",
    "InternalError",
    "InvalidArgumentError",
    "InvalidRequestError",
    "LamlError",
    "ListEncoding",
    "MachineDetection",
    "Metadata",
    "MycpaasError",
    "NotFoundError",
    "Page",
    "PanicError",
    "PermissionDeniedError",
    "RateLimitError",
    "RecordingChannels",
    "RecordingEvent",
    "RecordingTrack",
    "RecordingTrim",
    "RequestOptions",
    "Response",
    "ResponseTooLargeError",
    "RetryPolicy",
    "ServerError",
    "TLSError",
    "TimeoutError",
    "UnexpectedStatusError",
    "WebhookError",
    "__version__",
    "laml",
    "testing",
    "webhooks",
]


# What is shown here is told, found and pickled as what it is for its users, wherever it is written.
def _settle() -> None:
    for name in __all__:
        shown = globals().get(name)
        if isinstance(shown, type):
            shown.__module__ = __name__


_settle()


def __getattr__(name: str) -> object:
    """Imports what few programs need when it is first asked for."""
    from importlib import import_module

    if name in ("laml", "testing", "webhooks"):
        return import_module(f"mycpaas.{name}")
    if name == "RequestOptions":
        return import_module("mycpaas._types").RequestOptions
    raise AttributeError(f"module 'mycpaas' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
