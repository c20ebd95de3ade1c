"""The library as another language loads it, by what its header says alone."""

from __future__ import annotations

import ctypes
import threading
from ctypes import POINTER, byref, c_bool, c_char_p, c_double, c_int, c_int64, c_uint32, c_void_p
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from harness.simulator import Simulator

OUT = POINTER(c_void_p)
CALLBACK = ctypes.CFUNCTYPE(None, c_void_p, c_void_p, c_void_p)
QUEUED, OUTBOUND_API = 1, 2
INVALID_ARGUMENT, NOT_FOUND = 2, 12
NOT_SENT, REJECTED = 1, 2

FUNCTIONS: dict[str, tuple[Any, list[Any]]] = {
    "version": (c_char_p, []),
    "config_new": (c_void_p, []),
    "config_set_account_sid": (c_void_p, [c_void_p, c_char_p]),
    "config_set_auth_token": (c_void_p, [c_void_p, c_char_p]),
    "config_set_base_url": (c_void_p, [c_void_p, c_char_p]),
    "config_free": (None, [c_void_p]),
    "client_new": (c_void_p, [c_void_p, OUT]),
    "client_free": (None, [c_void_p]),
    "call_params_new": (c_void_p, [c_char_p, c_char_p, c_char_p]),
    "call_params_set_timeout": (c_void_p, [c_void_p, c_uint32]),
    "call_params_set_status_callback_event": (c_void_p, [c_void_p, POINTER(c_char_p), ctypes.c_size_t]),
    "call_params_set_status_callback": (c_void_p, [c_void_p, c_char_p]),
    "call_params_free": (None, [c_void_p]),
    "calls_create": (c_void_p, [c_void_p, c_void_p, OUT]),
    "calls_create_async": (c_void_p, [c_void_p, c_void_p, c_void_p, CALLBACK, c_void_p]),
    "calls_fetch": (c_void_p, [c_void_p, c_char_p, OUT]),
    "call_sid": (c_char_p, [c_void_p]),
    "call_to": (c_char_p, [c_void_p]),
    "call_status": (c_int, [c_void_p]),
    "call_status_text": (c_char_p, [c_void_p]),
    "call_direction": (c_int, [c_void_p]),
    "call_duration": (c_int64, [c_void_p]),
    "call_metadata": (c_void_p, [c_void_p]),
    "call_free": (None, [c_void_p]),
    "metadata_http_status": (c_int, [c_void_p]),
    "metadata_attempts": (c_uint32, [c_void_p]),
    "metadata_elapsed": (c_double, [c_void_p]),
    "error_kind": (c_int, [c_void_p]),
    "error_kind_name": (c_char_p, [c_void_p]),
    "error_delivery": (c_int, [c_void_p]),
    "error_parameter": (c_char_p, [c_void_p]),
    "error_http_status": (c_int, [c_void_p]),
    "error_api_code": (c_int64, [c_void_p]),
    "error_retry_after_ms": (c_int64, [c_void_p]),
    "error_may_have_been_placed": (c_bool, [c_void_p]),
    "error_message": (c_char_p, [c_void_p]),
    "error_free": (None, [c_void_p]),
}


class Library:
    """The functions, by their names without what all begin with."""

    def __init__(self, file: Path) -> None:
        library = ctypes.CDLL(str(file))
        for name, (result, arguments) in FUNCTIONS.items():
            function = getattr(library, f"mycpaas_{name}")
            function.restype, function.argtypes = result, arguments
            setattr(self, name, function)

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)


@pytest.fixture(scope="module")
def library(prefix: Path) -> Library:
    return Library(prefix / "lib" / "libmycpaas.so.0")


@pytest.fixture
def client(library: Library, simulator: Simulator) -> Iterator[c_void_p]:
    config, client = library.config_new(), c_void_p()
    for setting in ("account_sid", "auth_token", "base_url"):
        value = simulator.environment[f"MYCPAAS_{setting.upper()}"].encode()
        assert getattr(library, f"config_set_{setting}")(config, value) is None
    assert library.client_new(config, byref(client)) is None
    library.config_free(config)
    yield client
    library.client_free(client)


@pytest.fixture
def params(library: Library) -> Iterator[int]:
    params: int = library.call_params_new(
        b"+491234567890", b"+491098765432", b"https://example.com/voice.xml"
    )
    assert library.call_params_set_timeout(params, 20) is None
    assert library.call_params_set_status_callback(params, b"http://127.0.0.1:9/status") is None
    events = (c_char_p * 2)(b"ringing", b"completed")
    assert library.call_params_set_status_callback_event(params, events, len(events)) is None
    yield params
    library.call_params_free(params)


def test_a_call_is_placed(library: Library, client: c_void_p, params: int) -> None:
    call = c_void_p(1)
    assert library.calls_create(client, params, byref(call)) is None
    assert library.call_to(call) == b"+491234567890"
    assert (library.call_status(call), library.call_status_text(call)) == (QUEUED, b"queued")
    assert library.call_direction(call) == OUTBOUND_API
    assert library.call_duration(call) == -1
    metadata = library.call_metadata(call)
    assert (library.metadata_http_status(metadata), library.metadata_attempts(metadata)) == (201, 1)
    assert 0 < library.metadata_elapsed(metadata) < 30
    library.call_free(call)


def test_an_error_says_what_happened(library: Library, client: c_void_p) -> None:
    call = c_void_p(1)
    error = library.calls_fetch(client, b"CA0123456789abcdef0123456789abcdef", byref(call))
    assert call.value is None
    assert (library.error_kind(error), library.error_kind_name(error)) == (NOT_FOUND, b"not_found")
    assert (library.error_http_status(error), library.error_api_code(error)) == (404, 20404)
    assert library.error_retry_after_ms(error) == -1
    library.error_free(error)


def test_a_parameter_is_refused_by_its_setter(library: Library, client: c_void_p, params: int) -> None:
    problem = library.call_params_set_status_callback(params, b"\xff")
    assert library.error_parameter(problem) == b"status_callback"
    call = c_void_p(1)
    error = library.calls_create(client, params, byref(call))
    assert (library.error_kind(error), library.error_delivery(error)) == (INVALID_ARGUMENT, NOT_SENT)
    assert library.error_may_have_been_placed(error) is False
    assert b"status_callback" in library.error_message(error)
    library.error_free(error)


def test_a_callback_runs_once(library: Library, client: c_void_p, params: int) -> None:
    heard: list[tuple[Any, bytes, Any]] = []
    done = threading.Event()

    def ended(error: Any, call: Any, userdata: Any) -> None:
        heard.append((error, library.call_status_text(call), userdata))
        library.call_free(call)
        done.set()

    callback = CALLBACK(ended)
    assert library.calls_create_async(client, params, None, callback, 4711) is None
    assert done.wait(30)
    assert heard == [(None, b"queued", 4711)]
