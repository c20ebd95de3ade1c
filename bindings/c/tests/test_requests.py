"""Programs in C against real servers: what they receive is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from harness.fault_server import CALL, STALL, answer, held, page

if TYPE_CHECKING:
    from conftest import Run, Serve, Start

CREATED = answer(201, CALL)
NEXT = "/api/laml/2010-04-01/Accounts/AC0123456789abcdef/Calls.json?Page=1"

# The allocator of the address sanitizer may be locked while a program forks, and is so in the child for ever.
forking = pytest.mark.parametrize("instrument", ["plain", "valgrind", "thread"], indirect=True)


def test_threads_share_a_client(run: Run, serve: Serve) -> None:
    """Each POST is one call, whoever sent it and whatever was cancelled."""
    server = serve(CREATED)
    placed, callbacks = map(int, run("threads", server).split())
    assert callbacks == 8 * 12
    assert placed <= len(server.received()) <= 2 * callbacks


def test_requests_keep_what_they_need(start: Start, serve: Serve) -> None:
    """Clients, parameters, options, tokens and pages may be freed while requests with them are under way."""
    list_of_two = page(1, 2, NEXT)
    server = serve(
        held(201, CALL),
        *[{"steps": ["await_release", *list_of_two["steps"]]}],
        page(3, 1, None),
        list_of_two,
        page(3, 2, None),
    )
    program = start("ownership", server)
    for requests, sent in enumerate(["write", "read"], 1):
        assert program.line() == sent
        server.wait(requests=requests)
        if sent == "read":
            server.release(2)
        program.say()
    assert program.rest() == ["CA3", "CA1", "CA2", "CA3"]
    assert len(server.received()) == 5


@pytest.mark.parametrize("how", ["thread", "signal", "queue"])
def test_cancelling_what_was_sent(how: str, start: Start, serve: Serve) -> None:
    """The call may exist, and the error says so."""
    server = serve(STALL)
    program = start("cancel", server, how)
    server.wait(requests=1)
    program.say()
    first, message = program.rest()
    assert first.startswith("cancelled unknown 1")
    assert "must not be blindly repeated" in message
    server.wait(open_connections_at_most=0)
    assert len(server.received()) == 1


def test_cancelling_before_it_is_sent(run: Run, serve: Serve) -> None:
    server = serve(STALL)
    assert run("cancel", server, "before").startswith("cancelled not_sent 0 0\n")
    assert server.record()["connections"] == 0


@forking
def test_forks(run: Run, serve: Serve) -> None:
    """Five processes place twenty calls each, and one of them one more, with a client made before."""
    server = serve(CREATED)
    run("forks", server)
    assert len(server.received()) == 2 * 10 * (1 + 4 + 1) + 1


def test_callbacks(run: Run, serve: Serve) -> None:
    server = serve(answer(200, CALL))
    run("callbacks", server)
    assert [request["method"] for request in server.received()] == ["POST", "GET", "POST", "POST"]


def test_signals_stay_with_the_program(run: Run, serve: Serve) -> None:
    server = serve(CREATED)
    run("signals", server)
    assert len(server.received()) == 2


@forking
def test_queues(run: Run, serve: Serve) -> None:
    """A request that its queue drops at once may have been sent, and nothing else is."""
    server = serve(CREATED)
    run("queues", server)
    assert 1 <= len(server.received()) <= 2


# valgrind runs one thread at a time, and is itself held up by the handler.
@pytest.mark.parametrize("instrument", ["plain", "address", "thread"], indirect=True)
def test_a_thread_that_is_held_up_holds_up_no_other(start: Start, serve: Serve) -> None:
    server = serve(STALL)
    program = start("background", server)
    server.wait(requests=1)
    program.say()
    assert not program.rest()
    assert len(server.received()) == 2
