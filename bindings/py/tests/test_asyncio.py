"""The client for asyncio: on every sort of loop, cancelled, and on loops that end."""

from __future__ import annotations

import asyncio
import gc
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import mycpaas
import pytest
import uvloop
from support.fault_server import CALL, CREATE, STALL, answer, held
from support.loops import LoopWithoutReaders, run_on
from support.run import run_source

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Serve
    from harness.simulator import Simulator

    MakeLoop = Callable[[], asyncio.AbstractEventLoop]

LOOPS = [
    pytest.param(asyncio.new_event_loop, id="asyncio"),
    pytest.param(uvloop.new_event_loop, id="uvloop"),
    pytest.param(LoopWithoutReaders, id="without-readers"),
]


async def until(condition: Callable[[], object]) -> None:
    """Lets the loop run until something blocking is done in another thread."""
    await asyncio.get_running_loop().run_in_executor(None, condition)


@pytest.mark.parametrize("debug", [False, True])
@pytest.mark.parametrize("make", LOOPS)
def test_each_of_many_requests_gets_its_own_answer(make: MakeLoop, debug: bool, simulator: Simulator) -> None:
    async def main() -> None:
        asyncio.get_running_loop().set_debug(debug)
        async with mycpaas.AsyncClient(**simulator.settings) as client:
            numbers = [f"+4912345678{number:03}" for number in range(100)]
            calls = await asyncio.gather(*(client.calls.create(**{**CREATE, "to": to}) for to in numbers))
            assert [call.to for call in calls] == numbers
            with pytest.raises(mycpaas.NotFoundError):
                await client.calls.fetch("CA00000000000000000000000000000000")

    run_on(make, main())


@pytest.mark.parametrize("make", LOOPS)
def test_cancelling_a_task_closes_its_connection_and_no_other(make: MakeLoop, serve: Serve) -> None:
    server = serve(STALL, held(201, CALL))

    async def main() -> None:
        client = server.async_client()
        dropped = asyncio.ensure_future(client.calls.create(**CREATE))
        await until(lambda: server.wait(requests=1))
        kept = asyncio.ensure_future(client.calls.create(**CREATE))
        await until(lambda: server.wait(requests=2))
        dropped.cancel()
        with pytest.raises(asyncio.CancelledError):
            await dropped
        await until(lambda: server.wait(open_connections_at_most=1))
        server.release()
        assert (await kept).sid == CALL["sid"]

    run_on(make, main())
    assert len(server.received()) == 2


@pytest.mark.parametrize("make", LOOPS)
def test_a_timeout_of_asyncio_closes_the_connection(make: MakeLoop, serve: Serve) -> None:
    server = serve(STALL)

    async def main() -> None:
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(server.async_client().calls.create(**CREATE), 0.2)
        await until(lambda: server.wait(open_connections_at_most=0))

    run_on(make, main())
    assert len(server.received()) == 1


def test_cancelling_a_wait_and_an_iteration_ends_them(serve: Serve) -> None:
    server = serve(answer(200, CALL))

    async def main() -> None:
        client = server.async_client()
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(client.calls.wait("CA1"), 0.3)
        before = len(server.received())
        server.push(STALL)
        listing = asyncio.ensure_future(anext_of(client.calls.list()))
        await until(lambda: server.wait(requests=before + 1))
        listing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await listing
        await until(lambda: server.wait(open_connections_at_most=0))

    asyncio.run(main())


async def anext_of(calls: mycpaas.AsyncCallList) -> object:
    return await calls.__aiter__().__anext__()


def test_one_client_serves_loops_one_after_the_other_and_in_several_threads(simulator: Simulator) -> None:
    client = mycpaas.AsyncClient(**simulator.settings)
    together = threading.Barrier(4)

    async def main(number: int) -> None:
        to = [f"+4912345{number:03}{index:03}" for index in range(20)]
        calls = await asyncio.gather(*(client.calls.create(**{**CREATE, "to": each}) for each in to))
        assert [call.to for call in calls] == to

    def twice(number: int) -> None:
        together.wait()
        asyncio.run(main(number))
        asyncio.run(main(number + 100))

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(twice, range(4))) == [None] * 4


def test_loops_that_are_gone_leave_no_descriptor_behind(serve: Serve) -> None:
    server = serve()
    client = server.async_client()

    async def main() -> None:
        await client.calls.create(**CREATE)

    def descriptors() -> int:
        gc.collect()
        return len(list(Path("/dev/fd").iterdir()))

    asyncio.run(main())
    before = descriptors()
    for make in (asyncio.new_event_loop, LoopWithoutReaders) * 20:
        run_on(make, main())
    assert descriptors() <= before + 8


IN_FLIGHT = """
    import asyncio
    import mycpaas
    from support.fault_server import CREATE
    from support.loops import LoopWithoutReaders, run_on

    client = mycpaas.AsyncClient()

    async def main():
        tasks = [asyncio.ensure_future(client.calls.create(**CREATE)) for _ in range(20)]
        await asyncio.sleep(0.2)
        assert not any(task.done() for task in tasks)

"""


@pytest.mark.parametrize("run", ["asyncio.run(main())", "run_on(LoopWithoutReaders, main())"])
def test_a_loop_that_ends_with_requests_in_flight_is_quiet(serve: Serve, run: str) -> None:
    server = serve(STALL)
    run_source(f"{IN_FLIGHT}    {run}; {run}", env=server.environment)
    server.wait(open_connections_at_most=0)
    assert len(server.received()) == 40


def test_a_loop_without_readers_may_be_closed_without_an_end(serve: Serve) -> None:
    """Nobody cancels what is left, and the loop's own receiver must not be told of as forgotten."""
    end = "loop = LoopWithoutReaders(); loop.run_until_complete(client.calls.fetch('CA1')); loop.close()"
    run_source(f"{IN_FLIGHT}    {end}", env=serve(answer(200, CALL)).environment)
