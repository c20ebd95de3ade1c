"""Ctrl-C ends whatever blocks, at once, and drops the request."""

from __future__ import annotations

import signal
import statistics
import threading
import time
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from support.fault_server import CALL, CREATE, STALL, answer, held, page

if TYPE_CHECKING:
    from collections.abc import Callable

    import mycpaas
    from conftest import Serve
    from support.fault_server import Server

    Blocking = Callable[[mycpaas.Client], Any]

NEXT = "/api/laml/2010-04-01/Accounts/AC0123456789abcdef/Calls.json?Page=1"


def interrupted_after(server: Server, block: Callable[[], object], requests: int) -> float:
    """Sends Ctrl-C to a thread that blocks, and says how long it takes to end."""
    main = threading.main_thread().ident
    assert main is not None
    sent = []

    def interrupt() -> None:
        server.wait(requests=requests)
        sent.append(time.monotonic())
        signal.pthread_kill(main, signal.SIGINT)

    thread = threading.Thread(target=interrupt)
    thread.start()
    with pytest.raises(KeyboardInterrupt):
        block()
    ended = time.monotonic()
    thread.join()
    return ended - sent[0]


@pytest.mark.parametrize(
    ("script", "block"),
    [
        pytest.param([STALL], lambda client: client.calls.create(**CREATE), id="create"),
        pytest.param([page(0, 2, NEXT), STALL], lambda client: list(client.calls.list()), id="iteration"),
        pytest.param([STALL], lambda client: client.request("GET", "Calls/CA1.json"), id="request"),
    ],
)
def test_ctrl_c_ends_a_blocked_call_and_closes_its_connection(
    serve: Serve, script: list[Any], block: Blocking
) -> None:
    took = []
    for _ in range(3):
        server = serve(*script)
        took.append(interrupted_after(server, partial(block, server.client()), len(script)))
        server.wait(open_connections_at_most=0)
        assert len(server.received()) == len(script)
    assert statistics.median(took) < 0.1


def test_ctrl_c_ends_a_blocked_wait(serve: Serve) -> None:
    server = serve(answer(200, CALL))
    client = server.client()
    took = [interrupted_after(server, lambda: client.calls.wait("CA1"), count * 2) for count in (1, 2, 3)]
    assert statistics.median(took) < 0.1


def test_a_signal_whose_handler_raises_nothing_lets_the_call_go_on(serve: Serve) -> None:
    server = serve(held(201, CALL))
    previous = signal.signal(signal.SIGUSR1, lambda *_: server.release())
    main = threading.main_thread().ident
    assert main is not None

    def send() -> None:
        server.wait(requests=1)
        signal.pthread_kill(main, signal.SIGUSR1)

    thread = threading.Thread(target=send)
    thread.start()
    try:
        assert server.client().calls.create(**CREATE).sid == CALL["sid"]
    finally:
        thread.join()
        signal.signal(signal.SIGUSR1, previous)
    assert len(server.received()) == 1
