"""The vectors of the Calls API, through both clients: what is sent, what comes back, what an error says."""

from __future__ import annotations

import pickle
import time
import traceback
from typing import TYPE_CHECKING, Any

import mycpaas
import pytest
from harness.vectors import CALLS, SECRETS, USUAL, Case, check_record, run_all
from support.operations import perform, plain, plain_error, plain_metadata

if TYPE_CHECKING:
    from conftest import AnyClient
    from harness.fault_server import FaultServer, Server


@pytest.mark.parametrize("path", CALLS)
def test_vectors(path: str, client_class: AnyClient, fault_server: FaultServer) -> None:
    run_all(path, fault_server, lambda case, server: check(case, client_class, server))


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
