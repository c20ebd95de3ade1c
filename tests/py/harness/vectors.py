"""The vectors that every language runs, as `tests/vectors/README.md` describes them."""

from __future__ import annotations

import base64
import copy
import json
import traceback
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from harness.fault_server import ACCOUNT_SID, TOKEN, Server
from harness.programs import WORKSPACE

if TYPE_CHECKING:
    from collections.abc import Callable

    from harness.fault_server import FaultServer

VECTORS = WORKSPACE / "tests" / "vectors"
CALLS = [f"calls/{path.name}" for path in sorted(VECTORS.glob("calls/*.json"))]
CALLS += [f"generated/{path.name}" for path in sorted(VECTORS.glob("generated/calls_*.json"))]
# The settings of a client that are not left to the vector.
SETTINGS: dict[str, Any] = {
    "account_sid": ACCOUNT_SID,
    "auth_token": TOKEN,
    "base_url": "{base_url}",
    "connect_timeout": 3,
    "read_timeout": 1.5,
    "total_timeout": 6,
    "max_response_size": 1048576,
    "retry": {"base_delay": 0.005},
}
# What an error is where a vector does not say.
USUAL = dict.fromkeys(("http_status", "api_code", "more_info", "request_id", "retry_after", "parameter"))
USUAL |= {"may_have_been_placed": False, "is_retryable": False}
# What nobody may show.
SECRETS = [TOKEN, base64.b64encode(f"{ACCOUNT_SID}:{TOKEN}".encode()).decode(), "hunter2"]
AT_A_TIME = 12


@dataclass
class Case:
    """One operation, what the server does, and what must come of it. A key that is not here is refused."""

    name: str
    operation: str
    requests: int | list[dict[str, Any]]
    client: dict[str, Any] = field(default_factory=dict)
    server: Any = field(default_factory=dict)
    arguments: dict[str, Any] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)
    connections: int | None = None
    result: Any = None
    error: dict[str, Any] | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
    elapsed: tuple[float, float] = (0, 45)


def read(path: str) -> list[Case]:
    """Reads a file, with a case for each overlay."""
    cases = []
    for vector in json.loads((VECTORS / path).read_text("utf-8")):
        for overlay in vector.pop("each", [None]):
            given = copy.deepcopy(vector)
            if overlay is not None:
                lay_over(given, overlay)
                given["name"] += f" {json.dumps(overlay)}"
            cases.append(Case(**given))
    return cases


def lay_over(value: dict[str, Any], overlay: dict[str, Any]) -> None:
    """Merges objects, and replaces everything else."""
    for name, over in overlay.items():
        if isinstance(over, dict) and isinstance(value.get(name), dict):
            lay_over(value[name], over)
        else:
            value[name] = over


def filled(value: Any, server: Server) -> Any:
    """Puts in what is known only when the server runs."""
    if isinstance(value, str):
        for name in ("base_url", "address", "certificate"):
            value = value.replace(f"{{{name}}}", server.started.get(name) or "")
    return value


def run_all(
    path: str,
    fault_server: FaultServer,
    check: Callable[[Case, Server], None],
    at_a_time: int = AT_A_TIME,
) -> None:
    """Checks every case of a file against a server of its own, some at a time."""

    def run(case: Case) -> str | None:
        server = Server(fault_server, case.server)
        try:
            check(case, server)
        except Exception:  # noqa: BLE001 - one case of many, told below
            return f"{case.name}\n{traceback.format_exc()}"
        finally:
            server.stop()
        return None

    with ThreadPoolExecutor(at_a_time) as pool:
        failures = [failure for failure in pool.map(run, read(path)) if failure]
    assert not failures, "\n\n".join(failures)


def check_record(case: Case, record: dict[str, Any]) -> None:
    """Compares what has arrived with what the case says of it."""
    if case.connections is not None:
        assert record["connections"] == case.connections
    received = record["received"]
    if isinstance(case.requests, int):
        assert len(received) == case.requests
        return
    assert [seen(request, each) for request, each in zip(received, case.requests)] == case.requests
    assert len(received) == len(case.requests)


def seen(request: dict[str, Any], expected: dict[str, Any]) -> dict[str, Any]:
    """A request as a vector writes it: of its headers only those that it names."""
    headers = {name.lower(): value for name, value in reversed(request["headers"])}
    found = {"method": request["method"], "path": request["path"], "body": request["body"]}
    found["headers"] = {name: headers.get(name.lower()) for name in expected.get("headers", {})}
    return {name: value for name, value in found.items() if name in expected or value}
