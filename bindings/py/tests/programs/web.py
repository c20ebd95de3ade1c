"""A web application whose every request places a call; whoever loads it has made one before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mycpaas
from support.fault_server import CREATE

if TYPE_CHECKING:
    from collections.abc import Callable

client = mycpaas.Client()


def place() -> mycpaas.Call:
    return client.calls.create(**CREATE)


place()


def application(_: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    call = place()
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [call.sid.encode()]
