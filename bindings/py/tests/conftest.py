"""Servers for the tests. Each is a real one, in a process of its own."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

import mycpaas
import pytest
from harness.programs import build
from harness.simulator import Simulator
from support.fault_server import FaultServer, Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Serve = Callable[..., Server]
    AnyClient = type[mycpaas.Client | mycpaas.AsyncClient]


@pytest.fixture(scope="session", autouse=True)
def no_environment() -> None:
    """Takes away what would change clients of the tests."""
    for name in list(os.environ):
        if name.startswith("MYCPAAS_") or name.lower().endswith("_proxy"):
            del os.environ[name]


@pytest.fixture(scope="session", autouse=True)
def interruptible() -> None:
    """Lets Ctrl-C interrupt: whoever starts the tests in the background may have it ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def programs() -> dict[str, Path]:
    return build()


@pytest.fixture(scope="session")
def fault_server(programs: dict[str, Path]) -> Iterator[FaultServer]:
    program = FaultServer(programs["fault-server"])
    yield program
    program.close()


@pytest.fixture
def serve(fault_server: FaultServer) -> Iterator[Serve]:
    """Starts servers that do one behaviour after the other, and the last again and again."""
    servers: list[Server] = []

    def start(*script: object, **options: object) -> Server:
        given = {"script": script, **options} if script else dict(options)
        servers.append(Server(fault_server, given))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


@pytest.fixture(scope="session")
def simulator(programs: dict[str, Path]) -> Iterator[Simulator]:
    program = Simulator(programs["mycpaas-simulator"], "--callee", "=busy")
    yield program
    program.close()


@pytest.fixture(params=[mycpaas.Client, mycpaas.AsyncClient])
def client_class(request: pytest.FixtureRequest) -> type[mycpaas.Client | mycpaas.AsyncClient]:
    """Each of the two classes of clients, for what both must do."""
    given: type[mycpaas.Client | mycpaas.AsyncClient] = request.param
    return given
