"""The fault server: servers that misbehave on purpose. `tests/vectors/README.md` describes it."""

from __future__ import annotations

import json
import subprocess
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

Behaviour = dict[str, Any]

ACCOUNT_SID = "AC0123456789abcdef"
TOKEN = "top-secret-token-4711"
CALL = {"sid": "CA00000000000000000000000000000001", "status": "queued", "direction": "outbound-api"}
CREATE = {"to": "+491234567890", "from": "+491098765432", "url": "https://example.com/voice.xml"}

STALL: Behaviour = {"steps": ["stall"]}
CLOSE: Behaviour = {"steps": ["close"]}


def answer(status: int, body: object = "", **headers: str) -> Behaviour:
    """An answer: a text as it is, anything else as JSON."""
    text = body if isinstance(body, str) else json.dumps(body)
    pairs = [("Content-Type", "application/json"), *headers.items()]
    return {"steps": [{"answer": {"status": status, "headers": pairs, "body": text}}]}


def held(status: int, body: object) -> Behaviour:
    """An answer that waits to be released."""
    return {"steps": ["await_release", *answer(status, body)["steps"]]}


def page(first: int, count: int, next_page: str | None) -> Behaviour:
    """A page of calls whose identifiers are counted from `first`."""
    calls = [{"sid": f"CA{number}", "status": "completed"} for number in range(first, first + count)]
    return answer(200, {"calls": calls, "next_page_uri": next_page})


class FaultServer:
    """The program, to which one line is one question."""

    def __init__(self, program: Path) -> None:
        pipe = subprocess.PIPE
        self._process = subprocess.Popen([program], stdin=pipe, stdout=pipe, encoding="utf-8")
        self._lock = threading.Lock()

    def ask(self, **question: object) -> dict[str, Any]:
        """Asks, and raises what cannot be done."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        with self._lock:
            self._process.stdin.write(json.dumps(question) + "\n")
            self._process.stdin.flush()
            reply: dict[str, Any] = json.loads(self._process.stdout.readline())
        if "error" in reply:
            raise RuntimeError(reply["error"])
        return reply

    def close(self) -> None:
        """Ends the program."""
        self._process.communicate(timeout=10)


class Server:
    """One server, and what it has seen."""

    def __init__(self, program: FaultServer, server: object) -> None:
        self._program = program
        self.started = program.ask(do="start", server=server)
        self.base_url: str = self.started["base_url"]

    def wait(self, **until: int) -> dict[str, Any]:
        """Waits until so many `requests`, `connections` or `open_connections_at_most` are there."""
        return self._ask("wait", **until)

    def record(self) -> dict[str, Any]:
        """Says what has been seen so far."""
        return self._ask("record")

    def received(self) -> list[dict[str, Any]]:
        """The requests that arrived whole."""
        received: list[dict[str, Any]] = self.record()["received"]
        return received

    def paths(self) -> list[str]:
        """Where requests went, without what is the same for all."""
        return [request["path"].split(ACCOUNT_SID, 1)[-1] for request in self.received()]

    def release(self, count: int = 1) -> None:
        """Lets answers go that were held."""
        self._ask("release", count=count)

    def push(self, behaviour: Behaviour) -> None:
        """Adds to what the server does."""
        self._ask("push", behaviour=behaviour)

    def stop(self) -> None:
        """Ends the server."""
        self._ask("stop")

    @property
    def settings(self) -> dict[str, Any]:
        """What a client needs to come here."""
        return {"account_sid": ACCOUNT_SID, "auth_token": TOKEN, "base_url": self.base_url}

    @property
    def environment(self) -> dict[str, str]:
        """The same, for a program."""
        return {f"MYCPAAS_{name.upper()}": value for name, value in self.settings.items()}

    def _ask(self, what: str, **arguments: object) -> dict[str, Any]:
        return self._program.ask(do=what, number=self.started["number"], **arguments)
