"""An interpreter that ends while requests are in flight: at once, without a crash, and without a word."""

from __future__ import annotations

import re
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest
from support.fault_server import CALL, STALL, answer, page
from support.run import PROGRAMS, run, run_source

if TYPE_CHECKING:
    from conftest import Serve

RUNS = 10


@pytest.mark.parametrize(
    ("end", "script", "flags"),
    [
        ("busy_threads", [], []),
        ("busy_loops", [], []),
        ("busy_loops", [], ["-X", "dev"]),
        ("logged", [], []),
        ("logged_loops", [], ["-X", "dev"]),
        ("read_as_json", [], []),
        ("stalled", [answer(201, CALL), STALL], []),
        ("task_in_flight", [], []),
        ("after_the_last_await", [], []),
        ("uncollected", [page(0, 3, None)], []),
    ],
)
def test_the_interpreter_ends_quietly(serve: Serve, end: str, script: list[Any], flags: list[str]) -> None:
    def once(_: int) -> None:
        # The stalled program's first answer goes to whoever asks first, so that it needs a server of its own.
        server = serve(*script)
        run(*flags, str(PROGRAMS / "exits.py"), end, env=server.environment, limit=20)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(once, range(RUNS)))


@pytest.mark.parametrize("first", ["import mycpaas", "pass"])
def test_a_second_interpreter_is_refused_clearly(first: str) -> None:
    source = f"""
        try:
            import _interpreters as interpreters
        except ImportError:
            import _xxsubinterpreters as interpreters

        {first}
        other = interpreters.create()
        run = getattr(interpreters, "exec", interpreters.run_string)
        try:
            print(run(other, "import mycpaas"))
            import mycpaas
        except Exception as error:
            print(error)
    """
    # CPython 3.12 and newer refuses isolated ones by itself, in words of its own.
    assert re.search(r"mycpaas\S* does not support .*subinterpreters", run_source(source, env={}))


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_nothing_runs_before_the_first_request(serve: Serve) -> None:
    """Neither the import nor a client starts a thread or opens a socket."""
    source = """
        import mycpaas, os, threading
        before = set(os.listdir("/proc/self/fd"))
        clients = mycpaas.Client(), mycpaas.AsyncClient()
        print(len(os.listdir("/proc/self/task")), set(os.listdir("/proc/self/fd")) - before)
    """
    assert run_source(source, env=serve().environment) == "1 set()\n"
