"""Children of a process whose client is warm make calls, and then the parent makes more."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import sys

import mycpaas
from support.fault_server import CREATE

CHILDREN = 4
CALLS = 50

client = mycpaas.Client()
async_client = mycpaas.AsyncClient()


def create(count: int) -> None:
    for _ in range(count):
        client.calls.create(**CREATE)


async def create_together(count: int) -> None:
    await asyncio.gather(*(async_client.calls.create(**CREATE) for _ in range(count)))


def work(_: object = None) -> int:
    create(CALLS // 2)
    asyncio.run(create_together(CALLS // 2))
    return CALLS


def fork() -> None:
    children = []
    for _ in range(CHILDREN):
        child = os.fork()
        if not child:
            work()
            # As a program ends that does nothing else.
            sys.exit(0)
        children.append(child)
    for child in children:
        assert os.waitpid(child, 0)[1] == 0


def pool(method: str) -> None:
    with multiprocessing.get_context(method).Pool(CHILDREN) as workers:
        assert workers.map(work, range(CHILDREN), chunksize=1) == [CALLS] * CHILDREN


def main(method: str) -> None:
    create(1)
    asyncio.run(create_together(1))
    if method == "os.fork":
        fork()
    else:
        pool(method)
    create(1)
    asyncio.run(create_together(1))


if __name__ == "__main__":
    main(sys.argv[1])
