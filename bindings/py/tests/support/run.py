"""Programs that are run to their end, and coroutines likewise."""

from __future__ import annotations

import asyncio
import inspect
import os
import subprocess
import sys
import textwrap
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from harness.programs import WORKSPACE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PROGRAMS = Path(__file__).parents[1] / "programs"
PYTHONPATH = os.pathsep.join(map(str, [PROGRAMS.parent, WORKSPACE / "tests" / "py"]))


def environment(**more: str) -> dict[str, str]:
    """The environment of a child, in which it finds what the tests share."""
    return {**os.environ, "PYTHONPATH": PYTHONPATH, **more}


def run(*command: str, env: Mapping[str, str], limit: float = 30) -> str:
    """Runs Python; it has to end in time, well, and without a word on standard error."""
    done = subprocess.run(
        [sys.executable, *command],
        env=environment(**env),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=limit,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), f"{done.returncode}: {done.stderr}\n{done.stdout}"
    return done.stdout


def run_source(source: str, *arguments: str, env: Mapping[str, str], limit: float = 30) -> str:
    """Runs a program given as text."""
    return run("-c", textwrap.dedent(source), *arguments, env=env, limit=limit)


@contextmanager
def paused(source: str, *, env: Mapping[str, str], limit: float = 30) -> Iterator[subprocess.Popen[str]]:
    """Runs a program up to its last line, and lets it live until the block ends."""
    source = f"{textwrap.dedent(source)}\nprint('here', flush=True)\ninput()\n"
    pipe = subprocess.PIPE
    program = subprocess.Popen(
        [sys.executable, "-c", source],
        env=environment(**env),
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
        text=True,
    )
    assert program.stdout is not None
    try:
        here = program.stdout.readline()
        yield program
        _, errors = program.communicate("\n", timeout=limit)
    finally:
        program.kill()
        program.wait()
    assert (here, program.returncode, errors) == ("here\n", 0, "")


def settle(value: Any) -> Any:
    """What a method of either client returns, awaited or collected where there is something to."""
    if hasattr(value, "__aiter__"):
        return asyncio.run(_collect(value))
    if inspect.isawaitable(value):
        return asyncio.run(_awaited(value))
    return list(value) if hasattr(value, "__next__") else value


async def _awaited(value: Any) -> Any:
    return await value


async def _collect(items: Any) -> list[Any]:
    return [item async for item in items]
