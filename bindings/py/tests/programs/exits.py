"""Ends in one of several ways while requests are in flight."""

from __future__ import annotations

import asyncio
import os
import sys
import threading
import time
from typing import TYPE_CHECKING

import mycpaas
from support.fault_server import CREATE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

client = mycpaas.Client()
async_client = mycpaas.AsyncClient()
page: mycpaas.Page | None = None
calls: Iterator[mycpaas.Call] | None = None


def keep_calling() -> None:
    while True:
        client.calls.create(**CREATE)


def keep_reading() -> None:
    while True:
        call = client.calls.create(**CREATE)
        assert (call.extra, call.to_dict()["sid"]) == ({}, call.sid)
        assert client.request("POST", "Calls.json").json() == call.to_dict()


async def keep_calling_together() -> None:
    while True:
        await asyncio.gather(*(async_client.calls.create(**CREATE) for _ in range(4)))


def in_daemons(*targets: Callable[[], object]) -> None:
    """Ends while threads are somewhere in a call, or right after one, and others wait for an answer."""
    client.calls.create(**CREATE)
    for target in targets * 4:
        threading.Thread(target=target, daemon=True).start()
    # What they wait for never comes where the server is stalled, so that there is no event to wait for.
    time.sleep(0.05)


def busy_threads() -> None:
    in_daemons(keep_calling)


def busy_loops() -> None:
    in_daemons(lambda: asyncio.run(keep_calling_together()))


def stalled() -> None:
    """The server holds every answer but the first."""
    in_daemons(keep_calling, lambda: asyncio.run(keep_calling_together()))


def task_in_flight() -> None:
    async def main() -> None:
        task = asyncio.ensure_future(keep_calling_together())
        await async_client.calls.create(**CREATE)
        assert not task.done()

    asyncio.run(main())


def after_the_last_await() -> None:
    asyncio.run(async_client.calls.fetch("CA1"))


def logged() -> None:
    """A handler that writes lets others run, and so the end of the interpreter come, while it is called."""
    import logging

    # Threads take turns more often than usual, so that more of them are in a handler at the end.
    sys.setswitchinterval(1e-5)

    logging.getLogger("mycpaas").setLevel(logging.DEBUG)
    logging.getLogger("mycpaas").addHandler(logging.FileHandler(os.devnull, mode="w"))
    in_daemons(keep_calling)


def logged_loops() -> None:
    """The loop is one of those that check themselves where the interpreter runs in its development mode."""
    import logging

    logging.getLogger("mycpaas").setLevel(logging.DEBUG)
    logging.getLogger("mycpaas").addHandler(logging.FileHandler(os.devnull, mode="w"))
    in_daemons(lambda: asyncio.run(keep_calling_together()))


def read_as_json() -> None:
    in_daemons(keep_reading)


def uncollected() -> None:
    """Objects that live until the interpreter clears its modules."""
    global page, calls  # noqa: PLW0603
    page = client.calls.list().first_page()
    calls = iter(client.calls.list())
    next(calls)


if __name__ == "__main__":
    globals()[sys.argv[1]]()
