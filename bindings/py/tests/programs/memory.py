"""Says how much memory so many calls cost one client, placed and listed: `memory.py Client 100000`."""

from __future__ import annotations

import asyncio
import gc
import resource
import sys
from typing import Any

import mycpaas
from support.fault_server import CREATE

WARM_UP = 1000
TOGETHER = 32


def peak() -> int:
    """The most memory that was ever used, in KiB."""
    gc.collect()
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used // 1024 if sys.platform == "darwin" else used


def create(client: mycpaas.Client, count: int) -> None:
    for _ in range(count):
        client.calls.create(**CREATE)


def listed(client: mycpaas.Client, count: int) -> None:
    # There may be fewer, and they are listed again.
    while count > 0:
        count -= sum(1 for _ in client.calls.list(page_size=200, limit=count))


async def create_async(client: mycpaas.AsyncClient, count: int) -> None:
    for _ in range(count // TOGETHER + 1):
        await asyncio.gather(*(client.calls.create(**CREATE) for _ in range(TOGETHER)))


async def list_async(client: mycpaas.AsyncClient, count: int) -> None:
    while count > 0:
        async for _ in client.calls.list(page_size=200, limit=count):
            count -= 1


def measure(what: str, work: Any, count: int) -> None:
    work(WARM_UP)
    before = peak()
    work(count)
    sys.stdout.write(f"{what} {before} {peak() - before}\n")


def main(name: str, count: int) -> None:
    if name == "Client":
        client = mycpaas.Client()
        measure("create", lambda times: create(client, times), count)
        measure("list", lambda times: listed(client, times), count)
    else:
        other = mycpaas.AsyncClient()
        measure("create", lambda times: asyncio.run(create_async(other, times)), count)
        measure("list", lambda times: asyncio.run(list_async(other, times)), count)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
