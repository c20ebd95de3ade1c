"""Connections: used again, and closed when there is no more use for them, also while nobody calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.fault_server import CREATE, STALL
from support.run import paused, settle

if TYPE_CHECKING:
    from conftest import AnyClient, Serve


def test_requests_share_connections(serve: Serve, client_class: AnyClient) -> None:
    """One may be asked for in the moment in which it comes back, and another is made then."""
    server = serve()
    client = client_class(**server.settings)
    for _ in range(10):
        settle(client.calls.create(**CREATE))
        settle(client.with_options(retries=0).calls.fetch("CA1", read_timeout=5))
    record = server.record()
    assert (len(record["received"]), record["connections"] <= 3) == (20, True)


BEGINNING = """
    import signal
    import mycpaas
    from support.fault_server import CREATE
    from support.run import paused, settle

    client = mycpaas.{name}()
"""
ENDS = {
    "closed": "settle(client.calls.create(**CREATE)); settle(client.close())",
    "forgotten": "settle(client.calls.create(**CREATE)); del client",
    "time-is-up": """
    try:
        settle(client.calls.create(**CREATE, read_timeout=0.1))
    except mycpaas.TimeoutError:
        pass""",
    "interrupted": """
    try:
        signal.signal(signal.SIGALRM, signal.default_int_handler)
        signal.setitimer(signal.ITIMER_REAL, 0.2)
        settle(client.calls.create(**CREATE))
    except KeyboardInterrupt:
        pass""",
}


@pytest.mark.parametrize("name", ["Client", "AsyncClient"])
@pytest.mark.parametrize("end", ENDS)
def test_connections_are_closed_although_nobody_calls_any_more(serve: Serve, name: str, end: str) -> None:
    """In a process of its own: nothing else in it keeps connections going."""
    server = serve(*([STALL] if end in ("time-is-up", "interrupted") else []))
    with paused(f"{BEGINNING.format(name=name)}    {ENDS[end]}", env=server.environment):
        server.wait(requests=1, open_connections_at_most=0)
    assert len(server.received()) == 1
