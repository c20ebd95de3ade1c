"""What is logged: through Python's `logging`, where the caller is, and only when somebody listens."""

from __future__ import annotations

import asyncio
import contextvars
import logging
import signal
import threading
from typing import TYPE_CHECKING, NoReturn

import mycpaas
import pytest
from support.fault_server import CREATE, TOKEN, answer, page
from support.run import run_source, settle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import AnyClient, Serve

    Listen = Callable[..., None]


@pytest.fixture
def listen() -> Iterator[Listen]:
    """Gives the logger a handler, for as long as the test lasts."""
    logger = logging.getLogger("mycpaas")
    handlers: list[logging.Handler] = []

    def add(emit: Callable[[logging.LogRecord], object], level: int = logging.DEBUG) -> None:
        handler = logging.Handler()
        handler.emit = emit  # type: ignore[method-assign, assignment]
        handlers.append(handler)
        logger.addHandler(handler)
        logger.setLevel(level)

    yield add
    for handler in handlers:
        logger.removeHandler(handler)
    logger.setLevel(logging.NOTSET)


def test_records_have_a_level_and_fields(client_class: AnyClient, serve: Serve, listen: Listen) -> None:
    records: list[logging.LogRecord] = []
    listen(records.append)
    server = serve(answer(429, "{}", **{"Retry-After": "0"}), answer(201, {"sid": "CA1"}))
    settle(client_class(**server.settings).calls.create(**CREATE))
    retried, ended = records
    assert [record.levelno for record in records] == [logging.DEBUG] * 2
    assert [record.name for record in records] == ["mycpaas"] * 2
    assert vars(retried)["mycpaas_error"] == "rate_limited"
    fields = {name: value for name, value in vars(ended).items() if name.startswith("mycpaas_")}
    assert fields["mycpaas_operation"] == "calls.create"
    assert fields["mycpaas_status"] == "201"
    assert fields["mycpaas_attempts"] == "2"
    assert "the request succeeded" in ended.getMessage()
    assert "operation=calls.create" in ended.getMessage()
    everything = " ".join(f"{record.getMessage()} {vars(record)}" for record in records)
    assert TOKEN not in everything
    assert "+491234567890" not in everything
    assert "+491098765432" not in everything


@pytest.mark.parametrize("level", [logging.WARNING, logging.INFO])
def test_a_warning_arrives_where_only_those_are_wanted(
    client_class: AnyClient, serve: Serve, listen: Listen, level: int
) -> None:
    records: list[logging.LogRecord] = []
    listen(records.append, level)
    next_page = "/api/laml/2010-04-01/Accounts/AC0123456789abcdef/Calls.json?Page=1"
    calls = client_class(**serve(page(0, 1, next_page)).settings).calls.list()
    assert len(settle(iter(calls) if isinstance(calls, mycpaas.CallList) else calls)) == 2
    assert [(record.levelno, "repeats itself" in record.getMessage()) for record in records] == [
        (logging.WARNING, True)
    ]


def test_the_caller_logs_itself(client_class: AnyClient, serve: Serve, listen: Listen) -> None:
    """No thread of the library's ever runs a handler."""
    threads = set()
    listen(lambda _: threads.add(threading.get_ident()))
    settle(client_class(**serve().settings).calls.create(**CREATE))
    assert threads == {threading.get_ident()}


def test_tasks_log_in_their_own_context(serve: Serve, listen: Listen) -> None:
    client = serve().async_client()
    name = contextvars.ContextVar("name", default="nobody")
    heard = []
    listen(lambda record: heard.append((name.get(), vars(record)["mycpaas_to"])))

    async def create(number: int) -> None:
        name.set(f"task {number}")
        await client.calls.create(**{**CREATE, "to": f"+4912345678{number}"})

    async def main() -> None:
        await client.calls.create(**CREATE)
        await asyncio.gather(*(create(number) for number in range(10, 20)))

    asyncio.run(main())
    assert heard[0][0] == "nobody"
    assert {who[-2:] for who, _ in heard[1:]} == {str(number) for number in range(10, 20)}
    assert all(to.endswith(who[-2:]) for who, to in heard[1:])


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_failing_handler_fails_no_request(client_class: AnyClient, serve: Serve, listen: Listen) -> None:
    def fail(_: object) -> NoReturn:
        raise RuntimeError("the disk is full")

    listen(fail)
    assert settle(client_class(**serve().settings).calls.create(**CREATE)).sid


def test_ctrl_c_in_a_handler_goes_through(serve: Serve, listen: Listen) -> None:
    """It drops the request, although its traceback is kept: what would be repeated is not."""
    listen(lambda _: signal.raise_signal(signal.SIGINT))
    server = serve(answer(429, "{}", **{"Retry-After": "0"}), answer(201, {"sid": "CA1"}))
    client = server.client()
    with pytest.raises(KeyboardInterrupt) as interrupted:
        client.calls.create(**CREATE)
    logging.getLogger("mycpaas").setLevel(logging.NOTSET)
    client.calls.create(**CREATE)
    assert interrupted.tb is not None
    assert len(server.received()) == 2


def test_ctrl_c_in_a_handler_leaves_no_other_task_waiting(serve: Serve, listen: Listen) -> None:
    """The loop is interrupted. When it goes on, every answer that came with the interruption is there."""
    interrupted: list[bool] = []

    def interrupt(_: object) -> None:
        if not interrupted:
            interrupted.append(True)
            raise KeyboardInterrupt

    listen(interrupt)
    client = serve().async_client()
    loop = asyncio.new_event_loop()
    tasks = [loop.create_task(client.calls.create(**CREATE)) for _ in range(10)]
    with pytest.raises(KeyboardInterrupt):
        loop.run_until_complete(asyncio.wait(tasks, timeout=10))
    loop.run_until_complete(asyncio.wait_for(asyncio.gather(*tasks), 10))
    loop.close()


def test_nothing_is_logged_where_nobody_listens(serve: Serve) -> None:
    source = """
        import sys
        import mycpaas
        from support.fault_server import CREATE

        assert "logging" not in sys.modules
        client = mycpaas.Client()
        client.calls.create(**CREATE)
        assert "logging" not in sys.modules
        import logging
        records = []
        logging.basicConfig(level=logging.INFO, stream=sys.stderr)
        logging.getLogger().addFilter(records.append)
        client.calls.create(**CREATE)
        assert records == []
    """
    run_source(source, env=serve().environment)
