"""Programs that are run to their end."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WORKSPACE = Path(__file__).parents[4]
BINDING = WORKSPACE / "bindings" / "c"
CARGO = os.environ.get("CARGO", "cargo")

# A build of everything, on a machine that does something else besides.
BUILD_LIMIT = 1800
TOOLS = Path(sys.executable).parent


def run(
    *command: str | Path,
    folder: Path = BINDING,
    env: Mapping[str, str] | None = None,
    limit: float = 60,
    stdin: str = "",
) -> str:
    """Runs a program, which has to end in time and well, and returns what it printed."""
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **(env or {})},
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        timeout=limit,
        check=False,
    )
    assert done.returncode == 0, f"{command}: {done.returncode}\n{done.stdout}{done.stderr}"
    return done.stdout


def make(target: str, **variables: object) -> str:
    """Runs the Makefile of the library."""
    given = [f"{name}={value}" for name, value in variables.items()]
    return run("make", "--no-print-directory", target, *given, limit=BUILD_LIMIT)


def cmake(source: Path, build: Path, **variables: object) -> None:
    """Builds a project with CMake and Ninja, as they come with Python."""
    given = [f"-D{name}={value}" for name, value in variables.items()]
    ninja = f"-DCMAKE_MAKE_PROGRAM={TOOLS / 'ninja'}"
    run(TOOLS / "cmake", "-S", source, "-B", build, "-G", "Ninja", ninja, *given, limit=BUILD_LIMIT)
    run(TOOLS / "cmake", "--build", build, limit=BUILD_LIMIT)
