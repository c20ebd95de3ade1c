"""The programs in C and C++: none gives a warning, and those that need no server run as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.run import WORKSPACE, cmake, run

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Build
    from harness.simulator import Simulator
    from support.instruments import Instrument


def test_everything_builds(build: Build) -> None:
    assert (build() / "CMakeCache.txt").exists()


def test_the_examples_build_alone(prefix: Path, tmp_path: Path) -> None:
    cmake(WORKSPACE / "examples" / "c", tmp_path, CMAKE_PREFIX_PATH=prefix)


def test_laml(build: Build, instrument: Instrument) -> None:
    """A tree of a hundred thousand levels takes too long under valgrind."""
    program = build(instrument.sanitize) / "laml"
    levels = ["5000"] if instrument.debug else []
    run(*instrument.command_for("laml"), program, *levels, env=build.environment(instrument))


def test_laml_reading(build: Build, instrument: Instrument) -> None:
    program = build(instrument.sanitize) / "laml_reading"
    run(*instrument.command_for("laml_reading"), program, env=build.environment(instrument))


# The sanitizer of threads does not see how the library hands objects from one thread to another.
@pytest.mark.parametrize("instrument", ["plain", "valgrind", "address"], indirect=True)
@pytest.mark.parametrize(
    "name",
    [
        "client_cpp",
        "client_async_cpp",
        "client_no_exceptions_cpp",
        "laml_tree_cpp",
        "webhooks_cpp",
        "call_tracker_cpp",
    ],
)
def test_cpp(name: str, build: Build, instrument: Instrument, simulator: Simulator) -> None:
    program = build(instrument.sanitize) / name
    run(
        *instrument.command_for(name), program, env={**simulator.environment, **build.environment(instrument)}
    )
