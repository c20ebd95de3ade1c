"""Errors: one tree of classes, each with what is known, the same after a pickle."""

from __future__ import annotations

import asyncio
import builtins
import copy
import pickle
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

import mycpaas
import pytest
from mycpaas import _errors
from support.fault_server import CALL, CLOSE, CREATE, answer
from support.run import settle

if TYPE_CHECKING:
    from conftest import AnyClient, Serve

CLASSES = [
    value
    for value in vars(_errors).values()
    if isinstance(value, type) and issubclass(value, mycpaas.MycpaasError)
]
BUILTIN = {
    mycpaas.ConnectionError: builtins.ConnectionError,
    mycpaas.TLSError: builtins.ConnectionError,
    mycpaas.TimeoutError: builtins.TimeoutError,
    mycpaas.InvalidArgumentError: ValueError,
}


def refused(client_class: AnyClient, serve: Serve) -> mycpaas.APIError:
    told = {"code": 20003, "message": "no", "more_info": "https://example.com/20003", "status": 401}
    server = serve(answer(401, told, **{"Retry-After": "7", "X-Request-Id": "RQ1"}))
    with pytest.raises(mycpaas.AuthenticationError) as caught:
        settle(client_class(**server.settings).calls.create(**CREATE))
    return caught.value


def test_an_error_says_what_is_known(client_class: AnyClient, serve: Serve) -> None:
    error = refused(client_class, serve)
    assert (error.kind, error.delivery, error.attempts) == ("authentication", "rejected", 1)
    assert error.delivery is mycpaas.Delivery.REJECTED
    assert (error.http_status, error.code, error.request_id) == (401, 20003, "RQ1")
    assert (error.more_info, error.retry_after) == ("https://example.com/20003", timedelta(seconds=7))
    assert (error.may_have_been_placed, error.is_retryable) == (False, False)
    assert error.metadata is not None
    assert error.metadata.header("retry-after") == "7"


def test_an_error_has_its_cause(client_class: AnyClient, serve: Serve) -> None:
    with pytest.raises(mycpaas.ConnectionError) as caught:
        settle(client_class(**serve(CLOSE).settings).calls.create(**CREATE))
    error = caught.value
    assert error.may_have_been_placed
    assert isinstance(error.__cause__, mycpaas.Cause)
    assert str(error.__cause__)
    assert "must not be blindly repeated" in str(error)
    assert "must not be" not in error.message


@pytest.mark.parametrize("again", [lambda error: pickle.loads(pickle.dumps(error)), copy.copy])
@pytest.mark.parametrize("cls", CLASSES)
def test_an_error_of_each_class_survives_copies(cls: Any, again: Any) -> None:
    error = cls("what happened")
    error.delivery, error.may_have_been_placed = mycpaas.Delivery.UNKNOWN, True
    error.retry_after, error.code = timedelta(seconds=1.5), 21211
    other = again(error)
    assert (type(other), other.args, str(other)) == (cls, error.args, "what happened")
    assert vars(other) == vars(error)
    assert issubclass(cls, BUILTIN.get(cls, Exception))


def test_an_error_that_came_survives_a_pickle(client_class: AnyClient, serve: Serve) -> None:
    error = refused(client_class, serve)
    other = pickle.loads(pickle.dumps(error))
    assert vars(other) == vars(error)
    assert other.metadata == error.metadata


def fail(base_url: str) -> None:
    mycpaas.Client("AC1", "token", base_url=base_url).calls.fetch("CA1", retries=0)


def test_an_error_comes_out_of_another_process(serve: Serve) -> None:
    """As a pool or a queue of tasks brings it."""
    server = serve(answer(404, {"code": 20404, "message": "gone"}))
    with ProcessPoolExecutor(1, get_context("spawn")) as pool, pytest.raises(mycpaas.NotFoundError) as caught:
        pool.submit(fail, server.base_url).result()
    assert (caught.value.code, caught.value.delivery) == (20404, "rejected")


def test_names_that_python_has_too_mean_the_same(serve: Serve) -> None:
    """A program that catches Python's own errors of connection and time catches these."""
    server = serve(answer(200, CALL))
    with pytest.raises(builtins.TimeoutError):
        server.client().calls.wait("CA1", deadline=0.05)
    with pytest.raises(builtins.ConnectionError):
        serve(CLOSE).client().calls.fetch("CA1", retries=0)
    with pytest.raises(ValueError, match="to: "):
        asyncio.run(server.async_client().calls.create(**{**CREATE, "to": "me"}))
