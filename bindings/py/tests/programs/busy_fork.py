"""Forks again and again while threads and a loop have requests in flight, all of them logged."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import threading

import mycpaas
from support.fault_server import CREATE

FORKS = 30

logging.getLogger("mycpaas").setLevel(logging.DEBUG)
logging.getLogger("mycpaas").addHandler(logging.NullHandler())
client = mycpaas.Client()
async_client = mycpaas.AsyncClient()
ended = threading.Event()


def create() -> None:
    while not ended.is_set():
        client.calls.create(**CREATE)


async def create_together() -> None:
    while not ended.is_set():
        await asyncio.gather(*(async_client.calls.create(**CREATE) for _ in range(8)))


def child() -> None:
    client.calls.create(**CREATE)
    asyncio.run(async_client.calls.fetch("CA1"))
    sys.stdout.flush()
    os._exit(0)


threads = [threading.Thread(target=create) for _ in range(4)]
threads.append(threading.Thread(target=lambda: asyncio.run(create_together())))
for thread in threads:
    thread.start()
for _ in range(FORKS):
    forked = os.fork()
    if not forked:
        child()
    assert os.waitpid(forked, 0)[1] == 0
ended.set()
for thread in threads:
    thread.join()
client.calls.create(**CREATE)
