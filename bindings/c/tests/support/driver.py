"""The program in C that runs the vectors, fed with lines."""

from __future__ import annotations

import json
import subprocess
from collections import defaultdict
from typing import TYPE_CHECKING, Any
from urllib.parse import quote_from_bytes, unquote_to_bytes

from harness.fault_server import CREATE
from harness.vectors import SETTINGS, filled

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from harness.fault_server import Server
    from harness.vectors import Case

Lines = dict[str, list[list[str]]]
# What `begin` takes, in its order.
TAKEN = {"create": ("to", "from", "url"), "request": ("method", "path")}
# For a program that is slowed down.
PATIENT = {"connect_timeout": 60, "read_timeout": 60, "total_timeout": 60}
# C counts milliseconds.
SPANS = (
    "connect_timeout",
    "read_timeout",
    "total_timeout",
    "base_delay",
    "max_delay",
    "max_retry_after",
    "deadline",
)


class Driver:
    """The program. One at a time may talk to it."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._settings = SETTINGS if len(command) == 1 else {**SETTINGS, **PATIENT}
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, env=dict(environment))

    def run(self, case: Case, server: Server, form: str) -> list[Lines]:
        """Runs a case. The first part of what comes is about the whole, the others about a call each."""
        for words in lines_of(case, server, self._settings):
            self.tell(*words)
        return self.ask("run", form)

    def tell(self, *words: str | bytes) -> None:
        """Writes a line."""
        assert self._process.stdin is not None
        self._process.stdin.write(b"\t".join(map(escaped, words)) + b"\n")

    def ask(self, *words: str | bytes) -> list[Lines]:
        """Writes a line, and reads what comes of it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self.tell(*words)
        self._process.stdin.flush()
        parts: list[Lines] = [defaultdict(list)]
        for line in iter(self._process.stdout.readline, b"end\n"):
            assert line, "the driver has ended"
            name, *values = (unquote_to_bytes(word).decode() for word in line.rstrip(b"\n").split(b"\t"))
            if name in {"call", "finding"} and not values:
                parts.append(defaultdict(list))
            else:
                whole = name.startswith(("metadata.", "cursor"))
                parts[0 if whole else -1][name].append(values)
        return parts

    def kill(self) -> None:
        """Ends the program in the middle of something."""
        self._process.kill()
        self._process.communicate()

    def close(self) -> None:
        """Ends the program, which has to end well."""
        self._process.communicate(timeout=60)
        assert self._process.returncode == 0


def escaped(word: str | bytes) -> bytes:
    given = word.encode() if isinstance(word, str) else word
    return quote_from_bytes(given, safe=" /:+").encode()


def lines_of(case: Case, server: Server, usual: dict[str, Any]) -> Iterator[list[str]]:
    """What the driver is told of a case."""
    arguments = {**(CREATE if case.operation == "create" else {}), **case.arguments}
    taken = TAKEN.get(case.operation, ("sid", "url") if case.operation == "redirect" else ("sid",))
    yield ["begin", case.operation, *(arguments.pop(name) for name in taken if name in arguments)]
    for name, value in settings({**usual, **case.client}):
        yield ["config", name, written(name, filled(value, server))]
    for name, value in settings(case.options):
        if name == "headers":
            yield from (["option", "header", *pair] for pair in value)
        else:
            yield ["option", name, written(name, value)]
    if "body" in arguments:
        yield ["parameter", "body", arguments.pop("content_type"), arguments.pop("body")]
    for name, value in arguments.items():
        yield from parameter(name, value)


def settings(given: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in given.items():
        if name == "retry":
            yield from {"max_retries": 0}.items() if value == "off" else value.items()
        elif value is not None:
            yield name, value


def parameter(name: str, value: Any) -> Iterator[list[str]]:
    if name in {"extra", "query", "form"}:
        yield from (["parameter", name, *pair] for pair in value)
    elif name == "until":
        yield from (["parameter", name, status] for status in value)
    elif isinstance(value, list):
        yield ["parameter", name, *value]
    else:
        yield ["parameter", name, written(name, value)]


def written(name: str, value: Any) -> str:
    if name in SPANS:
        return str(round(value * 1000))
    return value if isinstance(value, str) else json.dumps(value)
