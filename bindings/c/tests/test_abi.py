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
STATUS, COMPLETED, CHANGED, PARAMETERS, MISMATCH = 2, 5, 1, 1, 9

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
    "webhook_new": (c_void_p, [c_char_p, c_char_p]),
    "webhook_add_header": (c_void_p, [c_void_p, c_char_p, c_char_p]),
    "webhook_set_body": (c_void_p, [c_void_p, c_char_p, ctypes.c_size_t]),
    "webhook_read": (c_void_p, [c_void_p, OUT]),
    "webhook_free": (None, [c_void_p]),
    "event_kind": (c_int, [c_void_p]),
    "event_call_status": (c_int, [c_void_p]),
    "event_call_duration": (c_int64, [c_void_p]),
    "event_audio_in_mos": (c_double, [c_void_p]),
    "event_timestamp": (c_char_p, [c_void_p]),
    "event_timestamp_unix": (c_int64, [c_void_p]),
    "event_muted": (c_int, [c_void_p]),
    "event_machine_detection_duration_ms": (c_int64, [c_void_p]),
    "event_field_value_length": (ctypes.c_size_t, [c_void_p, ctypes.c_size_t]),
    "event_free": (None, [c_void_p]),
    "signature_validator_new": (c_void_p, []),
    "signature_validator_add_key": (c_void_p, [c_void_p, c_char_p]),
    "signature_validator_accepts": (c_bool, [c_void_p, c_void_p]),
    "signature_validator_validate": (c_void_p, [c_void_p, c_void_p, OUT]),
    "signature_validator_sign": (c_void_p, [c_void_p, c_int, c_void_p, OUT]),
    "signature_validator_free": (None, [c_void_p]),
    "signature_value": (c_char_p, [c_void_p]),
    "signature_free": (None, [c_void_p]),
    "verdict_reason": (c_int, [c_void_p]),
    "verdict_free": (None, [c_void_p]),
    "call_tracker_new_with_limits": (c_void_p, [ctypes.c_size_t, ctypes.c_uint64, ctypes.c_size_t]),
    "call_tracker_record": (c_void_p, [c_void_p, c_void_p, OUT]),
    "call_tracker_count": (ctypes.c_size_t, [c_void_p]),
    "call_tracker_free": (None, [c_void_p]),
    "recorded_change": (c_int, [c_void_p]),
    "recorded_ended": (c_bool, [c_void_p]),
    "recorded_call": (c_void_p, [c_void_p]),
    "recorded_free": (None, [c_void_p]),
    "tracked_call_status": (c_int, [c_void_p]),
    "tracked_call_duration": (c_int64, [c_void_p]),
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


@pytest.fixture
def webhook(library: Library) -> Iterator[int]:
    body = b"CallSid=CA1&CallStatus=completed&CallDuration=42&AudioInMos=4.4&Timestamp=2026-01-31T10:00:00Z"
    body += b"&Muted=1&MachineDetectionDuration=2500&Text=a%00b"
    webhook: int = library.webhook_new(b"POST", b"https://example.com/status")
    form = b"application/x-www-form-urlencoded"
    assert library.webhook_add_header(webhook, b"content-type", form) is None
    assert library.webhook_set_body(webhook, body, len(body)) is None
    yield webhook
    library.webhook_free(webhook)


def test_an_event_is_read_and_tracked(library: Library, webhook: int) -> None:
    event, recorded = c_void_p(), c_void_p()
    assert library.webhook_read(webhook, byref(event)) is None
    assert (library.event_kind(event), library.event_call_status(event)) == (STATUS, COMPLETED)
    assert (library.event_call_duration(event), library.event_audio_in_mos(event)) == (42, 4.4)
    assert library.event_timestamp(event) == b"2026-01-31T10:00:00Z"
    assert library.event_timestamp_unix(event) == 1769853600
    assert library.event_muted(event) == 1
    assert library.event_machine_detection_duration_ms(event) == 2500
    assert (library.event_field_value_length(event, 7), library.event_field_value_length(event, 8)) == (3, 0)
    tracker = library.call_tracker_new_with_limits(10, 60_000, 10)
    assert library.call_tracker_record(tracker, event, byref(recorded)) is None
    assert (library.recorded_change(recorded), library.recorded_ended(recorded)) == (CHANGED, True)
    call = library.recorded_call(recorded)
    assert (library.tracked_call_status(call), library.tracked_call_duration(call)) == (COMPLETED, 42)
    assert library.call_tracker_count(tracker) == 1
    library.recorded_free(recorded)
    library.call_tracker_free(tracker)
    library.event_free(event)


def test_a_signature_is_checked(library: Library, webhook: int) -> None:
    signature, verdict = c_void_p(), c_void_p()
    validator = library.signature_validator_new()
    assert library.signature_validator_add_key(validator, b"a key") is None
    assert library.signature_validator_sign(validator, PARAMETERS, webhook, byref(signature)) is None
    value = library.signature_value(signature)
    assert library.webhook_add_header(webhook, b"X-Twilio-Signature", value) is None
    assert library.signature_validator_accepts(validator, webhook) is True
    assert library.webhook_set_body(webhook, b"CallSid=CA2", 11) is None
    assert library.signature_validator_accepts(validator, webhook) is False
    assert library.signature_validator_validate(validator, webhook, byref(verdict)) is None
    assert library.verdict_reason(verdict) == MISMATCH
    library.verdict_free(verdict)
    library.signature_free(signature)
    library.signature_validator_free(validator)
