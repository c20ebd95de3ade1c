"""A client that was made and used before a fork works in the children, and still in the parent."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from support.fault_server import CALL, page
from support.run import PROGRAMS, PYTHONPATH, environment, run, run_source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Serve

CALLS = 200
# CPython 3.12 and newer warns of what is tested here.
FORKING = "-Wignore:This process:DeprecationWarning"
NEXT = "/api/laml/2010-04-01/Accounts/AC0123456789abcdef/Calls.json?Page=1"


@pytest.mark.parametrize("method", ["os.fork", "fork", "spawn", "forkserver"])
def test_200_calls_in_four_children(serve: Serve, method: str) -> None:
    server = serve()
    run(FORKING, str(PROGRAMS / "forks.py"), method, env=server.environment, limit=60)
    assert len(server.received()) == CALLS + 4


def test_forks_while_threads_and_a_loop_have_requests_in_flight(serve: Serve) -> None:
    run(FORKING, str(PROGRAMS / "busy_fork.py"), env=serve().environment, limit=60)


def test_a_list_that_was_begun_before_a_fork_goes_on_after_it(serve: Serve) -> None:
    server = serve(page(0, 2, NEXT), page(2, 1, None))
    source = """
        import os
        import mycpaas

        calls = iter(mycpaas.Client().calls.list(read_timeout=3))
        assert [next(calls).sid, next(calls).sid] == ["CA0", "CA1"]
        child = os.fork()
        assert [call.sid for call in calls] == ["CA2"]
        if child:
            assert os.waitpid(child, 0)[1] == 0
    """
    run_source(source, env=server.environment)
    assert len(server.received()) == 3


class OverSocket(http.client.HTTPConnection):
    """HTTP over a socket with a name, which needs no port."""

    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=30)
        self.path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(30)
        self.sock.connect(str(self.path))


def in_background(*command: str, **env: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=PROGRAMS,
        env=environment(**env),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def lines_until(program: subprocess.Popen[str], word: str, times: int) -> Iterator[str]:
    assert program.stderr is not None
    for line in program.stderr:
        yield line
        times -= word in line
        if not times:
            return


def ended(program: subprocess.Popen[str], seen: list[str]) -> str:
    program.send_signal(signal.SIGTERM)
    _, rest = program.communicate(timeout=30)
    said = "".join(seen) + rest
    assert program.returncode == 0, said
    return said


def test_gunicorn_with_preload(serve: Serve, tmp_path: Path) -> None:
    server, path = serve(), tmp_path / "web.socket"
    program = in_background(
        "gunicorn", "-c", "web_settings.py", "--bind", f"unix:{path}", "web", **server.environment
    )
    with program:
        seen = list(lines_until(program, "Booting worker", 4))

        def ask(_: int) -> tuple[int, bytes]:
            connection = OverSocket(path)
            connection.request("GET", "/")
            answer = connection.getresponse()
            body = answer.read()
            connection.close()
            return answer.status, body

        with ThreadPoolExecutor(8) as pool:
            answers = set(pool.map(ask, range(CALLS)))
        said = ended(program, seen)
    assert answers == {(200, CALL["sid"].encode())}
    assert "Error" not in said
    assert len(server.received()) == CALLS + 2


def test_celery_with_prefork(serve: Serve, tmp_path: Path) -> None:
    server = serve()
    for folder in ("queue", "control", "results"):
        (tmp_path / folder).mkdir()
    env = {**server.environment, "CELERY_FOLDER": str(tmp_path)}
    options = ["--pool=prefork", "--concurrency=4", "--loglevel=INFO", "--without-gossip", "--without-mingle"]
    program = in_background("celery", "--app=tasks", "worker", *options, **env)
    with program:
        seen = list(lines_until(program, " ready.", 1))
        source = f"""
            import os, tasks
            results = [tasks.create.delay() for _ in range({CALLS})]
            answers = [result.get(timeout=30, interval=0.02) for result in results]
            assert {{sid for sid, _ in answers}} == {{"{CALL["sid"]}"}}
            assert len({{worker for _, worker in answers}}) > 1
        """
        run_source(source, env={**env, "PYTHONPATH": f"{PROGRAMS}{os.pathsep}{PYTHONPATH}"})
        said = ended(program, seen)
    assert "Error" not in said
    # One in the worker's parent and one in the program above, which both import the tasks; one at the end.
    assert len(server.received()) == CALLS + 3
