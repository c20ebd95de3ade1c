"""The vectors of the Calls API, through both clients: what is sent, what comes back, what an error says."""

from __future__ import annotations

import base64
import pickle
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import mycpaas
import pytest
from support.fault_server import ACCOUNT_SID, TOKEN, FaultServer, Server
from support.operations import perform, plain, plain_error, plain_metadata
from support.vectors import VECTORS, Case, read

if TYPE_CHECKING:
    from conftest import AnyClient

FILES = [f"calls/{path.name}" for path in sorted(VECTORS.glob("calls/*.json"))]
FILES += [f"generated/{path.name}" for path in sorted(VECTORS.glob("generated/calls_*.json"))]
AT_A_TIME = 12
ABSENT = dict.fromkeys(("http_status", "api_code", "more_info", "request_id", "retry_after", "parameter"))
USUAL = {**ABSENT, "may_have_been_placed": False, "is_retryable": False}
SECRETS = [TOKEN, base64.b64encode(f"{ACCOUNT_SID}:{TOKEN}".encode()).decode(), "hunter2"]


@pytest.mark.parametrize("path", FILES)
def test_vectors(path: str, client_class: AnyClient, fault_server: FaultServer) -> None:
    def run(case: Case) -> str | None:
        server = Server(fault_server, case.server)
        try:
            check(case, client_class, server)
        except Exception:  # noqa: BLE001 - one case of many, told below
            return f"{case.name}\n{traceback.format_exc()}"
        finally:
            server.stop()
        return None

    with ThreadPoolExecutor(AT_A_TIME) as pool:
        failures = [failure for failure in pool.map(run, read(path)) if failure]
    assert not failures, "\n\n".join(failures)


def check(case: Case, client_class: AnyClient, server: Server) -> None:
    began = time.monotonic()
    try:
        result: Any = perform(case, client_class, server)
    except mycpaas.MycpaasError as error:
        took = time.monotonic() - began
        check_error(case, error)
    else:
        took = time.monotonic() - began
        assert case.error is None, f"it succeeds: {result}"
        assert plain(result, case.result) == case.result
        if case.metadata:
            assert plain_metadata(result.metadata, case.metadata) == case.metadata
    assert case.elapsed[0] <= took < case.elapsed[1]
    check_record(case, server.record())


def check_error(case: Case, error: mycpaas.MycpaasError) -> None:
    assert case.error is not None, f"it fails: {error!r}"
    expected = {**USUAL, **case.error}
    parts = expected.pop("message", [])
    assert plain_error(error) == expected, str(error)
    assert not [part for part in parts if part not in str(error)], str(error)
    if case.operation == "create":
        assert ("must not be" in str(error)) == error.may_have_been_placed
    shown = "".join(traceback.TracebackException.from_exception(error, capture_locals=False).format())
    shown += f"{error!r} {error.args} {vars(error)} {pickle.dumps(error, 0)!r}"
    assert not [secret for secret in SECRETS if secret in shown], shown


def check_record(case: Case, record: dict[str, Any]) -> None:
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
