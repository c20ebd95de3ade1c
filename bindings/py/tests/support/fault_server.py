"""The fault server, with clients that come to it."""

from __future__ import annotations

from typing import Any

import mycpaas
from harness import fault_server
from harness.fault_server import (
    ACCOUNT_SID,
    CALL,
    CLOSE,
    STALL,
    TOKEN,
    Behaviour,
    FaultServer,
    answer,
    held,
    page,
)

__all__ = [
    "ACCOUNT_SID",
    "CALL",
    "CLOSE",
    "CREATE",
    "STALL",
    "TOKEN",
    "Behaviour",
    "FaultServer",
    "Server",
    "answer",
    "held",
    "page",
]

CREATE: dict[str, Any] = {
    "from_" if name == "from" else name: value for name, value in fault_server.CREATE.items()
}


class Server(fault_server.Server):
    """One server, and what it has seen."""

    def client(self, **settings: Any) -> mycpaas.Client:
        """A client that comes here."""
        return mycpaas.Client(**self.settings, **settings)

    def async_client(self, **settings: Any) -> mycpaas.AsyncClient:
        """A client for asyncio that comes here."""
        return mycpaas.AsyncClient(**self.settings, **settings)
