"""Servers for the tests, and the programs in C."""

from __future__ import annotations

import os
import queue
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from harness import programs as workspace
from harness.fault_server import FaultServer, Server
from harness.simulator import Simulator
from support.driver import Driver
from support.instruments import INSTRUMENTS
from support.run import BINDING, cmake, make

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from support.instruments import Instrument

    Serve = Callable[..., Server]
    Start = Callable[..., "Program"]
    Run = Callable[..., str]


class Drivers:
    """Programs that run vectors, as many as are needed at a time."""

    def __init__(
        self, program: Path, before: Sequence[str] = (), environment: Mapping[str, str] | None = None
    ) -> None:
        self._command = [*before, str(program)]
        self._environment = {**os.environ, **(environment or {})}
        self._idle: queue.SimpleQueue[Driver] = queue.SimpleQueue()

    @contextmanager
    def one(self) -> Iterator[Driver]:
        try:
            driver = self._idle.get_nowait()
        except queue.Empty:
            driver = Driver(self._command, self._environment)
        try:
            yield driver
        except BaseException:
            driver.kill()
            raise
        self._idle.put(driver)

    def close(self) -> None:
        while not self._idle.empty():
            self._idle.get().close()


@pytest.fixture(scope="session", autouse=True)
def no_environment() -> None:
    """Takes away what would change clients of the tests, and what `make` hands down."""
    for name in list(os.environ):
        if name.startswith(("MYCPAAS_", "MAKE", "MFLAGS")) or name.lower().endswith("_proxy"):
            del os.environ[name]


@pytest.fixture(scope="session")
def prefix(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the library is installed, outside of the tree."""
    prefix = tmp_path_factory.mktemp("prefix")
    make("install", PREFIX=prefix)
    return prefix


class Build:
    """Builds the programs and the examples, once for the sanitizers that are named."""

    def __init__(self, prefix: Path, folder: Callable[[str], Path]) -> None:
        self._folder = folder
        self._prefixes = {False: prefix}
        self._built: dict[str, Path] = {}

    def prefix(self, *, debug: bool = False) -> Path:
        """Says where the library is installed, and if asked to one that is not optimised.

        In one that is, valgrind sees decisions on what is not initialised, whose outcome does not matter.
        """
        if debug not in self._prefixes:
            self._prefixes[debug] = self._folder("debug")
            make("install", PREFIX=self._prefixes[debug], PROFILE="dev", STRIP="true")
        return self._prefixes[debug]

    def environment(self, instrument: Instrument) -> dict[str, str]:
        """Says what a program finds in its environment: how it is looked at, and which library it loads."""
        library = {"LD_LIBRARY_PATH": str(self.prefix(debug=True) / "lib")} if instrument.debug else {}
        return {**instrument.environment, **library}

    def __call__(self, sanitize: str = "") -> Path:
        """Says where the programs are."""
        if sanitize not in self._built:
            folder = self._folder("build")
            sanitizers = sanitize.replace(",", ";")
            cmake(BINDING, folder, CMAKE_PREFIX_PATH=self.prefix(), MYCPAAS_SANITIZE=sanitizers)
            self._built[sanitize] = folder
        return self._built[sanitize]


@pytest.fixture(scope="session")
def build(prefix: Path, tmp_path_factory: pytest.TempPathFactory) -> Build:
    return Build(prefix, tmp_path_factory.mktemp)


@pytest.fixture(scope="session")
def programs() -> dict[str, Path]:
    return workspace.build()


@pytest.fixture(scope="session")
def simulator(programs: dict[str, Path]) -> Iterator[Simulator]:
    """A simulator in which everybody is busy, so that no document is asked for."""
    program = Simulator(programs["mycpaas-simulator"], "--callee", "=busy")
    yield program
    program.close()


@pytest.fixture(scope="session")
def fault_server(programs: dict[str, Path]) -> Iterator[FaultServer]:
    program = FaultServer(programs["fault-server"])
    yield program
    program.close()


@pytest.fixture
def serve(fault_server: FaultServer) -> Iterator[Serve]:
    """Starts servers that do one behaviour after the other, and the last again and again."""
    servers: list[Server] = []

    def begin(*script: object, **options: object) -> Server:
        given = {"script": script, **options} if script else dict(options)
        servers.append(Server(fault_server, given))
        return servers[-1]

    yield begin
    for server in servers:
        server.stop()


class Program:
    """A program that runs, and is talked to."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(
            command, stdin=pipe, stdout=pipe, stderr=pipe, env=environment, text=True
        )

    def line(self) -> str:
        """Waits for a line."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().rstrip("\n")

    def say(self) -> None:
        """Lets it go on."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()

    def rest(self) -> list[str]:
        """Waits for the end, which has to be a good one, and returns what was written."""
        output, errors = self._process.communicate(timeout=60)
        assert (self._process.returncode, errors) == (0, ""), (
            f"{self._process.returncode}: {errors}\n{output}"
        )
        return output.splitlines()


@pytest.fixture(params=[*INSTRUMENTS])
def instrument(request: pytest.FixtureRequest) -> Instrument:
    """Each of the ways to look at a program while it runs."""
    return INSTRUMENTS[request.param]


@pytest.fixture
def start(instrument: Instrument, build: Build) -> Start:
    """Starts a program, against a server if it needs one."""
    folder = build(instrument.sanitize)

    def begin(name: str, server: Server | None = None, *arguments: str) -> Program:
        command = [*instrument.command_for(name), str(folder / name), *arguments]
        known = server.environment if server else {}
        return Program(command, {**os.environ, **build.environment(instrument), **known})

    return begin


@pytest.fixture
def run(start: Start) -> Run:
    """Runs a program to its end, against a server if it needs one, and returns what it wrote."""
    return lambda name, *server_and_arguments: "\n".join(start(name, *server_and_arguments).rest())


@pytest.fixture(scope="session")
def drivers(build: Build) -> Iterator[Drivers]:
    all_of_them = Drivers(build() / "driver")
    yield all_of_them
    all_of_them.close()


@pytest.fixture(scope="session")
def checked_drivers(build: Build) -> Iterator[Drivers]:
    """The same under valgrind."""
    valgrind = INSTRUMENTS["valgrind"]
    all_of_them = Drivers(build() / "driver", valgrind.command_for("driver"), build.environment(valgrind))
    yield all_of_them
    all_of_them.close()
