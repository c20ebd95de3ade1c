"""Threads: one client serves many, and those that wait let others run."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import mycpaas
from support.fault_server import CALL, CREATE, held

if TYPE_CHECKING:
    from conftest import Serve
    from harness.simulator import Simulator


def test_eight_threads_share_a_client_and_each_gets_its_own_answers(simulator: Simulator) -> None:
    client = mycpaas.Client(**simulator.settings)
    together = threading.Barrier(8)

    def work(thread: int) -> None:
        together.wait()
        for index in range(25):
            to = f"+4912345{thread:03}{index:03}"
            call = client.calls.create(**{**CREATE, "to": to})
            assert (call.to, client.calls.fetch(call.sid).to) == (to, to)

    before = simulator.total()
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, range(8))) == [None] * 8
    assert simulator.total() - before == 400


def test_a_thread_that_waits_lets_pure_python_run(serve: Serve) -> None:
    """The answer is released by a thread that has to count first: with the lock held it never would be."""
    server = serve(held(201, CALL))
    counted: list[int] = []

    def count() -> None:
        server.wait(requests=1)
        counted.extend(range(1_000_000))
        server.release()

    counting = threading.Thread(target=count)
    counting.start()
    call = server.client().calls.create(**CREATE)
    assert (call.sid, len(counted)) == (CALL["sid"], 1_000_000)
    counting.join()


def test_a_client_can_be_closed_while_another_thread_waits(serve: Serve) -> None:
    server = serve(held(201, CALL))
    client = server.client()

    def close() -> None:
        server.wait(requests=1)
        client.close()
        server.release()

    closing = threading.Thread(target=close)
    closing.start()
    assert client.calls.create(**CREATE).sid == CALL["sid"]
    closing.join()
