"""Programs that are run to their end, and coroutines likewise."""

from __future__ import annotations

import asyncio
import inspect
import os
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

PROGRAMS = Path(__file__).parents[1] / "programs"


def environment(**more: str) -> dict[str, str]:
    """The environment of a child, in which it finds what the tests share."""
    return {**os.environ, "PYTHONPATH": str(PROGRAMS.parent), **more}


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
